"""Who is the subject of a clause by the order of its words: the noun phrase before "said", persons who come on stage.

There is no parser behind it. A phrase counts only at the start of a sentence or clause and where its head is a noun
for a person, a body or a group, or a name; anything else gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import load_lexicon
from provenance.attribution.mentions import read_mention
from provenance.attribution.noun_phrases import is_agent_noun
from provenance.attribution.proper_names import gender_of_role

if TYPE_CHECKING:
    from provenance.attribution.mention import Mention

SPEAKERS = frozenset({"person", "role", "group", "organisation", "common", "media", "joint"})
OPENING = re.compile(
    r"(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Ss]till|[Tt]hen|[Nn]ow|[Ll]ater|[Ee]arlier|[Mm]eanwhile|[Hh]owever|[Aa]lso"
    r"|[Ss]eparately|[Aa]fterwards|[Nn]earby|[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Ii]n [A-Z][\w-]+),?\s+)*"
)
ADVERB = r"(?:also|later|then|earlier|again|still|repeatedly|has|have|had|[a-z]{3,}ly)"
_PREPOSED = re.compile(rf"(?:,?\s+{ADVERB})*\s*$")
_FINITE = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|will|would|did|does|said|says|told|that|because|if)\b")
_PERSON_START = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=[.!?][\"”’]\s)|(?<=\n)|\b(?:[Bb]ut|[Aa]nd|[Ww]hile|[Tt]hen|[Ll]ater|said|says|added)\s"
    r"|\b(?:On|In|At|After|Before|Later|Meanwhile|However|Earlier|When|As|For|By|Since|During|Outside|Inside|Near"
    r"|Nearby|Across|Then|Now|Yet|Also|Still|From|With|To)\b[^,.;\n\"“”]{0,60},\s)"
    r"(?P<det>[Aa]n?|[Tt]he|[Aa]nother|[Oo]ne|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Tt]heir)\s+"
    r"(?=(?P<rest>[^,.;:\n\"“”]{2,80}))"
)
_NAMES = re.compile(r"[A-Z][\w'’-]+(?:\s(?:(?:al|van|von|de|der|bin)\s)?[A-Z][\w'’-]+)*")


@dataclass(frozen=True)
class Newcomer:
    """Somebody, not necessarily named, who is the subject of a clause."""

    start: int
    end: int
    phrase: str
    noun: str | None = None  # singular; null where a name stands that the article's registry does not hold
    definite: bool = False
    gender: str | None = None
    sure: bool = True  # a person beyond doubt: a listed noun, or one that "who" follows


def subject_before(text: str, start: int, cue: int) -> tuple[int, int] | None:
    """Return the span of the noun phrase from the start of a sentence to a cue, null where it is not plain.

    "But a guard who saw it, speaking on condition of anonymity, said" gives the guard with all that describes him.
    """
    opening = OPENING.match(text, start, cue)
    low = opening.end() if opening else start
    preposed = _PREPOSED.search(text, low, cue)
    high = low + len(text[low : preposed.start() if preposed else cue].rstrip(" ,"))
    phrase = text[low:high]
    closed = phrase.count(",") == 0 or text[high : high + 1] == ","
    if not phrase or not closed or re.search(r"[\"“”;:\n()]", phrase):
        return None
    main = re.split(r",\s|\s(?:who|whom|whose|which)\s", phrase, maxsplit=1)[0]
    if len(main.split()) > 9 or _FINITE.search(main) or len(phrase.split()) > 45:
        return None
    return (low, high) if is_speaker(main) else None


def subject_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the noun phrase before the first finite verb of a sentence, null where it is not plain."""
    opening = OPENING.match(text, start, end)
    low = opening.end() if opening else start
    verb = verb_after(text, low, end)
    return subject_before(text, start, verb) if verb else None


def verb_after(text: str, start: int, end: int) -> int | None:
    """Return where the first word after ``start`` stands that is plainly a finite verb."""
    pasts = load_lexicon().pasts
    for word in list(re.finditer(r"[\w'’-]+", text[start:end]))[1:12]:
        low = word.group().casefold()
        if _FINITE.fullmatch(low) or (word.group().islower() and (low in pasts or re.fullmatch(r"[a-z]{2,}ed", low))):
            return start + word.start()
    return None


def is_speaker(phrase: str) -> bool:
    """Tell whether a noun phrase by its own words denotes somebody who can speak."""
    mention = read_mention(phrase)
    if mention.form not in SPEAKERS:
        return False
    bare = phrase.split()[0]
    return bool(
        mention.name or mention.plural or bare.casefold() in load_lexicon().determiners or _is_possessed(phrase)
    )


def _is_possessed(phrase: str) -> bool:
    return bool(re.match(r"[A-Z][\w-]+(?:\s[A-Z][\w-]+)*['’]s?\s", phrase))


def newcomers(text: str, start: int, end: int) -> list[Newcomer]:
    """Return who comes on stage between two offsets as the subject of a clause, singular and without a known name."""
    found = [one for one in map(_described, _PERSON_START.finditer(text, start, end)) if one]
    for at in _sentence_starts(text, start, end):
        named = _NAMES.match(text, at, end)
        if named and read_mention(named.group()).form == "person":
            found.append(Newcomer(named.start(), named.end(), named.group()))
    return sorted(found, key=lambda one: one.start)


def _sentence_starts(text: str, start: int, end: int) -> list[int]:
    starts = [found.end() for found in re.finditer(r"[.!?][\"”’]?\s+|\n+", text[start:end])]
    return [opening.end() for at in starts if (opening := OPENING.match(text, start + at, end))]


def _described(found: re.Match[str]) -> Newcomer | None:
    """Read the first noun for a person, if nothing but adjectives and nouns stands before it."""
    words = list(re.finditer(r"[\w'’-]+", found["rest"]))[:6]
    lexicon = load_lexicon()
    for at, word in enumerate(words):
        noun = word.group().casefold()
        following = words[at + 1].group() if at + 1 < len(words) else ""
        if noun in lexicon.pronouns or _FINITE.fullmatch(noun) or noun in {"of", "for", "in", "on", "at", "to", "with"}:
            return None
        listed = lexicon.role(noun) == noun
        if (listed or is_agent_noun(noun)) and not lexicon.role(following):
            end = found.start("rest") + word.end()
            phrase = found.string[found.start("det") : end]
            definite = found["det"].casefold() not in {"a", "an", "another", "one"}
            sure = listed or following == "who" or found.string[end:].startswith(", who ")
            return Newcomer(found.start("det"), end, phrase, noun, definite, gender_of_role(noun), sure)
    return None


def mention_of(newcomer: Newcomer) -> Mention:
    """Return the newcomer's phrase as read."""
    return read_mention(newcomer.phrase)
