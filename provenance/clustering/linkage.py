"""Groups whose members are alike, on average or every two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Score = Callable[[Numbers, Numbers], Matrix]  # of pairs of rows, 0..1, symmetric

MARGIN = 1e-9  # so that a mean similarity of exactly the threshold joins
STEP = 0.05
LIMIT = 1500  # rows compared all with all; 36 MB


def group(count: int, pairs: tuple[Numbers, Numbers], score: Score, threshold: float, *, limit: int = LIMIT) -> Numbers:
    """Return a group number for each of ``count`` rows: average linkage over what an index proposes.

    Parameters
    ----------
    pairs
        Proposed pairs of rows, each once.
    score
        How alike pairs are.
    threshold
        Two groups join while the mean likeness of their members is at least this.
    limit
        Sets of rows that are linked by likely pairs are compared all with all up to this size; larger ones are first
        parted at their less likely pairs.

    Notes
    -----
    No two rows join without a chain of pairs of at least ``threshold`` between them, so the groups are those of average
    linkage over all pairs wherever the index proposed such a chain. Cost: linear in pairs, and quadratic in the size of
    linked sets.
    """
    left, right = pairs
    likely = score(left, right)
    groups = np.zeros(count, dtype=np.int64)
    used = 0
    for members in _linked_sets(count, (left, right, likely), threshold, limit):
        numbers = average_linkage(square(len(members), lambda a, b: score(members[a], members[b])), threshold)  # noqa: B023
        groups[members] = numbers + used
        used += int(numbers.max()) + 1
    return groups


def _linked_sets(count: int, edges: tuple[Numbers, Numbers, Matrix], floor: float, limit: int) -> Iterator[Numbers]:
    """Yield sets of rows, at most ``limit`` large, that no pair of at least ``floor`` connects."""
    left, right, likely = edges
    near = likely >= floor - MARGIN
    graph = sparse.csr_matrix((np.ones(int(near.sum())), (left[near], right[near])), shape=(count, count))
    labels = sparse.csgraph.connected_components(graph, directed=False)[1]
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if count else ():
        if len(members) <= limit:
            yield members
        elif floor >= 1:
            yield from np.array_split(members, -(-len(members) // limit))
        else:
            place = np.full(count, -1)
            place[members] = np.arange(len(members))
            inside = near & (place[left] >= 0)
            inner = place[left[inside]], place[right[inside]], likely[inside]
            yield from (members[part] for part in _linked_sets(len(members), inner, floor + STEP, limit))


def square(count: int, score: Score) -> Matrix:
    """Return the symmetric matrix of the likeness of all pairs of ``count`` rows, 1 for a row and itself."""
    matrix = np.eye(count)
    left, right = np.triu_indices(count, 1)
    matrix[left, right] = matrix[right, left] = score(left.astype(np.int64), right.astype(np.int64))
    return matrix


def average_linkage(similarity: Matrix, threshold: float) -> Numbers:
    """Return a group number for each row of a symmetric similarity matrix, values 0..1.

    Two groups join while the mean similarity of their members is at least ``threshold``. Cost: O(n squared) time and
    memory (nearest-neighbour chain of scipy).
    """
    return _linked(similarity, threshold, "average")


def complete_linkage(similarity: Matrix, threshold: float) -> Numbers:
    """Return a group number for each row, as above; here every two members of a group are alike by ``threshold``."""
    return _linked(similarity, threshold, "complete")


def _linked(similarity: Matrix, threshold: float, method: Literal["average", "complete"]) -> Numbers:
    if len(similarity) < 2:
        return np.zeros(len(similarity), dtype=np.int64)
    distance = 1 - np.clip(similarity, 0, 1)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method=method)
    return np.asarray(fcluster(tree, t=1 - threshold + MARGIN, criterion="distance"), dtype=np.int64) - 1
