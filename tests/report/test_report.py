"""The report: an analyst's order, whole quotations, both counts, and nothing hostile."""

import re
import unicodedata

import pytest
from build import article, attribution, claim, cluster, contradiction, frames, origin, outlet, source
from hypothesis import given
from hypothesis import strategies as st

from provenance.report import View, render_report
from provenance.report.page import clean, listed
from provenance.report.view import figure, plural_unit

TITLES = (
    "NOT MEASURED",
    "1 DISAGREEMENTS",
    "2 HOLDS ON TWO OR MORE ORIGINS",
    "3 LOOKS CONFIRMED BUT IS ONE ORIGIN",
    "4 RESTS ON ONE OR ON UNNAMED SOURCES",
    "5 WHO SAID WHAT",
    "6 OUTLETS",
    "7 FIGURES OVER TIME",
    "8 CHECK NEXT",
)
LONG = (
    "At least 12 people were killed when the evening ferry to Port Selwyn sank within sight of the harbour wall, in a "
    "swell that the harbour master had called harmless an hour before it left the quay"
)


def report(tables, *, width=80, top=10, color=False):
    return render_report(tables, {}, width=width, color=color, top=top)


def section(text, title):
    """Return what stands under a title."""
    after = text.split(f"\n{title}")[1]
    return re.split(r"\n\n", after)[0]


def unwrapped(text):
    return " ".join(text.split())


def two_sides():
    """Build a run in which two outlets clash over a toll."""
    one = article(f"{LONG}, the coastguard said.", input_id="one.txt")
    two = article("Nineteen people were killed, Ada Quill said.", input_id="two.txt", outlet="Northern Gazette")
    toll = {"unit": "person", "quantities": []}
    low = claim(one, LONG, value=12.0, bound="at_least", source="coastguard", source_kind="named_organisation", **toll)
    high = claim(two, "Nineteen people were killed", value=19.0, source="Ada Quill", source_kind="named_person", **toll)
    high["as_of"] = "2024-05-02"
    return one, two, low, high


def clash(**columns):
    one, two, low, high = two_sides()
    pair = contradiction(low, high, **columns)
    return frames(
        articles=[one, two],
        claims=[low, high],
        clusters=[cluster(low, high, status="disputed", contradictions=1)],
        contradictions=[pair],
        outlets=[
            outlet("Harbour Herald", reliability="B", n=9, p=0.8, p_low=0.61, p_high=0.92),
            outlet("Northern Gazette"),
        ],
        origins=[origin("Harbour Herald"), origin("Northern Gazette")],
    )


def test_sections_come_in_an_analysts_order():
    text = report(clash())
    places = [text.index(title) for title in TITLES]
    assert places == sorted(places)


def test_an_empty_run_has_a_report():
    text = report(frames())
    assert all(title in text for title in TITLES)
    assert "0 articles" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_scope_stands_on_one_line_at_the_foot(width):
    assert "measures reporting and agreement, not truth" in unwrapped(report(frames(), width=width))
    assert width < 80 or "measures reporting and agreement, not truth" in report(frames(), width=width)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_page_and_none_ends_in_blanks(width):
    for line in report(clash(), width=width).split("\n"):
        assert len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_quotation_is_wrapped_and_never_cut(width):
    assert f"“{LONG}”" in unwrapped(report(clash(), width=width))


def test_a_disagreement_shows_both_sides_and_why():
    told = unwrapped(section(report(clash(why="12 and 19 exclude one another")), "1 DISAGREEMENTS"))
    for part in (
        "CONTRADICTION · figure · two origins · confidence 0.90",
        f"“{LONG}”",
        "at least 12 people · as of 2024-05-01 · Harbour Herald, reliability B (n 9) · coastguard (named organisation)",
        "“Nineteen people were killed”",
        "19 people · as of 2024-05-02 · Northern Gazette, reliability F (n 0) · Ada Quill (named person)",
        "Why: 12 and 19 exclude one another",
    ):
        assert part in told


@pytest.mark.parametrize("verdict", ["update", "different_scope", "unclear"])
def test_what_is_no_clash_is_only_counted(verdict):
    told = section(report(clash(verdict=verdict)), "1 DISAGREEMENTS")
    assert "none found" in told
    assert "not called a clash: 1" in unwrapped(told)


def four_clashes():
    """Build four matters, each with one pair, that differ in gravity."""
    tables = {"articles": [], "claims": [], "clusters": [], "contradictions": []}
    gravity = [
        {"verdict": "source_dispute"},
        {"confidence": 0.6},
        {"confidence": 0.7},
        {"confidence": 0.99, "same_origin": True},
    ]
    for number, columns in enumerate(gravity, 1):
        one = article(f"{number} ships burned.", input_id=f"{number}a")
        two = article(f"No, {number} ships sank.", input_id=f"{number}b", outlet="Northern Gazette")
        low, high = claim(one, f"{number} ships burned"), claim(two, f"{number} ships sank")
        tables["articles"] += [one, two]
        tables["claims"] += [low, high]
        tables["clusters"].append(cluster(low, high))
        tables["contradictions"].append(contradiction(low, high, pair_id=str(number) * 12, **columns))
    return frames(**tables)


def test_disagreements_are_ranked_by_verdict_origins_and_confidence():
    told = section(report(four_clashes()), "1 DISAGREEMENTS")
    assert told.startswith(": 4 matters (3 contradictions, 1 dispute between sources)\n")
    assert re.findall(r"^(\d)\1{3}  ", told, re.MULTILINE) == ["3", "2", "4", "1"]


def test_all_pairs_of_a_matter_stand_together():
    one, two, low, high = two_sides()
    third = article("Fourteen people were killed.", input_id="third.txt", outlet="Valley Courier")
    other = claim(third, "Fourteen people were killed")
    pairs = [
        contradiction(low, high, a_value="12", b_value="19"),
        contradiction(other, high, a_value="14", b_value="19", confidence=0.8),
    ]
    shown = frames(
        articles=[one, two, third],
        claims=[low, high, other],
        clusters=[cluster(low, high, other)],
        contradictions=pairs,
    )
    told = section(report(shown), "1 DISAGREEMENTS")
    assert told.startswith(": 1 matter (2 contradictions)\n")
    assert "In the same matter (1 more pair): Valley Courier, in its own voice: 14" in unwrapped(told)
    assert unwrapped(told).count("Ada Quill") == 1


def matter(status, *, outlets=("Harbour Herald", "Northern Gazette"), **columns):
    """Build a run with one cluster that some outlets carry."""
    articles = [article(f"Bread is dear in {name}.", input_id=name, outlet=name) for name in outlets]
    claims = [claim(row, row["text"][:-1], **columns) for row in articles]
    tables = {"articles": articles, "claims": claims, "clusters": [cluster(*claims, status=status)]}
    labels = sorted({row["origin_label"] for row in claims})
    return frames(**tables, origins=[origin(label) for label in labels])


def test_what_holds_shows_outlets_beside_origins():
    told = section(report(matter("holds")), "2 HOLDS ON TWO OR MORE ORIGINS")
    assert (
        "2 origins agree: Harbour Herald, Northern Gazette · 2 outlets, 2 origins · 2 mentions · credibility 3"
        in unwrapped(told)
    )


def test_what_is_one_origin_names_the_carriers_and_the_origin():
    same = {"origin_id": origin("Meridian Wire")["origin_id"], "origin_label": "Meridian Wire"}
    told = unwrapped(section(report(matter("one_origin", **same)), "3 LOOKS CONFIRMED BUT IS ONE ORIGIN"))
    assert "2 outlets, 1 origin · 2 mentions" in told
    assert "Harbour Herald, Northern Gazette have it from one place: origin Meridian Wire" in told


def test_an_unnamed_source_is_shown_with_its_reason_and_chain():
    one = article("The hull was rotten, said a diver, who feared for his job.")
    said = attribution(
        one,
        "a diver",
        "said",
        "The hull was rotten",
        source_kind="unnamed_person",
        anonymous=True,
        anonymity_reason="feared for his job",
        chain=["Radio Brenn", "a diver"],
    )
    rotten = claim(one, "The hull was rotten", attribution_id=said["attribution_id"], source="a diver", anonymous=True)
    rotten["source_kind"] = "unnamed_person"
    tables = frames(
        articles=[one], claims=[rotten], attributions=[said], clusters=[cluster(rotten, status="anonymous_only")]
    )
    told = unwrapped(section(report(tables), "4 RESTS ON ONE OR ON UNNAMED SOURCES"))
    assert "a diver (unnamed person) · reason for not naming: feared for his job · chain: Radio Brenn > a diver" in told
    assert "Find a named second source" in report(tables)


def test_one_unnamed_source_is_one_lead():
    one = article("The hull was rotten. The pumps had failed.")
    unnamed = {"source": "a diver", "source_kind": "unnamed_person", "anonymous": True}
    said = [claim(one, text, **unnamed) for text in ("The hull was rotten", "The pumps had failed")]
    matters = [cluster(row, status="anonymous_only") for row in said]
    told = unwrapped(section(report(frames(articles=[one], claims=said, clusters=matters)), "8 CHECK NEXT"))
    assert told.count("Find a named second source: only a diver for") == 1
    assert "and 1 more matter" in told


def test_a_source_is_shown_with_kind_letter_and_shortest_example():
    one = article("Ada Quill said the hull of the ferry was rotten. Ada Quill said bread is dear this year.")
    said = [
        attribution(one, "Ada Quill", "said", text)
        for text in ("the hull of the ferry was rotten", "bread is dear this year")
    ]
    tables = frames(
        articles=[one], attributions=said, sources=[source("Ada Quill", reliability="B", n=7, role="diver")]
    )
    told = unwrapped(section(report(tables), "5 WHO SAID WHAT"))
    assert "Ada Quill · named person · diver · reliability B (n 7)" in told
    assert "“bread is dear this year”" in told


def test_the_example_of_a_source_makes_a_claim_and_is_whole():
    one = article("Tarn seeks to shore up its posts. Tarn's claim of responsibility for the fire in Halm stands.")
    said = [
        attribution(one, "Tarn", "seeks", "to shore up its posts"),
        attribution(one, "Tarn", "claim", "of responsibility for the fire in Halm"),
    ]
    passage = "Tarn's claim of responsibility for the fire in Halm"
    claimed = claim(one, passage, attribution_id=said[1]["attribution_id"])
    tables = frames(articles=[one], attributions=said, claims=[claimed], sources=[source("Tarn")])
    told = unwrapped(section(report(tables), "5 WHO SAID WHAT"))
    assert "“Tarn's claim of responsibility for the fire in Halm”" in told


def test_a_revised_figure_is_a_line_a_day():
    one, two, low, high = two_sides()
    two["published_at"] = high["published_at"] = "2024-05-02"
    low["quantities"] = [{"value": 12.0, "high": None, "bound": "at_least", "unit": "person", "start": 0, "end": 11}]
    tables = frames(
        articles=[one, two],
        claims=[low, high],
        clusters=[cluster(low, high, status="updated", unit="person")],
        contradictions=[contradiction(low, high, verdict="update", a_value="12", b_value="19")],
    )
    told = section(report(tables, width=120), "7 FIGURES OVER TIME")
    assert re.search(r"2024-05-01  at least 12 people  #{10}\s+Harbour Herald", told)
    assert re.search(r"2024-05-02  19\s+#{16}  Northern Gazette", told)


def test_articles_of_unknown_outlets_are_no_outlets():
    known, nameless = article("Bread."), article("Salt.", input_id="two.txt", outlet=None)
    shown = frames(articles=[known, nameless], outlets=[outlet("Harbour Herald"), outlet("(unknown) two.txt")])
    told = report(shown)
    assert "6 OUTLETS: 1 outlet, 1 article of an unknown one" in told
    assert "no reliability letter for 1 of 1 outlet" in told


def test_a_date_in_the_future_is_in_doubt():
    told = unwrapped(section(report(frames(articles=[article("Bread.", published_at="2999-01-01")])), "NOT MEASURED"))
    assert "1 article dated after today, so the date is in doubt: one.txt" in told


def test_what_was_not_measured_comes_first_with_how_to_mend_it():
    undated = article("Bread is dear.", outlet=None, published_at=None, problems=["two dates in the text"])
    bad = {
        "input_id": "bad",
        "where": "bad.txt",
        "stage": "read",
        "what": "no text in it",
        "mend": "give a file with text",
    }
    foreign = {**bad, "where": "fr.txt", "stage": "language", "what": "French"}
    told = unwrapped(section(report(frames(articles=[undated], rejected=[bad, foreign])), "NOT MEASURED"))
    for part in (
        "1 input could not be read bad.txt: no text in it; give a file with text",
        "1 input set aside fr.txt: French",
        "1 article undated, so not placed in time: one.txt",
        "1 article without a known outlet: one.txt",
        "one.txt: two dates in the text",
    ):
        assert part in told


def test_a_list_is_limited_and_says_how_many_more():
    articles = [article(f"Bread is dear in town {n}.", input_id=f"{n}.txt") for n in range(5)]
    claims = [claim(row, row["text"]) for row in articles]
    told = report(frames(articles=articles, claims=claims, clusters=[cluster(row) for row in claims]), top=2)
    assert "3 more in clusters.csv with status single_source" in told


def test_leads_leave_out_what_a_person_has_checked():
    one, two, low, high = two_sides()
    matter = cluster(low, high, checked="yes")
    pair = contradiction(low, high, cluster_id=matter["cluster_id"])
    told = report(frames(articles=[one, two], claims=[low, high], clusters=[matter], contradictions=[pair]))
    assert section(told, "8 CHECK NEXT").strip() == ": 1 cluster already checked"


HOSTILE = "\x1b[31mred\x1b[0m \x1b]0;title\x07[bold red]x[/] \u202egnp\u202c \x9b1m a\rb\x00"


def test_hostile_text_is_shown_as_text():
    one = article(f"Bread {HOSTILE} is dear.", input_id=HOSTILE, outlet=HOSTILE, problems=[HOSTILE])
    row = claim(one, one["text"], claim=one["text"], source=HOSTILE)
    told = report(frames(articles=[one], claims=[row], clusters=[cluster(row)], outlets=[outlet(HOSTILE)]))
    assert "[bold red]x[/]" in told
    assert not [mark for mark in told if unicodedata.category(mark) in {"Cc", "Cf"} and mark != "\n"]


@given(st.text())
def test_clean_text_is_one_line_without_controls(text):
    cleaned = clean(text)
    assert not [mark for mark in cleaned if unicodedata.category(mark) == "Cc"]
    assert clean(cleaned) == cleaned


def test_colour_comes_only_when_asked_for():
    assert "\x1b" not in report(clash())
    assert "\x1b[" in report(clash(), color=True)


def test_the_same_run_gives_the_same_report_whatever_the_order_of_rows():
    tables = clash()
    assert report(tables) == report({name: frame.reverse() for name, frame in tables.items()})


def test_short_ids_are_long_enough_to_tell_all_apart():
    view = View(clash())
    known = {identifier for rows in view.by_id.values() for identifier in rows}
    assert len({view.short(identifier) for identifier in known}) == len(known)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"value": 12.0, "unit": "person", "bound": "exact"}, "12 people"),
        ({"value": 1.0, "unit": "ferry", "bound": "exact"}, "1 ferry"),
        ({"value": 2300.0, "unit": "ferry", "bound": "at_least"}, "at least 2,300 ferries"),
        ({"value": 4.5, "unit": "percent", "bound": "about"}, "about 4.5 percent"),
        ({"value": 10.0, "value_high": 15.0, "unit": "box", "bound": "range"}, "10 to 15 boxes"),
        ({"value": 3.0, "unit": None, "bound": None}, "3"),
        ({"value": None, "unit": None, "bound": None}, ""),
    ],
)
def test_a_figure_reads_as_words(row, expected):
    assert figure({"value_high": None, **row}) == expected


@pytest.mark.parametrize(
    ("unit", "expected"), [("rebel fighter", "rebel fighters"), ("$", "$"), ("day", "days"), ("", "")]
)
def test_units_are_put_in_the_plural(unit, expected):
    assert plural_unit(unit) == expected


def test_a_long_list_says_how_many_more():
    assert listed("abcd", 2) == "a, b and 2 more"
