"""Figures of two claims taken together."""

import pytest
from clash_builders import pair

from provenance.contradictions.tallies import add_up, told_by_both


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The crash at Halm hurt 44 people.", "At Halm 12 people were in hospital and 32 people at home.", True),
        ("Nine people are still held at Halm.", "Of 15 people taken at Halm 6 were freed.", True),
        ("In Halm 25 percent of adults voted.", "In Halm 75 percent of adults stayed away.", True),
        ("Three quarters of the homes in Halm burned.", "Only one home in four in Halm was spared.", True),
        ("The mill at Halm is to cut a third of the 900 jobs.", "The mill at Halm is to keep 600 jobs.", True),
        ("The mill at Halm is to cut a third of the 900 jobs.", "The mill at Halm is to keep 400 jobs.", False),
        ("The crash at Halm killed 31 people.", "The crash at Halm on 4 May killed 27 people.", False),
        ("The crash at Halm killed 12 people.", "The crash at Halm killed 19 people.", False),
        ("The crash at Halm killed 12 people and hurt 7 people.", "The crash at Halm killed 19 people.", True),
        ("Four people died at Halm.", "At Halm 3 people and 1 dog died.", False),
    ],
)
def test_parts_and_their_sum(first, second, expected):
    assert add_up(pair(first, second)) is expected
    assert add_up(pair(second, first)) is expected


def test_among_many_figures_a_sum_means_nothing():
    many = ", ".join(f"{number} in Halm" for number in range(20, 40))
    assert not add_up(pair(f"They counted {many}.", "They counted 51 people in Halm."))


def test_a_figure_of_both_is_at_odds_with_none():
    both = pair("The blast killed 12 people and hurt 30 people.", "The blast hurt 30 people, and 19 people died.")
    assert [told_by_both(figure, both) for figure in both.a.figures] == [False, True]
