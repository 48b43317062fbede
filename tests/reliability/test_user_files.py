"""Opinions of others on outlets, and parties to a conflict: off unless the user names a file."""

import polars as pl
import pytest
from reliability_builders import World

from provenance.config import Reliability
from provenance.errors import ConfigError
from provenance.reliability import grade_outlets, grade_sources, weigh_clusters


def outlets(world, **options):
    config = Reliability(**options)
    table = grade_outlets(world.articles(), world.lines(), world.frame(), world.clashes(), config=config)
    return {row["outlet"]: row for row in table.iter_rows(named=True)}


def sources(world, **options):
    config = Reliability(**options)
    table = grade_sources(world.attributions(), world.frame(), world.clashes(), config=config)
    return {row["source_id"]: row for row in table.iter_rows(named=True)}


def opinions(tmp_path, text, name="ratings.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_opinion_stands_in_brackets_until_enough_is_compared(tmp_path):
    path = opinions(tmp_path, "outlet,p,list,date\nA,0.9,Ratings,2026-01-15\n")
    rows = outlets(World().says("A", "m").says("B", "m"), priors=path)
    assert rows["A"]["reliability"] == "F"
    assert rows["A"]["note"].startswith("F [B by Ratings 2026-01-15]: 1 claim could be compared")
    assert rows["A"]["prior"] == "B by Ratings 2026-01-15"
    assert (rows["B"]["prior"], rows["B"]["reliability"]) == (None, "F")


def test_without_a_file_there_is_no_opinion():
    row = outlets(World().says("A", "m").says("B", "m"))["A"]
    assert (row["prior"], "[" in row["note"]) == (None, False)


def test_an_opinion_is_worth_four_claims_at_most(tmp_path):
    world = World()
    for place in range(6):
        world.says("A", f"m{place}").says("B", f"m{place}")
    path = opinions(tmp_path, "outlet,p,weight\nA,0.1,1000\n")
    row = outlets(world, priors=path)["A"]
    assert row["p"] == pytest.approx((0.1 * 4 + 6) / 10)


@pytest.mark.parametrize(
    ("columns", "values", "letter"),
    [
        ("outlet,letter", "A,A", "B"),
        ("outlet,letter", "A,d", "D"),
        ("name,status", "A,deprecated_or_blacklisted", "E"),
        ("domain,pc1,n_observed", "a.example,0.6,2", "C"),
        ("outlet,letter", "A,F", None),
        ("outlet,status", "A,no_consensus", None),
        ("domain,pc1,n_observed", "a.example,0.6,0", None),
        ("domain,pc1,n_observed", "b.example,0.6,2", None),
    ],
)
def test_forms_of_lists(tmp_path, columns, values, letter):
    world = World().says("A", "m")
    path = opinions(tmp_path, f"{columns}\n{values}\n")
    pages = world.articles().with_columns(url=pl.lit("https://www.a.example/ferry"))
    table = grade_outlets(pages, world.lines(), world.frame(), world.clashes(), config=Reliability(priors=path))
    assert table["prior"][0] == (f"{letter} by ratings" if letter else None)


@pytest.mark.parametrize(
    "text",
    [
        "outlet\nA\n",
        "p\n0.4\n",
        "outlet,p\nA,much\n",
        "outlet,p\nA,1.5\n",
        "outlet,letter\nA,X\n",
        "outlet,p,weight\nA,0.5,abc\n",
        "outlet,p,weight\nA,0.5,-2\n",
        "outlet,p\nA,nan\n",
        "domain,pc1,n_observed\na.example,0.5,abc\n",
        "outlet,status\nA,splendid\n",
    ],
)
def test_a_list_that_cannot_be_read_is_an_error(tmp_path, text):
    with pytest.raises(ConfigError, match=r"reliability\.priors"):
        outlets(World().says("A", "m"), priors=opinions(tmp_path, text))


def test_a_missing_list_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        outlets(World().says("A", "m"), priors=str(tmp_path / "none.csv"))


def side_of_many(count=20, **columns):
    world = World()
    for place in range(count):
        world.says("A", f"m{place}", source="the Front", **columns).says("B", f"m{place}", source="the police")
    return world


def test_a_party_that_speaks_of_its_enemy_has_at_best_c(tmp_path):
    path = opinions(tmp_path, "source,about\nthe Front,the Army\n", "parties.csv")
    world = side_of_many(claim="The Army left the town.")
    assert sources(world)["the Front"]["reliability"] == "B"
    row = sources(world, interests=path)["the Front"]
    assert (row["reliability"], row["n"]) == ("C", 20)
    assert "the army" in row["note"]
    assert sources(world, interests=path)["the police"]["reliability"] == "B"


def test_a_party_that_speaks_of_something_else_is_not_bounded(tmp_path):
    path = opinions(tmp_path, "source,about\nthe Front,the Army\n", "parties.csv")
    assert sources(side_of_many(claim="Rain fell all week."), interests=path)["the Front"]["reliability"] == "B"


def test_parties_alone_confirm_nothing(tmp_path):
    path = opinions(tmp_path, "source,about\nthe Front,the Army\nthe League,the Army\n", "parties.csv")
    said = {"claim": "The Army left the town."}
    world = World().says("A", "m", source="the Front", origin="the Front", **said)
    world.says("B", "m", source="the League", origin="the League", **said)
    plain = weigh_clusters(world.frame(), world.clashes(), config=Reliability()).row(0, named=True)
    bounded = weigh_clusters(world.frame(), world.clashes(), config=Reliability(interests=path)).row(0, named=True)
    assert (plain["credibility"], bounded["credibility"]) == (1, 3)
    assert "parties to the matter only" in bounded["rule"]
    world.says("C", "m", source="a doctor", origin="a doctor", **said)
    third = weigh_clusters(world.frame(), world.clashes(), config=Reliability(interests=path)).row(0, named=True)
    assert third["credibility"] == 1


def test_a_list_of_parties_without_its_columns_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match=r"reliability\.interests"):
        outlets(World().says("A", "m"), interests=opinions(tmp_path, "party\nA\n"))


def test_an_opinion_of_no_weight_is_none(tmp_path):
    row = outlets(World().says("A", "m"), priors=opinions(tmp_path, "outlet,p,weight\nA,0.5,0\n"))["A"]
    assert row["prior"] is None


def test_a_second_party_does_not_make_a_number_worse(tmp_path):
    path = opinions(tmp_path, "source,about\nthe Front,the Army\nthe League,the Army\n", "parties.csv")
    config, said = Reliability(interests=path), {"claim": "The Army left the town.", "origin": "agency"}
    world = World().says("A", "m", source="the Front", **said).says("A", "m", source="the League", **said)
    one = weigh_clusters(world.frame(), world.clashes(), config=config).row(0, named=True)["credibility"]
    world.says("B", "m", source="the Front", origin="B", claim="The Army left the town.")
    two = weigh_clusters(world.frame(), world.clashes(), config=config).row(0, named=True)["credibility"]
    assert two <= one
