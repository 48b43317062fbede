"""The origin of every article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from origin_builders import OTHER, WORDS, article, articles

from provenance import tables
from provenance.config import Origins
from provenance.origins import find_copies, trace_articles

CONFIG = Origins()


def lineage(*rows):
    frame = articles(*rows)
    found = trace_articles(frame, find_copies(frame, config=CONFIG), config=CONFIG)
    return {row["article_id"]: row for row in tables.LINEAGE.conform(found, stage="lineage").iter_rows(named=True)}


def test_no_articles_give_no_rows():
    assert lineage() == {}


@pytest.mark.parametrize(
    ("columns", "label", "evidence"),
    [
        ({"outlet": "Karsk Post"}, "Karsk Post", "own reporting"),
        ({"outlet": "Karsk Post", "byline": "Ada Nem"}, "Karsk Post", "byline"),
        ({"outlet": "Karsk Post", "agency": "AP"}, "AP", "credit line"),
        ({"outlet": "Karsk Post", "republisher": "Lind Mirror"}, "Karsk Post", "credit line"),
        ({"title": "Ferry sinks"}, "unknown origin (Ferry sinks)", "own reporting"),
        ({"title": None}, "unknown origin", "own reporting"),
    ],
)
def test_label_and_evidence_of_an_article_like_no_other(columns, label, evidence):
    line = lineage(article("a", WORDS, **columns))["a"]
    assert (line["label"], line["evidence"], line["duplicate_of"], line["overlap"]) == (label, evidence, None, None)


def test_an_agency_in_the_dateline():
    assert lineage(article("a", f"KARSK (AP) — {WORDS}", agency="AP"))["a"]["evidence"] == "dateline"


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        ({"published_at": "2020-05-01"}, {"published_at": "2020-05-01"}, "Karsk Post or Lind Mirror"),
        ({}, {"published_at": "2020-05-01"}, "Karsk Post or Lind Mirror"),
        ({"published_at": "2020-05"}, {"published_at": "2020-05-01"}, "Karsk Post or Lind Mirror"),
        ({"published_at": "2020-05-02"}, {"published_at": "2020-05-01"}, "Karsk Post"),
        ({"agency": "Belt Wire"}, {"agency": "Belt Wire"}, "Belt Wire"),
        ({"outlet": "Karsk Post"}, {}, "Karsk Post"),
    ],
)
def test_no_outlet_is_named_the_origin_where_nothing_tells_who_was_first(left, right, label):
    lines = lineage(
        article("a", WORDS, **{"outlet": "Lind Mirror", **left}),
        article("b", WORDS, **{"outlet": "Karsk Post", **right}),
    )
    assert {line["label"] for line in lines.values()} == {label}


def test_copies_share_the_origin_of_the_earliest():
    lines = lineage(
        article("a", WORDS, outlet="Lind Mirror", published_at="2020-05-02"),
        article("b", WORDS, outlet="Karsk Post", published_at="2020-05-01"),
        article("c", OTHER, outlet="Lind Mirror"),
    )
    assert lines["a"]["origin_id"] == lines["b"]["origin_id"] != lines["c"]["origin_id"]
    assert (lines["a"]["label"], lines["a"]["duplicate_of"], lines["a"]["overlap"]) == ("Karsk Post", "b", 1.0)
    assert lines["b"]["duplicate_of"] is None


def test_the_credited_outlet_is_the_original_whatever_the_dates():
    lines = lineage(
        article("a", WORDS, outlet="Karsk Post", republisher="Lind Mirror", published_at="2020-05-01"),
        article("b", WORDS, outlet="Karsk Post", published_at="2020-05-03"),
    )
    assert lines["a"]["duplicate_of"] == "b"


def test_two_texts_of_one_agency_are_two_origins():
    lines = lineage(article("a", WORDS, agency="AP"), article("b", OTHER, agency="AP"))
    assert lines["a"]["origin_id"] != lines["b"]["origin_id"]
    assert lines["a"]["label"] == lines["b"]["label"] == "AP"


def test_two_rewrites_of_one_agency_text_are_one_origin():
    lines = lineage(
        article("a", f"{WORDS[:150]} {OTHER[:350]}", agency="AP"),
        article("b", f"{WORDS[:150]} {OTHER[:350].upper()[::-1]}", agency="AP"),
    )
    assert lines["a"]["origin_id"] == lines["b"]["origin_id"]


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 5), st.lists(st.sampled_from([WORDS, OTHER, "", "Short text ."]), max_size=3), st.randoms())
def test_copying_adds_no_origin_and_order_changes_nothing(times, texts, random):
    rows = [article(f"b{n}", text, published_at=f"2020-01-0{n + 1}") for n, text in enumerate([WORDS, *texts])]
    more = [*rows, *(article(f"c{n}", WORDS, published_at="2020-02-01", outlet="Lind Mirror") for n in range(times))]
    random.shuffle(more)
    before, after = lineage(*rows), lineage(*more)
    assert {line["origin_id"] for line in before.values()} == {line["origin_id"] for line in after.values()}
    assert after == lineage(*sorted(more, key=lambda row: row["article_id"]))
