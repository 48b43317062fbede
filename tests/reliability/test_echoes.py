"""Copies are found from what is written; good sources that agree are left alone."""

from dataclasses import replace

import numpy as np
import pytest

from provenance.reliability.echoes import find_echoes, one_voice
from provenance.reliability.methods import METHODS
from provenance.reliability.votes import Prior, make_votes

POSITIONS, ITEMS = 4, 200
NOBODY = list(range(8))


def speak(accuracies, copies=(), *, formats=None, slips=0.0, items=ITEMS, seed=0):
    """Return votes of independent voters and of copiers of some of them, and the strings they wrote.

    A copier writes what its model wrote, but for ``slips`` (a share). ``formats``: how each independent voter writes a
    value; by default each in a way of its own.
    """
    random = np.random.default_rng(seed)
    formats = list(range(len(accuracies))) if formats is None else formats
    answers, ways = [], []
    for accuracy, way in zip(accuracies, formats, strict=True):
        answers.append(np.where(random.random(items) < accuracy, 0, random.integers(1, POSITIONS, items)))
        ways.append(np.full(items, way))
    for model in copies:
        answers.append(np.where(random.random(items) < slips, random.integers(0, POSITIONS, items), answers[model]))
        ways.append(ways[model])
    voters = len(answers)
    position = np.concatenate(answers) + np.tile(np.arange(items) * POSITIONS, voters)
    triples = list(
        zip(np.repeat(np.arange(voters), items).tolist(), position.tolist(), np.ones(position.size), strict=True)
    )
    votes = make_votes(triples, np.repeat(np.arange(items), POSITIONS), voters)
    return votes, position * 100 + np.concatenate(ways)


def groups(votes, written):
    """Return the heads as a list."""
    return find_echoes(votes, written).tolist()


@pytest.mark.parametrize("slips", [0.0, 0.02])
def test_copies_are_found(slips):
    votes, written = speak([0.8] * 8, copies=[2, 2, 5], slips=slips)
    assert groups(votes, written) == [*NOBODY, 2, 2, 5]


def test_copies_are_found_by_values_alone():
    votes, _ = speak([0.8] * 8, copies=[2, 2])
    assert groups(votes, votes.position) == [*NOBODY, 2, 2]


@pytest.mark.parametrize("accuracy", [0.6, 0.9, 0.99, 1.0])
def test_good_sources_that_agree_are_no_copies(accuracy):
    votes, written = speak([accuracy] * 6 + [0.5, 0.5], formats=[0] * 8)
    assert groups(votes, written) == NOBODY


def test_two_good_ones_among_bad_ones_are_no_copies():
    votes, written = speak([0.97, 0.97, *[0.5] * 6], formats=[0] * 8)
    assert groups(votes, written) == NOBODY


def test_few_items_tell_nothing():
    votes, written = speak([0.8] * 8, copies=[2], items=25)
    assert groups(votes, written) == [*NOBODY, 8]


def test_a_way_of_writing_in_common_is_not_enough():
    votes, written = speak([0.8] * 8, formats=[0, 0, 0, 0, 1, 1, 1, 1])
    assert groups(votes, written) == NOBODY


def test_who_is_vague_alike_is_no_copy():
    # Two voters always name the country, four the town; all are right.
    triples = [(voter, 2 * item + (voter > 1), 1.0) for voter in range(6) for item in range(ITEMS)]
    supports = [(2 * item, 2 * item + 1) for item in range(ITEMS)]
    votes = make_votes(triples, np.repeat(np.arange(ITEMS), 2), 6, supports)
    assert groups(votes, votes.position) == list(range(6))
    assert groups(replace(votes, supports=votes.supports[:0]), votes.position)[:2] == [0, 0]


def test_a_chain_does_not_become_one_group():
    # Voter 8 takes the first half of its answers from 0 and the other from 1: it shares half with each.
    votes, written = speak([0.7] * 8, copies=[0])
    half = (votes.voter == 8) & (votes.item_of[votes.position] >= ITEMS // 2)
    other = votes.voter == 1
    position, strings = votes.position.copy(), written.copy()
    position[half], strings[half] = position[other][ITEMS // 2 :], written[other][ITEMS // 2 :]
    assert groups(replace(votes, position=position), strings) == [*NOBODY, 8]


def test_the_order_of_votes_does_not_matter():
    votes, written = speak([0.8] * 8, copies=[2, 2, 5])
    order = np.random.default_rng(1).permutation(votes.voter.size)
    shuffled = replace(votes, voter=votes.voter[order], position=votes.position[order], weight=votes.weight[order])
    assert groups(shuffled, written[order]) == groups(votes, written)


def test_one_voice_says_what_most_of_its_group_say():
    triples = [(0, 0, 1.0), (1, 1, 1.0), (2, 1, 1.0), (3, 0, 1.0)]
    merged = one_voice(make_votes(triples, [0, 0], 4), np.array([0, 0, 0, 3]))
    assert (merged.voter.tolist(), merged.position.tolist(), merged.weight.tolist()) == ([0, 3], [1, 0], [1.0, 1.0])


def test_an_echo_of_a_bad_voice_does_no_harm_once_it_is_found():
    votes, written = speak([0.9, 0.85, 0.85, 0.8, 0.75, 0.4], copies=[5] * 6)
    merged = one_voice(votes, find_echoes(votes, written))

    def right(given):
        holds = METHODS["dawid_skene"](given, Prior(0.8, 4.0)).holds
        return float(np.mean(holds.reshape(-1, POSITIONS).argmax(axis=1) == 0))

    assert right(merged) > 0.95
    assert right(votes) < 0.6


def test_no_votes():
    assert groups(make_votes([], [], 0), np.zeros(0, dtype=np.int64)) == []
