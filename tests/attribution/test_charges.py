"""What one party says of another's words: whose these are, and who denies or confirms them."""

from __future__ import annotations

import pytest
from marked_text import credits_of, rows_of

READ = ("source_text", "cue_text", "content_text", "stance")
INSIDE = [
    (
        "{s|Orrin} {c|rejected} {k|Varan's claim that its soldiers had shelled the clinic in Tamra}.",
        ("Varan", "claim", "that its soldiers had shelled the clinic in Tamra", "claimed"),
    ),
    (
        "{s|The firm} {c|disputed} {k|a report by the Daily Ledger that it had hidden losses}.",
        ("the Daily Ledger", "report", "that it had hidden losses", "stated"),
    ),
    (
        "{s|The mayor} {c|denied} {k|a Harbour News report that he had sold the pier}.",
        ("Harbour News", "report", "that he had sold the pier", "stated"),
    ),
    (
        "{s|The firm} {c|rejected} {k|attacks from the union and others that it was hiding the reports}.",
        ("the union and others", "attacks", "that it was hiding the reports", "stated"),
    ),
    (
        "{s|Officials} {c|have denied accusations} by aid groups {k|that guards beat the prisoners in Tarn}.",
        ("aid groups", "accusations", "that guards beat the prisoners in Tarn", "alleged"),
    ),
    (
        "{s|The army} {c|called} {k|the rebels' claim that they had seized the barracks “baseless”}.",
        ("the rebels", "claim", "that they had seized the barracks", "claimed"),
    ),
    (
        "{s|The ministry} {c|confirmed} {k|the hospital's report that 14 people had died}.",
        ("the hospital", "report", "that 14 people had died", "stated"),
    ),
    (
        "{s|The bank} {c|dismissed} {k|a report from the Daily Ledger that alleged the vault was empty}.",
        ("the Daily Ledger", "report", "the vault was empty", "stated"),
    ),
]


@pytest.mark.parametrize(("marked", "inner"), INSIDE)
def test_whose_words_are_answered_is_credited_with_them(marked, inner):
    found = [tuple(row[name] for name in READ) for row in rows_of(marked)]
    assert inner in found
    assert len(found) == 2


@pytest.mark.parametrize(("marked", "inner"), INSIDE)
def test_nobody_who_answers_passes_the_words_on(marked, inner):
    (row,) = [row for row in rows_of(marked) if row["cue_text"] == inner[1]]
    assert len(row["chain"]) == 1


ALONE = [
    "{s|Orrin} {c|rejected} {k|claims that its soldiers had shelled the clinic}.",
    "{s|Orrin} {c|rejected} {k|his claim that the soldiers had shelled the clinic}.",
    "{s|Orrin} {c|did not reject} {k|Varan's claim that its soldiers had shelled the clinic}.",
    "{s|The firm} {c|said} {k|the regulator's claim that its planes were unsafe was wrong}.",
    "{s|The firm} {c|rejected} {k|the union's offer of talks}.",
    "{s|The firm} {c|denied} {k|a report by the Daily Ledger that was published in May}.",
]


@pytest.mark.parametrize("marked", ALONE)
def test_words_of_nobody_named_and_other_phrases_stay_as_they_are(marked):
    assert credits_of(marked).height == 1


AFTER = [
    ("{s|Varan} {c|says} {k|Orrin shelled the clinic}, a charge Orrin denies.", "Orrin"),
    ("{s|The union} {c|says} {k|Norvik ignored warnings}, which the company denies.", "the company"),
    ("{s|The rebels} {c|said} {k|they had taken Tamra}, a claim that the army strongly disputes.", "the army"),
    ("{s|Varan} {c|said} {k|the convoy carried weapons}, a claim denied by Orrin.", "Orrin"),
    ("{s|Varan} {c|said} {k|its drones had hit the port}, but Orrin denied this.", "Orrin"),
    ("{s|Greta Holt} {c|accuses} {k|the mayor of taking bribes, charges he denies}.", "he"),
]


@pytest.mark.parametrize(("marked", "who"), AFTER)
def test_an_answer_in_an_aside_denies_what_the_sentence_has_told(marked, who):
    told, answer = (
        next(row for row in rows_of(marked) if (row["stance"] == "denied") is denied) for denied in (False, True)
    )
    assert answer["source_text"] == who
    assert answer["content_spans"] == told["content_spans"]
    assert "," not in told["content_text"]


SILENT = [
    "{s|Varan} {c|says} {k|Orrin shelled the clinic}, a charge the people believe.",
    "{s|Varan} {c|says} {k|the clinic in Orrin}, which the army shelled, {k|is closed}.",
    "The army shelled the clinic, which Orrin denies.",
]


@pytest.mark.parametrize("marked", SILENT)
def test_other_asides_deny_nothing_that_somebody_said(marked):
    rows = credits_of(marked).to_dicts()
    assert not any(row["stance"] == "denied" and "which" in (row["cue_text"] or "") for row in rows)


def test_a_denial_by_somebody_named_in_the_passive_is_his():
    rows = credits_of(
        "{s|Rebel} {c|claims} {k|that they had captured the airport} were denied by the ministry."
    ).to_dicts()
    denial = next(row for row in rows if row["stance"] == "denied")
    assert (denial["source_text"], denial["cue_text"]) == ("the ministry", "were denied")
    assert denial["content_text"] == "Rebel claims that they had captured the airport"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Despite Varan's claim that no civilians had died, doctors counted 14.", "that no civilians had died"),
        ("Varan's claim that the vote was rigged was widely doubted.", "that the vote was rigged"),
        ("Varan's claim that it won the vote is disputed abroad.", "that it won the vote"),
    ],
)
def test_a_claim_told_by_a_noun_ends_where_its_clause_ends(text, content):
    assert content in [row["content_text"] for row in credits_of(text).to_dicts()]
