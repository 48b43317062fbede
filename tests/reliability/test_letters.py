"""The Admiralty letters of sources and outlets."""

import pytest
from reliability_builders import World

from provenance import tables
from provenance.config import Reliability
from provenance.reliability import grade_outlets, grade_sources
from provenance.reliability.methods import METHODS

CONFIG = Reliability()


def outlets(world, config=CONFIG):
    """Return the rows of OUTLETS by name."""
    table = grade_outlets(world.articles(), world.lines(), world.frame(), world.clashes(), config=config)
    return {row["outlet"]: row for row in table.iter_rows(named=True)}


def sources(world, config=CONFIG):
    """Return the rows of SOURCES by key."""
    table = grade_sources(world.attributions(), world.frame(), world.clashes(), config=config)
    return {row["source_id"]: row for row in table.iter_rows(named=True)}


def agreeing(count, **columns):
    """Build a world in which A and B agree on this many matters."""
    world = World()
    for place in range(count):
        world.says("A", f"m{place}", source="the mayor", **columns).says("B", f"m{place}", source="the police")
    return world


def reporting(count):
    """Build a world in which A and B say the same in their own voice on this many matters."""
    world = World()
    for place in range(count):
        world.says("A", f"m{place}").says("B", f"m{place}")
    return world


@pytest.mark.parametrize(("count", "letter"), [(1, "F"), (4, "F"), (5, "C"), (7, "C"), (8, "B"), (60, "B")])
def test_letter_needs_enough_claims_and_is_never_a(count, letter):
    assert outlets(reporting(count))["A"]["reliability"] == letter
    assert sources(agreeing(count))["the mayor"]["reliability"] == letter


def test_interval_by_hand():
    row = outlets(reporting(6))["A"]
    # Beta(0.8 * 4 + 6, 0.2 * 4): mean 9.2 / 10, ends from the tables of the beta distribution.
    assert row["p"] == pytest.approx(0.92)
    assert row["p_low"] == pytest.approx(0.7425, abs=0.02)
    assert row["p_low"] < row["p"] < row["p_high"] <= 1


def test_note_says_why_there_is_no_letter():
    assert outlets(reporting(1))["A"]["note"] == "F: 1 claim could be compared, 5 needed"


def test_an_unnamed_source_is_not_graded_above_c():
    row = sources(agreeing(20, anonymous=True))["the mayor"]
    assert row["reliability"] == "C"
    assert "unnamed" in row["note"]


@pytest.mark.parametrize(
    ("level", "letter"),
    [("first_name", "C"), ("exact_role", "C"), ("broad_role", "D"), ("collective", "D"), ("bare", "F")],
)
def test_how_far_an_unnamed_source_is_told_bounds_its_letter(level, letter):
    world = agreeing(20, anonymous=True)
    named = world.attributions().with_columns(identification=tables.pl.lit(level))
    table = grade_sources(named, world.frame(), world.clashes(), config=CONFIG)
    row = next(row for row in table.iter_rows(named=True) if row["source_id"] == "the mayor")
    assert row["reliability"] == letter
    assert row["n"] == 20


def test_no_overlap_leaves_f_and_no_number():
    world = World()
    for place in range(9):
        world.says("A", f"m{place}", source="the mayor")
    row = sources(world)["the mayor"]
    assert (row["reliability"], row["n"], row["p"], row["claims"]) == ("F", 0, None, 9)


def test_contradicted_by_many_sinks():
    world = World()
    for place in range(6):
        world.says("A", f"m{place}", "no")
        for other in "BCD":
            world.says(other, f"m{place}", "yes")
    rows = outlets(world)
    assert rows["A"]["reliability"] in "DE"
    assert (rows["A"]["contradicted"], rows["A"]["corroborated"]) == (6, 0)
    assert rows["B"]["p_low"] > rows["A"]["p_high"]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_keeps_the_contract(method):
    rows = outlets(reporting(6), Reliability(method=method))
    assert rows["A"]["n"] == 6
    assert rows["A"]["p"] == pytest.approx(0.92)


def test_same_origin_is_no_corroboration():
    world = World()
    for place in range(6):
        world.says("A", f"m{place}", origin="agency").says("B", f"m{place}", origin="agency")
    assert {row["n"] for row in outlets(world).values()} == {0}


def test_what_an_outlet_credits_to_others_is_not_its_own():
    world = World()
    for place in range(6):
        world.says("A", f"m{place}", "yes", source="the mayor").says("A", f"m{place}", "no", source="the police")
        world.says("B", f"m{place}", "no")
    rows = outlets(world)
    assert (rows["A"]["n"], rows["A"]["contradicted"], rows["A"]["reliability"]) == (0, 0, "F")
    assert (rows["B"]["n"], rows["B"]["contradicted"]) == (6, 6)


def test_a_source_of_another_outlet_confirms_what_an_outlet_says_itself():
    world = World().says("A", "m").says("B", "m", source="the mayor")
    assert (outlets(world)["A"]["corroborated"], outlets(world)["B"]["corroborated"]) == (1, 0)


def test_claims_of_one_cluster_that_do_not_agree_confirm_nothing():
    world = World().says("A", "m", agreement_id="one").says("B", "m", agreement_id="other")
    assert {row["n"] for row in outlets(world).values()} == {0}


def test_unknown_outlets_are_kept_apart():
    world = World().says(None, "m").says(None, "m")
    assert all(name.startswith("(unknown) ") for name in outlets(world))
    assert len(outlets(world)) == 2


def test_first_with_counts_where_dates_tell():
    world = World().says("A", "m", day=1).says("B", "m", day=2).says("A", "n", day=1).says("B", "n", day=1)
    assert (outlets(world)["A"]["first_with"], outlets(world)["B"]["first_with"]) == (1, 0)


def test_shares():
    world = World().says("A", "m", source="an official", anonymous=True).says("A", "n").copy(0, "B")
    rows = outlets(world)
    assert (rows["A"]["attributed_share"], rows["A"]["anonymous_share"], rows["A"]["copied_share"]) == (0.5, 1.0, 0.0)
    assert rows["B"]["copied_share"] == 1.0


def test_names_of_a_source_are_collected():
    world = World().says("A", "m", source="the mayor")
    table = world.attributions().with_columns(source_text=tables.pl.lit("Mayor Brandt"))
    row = grade_sources(table, world.frame(), world.clashes(), config=CONFIG).row(0, named=True)
    assert (row["source"], row["aliases"]) == ("the mayor", ["Mayor Brandt"])


def test_empty_tables_give_no_rows():
    world = World()
    assert outlets(world) == {}
    assert sources(world) == {}


@pytest.mark.parametrize("stands_on", [0, 1])
def test_a_clash_found_on_a_copy_is_one_of_the_original(stands_on):
    world = World().says("A", "m", "yes").copy(0, "B").says("C", "m", "no")
    pair = world.clashes().with_columns(a_claim_id=tables.pl.lit(f"c000{stands_on}"))
    table = grade_outlets(world.articles(), world.lines(), world.frame(), pair, config=CONFIG)
    row = table.filter(outlet="A").row(0, named=True)
    assert (row["n"], row["corroborated"], row["contradicted"]) == (1, 0, 1)
