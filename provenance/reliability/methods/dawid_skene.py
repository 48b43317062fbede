"""One-coin Dawid–Skene: how good each voter is and how probable each position, each from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.reliability.votes import Estimate, accuracy_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from provenance.reliability.votes import Prior, Votes

    Reals = NDArray[np.float64]

ROUNDS = 50
TOLERANCE = 1e-6
# Wrong answers a voter who errs chooses among. Few, whatever the number of positions: errors are alike, and the chance
# that two who err say the same is what counts (measured: 1 in 1.9 on flights, 2.8 on books, 3.7 on temperatures).
WRONG = 2
# No voter is held for worse than a little better than one who guesses (1 of 1 + WRONG), so that a vote never speaks
# against its own position and, where all err much, what is left is a vote; none for so good that two could not outvote
# it.
FLOOR, CEILING = 0.35, 0.95
# What a voter's accuracy over all kinds of items is worth for each kind, in claims.
KIND_WEIGHT = 20.0


def dawid_skene(votes: Votes, prior: Prior) -> Estimate:
    """Estimate accuracies and probabilities by expectation–maximisation.

    One accuracy a voter; a wrong voter picks one of two other answers with equal chance. The accuracy has a Beta
    prior (``prior.mean``, worth ``prior.weight`` claims), so that two or three claims do not make a saint. Start: the
    weighted share of voices. Votes of one origin share one weight; a position gets the votes of the less exact ones
    that it bears out. Where items are of several kinds, a second run starts from the first and takes an accuracy for
    each voter and kind, drawn to that of the voter by 20 claims (from scratch it would settle on the majority where
    that is wrong). Each run stops when no accuracy moves by more than 1e-6, or after 50 rounds.

    While accuracies are learnt, an item with one position only is taken as agreed. The probabilities returned leave
    room for answers that nobody gave, up to two others an item: a claim that stands alone is as probable as its voter
    is good.

    Cost: O(votes) a round. After Dawid and Skene (1979), in the form that Dong et al. (PVLDB 2009) call Accu. On
    flights, one voice a copy group, .948 right, without kinds .937; ``benchmarks/README.md`` has the others.
    """
    counts = votes.handed_down(votes.by_position(votes.weight))
    holds = counts / np.maximum(votes.by_item(counts)[votes.item_of], 1e-9)
    holds, ability = _settle(votes, holds, lambda found: accuracy_of(votes, found, prior)[votes.voter])
    if votes.kinds > 1:
        holds, ability = _settle(votes, holds, lambda found: _by_kind(votes, found, prior))
    return Estimate(_probabilities(votes, ability, unsaid=True), accuracy_of(votes, holds, prior))


def say(accuracy: Reals) -> Reals:
    """Return the weight of a vote by how good its voter is: the log of how much likelier it makes its position."""
    good = np.clip(accuracy, FLOOR, CEILING)
    return np.asarray(np.log(WRONG * good / (1 - good)))


def _settle(votes: Votes, holds: Reals, able: Callable[[Reals], Reals]) -> tuple[Reals, Reals]:
    """Go to and fro between probabilities and the accuracy behind each vote until neither moves."""
    ability = able(holds)
    for _ in range(ROUNDS):
        holds = _probabilities(votes, ability)
        moved = able(holds)
        done = bool(np.max(np.abs(moved - ability), initial=0.0) < TOLERANCE)
        ability = moved
        if done:
            break
    return holds, ability


def _by_kind(votes: Votes, holds: Reals, prior: Prior) -> Reals:
    """Return for every vote how good its voter is at items of that kind."""
    group = votes.voter * votes.kinds + votes.kind_of[votes.item_of[votes.position]]
    right = np.bincount(group, weights=votes.covered(holds)[votes.position])
    drawn = KIND_WEIGHT * accuracy_of(votes, holds, prior)[votes.voter]
    return np.asarray((right[group] + drawn) / (np.bincount(group)[group] + KIND_WEIGHT))


def _probabilities(votes: Votes, ability: Reals, *, unsaid: bool = False) -> Reals:
    """Return for every position how probable it is, given how good its voters are."""
    score = votes.handed_down(votes.by_position(votes.weight * say(ability)))
    best = np.maximum(votes.highest(score), 0.0)
    shifted = np.exp(score - best[votes.item_of])
    total = votes.by_item(shifted)
    if unsaid:
        said = np.bincount(votes.item_of, minlength=votes.items)
        total += np.maximum(1 + WRONG - said, 0) * np.exp(-best)
    return np.asarray(shifted / total[votes.item_of])
