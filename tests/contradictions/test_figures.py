"""Figures: what they bound, what befell those counted, and when two can both be right."""

import math

import pytest
from clash_builders import claim, pair
from hypothesis import given
from hypothesis import strategies as st

from provenance.contradictions.figures import both_possible, read_figures
from provenance.contradictions.rules.figure import find


def figure(text):
    """Return the first figure of a sentence."""
    row = claim(text)
    return read_figures(row, row["claim"])[0]


@pytest.mark.parametrize(
    ("first", "second", "possible"),
    [
        ("12 people died", "12 people died", True),
        ("12 people died", "13 people died", False),
        ("at least 12 people died", "19 people died", True),
        ("more than 12 people died", "12 people died", False),
        ("up to 12 people died", "19 people died", False),
        ("about 500 people fled", "530 people fled", True),
        ("about 500 people fled", "800 people fled", False),
        ("1,200 people fled", "1,187 people fled", True),
        ("300 people fled", "340 people fled", False),
        ("between 10 and 15 people died", "12 people died", True),
        ("between 10 and 15 people died", "at least 20 people died", False),
        ("turnout was 6.2 percent", "turnout was 6 percent", True),
        ("turnout was 6.2 percent", "turnout was 7.4 percent", False),
    ],
)
def test_both_possible(first, second, possible):
    assert both_possible(figure(first), figure(second)) is possible
    assert both_possible(figure(second), figure(first)) is possible


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("A majority of Republican statements (52%) were false.", "Republican"),
        ("52 percent of Democratic voters stayed at home.", "Democratic"),
        ("52 percent of voters stayed at home.", None),
        ("In Halm 52 percent of the Varan workers struck.", "Varan"),
    ],
)
def test_whose_share_a_figure_is(text, whose):
    assert figure(text).whose == whose


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The blast killed 12 people and wounded 30 others.", ["dead", "wounded"]),
        ("12 people were killed and 30 were injured.", ["dead", "wounded"]),
        ("4 soldiers and 3 officers were killed.", ["dead", "dead"]),
        ("There were 14 fatalities.", ["dead"]),
        ("The flood displaced 900 families.", ["displaced"]),
        ("The bridge is 300 metres long.", [None]),
    ],
)
def test_what_befell_them(text, measures):
    row = claim(text)
    assert [one.measure for one in read_figures(row, row["claim"])] == measures


@pytest.mark.parametrize(
    ("text", "share", "of"),
    [
        ("Nine in ten drivers at Varan Rail joined the strike.", 90, "driver"),
        ("One child in five was overweight.", 20, "child"),
        ("Two-thirds of voters stayed at home.", 200 / 3, "voter"),
        ("Just over half of adults were overweight.", 50, "adult"),
    ],
)
def test_shares_in_words_are_percentages(text, share, of):
    row = claim(text)
    found = [one for one in read_figures(row, row["claim"]) if one.quantity == "percent"]
    assert [(one.value, one.of) for one in found] == [(pytest.approx(share), of)]


@pytest.mark.parametrize(
    "text",
    [
        "Sales rose in the second half of the year.",
        "Prices fell by a third of their level.",
        "Two people in three cars died.",
        "Nine men in two boats drowned.",
        "Three in five hundred fell ill.",
    ],
)
def test_not_every_fraction_is_a_share(text):
    row = claim(text)
    assert "percent" not in [one.quantity for one in read_figures(row, row["claim"])]


def test_a_share_has_its_bound():
    row = claim("More than half of the schools were closed.")
    (share,) = [one for one in read_figures(row, row["claim"]) if one.quantity == "percent"]
    assert (share.low, share.high) == (50, math.inf)


def test_square_and_cubic_are_no_lengths():
    row = claim("The lake holds 9,000 cubic metres.")
    row["quantities"][0] |= {"unit": "metre"}
    assert [one.quantity for one in read_figures(row, row["claim"])] == ["volume"]


def test_a_part_is_marked():
    row = claim("The blast killed 12 people, including 3 children.")
    assert [one.part for one in read_figures(row, row["claim"])] == [False, True]


@pytest.mark.parametrize("text", ["The driver, 82, was unhurt.", "Ada Nem, 45, was unhurt."])
def test_an_age_is_no_count(text):
    start = text.index(",") + 2
    age = {"value": 82.0, "high": None, "bound": "exact", "unit": None, "start": start, "end": start + 2}
    assert read_figures(claim(text, quantities=[age]), text) == ()


def test_vague_figures_are_left_out():
    dozens = {"value": 24.0, "high": None, "bound": "vague", "unit": "person", "start": 0, "end": 1}
    row = claim("x", quantities=[dozens])
    assert read_figures(row, "x") == ()


@given(st.integers(0, 10**6))
def test_a_figure_agrees_with_itself(value):
    one = figure(f"{value} people fled")
    assert both_possible(one, one)
    assert one.low <= one.value <= one.high < math.inf


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("In Halm 38 percent backed Ilka Brandt.", "In Halm 36 percent backed Ilka Brandt."),
        ("Varan gave Ilka Brandt 500 euros.", "Varan gave Ilka Brandt 200 euros."),
    ],
)
def test_shares_and_sums_that_one_gives_in_one_article_are_of_two_things(first, second):
    one, other = (claim(text, cluster_id="1", article_id="one") for text in (first, second))
    assert find(pair(one, other | {"article_id": "another"}))
    assert find(pair(one, other)) is None
    assert find(pair(one | {"source": "the mayor"}, other | {"source": "the treasurer"}))
    assert find(pair(one | {"source": "the mayor"}, other))


def test_shares_that_surveys_give_in_one_article_are_of_two_questions():
    place = {"cluster_id": "1", "article_id": "one"}
    one = claim("In Halm 38 percent chose Ilka Brandt.", source="NBC poll", **place)
    army = one | {"source": "Army Times", "source_kind": "news_media"}
    other = claim("In Halm 36 percent chose Ilka Brandt.", **place)
    assert find(pair(army, other)) is None
    assert find(pair(one, other)) is None
    assert find(pair(one | {"source": "the mayor"}, other))


def test_shares_of_two_articles_without_a_name_in_common_may_be_of_two_things():
    prices = "Prices rose 6 percent."
    energy = "Energy prices rose 15 percent."
    assert find(pair(claim(prices, cluster_id="1"), claim(energy, cluster_id="1"))) is None
    named = [f"{text[:-1]}, Varan says." for text in (prices, energy)]
    assert find(pair(*(claim(text, cluster_id="1") for text in named)))


def test_what_a_survey_found_is_of_another_extent_than_a_share_of_which_nothing_says_so():
    one = claim("Ilka Brandt has 52 percent in Halm, the poll found.", cluster_id="1", outlet="Ledger")
    other = claim("Ilka Brandt has 33 percent in Halm.", cluster_id="1", outlet="Courier")
    found = find(pair(one | {"origin_id": "x"}, other | {"origin_id": "y"}))
    assert found
    assert found.scope == "two surveys"


def test_how_far_somebody_has_come_is_a_state_that_changes():
    one = claim("Ilka Brandt leads in Halm with 61 delegates.", cluster_id="1")
    other = claim("Ilka Brandt leads in Halm with 55 delegates.", cluster_id="1")
    found = find(pair(one, other))
    assert found
    assert found.kind == "state"
