"""Other names of a source are names."""

from __future__ import annotations

import pytest

from provenance.reliability.spellings import spellings

NAMES = [
    ("Mary Holt", "named_person", ["She", "he", "Mary Holt", "Holt", "the bank's spokeswoman, Mary Holt,"], ["Holt"]),
    ("Mary Holt", "named_person", ["Dr. Mary Holt", "Mary M. Holt", "Mayor Mary Holt"], ["Mary M. Holt"]),
    ("Rami Abdul Hadar", "named_person", ["Rami Abdulhadar, director of the Northern Office"], ["Rami Abdulhadar"]),
    ("Northern Office of Law", "named_organisation", ["NOL", "the body"], ["NOL"]),
    ("inspector", "unnamed_person", ["an inspector who worked there", "he", "The inspector,"], []),
    ("senior officer", "unnamed_person", ["the officer"], ["the officer"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "texts", "expected"), NAMES)
def test_only_spellings_of_the_name(name, kind, texts, expected):
    assert spellings(texts, name, kind) == expected
