"""Votes of voices on positions: what every method of truth discovery reads and gives back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def _none() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


def _no_pairs() -> NDArray[np.int64]:
    return np.zeros((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Votes:
    """Who takes which position on which item; three arrays of one length, and what they count.

    ``voter`` (0..voters) votes for ``position`` (0..positions); ``item_of`` (0..items) tells to which item each
    position belongs. ``weight`` (0..1) makes one voice of several voters that share an origin: their weights sum to
    one. ``supports``: rows (position, more exact position of the same item), for values that nest: who says "Syria"
    speaks for "Aleppo" too, and is right if Aleppo is. ``kind_of``: for every item the kind of question that it is
    (0..kinds), so that a voter may be good at one and bad at another; empty where all are of one kind.
    """

    voter: NDArray[np.int64]
    position: NDArray[np.int64]
    weight: NDArray[np.float64]
    item_of: NDArray[np.int64]
    voters: int
    supports: NDArray[np.int64] = field(default_factory=_no_pairs)
    kind_of: NDArray[np.int64] = field(default_factory=_none)

    @property
    def items(self) -> int:
        """Number of items."""
        return int(self.item_of.max()) + 1 if self.item_of.size else 0

    @property
    def kinds(self) -> int:
        """Number of kinds of items."""
        return int(self.kind_of.max()) + 1 if self.kind_of.size else 1

    def without(self, items: NDArray[np.int64]) -> Votes:
        """Return the same without the votes on some items; positions and numbers stay."""
        kept = ~np.isin(self.item_of[self.position], items)
        return replace(self, voter=self.voter[kept], position=self.position[kept], weight=self.weight[kept])

    def rivals(self) -> NDArray[np.int64]:
        """Return, for every position, how many positions its item has."""
        return np.bincount(self.item_of, minlength=self.items)[self.item_of]

    def by_position(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum over votes for every position."""
        return _sums(self.position, values, self.item_of.size)

    def by_voter(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum over votes for every voter."""
        return _sums(self.voter, values, self.voters)

    def by_item(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum over positions for every item."""
        return _sums(self.item_of, values, self.items)

    def highest(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the largest value over the positions of every item."""
        best = np.full(self.items, -np.inf)
        np.maximum.at(best, self.item_of, values)
        return best

    def handed_down(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores of positions, each with those of the less exact positions that speak for it."""
        less, more = self.supports.T
        return scores + _sums(more, scores[less], scores.size)

    def covered(self, holds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for every position how probable it is that it or a more exact one of its kind holds."""
        less, more = self.supports.T
        return np.minimum(holds + _sums(less, holds[more], holds.size), 1.0)


@dataclass(frozen=True)
class Prior:
    """What is thought of a voter nobody knows: right with probability ``mean``, worth ``weight`` claims."""

    mean: float
    weight: float


@dataclass(frozen=True)
class Estimate:
    """``holds``: for every position the probability (0..1) that it is right; ``accuracy``: for every voter, 0..1."""

    holds: NDArray[np.float64]
    accuracy: NDArray[np.float64]


def _sums(places: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.bincount(places, weights=values, minlength=size).astype(np.float64)


def make_votes(
    triples: Sequence[tuple[int, int, float]],
    item_of: Sequence[int],
    voters: int,
    supports: Sequence[tuple[int, int]] = (),
) -> Votes:
    """Return votes from (voter, position, weight), the item of every position, and what positions support."""
    voter, position, weight = zip(*triples, strict=True) if triples else ((), (), ())
    return Votes(
        np.array(voter, dtype=np.int64),
        np.array(position, dtype=np.int64),
        np.array(weight, dtype=np.float64),
        np.array(item_of, dtype=np.int64),
        voters,
        np.array(supports, dtype=np.int64).reshape(-1, 2),
    )


def accuracy_of(votes: Votes, holds: NDArray[np.float64], prior: Prior) -> NDArray[np.float64]:
    """Return for every voter the mean of its positions' probabilities, with the prior's pseudo-claims added.

    A position counts as right as far as it or a more exact one holds.
    """
    right = votes.by_voter(votes.covered(holds)[votes.position]) + prior.mean * prior.weight
    total = votes.by_voter(np.ones(votes.voter.size)) + prior.weight
    return right / np.maximum(total, 1e-9)
