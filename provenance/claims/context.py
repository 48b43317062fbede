"""What a claim takes for granted, put in square brackets: "last month [December 2016]", "the city [Palmyra]".

A claim that is read alone has lost the date of its article and the sentences before it. What those settle is added,
marked as an editor would mark it; nothing is taken away, and where there is a doubt nothing is added.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from provenance.claims.places import KIND, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.claims.times import Time

_YEAR = re.compile(r"(?:19|20)\d\d")
_PLACES = "city|town|village|province|governorate|airport|airbase|district|island|camp|port|valley|county"
_BARE = re.compile(
    rf"\b(?P<lead>[Tt]he|[Tt]his|[Tt]hat)\s+(?P<kind>{_PLACES})\b"
    r"(?!['’]s\s+[A-Z]|\s+(?:of|called|named|where|that|which)\b|\s+(?:in|near)\s+(?!\d)|\s+[A-Z])"
)
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
        The sentences before the claim, up to where it begins.
    """
    for time in times:
        shown = _spelled(time.value or "")
        if shown and shown.split()[-2:-1] and shown.split()[-2][:3].lower() in time.printed.lower():
            shown = shown.split()[-1]  # the month is printed
        place = claim.find(time.printed)
        if shown and place >= 0 and not _YEAR.search(time.printed):
            end = place + len(time.printed)
            claim = f"{claim[:end]} [{shown}]{claim[end:]}"
    bare = _BARE.search(claim)
    name = _antecedent(bare["kind"], before) if bare else None
    if bare is None or name is None or name in claim:
        return claim
    return f"{claim[: bare.end()]} [{name}]{claim[bare.end() :]}"


def _antecedent(kind: str, before: str) -> str | None:
    """Return the one place of a kind that the sentences before name; None where there is none, or several."""
    found = {
        re.sub(r"^[Tt]he\s+", "", match["name"])
        for pattern in _NAMED
        for match in pattern.finditer(before)
        if match["kind"].lower() == kind
    }
    return found.pop() if len(found) == 1 else None


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
