"""What became of statements over time."""

import polars as pl
from reliability_builders import World

from provenance.config import Reliability
from provenance.reliability import grade_outlets, grade_sources

CONFIG = Reliability()


def outlets(world, clashes=None):
    pairs = world.clashes() if clashes is None else clashes
    table = grade_outlets(world.articles(), world.lines(), world.frame(), pairs, config=CONFIG)
    return {row["outlet"]: row for row in table.iter_rows(named=True)}


def sources(world, clashes=None):
    pairs = world.clashes() if clashes is None else clashes
    table = grade_sources(world.attributions(), world.frame(), pairs, config=CONFIG)
    return {row["source_id"]: row for row in table.iter_rows(named=True)}


def updates(world):
    return world.clashes().with_columns(verdict=pl.lit("update"))


def test_dates_and_firsts_of_a_source():
    world = World().says("A", "m", source="the mayor", day=1).says("B", "m", source="the police", day=3)
    world.says("A", "n", source="the mayor", day=4)
    row = sources(world)["the mayor"]
    assert (row["first_seen"], row["last_seen"], row["first_with"]) == ("2024-03-01", "2024-03-04", 1)
    assert sources(world)["the police"]["first_with"] == 0


def test_who_contradicts_whom_is_named():
    world = (
        World().says("A", "m", "yes", source="the mayor").says("B", "m", "no", source="the police").says("C", "m", "no")
    )
    assert sources(world)["the mayor"]["contradicted_by"] == ["C", "the police"]
    assert outlets(world)["C"]["contradicted_by"] == ["the mayor"]
    assert outlets(world)["A"]["contradicted_by"] == []  # what it credits to the mayor is not its own word


def test_a_source_that_changes_its_own_figure_revised_it():
    world = World().says("A", "m", "yes", source="the mayor", day=1).says("B", "m", "no", source="the mayor", day=2)
    assert sources(world, updates(world))["the mayor"]["revised"] == 1


def test_what_somebody_else_says_later_revises_nobody():
    world = World().says("A", "m", "yes", source="the mayor", day=1).says("B", "m", "no", source="the police", day=2)
    assert {row["revised"] for row in sources(world, updates(world)).values()} == {0}


def test_an_outlet_revises_what_it_says_itself():
    world = World().says("A", "m", "yes", day=1).says("A", "m", "no", day=2)
    assert outlets(world, updates(world))["A"]["revised"] == 1


def test_unknown_dates_stay_unknown():
    row = sources(World().says("A", "m", source="the mayor", published_at=None))["the mayor"]
    assert (row["first_seen"], row["last_seen"]) == (None, None)


def test_whoever_is_not_named_is_told_as_such():
    world = World().says("A", "m", "yes").says("A", "m", "no", source="they")
    world.claims[1] |= {"source": None, "source_id": None}
    assert outlets(world)["A"]["contradicted_by"] == ["a source that A does not name"]
