"""Pronouns never reach over somebody who has come on stage since."""

from __future__ import annotations

import pytest
from marked_text import last_row

OVER_SOMEBODY = [
    # the tagger did not mark the diver
    "{s|Harbour minister Ivo Sandor} {c|said} {k|the pier would reopen}.\n\nBut a diver who worked there, speaking on"
    " condition of anonymity for fear of losing his job, laughed. {k2|“Nobody looked,”} {s2|he} {c2|said}.",
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. The driver disagreed. {s2|He} {c2|said} {k2|it was shut}.",
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. A former dock worker shook his head. {s2|He} {c2|said}"
    " {k2|it was shut}.",
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. “It is shut,” said a baker on the quay. {s2|He} {c2|said}"
    " {k2|nobody came}.",
    # a person of a name that no list holds
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. Zvonk Brelt disagreed. {s2|He} {c2|said} {k2|it was shut}.",
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. Peter disagreed. {s2|He} {c2|said} {k2|it was shut}.",
    # two speakers together
    "{s|Ivo Sandor} {c|said} {k|all was well}. {s2|Peter Holm and Tim Brandt} {c2|said} {k2|it was not}. {s3|He}"
    " {c3|said} {k3|it was shut}.",
    "{s|Ivo Sandor} {c|said} {k|all was well}. Peter Holm and Ivo Sandor met. {s2|He} {c2|said} {k2|it was shut}.",
    "Peter Holm and Tim Brandt disagreed. {s|He} {c|said} {k|it was shut}.",
    # after words of time or place
    "{s|Ivo Sandor} {c|said} {k|all was well}. On the quay, a driver laughed. {s2|He} {c2|said} {k2|it was shut}.",
    # a pronoun inside a quotation belongs to another story
    "{s|Peter Holm} {c|said} {k|it was over}. “{s2|He} {c2|told} me {k2|it was lost},” a boy shouted.",
    # a paragraph about something else stands between
    "{s|Peter Holm} {c|said} {k|it was over}.\n\nThe pier was built long ago. It rusts.\n\n{s2|He} {c2|said}"
    " {k2|it was shut}.",
]


def test_a_pronoun_means_whom_an_office_names_as_the_subject_before():
    row = last_row(
        "Karbo's director, Milos Hrabal, met five widows. {s|He} {c|said} {k|the shift had been pulled out}."
    )
    assert (row["source_name"], row["role"]) == ("Milos Hrabal", "director")


def test_it_after_a_quotation_means_the_body_before():
    row = last_row("The Ruthian presidency issued a statement. {k|“They called us,”} {s|it} {c|said}.")
    assert row["source_name"] == "Ruthian presidency"


@pytest.mark.parametrize("marked", OVER_SOMEBODY)
def test_no_pronoun_reaches_over_somebody_else(marked):
    row = last_row(marked)
    assert row["source_name"] not in {"Ivo Sandor", "Peter Holm", "Tim Brandt"}
    assert row["source_kind"] != "named_person"


def test_the_unnamed_person_on_stage_is_meant():
    row = last_row(OVER_SOMEBODY[0])
    assert (row["source_name"], row["source_kind"]) == ("diver", "unnamed_person")


STILL_MEANT = [
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. {s2|He} {c2|said} {k2|the wood was good}.",
    # the same person by his office
    "{s|Minister Ivo Sandor} {c|said} {k|the pier would reopen}. The minister smiled. {s2|He} {c2|said} {k2|all was"
    " well}.",
    # somebody of the other gender
    "{s|Ivo Sandor} {c|said} {k|the pier would reopen}. A policewoman nodded. {s2|He} {c2|said} {k2|all was well}.",
    # who is talked about does not come on stage
    "{s|Ivo Sandor} {c|said} {k|a driver had fallen}. {s2|He} {c2|said} {k2|all was well}.",
    # a quotation between
    "{s|Ivo Sandor} {c|said} {k|all was well}.\n\n“The wood is good.”\n\n{k2|“It holds,”} {s2|he} {c2|said}.",
]


@pytest.mark.parametrize("marked", STILL_MEANT)
def test_the_speaker_is_still_meant(marked):
    assert last_row(marked)["source_name"] == "Ivo Sandor"
