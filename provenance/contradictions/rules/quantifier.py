"""All, none, some and how many of how many.

"None of the 640 workers will be laid off" against "about 200 of the 640", "all 14 were shot down" against "11 of the
14", "not a single house" against "at least 30 houses": the one leaves no exception, the other tells of one. The noun
that is counted must be in both claims, and most else that they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import stop_words
from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.words import split_words

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

_NONE = re.compile(
    r"\b(?:none of|not a single|not one|no|nobody|no one|neither of)\b(?: (?:the|its|their|of|these"
    r"|those))*(?: [\d,]+)?"
    r"(?P<noun>(?: [\w'’-]+){0,4})",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all(?: of)?|every|each(?: of)?|the entire)\b(?: (?:the|its|their|these|those))*(?: [\d,]+)?"
    r"(?P<noun>(?: [\w'’-]+){1,4})",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:some|several|many|most|at least \w+|about [\d,]+|around [\d,]+|[\d,]+|two|three|four|five|six|seven|eight"
    r"|nine|ten"
    r"|dozens|hundreds|half)\b(?: of)?(?: (?:the|its|their|these|those|all))*(?: [\d,]+)?(?P<noun>(?: [\w'’-]+){1,4})",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<part>[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?of (?:the |its "
    r"|their )?(?P<whole>[\d,]+"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?P<noun>(?: [\w'’-]+){1,4})",
    re.IGNORECASE,
)
# "no older club", "no more than six", "no other play was seen so often": what exceeds the rest, no exception left out
_SUPERLATIVE = re.compile(
    r"no (?:other|more than|(?:old|bigg|larg|high|long|great|fast|rich|strong|tall|deep|lat|earli)er|better|worse)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:\w+er|more|less|fewer|so|as) (?:[\w'’-]+ ){0,6}?(?:than|as)\b", re.IGNORECASE)
# what the pattern took along of what follows: "no banned words’ at the"
_LOOSE = re.compile(r"(?:['’]|\s+(?:at|in|of|to|for|on|from|by|with|and|or|the|an?|its|their|is|are|was|were))+$")
_LEAST = 0.4
_YEAR = re.compile(r"(?:19|20)\d\d\b")


@dataclass(frozen=True)
class _Counted:
    printed: str
    nouns: frozenset[str]


def find(pair: Pair) -> Clash | None:
    """Return the clash of a claim without exception and one that tells of an exception, or null."""
    a, b = pair.a, pair.b
    if (
        a.denied
        or b.denied
        or pair.overlap < _LEAST
        or pair.other_days
        or (pair.same_article and not pair.other_holders)
        or _opposed(a, b)
    ):
        return None
    for one, other in ((a, b), (b, a)):
        clash = _against(one, other)
        if clash:
            values = clash if one is a else clash[::-1]
            return Clash("quantifier", *values, matter="", confidence=min(0.9, 0.5 + 0.4 * pair.overlap))
    return None


def _opposed(a: Side, b: Side) -> bool:
    """Return whether the two also use opposite words: "all are open" and "none is closed" are one."""
    return any(a.opposites[number][0] != b.opposites[number][0] for number in a.opposites.keys() & b.opposites.keys())


def _against(one: Side, other: Side) -> tuple[str, str] | None:
    """Return what leaves no exception in one claim, and the exception in the other."""
    text, rest = one.plain, other.plain
    for none in _read(_NONE, text):
        if _SUPERLATIVE.match(none.printed) or _COMPARED.search(text[text.find(none.printed) :]):
            continue
        met = next((some for some in _read(_SOME, rest) if some.nouns & none.nouns), None)
        if met and not other.negated and not _read(_NONE, rest):
            return none.printed, met.printed
    for whole in _read(_ALL, text):
        met = next((part for part in _read(_PART, rest) if part.nouns & whole.nouns), None)
        if met and not one.negated and not _read(_PART, text):
            return whole.printed, met.printed
    return None


def _read(pattern: re.Pattern[str], text: str) -> list[_Counted]:
    found = []
    for match in pattern.finditer(text):
        nouns = _head(match["noun"])
        if (
            nouns
            and not _YEAR.match(match.group())
            and match.groupdict().get("part") != match.groupdict().get("whole", "")
        ):
            found.append(_Counted(_LOOSE.sub("", " ".join(match.group().split()[:6])), nouns))
    return found


def _head(words: str) -> frozenset[str]:
    """Return the stems of a noun phrase up to its preposition or verb: "workers at Kilby" gives worker."""
    head: list[str] = []
    for word in split_words("x " + words)[1:]:
        if word.text.lower() in stop_words():
            if head:
                break
            continue
        head.append(word.stem)
    return frozenset(head)


RULE = Rule(
    "quantifier",
    find,
    fires=(
        (
            "None of the 640 workers at Kilby will be laid off.",
            "About 200 of the 640 workers at Kilby will be laid off.",
        ),
        ("All 14 drones fired at Orrin were shot down.", "Air defences shot down 11 of the 14 drones fired at Orrin."),
        ("Not a single house in Irqash was burned.", "Soldiers burned 30 houses in Irqash."),
        ("Every school in Halm is open.", "Nine of the 12 schools in Halm are open."),
    ),
    silent=(
        ("None of the 640 workers at Kilby will be laid off.", "About 200 managers at Kilby will be laid off."),
        ("All 14 drones fired at Orrin were shot down.", "Troops shot down 14 drones at Orrin."),
        ("No house in Irqash was burned.", "No house in Irqash was burned, and 30 cattle were saved."),
        ("All schools in Halm are open.", "All schools in Halm are open until three."),
        ("No club in Orrin is older than Halm.", "Halm is the oldest of the five clubs in Orrin."),
        ("All 14 schools in Halm are open.", "No school in Halm was closed, two officials said."),
    ),
)
