"""Laws of a whole run, over the samples and with the shipped models."""

import gzip
import json

import polars as pl
import pytest

from provenance import annotate
from provenance.tables import ARTICLES, ATTRIBUTIONS, CLAIMS

TABLES = ("articles", "attributions", "claims", "clusters", "contradictions", "sources", "outlets", "origins")


def texts(run):
    return dict(run.tables["articles"].select("article_id", "text").iter_rows())


def spans(frame, column):
    for article_id, found in frame.select("article_id", column).iter_rows():
        yield from ((article_id, start, end) for start, end in found or ())


def test_every_claim_stands_at_its_offsets(run):
    by_id = texts(run)
    rows = run.claims.select("article_id", "start", "end", "exact_text").rows()
    assert rows
    for article_id, start, end, exact_text in rows:
        assert by_id[article_id][start:end] == exact_text


@pytest.mark.parametrize("role", ["source", "cue", "content"])
def test_every_attribution_stands_at_its_offsets(run, role):
    by_id = texts(run)
    rows = run.attributions.select("article_id", f"{role}_spans", f"{role}_text").rows()
    assert rows
    for article_id, found, text in rows:
        pieces = [by_id[article_id][start:end] for start, end in found]
        assert (" … ".join(pieces) or None) == text


def test_every_quantity_stands_inside_the_article(run):
    by_id = texts(run)
    for article_id, quantities in run.claims.select("article_id", "quantities").iter_rows():
        for quantity in quantities or ():
            assert by_id[article_id][quantity["start"] : quantity["end"]].strip()


def test_body_and_residue_do_not_overlap(run):
    for body, residue in run.tables["articles"].select("body_spans", "residue").iter_rows():
        for start, end in body:
            assert all(piece["end"] <= start or piece["start"] >= end for piece in residue)


def test_foreign_keys_lead_home(run):
    articles = set(run.articles["article_id"])
    assert set(run.claims["article_id"]) <= articles
    assert set(run.claims["attribution_id"].drop_nulls()) <= set(run.attributions["attribution_id"])
    assert set(run.claims["cluster_id"]) == set(run.clusters["cluster_id"])
    assert set(run.claims["origin_id"]) <= set(run.origins["origin_id"])
    assert set(run.attributions["source_id"].drop_nulls()) == set(run.sources["source_id"])
    pairs = run.contradictions
    assert set(pairs["a_claim_id"]) | set(pairs["b_claim_id"]) <= set(run.claims["claim_id"])


def test_two_runs_write_the_same_bytes(run, tmp_path, samples):
    run.write(tmp_path / "one")
    annotate(samples).write(tmp_path / "two")
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.csv").read_bytes() == (tmp_path / "two" / f"{name}.csv").read_bytes()


def test_order_of_articles_changes_nothing(run):
    frame = run.tables["articles"].select("text", "outlet", "title", id="input_id", date="published_at")
    once, back = annotate(frame), annotate(frame.reverse())
    for name in ("claims", "clusters", "contradictions", "sources", "outlets", "origins"):
        assert getattr(once, name).equals(getattr(back, name)), name


def test_no_articles_give_empty_tables_with_all_columns():
    run = annotate(pl.DataFrame({"text": []}, schema={"text": pl.String}))
    assert run.claims.is_empty()
    assert set(CLAIMS.columns) <= set(run.claims.columns)
    assert set(ATTRIBUTIONS.columns) <= set(run.attributions.columns)
    assert set(ARTICLES.columns) <= set(run.tables["articles"].columns)
    assert "measures reporting and agreement, not truth" in run.report()


def test_one_article_is_enough(samples):
    run = annotate(samples / "04_northern_gazette_ferry.txt")
    assert run.articles.height == 1
    assert run.claims.height > 5
    assert set(run.clusters["outlets"]) == {1}
    assert "holds" not in set(run.clusters["status"])


def test_a_broken_article_never_stops_the_run(tmp_path, samples):
    good = (samples / "04_northern_gazette_ferry.txt").read_bytes()
    (tmp_path / "good.txt").write_bytes(good)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.jsonl").write_text('{"text": "cut off\n', encoding="utf-8")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 500)[:40])
    run = annotate(tmp_path)
    assert run.articles.height == 1
    assert run.claims.height > 5
    assert set(run.rejected["where"].str.split("/").list.last().str.split(":").list.first()) == {
        "empty.txt",
        "binary.txt",
        "broken.jsonl",
        "cut.jsonl.gz",
    }
    for what in ("empty.txt", "binary.txt", "broken.jsonl", "cut.jsonl.gz"):
        assert what in run.report()


def test_hostile_text_reaches_neither_the_terminal_nor_the_sheet_as_code(tmp_path):
    row = {
        "id": "=cmd|' /C calc'!A0",
        "outlet": '=HYPERLINK("http://evil.example")',
        "title": "[red]Mayor\x1b[31m resigns",
        "date": "2024-05-01",
        "text": "Mayor Ada Quill will leave [bold]Brenn[/bold] on 7 May, her deputy Tom Okafor said \x1b]0;owned\x07. "
        "The council of Brenn has 12 members and meets every Monday. Voters elected Quill in 2019 with 51 percent.",
    }
    path = tmp_path / "hostile.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    run = annotate(path)
    run.write(tmp_path / "out")
    assert "[bold]Brenn[/bold]" in run.report()
    assert "\x1b" not in run.report(color=False)
    sheet = (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in sheet
    assert ",=" not in sheet
