"""Words of an article's body, which of them stand in quotation marks, and their shingles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:['’]\w+)*")
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s)")
# An opening mark without its closing one runs to the end of the paragraph: so quotations of several are printed.
# A post shown whole ends in its author and date: "— Ada Nem (@adanem) May 1, 2020".
POST = re.compile(r"(?:^|(?<=\d{4}))[^\n]*?[-–—]\s*[^\n()]{1,60}\(@\w+\)\s+\w+ \d{1,2}, \d{4}", re.MULTILINE)
QUOTATION = re.compile(r"“[^”]*(?:”|\Z)|(?<!\w)\"[^\"]*(?:\"|\Z)|„[^“”]*(?:[“”]|\Z)|«[^»]*(?:»|\Z)")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Body:
    """The words of an article's body.

    ``ids`` are numbers of word forms (the same number, the same word, over all bodies built together), ``starts`` and
    ``ends`` their offsets in the text, ``quoted`` whether a word stands inside quotation marks; all of one length.
    """

    article_id: str
    ids: NDArray[np.uint64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def with_quotations_of(self, other: Body, size: int) -> Body:
        """Return the same body, where words that the other one has inside quotation marks count as quoted too."""
        quoted = other.quoted_shingles(size)
        starts = np.flatnonzero(np.isin(self.shingles(size), quoted, kind="sort"))
        return replace(self, quoted=self.quoted | cover(len(self), starts, size))

    def quoted_shingles(self, size: int) -> NDArray[np.uint64]:
        """Return the shingles that stand wholly inside quotation marks."""
        before = np.concatenate([[0], np.cumsum(self.quoted)])
        return np.asarray(
            self.shingles(size)[before[size:] - before[: max(0, len(before) - size)] == size], dtype=np.uint64
        )

    def shingles(self, size: int) -> NDArray[np.uint64]:
        """Return a 64-bit hash of every run of ``size`` words, in text order; empty where there are fewer words.

        Two different shingles share a hash with a chance of about 1e-19 times the number of pairs.
        """
        count = len(self.ids) - size + 1
        if count <= 0:
            return np.empty(0, dtype=np.uint64)
        hashed = np.zeros(count, dtype=np.uint64)
        for place in range(size):
            hashed = (hashed ^ self.ids[place : place + count]) * _MULTIPLIER
            hashed ^= hashed >> np.uint64(29)
        return hashed


def cover(count: int, starts: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Return which of ``count`` words lie in a shingle that starts at one of ``starts``."""
    steps = np.zeros(count + 1, dtype=np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + size, -1)
    return np.cumsum(steps[:-1]) > 0


def read_bodies(rows: Iterable[tuple[str, str, Sequence[Sequence[int]] | None]]) -> list[Body]:
    """Return the bodies of (article_id, text, body spans), in the order given.

    Words are compared without case and with straight apostrophes. Cost: O(length of the text).
    """
    found = [(article_id, *_words(text, spans or [])) for article_id, text, spans in rows]
    forms = sorted({form for _, words, _ in found for form, _, _ in words})
    number = {form: place + 1 for place, form in enumerate(forms)}
    return [
        Body(
            article_id,
            np.array([number[form] for form, _, _ in words], dtype=np.uint64),
            np.array([start for _, start, _ in words], dtype=np.int64),
            np.array([end for _, _, end in words], dtype=np.int64),
            np.array(quoted, dtype=np.bool_),
        )
        for article_id, words, quoted in found
    ]


def _words(text: str, spans: Sequence[Sequence[int]]) -> tuple[list[tuple[str, int, int]], list[bool]]:
    words, quoted = [], []
    for start, end in spans:
        marks = _quotations(text, start, end)
        for match in WORD.finditer(text, start, end):
            words.append((match[0].casefold().replace("’", "'"), match.start(), match.end()))
            quoted.append(any(low <= match.start() < high for low, high in marks))
    return words, quoted


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans inside quotation marks, paragraph by paragraph, and those of posts shown whole."""
    posts = [match.span() for match in POST.finditer(text, start, end)]
    breaks = [start, *(match.end() for match in PARAGRAPH.finditer(text, start, end)), end]
    return posts + [
        (low + match.start(), low + match.end())
        for low, high in pairwise(breaks)
        for match in QUOTATION.finditer(text[low:high])
    ]
