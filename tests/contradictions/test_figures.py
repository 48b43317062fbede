"""Figures: what they bound, what befell those counted, and when two can both be right."""

import math

import pytest
from clash_builders import claim
from hypothesis import given
from hypothesis import strategies as st

from provenance.contradictions.figures import both_possible, read_figures


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


def test_a_part_is_marked():
    row = claim("The blast killed 12 people, including 3 children.")
    assert [one.part for one in read_figures(row, row["claim"])] == [False, True]


def test_vague_figures_are_left_out():
    dozens = {"value": 24.0, "high": None, "bound": "vague", "unit": "person", "start": 0, "end": 1}
    row = claim("x", quantities=[dozens])
    assert read_figures(row, "x") == ()


@given(st.integers(0, 10**6))
def test_a_figure_agrees_with_itself(value):
    one = figure(f"{value} people fled")
    assert both_possible(one, one)
    assert one.low <= one.value <= one.high < math.inf
