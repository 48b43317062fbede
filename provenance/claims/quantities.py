"""Figures in running text: value, range, bound, and what is counted.

Dates, years, clock times, ages, ordinals, scores and numbers that only name something ("Resolution 9", "F-16") are no
figures. Words that count without a number ("dozens", "several") keep their place with bound ``vague`` and no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from provenance.claims.lexicon import function_words, irregular_plurals, nouns
from provenance.numbers import FIGURE, read_bound, read_number, read_scale

_CURRENCIES = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₪": "ILS",
    "₽": "RUB", "₺": "TRY", "₩": "KRW", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "EGP": "EGP", "JPY": "JPY",
    "CHF": "CHF", "dollar": "USD", "euro": "EUR", "yen": "JPY", "rouble": "RUB", "ruble": "RUB",
}  # fmt: skip
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|scores|dozens|thousands|millions|billions)(?:\s+of\s+(?:thousands|millions|billions))?"
    r"(?=\s+(?:of\b|more\b|[a-z]))|several|many|most(?=\s+of\b|\s+[a-z]+s\b)|numerous|countless|a\s+(?:few|number\s+of|handful\s+of))\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\.?,?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?$", re.IGNORECASE)
_DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?!\s+(?:have|be|not))|[-/]{_MONTH}\b", re.IGNORECASE
)
_NAMED_BEFORE = re.compile(
    r"\b(?:no|nos|number|title|section|sec|article|art|chapter|resolution|page|pages|p|pp|route|highway|interstate|flight|"
    r"room|channel|line|level|grade|size|class|phase|part|volume|vol|day|week|year|case|item|rule|law|act|amendment|"
    r"proposition|prop|measure|bill|district|ward|zone|block|gate|unit|boeing|airbus|windows|apollo|division|battalion|"
    r"brigade|regiment|squadron|group\s+of|age|aged|ages|ages\s+of|ages\s+of\s+\d+\s+(?:and|to|or)|\d+\s+in)\.?\s+$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_WIDEST = 3  # the higher end of a range is at most that many times the lower one after "by"
_NOT_COUNTED = re.compile(
    r"[-\s]year[-\s]old|[-\s]?years?\s+(?:old|of\s+age)\b|\s*(?:a|p)\.?m\b|\s+o['’]clock|:\d\d|(?:st|nd|rd|th)\b|s\b|['’]s\b"
    r"|\s+(?:second|minute|hour|day|week|month|year|decade)s?\s+(?:ago|later|earlier|after|before|since|prior)\b"
    r"|\s+(?:of|another|by\s+one|day\s+(?:after|before))\b(?=\s)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
MAX_WORD = 40
_FOLLOWING = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at its place; fields as in ``tables.QUANTITIES``."""

    value: float | None
    high: float | None
    bound: str
    unit: str | None
    start: int
    end: int


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Return the figures of ``text[start:end]`` in text order.

    The span holds the number with its sign, scale and per cent, not the bound ("more than") nor the unit. ``unit`` is
    the head noun of what is counted, singular and in small letters; ``person`` where only a casualty word follows
    ("12 dead"); a currency's ISO code; ``percent``; null where no noun follows.
    """
    stop = len(text) if end is None else end
    found: list[Quantity] = []
    for match in FIGURE.finditer(text, start, stop):
        found += _figures(text, match, start, stop)
    for match in _VAGUE.finditer(text, start, stop):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            unit = _unit(text, match.end(), stop)
            if unit is None and match[0].lower() in {"dozens", "scores", "hundreds", "thousands"}:
                unit = "person"
            if unit:
                found.append(Quantity(None, None, "vague", unit, *match.span()))
    return sorted(found, key=lambda one: one.start)


def main_quantity(quantities: list[Quantity]) -> Quantity | None:
    """Return the first figure with a value, else the first vague one, else None."""
    return next((one for one in quantities if one.value is not None), quantities[0] if quantities else None)


def singular(noun: str) -> str:
    """Return the singular of an English plural noun; a word that looks singular stays as it is."""
    low = noun.lower()
    if low in irregular_plurals():
        return irregular_plurals()[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def _figures(text: str, match: re.Match[str], start: int, end: int) -> list[Quantity]:
    """Judge one match: a range, two figures, one figure or none."""
    one = _part(text, match, "", start, end)
    if not match["number2"]:
        return [one] if one else []
    two = _part(text, match, "2", start, end)
    whole = _range(text, match, one, two, start)
    if whole:
        return [whole]
    if not match["join"].strip().isalpha():
        return []  # a score, a telephone number, a year span
    return [part for part in (one, two) if part]


def _range(text: str, match: re.Match[str], one: Quantity | None, two: Quantity | None, start: int) -> Quantity | None:
    if one is None or two is None or one.value is None or two.value is None:
        return None
    joint = match["join"].strip().lower()
    between = re.search(
        r"\b(?:between|from)\s+(?:about\s+|around\s+)?$", text[max(start, one.start - 20) : one.start], re.IGNORECASE
    )
    if joint == "and" and not between:
        return None
    low = one.value
    scale = read_scale(match["scale2"] or "")
    if not (match["scale"] or "").strip() and scale > 1 and low < two.value / scale * 10:
        low *= scale
    if low >= two.value:
        return None
    if joint == "to" and two.value > _WIDEST * low and _BY.search(text, max(start, one.start - 4), one.start):
        return None  # "dropped by 15 to 68"
    return Quantity(low, two.value, "range", two.unit, one.start, two.end)


def _describes(text: str, last: int) -> bool:
    """Whether the number is half of an adjective that counts nothing: "a two-front battle", but "a 12-hour battle"."""
    compound = re.match(r"-([^\W\d_]+)", text[last : last + MAX_WORD])
    if compound is None:
        return False
    unit = compound[1].lower()
    return irregular_plurals().get(unit, unit) not in nouns("time") | nouns("measure")


def _part(text: str, match: re.Match[str], suffix: str, start: int, end: int) -> Quantity | None:
    first = match.start("sign" + suffix) if match["sign" + suffix] else match.start("number" + suffix)
    last = match.end("scale" + suffix)
    closing = suffix == ("2" if match["number2"] else "")
    percent = match["percent"] if closing else (match["percent"] if match["number2"] else None)
    if percent and closing:
        last = match.end("percent")
    number = match["number" + suffix]
    plain = not match["sign" + suffix] and not percent
    if plain and (_names_something(text, first, last, number, start, end) or _describes(text, last)):
        return None
    value = read_number(number) * read_scale(match["scale" + suffix] or "")
    unit = _money(match["sign" + suffix] or match["sign"]) or ("percent" if percent else _unit(text, last, end))
    if number.lower() == "one" and unit not in nouns("person") and not match["scale" + suffix]:
        return None  # "one of", "one day", "one video": an article, not a count
    if _is_known(text, first, start, number, last, end):
        return None
    bound = read_bound(text, first, start)
    if unit in nouns("time") and re.search(
        r"\bover\s+(?:the\s+)?$", text[max(start, first - 12) : first], re.IGNORECASE
    ):
        bound = "exact"  # "over ten years" is how long, not how much more
    return Quantity(value, None, bound, unit, first, last)


def _is_known(text: str, first: int, start: int, number: str, last: int, end: int) -> bool:
    """Say whether a figure counts nothing new: "the two groups", "two-thirds", "6 in 10"."""
    if re.match(
        r"[-\s](?:thirds?|quarters?|fifths?|month-old|day-old|week-old|fold)\b", text[last : min(end, last + 12)]
    ):
        return True
    if re.match(r"\s+in\s+(?:\d|ten|five|four|three)", text[last : min(end, last + 10)]):
        return True
    before = text[max(start, first - 8) : first].lower()
    return number.isalpha() and bool(re.search(r"\b(?:the|these|those|both|its|their)\s+$", before))


def _names_something(text: str, first: int, last: int, number: str, start: int, end: int) -> bool:
    """Say whether a number is a date, year, age, clock time, ordinal or part of a name."""
    before, after = text[max(start, first - 30) : first], text[last : min(end, last + 40)]
    if _DATE_BEFORE.search(before) or (_NAMED_BEFORE.search(before) and "," not in number):
        return True
    if _NOT_COUNTED.match(after) and not after.lower().startswith(" of ") and number.lower() != "one":
        return True
    if number.isdigit() and len(number) <= 2 and _DATE_AFTER.match(after):
        return True
    if _YEAR.fullmatch(number):
        unit = _unit(text, last, end)
        return unit is None or not re.match(r"\s+(?:[a-z-]+\s+){0,2}(?:[a-z]+s|people|men|women|children)\b", after)
    aside = number.isdigit() and re.search(r"[A-Z]\w+,\s$", before) and re.match(r"\s*[,.]", after)
    return bool(aside) or bool(re.search(r"[A-Z][a-z]+\s$", before) and not _unit(text, last, end))


def _money(sign: str | None) -> str | None:
    return _CURRENCIES.get(sign.strip() if "$" in sign else sign.strip().upper()) if sign else None


def _unit(text: str, place: int, end: int) -> str | None:
    """Return the head noun after a figure: the last plural of the first run of plain words."""
    run: list[str] = []
    for match in _FOLLOWING.finditer(text, place, min(end, place + 80)):
        word = match[0]
        if not run and word.lower() in {"of", "the", "other", "more", "new", "further", "additional", "-"}:
            continue
        if not word[0].isalpha() or word.lower() in _stops():
            break
        run.append(word)
        if len(run) == 5:
            break
    return _head(run)


def _head(run: list[str]) -> str | None:
    if not run:
        return None
    if run[0].lower() in nouns("casualty"):
        return "person"
    for index, word in enumerate(run):
        if _is_plural(word):
            while index + 1 < len(run) and _is_plural(run[index + 1]) and run[index + 1][0].islower():
                index += 1
            return _CURRENCIES.get(singular(run[index])) or singular(run[index])
    return run[0].lower() if run[0].lower() in nouns("measure") | nouns("person") | nouns("time") else None


@cache
def _stops() -> frozenset[str]:
    """Return words that end the noun phrase after a figure."""
    return function_words() | {"be", "been", "being", "said", "says", "per", "until"}


def _is_plural(word: str) -> bool:
    low = word.lower()
    return low in irregular_plurals() or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))
    )
