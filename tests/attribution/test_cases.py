"""Whole attributions by the shipped model and all rules: a line of ``cases.tsv`` is a case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from marked_text import articles_of

from provenance.attribution import attribute
from provenance.config import Attribution, Sources
from provenance.sentences import split_sentences
from provenance.sources import canonicalise

COLUMNS = ("phenomenon", "text", "content", "source", "kind", "chain", "reason", "fails")
MOST_EXPECTED_FAILURES = 10


def read_cases() -> list[dict[str, str]]:
    r"""Return the cases; ``\n`` in a text ends a paragraph."""
    lines = Path(__file__).with_name("cases.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines[1:], COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{**row, "text": row["text"].replace("\\n", "\n")} for row in rows]


CASES = read_cases()


@pytest.fixture(scope="module")
def found():
    """Return the attributions of every case, by the number of the case."""
    articles = articles_of(*(case["text"] for case in CASES))
    credited = attribute(articles, split_sentences(articles), config=Attribution())
    rows = canonicalise(articles, credited, config=Sources()).to_dicts()
    return {number: [row for row in rows if row["article_id"] == f"a{number}"] for number in range(len(CASES))}


def parameters() -> list:
    listed = []
    for number, case in enumerate(CASES):
        marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if case["fails"] else []
        listed.append(pytest.param(number, id=f"{case['phenomenon']}-{number}", marks=marks))
    return listed


@pytest.mark.parametrize("number", parameters())
def test_case(found, number):
    case = CASES[number]
    rows = found[number]
    if case["kind"] == "none":
        assert [row["content_text"] for row in rows] == []
        return
    matching = [row for row in rows if case["content"] in row["content_text"]]
    assert matching, [(row["source_text"], row["cue_text"], row["content_text"]) for row in rows]
    row = min(matching, key=lambda row: len(row["content_text"]))
    assert (row["source"] or "", row["source_kind"]) == (case["source"], case["kind"].replace("null", "") or None)
    if case["chain"]:
        assert " > ".join(row["chain"]) == case["chain"]
    if case["reason"]:
        assert row["anonymity_reason"] == case["reason"]


def test_there_are_enough_cases_and_few_that_fail():
    assert len(CASES) >= 120
    assert sum(bool(case["fails"]) for case in CASES) <= MOST_EXPECTED_FAILURES
