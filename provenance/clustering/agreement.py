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

from provenance.clustering.words import read_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Oo]urs|[Mm]y|[Mm]ine|[Uu]s|[Mm]e|[Oo]urselves|[Mm]yself)\b(?!\.)")
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|denials?)\b", re.IGNORECASE)
UNKNOWN_DAYS = ("0000", "9999")


@dataclass(frozen=True)
class Said:
    """A claim as far as it bears on who confirms whom.

    ``figures`` are the amounts it gives, ``names`` the stems of its names, ``span`` the first and last day it speaks of
    (null where unknown), ``sure`` whether it is put forward as a fact, ``speaker`` who is credited (null in an
    article's own voice).
    """

    personal: bool
    speaker: str | None
    denies: bool
    negated: bool
    sure: bool
    figures: frozenset[float]
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
        figures=frozenset(one["value"] for one in claim["quantities"] or () if one["value"] is not None),
        names=frozenset(read_profile(text).names),
        span=_span(claim["as_of"]),
    )


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


def _same_figures(left: frozenset[float], right: frozenset[float]) -> bool:
    """Return whether one gives no amount that the other leaves open or gives otherwise, but for further ones."""
    return left == right or bool(left and right and (left <= right or right <= left))


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
