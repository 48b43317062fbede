"""Stance, quotation, carriers, and what the rules add."""

from __future__ import annotations

import pytest
from marked_text import credits_of, last_row, rows_of

from provenance.attribution.quotations import find_quotations, quote_type
from provenance.attribution.stance import read_stance

STANCES = [
    ("said", "stated"),
    ("claimed", "claimed"),
    ("insisted", "claimed"),
    ("has confirmed", "confirmed"),
    ("acknowledged", "confirmed"),
    ("denied", "denied"),
    ("has been dismissed", "denied"),
    ("alleged", "alleged"),
    ("accused", "alleged"),
    ("reportedly", "hedged"),
    ("purportedly show", "hedged"),
    ("could not confirm", "hedged"),
    ("did not deny", "stated"),
    ("disputed", "denied"),
    ("are in a heated dispute over", "stated"),
]


@pytest.mark.parametrize(("cue", "stance"), STANCES)
def test_stance_of_a_cue(cue, stance):
    assert read_stance(cue) == stance


def test_a_rejected_offer_is_no_denial():
    assert read_stance("rejected", "the mayor", "any talks with the strikers") == "stated"
    assert read_stance("rejected", "the mayor", "claims that he took money") == "denied"


@pytest.mark.parametrize("what", ["the party's lawsuit", "him bail", "the union's request to stop the sale"])
def test_a_denied_request_is_no_denial(what):
    assert read_stance("denied", "the judge", what) == "stated"


@pytest.mark.parametrize(
    "what", ["criticism from human rights groups that the law is unfair", "the complaint that he hit her"]
)
def test_denied_words_are_a_denial(what):
    assert read_stance("dismissed", "the minister", what) == "denied"


UNCHECKED = [
    "{k|Brandt has denied the accusations, which} {s|Reuters} {c|has not independently verified}.",
    "{k|The ministry says the dam was hit, which} {s|the Ledger} {c|was unable to confirm}.",
]


@pytest.mark.parametrize("marked", UNCHECKED)
def test_what_an_outlet_has_not_verified_it_has_not_said(marked):
    assert all(row["stance"] != "hedged" for row in rows_of(marked))


ACCUSERS = [
    ("{k|Lund} {c|was accused} by the opposition {k|of taking bribes from a builder}.", "the opposition"),
    ("{k|Ilka Brandt} {c|was accused} by {s|prosecutors of lying to the court}.", "prosecutors"),
    ("{k|The firm} {c|has been accused} by {s|members of the union of hiding it}.", "members of the union"),
    ("{k|Lund} {c|was accused} by Mr. Brandt {k|of taking bribes}. He left.", "Mr. Brandt"),
    ("{k|Two ministers} {c|were accused of} {k|fraud by the auditor} on Monday.", "the auditor"),
]


@pytest.mark.parametrize(("marked", "source"), ACCUSERS)
def test_whoever_somebody_is_accused_by_is_the_source(marked, source):
    (row,) = rows_of(marked)
    assert (row["source_text"], row["stance"]) == (source, "alleged")
    assert source not in row["content_text"]


QUOTED = [
    ("He said “it is over”.", "it is over", "direct"),
    ('He said "it is over" and left.', "it is over", "direct"),
    ("He said ''it is over'' at once.", "it is over", "direct"),
    ("He said ‘it is over’ at once.", "it is over", "direct"),
    ("He said 'it isn't over' at once.", "it isn't over", "direct"),
    ("He said it is “over and done” now.", "it is “over and done” now", "mixed"),
    ("He said it is over.", "it is over", "indirect"),
    ("The farmers' cows and the bakers' bread were lost.", "cows and the bakers", "indirect"),
]


@pytest.mark.parametrize(("text", "content", "kind"), QUOTED)
def test_quote_type(text, content, kind):
    start = text.index(content)
    assert quote_type(text, [(start, start + len(content))], find_quotations(text)) == kind


def test_quotation_runs_on_over_paragraphs():
    text = "“First half of it.\n\n“Second half of it,” he said."
    assert quote_type(text, [(text.index("First"), text.index(" half"))], find_quotations(text)) == "direct"


CHAINS = [
    (
        "{s|The Lowland Gazette} {c|cites} {k|the union's spokesman as saying that the mill will shut}.",
        ["Lowland Gazette", "union's spokesman"],
    ),
    ("{k|The mill will shut}, {s|Mary Holt, a baker,} {c|told} Karna News.", ["Karna News", "Mary Holt"]),
    (
        "{s|The Lowland Gazette} {c|reported} {k|that nine ships sank}, citing two officials.",
        ["Lowland Gazette", "two officials"],
    ),
    (
        "{s|Mary Holt} {c|said} in an interview with the Valley Courier {k|that the mill will shut}.",
        ["Valley Courier", "Mary Holt"],
    ),
    (
        "{s|The Lowland Gazette} {c|reported} {k|that Mary Holt said the mill will shut}.",
        ["Lowland Gazette", "Mary Holt"],
    ),
    ("{s|Mary Holt} {c|told} reporters {k|the mill will shut}.", ["Mary Holt"]),
    (
        "{s|One video released by Tarn Brigade} {c|shows} {k|smoke over the port}.",
        ["video released by Tarn Brigade", "Tarn Brigade"],
    ),
]


@pytest.mark.parametrize(("marked", "chain"), CHAINS)
def test_chain_runs_from_carrier_to_speaker(marked, chain):
    assert last_row(marked)["chain"] == chain


def test_own_outlet_is_no_carrier():
    row = last_row("{s|Mary Holt} {c|told} The Valley Courier {k|the mill will shut}.", outlet="The Valley Courier")
    assert row["chain"] == ["Mary Holt"]


def test_chained_and_nested_records_become_one():
    rows = rows_of(
        "{s|The Lowland Gazette} {c|cites} {k|the union's spokesman as saying that the mill will shut}.".replace(
            "the union's spokesman as saying that the mill will shut}",
            "the union's spokesman as saying that the mill will shut}",
        )
    )
    assert [row["source_text"] for row in rows] == ["the union's spokesman"]


ADDED = [
    (
        "According to the harbour office, nine ships sank in the storm.",
        "the harbour office",
        "nine ships sank in the storm",
    ),
    ("Nine ships sank in the storm, according to two officials.", "two officials", "Nine ships sank in the storm"),
    ("Unconfirmed reports suggest that nine ships sank.", "Unconfirmed reports", "that nine ships sank"),
    ("One video posted online shows smoke over the port.", "One video posted online", "smoke over the port"),
    ("It is widely believed that nine ships sank.", None, "that nine ships sank"),
    ("The front's claim of victory has been dismissed.", None, "The front's claim of victory"),
    ("The front was reportedly dissolved in May.", None, "The front was … dissolved in May"),
]


@pytest.mark.parametrize(("text", "source", "content"), ADDED)
def test_rules_add_what_is_plain(text, source, content):
    row = last_row(text)
    assert row["source_text"] == source
    assert row["content_text"].replace("was … ", "was … ") == content or row["content_text"].startswith(content[:9])


SILENT = [
    "The so-called “experts” left.",
    "Nine ships sank in the storm.",
    "“It was reportedly dissolved,” read the sign.",
    "The video shop shows signs.",
]


@pytest.mark.parametrize("text", SILENT)
def test_rules_stay_silent(text):
    assert credits_of(text).is_empty()


def test_a_denial_in_a_relative_clause_is_its_own():
    marked = "{s|Monitors} {c|blamed} {k|the attack on the Karsk Front, which denied responsibility}."
    told = [(row["source_name"], row["content_text"], row["stance"]) for row in rows_of(marked)]
    assert told == [
        ("Monitors", "the attack on the Karsk Front", "claimed"),
        ("Karsk Front", "responsibility", "denied"),
    ]


def test_rules_do_not_repeat_the_tagger():
    assert len(rows_of("{k|Nine ships sank in the storm}, {c|according to} {s|two officials}.")) == 1


def test_scare_quotes_without_source_are_left_out():
    assert credits_of("The {k|“caliphate”} fell.").is_empty()


def test_low_confidence_is_left_out():
    assert credits_of("{s|Mary Holt} {c|said} {k|it was hot}.", min_confidence=0.95).is_empty()


def test_hops_stand_where_they_say():
    text = "The Lowland Gazette reported that nine ships sank, citing two officials."
    row = last_row("{s|The Lowland Gazette} {c|reported} {k|that nine ships sank}, citing two officials.")
    assert [text[start:end] for start, end in row["chain_spans"]] == ["The Lowland Gazette", "two officials"]


@pytest.mark.parametrize(
    ("marked", "known"),
    [
        ("{s|Mary Holt} {c|told} Karna News {k|the mill will shut}.", True),
        ("{s|A docker} {c|told} Karna News {k|the mill will shut}.", False),
        ("{s|Karna News} {c|reported} {k|the mill will shut}.", False),
        ("It rained. {s|He} {c|said} {k|the mill will shut}.", None),
        ("{k|The mill will} {c|reportedly} {k|shut in June}.", False),
    ],
)
def test_ultimate_source(marked, known):
    assert last_row(marked)["ultimate_source_known"] is known


def test_a_chain_that_comes_home_is_circular():
    marked = "{s|Karna News} {c|reported}, citing the Valley Courier, {k|that nine ships sank}."
    assert last_row(marked, outlet="The Valley Courier")["circular"] is True
    assert last_row(marked, outlet="The Lowland Gazette")["circular"] is False
