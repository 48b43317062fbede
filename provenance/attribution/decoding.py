"""From label scores to attributions: the best labels, their probability, and who gives way where two overlap."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from provenance.attribution.windows import CLOSING, OPENING, Span, find_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ROLE_OF_LABEL = (None, "source", "source", "cue", "cue", "content", "content")
BEGINNINGS = (1, 3, 5)

LEADING_MARKS = ",;:.)\u2013\u2014-"
TRAILING_MARKS = ",;:(\u2013\u2014-"
QUOTED_TAIL = re.compile("""(?m),\\s+(?P<quotation>\u201c[^\u201c\u201d]+\u201d|"[^"]+"|''.+?'')$""")
CLOSES = re.compile("[.,!?]?(?:[\u201d\"]|'')")


@dataclass(frozen=True)
class Calibration:
    """Turns what the network says of an attribution into a probability, by logistic regression.

    ``valid`` and ``doubt`` weigh what Found says of them, ``no_source`` whether there is none. The default takes the
    network at its word.
    """

    intercept: float = 0.0
    valid: float = 1.0
    doubt: float = 0.0
    no_source: float = 0.0

    def confidence(self, found: Found) -> float:
        """Return the probability (0..1) that content and source are as an annotator would mark them."""
        score = self.intercept + self.valid * found.odds + self.doubt * found.doubt
        score += self.no_source * (found.source is None)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True)
class Found:
    """One attribution in pieces of its article, before overlaps are resolved.

    ``odds`` is the network's log-odds that there is one, ``doubt`` the square root of the negative log-probability of
    its labels, ``confidence`` (0..1) what both come to.
    """

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    confidence: float = 0.0
    odds: float = 0.0
    doubt: float = 0.0


def best_labels(scores: Floats, lengths: Sequence[int], steps: Floats, first: Floats) -> tuple[list[list[int]], Floats]:
    """Return the best label sequence of every row and its log-probability (Viterbi and forward algorithm).

    ``scores`` is (rows, length, labels), rows padded at the end. Cost: O(rows · length · labels²).
    """
    rows, length, labels = scores.shape
    if not rows:
        return [], np.zeros(0, dtype=np.float32)
    best = np.asarray(first + scores[:, 0], dtype=np.float64)
    total = best.copy()
    back = np.zeros((rows, length, labels), dtype=np.int8)
    ends = np.asarray(lengths)
    for place in range(1, length):
        live = (place < ends)[:, None]
        options = best[:, :, None] + steps
        back[:, place] = options.argmax(1)
        best = np.where(live, options.max(1) + scores[:, place], best)
        sums = total[:, :, None] + steps
        top = sums.max(1)
        summed = top + np.log(np.exp(sums - top[:, None]).sum(1)) + scores[:, place]
        total = np.where(live, summed, total)
    paths = [_trace(back[row], int(best[row].argmax()), int(ends[row])) for row in range(rows)]
    top = total.max(1)
    mass = top + np.log(np.exp(total - top[:, None]).sum(1))
    return paths, (best.max(1) - mass).astype(np.float32)


def _trace(back: NDArray[np.int8], label: int, length: int) -> list[int]:
    path = [label]
    for place in range(length - 1, 0, -1):
        label = int(back[place, label])
        path.append(label)
    return path[::-1]


def spans_of(path: Sequence[int], role: str) -> list[Span]:
    """Return the ranges that carry a role; a beginning label starts a new range."""
    spans: list[Span] = []
    for place, label in enumerate(path):
        if ROLE_OF_LABEL[label] != role:
            continue
        if spans and spans[-1][1] == place and label not in BEGINNINGS:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans


def build(path: Sequence[int], offset: int, mark: Span) -> Found | None:
    """Read one attribution off its labels; None if they hold no content.

    The cue is the labelled range that overlaps the mark most, else the mark; of several sources the one nearest to the
    cue is taken.
    """
    content = tuple((start + offset, end + offset) for start, end in spans_of(path, "content"))
    if not content:
        return None
    cues = [(start + offset, end + offset) for start, end in spans_of(path, "cue")]
    cue = max(cues, key=lambda span: (_shared(span, mark), -span[0]), default=mark)
    if not _shared(cue, mark):
        cue = mark
    sources = [(start + offset, end + offset) for start, end in spans_of(path, "source")]
    source = min(sources, key=lambda span: (_distance(span, cue), span[0]), default=None)
    return Found(cue, source, content)


def _shared(one: Span, two: Span) -> int:
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def _distance(one: Span, two: Span) -> int:
    return max(0, max(one[0], two[0]) - min(one[1], two[1]))


def tidy(text: str, span: Span) -> Span:
    """Trim blanks and stray marks off a range of content, and take in the quotation mark that its own calls for.

    A comma or full stop between the range and the mark is taken in too, as in ``"so,"``. The range stays as it is if
    nothing else is in it.
    """
    start, end = span
    while start < end and (text[start].isspace() or text[start] in LEADING_MARKS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in TRAILING_MARKS):
        end -= 1
    if start == end:
        return span
    open_mark = _open_mark(text[start:end])
    if open_mark == OPENING:
        closing = CLOSES.match(text, end)
        return start, closing.end() if closing else end
    if open_mark == CLOSING and text[start - 1 : start] in ("\u201c", '"'):
        return start - 1, end
    return start, end


def split_source(text: str, span: Span) -> tuple[Span, Span | None]:
    """Part a source from a quotation that follows it after a comma: ``Ann Lee, "and so on."`` is a name and content.

    Of 18,413 annotated sources 16 hold a comma and then a quotation mark.
    """
    tail = QUOTED_TAIL.search(text, *span)
    if not tail or tail.start() == span[0]:
        return span, None
    return (span[0], tail.start() + 1), tail.span("quotation")


def _open_mark(passage: str) -> int | None:
    """Return OPENING if the passage lacks a closing quotation mark, CLOSING if it lacks an opening one, else None."""
    curly = passage.count("\u201c") - passage.count("\u201d")
    if curly:
        return OPENING if curly > 0 else CLOSING
    for mark in ('"', "''"):
        if passage.count(mark) % 2:
            return CLOSING if passage.endswith(mark) and not passage.startswith(mark) else OPENING
    return None


@dataclass
class _Taken:
    content: set[int] = field(default_factory=set)
    cues: set[int] = field(default_factory=set)


def resolve(found: Sequence[Found], *, keep_share: float = 0.5) -> list[Found]:
    """Let the more confident attribution win where two claim the same words, and return them in text order.

    Only the outermost attribution is meant, so no cue may lie in the content of another, and no piece is content twice.
    What loses less than ``1 - keep_share`` of its content keeps the rest.
    """
    taken = _Taken()
    kept = []
    for item in sorted(found, key=lambda item: (-item.confidence, item.cue, item.content, item.source or ())):
        cue = set(range(*item.cue))
        pieces = {piece for span in item.content for piece in range(*span)}
        if cue & taken.cues or cue & taken.content:
            continue
        rest = pieces - taken.content
        if len(rest) < keep_share * len(pieces) or rest & taken.cues:
            continue
        kept.append(replace(item, content=_ranges(rest, item.content)))
        taken.content |= rest
        taken.cues |= cue
    return sorted(kept, key=lambda item: (item.cue, item.content))


def _ranges(pieces: set[int], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of each range."""
    left: list[Span] = []
    for start, end in spans:
        mask = np.array([piece in pieces for piece in range(start, end)])
        left += [(start + a, start + b) for a, b in find_runs(mask)]
    return tuple(left)
