"""Places that the grammar makes plain, and names that are none."""

from __future__ import annotations

import pytest

from provenance.claims.places import find_place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fought near Sarle on Friday.", "Sarle"),
        ("They took the town of Deir al-Marl in March.", "Deir al-Marl"),
        ("They fought in Idra, in Orsk province.", "Orsk"),
        ("They met in Palva's Old Hall.", "Palva"),
        ("They fought in northern Sarle.", "Sarle"),
        ("They said so in the Lemnian conflict.", None),
        ("They lost confidence in Orlov.", None),
        ("It rose in January.", None),
        ("It passed in Congress.", None),
        ("It won in Round 2.", None),
        ("They sat in NTRO for a year.", None),
        ("They believed in Prest. Mrs. Prest won.", None),
    ],
)
def test_place(text: str, expected: str | None) -> None:
    assert find_place(text) == expected


def test_a_known_person_is_no_place() -> None:
    assert find_place("They saw it in Orlov.", persons=["Dana Orlov"]) is None
