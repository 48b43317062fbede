"""Sentences: where they end, where they do not, and where they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import tables
from provenance.sentences import find_paragraphs, find_sentences, split_sentences

if TYPE_CHECKING:
    import polars as pl


def articles(*texts: str, title: str | None = None) -> pl.DataFrame:
    rows = [
        {
            "article_id": f"a{number}",
            "text": text,
            "title_span": [0, len(title)] if title else None,
            "body_spans": [[0, len(text)]],
        }
        for number, text in enumerate(texts)
    ]
    return tables.ARTICLES.frame(rows)


def sentences(text: str) -> list[str]:
    return [
        text[start:end] for first, stop in find_paragraphs(text) for start, end in find_sentences(text, first, stop)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Navy sent ships.",
        "Lt. Gen Orlov and Brig. Gen. Ana Prest met on Dec. 25 in St. Marl.",
        "Resolution No. 10 passed at 5 p.m. Friday.",
        "J. B. Marsh paid $3.5 million for it.",
        "“Who knew?” she said.",
        "“Who knew?” Dana Orlov asked.",
        "He waited ... and left.",
        "The firm, Orlov Inc., closed.",
        "They met (see p. 12) in Marl.",
        "1. Close the bridge.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It burned. Nobody died.", ["It burned.", "Nobody died."]),
        ("He flew to the U.S. The ship sank.", ["He flew to the U.S.", "The ship sank."]),
        ("He came at 5 p.m. She left.", ["He came at 5 p.m.", "She left."]),
        ("“It is over.” The crowd left.", ["“It is over.”", "The crowd left."]),
        ('"It is over." "We go."', ['"It is over."', '"We go."']),
        ("It is over! (Nobody came.) They left.", ["It is over!", "(Nobody came.)", "They left."]),
        ("The bridge fell.The road closed today.", ["The bridge fell.", "The road closed today."]),
        ("• Two dead • Three hurt", ["• Two dead", "• Three hurt"]),
        ("LAST STAND\nThe town fell.", ["LAST STAND", "The town fell."]),
        ("The town fell in\nwinter. It burned.", ["The town fell in\nwinter.", "It burned."]),
        ("“They came.\n\n“They left,” she said.", ["“They came.", "“They left,” she said."]),
        ("In 2011. 25 people died.", ["In 2011.", "25 people died."]),
    ],
)
def test_sentences_end_where_they_should(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The bridge over the Marl was closed on\nFriday after the flood. The mayor of the\nOld Town said so.\n\nNext."
    )
    assert len(find_paragraphs(text)) == 2


def test_a_line_break_between_full_lines_parts_paragraphs() -> None:
    assert len(find_paragraphs("The bridge was closed.\nThe mayor said so on Friday in the hall of the town.")) == 2


def test_a_title_inside_the_body_is_given_once() -> None:
    frame = split_sentences(articles("Bridge falls\n\nIt fell.", title="Bridge falls"))
    assert frame.select("zone", "paragraph", "start").rows() == [("title", 0, 0), ("body", 1, 14)]


def test_paragraphs_count_over_the_article() -> None:
    frame = split_sentences(articles("One. Two.\n\nThree."))
    assert frame["paragraph"].to_list() == [0, 0, 1]


@pytest.mark.parametrize("frame", [tables.ARTICLES.empty(), articles(""), articles(" \n\n ")])
def test_nothing_gives_no_sentences(frame: pl.DataFrame) -> None:
    assert tables.SENTENCES.conform(split_sentences(frame), stage="sentences").is_empty()


def test_row_order_changes_nothing() -> None:
    frame = articles("One. Two.", "Three.", "Four. Five.")
    one, two = (tables.SENTENCES.conform(split_sentences(f), stage="sentences") for f in (frame, frame.reverse()))
    assert one.equals(two)


@given(st.text(alphabet='aB1 .?!"”“\n’)•,U.S', max_size=80))
def test_spans_are_stripped_ordered_and_lose_nothing(text: str) -> None:
    frame = split_sentences(articles(text))
    spans = list(frame.select("start", "end").iter_rows())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in spans)
