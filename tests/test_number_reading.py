"""Numbers of any meaning, in digits and words, with their bounds."""

import pytest

from provenance.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2016 some 2.1 million voted.", [(2016, "exact"), (2_100_000, "about")]),
        ("Twenty-one boats", [(21, "exact")]),
        ("a dozen boats", [(12, "exact")]),
        ("more than 1,500 cases", [(1500, "more_than")]),
        ("He never exceeded 100 kilometres.", [(100, "at_most")]),
        ("It didn’t exceed 100 kilometres.", [(100, "at_most")]),
        ("It exceeded 100 kilometres.", [(100, "more_than")]),
        ("They refused to hand over two hostages.", [(2, "exact")]),
        ("a dispute over the three islands", [(3, "exact")]),
        ("The bid was lower than $2 million.", [(2_000_000, "less_than")]),
        ("if oil stays dearer than $40", [(40, "more_than")]),
        ("nobody", []),
    ],
)
def test_numbers(text, expected):
    found = find_numbers(text)
    assert [(one.value, one.bound) for one in found] == expected
    assert all(text[one.start : one.end].strip() for one in found)
