"""Words of an article's body, which of them stand in quotation marks, and their shingles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:['’]\w+)*")
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s)")
# An opening mark without its closing one runs to the end of the paragraph: so quotations of several are printed.
# A post shown whole ends in its author and date: "— Ada Nem (@adanem) May 1, 2020".
SIGNED = re.compile(r"[-–—]\s*[^\n()]{1,60}\(@\w+\)\s+\w+ \d{1,2}, \d{4}")
QUOTATION = re.compile(r"“[^”]*(?:”|\Z)|(?<!\w)\"[^\"]*(?:\"|\Z)|„[^“”]*(?:[“”]|\Z)|«[^»]*(?:»|\Z)")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Body:
    """The words of an article's body.

    ``ids`` are numbers of word forms (the same number, the same word, over all bodies built together), ``starts`` and
    ``ends`` their offsets in the text, ``marked`` whether a word stands inside quotation marks, ``quoted`` whether it
    is somebody's words: those, and posts shown whole; all of one length.
    """

    article_id: str
    ids: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    marked: NDArray[np.bool_]
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


def winnow(shingles: NDArray[np.uint64], window: int) -> NDArray[np.uint64]:
    """Return the smallest hash of every ``window`` shingles in a row, each once, sorted; all of a shorter text.

    Two texts that share ``window`` shingles in a row share one of these, whatever stands around. About
    ``2 / (window + 1)`` of the shingles are left. Schleimer, Wilkerson & Aiken (SIGMOD 2003).
    """
    if len(shingles) <= window:
        return np.unique(shingles)
    return np.unique(np.lib.stride_tricks.sliding_window_view(shingles, window).min(axis=1))


def cover(count: int, starts: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Return which of ``count`` words lie in a shingle that starts at one of ``starts``."""
    steps = np.zeros(count + 1, dtype=np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + size, -1)
    return np.cumsum(steps[:-1]) > 0


def read_bodies(rows: Iterable[tuple[str, str, Sequence[Sequence[int]] | None]]) -> list[Body]:
    """Return the bodies of (article_id, text, body spans), in the order given.

    Words are compared without case and with straight apostrophes. Cost: O(length of the text); 14 bytes a word.
    """
    number: dict[str, int] = {}
    return [_read_body(article_id, text, spans or (), number) for article_id, text, spans in rows]


def _read_body(article_id: str, text: str, spans: Sequence[Sequence[int]], number: dict[str, int]) -> Body:
    """Return a body; words met for the first time get the next number."""
    matches = [match for start, end in spans for match in WORD.finditer(text, start, end)]
    forms = (match[0].casefold().replace("’", "'") for match in matches)
    starts = np.array([match.start() for match in matches], dtype=np.int32)
    marks = [mark for start, end in spans for mark in _quotations(text, start, end)]
    posts = [post for start, end in spans for post in _posts(text, start, end)]
    marked = _inside(starts, marks)
    return Body(
        article_id,
        np.array([number.setdefault(form, len(number) + 1) for form in forms], dtype=np.uint32),
        starts,
        np.array([match.end() for match in matches], dtype=np.int32),
        marked,
        marked | _inside(starts, posts),
    )


def _inside(starts: NDArray[np.int32], spans: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    inside = np.zeros(len(starts), dtype=np.bool_)
    for low, high in spans:
        inside[np.searchsorted(starts, low) : np.searchsorted(starts, high)] = True
    return inside


def _posts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of posts shown whole: from the start of the line, or the post before, to the signature."""
    low = start
    for match in SIGNED.finditer(text, start, end):
        yield max(low, text.rfind("\n", low, match.start()) + 1), match.end()
        low = match.end()


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans inside quotation marks, paragraph by paragraph."""
    breaks = [start, *(match.end() for match in PARAGRAPH.finditer(text, start, end)), end]
    return [
        (low + match.start(), low + match.end())
        for low, high in pairwise(breaks)
        for match in QUOTATION.finditer(text[low:high])
    ]
