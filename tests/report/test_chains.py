"""The origin graph as trees."""

from itertools import pairwise

from build import article, frames

from provenance import tables
from provenance.report import render_graph, render_report


def edge(row, name, kind, from_row=None, **columns):
    """Build a row of DERIVATIONS."""
    there = from_row["article_id"] if from_row else None
    plain = {"outlet": row["outlet"], "shared": None, "certain": True, "evidence": "said so"}
    return {
        "derivation_id": tables.digest(row["article_id"], kind, there or name),
        "article_id": row["article_id"],
        "input_id": row["input_id"],
        "kind": kind,
        "from_name": name,
        "from_article": there,
        **plain,
        **columns,
    }


def drawn(*rows, articles, width=100):
    return render_graph(frames(articles=articles, derivations=list(rows)), width=width, color=False)


FIRST = article("Twelve people died.", input_id="one.txt", outlet="Harbour Herald", byline="Ada Nem")
SECOND = article("Twelve died.", input_id="two.txt", outlet="Valley Courier", published_at="2024-05-02")
THIRD = article("So twelve died.", input_id="three.txt", outlet=None, published_at=None)


def test_an_empty_graph_says_so():
    assert "No article has anything from another one" in drawn(articles=[FIRST])


def test_a_chain_hangs_below_its_origin():
    text = drawn(
        edge(SECOND, "Harbour Herald", "copy", FIRST, shared=0.91),
        edge(THIRD, "Valley Courier", "citation", SECOND),
        articles=[FIRST, SECOND, THIRD],
    )
    lines = text.splitlines()
    assert lines[0].startswith("Harbour Herald by Ada Nem, 2024-05-01 [")
    assert lines[1].startswith("└── Valley Courier, 2024-05-02 [")
    assert "the same text, 91 % of its own words" in lines[1]
    assert lines[2].startswith("    └── unknown outlet (three.txt), undated [")


def test_a_doubtful_direction_is_told():
    text = drawn(edge(SECOND, "Harbour Herald", "copy", FIRST, certain=False), articles=[FIRST, SECOND])
    assert "which was first is not known" in text


def test_a_text_passed_on_shows_author_and_dates_of_both():
    page = {**FIRST, "republisher": "Coast Archive", "passed_on": True}
    page["dates_found"] = [
        {"value": "2024-05-09", "printed": "9 May 2024", "start": 0, "end": 1, "where": "republication notice"}
    ]
    lines = drawn(edge(page, "Harbour Herald", "republication"), articles=[page]).splitlines()
    assert lines[0] == "Harbour Herald by Ada Nem, 2024-05-01 (not among the articles)"
    assert lines[1].startswith("└── Coast Archive, 2024-05-09 [")


def test_an_agency_outside_is_the_root_of_all_who_credit_it():
    text = drawn(edge(FIRST, "AP", "agency"), edge(SECOND, "AP", "agency"), articles=[FIRST, SECOND])
    assert text.count("AP (not among the articles)") == 1
    assert text.count("the agency's text") == 2


def test_articles_that_cite_each_other_are_each_drawn():
    text = drawn(
        edge(FIRST, "Valley Courier", "citation", SECOND),
        edge(SECOND, "Harbour Herald", "citation", FIRST),
        articles=[FIRST, SECOND],
    )
    assert "Harbour Herald" in text
    assert "Valley Courier" in text


def test_the_report_draws_texts_that_were_passed_on_and_no_citations():
    rows = [edge(SECOND, "Harbour Herald", "copy", FIRST), edge(THIRD, "Tide News", "citation")]
    text = render_report(frames(articles=[FIRST, SECOND, THIRD], derivations=rows), {}, width=100, color=False, top=10)
    assert "Who had which text first" in text
    assert "└── Valley Courier" in text
    assert "Tide News" not in text


def test_hostile_names_are_cleaned():
    text = drawn(edge(FIRST, "\x1b[31mRed\x1b[0m News", "agency"), articles=[FIRST])
    assert "\x1b" not in text
    assert "Red News" in text


def test_a_long_chain_stays_on_the_page():
    rows = [article(f"Text {n}.", input_id=f"{n}.txt", outlet=f"Outlet {n}") for n in range(300)]
    links = [edge(later, first["outlet"], "link", first) for first, later in pairwise(rows)]
    text = drawn(*links, articles=rows, width=80)
    assert all(f"Outlet {n}, " in text for n in (0, 150, 299))
    assert max(len(row) - len(row.lstrip("│└├─ ")) for row in text.splitlines()) <= 4 * 10
