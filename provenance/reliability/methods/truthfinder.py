"""TruthFinder: a position is the surer, the more trusted voters stand for it; a voter the more trusted, the surer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.reliability.votes import Estimate, accuracy_of

if TYPE_CHECKING:
    from provenance.reliability.votes import Prior, Votes

ROUNDS = 50
TOLERANCE = 1e-4
# Constants of the paper: trust at the start, damping of voters that are not independent.
START, DAMPING = 0.9, 0.3
HIGHEST = 1 - 1e-6


def truthfinder(votes: Votes, prior: Prior) -> Estimate:
    """Weigh each voter by -log of its chance to be wrong, and positions by the sum.

    A less exact position adds its score to the more exact ones (the paper's implication, at its highest).
    Confidences of one item need not sum to one in the paper; for ``holds`` they are made to. Trust is the mean
    confidence of a voter's positions; rounds end when no trust moves by more than 1e-4, at the latest after 50. After
    Yin, Han and Yu (TKDE 2008). Cost: O(votes) a round. Here for comparison: with copies left in it learns to trust
    the largest echo.
    """
    trust = np.full(votes.voters, START)
    counts = np.maximum(votes.by_voter(np.ones(votes.voter.size)), 1.0)
    confidence = np.zeros(votes.item_of.size)
    for _ in range(ROUNDS):
        score = votes.by_position(-votes.weight * np.log(1 - np.minimum(trust, HIGHEST))[votes.voter])
        score = votes.handed_down(score)
        confidence = 1 / (1 + np.exp(-DAMPING * score))
        moved = votes.by_voter(confidence[votes.position]) / counts
        done = bool(np.max(np.abs(moved - trust), initial=0.0) < TOLERANCE)
        trust = moved
        if done:
            break
    holds = confidence / np.maximum(votes.by_item(confidence)[votes.item_of], 1e-9)
    return Estimate(holds, accuracy_of(votes, holds, prior))
