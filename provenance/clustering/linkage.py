"""Groups whose members are alike, on average or every two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]

MARGIN = 1e-9  # so that a mean similarity of exactly the threshold joins
STEP = 0.1
BLOCK = 1024


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


def parts(vectors: Matrix, *, limit: int, floor: float = 0.2) -> list[Numbers]:
    """Cut many unit vectors into parts of at most ``limit`` rows, so that no likely pair is parted where that can be.

    A part is a connected set of rows whose cosine is at least ``floor``; one that is too large is cut again at a higher
    floor, and at last in order. At most ``limit`` rows are one part, whatever they are. Cost: O(n squared) time in
    blocks of 1,024 rows, memory of the pairs above the floor.
    """
    if len(vectors) <= limit:
        return [np.arange(len(vectors))] if len(vectors) else []
    if floor >= 1:
        return [np.arange(start, min(start + limit, len(vectors))) for start in range(0, len(vectors), limit)]
    labels = sparse.csgraph.connected_components(_neighbours(vectors, floor), directed=False)[1]
    found = []
    for label in range(int(labels.max()) + 1):
        members = np.flatnonzero(labels == label)
        found += [members[part] for part in parts(vectors[members], limit=limit, floor=floor + STEP)]
    return found


def _neighbours(vectors: Matrix, floor: float) -> sparse.csr_matrix:
    blocks = []
    for start in range(0, len(vectors), BLOCK):
        near = vectors[start : start + BLOCK] @ vectors.T >= floor
        blocks.append(sparse.csr_matrix(near))
    return sparse.vstack(blocks).tocsr()
