"""One-coin Dawid–Skene: how good each voter is and how probable each position, each from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.reliability.votes import Estimate, accuracy_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.reliability.votes import Prior, Votes

ROUNDS = 50
TOLERANCE = 1e-6
# An unknown voter is never held for worse than a coin: otherwise being contradicted by a bad one would raise a grade.
FLOOR, CEILING = 0.5, 0.99


def dawid_skene(votes: Votes, prior: Prior) -> Estimate:
    """Estimate accuracies and probabilities by expectation–maximisation.

    One accuracy a voter, the same for all items; a wrong voter picks any other position with equal chance. The
    accuracy has a Beta prior (``prior.mean``, worth ``prior.weight`` claims), so that two or three claims do not make
    a saint. An item with one position only is taken as agreed. Votes of one origin share one weight. Start: the
    weighted share of voices. Stops when no accuracy moves by more than 1e-6, or after 50 rounds. Cost: O(votes) a
    round. After Dawid and Skene (1979), in the form that Dong et al. (2009) call Accu without copying. A voter
    contradicted by another whose accuracy is at least a half does not rise by it.
    """
    counts = votes.by_position(votes.weight)
    holds = counts / np.maximum(votes.by_item(counts)[votes.item_of], 1e-9)
    accuracy = accuracy_of(votes, holds, prior)
    for _ in range(ROUNDS):
        holds = _probabilities(votes, accuracy)
        moved = accuracy_of(votes, holds, prior)
        done = bool(np.max(np.abs(moved - accuracy), initial=0.0) < TOLERANCE)
        accuracy = moved
        if done:
            break
    return Estimate(_probabilities(votes, accuracy), accuracy)


def _probabilities(votes: Votes, accuracy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for every position how probable it is, given how good its voters are."""
    good = np.clip(accuracy, FLOOR, CEILING)[votes.voter]
    others = np.maximum(votes.rivals()[votes.position] - 1, 1)
    score = votes.by_position(votes.weight * (np.log(good) - np.log((1 - good) / others)))
    shifted = np.exp(score - votes.highest(score)[votes.item_of])
    return shifted / votes.by_item(shifted)[votes.item_of]
