"""The lines of a page, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

RAW_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
FINAL = re.compile(r"[.?!…][\"'”’»)\]]*$")
HEADING_WORDS, HEADING_LENGTH = 25, 200
SENTENCE_WORDS, PARAGRAPH_WORDS = 6, 30
COUNTED = 5000  # characters of a line in which words are counted
ENDS = '.?!:;"”'
WRAP_WIDTH = 40, 140
WRAPPED_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, or a paragraph whose lines were wrapped at a fixed width.

    ``text`` is ``page[start:end]``, without white space around it and with a space for every line break.
    """

    start: int
    end: int
    text: str
    words: int  # of very long lines only those in the beginning

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like a paragraph of running text, not like a heading."""
        return self.words >= PARAGRAPH_WORDS or (self.words >= SENTENCE_WORDS and bool(FINAL.search(self.text[-8:])))

    @property
    def is_heading(self) -> bool:
        """Whether it reads like a heading: short, and without full stop, comma or colon at its end."""
        return len(self.text) <= HEADING_LENGTH and self.words <= HEADING_WORDS and self.text[-1] not in ".,;:"


def split_lines(page: str) -> list[Line]:
    """Return the lines that are not blank; where the page was wrapped at a fixed width, its paragraphs."""
    spans = []
    for match in RAW_LINE.finditer(page):
        text = match.group().strip()
        if text:
            start = match.start() + match.group().index(text)
            spans.append((start, start + len(text)))
    return [_line(page, start, end) for start, end in _unwrapped(page, spans)]


def plain(text: str) -> str:
    """Return the words alone, in lower case, for comparing lines."""
    return " ".join(WORD.findall(text)).casefold()


def _line(page: str, start: int, end: int) -> Line:
    text = BREAK.sub(lambda match: " " * len(match.group()), page[start:end])
    return Line(start, end, text, len(WORD.findall(text[:COUNTED])))


def _unwrapped(page: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of paragraphs, if lines go on in lower case and none is longer than mail and terminals allow."""
    follows = [len(BREAK.findall(page[one[1] : two[0]])) == 1 for one, two in pairwise(spans)]
    widths = [end - start for (start, end), direct in zip(spans, follows, strict=False) if direct]
    goes_on = sum(
        direct and page[two[0]].islower() and one[1] - one[0] >= WRAP_WIDTH[0] and page[one[1] - 1] not in ENDS
        for one, two, direct in zip(spans, spans[1:], follows, strict=False)
    )
    if goes_on < WRAPPED_LINES or max(widths) > WRAP_WIDTH[1] or 4 * goes_on < len(widths):
        return spans
    full = 0.7 * max(widths)
    joined = spans[:1]
    for (last_start, last_end), span, direct in zip(spans, spans[1:], follows, strict=False):
        if direct and last_end - last_start >= full:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined
