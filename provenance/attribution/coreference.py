"""Whom a source phrase means inside its article.

Pronouns, relative pronouns, role nouns ("the commander"), surnames, short forms and acronyms are led back to the
mention that introduced them. The rules prefer silence: where two persons could be meant, the source stays unresolved
and its surface form stands, for a statement put into the wrong person's mouth is the gravest error of all.

Checked by hand on PolNeAR's development part (gold spans): see ``tests/attribution`` for the phenomena.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.descriptions import resolve_description
from provenance.attribution.discourse import REACH, Discourse, Source
from provenance.attribution.lexicon import fold, load_lexicon
from provenance.attribution.mentions import core_phrase, read_mention
from provenance.attribution.pronouns import antecedent_of_relative, resolve_pronoun

if TYPE_CHECKING:
    from provenance.attribution.mention import Mention

DEFINITE_FORMS = frozenset({"role", "common", "group", "document", "unknown"})


def _read_label(text: str, outlet: str | None) -> Mention:
    """Read "MARSH" in a transcript as a person's name, unless it is that of a body that is known."""
    words = load_lexicon()
    mention = read_mention(text, outlet)
    known = fold(text) in words.media or fold(text) in words.states or mention.form in {"outlet", "media", "role"}
    return mention if known else replace(mention, form="person", name=text.title())


class Resolver:
    """Resolves the sources of one article; to be asked in text order."""

    def __init__(self, discourse: Discourse, outlet: str | None) -> None:
        self.discourse = discourse
        self.registry = discourse.registry
        self.outlet = outlet
        self._introduced: Counter[str] = Counter()
        self._resolved: dict[tuple[int, int], Source] = {}
        self._callings: dict[str, tuple[str | None, str | None]] = {}  # name -> role and affiliation as last given

    def resolve(self, start: int, end: int, *, label: bool = False) -> Source:
        """Return whom the phrase at ``start``…``end`` means; a ``label`` is a name before a colon in a transcript."""
        if (start, end) not in self._resolved:
            self.discourse.at = start
            text = self.discourse.text[start:end]
            mention = _read_label(text, self.outlet) if label else read_mention(text, self.outlet)
            source = self._with_calling(replace(self._resolve(mention, start), start=start, end=end))
            if source.form != "pronoun":
                self.discourse.spoken.append(source)
            self._resolved[start, end] = source
        return self._resolved[start, end]

    def _with_calling(self, source: Source) -> Source:
        """Keep the role and affiliation once given to a named person for where only the name or a pronoun stands."""
        name = source.name
        if source.form not in {"person", "pronoun", "role"} or not name or source.mention.partial:
            return source
        role, affiliation = self._callings.get(name, (None, None))
        person = self.registry.persons.get(name)
        if role is None and person and len(person.roles) == 1:
            role = next(iter(person.roles))
        if not source.role:
            source = replace(source, role=role, affiliation=source.affiliation or affiliation)
        self._callings[name] = (source.role, source.affiliation)
        return source

    def _resolve(self, mention: Mention, start: int) -> Source:
        if mention.form == "pronoun":
            return self._resolve_pronoun(mention, start)
        if mention.form == "joint":
            members = [self._resolve(one, start) for one in mention.members]
            names = "; ".join(one.name or one.mention.text for one in members)
            return Source(replace(mention, members=tuple(one.mention for one in members)), names, fold(names))
        if mention.form == "person":
            return self._resolve_person(mention, start)
        if mention.form in {"organisation", "media"} and mention.name:
            return self._resolve_organisation(mention, start)
        if mention.form == "hearsay":
            return Source(mention, None, fold(core_phrase(mention.text)))
        if mention.form == "outlet":
            return Source(mention, self.outlet, "outlet")
        found = None
        if mention.definite and mention.form in DEFINITE_FORMS:
            found = resolve_description(self.discourse, mention, start)
        return found or self._describe(mention)

    def _describe(self, mention: Mention) -> Source:
        """Take an unnamed source for itself, under its own description."""
        label = core_phrase(mention.text, whole=mention.form == "document")
        if mention.form in {"role", "document"} and not mention.definite and not mention.plural:
            label = self._number(label)
        own = mention.form != "common" or (mention.affiliation or "a")[0].isupper()
        affiliation = self._full_affiliation(mention.affiliation) if own else None
        return Source(mention, label or None, fold(label), mention.role, affiliation, mention.gender)

    def _number(self, label: str) -> str:
        """Keep "a resident" and a later "a resident" apart."""
        self._introduced[fold(label)] += 1
        times = self._introduced[fold(label)]
        return f"{label} ({times})" if times > 1 else label

    def _full_affiliation(self, affiliation: str | None) -> str | None:
        """Return the body's name; "the company" alone is none unless it is certain which one is meant."""
        if not affiliation:
            return None
        read = read_mention(affiliation, self.outlet)
        if read.form == "common":
            return self._body(read)
        bare = re.sub(r"^(?:The|the)\s+", "", affiliation)
        return self.registry.organisation(bare) or bare

    def _body(self, read: Mention) -> str | None:
        """Return which body a common noun means: one that is named, or one that spoke under that noun."""
        bare = core_phrase(read.text)
        if not read.definite or read.modifiers or read.affiliation:
            return bare
        at = self.discourse.at
        found = resolve_description(self.discourse, read, at)
        if found:
            return found.name
        spoken = [one for one in self.discourse.spoken if one.form == "common" and one.start < at]
        same = {one.name for one in spoken if one.mention.head == read.head and one.name != read.head}
        return same.pop() if len(same) == 1 else None

    def _resolve_pronoun(self, mention: Mention, start: int) -> Source:
        if mention.gender != "r":
            return resolve_pronoun(self.discourse, mention, start, self.outlet)
        before = antecedent_of_relative(self.discourse, mention, start)
        if before is None:
            return Source(mention)
        if not isinstance(before, str):
            return self.discourse.take(mention, before)
        found = self._resolve(read_mention(before, self.outlet), start)
        return Source(mention) if found.form in {"unknown", "pronoun"} else found

    def _resolve_person(self, mention: Mention, start: int) -> Source:
        name = mention.name or ""
        if name in self.registry.bodies:
            return Source(replace(mention, form="organisation", gender=None), name, fold(name))
        full = None if mention.partial else self._full_name(name, mention, start)
        self.registry.learn_role(full or name, mention.role)
        gender = (self.registry.gender(full) if full else None) or mention.gender
        affiliation = self._full_affiliation(mention.affiliation)
        return Source(mention, full or name, fold(full or name), mention.role, affiliation, gender)

    def _full_name(self, name: str, mention: Mention, start: int) -> str | None:
        """Return the full name for a surname, null where it is not certain whose it is."""
        gender = mention.gender if mention.titled else None
        full = self.registry.person(name, gender, start)
        if " " in name:
            return full
        if full is None and self.registry.is_ambiguous(name):
            full = self._nearest_bearer(name, start, gender)
        return full if full and (full == name or self.registry.may_hold(full, mention.role)) else None

    def _nearest_bearer(self, name: str, start: int, gender: str | None) -> str | None:
        """Return the person of this surname who spoke last, if he was named in the last sentences."""
        for source in reversed(self.discourse.spoken):
            if source.form == "person" and source.name and source.name.endswith(f" {name}"):
                near = self.discourse.sentences_between(source.start, start) <= REACH
                return source.name if near and (gender is None or gender == source.gender) else None
        return None

    def _resolve_organisation(self, mention: Mention, start: int) -> Source:
        name = mention.name or ""
        affiliation = self._full_affiliation(mention.affiliation)
        if mention.form == "organisation" and not mention.definite and len(name.split()) <= 2:
            if self.registry.person(name):
                return self._resolve_person(replace(mention, form="person"), start)
            if " " not in name and self.registry.is_ambiguous(name):
                return self._resolve_person(replace(mention, form="person"), start)
        full = self.registry.organisation(name) or name
        if full != name and read_mention(full).form == "media":
            mention = replace(mention, form="media")
        return Source(mention, full, fold(full), mention.role, affiliation)
