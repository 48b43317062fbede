"""Best labels, what is read off them, and which attribution gives way."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.attribution.decoding import (
    Calibration,
    Found,
    best_labels,
    build,
    resolve,
    spans_of,
    split_source,
    tidy,
)

LABELS = {name: number for number, name in enumerate(("O", "bS", "iS", "bQ", "iQ", "bC", "iC"))}


def path(text):
    return [LABELS[name] for name in text.split()]


def found(content, cue=(90, 91), confidence=0.9, source=None):
    return Found(cue, source, tuple(content), confidence)


def slow_best(scores, steps, first):
    """Try every sequence."""
    length, labels = scores.shape
    totals = {}
    for labelling in itertools.product(range(labels), repeat=length):
        total = first[labelling[0]] + scores[np.arange(length), list(labelling)].sum()
        totals[labelling] = total + sum(steps[a, b] for a, b in itertools.pairwise(labelling))
    best = max(totals, key=totals.__getitem__)
    values = np.array(list(totals.values()))
    return list(best), totals[best] - np.log(np.exp(values).sum())


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_best_labels_are_those_of_trying_all(seed, length):
    numbers = np.random.default_rng(seed)
    scores, steps, first = numbers.normal(size=(length, 3)), numbers.normal(size=(3, 3)), numbers.normal(size=3)
    paths, odds = best_labels(scores[None], [length], steps, first)
    expected, expected_odds = slow_best(scores, steps, first)
    assert paths[0] == expected
    assert odds[0] == pytest.approx(expected_odds, abs=1e-5)


@given(st.integers(0, 10_000))
def test_padding_changes_nothing(seed):
    numbers = np.random.default_rng(seed)
    scores, steps, first = numbers.normal(size=(1, 4, 3)), numbers.normal(size=(3, 3)), numbers.normal(size=3)
    padded = np.concatenate([scores, numbers.normal(size=(1, 3, 3))], axis=1)
    alone, beside = best_labels(scores, [4], steps, first), best_labels(padded, [4], steps, first)
    assert alone[0] == beside[0]
    assert alone[1] == pytest.approx(beside[1])


def test_no_rows_give_no_labels():
    assert best_labels(np.zeros((0, 0, 7), dtype=np.float32), [], np.zeros((7, 7)), np.zeros(7))[0] == []


@pytest.mark.parametrize(
    ("labels", "role", "expected"),
    [
        ("bS iS O bQ bC iC", "source", [(0, 2)]),
        ("bS iS O bQ bC iC", "content", [(4, 6)]),
        ("bC iC bC O iC", "content", [(0, 2), (2, 3), (4, 5)]),
        ("O O", "cue", []),
    ],
)
def test_ranges_of_a_role(labels, role, expected):
    assert spans_of(path(labels), role) == expected


def test_an_attribution_is_read_off_its_labels():
    item = build(path("bC iC O bS bQ O bC"), offset=10, mark=(14, 15))
    assert item == Found(cue=(14, 15), source=(13, 14), content=((10, 12), (16, 17)))


def test_without_content_there_is_no_attribution():
    assert build(path("bS bQ O"), offset=0, mark=(1, 2)) is None


def test_of_two_sources_the_nearer_one_is_taken():
    item = build(path("bS O O O bS bQ bC"), offset=0, mark=(5, 6))
    assert item is not None
    assert item.source == (4, 5)


def test_the_mark_stands_in_for_a_cue_that_was_not_labelled():
    item = build(path("bS O bC"), offset=0, mark=(1, 2))
    assert item is not None
    assert item.cue == (1, 2)


def test_a_cue_inside_the_content_of_a_surer_attribution_goes():
    outer, inner = found([(5, 20)], cue=(2, 3)), found([(12, 18)], cue=(10, 11), confidence=0.7)
    assert resolve([inner, outer]) == [outer]


def test_words_claimed_twice_go_to_the_surer_attribution():
    sure, less = found([(0, 10)], cue=(20, 21)), found([(8, 16)], cue=(30, 31), confidence=0.6)
    assert [item.content for item in resolve([less, sure])] == [((0, 10),), ((10, 16),)]


def test_what_would_lose_most_of_its_content_goes():
    sure, less = found([(0, 10)], cue=(20, 21)), found([(2, 12)], cue=(30, 31), confidence=0.6)
    assert resolve([less, sure]) == [sure]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("He said: , the road is open,", ", the road is open,", "the road is open"),
        ("“It is open,” he said.", "“It is open", "“It is open,”"),
        ("“It is open.” He left.", "It is open.”", "“It is open.”"),
        ('"It is open," he said.', '"It is open', '"It is open,"'),
        ("''It is open,'' he said.", "''It is open", "''It is open,''"),
        ("that it is “open” now", "that it is “open” now", "that it is “open” now"),
        ("He said , .", ",", ","),
    ],
)
def test_content_is_trimmed_and_its_quotation_marks_completed(text, content, expected):
    start = text.index(content)
    begin, end = tidy(text, (start, start + len(content)))
    assert text[begin:end] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Tom Okafor, “and so on.”", ("Tom Okafor,", "“and so on.”")),
        ('Tom Okafor, "and so on."', ("Tom Okafor,", '"and so on."')),
        ("Tom “Duke” Okafor", ("Tom “Duke” Okafor", None)),
        ("Ann, a diver", ("Ann, a diver", None)),
    ],
)
def test_a_quotation_at_the_end_of_a_source_is_content(source, expected):
    text = f"said {source} again"
    name, quotation = split_source(text, (5, 5 + len(source)))
    assert (text[slice(*name)], text[slice(*quotation)] if quotation else None) == expected


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))
ITEMS = st.lists(
    st.builds(lambda cue, content, sure: found([content], cue=cue, confidence=sure), SPANS, SPANS, st.floats(0, 1)),
    max_size=8,
)


@given(ITEMS)
def test_after_resolving_no_piece_is_content_twice_and_no_cue_is_content(items):
    kept = resolve(items)
    content = [piece for item in kept for span in item.content for piece in range(*span)]
    cues = {piece for item in kept for piece in range(*item.cue)}
    assert len(content) == len(set(content))
    own = [set(range(*item.cue)) for item in kept]
    assert sum(map(len, own)) == len(cues)


@given(ITEMS, st.randoms())
def test_the_order_of_proposals_does_not_matter(items, shuffler):
    mixed = list(items)
    shuffler.shuffle(mixed)
    assert resolve(mixed) == resolve(items)


def test_calibration_by_hand():
    found = Found(cue=(3, 4), source=None, content=((5, 9),), odds=1.0, doubt=2.0)
    calibration = Calibration(intercept=1.0, valid=1.0, doubt=-0.5, no_source=-0.5)
    assert calibration.confidence(found) == pytest.approx(0.6224593, abs=1e-6)  # the odds are 1 + 1 - 1 - 0.5
    assert Calibration().confidence(found) == pytest.approx(0.7310586, abs=1e-6)
