"""The stage: rows, candidates, order, copies."""

import itertools

import pytest
from clash_builders import claim, claims
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import tables
from provenance.config import Contradictions
from provenance.contradictions import find_contradictions
from provenance.contradictions.candidates import candidate_pairs
from provenance.contradictions.sides import Side

TWELVE, NINETEEN = "The blast in Tolm killed 12 people on Monday.", "The blast in Tolm killed 19 people on Monday."
DAY = "2024-03-04T08:00"


def find(*rows, **options):
    """Return the rows of CONTRADICTIONS."""
    found = find_contradictions(
        tables.ARTICLES.empty(), claims(*rows), tables.NEAR.empty(), config=Contradictions(model="none", **options)
    )
    return tables.CONTRADICTIONS.conform(found, stage="contradictions").to_dicts()


def couple(**second):
    """Return two claims that clash."""
    return (
        claim(TWELVE, published_at=DAY, outlet="Harbour News", article_id="a", claim_id="c1"),
        claim(NINETEEN, **{"published_at": DAY, "outlet": "The Ledger", "article_id": "b", "claim_id": "c2"} | second),
    )


def test_the_reason_names_values_times_and_outlets():
    (row,) = find(*couple())
    assert row["why"] == (
        "12 against 19 dead, both published 4 March 2024, 08:00, Harbour News against The Ledger: both cannot hold"
    )
    assert (row["a_value"], row["b_value"], row["a_time"], row["same_origin"]) == ("12", "19", DAY, False)


def test_one_origin_is_marked():
    (row,) = find(*couple(origin_id="origin of a"))
    assert row["same_origin"] is True


def test_copies_are_represented_by_the_earliest():
    copies = [
        claim(NINETEEN, published_at="2024-03-05", outlet=name, article_id=name, origin_id="origin of b")
        for name in ("Copyist", "Aggregator")
    ]
    rows = find(*couple(), *copies)
    assert [row["b_outlet"] for row in rows] == ["The Ledger"]


def test_of_copies_of_one_time_one_article_stands_for_all():
    rows = [
        claim(text, published_at=DAY, article_id=name, origin_id="o", outlet=name, claim_id=f"{number}{name}")
        for name, ids in (("one", "14"), ("two", "32"))
        for text, number in zip((TWELVE, NINETEEN), ids, strict=True)
    ]
    (pair,) = candidate_pairs([Side(row) for row in rows], {})
    assert pair.same_article


def test_weak_clashes_are_printed_as_unclear_and_none_is_lost():
    (row,) = find(*couple(), min_confidence=1.0)
    assert row["verdict"] == "unclear"


def test_other_clusters_of_one_story_are_looked_at():
    (row,) = find(*couple(cluster_id="another"))
    assert row["verdict"] == "contradiction"


def test_other_stories_are_looked_at_where_a_rare_name_and_the_week_are_one():
    apart = {"cluster_id": "another", "story_id": "another"}
    assert len(find(*couple(**apart))) == 1
    assert find(*couple(**apart, published_at="2024-03-14T08:00")) == []


def test_own_voice_and_a_source_contradict_and_two_sources_dispute():
    one, other = couple()
    police = {"source": "the police", "source_id": "p", "source_kind": "named_organisation"}
    assert [row["verdict"] for row in find(one | police, other)] == ["contradiction"]
    assert [
        row["verdict"] for row in find(one | police, other | police | {"source": "the hospital", "source_id": "h"})
    ] == ["source_dispute"]
    voice = {"source": "The Ledger", "source_id": "l", "source_kind": "outlet"}
    assert [row["verdict"] for row in find(one | police, other | voice)] == ["contradiction"]


def test_unknown_dates_leave_a_toll_unclear():
    one, other = couple()
    assert [row["verdict"] for row in find(one | {"published_at": None}, other | {"published_at": None})] == ["unclear"]


def test_no_claims_give_no_rows():
    assert find() == []


SENTENCES = [
    TWELVE,
    NINETEEN,
    "At least 15 people were killed in the blast in Tolm.",
    "The army denied bombing the market in Tolm.",
    "The army bombed the market in Tolm on Monday.",
    "The market in Tolm reopened on Monday.",
    "The market in Tolm was closed on Monday.",
    "Shops in Tolm did not open on Monday.",
]


SAYING = st.tuples(st.sampled_from(SENTENCES), st.sampled_from("abcd"), st.sampled_from([None, DAY]))


@settings(max_examples=30, deadline=None)
@given(st.lists(SAYING, max_size=8))
def test_order_of_rows_changes_nothing(given_claims):
    rows = {
        row["claim_id"]: row
        for text, article, day in given_claims
        for row in [claim(text, article_id=article, outlet=article, published_at=day)]
    }
    first = find(*rows.values())
    assert find(*reversed(rows.values())) == first
    assert all(row["a_claim_id"] != row["b_claim_id"] for row in first)
    pairs = [frozenset((row["a_claim_id"], row["b_claim_id"])) for row in first]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("texts", list(itertools.combinations(SENTENCES[:5], 2)), ids=str)
def test_null_columns_do_no_harm(texts):
    bare = {"outlet": None, "origin_id": None, "cluster_id": None, "story_id": None, "modality": None, "stance": None}
    found = find(*(claim(text, article_id=text, **bare) for text in texts))
    assert len(found) <= 1


@pytest.mark.parametrize(("number", "verdicts"), [(9, ["source_dispute"]), (30, [])])
def test_a_denial_of_what_somebody_is_named_for_is_held_against_it(number, verdicts):
    place = {"article_id": "a", "published_at": DAY, "cluster_id": None}
    charge = claim("He took bribes at the port.", source="Ilka Osman", stance="alleged", sentence_no=1, **place)
    denial = claim("Brandt has denied Osman's allegation.", source="Brandt", sentence_no=number, start=900, **place)
    assert [row["verdict"] for row in find(charge, denial, min_confidence=0)] == verdicts


ANSWERED = {  # what stands before or after a denial, by whom, how many sentences off; the denial and by whom; is it one
    "what he said last": (
        "The families were wrong.",
        "Ilka Osman",
        -1,
        "Brandt rejected Osman's claim.",
        "Brandt",
        True,
    ),
    "not what he says of himself": (
        "Osman filed an appeal.",
        "Osman",
        -1,
        "Brandt rejected Osman's claim.",
        "Brandt",
        False,
    ),
    "not what is far": (
        "The families were wrong.",
        "Ilka Osman",
        -5,
        "Brandt rejected Osman's claim.",
        "Brandt",
        False,
    ),
    "not his neighbour": (
        "Brandt hit her.",
        "a neighbour of Osman",
        -1,
        "Brandt rejected Osman's claim.",
        "Brandt",
        False,
    ),
    "what it is about": (
        "The dam is weak.",
        "Osman",
        -2,
        "Brandt disputed Osman's claims about the dam.",
        "Brandt",
        True,
    ),
    "not what it goes on to leave out": (
        "The dam is weak.",
        "Osman",
        -1,
        "Osman's claim is contradicted by two workers who saw no truck at the gate, says Brandt.",
        "Brandt",
        False,
    ),
    "told after": ("Brandt sold the pier.", "Osman", 3, "Brandt disputed Osman's account of the sale.", "Brandt", True),
    "by name": ("Brandt hid it.", "the Ledger", -3, "Brandt denied the report by the Ledger.", "Brandt", True),
    "blamed": ("Kesh accused Brandt of theft.", "Kesh", -5, "Brandt denied the charges.", "Brandt", True),
    "accused by nobody named": (
        "Brandt has been accused of theft.",
        None,
        -2,
        "Brandt denied the charges.",
        "Brandt",
        True,
    ),
    "only named": ("Brandt came to Halm.", "Kesh", -5, "Brandt denied the charges.", "Brandt", False),
    "not what is not so": ("Brandt did not sign it.", "Kesh", -1, "Brandt denied the charges.", "Brandt", False),
    "said just before": ("The talks are stuck.", "Kesh", -1, "Brandt disputed that assessment.", "Brandt", True),
    "praised for it": (
        "The talks are stuck.",
        "Kesh",
        -1,
        "Brandt praised Lund for disputing the report.",
        "Brandt",
        False,
    ),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_what_a_denial_answers(name):
    text, source, apart, denial, denier, is_one = ANSWERED[name]
    place = {"article_id": "a", "published_at": DAY, "cluster_id": None}
    told = claim(text, source=source, sentence_no=20 + apart, start=900 + apart, **place)
    answer = claim(denial, source=denier, stance="denied", sentence_no=20, start=900, **place)
    rows = find(told, answer)
    assert [row["verdict"] for row in rows] == ["source_dispute"] * is_one


def test_a_paper_is_answered_by_who_denies_its_report_sentences_later():
    place = {"article_id": "a", "published_at": DAY, "cluster_id": None}
    told = claim("Brandt spoke of leaving.", source="The Ledger", source_kind="news_media", sentence_no=3, **place)
    denial = claim("Brandt denied the report.", source="Brandt", stance="denied", sentence_no=7, start=900, **place)
    assert [row["verdict"] for row in find(told, denial)] == ["source_dispute"]
    assert find(told | {"source_kind": "named_person"}, denial) == []


def test_what_somebody_is_said_to_have_done_is_denied_where_the_denial_names_both():
    place = {"article_id": "a", "published_at": DAY, "cluster_id": None}
    told = claim("She was flown to London to meet Erik Lund.", source="Ilka Osman", sentence_no=3, **place)
    denial = claim("that Lund had any dealings with Osman", source="Palace officials", stance="denied", **place)
    own = claim("Osman's talk with Lund went well.", source="Ilka Osman", sentence_no=3, **place)
    his = claim("that Osman had pressed Lund", source="Palace officials", stance="denied", **place)
    assert [row["verdict"] for row in find(told, denial | {"sentence_no": 9, "start": 900})] == ["source_dispute"]
    assert find(own, his | {"sentence_no": 9, "start": 900}) == []


def test_a_denial_of_what_was_long_ago_is_a_dispute():
    place = {"article_id": "a", "published_at": "2024-03-04", "cluster_id": None, "sentence_no": 1}
    text = "Brandt denied on Monday a professor's accusation that he had hit her 36 years ago."
    denial = claim(text, source="Brandt", stance="denied", as_of="2024-03-04", **place)
    start = text.index("that he")
    inner = claim(text[start:-1], source="professor", as_of="1988", start=start, end=len(text) - 1, **place)
    assert [row["verdict"] for row in find(denial, inner)] == ["source_dispute"]
