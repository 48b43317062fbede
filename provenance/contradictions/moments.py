"""Times of any precision as intervals, and how far apart they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from provenance.contradictions.words import MONTH_NAMES

_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})"
    r"(?::\d{2}(?:\.\d+)?)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?)?)?)?$"
)


@dataclass(frozen=True)
class Moment:
    """A time known to some precision: it lies in ``[first, last)``, and was printed as ``printed``."""

    first: datetime
    last: datetime
    printed: str

    @property
    def days(self) -> float:
        """Length of the interval in days."""
        return (self.last - self.first) / timedelta(days=1)


def read_moment(printed: str | None) -> Moment | None:
    """Return the interval that an ISO-8601 string of any precision covers; null where it cannot be read."""
    if not printed:
        return None
    left, slash, right = printed.partition("/")
    first, last = _read_one(left), _read_one(right if slash else left)
    if slash and right == ".." and first:
        return Moment(first[0], datetime.max, printed)
    if slash and left == ".." and last:
        return Moment(datetime.min, last[1], printed)
    return Moment(first[0], last[1], printed) if first and last and first[0] < last[1] else None


def _read_one(text: str) -> tuple[datetime, datetime] | None:
    match = _SHAPE.match(text.strip())
    if not match:
        return None
    part = {name: int(value) for name, value in match.groupdict().items() if value and name != "zone"}
    try:
        first = datetime(
            part["year"], part.get("month", 1), part.get("day", 1), part.get("hour", 0), part.get("minute", 0)
        )
        if "minute" in part:
            return _in_utc(first, match["zone"]), _in_utc(first, match["zone"]) + timedelta(minutes=1)
        if "day" in part:
            return first, first + timedelta(days=1)
        if "month" in part:
            return first, (first + timedelta(days=32)).replace(day=1)
        return first, first.replace(year=first.year + 1)
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime, zone: str | None) -> datetime:
    if not zone:
        return moment
    aware = datetime.fromisoformat(moment.isoformat() + zone.replace("Z", "+00:00"))
    return aware.astimezone(UTC).replace(tzinfo=None)


def hours_later(early: Moment | None, late: Moment | None) -> float | None:
    """Return how many hours certainly lie between two moments; zero where they overlap, null where one is unknown."""
    if early is None or late is None:
        return None
    if late.first >= early.last:
        # Two days given without the hour are a day apart, not a minute: what is between their beginnings counts.
        return (late.first - early.first) / timedelta(hours=1)
    if early.first >= late.last:
        return -((early.first - late.first) / timedelta(hours=1))
    return 0.0


def in_words(moment: Moment | None) -> str:
    """Return a time as it is read aloud: "3 March 2024", "3 March 2024, 18:00", "March 2024"."""
    if moment is None:
        return "an unknown date"
    first, slash, last = moment.printed.partition("/")
    if not slash:
        return _one_in_words(first)
    if ".." in (first, last):
        return f"since {_one_in_words(first)}" if last == ".." else f"until {_one_in_words(last)}"
    return f"{_one_in_words(first)} to {_one_in_words(last)}"


def _one_in_words(printed: str) -> str:
    match = _SHAPE.match(printed)
    if not match:
        return printed
    month = MONTH_NAMES[int(match["month"]) - 1] + " " if match["month"] else ""
    day = f"{int(match['day'])} " if match["day"] else ""
    hour = f", {match['hour']}:{match['minute']}" if match["hour"] else ""
    return f"{day}{month}{match['year']}{hour}"
