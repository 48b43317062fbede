"""Who denies what within one sentence, from the article to the verdict, with the shipped models."""

from __future__ import annotations

import pytest

from provenance import annotate

DISPUTES = {
    "rejected": (
        "Orrin on Tuesday rejected Varan's claim that its soldiers had shelled the clinic in Tamra.",
        "Varan",
        "Orrin",
    ),
    "passive": (
        "The opposition's claim that the vote was rigged was dismissed by the electoral commission.",
        "opposition",
        "electoral commission",
    ),
    "paper": (
        "The company disputed a report by the Daily Ledger that it had hidden losses of $40 million.",
        "Daily Ledger",
        "company",
    ),
    "called": (
        "The army called the rebels' claim that they had seized the barracks in Tarn “baseless”.",
        "rebels",
        "army",
    ),
    "aside": ("Varan says Orrin shelled the hospital in Tamra, a charge Orrin denies.", "Varan", "Orrin"),
    "which": ("The union says Norvik ignored warnings about the dam, which the company denies.", "union", "company"),
    "accused": (
        "Varan accused Orrin of violating its airspace, an allegation Orrin dismissed as baseless.",
        "Varan",
        "Orrin",
    ),
    "blast": (
        "The militants' claim of responsibility for the bombing of the station was rejected by police.",
        "militants",
        "police",
    ),
}
NONE = {
    "not": "Orrin did not reject Varan's claim that its soldiers had shelled the clinic in Tamra.",
    "agreed": "The ministry confirmed the hospital's report that 14 people had died in the blast.",
    "denial": "Orrin rejected Varan's denial that it had fired the missile.",
    "nobody": "Officials dismissed suggestions that the dam had been badly maintained.",
    "offer": "The firm rejected the union's offer of talks on Monday.",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """One run over all sentences, each an article of its own."""
    folder = tmp_path_factory.mktemp("answers")
    for name, text in [*((name, one[0]) for name, one in DISPUTES.items()), *NONE.items()]:
        (folder / f"{name}.txt").write_text(f"The Harbour Gazette\n12 March 2024\n\n{text}\n", encoding="utf-8")
    return annotate(folder).tables


def _claims(tables, name):
    return {row["claim_id"]: row for row in tables["claims"].to_dicts() if row["input_id"] == f"{name}.txt"}


def _disputes(tables, name):
    told = _claims(tables, name)
    pairs = [row for row in tables["contradictions"].to_dicts() if row["verdict"] == "source_dispute"]
    return [
        {told[row[f"{side}_claim_id"]]["source"]: told[row[f"{side}_claim_id"]]["stance"] == "denied" for side in "ab"}
        for row in pairs
        if row["a_claim_id"] in told and row["b_claim_id"] in told
    ]


@pytest.mark.parametrize("name", DISPUTES)
def test_the_one_who_denies_and_the_one_who_claims_are_in_dispute(tables, name):
    _, claims, denies = DISPUTES[name]
    assert _disputes(tables, name) == [{claims: False, denies: True}]


@pytest.mark.parametrize("name", DISPUTES)
def test_both_have_an_origin_of_their_own_or_none(tables, name):
    claims, denies = (
        next(r for r in _claims(tables, name).values() if r["source"] == who) for who in DISPUTES[name][1:]
    )
    assert claims["origin_id"] != denies["origin_id"]
    assert claims["agreement_id"] != denies["agreement_id"]


@pytest.mark.parametrize("name", NONE)
def test_other_answers_are_no_dispute(tables, name):
    assert _disputes(tables, name) == []


def test_a_claim_of_responsibility_is_worded_as_a_claim(tables):
    told = [row["claim"] for row in _claims(tables, "blast").values()]
    assert "The militants claim responsibility for the bombing of the station." in told


def test_words_that_are_denied_are_told_as_such(tables):
    (row,) = _claims(tables, "nobody").values()
    assert row["claim"] == "Officials dismissed suggestions that the dam had been badly maintained."
