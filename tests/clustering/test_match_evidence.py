"""The parts of a match: features, words, linkage, and their explanation."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.clustering import Wording, explain_match, load_matcher, matching
from provenance.clustering.evidence import FEATURES, Wordings
from provenance.clustering.linkage import average_linkage, group, square
from provenance.clustering.neighbours import near_pairs
from provenance.clustering.stories import Likeness, Told, read_day
from provenance.clustering.words import Rarity, read_profile, stem
from provenance.config import Clustering
from provenance.errors import ModelMissing

LEFT, RIGHT = "Twelve miners died at Karsk on Monday", "Nine miners were killed in Karsk"
DIED = [{"start": 14, "end": 18, "weight": 0.9, "vector": [1.0, 0.0]}]
KILLED = [{"start": 17, "end": 23, "weight": 0.8, "vector": [0.8, 0.6]}]


def wordings(left=LEFT, right=RIGHT, actions=(DIED, KILLED)):
    return Wording(left, [1.0, 0.0], actions[0]), Wording(right, [0.6, 0.8], actions[1])


def log_odds(rows, intercept):
    return sum(row.contribution for row in rows) + intercept


@pytest.mark.parametrize(("actions", "learnt"), [((DIED, KILLED), "with_actions"), ((None, None), "without_actions")])
def test_the_contributions_and_the_intercept_are_the_log_odds(actions, learnt):
    pair = wordings(actions=actions)
    logit = log_odds(explain_match(*pair), getattr(load_matcher(), learnt).intercept)
    prepared = load_matcher().prepare(pair, Rarity())
    likely = load_matcher().similarity(prepared, np.array([0]), np.array([1]))[0]
    assert math.isclose(1 / (1 + math.exp(-logit)), likely)


def test_an_explanation_names_the_words_that_tell_one_action():
    meant = {row.feature: row.meaning for row in explain_match(*wordings())}
    assert meant["actions"].endswith("(died/killed)")


def test_a_corpus_of_ones_own_shifts_the_likelihood():
    prepared = load_matcher().prepare(wordings(), Rarity())
    shifted = load_matcher(Clustering(match_slope=1.0, match_offset=1.0))
    here, there = np.array([0]), np.array([1])
    assert shifted.similarity(prepared, here, there) > load_matcher().similarity(prepared, here, there)


def test_an_explanation_without_vectors_leaves_meaning_unknown():
    values = {
        row.feature: (row.value, row.contribution) for row in explain_match(Wording(LEFT, []), Wording(RIGHT, []))
    }
    assert values["meaning"] == (None, None)
    assert values["figures_shared"][0] == 0
    assert "actions" not in values


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40))
def test_an_explanation_is_symmetric_and_in_range(left, right):
    pair = wordings(left, right, (None, None))
    here, there = explain_match(*pair), explain_match(*reversed(pair))
    assert [(row.feature, pytest.approx(row.value)) for row in here] == [(row.feature, row.value) for row in there]
    assert all(-1e-9 <= row.value <= 1 + 1e-9 for row in here)


def test_the_share_of_actions_is_that_of_two_sets():
    one = {"start": 0, "end": 1, "weight": 1.0}
    run, fall, sing = ({**one, "vector": [float(place == k) for k in range(3)]} for place in range(3))
    told = [Wording("a", [1.0], listed) for listed in ([run, fall], [fall, sing], [run, fall], [])]
    prepared = Wordings(told, Rarity(), slope=100.0, offset=-50.0)
    shares = prepared.compare(np.array([0, 0, 0]), np.array([1, 2, 3]))[list(FEATURES).index("actions")]
    assert shares.tolist() == pytest.approx([1 / 3, 1, 0])


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
    card, learnt = tmp_path / "card.json", {"weights": {"luck": 1.0}, "intercept": 0}
    card.write_text(
        json.dumps(
            dict.fromkeys(("with_actions", "without_actions"), learnt) | {"action_slope": 1, "action_offset": 0}
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(matching, "CARD", card)
    matching.read_card.cache_clear()
    with pytest.raises(ModelMissing, match="features are luck"):
        load_matcher()


def test_the_card_names_the_thresholds_in_force():
    card = json.loads(matching.CARD.read_text(encoding="utf-8"))
    assert {name: getattr(Clustering(), name) for name in card["thresholds"]} == card["thresholds"]
    assert len(card["thresholds"]) == 3


def test_average_linkage_joins_by_the_mean():
    similarity = np.array([[1, 0.9, 0.1], [0.9, 1, 0.6], [0.1, 0.6, 1]])
    assert [len(set(average_linkage(similarity, cut).tolist())) for cut in (0.95, 0.9, 0.36, 0.35)] == [3, 2, 2, 1]


def turning(count):
    angles = np.arange(count) * 0.7
    return np.column_stack([np.cos(angles), np.sin(angles)]).reshape(-1, 2)


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(1, 8), st.floats(0.1, 0.99))
def test_groups_of_proposed_pairs_are_those_of_all_pairs(count, limit, threshold):
    vectors = turning(count)

    def score(left, right):
        return np.clip((vectors[left] * vectors[right]).sum(1), 0, 1)

    pairs = near_pairs(vectors, 64)
    found = group(count, pairs, score, threshold)
    expected = average_linkage(square(count, score), threshold)
    assert [(found == one).tolist() for one in found] == [(expected == one).tolist() for one in expected]
    small = group(count, pairs, score, threshold, limit=limit)
    assert len(small) == count
    assert max(np.bincount(small), default=0) <= limit


@pytest.mark.parametrize("rows", [80, 6000])
def test_near_pairs_hold_the_nearest_of_every_row_and_are_the_same_again(rows):
    vectors = np.random.default_rng(0).normal(size=(rows, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    left, right = near_pairs(vectors, 8)
    again = near_pairs(vectors, 8)
    assert np.array_equal(left, again[0])
    assert np.array_equal(right, again[1])
    assert (left < right).all()
    found = set(zip(left.tolist(), right.tolist(), strict=True))
    cosine = vectors[:80] @ vectors.T
    cosine[np.arange(80), np.arange(80)] = -1
    nearest = cosine.argmax(1).tolist()
    assert np.mean([(min(a, b), max(a, b)) in found for a, b in enumerate(nearest)]) > 0.97


def test_articles_far_apart_in_time_are_less_alike():
    vectors = np.array([[1.0, 0.0], [1.0, 0.0]])
    alike = [
        Likeness([Told(LEFT, read_day("2020-01-01")), Told(LEFT, read_day(day))], vectors)(
            np.array([0]), np.array([1])
        )[0]
        for day in ("2020-01-03", "2020-01-20", "2020-09-01", "2020", None)
    ]
    assert alike[0] == alike[3] == alike[4] > alike[1] > alike[2] > 0.8


@pytest.fixture(autouse=True)
def _read_the_card_anew():
    matching.read_card.cache_clear()
    yield
    matching.read_card.cache_clear()
