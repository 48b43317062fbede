"""Bodies without a proper name, callings, affiliations, reasons beside the statement, sources inside a quotation."""

from __future__ import annotations

import pytest
from marked_text import MarkedTagger, Tagged, articles_of, last_row, rows_of

from provenance.attribution import attribute
from provenance.config import Attribution
from provenance.sentences import split_sentences

BODIES = [
    "the coastguard",
    "the coast guard",
    "the regional health office",
    "the dockers' union",
    "the harbour authority",
    "the operator",
    "the police",
    "the army",
    "the court",
    "the ferry line",
    "the national carrier",
    "the defence",
]


@pytest.mark.parametrize("source", BODIES)
def test_one_body_is_an_organisation(source):
    row = last_row(f"{{s|{source}}} {{c|said}} {{k|nine were saved}}.")
    assert (row["source_kind"], row["anonymous"]) == ("named_organisation", False)


@pytest.mark.parametrize(
    "source", ["one of the guards", "an operator", "a police officer", "a guard", "a midwife who works there"]
)
def test_one_person_is_no_body(source):
    assert last_row(f"{{s|{source}}} {{c|said}} {{k|nine were saved}}.")["source_kind"] == "unnamed_person"


def test_name_between_commas_is_the_bodys():
    row = last_row("{s|The operator, Bresk Crossings,} {c|denied} {k|that it had failed}.")
    assert (row["source_name"], row["source_kind"]) == ("Bresk Crossings", "named_organisation")


def test_place_between_commas_is_not_the_bodys_name():
    assert last_row("{s|The court, Norway,} {c|ruled} {k|that it had failed}.")["source_name"] == "court"


def test_the_company_is_the_one_named_before():
    row = last_row("The mill of Tarn Industries burned. {s|The company} {c|said} {k|nobody was hurt}.")
    assert row["source_name"] == "Tarn Industries"


def test_no_union_is_the_company():
    rows = rows_of(
        "{s|The metalworkers' union FIM} {c|said} {k|all were out}. According to {s2|the company}, {k2|half came}."
    )
    assert [row["source_name"] for row in rows] == ["FIM", "company"]


def test_the_company_stays_open_where_two_are_named():
    row = last_row("Tarn Industries met Holt Industries. {s|The company} {c|said} {k|nobody was hurt}.")
    assert row["source_name"] not in {"Tarn Industries", "Holt Industries"}


def test_headline_short_for_the_body_of_the_article():
    headline, body = rows_of(
        "{k|Ferry was full}, {s|union} {c|says}\n\n{s2|The dockers' union} {c2|said} {k2|it was so}."
    )
    assert headline["source_name"] == body["source_name"] == "dockers' union"


ROLES = [
    ("{s|Ministry spokesman Col. Tomas Varga} {c|said} {k|no}.", "ministry spokesman", None),
    ("{s|Regional health director Dr. Mary Holt} {c|said} {k|no}.", "regional health director", None),
    ("{s|Foreign Minister Olga Petrenko} {c|said} {k|no}.", "Foreign Minister", None),
    ("Tarn Bank burned. {s|The company's spokeswoman, Mary Holt,} {c|said} {k|no}.", "spokeswoman", "Tarn Bank"),
    ("{s|The company's spokeswoman, Mary Holt,} {c|said} {k|no}.", "spokeswoman", None),
    ("{s|The harbour master, Peter Holm,} {c|said} {k|no}. {s2|He} {c2|said} {k2|yes}.", "harbour master", None),
    ("{s|Mary Holt, a baker,} {c|said} {k|no}. {s2|Holt} {c2|said} {k2|yes}.", "baker", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "role", "affiliation"), ROLES)
def test_role_and_affiliation(marked, role, affiliation):
    row = last_row(marked)
    assert (row["role"], row["affiliation"]) == (role, affiliation)


REASONS = [
    "{s|Two envoys} {c|said} {k|talks had failed}. They spoke on condition of anonymity to discuss a sealed report.",
    "{s|A guard} {c|said} {k|talks had failed}. He spoke on condition of anonymity to discuss a sealed report.",
    "{s|Two envoys} {c|said} {k|talks had failed}. The envoys spoke on condition of anonymity to discuss a sealed"
    " report.",
]


@pytest.mark.parametrize("marked", REASONS)
def test_reason_in_the_next_sentence(marked):
    assert last_row(marked)["anonymity_reason"] == "spoke on condition of anonymity to discuss a sealed report"


def test_reason_of_others_is_not_taken():
    row = last_row("{s|A guard} {c|said} {k|talks had failed}. The bakers spoke on condition of anonymity.")
    assert row["anonymity_reason"] is None


def test_asking_for_no_name_is_no_statement():
    rows = rows_of("A guard, {s|who} {c|asked} {k|not to be named}, left. {s2|Mary Holt} {c2|said} {k2|no}.")
    assert [row["source_text"] for row in rows] == ["Mary Holt"]


def nested(text: str, *triples: tuple[str, str, str]) -> list[dict]:
    """Return the rows of passages given by their words, first occurrences; marks cannot stand inside marks."""
    spans = [[((text.index(words), text.index(words) + len(words)),) for words in triple] for triple in triples]
    articles = articles_of(text)
    tagger = MarkedTagger({text: [Tagged(*one) for one in spans]})
    return attribute(articles, split_sentences(articles), config=Attribution(), tagger=tagger).to_dicts()


def test_source_inside_a_quotation_comes_after_its_speaker():
    rows = nested(
        "“The lists show nine on board,” said Mary Holt.",
        ("Mary Holt", "said", "“The lists show nine on board,”"),
        ("The lists", "show", "nine on board"),
    )
    assert sorted(row["chain"] for row in rows) == [["Mary Holt"], ["Mary Holt", "lists"]]


def test_speaker_who_says_we_is_one_source():
    rows = nested(
        "“We deny that nine were on board,” said Mary Holt.",
        ("Mary Holt", "said", "“We deny that nine were on board,”"),
        ("We", "deny", "that nine were on board"),
    )
    assert [row["source_name"] for row in rows] == ["Mary Holt"]


def test_partial_carrier_is_the_outlet_itself():
    row = last_row("{s|Mary Holt} {c|told} the Courier {k|the mill will shut}.", outlet="Valley Courier")
    assert row["chain"] == ["Mary Holt"]
