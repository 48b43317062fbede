"""The five scraped articles that the project began with; skipped where they are not at hand."""

import json

import polars as pl
import pytest

from provenance import annotate


@pytest.fixture(scope="module")
def pages(shared):
    return annotate(sorted((shared / "data" / "seeds").glob("0*.txt")))


def test_all_are_read(pages):
    assert pages.articles.height == 5
    assert pages.rejected.is_empty()


def test_outlets_and_dates_are_right_or_empty(pages):
    rows = pages.articles.sort("input_id").select("outlet", "published_at").rows()
    assert rows == [
        ("Albawaba", "2015-02-04"),
        ("Ahram Online", "2017-01-21"),
        ("The Long War Journal", "2015-06-01"),
        (None, "2015-11-02"),
        (None, None),
    ]


def test_every_claim_lies_in_body_or_title(pages):
    places = {}
    for article_id, body, title in (
        pages.tables["articles"].select("article_id", "body_spans", "title_span").iter_rows()
    ):
        places[article_id] = [*body, *([title] if title else [])]
    for article_id, start, end in pages.claims.select("article_id", "start", "end").iter_rows():
        assert any(first <= start and end <= last for first, last in places[article_id])


def test_two_spellings_of_a_name_are_one_source(pages):
    rows = pages.sources.filter(pl.col("source").str.starts_with("Rami Abd"))
    assert rows.select("articles", "outlets").rows() == [(2, 2)]


def test_a_first_name_is_never_the_general_of_that_name(pages):
    names = {source for source in pages.sources["source"] if "Hassan" in source}
    assert "Hassan" in names
    (hassan,) = pages.sources.filter(pl.col("source") == "Hassan").to_dicts()
    assert not any("Suhail" in alias for alias in hassan["aliases"])
    assert hassan["anonymous"]


def test_the_blog_is_not_given_a_name(pages):
    row = pages.articles.filter(pl.col("input_id").str.starts_with("003")).row(0, named=True)
    assert (row["outlet"], row["byline"], row["republisher"]) == (None, None, None)


def test_spans_in_the_sheet_are_offsets_of_the_file(pages, shared, tmp_path):
    pages.write(tmp_path / "run")
    sheet = pl.read_csv(tmp_path / "run" / "attributions.csv")
    for input_id, spans, text in sheet.select("input_id", "content_spans", "content_text").iter_rows():
        given = (shared / "data" / "seeds" / input_id).read_bytes().decode("utf-8")
        assert " … ".join(given[start:end] for start, end in json.loads(spans)) == text
