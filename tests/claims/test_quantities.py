"""Figures: value, range, bound, unit; and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.claims.quantities import find_quantities, singular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("43 civilians and 46 pro-crown forces died", [(43, None, "exact", "civilian"), (46, None, "exact", "force")]),
        ("between 10 and 12 people", [(10, 12, "range", "person")]),
        ("10-12 soldiers", [(10, 12, "range", "soldier")]),
        ("3 to 4 million dollars", [(3e6, 4e6, "range", "USD")]),
        ("$500 million to $1 billion", [(5e8, 1e9, "range", "USD")]),
        ("more than 80 towns and villages", [(80, None, "more_than", "town")]),
        ("at least twenty-three people", [(23, None, "at_least", "person")]),
        ("no more than 10 trucks", [(10, None, "at_most", "truck")]),
        ("up to 5 percent of voters", [(5, None, "at_most", "percent")]),
        ("about half a million people", [(5e5, None, "about", "person")]),
        ("nearly 300 pilots", [(300, None, "about", "pilot")]),
        ("fewer than 30 boats", [(30, None, "less_than", "boat")]),
        ("1.2 million refugees", [(1.2e6, None, "exact", "refugee")]),
        ("a $3bn deal", [(3e9, None, "exact", "USD")]),
        ("a hundred people", [(100, None, "exact", "person")]),
        ("a dozen men", [(12, None, "exact", "man")]),
        ("12 dead", [(12, None, "exact", "person")]),
        ("12 of the passengers", [(12, None, "exact", "passenger")]),
        ("one civilian", [(1, None, "exact", "civilian")]),
        ("a 30-kilometre road", [(30, None, "exact", "kilometre")]),
        ("a 12-meter crater", [(12, None, "exact", "metre")]),
        ("dropped by 15 to 68 jets", [(15, None, "exact", None), (68, None, "exact", "jet")]),
        ("rose by 3 to 5 percent", [(3, 5, "range", "percent")]),
        ("2000 people", [(2000, None, "exact", "person")]),
        ("over 10 years", [(10, None, "exact", "year")]),
        ("several villages", [(None, None, "vague", "village")]),
        ("dozens were killed", [(None, None, "vague", "person")]),
        ("hundreds of thousands of people", [(None, None, "vague", "person")]),
        ("most of the gains", [(None, None, "vague", "gain")]),
    ],
)
def test_figures(text: str, expected: list[tuple[float | None, float | None, str, str]]) -> None:
    assert [(one.value, one.high, one.bound, one.unit) for one in find_quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "in 2011 the war began",
        "on Dec. 25 he left",
        "the 28 April deal",
        "under Title 17 of the code",
        "F-16 jets",
        "Resolution 2254 says",
        "for the second time",
        "a 34-year-old man",
        "Dana Orlov, 45, said",
        "two weeks ago",
        "at 10:30",
        "at 5 p.m.",
        "a 3-1 win",
        "in the 1990s",
        "two-thirds of voters",
        "6 in 10 voters",
        "the two groups",
        "one of them",
        "the most famous monument",
        "call 1-800-555-1234",
    ],
)
def test_no_figures(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("plural", "expected"), [("cities", "city"), ("churches", "church"), ("people", "person"), ("bus", "bus")]
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@given(st.lists(st.sampled_from(["12", "two", "$3bn", "and", "to", "-", "people", "million", "of", "5 percent"])))
def test_spans_lie_in_the_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = find_quantities(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(one.high is None or (one.value is not None and one.value < one.high) for one in found)
