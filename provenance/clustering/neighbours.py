"""Which pairs are worth comparing: an index of vectors proposes, so that cost stays near linear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]

NEIGHBOURS = 64  # of every row; which share of true pairs this finds is measured in benchmarks/clustering.py
EXACT = 5_000  # rows searched one by one, which is as quick; more are searched by the index


def near_pairs(vectors: Matrix, count: int = NEIGHBOURS) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows of which one is among the ``count`` nearest of the other, each once, in order.

    Parameters
    ----------
    vectors
        Unit vectors, one a row.

    Notes
    -----
    Up to 5,000 rows the search is exact, beyond by a navigable small-world graph (Malkov & Yashunin 2018, library
    usearch), built and searched by one thread, so that the same rows give the same pairs. Cost: O(n log n) there.
    """
    total = len(vectors)
    if total <= count + 1:
        left, right = np.triu_indices(total, 1)
        return left.astype(np.int64), right.astype(np.int64)
    from usearch.index import Index, search

    rows = vectors.astype(np.float32)
    if total <= EXACT:
        found = search(rows, rows, count + 1, "ip", exact=True, threads=1).keys
    else:
        index = Index(ndim=rows.shape[1], metric="ip", dtype="f32", connectivity=32, expansion_search=2 * count)
        index.add(np.arange(total), rows, threads=1)
        found = index.search(rows, count + 1, threads=1).keys
    here = np.repeat(np.arange(total, dtype=np.int64), count + 1)
    there = np.asarray(found, dtype=np.int64).ravel()
    codes = np.unique(np.minimum(here, there) * total + np.maximum(here, there))
    left, right = codes // total, codes % total
    return left[left != right], right[left != right]
