"""What a description points back to: "the commander", "the ministry", "the video"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.discourse import REACH, Discourse, Source
from provenance.attribution.lexicon import fold, load_lexicon, singular_of
from provenance.attribution.mentions import core_phrase
from provenance.attribution.proper_names import is_organisation
from provenance.attribution.subjects import verb_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.lexicon import Lexicon
    from provenance.attribution.mention import Mention

_PROPER = re.compile(r"(?<=\s)[A-Z][\w'’-]+")
FIRMS = frozenset({"company", "firm"})
NO_FIRMS = frozenset({
    "union", "ministry", "army", "party", "police", "council", "court", "government", "association", "federation",
    "commission", "committee", "parliament", "militia", "front", "brigade", "coastguard", "embassy", "university",
    "tribunal", "prosecution", "senate", "guild",
})  # fmt: skip
GENERIC = frozenset({"group", "organisation", "organization", "company", "agency", "movement", "firm"})


def resolve_description(discourse: Discourse, mention: Mention, start: int) -> Source | None:
    """Return what introduced a definite description, null where nothing did or two could be meant."""
    head = mention.head or ""
    if mention.form == "role":
        return _earlier_role(discourse, mention, head, start)
    if mention.form in {"common", "group"} and not mention.affiliation:
        return _earlier_organisation(discourse, mention, head, start)
    if mention.form == "document":
        return _earlier_document(discourse, mention, head)
    return None


def _earlier_role(discourse: Discourse, mention: Mention, head: str, start: int) -> Source | None:
    """Take the nearest introduction: who spoke under this role, "a … commander", else the one bearer of the title."""
    spoken = [s for s in discourse.spoken if s.start < start and _bears(s, mention, head)]
    last = max(spoken, key=lambda one: one.start, default=None)
    introduced = None if mention.affiliation else _introduction(discourse, head, start, mention.modifiers)
    if introduced and (last is None or introduced[0] > last.start):
        return Source(mention, introduced[1], fold(introduced[1]), mention.role)
    if last:
        return None if _is_rivalled(discourse, last, head, start) else last.again(mention)
    person = None if mention.affiliation else discourse.registry.with_title(head, mention.modifiers, start)
    if person is None:
        return None
    named = replace(mention, form="person", name=person)
    return Source(named, person, fold(person), mention.role, None, discourse.registry.gender(person))


def _bears(source: Source, mention: Mention, head: str) -> bool:
    """Tell whether a source that spoke is called by this noun, without clashing description or affiliation."""
    if source.form not in {"role", "person"}:
        return False
    if mention.affiliation and fold(mention.affiliation) != fold(source.mention.affiliation or ""):
        return False
    called = fold(source.role or "").split()
    return (source.mention.head == head or head in called) and set(mention.modifiers) <= {
        *called,
        *source.mention.modifiers,
    }


def _is_rivalled(discourse: Discourse, last: Source, head: str, start: int) -> bool:
    """Tell whether another named person has the same title, and the one who spoke did so too long ago."""
    others = discourse.registry.bearers(head) - {last.name}
    return last.form == "person" and bool(others) and discourse.sentences_between(last.start, start) > REACH - 1


def _introduction(discourse: Discourse, head: str, before: int, modifiers: Sequence[str]) -> tuple[int, str] | None:
    """Return where "a … HEAD" last came into the article before this sentence, with the description."""
    pattern = re.compile(rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne)\s+((?:[\w'’-]+\s+){{0,4}}?){re.escape(head)}\b")
    found = None
    for match in pattern.finditer(discourse.text, 0, before):
        earlier = discourse.sentence_at(match.start()) < discourse.sentence_at(before)
        plain = not re.search(r"\b(?:of|in|by|the|and|to)\b", match[1])
        if earlier and plain and set(modifiers) <= set(fold(match[1]).split()):
            phrase = re.split(r"[,;.\n\"”]", discourse.text[match.start() : match.end() + 80])[0]
            verb = verb_after(phrase, match.end() - match.start() - 1, len(phrase))
            phrase = phrase[:verb].strip() if verb else phrase
            found = match.start(), core_phrase(phrase)
    return found


def _earlier_organisation(discourse: Discourse, mention: Mention, head: str, start: int) -> Source | None:
    """Take the one organisation named with this noun ("the ministry"), or the last to speak for "the group"."""
    earlier = [one for one in discourse.registry.occurrences if one.end <= start and one.kind == "organisation"]
    called = [one.name for one in earlier if head in {singular_of(word) for word in fold(one.name).split()}]
    if called:
        words = set(fold(called[-1]).split())
        other = {
            fold(word) for word in _PROPER.findall(mention.text)
        } - words  # "the Holt administration" is no other's
        known = not other and (len(set(called)) == 1 or set(mention.modifiers) & words)
        return _organisation(mention, called[-1]) if known else None
    if head in GENERIC and not mention.modifiers:
        near = _named_nearby(discourse, start)
        if near and _may_be_called(discourse, head, near):
            return _organisation(mention, near)
    last = discourse.spoken[-1] if discourse.spoken else None
    if last is None or last.form != "organisation" or not last.name or head not in GENERIC or mention.modifiers:
        return None
    if not _may_be_called(discourse, head, last.name):
        return None
    return _organisation(mention, last.name) if discourse.sentences_between(last.start, start) <= REACH else None


def _may_be_called(discourse: Discourse, head: str, name: str) -> bool:
    """Tell whether a body may be called "the company": no union is ("the union FIM"), nor a ministry or a place."""
    words = load_lexicon()
    if head not in FIRMS:
        return True
    if fold(name) in words.states or fold(name) in words.regions:
        return False
    starts = [one.start for one in discourse.registry.occurrences if one.name == name]
    before = [word for start in starts for word in discourse.text[max(0, start - 30) : start].split()[-1:]]
    return not {singular_of(fold(word)) for word in (*name.split(), *before)} & NO_FIRMS


def _named_nearby(discourse: Discourse, start: int) -> str | None:
    """Return the one body that this paragraph, or else the one before, has named so far; states are none."""
    words = load_lexicon()
    here = discourse.paragraph_at(start)
    for paragraph in (here, here - 1):
        low, high = discourse.paragraph_span(paragraph)
        named = discourse.registry.between(low, min(high, start))
        bodies = {one.name for one in named if one.kind == "organisation" and _is_body(one.name, words)}
        if bodies:
            return bodies.pop() if len(bodies) == 1 else None
    return None


def _is_body(name: str, words: Lexicon) -> bool:
    """Tell whether a name says that it is a body's, not a state's or place's."""
    folded = fold(name)
    place = folded in words.states or folded in words.regions or folded in words.nationalities
    return not place and folded not in words.media and is_organisation(name.split())


def _organisation(mention: Mention, name: str) -> Source:
    return Source(replace(mention, form="organisation", name=name), name, fold(name))


def _earlier_document(discourse: Discourse, mention: Mention, head: str) -> Source | None:
    found = (s for s in reversed(discourse.spoken) if s.form == "document" and s.mention.head == head)
    last = next(found, None)
    return last.again(mention) if last else None
