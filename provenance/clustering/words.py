"""Words of a claim: stems, how telling each is, which are names, which are figures."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
WORD_TABLE = Path(__file__).parent.parent / "data" / "word_frequencies.csv"
ALL_ARTICLES = "*"  # the row of the table that counts every article
NAME_SHARE = 0.6  # of its uses inside a sentence that have a capital: a name rather than a word that begins a sentence
ASSUMED = 1000  # texts; cross-outlet F1 of claims was 0.47 with 100 or 1,000, 0.45 with the table alone
UNKNOWN = (3, 1.0)  # articles and capital share of a stem that the table leaves out
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: str(value) for value, word in enumerate(_SMALL)} | {
    word: str(value * 10 + 20) for value, word in enumerate(_TENS)
}


@dataclass(frozen=True)
class Profile:
    """What of a text is compared: weights of its stems, by kind, and its figures without separators."""

    words: dict[str, float]
    names: dict[str, float]
    figures: frozenset[str]


def read_profile(text: str) -> Profile:
    """Return the profile of a claim; a text without words has an empty one."""
    words: dict[str, float] = {}
    names: dict[str, float] = {}
    figures = set()
    for match in TOKEN.finditer(text):
        token = match[0]
        figure = read_figure(token)
        word = stem(token)
        if figure is not None:
            figures.add(figure)
        elif token[0].isupper() and capital_share(word) >= NAME_SHARE:
            names[word] = weight(word)
        else:
            words[word] = weight(word)
    return Profile(words, names, frozenset(figures))


class Rarity:
    """How telling a stem is: inverse document frequency in news, corrected by the texts at hand.

    The table of news counts like ASSUMED texts, so that a dozen articles change little, and thousands outweigh it.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        held = [{stem(match[0]) for match in TOKEN.finditer(text)} for text in texts]
        self._total = len(held)
        self._held = Counter(word for words in held for word in words)

    def weight(self, word: str) -> float:
        """Return 1 for a stem in every text, up to about 8 for the rarest."""
        expected = ASSUMED * (_table().get(word, UNKNOWN)[0] + 1) / (_table()[ALL_ARTICLES][0] + 1)
        return 1 + math.log((self._total + ASSUMED + 1) / (self._held[word] + expected + 1))

    def weigh(self, text: str) -> dict[str, float]:
        """Return by stem how much the text is about it: (1 + ln uses) times its weight, of unit length in all.

        Figures are left out.
        """
        uses = Counter(stem(match[0]) for match in TOKEN.finditer(text) if read_figure(match[0]) is None)
        terms = {word: (1 + math.log(count)) * self.weight(word) for word, count in uses.items()}
        length = math.hypot(*terms.values()) or 1.0
        return {word: value / length for word, value in terms.items()}


def read_figure(token: str) -> str | None:
    """Return the digits of a figure or a number word up to ninety, else None."""
    return NUMBER_WORDS.get(token.casefold()) or (token.replace(".", "") if token[0].isdigit() else None)


def stem(token: str) -> str:
    """Return the word without case, possessive and the commonest endings ("killings" and "killed" become "kill")."""
    word = token.casefold().replace("’", "'").removesuffix("'s").replace(".", "").replace("'", "")
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def weight(word: str) -> float:
    """Return how telling a stem is: inverse document frequency in news, 0 for the commonest to 8 for the rarest."""
    return math.log((_table()[ALL_ARTICLES][0] + 1) / (_table().get(word, UNKNOWN)[0] + 1))


def capital_share(word: str) -> float:
    """Return the share of a stem's uses that have a capital; 1 where the table does not know it."""
    return _table().get(word, UNKNOWN)[1]


@cache
def _table() -> dict[str, tuple[int, float]]:
    with WORD_TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        return {word: (int(articles), float(capital or 0)) for word, articles, capital in rows}
