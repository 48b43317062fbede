"""What a claim takes for granted, put in square brackets: "last month [December 2016]", "the city [Palmyra]".

A claim that is read alone has lost the date of its article and the sentences before it. What those settle is added,
marked as an editor would mark it; nothing is taken away, and where there is a doubt nothing is added.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from provenance.claims.places import KIND, NAME
from provenance.claims.subjects import DATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.claims.times import Time

_OWNING = re.compile(r"['’]s\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLACES = "city|town|village|province|governorate|airport|airbase|district|island|camp|port|valley|county"
_BARE = re.compile(
    rf"\b(?P<lead>[Tt]he|[Tt]his|[Tt]hat)\s+(?P<kind>{_PLACES})\b"
    r"(?!['’]s\s+[A-Z]|\s+(?:of|called|named|where|that|which)\b|\s+(?:in|near)\s+(?!\d)|\s+[A-Z])"
)
_NAME = re.compile(NAME)
_OPENING = re.compile(r"(?:^|[.!?]['\"”’]?\s+)\W*(\w)")
_NAMED = (
    re.compile(rf"\b(?P<kind>{KIND})\s+of\s+(?P<name>{NAME})"),
    re.compile(rf"(?P<name>{NAME})\s+(?P<kind>{KIND})\b"),
)


def add_context(claim: str, *, times: Iterable[Time], before: str) -> str:
    """Return a claim with what its times and places stand for in square brackets.

    Parameters
    ----------
    claim
        The claim as a sentence of its own.
    times
        Its time expressions with the values that the article's date gives them.
    before
        The sentence before the claim and what stands before it in its own.
    """
    for time in times:
        shown = _spelled(time.value or "")
        if shown and shown.split()[-2:-1] and shown.split()[-2][:3].lower() in time.printed.lower():
            shown = shown.split()[-1]  # the month is printed
        place = claim.find(time.printed)
        if shown and place >= 0 and not _YEAR.search(time.printed):
            end = place + len(time.printed)
            end += 2 * bool(_OWNING.match(claim, end))  # "Saturday's [31 October 2015]"
            claim = f"{claim[:end]} [{shown}]{claim[end:]}"
    bare = _BARE.search(claim)
    name = _antecedent(bare["kind"], before) if bare and not _names(claim[: bare.start()]) else None
    if bare is None or name is None or name in claim:
        return claim
    return f"{claim[: bare.end()]} [{name}]{claim[bare.end() :]}"


def _antecedent(kind: str, before: str) -> str | None:
    """Return the place of a kind that the words before name, if they name nothing else at all."""
    found = {match["name"] for pattern in _NAMED for match in pattern.finditer(before) if match["kind"].lower() == kind}
    return found.pop() if len(found) == 1 and _names(before) == found else None


def _names(text: str) -> set[str]:
    """Return the names in a text; a single word that opens a sentence is taken for one only where it comes again."""
    opening = {match.start(1) for match in _OPENING.finditer(text)}
    found = [(match[0], match.start()) for match in _NAME.finditer(text)]
    sure = {name for name, place in found if place not in opening or " " in name}
    return {name for name in sure if name.lower() not in DATES}


def _spelled(value: str) -> str | None:
    """Return an ISO date or closed interval as people write it; None for an open one."""
    first, slash, last = value.partition("/")
    if not first or ".." in value:
        return None
    if not slash:
        return _day(first)
    if len(first) == len(last) == len("2016-12-01") and first[:7] == last[:7]:
        return f"{int(first[8:])} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(date: str) -> str:
    parts: Sequence[str] = date.split("-")
    if len(parts) == 1:
        return date
    month = f"{calendar.month_name[int(parts[1])]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) > 2 else month
