"""Which parts of an article stand inside quotation marks.

Straight, curly and low double marks, guillemets, doubled apostrophes, and single marks in the British manner. A
quotation that runs on over paragraphs opens each of them with a mark and closes only the last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 3000  # characters; a mark whose partner is farther off is a misprint
SINGLE = (
    re.compile(r"(?<![\w‘])‘[^‘\n]{1,1500}?’(?!\w)"),
    re.compile(r"(?<![\w'])'(?=[\w\"])[^'\n]*(?:(?<=\w)'(?=\w)[^'\n]*)*'(?![\w'])"),
)
QUOTATIONS = (
    re.compile(r"“[^“”]{1,3000}?(?:”|(?=\n\s*“)|\Z)"),
    re.compile(r"«[^«»]{1,3000}?»"),
    re.compile(r"``.{1,3000}?''", re.DOTALL),
    re.compile(r"(?<!')''(?!').{1,3000}?''", re.DOTALL),
    *SINGLE,
)


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return the quotations of a text, marks included, in order and without overlaps. Cost: O(n)."""
    found = [match.span() for pattern in QUOTATIONS for match in pattern.finditer(text)]
    found += _straight(text)
    return _outermost(found)


def find_single(text: str) -> list[tuple[int, int]]:
    """Return what stands in single marks, in the British manner: ``‘It is safe,’`` but not ``the miners' hall``."""
    return _outermost([match.span() for pattern in SINGLE for match in pattern.finditer(text)])


def quote_type(text: str, content: Sequence[Sequence[int]], quotations: Sequence[tuple[int, int]]) -> str:
    """Return direct, mixed or indirect: all, part or none of the words of a content stand in quotation marks.

    Quotation marks and punctuation count neither way.
    """
    words = [m.start() + start for start, end in content for m in re.finditer(r"\w+", text[start:end])]
    inside = sum(any(start <= at < end for start, end in quotations) for at in words)
    if words and inside == len(words):
        return "direct"
    return "mixed" if inside else "indirect"


def _straight(text: str) -> list[tuple[int, int]]:
    """Pair straight double marks within a paragraph; one left over runs to the paragraph's end."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", text):
        marks = [m.start() for m in re.finditer('"', paragraph.group())]
        if len(marks) % 2:
            marks.append(len(paragraph.group()) - 1)
        offset = paragraph.start()
        found += [(offset + a, offset + b + 1) for a, b in zip(marks[::2], marks[1::2], strict=True)]
    return found


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
