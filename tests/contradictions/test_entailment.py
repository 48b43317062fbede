"""The model of entailment: what it may find by itself, how it is loaded, and that any other can take its place."""

from types import SimpleNamespace

import numpy as np
import pytest
from clash_builders import claim, claims

from provenance import tables
from provenance.config import Contradictions
from provenance.contradictions import find_contradictions, load_entailment
from provenance.contradictions.entailment import LABELS, CrossEncoderEntailment, ask
from provenance.errors import ModelMissing

HOLDS = "Rebels hold the old fort above Sarim."
FLED = "The old fort above Sarim stands empty since Monday."
NOON = "2024-03-04T12:00"


class Oracle:
    """Calls every pair a contradiction as surely as it is told, and keeps what it was asked."""

    def __init__(self, sure):
        self.sure, self.asked = sure, []

    def judge(self, pairs):
        """Return the one opinion for every pair."""
        self.asked += pairs
        return np.array([[0, 1 - self.sure, self.sure]] * len(pairs), dtype=np.float32)


def find(oracle, *rows):
    """Return the rows of CONTRADICTIONS on claims of one cluster."""
    return find_contradictions(
        tables.ARTICLES.empty(),
        claims(*rows),
        tables.NEAR.empty(),
        config=Contradictions(min_confidence=0),
        entailment=oracle,
    )


def couple(**given):
    return (
        claim(HOLDS, published_at=NOON, article_id="a", outlet="Ledger"),
        claim(FLED, published_at=NOON, article_id="b", outlet="Courier", **given),
    )


def test_a_sure_model_finds_what_no_rule_does():
    found = find(Oracle(0.98), *couple())
    assert found.select("verdict", "type").rows() == [("contradiction", "entailment")]


def test_an_unsure_model_finds_nothing():
    assert find(Oracle(0.4), *couple()).is_empty()


def test_the_model_reads_both_directions():
    oracle = Oracle(0.98)
    find(oracle, *couple())
    assert set(oracle.asked) == {(HOLDS, FLED), (FLED, HOLDS)}


def test_the_model_is_not_asked_of_one_holder_in_one_article():
    oracle = Oracle(0.98)
    one, other = couple()
    assert find(oracle, one, other | {"article_id": "a"}).is_empty()
    assert oracle.asked == []


@pytest.mark.parametrize("given", [{"modality": "possible"}, {"modality": "conditional"}, {"stance": "hedged"}])
def test_the_model_is_not_asked_of_what_is_not_put_forward_as_a_fact(given):
    oracle = Oracle(0.98)
    assert find(oracle, *couple(**given)).is_empty()
    assert oracle.asked == []


def test_two_holders_make_a_dispute_of_it():
    one, other = couple(source="the army", source_kind="named_organisation")
    found = find(Oracle(0.98), one | {"source": "the governor", "source_id": "g"}, other)
    assert found["verdict"].to_list() == ["source_dispute"]


def test_the_signal_of_the_model_is_told_with_its_weight():
    row = find(Oracle(0.98), *couple()).row(0, named=True)
    told = {one["signal"]: one for one in row["signals"]}
    assert told["entailment"]["value"] == pytest.approx(0.98)
    assert told["entailment"]["contribution"] == pytest.approx(0.98 * told["entailment"]["weight"], abs=1e-3)


def test_progress_counts_the_pairs_read():
    seen = []
    find_contradictions(
        tables.ARTICLES.empty(),
        claims(*couple()),
        tables.NEAR.empty(),
        config=Contradictions(),
        entailment=Oracle(0.9),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 1)]


@pytest.mark.parametrize("sure", [0.6, 0.98])
def test_a_model_is_not_trusted_with_one_figure_in_two_units(sure):
    far = claim("The swim across Halm Bay was 42 kilometres long.", published_at=NOON, article_id="a", outlet="Ledger")
    same = claim("The swim across Halm Bay was 26 miles long.", published_at=NOON, article_id="b", outlet="Courier")
    assert find(Oracle(sure), far, same)["verdict"].to_list() == []


def test_both_ways_are_averaged():
    class Leaning:
        def judge(self, pairs):
            return np.array([[0.7, 0, 0.3] if a < b else [0.3, 0, 0.7] for a, b in pairs], dtype=np.float32)

    assert [one.contradicted for one in ask(Leaning(), [("a", "b"), ("d", "c")])] == pytest.approx([0.5, 0.5])
    assert [one.entailed for one in ask(Leaning(), [("a", "b")])] == [0.7]
    assert ask(Leaning(), []) == []


def test_what_one_way_finds_little_in_is_not_read_the_other_way():
    oracle = Oracle(0.2)
    assert ask(oracle, [("a", "b")])[0].contradicted == pytest.approx(0.1)
    assert oracle.asked == [("a", "b")]


def test_none_loads_no_model():
    assert load_entailment(Contradictions(model="none")) is None


def test_a_model_that_is_not_there_is_named_with_how_to_mend_it(tmp_path):
    with pytest.raises(ModelMissing, match=r"contradictions\.model: cannot load .* give 'news_entailment'"):
        load_entailment(Contradictions(model=str(tmp_path / "nowhere")))


def test_other_weights_than_the_card_names_are_refused(tmp_path):
    (tmp_path / "card.json").write_text('{"sha256": "0"}', encoding="utf-8")
    (tmp_path / "weights.safetensors").write_bytes(b"other")
    with pytest.raises(ModelMissing, match="SHA-256"):
        load_entailment(Contradictions(model=str(tmp_path)))


def test_the_shipped_model_tells_the_three_labels_apart():
    model = load_entailment(Contradictions())
    premise = "Police arrested two men over the bombing in Tolm."
    found = model.judge(
        [
            (premise, "Two suspects were detained."),
            (premise, "The bombing in Tolm wounded nine people."),
            (premise, "No arrests have been made over the bombing in Tolm."),
        ]
    )
    assert [LABELS[place] for place in found.argmax(1)] == list(LABELS)
    assert found.sum(1) == pytest.approx(1, abs=1e-3)


def test_the_shipped_model_gives_the_same_numbers_whatever_stands_beside():
    model = load_entailment(Contradictions())
    pairs = [("The bridge is open.", "The bridge is closed."), ("Rain fell in Halm.", "It was wet in Halm on Monday.")]
    assert np.abs(model.judge(pairs)[0] - model.judge(pairs[:1])[0]).max() < 1e-3


def cross_encoder(*labels, found=()):
    """Return a stand-in for a CrossEncoder with these labels that finds the same in every pair."""
    config = SimpleNamespace(id2label=dict(enumerate(labels)))
    return SimpleNamespace(config=config, predict=lambda pairs, **_: np.array([found] * len(pairs)))


def test_a_cross_encoder_of_other_labels_is_refused():
    with pytest.raises(ModelMissing, match="positive, negative"):
        CrossEncoderEntailment(cross_encoder("positive", "negative"), Contradictions())


def test_a_cross_encoder_is_read_by_its_own_order_of_labels():
    model = cross_encoder("CONTRADICTION", "ENTAILMENT", "NEUTRAL", found=(0.7, 0.1, 0.2))
    found = CrossEncoderEntailment(model, Contradictions()).judge([("a", "b")])
    assert found == pytest.approx(np.array([[0.1, 0.2, 0.7]]))


def test_near_claims_of_two_clusters_are_read():
    one, other = couple(cluster_id="another")
    oracle = Oracle(0.98)
    near = tables.NEAR.frame([{"a_claim_id": one["claim_id"], "b_claim_id": other["claim_id"], "likelihood": 0.5}])
    find_contradictions(tables.ARTICLES.empty(), claims(one, other), near, config=Contradictions(), entailment=oracle)
    assert oracle.asked


def test_claims_of_two_stories_are_not_read():
    one, other = couple(cluster_id="another", story_id="another")
    oracle = Oracle(0.98)
    find(oracle, one, other)
    assert oracle.asked == []


@pytest.mark.parametrize(
    ("sure", "likely", "day", "found"),
    [(0.7, 0.03, NOON, 1), (0.5, 0.03, NOON, 0), (0.9, 0.01, NOON, 0), (0.9, 0.03, "2024-03-19T12:00", 0)],
)
def test_what_is_worded_unlike_takes_a_surer_model_a_name_and_one_time(sure, likely, day, found):
    one = claim("Sirens sounded in Sarim well ahead of the water.", published_at=NOON, article_id="a", cluster_id="k")
    other = claim("No warning ever reached Sarim.", published_at=day, article_id="b", cluster_id="m")
    ids = sorted((one["claim_id"], other["claim_id"]))
    near = tables.NEAR.frame([{"a_claim_id": ids[0], "b_claim_id": ids[1], "likelihood": likely}])
    table = find_contradictions(
        tables.ARTICLES.empty(),
        claims(one, other),
        near,
        config=Contradictions(min_confidence=0),
        entailment=Oracle(sure),
    )
    assert table.filter(type="entailment").height == found
