"""What each word of a claim has to do with the other claim: repeated, opposed, a figure that fits or does not.

A small network must learn from pairs alone that "14" and "fourteen" are one figure, that 1,600 is "more than 1,500",
that "lost" is the opposite of "captured". It is told: every word piece carries a mark beside its own meaning, as in
knowledge-based inference models (Chen et al., ACL 2018), from word lists and arithmetic in place of WordNet.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import antonym_words, stop_words
from provenance.contradictions.words import Word, split_words, stem
from provenance.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    Figure = tuple[int, int, float, float]  # start, end, the least and the most that it can be


class Mark(IntEnum):
    """What a word piece has to do with the other text."""

    NONE = 0
    REPEATED = 1  # its stem is in the other text
    FITS = 2  # a figure that is, or can be, one of the other text
    DIFFERS = 3  # a figure that none of the other text's figures can be
    OPPOSED = 4  # the other text has its opposite
    NEGATES = 5  # a negation, and the other text has none
    UNNAMED = 6  # a capitalised word that the other text lacks
    FUNCTION = 7  # a function word


_AFTER = re.compile(r"\b(?:after|since)\W+(?:\w+\W+)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|until)\W+(?:\w+\W+)?$", re.IGNORECASE)
_NEGATORS = re.compile(
    r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|fail(?:ed|s)?|refused?|den(?:y|ied|ies)"
    r"|\w+n['’]t",
    re.IGNORECASE,
)
_AROUND = 24  # characters before a figure that may bound it
_ROUGH = 0.1  # "about" lets a figure be a tenth more or less


def mark_words(text: str, other: str) -> list[tuple[int, int, Mark]]:
    """Return (start, end, mark) of the words and figures of ``text``; where two overlap, the first stands."""
    mine, theirs = _read(text), _read(other)
    figures = [(start, end, _fit(low, high, theirs.figures)) for start, end, low, high in mine.figures]
    words = [(word.start, word.end, _mark(word, theirs.stems, negated=theirs.negated)) for word in mine.words]
    return [figure for figure in figures if figure[2] != Mark.NONE] + words


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[Word, ...]
    stems: frozenset[str]
    figures: tuple[Figure, ...]
    negated: bool


@lru_cache(maxsize=4096)
def _read(text: str) -> _Text:
    words = split_words(text)
    negated = any(_NEGATORS.fullmatch(word.text) for word in words)
    return _Text(words, frozenset(word.stem for word in words), tuple(_figures(text)), negated)


def _mark(word: Word, theirs: frozenset[str], *, negated: bool) -> Mark:
    if _NEGATORS.fullmatch(word.text):
        return Mark.REPEATED if negated else Mark.NEGATES
    if word.text.lower() in stop_words():
        return Mark.FUNCTION
    if not theirs.isdisjoint(_opposites().get(word.stem, ())):
        return Mark.OPPOSED
    if word.stem in theirs:
        return Mark.REPEATED
    return Mark.UNNAMED if word.name and not word.initial else Mark.NONE


def _figures(text: str) -> list[Figure]:
    found = []
    for number in find_numbers(text):
        value = low = high = number.value
        before = text[max(0, number.start - _AROUND) : number.start]
        step = 1e-6 * max(1.0, abs(value))
        if number.bound == "about":
            low, high = value * (1 - _ROUGH), value * (1 + _ROUGH)
        elif number.bound == "at_least" or _AFTER.search(before):
            high = math.inf
        elif number.bound == "at_most" or _BEFORE.search(before):
            low = -math.inf
        elif number.bound == "more_than":
            low, high = value + step, math.inf
        elif number.bound == "less_than":
            low, high = -math.inf, value - step
        found.append((number.start, number.end, low, high))
    return found


def _fit(low: float, high: float, others: Sequence[Figure]) -> Mark:
    if not others:
        return Mark.NONE
    return Mark.FITS if any(low <= up and bottom <= high for _, _, bottom, up in others) else Mark.DIFFERS


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for left, right in antonym_words():
        for one, other in ((left, right), (right, left)):
            for word in one:
                found.setdefault(stem(word), set()).update(map(stem, other))
    return {word: frozenset(others - {word}) for word, others in found.items()}


@dataclass(frozen=True, slots=True)
class ReadPair:
    """Word pieces of both texts, where the second text begins in them, and a ``Mark`` for each."""

    pieces: list[int]
    second: int
    marks: list[int]


def read_pairs(tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]], most: tuple[int, int]) -> list[ReadPair]:
    """Return the pairs in word pieces, at most ``most`` of either text."""
    sides = []
    for side in (0, 1):
        tokenizer.enable_truncation(most[side])
        sides.append(tokenizer.encode_batch([pair[side] for pair in pairs]))
    return [
        ReadPair(
            one.ids + other.ids[1:],
            len(one.ids),
            _spread(mark_words(a, b), one.offsets) + _spread(mark_words(b, a), other.offsets)[1:],
        )
        for (a, b), one, other in zip(pairs, *sides, strict=True)
    ]


def _spread(marks: Sequence[tuple[int, int, Mark]], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Return the mark of every word piece, given where each stands; pieces outside any word have none."""
    return [
        next((int(mark) for left, right, mark in marks if left < end and start < right), 0) if start < end else 0
        for start, end in offsets
    ]
