"""A run over 84 articles: the samples, and six republications of each under another outlet's name."""

import polars as pl
import pytest

from provenance import annotate

COPIES = 6
TABLES = ("attributions", "claims", "clusters", "contradictions", "sources", "outlets", "origins")


@pytest.fixture(scope="module")
def given(run):
    columns = ("text", "outlet", "title", "agency")
    frame = run.tables["articles"].select(*columns, id="input_id", date="published_at")
    copies = [
        frame.with_columns(pl.col("outlet") + f" Mirror {number}", pl.col("id") + f" {number}")
        for number in range(1, COPIES + 1)
    ]
    return frame, pl.concat([frame, *copies])


@pytest.fixture(scope="module")
def alone(given):
    return annotate(given[0])


@pytest.fixture(scope="module")
def many(given):
    return annotate(given[1])


def test_every_row_stands_at_its_offsets(many):
    assert many.articles.height == 84
    texts = dict(many.tables["articles"].select("article_id", "text").iter_rows())
    for article_id, start, end, exact_text in many.claims.select(
        "article_id", "start", "end", "exact_text"
    ).iter_rows():
        assert texts[article_id][start:end] == exact_text
    for role in ("source", "cue", "content"):
        columns = ("article_id", f"{role}_spans", f"{role}_text")
        for article_id, spans, text in many.attributions.select(columns).iter_rows():
            assert (" … ".join(texts[article_id][start:end] for start, end in spans) or None) == text


def test_two_runs_write_the_same_bytes(given, many, tmp_path):
    many.write(tmp_path / "one")
    annotate(given[1].sample(fraction=1.0, shuffle=True, seed=3)).write(tmp_path / "two")
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.csv").read_bytes() == (tmp_path / "two" / f"{name}.csv").read_bytes(), name


def test_republications_add_no_original_text(alone, many):
    assert many.articles["origin_id"].n_unique() == alone.articles["origin_id"].n_unique()


def standing(run):
    rows = run.clusters.select("example", "status", "credibility", "origins")
    return {example: rest for example, *rest in rows.iter_rows()}


def test_republications_confirm_nothing(alone, many):
    before, after = standing(alone), standing(many)
    held = {example for example, (status, *_) in after.items() if status == "holds"}
    assert held == {example for example, (status, *_) in before.items() if status == "holds"}
    for example in before.keys() & after.keys():
        assert after[example][1] >= before[example][1], example  # 1 is the best


def test_republications_change_no_grade(alone, many):
    before, after = standing(alone), standing(many)
    for example in before.keys() & after.keys():
        assert after[example][1] == before[example][1], example
        assert after[example][2] == before[example][2], example


def test_republications_change_no_letter(alone, many):
    letters = dict(many.outlets.select("outlet", "reliability").iter_rows())
    for outlet, letter in alone.outlets.select("outlet", "reliability").iter_rows():
        assert letters[outlet] == letter
