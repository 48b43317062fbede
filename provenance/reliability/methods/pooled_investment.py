"""PooledInvestment: voters invest their trust in positions and are paid back as these fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.reliability.votes import Estimate, accuracy_of

if TYPE_CHECKING:
    from provenance.reliability.votes import Prior, Votes

ROUNDS = 20
# The exponent of the paper: how much more than its share a position that is ahead takes.
GROWTH = 1.4


def pooled_investment(votes: Votes, prior: Prior) -> Estimate:
    """Spread every voter's trust evenly over its positions, and pay it back by what these earn.

    What is invested in an item is divided anew among its positions by their investment to the power of 1.4. A
    position's earnings go to its voters by their part in it. Investment in a less exact position counts for the more
    exact ones. ``holds`` is a position's part of the item, no calibrated probability. Trust has no fixed scale and is
    kept at a mean of one. After Pasternack and Roth (COLING 2010). Cost: O(votes) a round, 20 rounds. The sturdiest
    where copies are left in.
    """
    trust = np.ones(votes.voters)
    counts = np.maximum(votes.by_voter(np.ones(votes.voter.size)), 1.0)
    invested = votes.weight
    belief = votes.handed_down(votes.by_position(invested))
    for _ in range(ROUNDS):
        stake = votes.weight * (trust / counts)[votes.voter]
        invested = votes.handed_down(votes.by_position(stake))
        grown = invested**GROWTH
        belief = invested * grown / np.maximum(votes.by_item(grown)[votes.item_of], 1e-300)
        paid = votes.by_voter(belief[votes.position] * stake / np.maximum(invested[votes.position], 1e-300))
        trust = paid / max(float(np.mean(paid)), 1e-300) if paid.size else paid
    holds = belief / np.maximum(votes.by_item(belief)[votes.item_of], 1e-300)
    return Estimate(holds, accuracy_of(votes, holds, prior))
