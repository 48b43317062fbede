"""The parts of a match: features, words, linkage, and their explanation."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.clustering import explain_match, load_matcher, matching
from provenance.clustering.evidence import FEATURES
from provenance.clustering.linkage import average_linkage, parts
from provenance.clustering.stories import Told, likeness, read_day
from provenance.clustering.words import Rarity, read_profile, stem
from provenance.errors import ModelMissing

LEFT, RIGHT = "Twelve miners died at Karsk on Monday", "Nine miners were killed in Karsk"
VECTORS = [[1.0, 0.0], [0.6, 0.8]]


def test_the_contributions_and_the_intercept_are_the_log_odds():
    rows = explain_match(LEFT, RIGHT, vectors=VECTORS)
    logit = sum(row.contribution for row in rows) + load_matcher().intercept
    values = {row.feature: row.value for row in rows}
    likely = load_matcher().similarity(np.array([values[name] for name in FEATURES]))
    assert math.isclose(1 / (1 + math.exp(-logit)), likely)


def test_an_explanation_without_vectors_leaves_meaning_unknown():
    values = {row.feature: (row.value, row.contribution) for row in explain_match(LEFT, RIGHT)}
    assert values["meaning"] == (None, None)
    assert values["names_apart"][0] == 0


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40))
def test_an_explanation_is_symmetric_and_in_range(left, right):
    here, there = explain_match(left, right, vectors=VECTORS), explain_match(right, left, vectors=VECTORS[::-1])
    assert [(row.feature, pytest.approx(row.value)) for row in here] == [(row.feature, row.value) for row in there]
    assert all(-1e-9 <= row.value <= 1 + 1e-9 for row in here)


@pytest.mark.parametrize(
    ("text", "names", "figures"),
    [
        ("Twelve miners died at Karsk", {"karsk"}, {"12"}),
        ("The police said 1.200 left", set(), {"1200"}),
        ("", set(), set()),
        ("Police arrested Ada Nem", {"ada", "nem"}, set()),
    ],
)
def test_names_and_figures(text, names, figures):
    profile = read_profile(text)
    assert (set(profile.names), profile.figures) == (names, figures)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("killings", "kill"),
        ("killed", "kill"),
        ("Planned", "plan"),
        ("U.S.", "us"),
        ("mayor's", "mayor"),
        ("crosses", "cross"),
    ],
)
def test_stems(token, expected):
    assert stem(token) == expected


def test_a_rare_word_tells_more_than_a_common_one_and_less_where_all_texts_have_it():
    assert Rarity().weight("lighthouse") > Rarity().weight("the")
    assert Rarity(["The lighthouse fell"] * 5000).weight("lighthous") < Rarity().weight("lighthous")


def test_a_card_with_other_features_is_refused(tmp_path, monkeypatch):
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"weights": {"luck": 1.0}, "intercept": 0}), encoding="utf-8")
    monkeypatch.setattr(matching, "CARD", card)
    load_matcher.cache_clear()
    with pytest.raises(ModelMissing, match="features are luck"):
        load_matcher()


def test_average_linkage_joins_by_the_mean():
    similarity = np.array([[1, 0.9, 0.1], [0.9, 1, 0.6], [0.1, 0.6, 1]])
    assert [len(set(average_linkage(similarity, cut).tolist())) for cut in (0.95, 0.9, 0.36, 0.35)] == [3, 2, 2, 1]


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(1, 8))
def test_parts_hold_every_row_once_and_none_is_too_large(count, limit):
    angles = np.arange(count) * 0.7
    found = parts(np.column_stack([np.cos(angles), np.sin(angles)]).reshape(-1, 2), limit=limit)
    assert sorted(place for part in found for place in part.tolist()) == list(range(count))
    assert all(len(part) <= limit for part in found)


def test_articles_far_apart_in_time_are_less_alike():
    vectors = np.array([[1.0, 0.0], [1.0, 0.0]])
    alike = [
        likeness([Told(LEFT, read_day("2020-01-01")), Told(LEFT, read_day(day))], vectors)[0, 1]
        for day in ("2020-01-03", "2020-01-20", "2020-09-01", "2020", None)
    ]
    assert alike[0] == alike[3] == alike[4] > alike[1] > alike[2] > 0.8


@pytest.fixture(autouse=True)
def _read_the_card_anew():
    load_matcher.cache_clear()
    yield
    load_matcher.cache_clear()
