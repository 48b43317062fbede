"""Every method of truth discovery: planted truths, one contract, nested values, kinds of items."""

from dataclasses import replace

import numpy as np
import pytest

from provenance.reliability.methods import METHODS
from provenance.reliability.votes import Prior, make_votes

PRIOR = Prior(0.8, 4.0)
EVERY = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
POSITIONS = 4  # of every item; the first is right


def planted(accuracies, items=120, seed=0):
    """Return votes of voters that are right as often as given, on all items."""
    random = np.random.default_rng(seed)
    triples = []
    for voter, accuracy in enumerate(accuracies):
        right = random.random(items) < accuracy
        chosen = np.where(right, 0, random.integers(1, POSITIONS, items))
        triples += [(voter, item * POSITIONS + int(answer), 1.0) for item, answer in enumerate(chosen)]
    return make_votes(triples, np.repeat(np.arange(items), POSITIONS), len(accuracies))


def right(estimate):
    """Return the share of items of which the first position is the most probable."""
    holds = estimate.holds.reshape(-1, POSITIONS)
    return float(np.mean(holds.argmax(axis=1) == 0))


@EVERY
def test_planted_truths_are_found(method):
    estimate = method(planted([0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4], items=400), PRIOR)
    assert right(estimate) > 0.85
    assert set(np.argsort(-estimate.accuracy)[:3]) == {0, 1, 2}
    assert int(np.argmin(estimate.accuracy)) == 6


def test_where_all_err_much_a_vote_is_left():
    votes = planted([0.5] * 6, items=300)
    assert right(METHODS["dawid_skene"](votes, PRIOR)) > 0.75


def test_the_default_beats_the_vote_where_many_are_bad():
    votes = planted([0.95, 0.9, *[0.4] * 7], items=400)
    assert right(METHODS["dawid_skene"](votes, PRIOR)) > right(METHODS["vote"](votes, PRIOR)) + 0.02


@EVERY
def test_the_contract(method):
    votes = planted([0.9, 0.7, 0.5])
    estimate = method(votes, PRIOR)
    assert estimate.holds.shape == votes.item_of.shape
    assert estimate.accuracy.shape == (votes.voters,)
    for numbers in (estimate.holds, estimate.accuracy):
        assert np.isfinite(numbers).all()
        assert (numbers >= 0).all()
        assert (numbers <= 1).all()
    assert (votes.by_item(estimate.holds) <= 1 + 1e-9).all()


@EVERY
def test_the_same_twice(method):
    first, second = (method(planted([0.9, 0.6, 0.5, 0.4]), PRIOR) for _ in range(2))
    assert (first.holds == second.holds).all()
    assert (first.accuracy == second.accuracy).all()


@EVERY
def test_no_votes_give_nothing(method):
    estimate = method(make_votes([], [], 0), PRIOR)
    assert (estimate.holds.size, estimate.accuracy.size) == (0, 0)


@EVERY
def test_a_voter_without_votes_has_the_prior(method):
    votes = replace(planted([0.9, 0.8]), voters=3)
    assert method(votes, PRIOR).accuracy[2] == pytest.approx(PRIOR.mean)


@EVERY
def test_voters_of_one_origin_share_a_voice(method):
    # Three copies of one voice say 0, two independent voices say 1.
    triples = [(voter, 0, 1 / 3) for voter in range(3)] + [(3, 1, 1.0), (4, 1, 1.0)]
    estimate = method(make_votes(triples, [0, 0], 5), PRIOR)
    assert estimate.holds[1] > estimate.holds[0]


@EVERY
def test_a_vague_vote_speaks_for_the_exact_value_and_is_not_wrong(method):
    # "Syria" by two, "Aleppo" by one, "Paris" by two: with "Syria" behind it "Aleppo" leads.
    triples = [(0, 0, 1.0), (1, 0, 1.0), (2, 1, 1.0), (3, 2, 1.0), (4, 2, 1.0)]
    estimate = method(make_votes(triples, [0, 0, 0], 5, supports=[(0, 1)]), PRIOR)
    assert int(estimate.holds.argmax()) == 1
    assert estimate.accuracy[0] >= estimate.accuracy[3]


def test_without_support_the_vague_value_stands_against_the_exact_one():
    triples = [(0, 0, 1.0), (1, 0, 1.0), (2, 1, 1.0)]
    assert int(METHODS["vote"](make_votes(triples, [0, 0], 3), PRIOR).holds.argmax()) == 0


def test_a_voter_may_be_good_at_one_kind_and_bad_at_another():
    # Voter 0 is good at the first kind only, voter 1 at the second only; the others are middling at both.
    first, second = (planted([*two, 0.7, 0.5, 0.5, 0.5], 400, seed=2) for two in ((0.95, 0.4), (0.4, 0.95)))
    shift = first.item_of.size
    both = replace(
        first,
        voter=np.r_[first.voter, second.voter],
        position=np.r_[first.position, second.position + shift],
        weight=np.r_[first.weight, second.weight],
        item_of=np.r_[first.item_of, second.item_of + first.items],
    )
    kinds = replace(both, kind_of=np.repeat([0, 1], first.items))
    method = METHODS["dawid_skene"]
    assert right(method(kinds, PRIOR)) > right(method(both, PRIOR)) + 0.05


def test_a_lone_claim_is_as_probable_as_its_voter_is_good():
    votes = planted([0.95, 0.9, 0.9, 0.6])
    item = votes.items
    lone = replace(
        votes,
        voter=np.r_[votes.voter, 3],
        position=np.r_[votes.position, votes.item_of.size],
        weight=np.r_[votes.weight, 1.0],
        item_of=np.r_[votes.item_of, item],
    )
    estimate = METHODS["dawid_skene"](lone, PRIOR)
    assert estimate.holds[-1] == pytest.approx(estimate.accuracy[3], abs=0.02)
    assert estimate.holds[-1] < 0.75
