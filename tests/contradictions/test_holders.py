"""Who holds a claim: by the words around it where no attribution tells, and whether two are one and the same."""

import pytest
from clash_builders import claim, pair

from provenance.contradictions.sides import Side


@pytest.mark.parametrize(
    ("article", "text", "source"),
    [
        (
            "The coalition command said its review showed that 12 people died in Halm.",
            "its review showed that 12 people died in Halm",
            "The coalition command",
        ),
        ("On Monday, the army said that rebels fled Halm.", "rebels fled Halm", "the army"),
        ("Rebels fled Halm, the army said.", "Rebels fled Halm", "the army"),
        ("On Monday it said rebels fled Halm.", "rebels fled Halm", None),
        ("Osman denied that he ever said rebels fled Halm.", "rebels fled Halm", None),
        ("When asked, they said rebels fled Halm.", "rebels fled Halm", None),
        ("The army watched. Rebels fled Halm.", "Rebels fled Halm", None),
    ],
)
def test_the_words_around_a_claim_tell_who_says_so(article, text, source):
    start = article.index(text)
    row = claim(text, start=start, end=start + len(text))
    assert Side(row, article).source == source


@pytest.mark.parametrize(
    "source", ["26 percent of Democrats", "a strong majority of voters", "nine in ten", "Two-thirds percent", "nobody"]
)
def test_what_a_survey_found_some_to_say_is_nobodys_claim(source):
    text = "They have not been paying attention."
    assert Side(claim(text, source=source), text).standing == "unsure"
    assert Side(claim(text, source="the majority leader"), text).standing == "fact"


def test_who_only_answers_answers_what_stands_right_before():
    charge = claim("Halm is shutting schools.", source="the mayor", article_id="a", sentence_no=3, start=0)
    answer = claim("In Halm officials said it would not.", source="officials", article_id="a", sentence_no=4, start=90)
    assert pair(charge, answer).near_matter
    assert not pair(charge, answer | {"sentence_no": 9}).near_matter


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Varan Air", "passengers on the Varan Air flight", True),
        ("Varan Air", "its results statement", False),
        ("the pilots' union", "their union", False),
        ("final results", "a statement", False),
        ("the pilots' union", "its results statement", True),
        ("workers at the Halvane plant", "the Halvane workers", False),
        ("the army", "the rebels", True),
        ("a Halm Times survey", "latest poll", False),
    ],
)
def test_people_who_have_to_do_with_a_body_do_not_speak_for_it(one, other, two):
    found = pair(
        claim("The plane stood in Halm for seven hours.", source=one),
        claim("The plane of Varan Air left Halm after one hour.", source=other),
    )
    assert found.other_holders is two


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("The article is not accurate.", "words"),
        ("The mayor disputed that assessment.", "words"),
        ("The regime denied the fresh accusations.", "charge"),
        ("But it's being denied by the campaign.", "words"),
        ("The mayor disputed that the assessment was late.", None),
        ("The bridge is not accurate.", None),
    ],
)
def test_what_denies_words_said_before_answers_them(text, answers):
    assert Side(claim(text)).answers == answers


def test_what_economists_say_would_come_is_a_guess():
    text = "payrolls would grow by 150,000 in May"
    assert Side(claim(text, source="Economists")).standing == "unsure"
    assert Side(claim(text, source="the ministry")).standing == "plan"
