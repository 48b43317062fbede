"""Figures of a claim with what they count, and whether two of them can both be right."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from provenance.contradictions.lexicon import Scale, outcomes, scales
from provenance.contradictions.words import content_stems, split_words, stem
from provenance.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK = re.compile(r",\s+|;\s*|\s+(?:and|while|but|with|as|including|when|after|before|who|which)\s+")
_PART = re.compile(
    r"\b(?:including|among (?:them|those)|of (?:whom|them|which|those)|at least one of"
    r"|each (?:of|with|weighing|worth|costing|paying))\W*$|^\W*(?:of whom|of them)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"^\W+(?:more|further|additional|others?)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|further|additional)\s+$", re.IGNORECASE)
# "nine in ten drivers", "one child in five", "two-thirds of voters", "just over half of adults": shares, in words
_SHARE = re.compile(
    r"(?<!first )(?<!second )(?<!\bby )\b"
    r"(?:(?P<some>one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?"
    r"(?P<each>three|four|five|six|eight|ten|twenty)"
    r"(?= [a-z]+s\b)"
    r"|(?P<one>one) (?P<whom>[a-z]+) in (?P<every>three|four|five|six|eight|ten|twenty)"
    r"(?=[,.;]| (?:in|is|was|are|were|has|have|had|would|will|say|said|lives?)\b)"
    r"|(?P<parts>a|one|two|three|four)[- ](?P<part>third|quarter|fifth|tenth)s?(?= of\b)|(?P<half>half)(?= of\b))"
    r"(?! of (?:the |this |last |next )?(?:year|month|week|century|decade|season|match|game|its|19|20))",
    re.IGNORECASE,
)
_SHARE_BOUND = re.compile(
    r"\b(?:(?P<more>more than|over|at least|well over)|less than|fewer than|under|up to) (?:an? )?$", re.IGNORECASE
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ALONE = re.compile(r"\b(?:acted|acting|act) alone\b|\blone (?:gunman|attacker|assailant|shooter)\b", re.IGNORECASE)
_GENERIC = frozenset({"person", "", "cas", "other", "more", "life", "live", "body", "toll", "death"})
IN_HOSPITAL = "in hospital"  # a place: it befalls no wells that stand in the next clause
_CHILDREN = re.compile(r"\b(?:mother|father|parents?|grandmother|grandfather) of\W*$", re.IGNORECASE)
_AGED = re.compile(r"(?:\b(?:at|aged|age)|[^\W\d][\w'’-]+,)\s+$")
_ONE_MORE = re.compile(r"^\W+\w+\s+and\s+(?:a|an|one|another)\b|^\W+and\s+(?:a|an|one|another)\b", re.IGNORECASE)
_ONE_BEFORE = re.compile(r"\b(?:a|an|one|another)\s+\w+\s+and\s+$", re.IGNORECASE)
_MONEY = frozenset(
    {
        *(
            "dollar",
            "euro",
            "pound",
            "pound sterling",
            "rouble",
            "ruble",
            "yen",
            "yuan",
            "rupee",
            "lira",
            "franc",
            "mark",
        ),
        *(
            "crown",
            "krone",
            "krona",
            "peso",
            "dinar",
            "dirham",
            "riyal",
            "rand",
            "real",
            "shilling",
            "won",
            "zloty",
            "usd",
        ),
        *("eur", "gbp", "jpy"),
    }
)
# "The death toll from the fire aboard the ferry has risen to 19": what is counted stands first, not beside the figure
_COUNT_FIRST = re.compile(
    r"\b(?:toll|number|count|total|tally)\b.*\b(?:to|at|reached|passed|hit)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_AGE = re.compile(r"^[\s-]*(?:years?[\s-]old|-year-old)", re.IGNORECASE)
_OF = re.compile(
    r"\s*(?:percent|per cent|%)?\s*of (?:the |its |their |all |those )?(?P<what>(?:[\w'’-]+ ){0,3}?[\w'’-]+)"
    r"(?=\s+(?:in|on|at|by|to|from|were|was|are|is|had|have|has|said|who|with|after|for|and|cast|goes|go|across"
    r"|took|joined|stayed|voted|backed|obeyed|walked|turned|support(?:ed)?|want(?:ed)?|say|believe|agree[d]?|approved?)\b|[,.;]|$)"
)
_WHOSE_AFTER = re.compile(r"\s*(?:percent|per cent|%)?\s*of (?:the |all )?(?P<whose>[A-Z][\w-]+) [a-z]+")
_WHOSE_BEFORE = re.compile(r"\b(?P<whose>[A-Z][\w-]+) [a-z]+ \($")
# "put the crowd at the rally at 15,000"
_PUT_AT = re.compile(
    r"\b(?:put|puts|estimated|estimates) (?:the|its|his|her|their) (?P<noun>\w+)\b[^,;]* at (?:\w+ ){0,3}$",
    re.IGNORECASE,
)
OLDEST = 120  # years: a figure after "at" that is larger is no age
_POWER = re.compile(r"\s+(?P<power>cubic|square)\s", re.IGNORECASE)
_DEGREES = re.compile(r"\s*(?:degrees?\s+|°\s?)(?P<scale>celsius|centigrade|fahrenheit|[CF]\b)", re.IGNORECASE)
# "about 500": a tenth either way, as in the style books' own rounding; 5 % for figures printed round.
_ABOUT = 0.10
_ROUND = 0.05


@dataclass(frozen=True)
class Figure:
    """A figure in a claim.

    ``low`` and ``high`` bound what it says (``high`` may be infinite), in the base unit where the unit is a measured
    one. ``measure`` is what befell those counted ("dead"); null for other figures, which are known by ``noun`` alone.
    """

    printed: str
    low: float
    high: float
    value: float
    bound: str
    unit: str
    noun: str
    measure: str | None
    quantity: str | None
    part: bool
    period: str | None
    words: frozenset[str]
    of: str | None = None  # of a share: stem of what it is a share of, "the vote"
    before: str | None = None  # stem of the last meaning word before it: what was done to those counted
    whose: str | None = None  # the name before what it is a share of: "52 percent of Republican statements"

    @property
    def money(self) -> bool:
        """Whether it is a sum of money."""
        return self.unit in _MONEY

    @property
    def generic(self) -> bool:
        """Whether the noun says no more than "people"."""
        return self.noun in _GENERIC


def read_figures(row: Mapping[str, Any], text: str) -> tuple[Figure, ...]:
    """Return the figures of a claim that can be compared; vague ones ("dozens") and ages cannot."""
    found = []
    shares = list(_SHARE.finditer(text))
    named = {match[name] for match in shares for name in ("some", "each", "one", "every")}
    for quantity in row["quantities"] or ():
        if quantity["value"] is None or quantity["bound"] == "vague":
            continue
        figure = _read_figure(quantity, row, text)
        if figure is not None and figure.printed not in named:
            found.append(figure)
    found += [_read_share(match, text) for match in shares]
    alone = _ALONE.search(text)
    if alone and not any(figure.noun == "gunman" for figure in found):
        found.append(Figure(alone.group(), 1, 1, 1, "exact", "gunman", "gunman", None, None, False, None, frozenset()))
    return tuple(found)


def _read_figure(quantity: Mapping[str, Any], row: Mapping[str, Any], text: str) -> Figure | None:
    exact = row["exact_text"] or ""
    start, end = quantity["start"] - row["start"], quantity["end"] - row["start"]
    printed = exact[start:end] if 0 <= start < end <= len(exact) else ""
    where = text.find(printed) if printed else -1
    if where < 0:
        text, where = exact, max(start, 0)
    end = where + len(printed)
    if _is_age(text, where, end, printed, unit=quantity["unit"], value=quantity["value"]):
        return None
    children = bool(_CHILDREN.search(text[:where]))
    put = _PUT_AT.search(text[:where])
    named = (quantity["unit"] or (put["noun"] if put else "")).lower()
    unit = "child" if children else _in_full(named, text[end:])
    scale = scales().get(unit)
    chunk, before = _chunk(text, where)
    low, high = _bounds(quantity)
    if scale:
        low, high = sorted((low * scale.factor + scale.offset, high * scale.factor + scale.offset))
    noun = stem(unit.split()[-1]) if unit else ""
    return Figure(
        printed=printed.strip() or f"{quantity['value']:g}",
        low=low,
        high=high,
        value=_in_base(quantity["value"], scale),
        bound=quantity["bound"] or "exact",
        unit=unit,
        noun=noun,
        measure=None if children or not _counts(quantity, unit) else _measure(text, where, unit),
        quantity=scale.quantity if scale else ("percent" if unit in ("percent", "per cent", "%") else None),
        part=_is_part(chunk, before, text[end:]),
        period=_period(text),
        words=frozenset(stem(word) for word in unit.split()),
        of=_share_of(text[end:]),
        before=_last_content(text[:where]),
        whose=_whose(text, where, end),
    )


def _read_share(match: re.Match[str], text: str) -> Figure:
    if match["half"]:
        value = 50.0
    elif match["parts"]:
        value = 100.0 * read_number(match["parts"]) / _PARTS[match["part"].lower()]
    else:
        value = 100.0 * read_number(match["some"] or match["one"]) / read_number(match["each"] or match["every"])
    bound = _SHARE_BOUND.search(text[: match.start()])
    low, high = value * (1 - _ABOUT), value * (1 + _ABOUT)
    if bound:
        low, high = (value, math.inf) if bound["more"] else (-math.inf, value)
    after = text[match.end() :]
    noun = next((word.stem for word in split_words(match["whom"] or after) if content_stems((word,))), None)
    return Figure(
        printed=match.group(),
        low=low,
        high=high,
        value=value,
        bound="about",
        unit="percent",
        noun="percent",
        measure=None,
        quantity="percent",
        part=False,
        period=_period(text),
        words=frozenset({"percent"}),
        of=_share_of(after) or noun,
        before=_last_content(text[: match.start()]),
    )


def _share_of(after: str) -> str | None:
    """Return the stem of what a figure is a share of: "55 percent of the vote in the capital" gives "vote"."""
    match = _OF.match(after)
    words = [word for word in split_words(match["what"]) if content_stems((word,))] if match else []
    return words[-1].stem if words else None


def _whose(text: str, start: int, end: int) -> str | None:
    match = _WHOSE_AFTER.match(text, end) or _WHOSE_BEFORE.search(text, 0, start)
    return match["whose"] if match else None


def _last_content(text: str) -> str | None:
    return next((word.stem for word in reversed(split_words(text)) if content_stems((word,))), None)


def _is_age(text: str, where: int, end: int, printed: str, *, unit: str | None, value: float) -> bool:
    if _AGE.match(text[end:]) or "year-old" in printed:
        return True
    return (
        unit is None
        and value <= OLDEST
        and bool(_AGED.search(text[:where]))
        and re.match(r"\s*(?:[,.;]|$)", text[end:]) is not None
    )


def _is_part(chunk: str, before: str, after: str) -> bool:
    """Return whether a figure counts some of those meant: "including three", "two women and a man"."""
    return any(
        pattern.search(text)
        for pattern, text in (
            *((_PART, before), (_PART, chunk), (_ONE_BEFORE, before), (_ONE_MORE, after)),
            *((_MORE, after), (_ANOTHER, before)),
        )
    )


def _counts(quantity: Mapping[str, Any], unit: str) -> bool:
    """Return whether a figure can count people or things to which something happened."""
    measured = unit in scales() or unit in _MONEY or unit in ("percent", "magnitude")
    return not measured and quantity["value"] == int(quantity["value"])


def _in_full(unit: str, after: str) -> str:
    """Return the unit with its scale, which the claim names after "degrees", or with "cubic" or "square"."""
    power = _POWER.match(after)
    if power:
        return f"{power['power'].lower()} {unit}"
    match = _DEGREES.match(after) if unit in ("degree", "") else None
    return f"degree {'celsius' if match['scale'].lower().startswith('c') else 'fahrenheit'}" if match else unit


def _in_base(value: float, scale: Scale | None) -> float:
    return value * scale.factor + scale.offset if scale else value


def _chunk(text: str, where: int) -> tuple[str, str]:
    """Return the clause around a place, roughly, and the text before it."""
    start = max((match.end() for match in _CHUNK.finditer(text, 0, where + 1) if match.end() <= where), default=0)
    stop = _CHUNK.search(text, where)
    return text[start : stop.start() if stop else len(text)], text[:where]


def _measure(text: str, start: int, unit: str) -> str | None:
    """Return what befell those counted: in the unit, the figure's own clause, the next or the last one."""
    own = next((outcomes()[word] for word in unit.split() if word in outcomes()), None)
    if own:
        return own
    bounds = [0, *(match.end() for match in _CHUNK.finditer(text)), len(text)]
    chunks = [(left, right) for left, right in pairwise(bounds) if left < right]
    here = next((number for number, (left, right) in enumerate(chunks) if left <= start < right), 0)
    listed = here + 1 < len(chunks) and " and " in text[chunks[here][0] : chunks[here][1]]
    near = [here + 1, here - 1, here - 2] if listed else [here - 1, here - 2, here + 1, here + 2, here + 3]
    for number in (here, *near):
        if not 0 <= number < len(chunks):
            continue
        left, right = chunks[number]
        words = [(match.start(), match.group().lower()) for match in re.finditer(r"[^\W\d_]+", text[left:right])]
        hits = [(abs(left + place - start), outcomes()[word]) for place, word in words if word in outcomes()]
        if hits and _COUNT_FIRST.search(text[left:start]):
            return outcomes()[next(word for _, word in words if word in outcomes())]
        if hits and (
            number == here or min(hits)[1] != IN_HOSPITAL or stem(unit.split()[-1] if unit else "") in _GENERIC
        ):
            return min(hits)[1]
    return None


_PERIODS = (
    ("a week", re.compile(r"\b(?:this|last|past|the|a|per) week\b|\bweekly\b|\bin (?:seven|7) days\b", re.IGNORECASE)),
    ("a month", re.compile(r"\b(?:this|last|past|a|per) month\b|\bmonthly\b", re.IGNORECASE)),
    (
        "a year",
        re.compile(
            r"\b(?:this|last|past|a|per) year\b|\bannual(?:ly)?\b|\byearly\b|\bin (?:19|20)\d\d\b", re.IGNORECASE
        ),
    ),
    (
        "a day",
        re.compile(
            r"\b(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\bdaily\b|\b(?:a|per) day\b",
            re.IGNORECASE,
        ),
    ),
)


def _period(text: str) -> str | None:
    return next((name for name, pattern in _PERIODS if pattern.search(text)), None)


def _bounds(quantity: Mapping[str, Any]) -> tuple[float, float]:
    value, high, bound = quantity["value"], quantity["high"], quantity["bound"] or "exact"
    if bound in ("at_least", "more_than"):
        return value, math.inf
    if bound in ("at_most", "less_than"):
        return -math.inf, value
    if bound == "range" or high is not None:
        return value, high if high is not None else value
    slack = abs(value) * _ABOUT if bound == "about" else _rounding(value)
    return value - slack, value + slack


def _rounding(value: float) -> float:
    """Return how far a figure printed round may be from the true one: half its last digit, never over 5 %."""
    if value != int(value):
        digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
        return float(0.5 * 10**-digits)
    if abs(value) < 100:
        return 0.0
    digits = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return min(0.5 * float(10**digits), abs(value) * _ROUND)


def both_possible(a: Figure, b: Figure) -> bool:
    """Return whether one true number can be behind both figures.

    Bounds and ranges are held against each other; figures printed round get half their last digit (at most 5 %),
    "about" a tenth, measures in different units 5 %, percentages and decimals the precision of the coarser.
    """
    low, high = max(a.low, b.low), min(a.high, b.high)
    if low <= high:
        return not _strictly_apart(a, b)
    if a.quantity == "percent" or a.value != int(a.value) or b.value != int(b.value):
        return abs(a.value - b.value) <= 0.5 and (a.value == int(a.value)) != (b.value == int(b.value))
    return False


def _strictly_apart(a: Figure, b: Figure) -> bool:
    """Return whether "more than 12" meets exactly 12."""
    pairs = ((a, b), (b, a))
    return any(
        one.bound in ("more_than", "less_than")
        and other.bound == "exact"
        and one.value == other.value
        and (other.value < 100 or other.value % 10 != 0)  # a round figure may stand for somewhat more
        for one, other in pairs
    )


def measured_alike(a: Figure, b: Figure) -> bool:
    """Return whether two measures agree when 5 % is allowed for conversion into another unit."""
    return abs(a.value - b.value) <= 0.05 * max(abs(a.value), abs(b.value), 1.0)
