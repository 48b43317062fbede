"""Time expressions, resolved against the date of publication.

Own arithmetic rather than a date parser: the expressions of news are few, and each must give the precision that its
words state ("last year" is a year, "Friday" a day) or nothing. Values are ISO-8601 as in ``tables``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_COUNTED = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {word: number for number, word in enumerate(_COUNTED.split(), start=1)}
_COUNTS |= {"a": 1, "an": 1, "couple": 2, "few": 0, "several": 0, "many": 0}  # 0: not known
_PIECES = {
    "LEAD": r"(?:\b(?P<lead>since|until|till|by|before|after|from|beginning\s+in|starting\s+in|in|on|during"
    r"|as\s+of|late|early)\s+)?",
    "STRICT": r"\b(?P<lead>since|until|till|by|before|after|from|in|during|beginning\s+in|starting\s+in|late|early|mid"
    r"|last|next|this)[-\s]+",
    "PART": r"(?:(?:early|late|mid|the\s+(?:beginning|start|middle|end)\s+of)[-\s]+)?",
    "MONTH": r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)",
    "WEEKDAY": r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
    "NUMBER": rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})",
    "UNIT": r"(?P<unit>day|week|month|year)",
    "YEAR": r"(?P<year>(?:19|20)\d\d)",
    "DATE": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
}
_HINT = re.compile(
    r"\b(?:19|20)\d\d\b|day\b|\b(?:day|week|month|year)s?\b|\btonight|\btomorrow|\bthis\s"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: ISO value (null where it cannot be told), the words printed, and their place.

    ``floating``: the words name no year or week ("on Friday", "in March"), so the value rests on the statement being
    about the past.
    """

    value: str | None
    printed: str
    start: int
    end: int
    floating: bool = False


def find_times(text: str, start: int = 0, end: int | None = None, *, published: str | None = None) -> list[Time]:
    """Return the time expressions of ``text[start:end]`` in text order, never overlapping.

    ``published`` is the ISO date of publication. Without it, relative expressions ("on Friday", "last month") have no
    value and absolute ones still do. A weekday is the latest one on or before publication, unless the words say
    ``next``; a month or day without a year lies in the latest year that is not after publication.
    """
    stop = len(text) if end is None else end
    if not _HINT.search(text, start, stop):
        return []
    anchor = _anchor(published)
    found: list[Time] = []
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(text, start, stop):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            value = resolve(match, anchor)
            if value != _NONE:
                found.append(Time(value, match[0], *match.span(), _is_floating(match)))
    return sorted(found, key=lambda one: one.start)


def main_time(times: list[Time]) -> Time | None:
    """Return the first expression with a value, else the first, else None."""
    return next((one for one in times if one.value), times[0] if times else None)


_CLOSING = frozenset({"until", "till", "before", "by"})
_NONE = ""  # a resolver's word for: this is no time expression after all


def _anchor(published: str | None) -> date | None:
    """Return the day of publication; None where only a month or year is known."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _is_floating(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    named = groups.get("weekday") or groups.get("month")
    return bool(named and not groups.get("year") and not groups.get("which"))


def _lead(match: re.Match[str], value: str) -> str:
    """Open or close an interval as the preposition says."""
    lead = re.sub(r"\s+", " ", (match["lead"] or "").lower())
    first, _, last = value.partition("/")
    if lead in {"since", "from", "after", "beginning in", "starting in"}:
        return f"{first}/.."
    if lead in _CLOSING:
        return f"../{last or first}"
    return value


def _full_date(match: re.Match[str], _: date | None) -> str | None:
    try:
        day = date(int(match["year"]), _MONTHS[match["month"].rstrip(".").lower()], int(match["day"]))
    except ValueError:
        return _NONE
    return _lead(match, day.isoformat())


def _month_year(match: re.Match[str], _: date | None) -> str | None:
    return _lead(match, f"{match['year']}-{_MONTHS[match['month'].rstrip('.').lower()]:02}")


def _day_of_month(match: re.Match[str], anchor: date | None) -> str | None:
    if anchor is None:
        return None
    month, day = _MONTHS[match["month"].rstrip(".").lower()], int(match["day"])
    try:
        this = date(anchor.year, month, day)
        return _lead(match, (this if this <= anchor else date(anchor.year - 1, month, day)).isoformat())
    except ValueError:
        return _NONE


def _month(match: re.Match[str], anchor: date | None) -> str | None:
    lead = match["lead"].lower()
    if anchor is None or lead in _CLOSING:
        return None  # "by March": of this year or the last, the words do not tell
    month = _MONTHS[match["month"].rstrip(".").lower()]
    year = anchor.year - (month > anchor.month)
    if lead == "next":
        year += 1
    elif lead == "last" and month == anchor.month:
        year -= 1
    return _lead(match, f"{year}-{month:02}")


def _year(match: re.Match[str], _: date | None) -> str | None:
    return _lead(match, match["year"])


def _years(match: re.Match[str], _: date | None) -> str | None:
    return f"{match['first']}/{match['last']}" if match["first"] < match["last"] else _NONE


def _weekday(match: re.Match[str], anchor: date | None) -> str | None:
    which = (match["which"] or "").lower()
    if anchor is None or (not which and (match["lead"] or "").lower() in _CLOSING):
        return None
    back = (anchor.weekday() - _DAYS[match["weekday"].lower()]) % 7
    if which in {"next", "this coming", "coming"}:
        return _lead(match, (anchor + timedelta(days=7 - back)).isoformat())
    if which == "last" and back == 0:
        back = 7
    return _lead(match, (anchor - timedelta(days=back)).isoformat())


def _named_day(match: re.Match[str], anchor: date | None) -> str | None:
    if anchor is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["name"].lower(), 0)
    return _lead(match, (anchor + timedelta(days=shift)).isoformat())


def _period(match: re.Match[str], anchor: date | None) -> str | None:
    """Resolve "last week", "earlier this month", "next year"."""
    if anchor is None:
        return None
    which = match["which"].lower().split()[-1]
    shift = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[which]
    return _lead(match, _shifted(anchor, match["unit"].lower(), shift))


def _shifted(anchor: date, unit: str, shift: int) -> str:
    if unit == "year":
        return str(anchor.year + shift)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02}"
    first = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"


def _past_span(match: re.Match[str], anchor: date | None) -> str | None:
    """Resolve "over the past two weeks" to an interval that ends with the day of publication."""
    count = _count(match["count"] or "one")
    if anchor is None or count == 0:
        return None
    return f"{_back(anchor, match['unit'].lower(), count)}/{anchor.isoformat()}"


def _ago(match: re.Match[str], anchor: date | None) -> str | None:
    count, unit = _count(match["count"]), match["unit"].lower()
    if anchor is None or count == 0:
        return None
    day = _back(anchor, unit, count)
    return _lead(match, {"year": day[:4], "month": day[:7]}.get(unit, day))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _back(anchor: date, unit: str, count: int) -> str:
    if unit in {"day", "week"}:
        return (anchor - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    months = anchor.year * 12 + anchor.month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1])).isoformat()


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, piece in _PIECES.items():
        pattern = pattern.replace(f"<{name}>", piece)
    return re.compile(pattern, re.IGNORECASE)


# In order of preference: what an earlier row has taken, a later one leaves alone.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], str | None]], ...] = tuple(
    (_compiled(pattern), resolve)
    for pattern, resolve in (
        (r"<LEAD>\b(?:<WEEKDAY>,?\s+)?<MONTH>\s+<DATE>,?\s+<YEAR>\b", _full_date),
        (r"<LEAD>\b(?:<WEEKDAY>,?\s+)?(?:the\s+)?<DATE>\s+(?:of\s+)?<MONTH>,?\s+<YEAR>\b", _full_date),
        (r"<LEAD><PART>\b<MONTH>,?\s+(?:of\s+)?<YEAR>\b", _month_year),
        (r"<LEAD>\b(?:<WEEKDAY>,?\s+)?<MONTH>\s+<DATE>\b(?![,.]\d|\s+(?:people|percent))", _day_of_month),
        (r"<LEAD>\b(?:the\s+)?<DATE>\s+(?:of\s+)?<MONTH>(?=[\s,.;)]|$)(?!\s+(?:have|be|not)\b)", _day_of_month),
        (
            r"(?<!will\s)(?<!would\s)(?<!could\s)(?<!should\s)(?<!may\s)(?<!might\s)(?<!can\s)(?<!\sto\s)"  # a verb
            r"\b(?:(?P<lead>over|in|during|for|within|since)\s+)?(?:the\s+)?(?:past|last|previous|preceding)"
            r"\s+<NUMBER>\s+<UNIT>s?\b",
            _past_span,
        ),
        (r"\b(?P<lead>over|during|within)\s+the\s+(?:past|last)\s+(?P<count>)<UNIT>\b", _past_span),
        (
            r"<LEAD>(?:(?:about|around|nearly|almost|over|more\s+than)\s+)?\b(?:a\s+(?=couple|few))?<NUMBER>\s+(?:of\s+)?"
            r"<UNIT>s?\s+ago\b",
            _ago,
        ),
        (
            r"<LEAD>(?:(?:earlier|later|late|early)\s+)?(?:the\s+)?\b(?P<which>last|previous|this|the\s+current|next"
            r"|this\s+coming)\s+(?P<unit>week|month|year)\b(?!-)",
            _period,
        ),
        (
            r"<LEAD>(?:(?:early|late|earlier)\s+(?:on\s+)?)?(?:(?P<which>last|next|this\s+coming|this|coming)\s+)?"
            r"\b(?P<weekday><WEEKDAY>)(?:\s+(?:morning|afternoon|evening|night))?\b",
            _weekday,
        ),
        (
            r"<LEAD>(?:(?:earlier|late|early|later)\s+)?\b(?P<name>yesterday|today|tonight|tomorrow"
            r"|this\s+(?:morning|afternoon|evening))\b",
            _named_day,
        ),
        (r"<STRICT><PART><MONTH>(?=[\s,.;:)”\"’']|$)(?!\s+(?:have|be|not)\b)(?!\s+[A-Z])", _month),
        (r"\b(?:between|from)\s+(?P<first>(?:19|20)\d\d)\s+(?:and|to|until)\s+(?P<last>(?:19|20)\d\d)\b", _years),
        (r"<STRICT><PART>(?:the\s+year\s+)?<YEAR>\b(?!\s+(?!was\b|is\b|has\b)[a-z]+s\b)", _year),
    )
)
