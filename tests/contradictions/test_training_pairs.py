"""Pairs made for training: what is edited stands in both texts, and a pair that is renamed keeps its sense."""

import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from provenance.contradictions.entailment import LABELS, OUTCOMES
from provenance.sentences import find_paragraphs, find_sentences
from training.edits import edit_rewordings, find_names, rename
from training.entailment_pairs import (
    JUDGED_PAIRS,
    LABELS_OF,
    OWN_PAIRS,
    OWN_REPORTS,
    OWN_TURNS,
    judged_texts,
    read_judged,
    read_reports,
    read_turns,
)

DATA = Path(__file__).parents[3] / "shared" / "data"

WORDINGS = [
    (
        "The army said 14 boats sank off Halm on Monday.",
        "Fourteen boats, or 14, sank off Halm on Monday, the army said.",
    ),
    ("Rebels captured the town of Sarim.", "The town of Sarim was captured by rebels on Friday."),
]


def _words(text):
    return set(re.findall(r"\w+", text))


def test_a_reworded_contradiction_changes_only_what_both_wordings_have():
    made = edit_rewordings(WORDINGS, np.random.default_rng(0))
    assert {one.edit for one in made} >= {"day", "polarity"}
    for one in made:
        source = next(pair for pair in WORDINGS if set(pair) & {one.premise, one.hypothesis})
        edited = one.hypothesis if one.premise in source else one.premise
        assert _words(source[1]) - _words(edited) <= _words(source[0])
        assert one.label == "contradiction"


def test_names_are_replaced_alike_in_both_texts():
    pair = ("Troops left Sarim and Halmstar on Monday.", "On Monday, troops left Halmstar and Sarim.")
    for seed in range(20):
        first, second = (_words(text.lower()) for text in rename(pair, ["Orrinbro"], np.random.default_rng(seed)))
        assert first == second
        assert "monday" in first


def test_a_name_with_kin_in_the_pair_stays():
    pair = ("Troops left Varan on Monday.", "On Monday Varanian troops left Varan.")
    assert all(rename(pair, ["Orrinbro"], np.random.default_rng(seed)) == pair for seed in range(20))


def test_names_are_words_inside_sentences():
    assert find_names(["Troops left Sarim on Monday.", "Halm burns."]) == ["Sarim"]


def test_our_own_pairs_are_whole_and_none_is_double():
    sets = [json.loads(line) for line in OWN_PAIRS.read_text(encoding="utf-8").splitlines()]
    assert len({one["premise"] for one in sets}) == len(sets)
    for one in sets:
        assert set(one) == {"premise", "others"}
        assert one["premise"]
        assert all(set(other) == {"label", "type", "text"} and all(other.values()) for other in one["others"])
        assert {other["label"] for other in one["others"]} <= {"entailment", "neutral", "contradiction"}
        texts = [one["premise"], *(other["text"] for other in one["others"])]
        assert len(set(texts)) == len(texts)


def test_our_own_reports_are_whole_and_none_is_double():
    stories = [json.loads(line) for line in OWN_REPORTS.read_text(encoding="utf-8").splitlines()]
    for story in stories:
        assert set(story) == {"domain", "at", "text", "others"}
        assert all(story.values())
        texts = [story["text"], *(other["text"] for other in story["others"])]
        assert len(set(texts)) == len(texts)
        assert {other["outcome"] for other in story["others"]} <= set(OUTCOMES)
    assert len({story["text"] for story in stories}) == len(stories)


def test_reports_are_told_in_the_order_of_their_times():
    stories = [json.loads(line) for line in OWN_REPORTS.read_text(encoding="utf-8").splitlines()]
    at = {text["text"]: text["at"] for story in stories for text in (story, *story["others"])}
    pairs = [*read_reports(measured=False), *read_reports(measured=True)]
    assert len(pairs) == sum(len(story["others"]) for story in stories)
    assert all(at[pair.premise] <= at[pair.hypothesis] for pair in pairs)


def test_our_own_turns_are_whole_and_both_outcomes_are_as_frequent():
    stories = [json.loads(line) for line in OWN_TURNS.read_text(encoding="utf-8").splitlines()]
    for story in stories:
        assert set(story) == {"domain", "text", "others"}
        texts = [story["text"], *(other["text"] for other in story["others"])]
        assert len(set(texts)) == len(texts)
        assert "compatible" in {other["outcome"] for other in story["others"]} <= set(OUTCOMES)
    assert len({story["text"] for story in stories}) == len(stories)
    told = [pair.outcomes for pair in (*read_turns(measured=False), *read_turns(measured=True))]
    assert 0.4 < told.count(("source_dispute",)) / len(told) < 0.6


def test_judged_pairs_are_told_by_place_and_none_is_double():
    table = pl.read_csv(JUDGED_PAIRS)
    assert table.columns == ["a_id", "a_start", "a_end", "b_id", "b_start", "b_end", "outcomes"]
    assert table.select(pl.exclude("outcomes")).is_unique().all()
    assert {outcome for told in table["outcomes"] for outcome in told.split()} == set(OUTCOMES)


@pytest.mark.skipif(not DATA.exists(), reason="the articles are not at hand")
def test_judged_pairs_are_whole_sentences():
    texts = judged_texts(DATA)
    spans = {
        name: {span for paragraph in find_paragraphs(texts[name]) for span in find_sentences(texts[name], *paragraph)}
        for table in [pl.read_csv(JUDGED_PAIRS)]
        for name in {*table["a_id"], *table["b_id"]}
    }
    for row in pl.read_csv(JUDGED_PAIRS).iter_rows(named=True):
        for side in "ab":
            assert (row[f"{side}_start"], row[f"{side}_end"]) in spans[row[f"{side}_id"]]


@pytest.mark.skipif(not DATA.exists(), reason="the articles are not at hand")
def test_judged_pairs_are_learnt_from_or_measured_by():
    learnt, measured = (read_judged(DATA, measured=measured) for measured in (False, True))
    assert len(learnt) + len(measured) == pl.read_csv(JUDGED_PAIRS).height
    assert 0.2 < len(measured) / (len(learnt) + len(measured)) < 0.3
    assert not {frozenset(pair[:2]) for pair in learnt} & {frozenset(pair[:2]) for pair in measured}
    here = [pair for pair in learnt if pair.gap]
    assert {pair.labels for pair in here} == {LABELS}  # of entailment they tell nothing
    for pair in (*learnt, *measured):
        assert pair.gap or set(pair.labels) == {label for outcome in pair.outcomes for label in LABELS_OF[outcome]}
