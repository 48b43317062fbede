"""What was put into the sample articles is found in them."""

import polars as pl
import pytest


def pairs(run, verdict, kind):
    rows = run.contradictions.filter((pl.col("verdict") == verdict) & (pl.col("type") == kind))
    return {frozenset((a, b)) for a, b in rows.select("a_value", "b_value").iter_rows()}


def said(run, words):
    """Return the attributions whose content holds these words."""
    return run.attributions.filter(pl.col("content_text").str.contains(words, literal=True))


def test_outlets_dates_and_the_wire_are_read(run):
    rows = run.articles.select("input_id", "outlet", "agency", "published_at").rows()
    found = {name: rest for name, *rest in rows}
    assert found["01_harbour_herald_ferry.txt"] == ["Harbour Herald", "Meridian Wire", "2024-03-14"]
    assert found["02_valley_courier_ferry.txt"] == ["Valley Courier", "Meridian Wire", "2024-03-14"]
    assert found["04_northern_gazette_ferry.txt"] == ["Northern Gazette", None, "2024-03-15"]
    assert found["05_newsboard_ferry.txt"] == ["Northern Gazette", None, "2024-03-15"]
    assert found["08_delta_review_water.txt"] == ["The Delta Review", None, "2024-05-17"]
    assert run.articles["outlet"].n_unique() == 6


def test_copies_share_an_origin(run):
    origin = dict(run.articles.select("input_id", "origin_id").iter_rows())
    assert origin["01_harbour_herald_ferry.txt"] == origin["02_valley_courier_ferry.txt"]
    assert origin["04_northern_gazette_ferry.txt"] == origin["05_newsboard_ferry.txt"]
    assert origin["01_harbour_herald_ferry.txt"] != origin["03_lowland_tribune_ferry.html"]


def test_nothing_is_claimed_in_tickers_menus_and_related_headlines(run):
    claims = " ".join(run.claims["exact_text"])
    for words in ("Grain prices", "swimming pool", "Thank you for reporting", "Sign up"):
        assert words not in claims


def test_a_true_contradiction_of_figures_is_found(run):
    assert frozenset(("800 metres", "three kilometres")) in pairs(run, "contradiction", "figure")


def test_two_sources_with_two_figures_are_in_dispute(run):
    assert frozenset(("240", "310")) in pairs(run, "source_dispute", "figure")


def test_a_rising_toll_is_an_update(run):
    assert frozenset(("12", "19")) in pairs(run, "update", "figure")
    assert frozenset(("12", "19")) not in pairs(run, "contradiction", "figure")


def test_a_corrected_figure_is_a_correction(run):
    assert frozenset(("31", "13")) in pairs(run, "correction", "figure")


def test_a_denial_is_a_dispute_between_sources(run):
    rows = run.contradictions.filter(pl.col("type") == "denial")
    sources = {frozenset(pair) for pair in rows.select("a_source", "b_source").iter_rows()}
    assert frozenset(("Free Valley Front", "defence ministry")) in sources
    assert set(rows["verdict"]) <= {"source_dispute", "unclear"}


def test_who_is_not_named_is_never_given_a_name(run):
    row = said(run, "We wrote it down").row(0, named=True)
    assert (row["source"], row["source_kind"], row["anonymous"]) == ("inspector", "unnamed_person", True)
    assert "for fear of losing his job" in row["anonymity_reason"]


def test_a_reason_in_the_next_sentence_is_found(run):
    row = said(run, "had entered the southern suburbs").row(0, named=True)
    assert row["source_kind"] == "unnamed_group"
    assert "to discuss intelligence reports" in row["anonymity_reason"]


def test_a_nested_source_has_its_chain(run):
    row = said(run, "still holds the town").row(0, named=True)
    assert row["chain"] == ["Meridian Post", "rebels' spokesman"]


@pytest.mark.parametrize("name", ["Tomas Wray", "Jana Petrov", "Helen Marsh"])
def test_a_person_is_one_source_over_outlets(run, name):
    assert run.sources.filter(pl.col("source") == name).height == 1


def test_one_wire_report_in_two_outlets_confirms_nothing(run):
    rows = run.clusters.filter(pl.col("example").str.contains("187 people"))
    assert rows.select("status", "outlets", "origins").rows() == [("one_origin", 2, 1)]


def test_few_articles_give_no_letters(run):
    assert set(run.outlets["reliability"]) == {"F"}
    assert "A" not in set(run.sources["reliability"])
