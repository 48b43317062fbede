"""Claims: what is one, whose it is, and how it reads on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import tables
from provenance.claims import find_claims
from provenance.config import Claims
from provenance.sentences import split_sentences

if TYPE_CHECKING:
    import polars as pl

PUBLISHED = "2018-01-11"


def article(text: str, *, title: str | None = None, published: str | None = PUBLISHED) -> pl.DataFrame:
    spans = {"title_span": [0, len(title)] if title else None, "body_spans": [[0, len(text)]]}
    return tables.ARTICLES.frame([{"article_id": "a", "text": text, "published_at": published, **spans}])


def attribution(
    text: str, source: str, cue: str, *content: str, kind: str = "named_person", stance: str = "stated"
) -> dict[str, object]:
    def at(words: str) -> list[int]:
        return [text.index(words), text.index(words) + len(words)]

    return {
        "attribution_id": f"{source} {cue} {content[0]}",
        "article_id": "a",
        "source_spans": [at(source)] if source else [],
        "cue_spans": [at(cue)],
        "content_spans": [at(part) for part in content],
        "source": source or None,
        "source_kind": kind,
        "stance": stance,
    }


def claims(frame: pl.DataFrame, *attributions: dict[str, object], **options: float) -> list[dict[str, object]]:
    credited = tables.ATTRIBUTIONS.frame(attributions)
    found = find_claims(frame, split_sentences(frame), credited, config=Claims(**options))
    return tables.STATEMENTS.conform(found, stage="claims").sort("start", "end").rows(named=True)


def told(text: str, *attributions: dict[str, object], **options: float) -> list[str]:
    return [str(row["claim"]) for row in claims(article(text), *attributions, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("But the rebels captured Sarle on Friday.", ["The rebels captured Sarle on Friday."]),
        (
            "The Marl Front was formed in late 2014, but it was dissolved by its own council in Sarle in April.",
            ["The Marl Front was formed in late 2014.", "It was dissolved by its own council in Sarle in April."],
        ),
        (
            "The army closed the Marl bridge on Monday, days after its engineers found cracks in the eastern tower.",
            ["The army closed the Marl bridge on Monday.", "Its engineers found cracks in the eastern tower."],
        ),
        (
            "Although the army closed the bridge at Marl, hundreds of lorries crossed the river near Sarle on Monday.",
            ["The army closed the bridge at Marl.", "Hundreds of lorries crossed the river near Sarle on Monday."],
        ),
        (
            "Idra Watch, a charity that ran the port in March, sent ten boats over the river to Marl and to Orsk.",
            [
                "Idra Watch is a charity that ran the port in March.",
                "Idra Watch sent ten boats over the river to Marl and to Orsk.",
            ],
        ),
        (
            "Troops reached the city of Sarle, which housed about 400 prisoners, on Tuesday morning.",
            [
                "Troops reached the city of Sarle on Tuesday morning.",
                "Sarle housed about 400 prisoners.",
            ],
        ),
        ("SARLE (XP) — The army closed the bridge on Monday.", ["The army closed the bridge on Monday."]),
        ("The mill stands 800 metres from the wells.", ["The mill stands 800 metres from the wells."]),
        ("Idra Industries employs about 410 people in Sarle.", ["Idra Industries employs about 410 people in Sarle."]),
    ],
)
def test_what_the_outlet_says(text: str, expected: list[str]) -> None:
    assert told(text, min_confidence=0.5) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Why did the rebels capture Sarle in 2011?",
        "Read the full report on Sarle here.",
        "Please send money to Idra Watch.",
        "A photo of the Marl bridge can be seen on the right.",
        "Marl bridge closed",
        "THE SARLE FILES ARE OPEN",
        "It is a terrible idea.",
        "We should love one another.",
        "Dana Orlov contributed reporting.",
        "The army in Marl.",
    ],
)
def test_no_claims(text: str) -> None:
    assert told(text) == []


def test_the_content_is_the_claim_and_the_framing_is_not() -> None:
    text = "Dana Orlov said that the rebels captured Sarle on Friday."
    row = claims(article(text), attribution(text, "Dana Orlov", "said", "that the rebels captured Sarle on Friday"))
    assert [(one["claim"], one["attribution_id"] is None) for one in row] == [
        ("The rebels captured Sarle on Friday.", False)
    ]


def test_a_content_that_is_no_statement_is_told_with_its_source() -> None:
    text = "The government of Idra has threatened to leave the talks."
    mark = attribution(text, "The government of Idra", "threatened", "to leave the talks")
    assert [(row["claim"], row["attribution_id"]) for row in claims(article(text), mark)] == [
        (text, mark["attribution_id"])
    ]


def test_a_deed_is_told_by_the_outlet() -> None:
    text = "The government of Idra is ignoring the rural towns in the north."
    mark = attribution(text, "The government of Idra", "is ignoring", "the rural towns in the north")
    assert [(row["claim"], row["attribution_id"]) for row in claims(article(text), mark)] == [(text, None)]


def test_what_somebody_did_saying_so_is_told_by_the_outlet() -> None:
    text = "The maritime board lowered the toll of the Idra wreck to 27, saying four bodies had been counted twice."
    mark = attribution(text, "The maritime board", "saying", "four bodies had been counted twice")
    assert [(row["claim"], row["attribution_id"] is None) for row in claims(article(text), mark)] == [
        ("The maritime board lowered the toll of the Idra wreck to 27.", True),
        ("Four bodies had been counted twice.", False),
    ]


def test_said_on_friday_morning_they_had_is_no_relative_clause() -> None:
    text = "Dana Orlov said on Friday morning they had no one in custody over the Grainhouse fire."
    mark = attribution(text, "Dana Orlov", "said", "they had no one in custody over the Grainhouse fire")
    assert told(text, mark) == ["They had no one in custody over the Grainhouse fire."]


def test_an_interposed_framing_is_cut_from_the_claim_alone() -> None:
    text = "“The bridge,” Dana Orlov said, “was closed on Friday.”"
    mark = attribution(text, "Dana Orlov", "said", "“The bridge,”", "“was closed on Friday.”")
    row = claims(article(text), mark)[0]
    assert (row["claim"], row["exact_text"]) == ("The bridge was closed on Friday.", text)


def test_a_quotation_over_two_sentences_gives_two_claims() -> None:
    text = "“The bridge fell on Friday. The army closed the road,” Dana Orlov said."
    mark = attribution(text, "Dana Orlov", "said", "“The bridge fell on Friday. The army closed the road,”")
    assert told(text, mark) == ["The bridge fell on Friday.", "The army closed the road."]


@pytest.mark.parametrize(
    "content",
    [
        "There will be no mask requirement on public transport this winter",
        "not a single post would be lost this year",
    ],
)
def test_a_denial_that_somebody_stands_for_is_a_claim_without_name_or_figure(content: str) -> None:
    text = f"{content}, the health ministry said on Monday."
    credit = attribution(text, "the health ministry", "said", content)
    (row,) = claims(article(text), credit)
    assert (row["modality"], row["negated"]) == ("predicted", True)


@pytest.mark.parametrize(
    "content",
    ["This is not true", "That is a lie", "I have not done anything wrong", "We did nothing wrong", "It is nonsense"],
)
def test_that_something_is_not_so_is_a_claim_of_whoever_says_so(content: str) -> None:
    text = f'"{content}," the mayor said.'
    assert claims(article(text), attribution(text, "the mayor", "said", f'"{content},"'))
    assert claims(article(f"{content}.")) == []


def test_advice_is_no_claim() -> None:
    text = "Residents would be wise to help repel the rebels now, the preacher said."
    assert claims(article(text), attribution(text, "the preacher", "said", text.partition(",")[0])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Carmaker Velto slid to a loss of 40 million marks.",
        "In Orrin 47 percent of registered voters cast a ballot on Sunday.",
        "Olu Brandt quit as finance minister of Varan on Thursday.",
        "Piet Osman served as mayor of Tolm for 12 years.",
        "The river Sarn burst its banks near Halm on Monday.",
    ],
)
def test_irregular_verbs_and_verbs_with_as_make_statements(text: str) -> None:
    assert told(text)


def test_the_innermost_attribution_is_credited() -> None:
    text = "The Sarle Post says that Dana Orlov claims that the bridge fell on Friday."
    inner = attribution(text, "Dana Orlov", "claims", "that the bridge fell on Friday")
    outer = attribution(text, "The Sarle Post", "says", "that Dana Orlov claims that the bridge fell on Friday")
    assert [row["attribution_id"] for row in claims(article(text), outer, inner)] == [inner["attribution_id"]]


def test_what_stands_beside_the_content_is_the_outlets() -> None:
    text = "The army closed the Marl bridge on Monday, and Dana Orlov said that the town of Sarle had lost its power."
    mark = attribution(text, "Dana Orlov", "said", "that the town of Sarle had lost its power")
    assert [(row["claim"], row["attribution_id"] is None) for row in claims(article(text), mark)] == [
        ("The army closed the Marl bridge on Monday.", True),
        ("The town of Sarle had lost its power.", False),
    ]


def test_details() -> None:
    text = "At least 12 soldiers were not allowed into the town of Sarle since Dec. 25."
    row = claims(article(text))[0]
    assert {name: row[name] for name in ("value", "bound", "unit", "place", "as_of", "as_of_printed", "negated")} == {
        "value": 12.0,
        "bound": "at_least",
        "unit": "soldier",
        "place": "Sarle",
        "as_of": "2017-12-25/..",
        "as_of_printed": "since Dec. 25",
        "negated": True,
    }


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army closed the Marl bridge.", "asserted"),
        ("The army may have closed the Marl bridge in 2011.", "possible"),
        ("The army reportedly closed the Marl bridge in 2011.", "possible"),
        ("The army will close the Marl bridge in 2011.", "predicted"),
        ("The army plans to close the Marl bridge in 2011.", "planned"),
        ("The army would have closed the Marl bridge in 2011.", "conditional"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert [row["modality"] for row in claims(article(text), min_confidence=0)] == [modality]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Not a single house in Karsk was burned on Monday.", True),
        ("The army never closed the Marl bridge.", True),
        ("The army failed to close the Marl bridge.", True),
        ("Idra denied that it had closed the bridge.", True),
        ("No soldier crossed the Marl bridge.", True),
        ("The army closed a bridge not far from Marl.", False),
        ("The army not only closed the bridge at Marl.", False),
    ],
)
def test_negation(text: str, negated: bool) -> None:
    assert [row["negated"] for row in claims(article(text), min_confidence=0)] == [negated]


def test_a_floating_date_ahead_is_unknown() -> None:
    row = claims(article("Idra will open the Marl bridge on Friday."))[0]
    assert (row["as_of"], row["as_of_printed"]) == (None, "on Friday")


def test_a_pronoun_gives_way_to_the_only_name_there_is() -> None:
    text = "Dana Orlov runs the port. Orlov said that she closed the bridge in 2011."
    mark = attribution(text, "Dana Orlov", "said", "that she closed the bridge in 2011")
    assert told(text, mark)[-1] == "Dana Orlov closed the bridge in 2011."


@pytest.mark.parametrize(
    "text",
    [
        "Ana Prest runs the port. Dana Orlov said that she closed the bridge in 2011.",
        "Mr. Dana Orlov runs the port. Dana Orlov said that she closed the bridge in 2011.",
    ],
)
def test_a_pronoun_stays_where_the_name_is_in_doubt(text: str) -> None:
    mark = attribution(text, "Dana Orlov", "said", "that she closed the bridge in 2011")
    assert told(text, mark)[-1] == "She closed the bridge in 2011."


def test_a_low_floor_lets_more_through() -> None:
    text = "It is a bad idea for us."
    assert told(text) == []
    assert told(text, min_confidence=0) == [text]


@pytest.mark.parametrize("frame", [tables.ARTICLES.empty(), article(""), article("\n\n")])
def test_nothing_gives_no_claims(frame: pl.DataFrame) -> None:
    assert claims(frame) == []


VOCABULARY = (
    "Dana Orlov said that the army closed , and . it was not in Sarle which 12 soldiers left after “ ” on Friday"
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(VOCABULARY.split()), max_size=40), st.lists(st.integers(0, 200), min_size=6, max_size=6)
)
def test_spans_give_back_their_text_and_keys_are_single(words: list[str], ends: list[int]) -> None:
    text = " ".join(words)
    spans = [sorted(min(end, len(text)) for end in ends[place : place + 2]) for place in (0, 2, 4)]
    mark = {"attribution_id": "x", "article_id": "a", "source": "Dana Orlov", "source_kind": "named_person"}
    mark |= {"source_spans": spans[:1], "cue_spans": spans[1:2], "content_spans": spans[2:]}
    rows = claims(article(text), mark, min_confidence=0)
    assert all(text[row["start"] : row["end"]] == row["exact_text"] for row in rows)
    assert all(row["claim"] for row in rows)


def test_row_order_changes_nothing() -> None:
    text = "Dana Orlov said that the army closed the bridge. Idra said that the rebels captured Sarle."
    marks = [
        attribution(text, "Dana Orlov", "said", "that the army closed the bridge"),
        attribution(text, "Idra", "said", "that the rebels captured Sarle"),
    ]
    frame = article(text)
    sentences, credited = split_sentences(frame), tables.ATTRIBUTIONS.frame(marks)
    one = find_claims(frame, sentences, credited, config=Claims())
    two = find_claims(frame, sentences.reverse(), credited.reverse(), config=Claims())
    conformed = [tables.STATEMENTS.conform(found, stage="claims") for found in (one, two)]
    assert conformed[0].equals(conformed[1])


def test_a_party_that_denies_in_a_relative_clause_has_a_claim_of_its_own():
    text = "Inspectors from Orsk blamed the gas attack in Sarle on the army, which denied responsibility."
    blames = attribution(
        text, "Inspectors from Orsk", "blamed", "the gas attack in Sarle on the army", kind="unnamed_group"
    )
    denies = attribution(text, "which", "denied", "responsibility", kind="named_organisation", stance="denied")
    rows = claims(article(text), blames, denies)
    assert [row["claim"] for row in rows] == [
        "Inspectors from Orsk blamed the gas attack in Sarle on the army.",
        "The army denied responsibility.",
    ]
    assert [row["attribution_id"] for row in rows] == [blames["attribution_id"], denies["attribution_id"]]


def test_what_a_party_claims_and_what_is_believed_of_it_are_two_claims():
    text = (
        "The valley is held by the Northern Council, which claims to have left the pact but is widely believed"
        " to belong to it."
    )
    assert told(text) == [
        "The valley is held by the Northern Council.",
        "The Northern Council claims to have left the pact.",
        "The Northern Council is widely believed to belong to it.",
    ]


def test_a_state_of_health_is_no_judgement():
    text = "The mediator said the remaining hostages were in good health."
    credit = attribution(
        text, "The mediator", "said", "the remaining hostages were in good health", kind="unnamed_person"
    )
    assert told(text, credit) == ["The remaining hostages were in good health."]


def test_an_accusation_is_told_whole_beside_what_else_is_said():
    text = "The president of Varan accused Kesh of orchestrating the raid and said that the ports had been closed."
    source, kind = "The president of Varan", "unnamed_person"
    found = claims(
        article(text),
        attribution(text, source, "accused", "Kesh of orchestrating the raid", kind=kind, stance="alleged"),
        attribution(text, source, "said", "that the ports had been closed", kind=kind),
    )
    assert [row["exact_text"] for row in found] == [
        "The president of Varan accused Kesh of orchestrating the raid",
        "that the ports had been closed",
    ]


def test_what_somebody_is_accused_of_is_no_claim_without_the_accuser():
    text = "Brandt accused Orrin of breaking promises it had made during the talks."
    (row,) = claims(
        article(text),
        attribution(
            text, "Brandt", "accused", "Orrin of breaking promises it had made during the talks", stance="alleged"
        ),
    )
    assert row["exact_text"] == text
