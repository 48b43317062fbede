"""What a claim takes for granted, told in square brackets; and pronouns that open it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_claims import article, attribution, claims

from provenance.claims.context import add_context
from provenance.claims.times import find_times

PUBLISHED = "2018-01-11"


def in_full(text, *, published=PUBLISHED):
    return [row["in_full"] for row in claims(article(text, published=published), min_confidence=0.4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops took the town of Orsk last month.", "Troops took the town of Orsk last month [December 2017]."),
        ("Troops left Orsk on Friday.", "Troops left Orsk on Friday [5 January 2018]."),
        (
            "He arrives in Orsk on Tuesday with 40 delegates.",
            "He arrives in Orsk on Tuesday with 40 delegates.",
        ),
        ("Troops left Orsk on Jan. 5.", "Troops left Orsk on Jan. 5 [2018]."),
        ("Troops left Orsk in 2016.", "Troops left Orsk in 2016."),
        ("Forty people died over the past week.", "Forty people died over the past week [4 to 11 January 2018]."),
    ],
)
def test_a_relative_date_is_told(text, expected):
    assert in_full(text) == [expected]


def test_without_a_date_of_publication_nothing_is_added():
    assert in_full("Troops took the town of Orsk last month.", published=None) == [
        "Troops took the town of Orsk last month."
    ]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Rebels entered the city of Sarle in 2016. ", "Troops retook the city [Sarle] in 2017."),
        ("Rebels held Sarle province in 2016. ", "Troops retook the city in 2017."),
        ("Rebels held the city of Sarle and the city of Marl in 2016. ", "Troops retook the city in 2017."),
        ("Rebels left Marl for the city of Sarle in 2016. ", "Troops retook the city in 2017."),
        (
            "Rebels held the city of Sarle in 2016. They were 400 men in all by 2017. ",
            "Troops retook the city in 2017.",
        ),
        ("", "Troops retook the city in 2017."),
    ],
)
def test_a_bare_place_is_named_where_one_only_can_be_meant(before, expected):
    assert in_full(f"{before}Troops retook the city in 2017.")[-1] == expected


def test_a_place_is_not_told_where_the_claim_names_another_before_it():
    told = in_full("Rebels held the city of Sarle in 2016. The army lost Marl and looks at the city again since 2017.")[
        -1
    ]
    assert "[" not in told


def test_a_bracket_does_not_part_a_possessive():
    assert in_full("The army denied Friday's attack on Orsk, which killed 20 people.")[0].startswith(
        "The army denied Friday's [5 January 2018] attack"
    )


def test_a_place_that_the_claim_names_itself_is_not_told_again():
    assert add_context("Sarle is the city they took.", times=[], before="the city of Sarle. ") == (
        "Sarle is the city they took."
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_but_brackets_is_ever_added(claim, before):
    told = add_context(claim, times=find_times(claim, published=PUBLISHED), before=before)
    rest = iter(told)
    assert all(letter in rest for letter in claim)  # every letter is still there, in order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ashford Steel closed its mill on Monday. Its workers were sent home the next day.",
            "Ashford Steel's workers were sent home the next day.",
        ),
        (
            "Ashford Steel sued Orsk Mining. Its workers were sent home the next day.",
            "Its workers were sent home the next day.",
        ),
        (
            "Dawn Front deployed 400 fighters to the province of Idra on Monday as it lost 12 villages to the army.",
            "Dawn Front lost 12 villages to the army.",
        ),
        (
            "Dawn Front fought the Orsk Guard in the province of Idra on Monday as it lost 12 villages to the army.",
            "It lost 12 villages to the army.",
        ),
    ],
)
def test_an_opening_pronoun_is_resolved_where_one_name_only_can_be_meant(text, expected):
    assert claims(article(text), min_confidence=0.3)[-1]["claim"] == expected


def test_what_only_points_is_no_claim():
    text = "“This is what helps the rebels,” Ada Nem said."
    assert not claims(article(text), attribution(text, "Ada Nem", "said", "“This is what helps the rebels,”"))


def test_a_relative_clause_without_that_is_no_claim():
    text = "It points up what faces Ada Nem in a war she has vowed to wage against two rebel groups."
    credit = attribution(text, "she", "has vowed", "to wage against two rebel groups")
    assert not [
        row for row in claims(article(text), credit, min_confidence=0.0) if str(row["claim"]).startswith("She ")
    ]


def test_whom_somebody_told_does_not_own_what_he_told():
    text = "Survivors told two reporters they had to break the locks with iron bars."
    credit = attribution(text, "Survivors", "told", "they had to break the locks with iron bars")
    assert "they had to break the locks with iron bars" in [row["exact_text"] for row in claims(article(text), credit)]


def test_each_of_them_is_a_subject():
    assert claims(article("Each of them resists current at 20 degrees."))


@pytest.mark.parametrize(
    "fragment", ["’s request to arm 200 men of Sarle in March 2017", "was written in Sarle in March 2017"]
)
def test_what_lacks_its_subject_is_no_claim(fragment):
    text = f"The plan of Nem{' ' if fragment[0].isalpha() else ''}{fragment}, Ada Roth said."
    credit = attribution(text, "Ada Roth", "said", fragment)
    assert not [row for row in claims(article(text), credit, min_confidence=0.0) if row["exact_text"] == fragment]
