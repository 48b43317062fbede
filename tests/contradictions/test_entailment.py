"""The model of entailment: what it may find by itself, how it is loaded, and that any other can take its place."""

from types import SimpleNamespace

import numpy as np
import pytest
from clash_builders import claim, claims

from provenance import tables
from provenance.config import Contradictions
from provenance.contradictions import find_contradictions, load_entailment
from provenance.contradictions.entailment import LABELS, OUTCOMES, CrossEncoderEntailment, ask
from provenance.errors import ModelMissing

HOLDS = "Rebels hold the old fort above Sarim."
FLED = "The old fort above Sarim stands empty since Monday."
NOON, LATER = "2024-03-04T12:00", "2024-03-05T08:00"


class Oracle:
    """Calls every pair a contradiction as surely as it is told, and keeps what it was asked."""

    def __init__(self, sure):
        self.sure, self.asked = sure, []

    def judge(self, pairs):
        """Return the one opinion for every pair."""
        self.asked += pairs
        return np.array([[0, 1 - self.sure, self.sure]] * len(pairs), dtype=np.float32)


class Reporter(Oracle):
    """Reads any two claims as reports that amount to what it is told, and keeps the hours between them."""

    def __init__(self, sure=0.5, **outcome):
        super().__init__(sure)
        self.outcome, self.hours = [outcome.get(name, 0.0) for name in OUTCOMES], []

    def compare(self, pairs, hours):
        """Return the one opinion and the one outcome for every pair."""
        self.hours += hours
        return self.judge(pairs), np.array([self.outcome] * len(pairs), dtype=np.float32)


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
    assert found.sum(1) == pytest.approx(1, abs=1.6e-3)  # three numbers, each rounded to a thousandth


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


def test_claims_of_two_stories_that_share_no_name_are_not_read():
    one, _ = couple()
    other = claim("The old fort stands empty.", published_at=NOON, cluster_id="another", story_id="another")
    oracle = Oracle(0.98)
    find(oracle, one, other)
    assert oracle.asked == []


@pytest.mark.parametrize(
    ("sure", "likely", "day", "found"),
    [(0.7, 0.03, NOON, 1), (0.5, 0.03, NOON, 0), (0.9, 0.01, NOON, 1), (0.9, 0.03, "2024-03-19T12:00", 0)],
)
def test_what_is_worded_unlike_takes_a_surer_model_a_name_and_one_week(sure, likely, day, found):
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


def verdicts(reporter, *rows):
    return find(reporter, *rows)["verdict"].to_list()


def test_two_reports_that_cannot_both_hold_clash():
    assert verdicts(Reporter(contradiction=0.5, source_dispute=0.3, compatible=0.2), *couple()) == ["contradiction"]
    assert verdicts(Reporter(sure=0.98, contradiction=0.2, compatible=0.8), *couple()) == []


def test_the_reports_are_read_with_the_hours_between_them():
    one, other = couple()
    reporter = Reporter(compatible=1.0)
    find(reporter, one, other | {"published_at": LATER})
    assert reporter.hours == [20.0]
    assert reporter.asked[0] == (HOLDS, FLED)


def test_an_update_is_listed_where_it_replaces_what_was_told_before():
    one, other = couple()
    later = other | {"published_at": LATER}
    assert verdicts(Reporter(sure=0.6, update=0.9), one, later) == ["update"]
    assert verdicts(Reporter(sure=0.1, update=0.8), one, later) == []
    assert verdicts(Reporter(sure=0.6, update=0.9), one, other | {"published_at": None}) == []


def test_another_scope_is_listed_where_the_claims_are_worded_alike():
    one, _ = couple()
    other = claim("Nobody lives near Sarim any more.", published_at=NOON, article_id="b", outlet="Courier")
    alike = claim("Rebels hold the new fort above Sarim.", published_at=NOON, article_id="b", outlet="Courier")
    assert verdicts(Reporter(different_scope=0.8), one, alike) == ["different_scope"]
    assert verdicts(Reporter(different_scope=0.8), one, other) == []


@pytest.mark.parametrize(("outcome", "verdict"), [("update", "update"), ("different_scope", "different_scope")])
def test_a_sure_reader_of_reports_is_believed_against_a_rule(outcome, verdict):
    rows = [
        claim(f"The bridge in Tolm is {number} metres long.", published_at=day, article_id=number, outlet=number)
        for number, day in (("300", NOON), ("500", LATER))
    ]
    assert verdicts(Reporter(contradiction=1.0), *rows) == ["contradiction"]
    assert verdicts(Reporter(**{outcome: 0.96}), *rows) == [verdict]


def test_figures_told_alike_take_near_certainty():
    one = claim("A quarter of Halm's doctors will stop work.", published_at=NOON, article_id="a", outlet="Ledger")
    other = claim("In Halm 25 percent of doctors will stop work.", published_at=NOON, article_id="b", outlet="Courier")
    assert verdicts(Reporter(contradiction=0.9), one, other) == []
    assert verdicts(Reporter(contradiction=0.99), one, other) == ["contradiction"]


def test_counts_of_other_things_take_near_certainty():
    one = claim("The lists show 310 people aboard the Aurelia.", published_at=NOON, article_id="a", outlet="Ledger")
    other = claim("2 people of the Aurelia are missing.", published_at=NOON, article_id="b", outlet="Courier")
    assert verdicts(Reporter(contradiction=0.9), one, other) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Not one house in Halm escaped damage.", "Every home in Halm was damaged."),
        ("The junta in Halm has not refused to see the envoy.", "The junta in Halm will let the envoy in."),
        ("The truce in Halm begins at midnight local time.", "The truce in Halm takes effect at 9 p.m. GMT."),
    ],
)
def test_double_negation_and_two_time_zones_take_near_certainty(first, second):
    one = claim(first, published_at=NOON, article_id="a", outlet="Ledger")
    other = claim(second, published_at=NOON, article_id="b", outlet="Courier")
    assert verdicts(Reporter(contradiction=0.9), one, other) == []
    assert verdicts(Reporter(contradiction=0.99), one, other) == ["contradiction"]


def test_claims_in_the_same_words_are_no_clash_whatever_their_sentences_say():
    rows = [claim(HOLDS, published_at=NOON, article_id=name, outlet=name) for name in ("a", "b")]
    assert verdicts(Reporter(contradiction=0.99), *rows) == []


def test_a_plan_and_a_fact_clash_where_the_reader_of_reports_is_sure():
    plan = claim("The mill in Tolm will close in May.", published_at=NOON, article_id="a", modality="future")
    fact = claim("The mill in Tolm was saved for good.", published_at=NOON, article_id="b", outlet="Courier")
    assert verdicts(Reporter(contradiction=0.9), plan, fact) == ["contradiction"]
    assert verdicts(Reporter(contradiction=0.6), plan, fact) == ["unclear"]


def test_one_who_is_credited_against_the_outlets_word_is_a_dispute_where_the_reader_says_so():
    rows = couple(source="the governor", source_id="g", source_kind="named_person")
    assert verdicts(Reporter(source_dispute=0.9), *rows) == ["source_dispute"]
    assert verdicts(Reporter(contradiction=0.9), *rows) == ["contradiction"]
    assert verdicts(Reporter(source_dispute=0.9), *couple()) == ["contradiction"]


def test_what_shares_a_name_alone_is_read_where_nothing_is_nearer():
    rows = [
        claim("Sirens sounded in Sarim.", published_at=NOON, article_id="a", cluster_id="k"),
        claim("No warning ever reached Sarim.", published_at=NOON, article_id="b", cluster_id="m"),
        claim("Sirens wailed in the streets.", published_at=NOON, article_id="c", cluster_id="k"),
        claim("Nobody was told anything in time.", published_at=NOON, article_id="d", cluster_id="m"),
    ]
    reporter = Reporter(sure=0.0, compatible=1.0)
    find(reporter, *rows[:2])
    assert len(reporter.asked) == 1
    reporter = Reporter(sure=0.0, compatible=1.0)
    find(reporter, *rows)
    assert len(reporter.asked) == 2
    assert {rows[0]["claim"], rows[1]["claim"]} not in [set(pair) for pair in reporter.asked]
