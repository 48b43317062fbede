"""What a claim is about in extent: over how long, of whom, where; and whether two claims differ in that.

Two figures or statements about the district and the region, the week and the day, civilians and everybody, seats and
votes can both be right, and so can two of one kind: primary and secondary schools, a city and its province, the stadium
contract and the harbour contract. Words that narrow, widen or part stand in ``data/scopes.csv``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import scope_words
from provenance.contradictions.phrases import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

_WIDE = re.compile(
    r"\b(?:nation-?wide|country-?wide|world-?wide|city-?wide|province-?wide|(?:company|group)-wide|throughout"
    r"|as a whole"
    r"|across (?:(?-i:[A-Z])\w+\b(?!['’]s)|(?:all of )?(?:the |its )?(?:country|nation|world|region|province|state|city"
    r"|capital|group|district|continent|company|board|industry|sector"
    r"|(?:\w+ )?(?:basin|valley|area|county|zone|strip)|(?:\d+|two|three|four|five|six|ten|several|many|all) \w+)"
    r"|its \w+s)"
    r"|around the (?:country|world|region)|in the (?:country|province|region) as a whole"
    r"|of all kinds|the whole (?:country|province|region|city|group|year)"
    r"|all (?:registered |eligible )?(?:voters|adults|workers|branches|patients|schools|employees|ages)"
    r"|average[ds]?|most of the|half of (?:adults|all))\b",
    re.IGNORECASE,
)
# a sum: of how much, only the other claim can tell, by naming a part
_SUM = re.compile(r"\b(?:in all|a total of|overall|altogether|in total|combined|included)\b", re.IGNORECASE)
_PERIODS = (
    ("quarter", r"(?:first|second|third|fourth|last|this|next|1st|2nd|3rd|4th)[- ]quarter|quarterly|three months to"),
    ("half-year", r"half[- ]year|first half|second half|six months to"),
    ("weekend", r"weekend"),
    (
        "hours",
        r"(?:in|over|within|past|last) (?:the )?(?:past |last )?(?:\d+|a few|several|six|twelve) hours|overnight",
    ),
    ("week", r"(?:this|last|past|the|a|per|next) week|weekly|(?:seven|7) days"),
    (
        "month",
        r"(?:this|last|past|a|per|previous) month|monthly|month[- ]on[- ]month|from the month before"
        rf"|(?:in|during|of) (?:{MONTH})\b(?! \d)",
    ),
    ("months", r"(?:\d+|three|four|five|six|seven|eight|nine|ten|eleven|first \w+) months"),
    (
        "year",
        r"(?:this|last|past|a|per|full|whole|previous) year|annual(?:ly)?|yearly|year[- ]on[- ]year|for (?:19|20)\d\d"
        r"|in (?:19|20)\d\d|(?:over|for|in) (?:the )?(?:two|three|four|five|ten|past|last) years|since (?:19|20)\d\d",
    ),
    ("since", rf"since (?:the (?:start|beginning|siege|war|fighting|offensive|outbreak)|{MONTH})"),
    ("a day", r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|daily|(?:a|per) day|24 hours"),
)
LEAST_ALIKE = 0.5  # share of the words of the shorter that both have, from which one other word parts two claims
_AREA = re.compile(
    r"\b(?P<one>city|town|province|region|county|district|governorate) of (?P<of>[A-Z][\w'’-]+)"
    r"|\b(?P<named>[A-Z][\w'’-]+) (?P<other>city|town|province|region|county|district|governorate)\b"
)
_RECORD = re.compile(r"\b(?:first|most|worst|best|\w{2,}est)\b[^,.;]*\bsince\b[^,.;]*")  # "the longest since the war"
_PER = re.compile(r"\bper (?:head|capita|person|inhabitant|pupil|patient|household)\b", re.IGNORECASE)
LEAST_LIKENESS = 0.45
MOST_APART = 2  # meaning words of a claim that the other lacks, besides those that clash, where one parts two kinds
_ON_THE_WAY = re.compile(r"\b(?:roads?|way|route|highway|railway|line) (?:to|from) (?:the )?$", re.IGNORECASE)
_ADDED = re.compile(r"\s*\[[^\]]*\]")
# A period is what a figure is counted over; the day on which somebody said so, or on which an election was, is none.
_LONGER = ("hours", "a day", "weekend", "week", "month", "months", "quarter", "half-year", "since", "year")


def scope_apart(pair: Pair, *, counted: bool) -> str | None:
    """Return in words how the extents of two claims differ; null where nothing says so.

    ``counted`` says that the two give figures: over how long, and of what, matters to these only.
    """
    of_figures = (_periods(pair) or _measures(pair)) if counted else None
    apart = _populations(pair) or _contrasts(pair) or of_figures
    return apart or _extents(pair, counted=counted) or _grounds(pair)


def ground_apart(pair: Pair) -> str | None:
    """Return in words how the ground of two claims differs: the airport, the centre; null where nothing says so."""
    return _extents(pair, counted=False) or _grounds(pair)


def _populations(pair: Pair) -> str | None:
    mine, other = (_groups(side, "population") for side in (pair.a, pair.b))
    if mine and other and not mine.keys() & other.keys():
        return f"{_first(mine)} against {_first(other)}"
    if bool(mine) != bool(other):
        group, wide = (mine, pair.b) if mine else (other, pair.a)
        everybody = _groups(wide, "everybody")
        if everybody and not _groups(pair.a if wide is pair.b else pair.b, "everybody"):
            return f"{_first(group)} against {_first(everybody)}"
    return None


def _periods(pair: Pair) -> str | None:
    mine, other = (periods_of(side) or _longer_around(side) for side in (pair.a, pair.b))
    if not mine or not other:
        return None
    first, second = (min(names, key=_LONGER.index) for names in (mine, other))
    alike = first == second or {first, second} == {"hours", "a day"}
    return None if alike else f"over {_named(first)} against over {_named(second)}"


def _named(period: str) -> str:
    return {"a day": "a day", "since": "a longer time", "months": "months", "hours": "hours"}.get(period, f"a {period}")


def _longer_around(side: Side) -> frozenset[str]:
    """Return the long periods that the sentence around a claim names; its days may be those of saying so."""
    return _periods_in(_RECORD.sub("", side.sentence)) & {"since", "months", "quarter", "half-year"}


def periods_of(side: Side) -> frozenset[str]:
    """Return the periods that a claim names: "week", "quarter"."""
    return _periods_in(_ADDED.sub("", side.text))


def _periods_in(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _period_patterns() if pattern.search(text))


@cache
def _period_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _PERIODS)


def _measures(pair: Pair) -> str | None:
    mine, other = (_groups(side, "measure") for side in (pair.a, pair.b))
    if mine and other and not mine.keys() & other.keys():
        return f"{_first(mine)} against {_first(other)}"
    return None


def _extents(pair: Pair, *, counted: bool) -> str | None:
    mine, other = (_wide(side) for side in (pair.a, pair.b))
    if bool(mine) == bool(other):
        return None
    found, wide, narrow = (mine, pair.a, pair.b) if mine else (other, pair.b, pair.a)
    part = next((part for part in _local(narrow) if part.casefold() not in wide.sentence.casefold()), None)
    if not found or not (part or (counted and found.re is _WIDE)):
        return None
    return f'one of them "{found.group().lower()}"' + (f", the other {part} only" if part else "")


def _wide(side: Side) -> re.Match[str] | None:
    text = _ADDED.sub("", side.text)
    return _WIDE.search(text) or _SUM.search(text)


def _local(side: Side) -> Iterator[str]:
    """Yield what narrows a claim: a kind of place, a group, a place that it names."""
    for kind in ("ground", "branch", "population"):
        yield from (
            word for name, word in _groups(side, kind).items() if name != "men"
        )  # "customs men" are all of them
    if side.row["place"]:
        yield side.row["place"]


def _grounds(pair: Pair) -> str | None:
    """Return the two kinds of ground that the claims are about, where they share none: the airport, the centre."""
    mine, other = (_groups(side, "ground") for side in (pair.a, pair.b))
    if mine and other and not mine.keys() & other.keys():
        return f"{_first(mine)} against {_first(other)}"
    return None


def _contrasts(pair: Pair) -> str | None:
    """Return two words of one family that part what else is alike: primary schools, secondary schools; land, sea."""
    if pair.overlap < LEAST_ALIKE and pair.around_overlap < LEAST_ALIKE:
        return None
    mine, other = (_areas(side) for side in (pair.a, pair.b))
    name = next((name for name in mine if name in other and mine[name] != other[name]), None)
    if name:
        return f"{mine[name]} of {name} against {other[name]}"
    rates = [_PER.search(side.plain) for side in (pair.a, pair.b)]
    found = next((one for one in rates if one), None)
    if found and not all(rates):
        return f'one of them "{found.group().lower()}"'
    for family, classes in _families().items():
        mine, other = (_groups(side, family) or _groups(side, family, around=True) for side in (pair.a, pair.b))
        if mine and other and not mine.keys() & other.keys() and len(classes) > 1:
            return f"{_first(mine)} against {_first(other)}"
    return None


def slots_apart(pair: Pair, values: frozenset[str]) -> str | None:
    """Return one thing of two kinds, in claims alike but for that: "the stadium contract", "the harbour contract".

    ``values`` are the stems of the clash itself. The two kinds must be all else that parts the claims.
    """
    kinds = []
    for side, other in ((pair.a, pair.b), (pair.b, pair.a)):
        apart = side.content - other.content - values
        if not 0 < len(apart) <= MOST_APART or pair.likeness < LEAST_LIKENESS:
            return None
        following = zip(side.words, side.words[1:], strict=False)
        kinds.append(
            {
                two.stem: one.text
                for one, two in following
                if one.stem in apart and two.stem in pair.shared and not one.name
            }
        )
    head = next((stem for stem in kinds[0] if stem in kinds[1]), None)
    return f"{kinds[0][head]} against {kinds[1][head]}" if head else None


def _areas(side: Side) -> dict[str, str]:
    """Return for each place that is called a city or a province which of them it is called: "Kelmar province"."""
    return {(found["of"] or found["named"]): found["one"] or found["other"] for found in _AREA.finditer(side.plain)}


@cache
def _families() -> dict[str, frozenset[str]]:
    words = scope_words()
    return {kind: frozenset(name for name, _ in words[kind]) for kind in words if kind.startswith("either ")}


def _groups(side: Side, kind: str, *, around: bool = False) -> dict[str, str]:
    """Return by class the first word of a kind that the claim has, or with ``around`` its sentence."""
    found: dict[str, str] = {}
    for name, pattern in scope_words()[kind]:
        text = _ADDED.sub("", side.sentence if around else side.text)
        match = next((one for one in pattern.finditer(text) if not _ON_THE_WAY.search(text[: one.start()])), None)
        if match:
            found[name] = match.group().lower()
    return found


def _first(groups: dict[str, str]) -> str:
    return next(iter(groups.values()))
