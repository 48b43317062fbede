"""The Admiralty number and the status of a matter."""

import pytest
from reliability_builders import World

from provenance import tables
from provenance.config import Reliability
from provenance.reliability import weigh_clusters


def weigh(world):
    """Return the only row of CLUSTERS."""
    return weigh_clusters(world.frame(), world.clashes(), config=Reliability()).row(0, named=True)


def world(*sides, **columns):
    """Build a world in which outlets A, B, C … say these sides of one matter."""
    built = World()
    for place, side in enumerate(sides):
        built.says("ABCDEFG"[place], "m", side, **columns)
    return built


@pytest.mark.parametrize(
    ("sides", "number", "status"),
    [
        (["yes"], 4, "single_source"),
        (["yes", "yes"], 1, "holds"),
        (["yes", "yes", "yes"], 1, "holds"),
        (["yes", "no"], 4, "disputed"),
        (["yes", "yes", "no"], 4, "disputed"),
        (["yes", "yes", "yes", "no"], 3, "disputed"),
        (["yes", "no", "maybe"], 5, "disputed"),
    ],
)
def test_number_follows_from_origins_for_and_against(sides, number, status):
    row = weigh(world(*sides))
    assert (row["credibility"], row["status"]) == (number, status)


def test_several_outlets_of_one_origin_confirm_nothing():
    row = weigh(world("yes", "yes", "yes", origin="agency"))
    assert (row["credibility"], row["status"], row["outlets"], row["origins"]) == (4, "one_origin", 3, 1)


def test_another_origin_on_the_story_makes_three():
    built = world("yes").says("B", "another matter")
    table = weigh_clusters(built.frame(), built.clashes(), config=Reliability())
    assert table.filter(cluster_id="m")["credibility"].item() == 3


def test_two_named_sources_of_one_origin_make_two():
    built = World().says("A", "m", source="the mayor").says("A", "m", source="the police")
    assert weigh(built)["credibility"] == 2


def test_claims_of_one_cluster_that_do_not_agree_hold_nothing():
    built = World().says("A", "m", agreement_id="one").says("B", "m", agreement_id="other")
    row = weigh(built)
    assert (row["status"], row["origins"], row["rule"].split(";")[0]) == ("single_source", 2, "1 origin for, 0 against")


def test_who_agrees_with_a_contested_claim_stands_by_it():
    built = World()
    for outlet, side in (("A", "yes"), ("B", "yes, as many saw"), ("C", "no")):
        built.says(outlet, "m", side, agreement_id=side[:2])
    clashes = built.clashes().filter(a_claim_id="c0000", b_claim_id="c0002")
    row = weigh_clusters(built.frame(), clashes, config=Reliability()).row(0, named=True)
    assert row["rule"] == "2 origins for, 1 against"


def test_one_speaker_under_two_keys_is_one_named_source():
    built = World().says("A", "m", source="the company").says("A", "m", source="The Company", origin="A")
    assert weigh(built)["credibility"] == 4


def test_unnamed_sources_alone_make_two_at_best():
    row = weigh(world("yes", "yes", source="an official", anonymous=True))
    assert (row["credibility"], row["status"]) == (2, "anonymous_only")


@pytest.mark.parametrize(("days", "first"), [((1, 2), "A"), ((2, 1), "B"), ((1, 1), None)], ids=["A", "B", "one date"])
def test_first_outlet_is_known_where_dates_tell(days, first):
    built = World().says("A", "m", day=days[0]).says("B", "m", day=days[1])
    assert weigh(built)["first_outlet"] == first


def test_first_outlet_is_unknown_beside_an_undated_report():
    assert weigh(World().says("A", "m").says("B", "m", published_at=None))["first_outlet"] is None


def test_the_only_outlet_was_first_even_undated():
    assert weigh(World().says("A", "m", published_at=None))["first_outlet"] == "A"


@pytest.mark.parametrize("modality", ["planned", "conditional", "predicted"])
def test_what_cannot_be_checked_yet_is_six(modality):
    assert weigh(world("yes", "yes", modality=modality))["credibility"] == 6


def test_hedged_claims_are_never_confirmed():
    assert weigh(world("yes", "yes", stance="hedged"))["credibility"] == 3
    assert weigh(world("yes", stance="hedged"))["credibility"] == 4


def test_nobody_named_is_a_status_of_its_own():
    built = World().says("A", "m", source="an official", anonymous=True)
    row = weigh(built)
    assert (row["status"], row["anonymous_sources"], row["named_sources"]) == ("anonymous_only", ["an official"], [])


def test_an_update_is_no_dispute():
    built = world("12", "19")
    clashes = built.clashes().with_columns(verdict=tables.pl.lit("update"))
    row = weigh_clusters(built.frame(), clashes, config=Reliability()).row(0, named=True)
    assert (row["status"], row["contradictions"], row["credibility"]) == ("updated", 0, 1)


def test_rule_prints_its_inputs():
    assert weigh(world("yes", "yes", "no"))["rule"] == "2 origins for, 1 against"


def test_values_are_of_the_commonest_unit():
    built = World().says("A", "m", value=12.0, unit="person").says("B", "m", value=19.0, unit="person")
    row = weigh(built.says("C", "m", value=3.0, unit="day"))
    assert (row["value_low"], row["value_high"], row["unit"]) == (12.0, 19.0, "person")


def test_example_is_the_earliest_mention_by_somebody_named():
    built = World().says("A", "m", "rumoured", source="an official", anonymous=True, day=1)
    row = weigh(built.says("B", "m", "rumoured", source="the mayor", day=2))
    assert row["named_sources"] == ["the mayor"]
    assert row["first_outlet"] == "A"


def test_columns_of_the_person_stay_empty():
    row = weigh(world("yes", "yes"))
    assert [row[name] for name in ("checked", "checker", "check_method", "check_date", "note")] == [None] * 5


def test_no_claims_give_no_rows():
    assert weigh_clusters(tables.CLAIMS.empty(), tables.CONTRADICTIONS.empty(), config=Reliability()).is_empty()


def test_unnamed_sources_beside_one_origin_hold_nothing():
    built = World().says("A", "m", source="the mayor", origin="the mayor")
    built.says("B", "m", source="officials", origin="B", anonymous=True, origin_evidence="unnamed source")
    row = weigh(built)
    assert (row["credibility"], row["status"], row["origins"]) == (2, "single_source", 2)


def test_two_voices_in_one_article_hold_nothing():
    built = World().says("A", "m", source="the mayor", origin="the mayor")
    built.says("A", "m", source="the police", origin="the police", article_id=built.claims[0]["article_id"])
    assert weigh(built)["status"] == "single_source"
