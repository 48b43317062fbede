"""Pairs of articles that share text."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from origin_builders import OTHER, WORDS, article, articles

from provenance import tables
from provenance.config import Origins
from provenance.origins import find_copies, trace_articles
from provenance.origins.shingles import winnow

CONFIG = Origins()
POST = f"{WORDS[:200]} — Ada Nem (@adanem) May 1, 2020"


def copies(*rows):
    return tables.COPIES.conform(find_copies(articles(*rows), config=CONFIG), stage="copies")


def only(*rows):
    found = copies(*rows)
    assert found.height == 1
    return found.row(0, named=True)


def test_no_articles_give_no_pairs():
    assert copies().is_empty()


def test_one_article_is_no_pair():
    assert copies(article("a", WORDS)).is_empty()


def test_an_article_without_a_body_shares_nothing():
    assert copies(article("a", WORDS), article("b", WORDS, body_spans=[]), article("c", "")).is_empty()


def test_independent_articles_are_no_pair():
    assert copies(article("a", WORDS), article("b", OTHER)).is_empty()


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (WORDS, WORDS, "copy"),
        (WORDS, f"LIND (Tide News) - {WORDS.upper()} Tide News", "copy"),
        (WORDS, WORDS.replace("’", "'").replace("captain", "skipper"), "copy"),
        (WORDS[:230], f"{OTHER} {OTHER.upper()[::-1]} {WORDS[:230]}", "copy"),
        (f"{OTHER} {WORDS[:130]}", f"{WORDS} More followed later in the week", "partial"),
        (f"{OTHER} “{WORDS[:150]}” he said", f"He spoke at length . “{WORDS[:150]}” were his words there", "quotes"),
        (f"{OTHER} “{WORDS[:150]}” he said", f"He put out a statement .\n\n{WORDS[:150]} ends the statement", "quotes"),
        (f"One post .\n\n{POST}", f"{OTHER}\n\n{POST}\n\nNobody has answered yet .", "quotes"),
    ],
)
def test_kinds(left, right, kind):
    assert only(article("a", left), article("b", right))["kind"] == kind


def test_a_short_text_inside_a_long_one_is_partial():
    long = f"{WORDS} {' '.join(word[::-1] for word in (WORDS + OTHER).split())} {OTHER}"
    pair = only(article("a", " ".join(OTHER.split()[:35])), article("b", long))
    assert (pair["kind"], pair["containment"]) == ("partial", 1.0)


def test_a_few_common_words_outside_quotation_marks_are_no_pair():
    shared = "at the end of the day on Thursday in the"
    left, right = f"{WORDS} {WORDS[::-1]} {shared} harbour", f"{OTHER} {OTHER[::-1]} {shared} council"
    assert copies(article("a", left), article("b", right)).is_empty()


def test_a_report_printed_by_many_outlets_is_one_text():
    rows = [article(f"a{n:03d}", f"{WORDS} Said number {n}", outlet=f"outlet {n}") for n in range(70)]
    found = copies(*rows)
    assert 69 <= found.height < 70 * 69 / 2  # not each with each
    lines = trace_articles(articles(*rows), found, config=CONFIG)
    assert lines["origin_id"].n_unique() == 1
    assert lines["duplicate_of"].null_count() == 1


def test_a_statement_printed_without_marks_is_shared_outside_them():
    told = f"He put out a statement .\n\n{WORDS[:150]} ends the statement"
    pair = only(article("a", f"{OTHER} “{WORDS[:150]}” he said"), article("b", told))
    assert pair["kind"] == "quotes"
    assert (pair["unmarked"], pair["containment"]) == (0.0, 0.0)
    assert pair["other_unmarked"] > 0.5 > pair["other_containment"]


def test_the_later_one_is_said_to_cut_and_to_add():
    left = article("a", WORDS, published_at="2020-05-01")
    right = article("b", f"{WORDS[:300]} {OTHER[:100]}", published_at="2020-05-02")
    pair = only(left, right)
    kept = len(WORDS[:300].split()) / len(WORDS.split())
    assert "leaves out" in pair["evidence"]
    out = int(pair["evidence"].split("leaves out ")[1].split("%")[0])
    assert out == pytest.approx(100 * (1 - kept), abs=4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=8, max_size=60), st.integers(2, 6), st.integers(0, 30))
def test_winnowing_keeps_a_hash_of_every_run(numbers, window, start):
    hashes = np.array(numbers, dtype=np.uint64)
    run = hashes[start : start + window]
    if len(run) == window:
        assert set(winnow(hashes, window).tolist()) & set(run.tolist())


def test_residue_of_a_site_is_not_sharing():
    notice = "Follow us for breaking stories and sign up to the morning letter that all the valley reads with coffee"
    rows = [article(f"a{n}", f"{part} {notice}", outlet="Karsk Post") for n, part in enumerate(_four_texts())]
    assert copies(*rows).is_empty()


def test_a_text_copied_by_many_articles_of_one_site_is_still_a_copy():
    found = copies(*(article(f"a{n}", f"{WORDS} {n}", outlet="Karsk Post") for n in range(5)))
    assert found["kind"].to_list() == ["copy"] * 10


def _four_texts():
    words = f"{WORDS} {OTHER}".split()
    return [" ".join(words[place::4]) for place in range(4)]


@pytest.mark.parametrize(
    ("left", "right", "earlier"),
    [
        ({"published_at": "2020-05-01"}, {"published_at": "2020-05-02"}, "a"),
        ({"published_at": "2020-05-02T10:00"}, {"published_at": "2020-05-01"}, "b"),
        ({"published_at": "2020-05"}, {"published_at": "2020-05-01"}, None),
        ({"published_at": None}, {"published_at": "2020-05-01"}, None),
        (
            {"outlet": "AP", "published_at": "2020-05-02"},
            {"agency": "Associated Press", "published_at": "2020-05-01"},
            "a",
        ),
        ({"outlet": "Karsk Post", "republisher": "Lind Mirror"}, {"outlet": "The Karsk Post"}, "b"),
        ({"agency": "AP"}, {"agency": "AP"}, None),
    ],
)
def test_which_was_first(left, right, earlier):
    assert only(article("a", WORDS, **left), article("b", WORDS, **right))["earlier"] == earlier


def test_passages_are_the_shared_words():
    left, right = article("a", f"Extra, extra! {WORDS}"), article("b", f"{WORDS} And no more.")
    pair = only(left, right)
    texts = [
        [row["text"][start:end] for start, end in pair[name]]
        for row, name in ((left, "passages"), (right, "other_passages"))
    ]
    assert texts == [[WORDS], [WORDS]]


TEXTS = st.lists(st.sampled_from([*WORDS.split(), "“", "”", "\n\n"]), max_size=60).map(" ".join)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing_and_passages_lie_in_the_text(texts, random):
    rows = [article(f"a{n}", text, published_at=str(date(2020, 1, 1 + n))) for n, text in enumerate(texts)]
    found = copies(*rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert found.equals(copies(*shuffled))
    length = {row["article_id"]: len(row["text"]) for row in rows}
    for pair in found.iter_rows(named=True):
        assert pair["article_id"] < pair["other_id"]
        for key, spans in (("article_id", "passages"), ("other_id", "other_passages")):
            assert all(0 <= start < end <= length[pair[key]] for start, end in pair[spans])


@settings(max_examples=20, deadline=None)
@given(TEXTS, TEXTS)
def test_sharing_is_symmetric(left, right):
    here = copies(article("a", left), article("b", right))
    there = copies(article("a", right), article("b", left))
    assert here["kind"].equals(there["kind"])
    assert here["containment"].equals(there["other_containment"].rename("containment"))
    assert here.select(pl.col("passages")).to_series().to_list() == there["other_passages"].to_list()


def test_a_broken_address_breaks_nothing():
    assert copies(article("a", WORDS, url="http://[example.org/a"), article("b", WORDS)).height == 1


@pytest.mark.parametrize("options", [{"passage_words": 3}, {"shingle_words": 20}, {"passage_words": 2}])
def test_every_allowed_option_runs(options):
    frame = articles(article("a", WORDS), article("b", WORDS))
    assert find_copies(frame, config=Origins(**options))["kind"].to_list() == ["copy"]


def test_a_line_of_many_years_and_dashes_takes_no_time():
    frame = articles(article("a", "2015-16 " * 20_000), article("b", WORDS))
    assert find_copies(frame, config=CONFIG).is_empty()
