"""One event on two days.

Two claims that share nearly everything but the day. Only for what happens once (somebody died, resigned, was elected,
a plane crashed, a treaty was signed): attacks, protests and shelling come back, and two days are then two events. A
plan that the later claim says is moved to another day is an update.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contradictions.moments import hours_later, in_words
from provenance.contradictions.phrases import MONTH
from provenance.contradictions.rule import Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

_ONCE = re.compile(
    r"\b(?:died|born|assassinated|murdered|resigned|elected|inaugurated|sworn in|signed|crashed|sank|capsized|derailed"
    r"|founded"
    r"|married|divorced|executed|hanged|collapsed|erupted|annexed|seceded|ratified|bankrupt|buried|abdicated)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:beg[iau]ns?|start(?:s|ed)?|re-?open(?:s|ed)?|clos(?:es?|ed)|expir(?:es?|ed)|takes? effect|took effect"
    r"|launch(?:es|ed)?"
    r"|vote[sd]?|held|meets?|met|arriv(?:es?|ed)|leaves?|left|ends?|ended|due|compulsory|introduced|released"
    r"|published)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:now (?:set|due|scheduled|planned|expected)|postponed|delayed|put back|pushed back|moved|rescheduled|put off"
    r"|brought forward|at the earliest)\b",
    re.IGNORECASE,
)
# the time that a figure is of, not a day on which something ends
_PERIOD = re.compile(r"\b(?:week|month|quarter|year|season)s? (?:that |which )?(?:ended|ending)\b", re.IGNORECASE)
_CALENDAR = re.compile(rf"\b(?:(?P<day>\d{{1,2}}) (?P<month>{MONTH})|(?P<month2>{MONTH}) (?P<day2>\d{{1,2}}))\b")
_LEAST = 0.7
_LEAST_LIKENESS = 0.5
_LEAST_ANNOUNCED = 0.4


def find(pair: Pair) -> Clash | None:
    """Return the clash of two days for one event, or null."""
    a, b = pair.a, pair.b
    if a.denied or b.denied or a.negated or b.negated:
        return None
    announced = _announced(pair) or _moved(pair)
    if announced or pair.overlap < _LEAST or pair.likeness < _LEAST_LIKENESS:
        return announced
    if not pair.names or not _once(a) & _once(b):
        return None
    return _weekdays(pair) or _dates(pair)


def _announced(pair: Pair) -> Clash | None:
    """Return the clash of two days of the calendar on which one thing is to begin, end or open."""
    a, b = (_CALENDAR.findall(side.plain) for side in (pair.a, pair.b))
    if len(a) != 1 or len(b) != 1 or not pair.one_matter or pair.overlap < _LEAST_ANNOUNCED:
        return None
    if not all(_STARTS.search(side.plain) and not _PERIOD.search(side.plain) for side in (pair.a, pair.b)):
        return None
    first, second = (f"{day or day2} {month or month2}" for [(day, month, month2, day2)] in (a, b))
    return Clash("date", first, second, matter="", confidence=0.8) if first != second else None


def _moved(pair: Pair) -> Clash | None:
    """Return the change of the day for which one thing is planned, where the later says that it has been moved."""
    a, b, hours = pair.a, pair.b, pair.hours or 0
    told = (hours >= 0 and _MOVED.search(b.sentence) and a.standing == "plan") or (
        hours <= 0 and _MOVED.search(a.sentence) and b.standing == "plan"
    )
    if not told or not pair.one_matter or not pair.names or pair.overlap < _LEAST_ANNOUNCED:
        return None
    if len(a.named_days) != 1 or len(b.named_days) != 1 or a.named_days == b.named_days:
        return None
    first, second = (next(iter(side.named_days)).capitalize() for side in (a, b))
    return Clash("date", first, second, matter="", revised=True, confidence=0.8)


def _once(side: Side) -> set[str]:
    return {match.group().lower() for match in _ONCE.finditer(side.proposition)}


def _weekdays(pair: Pair) -> Clash | None:
    a, b = pair.a.named_days, pair.b.named_days
    if len(a) != 1 or len(b) != 1 or a & b:
        return None
    # The same weekday name can mean another week, two names within a week cannot mean one day.
    first, second = (next(iter(days)).capitalize() for days in (a, b))
    return Clash("date", first, second, matter="", confidence=0.8)


def _dates(pair: Pair) -> Clash | None:
    a, b = pair.a.as_of, pair.b.as_of
    if a is None or b is None or max(a.days, b.days) > 1.1 or not hours_later(a, b):
        return None
    if pair.a.named_days & pair.b.named_days or pair.a.days_ago & pair.b.days_ago:
        return None  # "died ten days ago", quoted on two days, was said on one
    printed = (pair.a.row["as_of"] != pair.a.row["published_at"], pair.b.row["as_of"] != pair.b.row["published_at"])
    return Clash("date", in_words(a), in_words(b), "", confidence=0.7) if all(printed) else None


RULE = Rule(
    "date",
    find,
    fires=(
        ("President Ilka Brandt died in Tolm on Monday.", "President Ilka Brandt died in Tolm on Wednesday."),
        ("The ferry Halmstar sank off Orrin on Friday.", "The ferry Halmstar sank off Orrin on Saturday."),
        ("The strike at Varan Air will begin on 19 May.", "The Varan Air strike would start on 26 May."),
        (
            "The satellite Varan 3 will lift off from Halm on Wednesday.",
            "Liftoff of Varan 3 from Halm is now set for Saturday.",
        ),
    ),
    silent=(
        ("Shells hit the market in Orrin on Monday.", "Shells hit the market in Orrin on Wednesday."),
        ("President Ilka Brandt died in Tolm on Monday.", "President Ilka Brandt was buried in Tolm on Wednesday."),
        ("The strike at Varan Air will begin on 19 May.", "The Varan Air strike would start on May 19."),
        (
            "New jobless claims rose in the week ended 19 May.",
            "Continuing jobless claims fell in the week ended 12 May.",
        ),
    ),
)
