"""Who is named in an article: persons and organisations with every place where they are named.

Names are runs of capitalised words outside residue. A person is entered under the fullest form in which the article
names him; a surname, a short form or an acronym leads back to it only when it can mean nobody else.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import fold, load_lexicon
from provenance.attribution.mentions import FIRST_NAME_ONLY, read_mention
from provenance.attribution.proper_names import HONORIFIC_GENDER, MEDIA_WORD, is_organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.attribution.mention import Mention

_ABBREVIATED = "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Sen|Rep|Gov|Rev|Adm|Cmdr|St|Jr|Sr|[A-Z]"
_WORD = rf"(?:(?:(?:{_ABBREVIATED})\.(?=\s[A-Z]))|(?:[A-Z]\.){{2,}}|[A-ZÀ-ÞŠŽ][\w'’\u00ad-]*)"
_PARTICLE = r"(?:al|el|ul|bin|bint|ibn|van|von|der|de|del|della|di|da|dos|du)"
RUN = re.compile(
    rf"{_WORD}(?:[ \u00a0](?:(?:{_PARTICLE}|of|for)[ \u00a0](?:the[ \u00a0])?)*{_WORD}|[ \u00a0]al-[A-Z][\w'’-]*)*"
)
ACRONYM = re.compile(
    r"(?P<full>(?:[A-Z][\w'’-]+|of|for|the|and|al|ul|al-[A-Z]\w+)(?: (?:[A-Z][\w'’-]+|of|for|the|and|al"
    r"|ul))*) \((?P<short>[A-Z][A-Za-z.-]{1,9})\)"
)
CALLED_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Aa]n?)\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z-]+),\s+(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)+),"
)
CALLED_AFTER = re.compile(
    r"(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)+),\s+(?:which\b|(?:an?|the)\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z-]+)[,.])"
)
_APPOSED = re.compile(r"(?:\b(?:the|its|their|his|her|a|an|\w+['’]s?)\s+)(?P<role>(?:[a-z-]+\s+){0,2}[a-z-]+),\s$")
SUFFIX = re.compile(r"\b(?:Jr|Sr|I{2,3}|IV)\.?$")
UNIQUE_OFFICES = frozenset({"president", "king", "queen", "pope", "chancellor", "premier", "emir", "sultan"})
DISTINCT = frozenset(
    {
        "observatory",
        "commission",
        "committee",
        "ministry",
        "department",
        "council",
        "foundation",
        "institute",
        "university",
    }
)


@dataclass(frozen=True)
class Occurrence:
    """A place where somebody is named."""

    start: int
    end: int
    name: str  # the full name
    kind: str  # person or organisation
    gender: str | None = None


@dataclass
class Person:
    """A person as the article names him."""

    name: str
    tokens: tuple[str, ...]
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    attested: bool = False  # a title or a first name says that it is a person


class Registry:
    """The names of one article; ``person`` and ``organisation`` look up a short form."""

    def __init__(self, text: str, zones: Sequence[Sequence[int]], outlet: str | None = None) -> None:
        self.text = text
        self.partial = {fold(m["name"] or m["other"]) for m in FIRST_NAME_ONLY.finditer(text)}
        self.persons: dict[str, Person] = {}
        self.organisations: dict[str, set[str]] = defaultdict(set)  # full name -> folded short forms
        self._first_seen: dict[str, int] = {}
        self.bodies = frozenset(_bodies(text))  # names that read like a person's, of what the article calls a body
        runs = [run for run in _runs(text, zones) if not in_headline_case(text, run[0])]
        self._lower = frozenset(re.findall(r"(?<![\w-])[a-z]{3,}", text))
        self._read_runs(runs, outlet)
        self._read_acronyms(text)
        self.occurrences = sorted(self._occurrences(runs), key=lambda one: (one.start, one.end))
        self._starts = [one.start for one in self.occurrences]
        for one in self.occurrences:
            if len(text[one.start : one.end].split()) > 1:
                self._first_seen.setdefault(one.name, one.start)

    def person(self, name: str, gender: str | None = None, before: int | None = None) -> str | None:
        """Return the full name that a name stands for; itself where it is full, null where two could be meant.

        Of two bearers the one who alone was named in full ``before`` that offset is meant.
        """
        tokens = name_tokens(name)
        if fold(name) in self.partial or not tokens:
            return None
        if len(tokens) == 1 and tokens[0] in self.partial and not _has_particle(name):
            return None
        found = {p.name for p in self.persons.values() if _is_short_for(tokens, p.tokens) and _agree(gender, p.gender)}
        if len(found) > 1 and before is not None:
            found = {name for name in found if self._first_seen.get(name, before) < before}
        exact = {p.name for p in self.persons.values() if p.tokens == tokens}
        if exact:
            return min(exact)
        return found.pop() if len(found) == 1 else None

    def is_ambiguous(self, name: str) -> bool:
        """Tell whether a short name could be that of two persons of the article."""
        tokens = name_tokens(name)
        return sum(_is_short_for(tokens, p.tokens) for p in self.persons.values()) > 1

    def organisation(self, name: str) -> str | None:
        """Return the full name of an organisation for a short form or an acronym, null where several fit.

        "The Times" is that paper whose name ends so, if the article names one.
        """
        folded = fold(name)
        if MEDIA_WORD.fullmatch(folded.title()):
            longer = {full for full in self.organisations if fold(full).endswith(f" {folded}")}
            longer = {full for full in longer if fold(full) in load_lexicon().media} or longer
            if len(longer) == 1:
                return longer.pop()
        if folded in {fold(full) for full in self.organisations}:
            return next(full for full in sorted(self.organisations) if fold(full) == folded)
        found = {full for full, short in self.organisations.items() if folded in short}
        noun = folded in load_lexicon().organisation_words and folded not in load_lexicon().organisation_nouns
        noun = noun or bool(MEDIA_WORD.search(folded.title()))
        if not found and len(folded) > 3 and (noun or folded in DISTINCT):
            found = {
                full for full in self.organisations if folded in fold(full).split() and len(fold(full).split()) > 1
            }
        return found.pop() if len(found) == 1 else None

    def with_title(self, head: str, modifiers: Iterable[str], before: int) -> str | None:
        """Return the one person of the article who bears a title or role ("the senator"), else null."""
        wanted = {word for word in modifiers if word not in {"former", "then"}}
        found = self.bearers(head)
        if wanted and len(found) > 1:
            found = {
                p.name
                for p in self.persons.values()
                if any(head in role.split() and wanted <= set(role.split()) for role in p.roles)
            }
        first = {name for name in found if any(o.name == name and o.start < before for o in self.occurrences)}
        return first.pop() if len(found) == 1 and first else None

    def bearers(self, head: str) -> set[str]:
        """Return the persons to whom the article gives a role with this noun."""
        return {p.name for p in self.persons.values() if any(head in role.split() for role in p.roles)}

    def between(self, start: int, end: int) -> list[Occurrence]:
        """Return the names that stand inside a stretch of the text, in order."""
        low = bisect.bisect_left(self._starts, start)
        return [one for one in self.occurrences[low : bisect.bisect_left(self._starts, end)] if one.end <= end]

    def gender(self, name: str) -> str | None:
        """Return m or f of a person of the article, where known."""
        person = self.persons.get(name)
        return person.gender if person else None

    def learn_role(self, name: str, role: str | None) -> None:
        """Note a role that the article gives a person."""
        if role and name in self.persons:
            self.persons[name].roles.add(fold(role))

    def may_hold(self, name: str, role: str | None) -> bool:
        """Tell whether a person may be called by a title: one-holder offices need the article to say so."""
        offices = UNIQUE_OFFICES & set(fold(role or "").split())
        return not offices or any(offices & set(held.split()) for held in self.persons[name].roles)

    def _read_runs(self, runs: Sequence[tuple[int, int]], outlet: str | None) -> None:
        mentions = [(self.text[s:e], read_mention(self.text[s:e], outlet)) for s, e in runs]
        for surface, mention in mentions:
            if mention.form == "person" and mention.name and len(mention.name.split()) > 1:
                self._add_person(surface, mention)
            elif mention.form in {"organisation", "media"} and mention.name and len(mention.name.split()) > 1:
                self.organisations[mention.name].add(fold(mention.name))
        for surface, mention in mentions:  # "Mr. Obama", "Gen. Frej": a surname alone, with a title
            if mention.form == "person" and mention.name and len(mention.name.split()) == 1 and mention.titled:
                full = self.person(mention.name, mention.gender)
                if full and self.may_hold(full, mention.role):
                    self._learn(self.persons[full], surface, mention)
                elif full or not self.is_ambiguous(mention.name) or mention.gender:
                    self._add_person(surface, mention)
        self._merge_spellings()
        for start, end in runs:
            self._learn_context(start, end)

    def _learn_context(self, start: int, end: int) -> None:
        """Learn a role from the words around a name: "the rebel commander A B", "its head, A B,", "A B, the mayor"."""
        mention = read_mention(self.text[start:end])
        full = self.person(mention.name) if mention.form == "person" and mention.name else None
        if not full:
            return
        before = re.search(r"((?:[\w-]+[ \u00a0]){0,3}[a-z-]+)[ \u00a0]$", self.text[max(0, start - 80) : start])
        if before and load_lexicon().role(before[1].split()[-1]):
            self.learn_role(full, re.sub(r"^.*\b(?:the|an?|and|by|of|said|says)\b\s*", "", before[1].casefold()))
        apposed = _APPOSED.search(self.text[max(0, start - 80) : start])
        if apposed and load_lexicon().role(apposed["role"].split()[-1]) and self.text[end : end + 1] in {",", "."}:
            self.learn_role(full, apposed["role"])
            self.persons[full].attested = True
        after = re.match(r",\s+(?:the|an?)\s+([^,.;\n]{3,60})[,.;]", self.text[end : end + 80])
        described = read_mention(after[1]) if after else None
        if described and described.form == "role":
            self.learn_role(full, described.role)
            self.persons[full].attested = True

    def _add_person(self, surface: str, mention: Mention) -> None:
        name = mention.name or ""
        tokens = name_tokens(name)
        alone = len(tokens) == 1 and not mention.titled
        common = fold(name.split()[0]) not in load_lexicon().first_names and any(t in self._lower for t in tokens)
        common = common or any(fold(token) in load_lexicon().states for token in name.split())
        if (
            alone
            or common
            or name in self.bodies
            or fold(name) in self.partial
            or is_organisation(name.split())
            or any(map(_is_adjective, name.split()))
        ):
            return
        person = self.persons.setdefault(name, Person(name, name_tokens(name)))
        self._learn(person, surface, mention)

    def _learn(self, person: Person, surface: str, mention: Mention) -> None:
        if mention.role:
            person.roles.add(fold(mention.role))
        person.attested |= mention.titled or fold(person.name.split()[0]) in load_lexicon().first_names
        honorific = HONORIFIC_GENDER.get(surface.split()[0].rstrip(".").casefold())
        person.gender = honorific or person.gender or mention.gender

    def _merge_spellings(self) -> None:
        """Enter "Donald Trump" under "Donald J. Trump": same first and last word, initials between."""
        for short in sorted(self.persons):
            for full in sorted(self.persons):
                one, two = self.persons.get(short), self.persons.get(full)
                same_age = bool(SUFFIX.search(short)) == bool(SUFFIX.search(full))  # a son is not his father
                if one and two and one is not two and same_age and _is_fuller(two.tokens, one.tokens):
                    two.roles |= one.roles
                    two.gender = two.gender or one.gender
                    del self.persons[short]
        for name in sorted(self.persons):  # "Embattled Haddad"
            person = self.persons[name]
            if not person.attested and any(
                o.attested and o.tokens[-1:] == person.tokens[1:] for o in self.persons.values()
            ):
                del self.persons[name]

    def _read_acronyms(self, text: str) -> None:
        for found in ACRONYM.finditer(text):
            full, short = re.sub(r"^(?:The|the)\s+", "", found["full"]), found["short"]
            initials = "".join(word[0] for word in full.split() if word[0].isupper())
            if len(initials) > 1 and fold(short)[0] == initials[0].casefold():
                name = self.organisation(full) or full
                self.organisations[name].add(fold(short))
        for name in list(self.organisations):
            initials = "".join(word[0] for word in name.split() if word[0].isupper())
            if len(initials) > 2:
                self.organisations[name].add(initials.casefold())

    def _occurrences(self, runs: Sequence[tuple[int, int]]) -> Iterable[Occurrence]:
        for start, end in runs:
            mention = read_mention(self.text[start:end])
            if mention.form in {"person", "organisation"} and mention.name:
                person = self.person(mention.name, None if not mention.titled else mention.gender)
                if person and self.persons[person].attested:
                    yield Occurrence(start, end, person, "person", self.persons[person].gender)
                elif mention.form == "organisation":
                    yield Occurrence(start, end, self.organisation(mention.name) or mention.name, "organisation")


def _bodies(text: str) -> Iterable[str]:
    """Give the names beside a noun for a body: "the operator, Bresk Crossings," or "Bresk Crossings, which"."""
    nouns = load_lexicon().organisation_nouns
    for found in CALLED_BEFORE.finditer(text):
        if found["noun"] in nouns:
            yield found["name"]
    for found in CALLED_AFTER.finditer(text):
        if found["noun"] is None or found["noun"] in nouns:
            yield found["name"]


def name_tokens(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without Arabic articles, initials and suffixes."""
    words = re.split(r"[\s-]+", fold(name).replace("'", "").replace("’", ""))
    kept = tuple(w for w in words if w not in {"al", "el", "ul", "jr", "sr", "ii", "iii"} and len(w) > 1)
    return kept or tuple(words)


def _is_adjective(word: str) -> bool:
    return fold(word) in load_lexicon().nationalities or bool(
        re.search(r"-(?:backed|linked|led|based|held|controlled|born|style|era|run|owned)$", word)
    )


def in_headline_case(text: str, offset: int) -> bool:
    """Tell whether the line around an offset writes most of its words with a capital, as headlines do."""
    low = text.rfind("\n", 0, offset) + 1
    high = text.find("\n", offset)
    line = text[low : high if high >= 0 else len(text)]
    words = re.findall(r"[A-Za-z][\w'’-]{3,}", line)
    return len(line) < 200 and len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _has_particle(name: str) -> bool:
    return bool(re.match(r"(?i)(?:al|el|ul)[\s-]", name))


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) < len(full) and (full[-len(short) :] == short or (len(short) == 1 and full[0] == short[0]))


def _is_fuller(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return len(short) > 1 and full[0] == short[0] and full[-1] == short[-1] and len(full) >= len(short)


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one == two


def _runs(text: str, zones: Sequence[Sequence[int]]) -> Iterable[tuple[int, int]]:
    for zone_start, zone_end in zones:
        for found in RUN.finditer(text, zone_start, zone_end):
            start, end = found.span()
            words = list(re.finditer(r"[^\s]+", found.group()))
            while words and words[0].group().casefold().rstrip(".") in load_lexicon().openers:
                words.pop(0)
            if not words:
                continue
            end = start + words[-1].end()
            start += words[0].start()
            rest, end = end, start + _name_length(text[start:end])
            stripped = re.sub(r"(?:['’]s|['’])$", "", text[start:end])
            yield from _split_possessive(text, start, start + len(stripped))
            if end < rest:
                yield from _runs(text, [(end, rest)])


def _name_length(run: str) -> int:
    """Return how much of a run is one name: "Ann Holt of the Bridge Office" ends before "of"."""
    first = re.search(r"[ \u00a0](?:of|for)[ \u00a0]", run)
    if (
        not first
        or run[: first.start()].split()[-1].casefold() in load_lexicon().organisation_words | load_lexicon().titles
    ):
        return len(run)
    return first.start()


def _split_possessive(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Split "Russia's Sergey Ivanov" at the possessive ending."""
    at = start
    for found in re.finditer(r"['’]s\s+", text[start:end]):
        if not re.search(r"(?:People|Children|Women|Workers|Veterans)$", text[at : start + found.start()]):
            yield at, start + found.start()
            at = start + found.end()
    if at < end:
        yield at, end
