"""From text to what the tagger's network reads: word pieces, case, quotation marks, windows.

Training and use call the same functions, so both see the same features. Positions are exact ``str`` offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from provenance.attribution.quotations import find_single
from provenance.errors import ModelMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Integers = NDArray[np.int64]

Span = tuple[int, int]

CLS, SEP, COLON = 101, 102, 1024  # ids of BERT's uncased vocabulary

SHAPES = ("lower", "capitalised", "upper", "number", "mark")
SHAPE_COUNT = 2 * len(SHAPES)  # the second half: white space stands before the piece
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
QUOTE_COUNT = 4

PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
SURROGATE = re.compile(r"[\ud800-\udfff]")
QUOTE_MARK = re.compile("``|''|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]")
ALWAYS_OPENING = frozenset(("``", "\u201c", "\u201e", "\u201f", "\u00ab"))
ALWAYS_CLOSING = frozenset(("\u201d", "\u00bb"))


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one article, paragraph after paragraph, each paragraph ended by one ``[SEP]`` of width 0.

    All arrays have one entry a piece: id in the vocabulary, offsets into the text, shape, quotation state, and the
    number of the paragraph.
    """

    ids: Integers
    start: Integers
    end: Integers
    shape: Integers
    quote: Integers
    paragraph: Integers

    def __len__(self) -> int:
        return len(self.ids)

    def chars(self, span: Span) -> Span:
        """Turn a range of pieces into a range of characters."""
        return int(self.start[span[0]]), int(self.end[span[1] - 1])


@dataclass(frozen=True)
class Window:
    """Pieces ``start:end`` are read at once; what is found is kept where its cue begins in ``core_start:core_end``."""

    start: int
    end: int
    core_start: int
    core_end: int

    def __len__(self) -> int:
        return self.end - self.start


def load_tokenizer(path: Path) -> Tokenizer:
    """Load the word-piece tokenizer from its ``tokenizer.json``.

    Raises
    ------
    ModelMissing
        The file is missing or not a tokenizer.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelMissing(f"{path}: not a tokenizer ({error}); reinstall provenance-annotator") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut_pieces(text: str, spans: Sequence[Span], tokenizer: Tokenizer) -> Pieces:
    """Cut the given regions of a text into word pieces; what lies outside them is never seen.

    Regions may be empty or overlap: they are sorted, and what was covered is not read twice. Line breaks part
    paragraphs. Cost: linear in the text, about 1 MB/s.
    """
    paragraphs = list(_paragraphs(text, spans))
    clean = [SURROGATE.sub("\ufffd", text[start:end]) for start, end in paragraphs]
    encodings = tokenizer.encode_batch(clean, add_special_tokens=False)
    rows: list[tuple[int, ...]] = []
    number = 0
    for (offset, end), passage, encoding in zip(paragraphs, clean, encodings, strict=True):
        described = _describe(passage, encoding.ids, encoding.offsets)
        if described:
            rows += [(piece, offset + left, offset + right, *rest, number) for piece, left, right, *rest in described]
            rows.append((SEP, end, end, 0, OUTSIDE, number))
            number += 1
    return Pieces(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)


def _paragraphs(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    seen = 0
    for start, end in sorted(spans):
        for match in PARAGRAPH.finditer(text, max(start, seen, 0), max(end, 0)):
            yield match.span()
        seen = max(seen, end)


def _describe(passage: str, ids: list[int], offsets: list[Span]) -> list[tuple[int, int, int, int, int]]:
    """Return (id, start, end, shape, quotation state) of every piece that covers at least one character."""
    marks = _quotation_states(passage)
    rows = []
    for piece, (start, end) in zip(ids, offsets, strict=True):
        if start < end:
            rows.append((piece, start, end, _shape(passage, start, end), marks[start]))
    return rows


def _shape(passage: str, start: int, end: int) -> int:
    piece = passage[start:end]
    if piece.isalpha():
        shape = 0 if piece.islower() else 2 if piece.isupper() and len(piece) > 1 else 1
    else:
        shape = 3 if piece[0].isdigit() else 4
    spaced = start == 0 or passage[start - 1].isspace()
    return shape + len(SHAPES) * spaced


def _quotation_states(passage: str) -> bytearray:
    """Return for every character whether it is outside, inside, or an opening or closing quotation mark.

    Straight marks and ``''`` take turns; every paragraph starts outside, as newspapers open each one anew. Single marks
    count where they stand in no double ones.
    """
    states = bytearray(len(passage))
    inside, last = False, 0
    for match in QUOTE_MARK.finditer(passage):
        start, end = match.span()
        if inside:
            states[last:start] = bytes([INSIDE]) * (start - last)
        mark = match.group()
        opens = mark in ALWAYS_OPENING or (mark not in ALWAYS_CLOSING and not inside)
        states[start:end] = bytes([OPENING if opens else CLOSING]) * (end - start)
        inside, last = opens, end
    if inside:
        states[last:] = bytes([INSIDE]) * (len(passage) - last)
    for start, end in find_single(passage):
        if states[start] == OUTSIDE:
            states[start:end] = bytes([OPENING, *[INSIDE] * (end - start - 2), CLOSING])
    return states


def cut_windows(pieces: Pieces, *, core: int, before: int, after: int, first: int = 0) -> list[Window]:
    """Part an article into windows of at most ``before + core + after`` pieces whose cores cover it without gap.

    Cores end with a paragraph, if possible one that no quotation follows, or within one that is longer than ``core``,
    at a full stop where there is one. ``first`` shortens the first core; training uses it to see other cuts in every
    epoch.
    """
    windows = []
    start, limit = 0, max(core - first, 1)
    while start < len(pieces):
        end = _core_end(pieces, start, start + limit)
        windows.append(Window(max(0, start - before), min(len(pieces), end + after), start, end))
        start, limit = end, core
    return windows


def _core_end(pieces: Pieces, start: int, limit: int) -> int:
    if limit >= len(pieces):
        return len(pieces)
    half = (limit - start) // 2
    breaks = np.flatnonzero(pieces.ids[start:limit] == SEP)
    if len(breaks):
        apart = [place for place in breaks if place >= half and not _goes_on(pieces, start + int(place))]
        return start + int(apart[-1] if apart else breaks[-1]) + 1
    spaced = (pieces.shape[start + 1 : limit + 1] >= len(SHAPES)) & (pieces.shape[start:limit] == SHAPES.index("mark"))
    stops = np.flatnonzero(spaced)
    return start + int(stops[-1]) + 1 if len(stops) and stops[-1] >= half else limit


def _goes_on(pieces: Pieces, close: int) -> bool:
    """Tell whether the paragraph after a break (the place of its SEP) may belong to the speaker before it."""
    colon = close > 0 and pieces.ids[close - 1] == COLON
    return bool(colon or pieces.quote[close + 1] == OPENING)


def find_runs(mask: NDArray[np.bool_]) -> list[Span]:
    """Return the maximal runs of true values as half-open ranges."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def passage_around(pieces: Pieces, cue: Span, window: Window, *, reach: int, follow: int) -> Span:
    """Return the range of pieces in which the source and the content of a cue are looked for.

    It is the cue's paragraph, at most ``reach`` pieces to either side, and then, up to ``follow`` pieces, the next
    paragraphs as long as each opens with a quotation mark or the cue's own ends in a colon.
    """
    same = pieces.paragraph == pieces.paragraph[cue[0]]
    inside = np.flatnonzero(same)
    low, close = int(inside[0]), int(inside[-1]) + 1
    start, end = max(low, window.start, cue[0] - reach), min(close, window.end, cue[1] + reach)
    if end == close:
        end = min(_followed(pieces, close), close + follow, window.end)
    return start, max(end, cue[1])


def _followed(pieces: Pieces, close: int) -> int:
    colon = close >= 2 and pieces.ids[close - 2] == COLON
    while close < len(pieces) and (colon or pieces.quote[close] == OPENING):
        colon = False
        close = int(np.searchsorted(pieces.paragraph, pieces.paragraph[close], side="right"))
    return close
