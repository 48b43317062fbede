"""Weighted sets as rows of a sparse matrix, and how much of two of them is common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def stack(rows: Sequence[Mapping[str, float]]) -> sparse.csr_matrix:
    """Return one row a set, one column a member, its weight in the cell."""
    column = {member: place for place, member in enumerate(sorted({member for row in rows for member in row}))}
    cells = [(line, column[member], value) for line, row in enumerate(rows) for member, value in row.items()]
    table = np.array(cells, dtype=np.float64).reshape(-1, 3)
    places = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    return sparse.csr_matrix((table[:, 2], places), shape=(len(rows), max(1, len(column))))


def product(weights: sparse.csr_matrix, left: Numbers, right: Numbers) -> Matrix:
    """Return the inner product of pairs of rows: their cosine, where rows are of unit length."""
    return np.asarray(weights[left].multiply(weights[right]).sum(axis=1), dtype=np.float64).ravel()


def dice(weights: sparse.csr_matrix, left: Numbers, right: Numbers) -> Matrix:
    """Return the common weight of pairs as a share of all, 0..1; 0 where both are empty.

    A member weighs the same in all rows.
    """
    sizes = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    return 2 * product(weights.sqrt(), left, right) / np.maximum(sizes[left] + sizes[right], 1e-9)
