"""Printed names of outlets and agencies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.origins.names import name_key, same_name


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("The Karsk Post", "karsk post", True),
        ("KarskPost.com", "karskpost", True),
        ("AP", "Associated Press", True),
        ("The Long Tide Journal", "LTJ", True),
        ("Ministry of Water", "MW", True),
        ("Karsk Post", "Karsk Times", False),
        ("A", "Alba", False),
        ("", "", False),
        ("Élan", "Elan", True),
    ],
)
def test_same_name(left, right, same):
    assert same_name(left, right) is same
    assert same_name(right, left) is same


@settings(deadline=None)
@given(st.text())
def test_the_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)
