"""Numbers in running text, in digits or words, and how they are bounded: "more than 1.5 million", "up to nine"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_UNITS = {word: value for value, word in enumerate(_ONES.split())}
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_DECADES.split(), start=2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_SIMPLE = "|".join([*_UNITS, *_TENS])
_COMPOUND = rf"(?:{'|'.join(_TENS)})[-\s](?:{'|'.join(list(_UNITS)[1:10])})"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?"  # longer, without commas, it is the name of a page
    rf"|\b{_COMPOUND}\b|\b(?:a\s+)?dozen\b(?!s)"
    rf"|\b(?:half\s+)?a\s+(?=(?:hundred|thousand|million|billion)\b)|\b(?:{_SIMPLE})\b)"
)
_SCALE = r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion)\b|\s?(?:k|m|mn|mln|bn|bln|tn|trn)\b(?!\.))"
_SIGN = r"(?:US\$|A\$|C\$|[$£€¥₹₪₽₺₩]|\b(?:USD|EUR|GBP|EGP|JPY|CHF)\s?)"
_AMOUNT = rf"(?P<sign{{0}}>{_SIGN})?\s?(?P<number{{0}}>{_NUMBER})(?P<scale{{0}}>(?:{_SCALE})*)"
FIGURE = re.compile(
    r"(?<![\w.,/:#°-])"
    + _AMOUNT.replace("{0}", "")
    + r"(?:(?P<join>\s?[-–—]\s?|\s+to\s+|\s+and\s+|\s+or\s+)"
    + _AMOUNT.replace("{0}", "2")
    + r")?(?P<percent>\s?%|\s+per\s?cent\b|\s+percentage\s+points?\b)?(?![\w/:]|,\d|\.\d|-\d)",
    re.IGNORECASE,
)
_BOUNDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"\b(?:{words})\s+(?:the\s+|an?\s+|another\s+)?$", re.IGNORECASE))
    for bound, words in (
        (
            "at_most",
            r"at\s+most|(?:not|never|\w+n['’]t)\s+exceed(?:s|ed|ing)?|up\s+to|(?:no|not)\s+more\s+than"
            r"|a\s+maximum\s+of|as\s+many\s+as|as\s+much\s+as",
        ),
        ("at_least", r"at\s+least|no\s+(?:fewer|less)\s+than|not\s+less\s+than|a\s+minimum\s+of"),
        (
            "more_than",
            r"more\s+than|over|above|upwards?\s+of|exceed(?:s|ed|ing)?|in\s+excess\s+of"
            r"|(?:great|high|bigg|larg|long|dear|old|tall|heavi|fast)er\s+than",
        ),
        (
            "less_than",
            r"(?:less|fewer|lower|smaller|shorter|cheaper|younger|slower)\s+than|under|beneath|below|just\s+short\s+of",
        ),
        (
            "about",
            r"about|around|some|nearly|almost|roughly|approximately|an?\s+estimated|estimated|close\s+to|circa",
        ),
    )
)
# "hand over two hostages", "a dispute over two islands": no bound
_OVER = re.compile(
    r"\b(?:hand|turn|tak|giv|knock|sign|pass|mull|squabbl|disput|argu|clash|quarrel|concern|worr|fear|protest|talk|battl)"
    r"(?:e|es|s|ed|ing|en|ies|y)?\s+over\s+(?:the\s+)?$"
    r"|\b(?:took|gave|ran|run|running|fell|flew|flown|fought|war|row|feud|spat|conflict|tensions?|anger|control|rule|rules|won"
    r"|victory|wins?|lawsuit|trial|charges|questions?|doubts?|outcry|criticism|negotiations|deal|bent)\s+over\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FAR = 32  # characters before a number that may bound it


@dataclass(frozen=True, slots=True)
class Number:
    """A number at its place, scale included; ``bound`` is exact, at_least, at_most, more_than, less_than or about."""

    start: int
    end: int
    value: float
    bound: str


def find_numbers(text: str) -> list[Number]:
    """Return every number of a text, whatever it means: dates, years, ages and numbers of things too."""
    return [
        Number(
            match.start("number" + suffix),
            match.end("scale" + suffix),
            read_number(match["number" + suffix]) * read_scale(match["scale" + suffix] or ""),
            read_bound(text, match.start(("sign" if match["sign" + suffix] else "number") + suffix), 0),
        )
        for match in FIGURE.finditer(text)
        for suffix in ("", "2")
        if match["number" + suffix]
    ]


def read_number(words: str) -> float:
    """Return the value of a number without its scale: "21", "twenty-one", "a dozen"."""
    low = words.lower().strip()
    if low[0].isdigit():
        return float(low.replace(",", ""))
    if "dozen" in low:
        return 12.0
    if low.startswith("half"):
        return 0.5
    total = sum(_UNITS.get(part, 0) + _TENS.get(part, 0) for part in re.split(r"[-\s]+", low))
    return float(total) if low not in {"a", "an"} else 1.0


def read_scale(words: str) -> float:
    """Return what a number is multiplied by: "million", "bn"; 1 for no words."""
    value = 1.0
    for part in re.findall(r"[a-z]+", words.lower()):
        value *= _SCALES.get(part) or _SUFFIXES[part]
    return value


def read_bound(text: str, first: int, start: int) -> str:
    """Return the bound that stands before the number at ``first``, no further back than ``start``."""
    before = text[max(start, first - _FAR) : first]
    if _OVER.search(before):
        return "exact"
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "exact")
