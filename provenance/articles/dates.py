"""Dates as pages print them: found by strict patterns, read by dateparser, day–month order settled by evidence."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import dateparser

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_YEAR, LAST_YEAR = 1990, 2035
MONTH_DAYS = 31
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:(?P<weekday>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\.?,? (?:the )?)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
TIME = r"(?:(?:,| at| -| –| \|)? ?(?P<time>\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\b\.?)?))?"
PATTERNS = (
    re.compile(rf"\b{YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ](?P<time>\d\d:\d\d))?(?!\d)"),
    re.compile(rf"\b{YEAR}/(?P<month>\d\d?)/(?P<day>\d\d?)(?!\d)"),
    re.compile(rf"\b{WEEKDAY}(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)?[ -]{MONTH},?[ -]{YEAR}\b{TIME}", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d\d?)[-.]?{MONTH}[-.]?(?P<year>(?:(?:19|20)\d\d|\d\d))(?!\w)", re.IGNORECASE),
    re.compile(rf"\b{WEEKDAY}{MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? {YEAR}\b{TIME}", re.IGNORECASE),
    re.compile(rf"\b{WEEKDAY}(?P<first>\d\d?)(?P<mark> ?[./-] ?)(?P<second>\d\d?)(?P=mark){YEAR}(?![\d./-]\d){TIME}"),
    re.compile(rf"\b{MONTH},? {YEAR}\b", re.IGNORECASE),
)
PARTIAL = (
    re.compile(rf"{MONTH} (?P<day>\d\d?)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d\d?) {MONTH}", re.IGNORECASE),
)
IN_URL = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>[0-3]\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed at a place; ``order`` is DMY or MDY once settled, ``None`` while two readings stand."""

    text: str
    start: int
    end: int
    year: str | None = None
    month: str | None = None
    day: str | None = None
    first: str | None = None
    second: str | None = None
    mark: str = ""
    weekday: str | None = None
    time: str | None = None

    @property
    def has_day(self) -> bool:
        """Whether it says more than month and year."""
        return self.numeric or self.day is not None

    @property
    def numeric(self) -> bool:
        """Whether day and month are both printed as numbers, in an order that is not plain."""
        return self.first is not None


def find_dates(text: str, offset: int = 0, *, partial: bool = False) -> list[Printed]:
    """Return the dates printed in ``text``, in text order, without overlap; ``partial`` adds those without a year."""
    found: list[Printed] = []
    taken: list[tuple[int, int]] = []
    for pattern in (*PATTERNS, *PARTIAL) if partial else PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other_start or start >= other_end for other_start, other_end in taken):
                taken.append((start, end))
                found.append(Printed(match.group(), start + offset, end + offset, **_parts(match)))
    return sorted(found, key=lambda printed: printed.start)


def read_given(value: str) -> list[Printed]:
    """Return the first date in a field that holds a date, also ``20150203`` and the bare year ``2015``, or nothing."""
    found = find_dates(value)
    whole = re.fullmatch(r"\s*(?P<year>(?:19|20)\d\d)(?:(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d))?\s*", value)
    return found[:1] or ([Printed(value, 0, len(value), **_parts(whole))] if whole else [])


def date_in_url(url: str) -> Printed | None:
    """Return the date that stands in a URL's path."""
    match = IN_URL.search(url)
    return Printed(match.group(), match.start(), match.end(), **_parts(match)) if match else None


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value is not None}


def settle_order(dates: Iterable[Printed]) -> dict[str, str | None]:
    """Return the day–month order that dates of one kind show, by their separator; ``None`` where they disagree."""
    orders: dict[str, str | None] = {}
    for printed in dates:
        shown = own_order(printed) if printed.numeric else None
        if shown:
            mark = printed.mark.strip()
            orders[mark] = shown if orders.get(mark, shown) == shown else None
    return orders


def own_order(printed: Printed) -> str | None:
    """Return the order that the date itself shows: a number above 12, twice the same, or the weekday beside it."""
    first, second = int(printed.first or 0), int(printed.second or 0)
    if first > 12 or first == second:
        return "DMY"
    if second > 12:
        return "MDY"
    if printed.weekday:
        fits = [order for order in ("DMY", "MDY") if _weekday_fits(printed, order)]
        return fits[0] if len(fits) == 1 else None
    return None


def conventional_order(printed: Printed) -> str | None:
    """Return the order that goes with a way of writing: ``4.2.2015`` and ``04 - 02 - 2015`` put the day first."""
    return "DMY" if printed.mark.strip() == "." or printed.mark == " - " else None


def read(printed: Printed, order: str | None = None) -> str | None:
    """Return the ISO date, with the time where one is printed; ``None`` if impossible, out of range or ambiguous."""
    if printed.year is None:
        return None
    if printed.numeric:
        order = own_order(printed) or order
        if order is None:
            return None
    moment = _parse(_canonical(printed), order or "DMY")
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    if printed.month is None and not printed.numeric:
        return f"{moment:%Y}"
    if not printed.has_day:
        return f"{moment:%Y-%m}"
    return f"{moment:%Y-%m-%dT%H:%M}" if printed.time else f"{moment:%Y-%m-%d}"


def in_year_of(printed: Printed, published: datetime.date) -> str | None:
    """Return the ISO date of one printed without its year, if that falls within a month of publication."""
    near = (replace(printed, year=str(published.year + step)) for step in (0, -1, 1))
    days = [datetime.date.fromisoformat(value[:10]) for whole in near if (value := read(whole))]
    return next((day.isoformat() for day in days if abs((day - published).days) <= MONTH_DAYS), None)


def readings(printed: Printed) -> set[str]:
    """Return every ISO date that the printed one may mean."""
    orders = ("DMY", "MDY") if printed.numeric and own_order(printed) is None else (None,)
    return {value for order in orders if (value := read(printed, order))}


def weekday_disagrees(printed: Printed, order: str | None) -> bool:
    """Whether a weekday is printed beside the date and is not that of the date."""
    return bool(printed.weekday) and not _weekday_fits(printed, order or own_order(printed) or "DMY")


def _weekday_fits(printed: Printed, order: str) -> bool:
    moment = _parse(_canonical(printed), order)
    return moment is not None and f"{moment:%a}".lower() == (printed.weekday or "")[:3].lower()


def _canonical(printed: Printed) -> str:
    if printed.numeric:
        date = f"{printed.first}/{printed.second}/{printed.year}"
    elif (printed.month or "").isdigit():
        date = f"{printed.day}/{printed.month}/{printed.year}"
    else:
        date = f"{printed.day or 1} {(printed.month or 'Jan')[:3]} {_full_year(printed.year or '')}"
    return f"{date} {printed.time}" if printed.time else date


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) <= LAST_YEAR - 2000 else f"19{year}"


@lru_cache(maxsize=65536)
def _parse(text: str, order: str) -> datetime.datetime | None:
    settings = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    moment: datetime.datetime | None = dateparser.parse(text, languages=["en"], settings=settings)
    return moment if moment and _keeps_numbers(text, moment, order) else None


def _keeps_numbers(text: str, moment: datetime.datetime, order: str) -> bool:
    """Whether nothing was mended in reading: dateparser swaps day and month where the asked order is impossible."""
    numbers = re.match(r"(\d+)/(\d+)/", text)
    if not numbers:
        return True
    first, second = int(numbers.group(1)), int(numbers.group(2))
    return (first, second) == ((moment.day, moment.month) if order == "DMY" else (moment.month, moment.day))
