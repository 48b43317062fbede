"""The figures of two claims taken together: told by both, parts and their sum, a share and its rest."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from provenance.contradictions.figures import both_possible

if TYPE_CHECKING:
    from provenance.contradictions.figures import Figure
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

HUNDRED = 0.5  # percentage points by which two shares may miss a hundred
MOST_PARTS = 12  # of more figures in a sentence some add up to anything
NEAR = 0.02  # share of a figure by which it may miss what a share of a whole comes to
LEAST_SUM = 5  # a smaller sum comes about by chance


def told_by_both(figure: Figure, pair: Pair) -> bool:
    """Return whether both claims have a figure: it is at odds with no other one of theirs, unless one is corrected."""
    if pair.a.corrects or pair.b.corrects:
        return False
    return all(any(other.value == figure.value for other in side.figures) for side in (pair.a, pair.b))


def told_alike(pair: Pair) -> bool:
    """Return whether every figure of the one can be one of the other's: a quarter and 25 percent, 27 and over 24."""
    fewer, more = sorted((pair.a.figures, pair.b.figures), key=len)
    return bool(fewer) and all(
        any(one.quantity == other.quantity and both_possible(one, other) for other in more) for one in fewer
    )


def measured_apart(pair: Pair) -> bool:
    """Return whether both claims count something, and nothing of the same kind: 310 aboard, two missing."""
    a, b = ({figure.measure for figure in side.figures} for side in (pair.a, pair.b))
    return bool(a and b) and None not in a | b and not a & b


def add_up(pair: Pair) -> bool:
    """Return whether one claim tells the parts of what the other counts, or all but one of them.

    "Twelve in hospital and 32 on the platform" are "44 hurt", "nine still held" are the 15 taken but for six freed;
    shares of one thing that make a hundred percent are the two sides of it, and a third of 900 jobs leaves 600. The
    sentences are read for the parts.
    """
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        parts, told = one.counts, {figure.value for figure in other.figures if figure.quantity is None}
        if len(parts) > MOST_PARTS or not told:
            continue
        sums = {left + right for left, right in combinations(sorted(parts), 2)}
        rests = {whole - part for part, whole in combinations(sorted(parts), 2) if whole >= LEAST_SUM}
        if any(value >= LEAST_SUM for value in sums & told) or rests & told:
            return not parts & told
    shares = [[figure.value for figure in side.figures if figure.quantity == "percent"] for side in (pair.a, pair.b)]
    if any(abs(a + b - 100) < HUNDRED and a != b for a, b in product(*shares)):
        return True
    return _is_share_of(pair.a, pair.b) or _is_share_of(pair.b, pair.a)


def _is_share_of(one: Side, other: Side) -> bool:
    """Return whether a share and its whole, told in one claim, give what the other counts, or the rest of it."""
    wholes = [figure for figure in one.figures if figure.quantity is None and figure.value >= LEAST_SUM]
    parts = [
        part
        for share, whole in product(one.figures, wholes)
        if share.quantity == "percent" and share.value < 100
        for part in (whole.value * share.value / 100, whole.value * (1 - share.value / 100))
    ]
    told = [figure.value for figure in other.figures if figure.quantity is None]
    return any(abs(part - value) <= NEAR * value for part, value in product(parts, told))
