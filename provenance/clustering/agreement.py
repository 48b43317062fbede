"""Which claims of one matter say the same, so that one confirms the other.

To be of one matter is not enough for that: two tolls of one accident are, and so are an assertion and its denial. What
confirms must be alike well above the bar for one matter, and nothing in the two may differ that an analyst would ask
about: figures, names, polarity, certainty, time, or who "we" are.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.clustering.words import read_profile, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Oo]urs|[Mm]y|[Mm]ine|[Uu]s|[Mm]e|[Oo]urselves|[Mm]yself)\b(?!\.)")
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|denials?)\b", re.IGNORECASE)
# Forms of address and days are no names that two claims would have to share.
NO_NAMES = frozenset(
    stem(word) for word in ("Mr", "Mrs", "Ms", "Miss", "Dr", *calendar.day_name, *calendar.month_name) if word
)
UNKNOWN_DAYS = ("0000", "9999")
# How many "dozens" may be: a vague figure supports an exact one inside its range, and is no other figure.
VAGUE = {
    "a handful": (2, 9), "a few": (2, 9), "several": (3, 19), "scores": (20, 199), "dozens": (20, 199),
    "tens": (20, 99), "hundreds": (150, 999), "thousands": (1500, 9999), "tens of thousands": (15e3, 99e3),
    "hundreds of thousands": (15e4, 999e3), "millions": (15e5, 999e6), "billions": (15e8, 999e9),
}  # fmt: skip
_VAGUE = re.compile(rf"\b(?:{'|'.join(sorted(VAGUE, key=len, reverse=True))})\b", re.IGNORECASE)
_BEYOND = 1.5  # times the figure: as far as "more than 30" is taken to reach; 300 is another figure
_ROUGHLY = 0.1  # of the figure: as far as "about 30" is taken to reach to either side


@dataclass(frozen=True)
class Said:
    """A claim as far as it bears on who confirms whom.

    ``figures`` are the amounts it gives, each as the lowest and highest it may be, ``names`` the stems of its names,
    ``span`` the first and last day it speaks of (null where unknown), ``sure`` whether it is put forward as a fact,
    ``speaker`` who is credited (null in an article's own voice).
    """

    personal: bool
    speaker: str | None
    denies: bool
    negated: bool
    sure: bool
    figures: frozenset[tuple[float, float]]
    names: frozenset[str]
    span: tuple[str, str] | None


def read_said(claim: Mapping[str, Any], credit: Mapping[str, Any] | None) -> Said:
    """Return what a row of STATEMENTS says, credited by a row of ATTRIBUTIONS or by none."""
    text, stance = claim["claim"] or "", credit["stance"] if credit else None
    return Said(
        personal=FIRST_PERSON.search(text) is not None,
        speaker=_speaker(credit),
        denies=stance == "denied" or DENIAL.search(text) is not None,
        negated=bool(claim["negated"]),
        sure=claim["modality"] in (None, "asserted") and stance not in ("hedged", "alleged"),
        figures=frozenset(
            [*_ranges(claim["quantities"] or ()), *(VAGUE[word.lower()] for word in _VAGUE.findall(text))]
        ),
        names=frozenset(read_profile(text).names) - NO_NAMES,
        span=_span(claim["as_of"]),
    )


def _ranges(quantities: Iterable[Mapping[str, Any]]) -> Iterator[tuple[float, float]]:
    """Yield what every figure with a value may mean: "more than 30" is 30 to 45, "about 30" is 27 to 33."""
    for one in quantities:
        low = one["value"]
        if low is None:
            continue
        high = low if one.get("high") is None else one["high"]
        if one["bound"] in ("at_least", "more_than"):
            high = max(high, low * _BEYOND)
        elif one["bound"] in ("at_most", "less_than"):
            low = min(low, high / _BEYOND)
        elif one["bound"] == "about":
            low, high = low - abs(low) * _ROUGHLY, high + abs(high) * _ROUGHLY
        yield low, high


def _speaker(credit: Mapping[str, Any] | None) -> str | None:
    name = credit and (credit["source"] or credit["source_text"] or credit["attribution_id"])
    return str(name).casefold() if name else None


def other_speakers(left: Said, right: Said) -> bool:
    """Return whether "we" or "I" stands in one of them and the two have different speakers: never one matter."""
    return (left.personal or right.personal) and left.speaker != right.speaker


def compatible(left: Said, right: Said) -> bool:
    """Return whether nothing in two claims keeps one from confirming the other; symmetric."""
    return (
        not other_speakers(left, right)
        and (left.denies, left.negated, left.sure) == (right.denies, right.negated, right.sure)
        and _same_figures(left.figures, right.figures)
        and (left.names <= right.names or right.names <= left.names)
        and not _apart(left.span, right.span)
    )


def apart(left: Said, right: Said) -> list[str]:
    """Return in words what keeps two claims from saying the very same."""
    found = []
    if other_speakers(left, right):
        found.append("“we” or “I” of two speakers")
    if left.denies != right.denies:
        found.append("one denies")
    if left.negated != right.negated:
        found.append("one is negated")
    if left.sure != right.sure:
        found.append("one is put forward as less than certain")
    if not _same_figures(left.figures, right.figures):
        found.append(f"figures {_printed(left.figures)} / {_printed(right.figures)}")
    if not (left.names <= right.names or right.names <= left.names):
        found.append(
            f"names {', '.join(sorted(left.names - right.names))} / {', '.join(sorted(right.names - left.names))}"
        )
    if _apart(left.span, right.span):
        found.append(f"times {_when(left.span)} / {_when(right.span)}")
    return found


def _printed(figures: Iterable[tuple[float, float]]) -> str:
    shown = (f"{low:g}" if low == high else f"{low:g} to {high:g}" for low, high in sorted(figures))
    return ", ".join(shown) or "none"


def _when(span: tuple[str, str] | None) -> str:
    return "unknown" if span is None else span[0] if span[0] == span[1] else f"{span[0]} to {span[1]}"


def _same_figures(left: frozenset[tuple[float, float]], right: frozenset[tuple[float, float]]) -> bool:
    """Return whether one gives no amount that the other leaves open or gives otherwise, but for further ones."""
    if not left or not right:
        return left == right
    fewer, more = sorted((left, right), key=len)
    return all(any(meet(one, other) for other in more) for one in fewer) and (
        len(left) != len(right) or all(any(meet(one, other) for other in fewer) for one in more)
    )


def meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether two amounts may be the same."""
    return one[0] <= other[1] and other[0] <= one[1]


def _apart(left: tuple[str, str] | None, right: tuple[str, str] | None) -> bool:
    return left is not None and right is not None and (left[1] < right[0] or right[1] < left[0])


def _span(printed: str | None) -> tuple[str, str] | None:
    """Return the first and last day of an ISO date or interval of any precision; an open end has no limit."""
    if not printed:
        return None
    first, slash, last = printed.partition("/")
    last = last if slash else first
    low = UNKNOWN_DAYS[0] if first == ".." else f"{first}-01-01"[:10] if len(first) < 7 else f"{first}-01"[:10]
    return low, UNKNOWN_DAYS[1] if last == ".." else _last_day(last)


def _last_day(date: str) -> str:
    year, month = date[:4], date[5:7] or "12"
    if len(date) >= len("2015-06-01") or not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
        return date[:10]
    return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02d}"
