"""Source phrases that real pages had and that were once misread; the words here are made up."""

from __future__ import annotations

import pytest
from marked_text import last_row, rows_of

PHRASES = [
    ("{s|Rep. Andrew King} {c|said} {k|it was hot}.", "Andrew King", "named_person"),
    ("{s|Paul T King} {c|said} {k|it was hot}.", "Paul T King", "named_person"),
    ("{s|The King} {c|said} {k|it was hot}.", "King", "unnamed_person"),
    ("{s|The Assembly speaker, Ann A. Holt of Lonvik,} {c|said} {k|it was hot}.", "Ann A. Holt", "named_person"),
    ("{s|Joint Chiefs of Staff Chairman Martin Dahl} {c|said} {k|it was hot}.", "Martin Dahl", "named_person"),
    ("{s|Mc\u00adAllen} {c|said} {k|it was hot}. Ruth McAllen left.", "Ruth McAllen", "named_person"),
    ("Ann Holt spoke. {s|Ms. Holt’s remarks} {c|suggested} {k|it was hot}.", "Ann Holt", "named_person"),
    ("{s|One current and one former official} {c|said} {k|it was hot}.", None, "unnamed_group"),
    ("{s|Bill} {c|said} {k|it was hot}.", "Bill", "named_person"),
    ("{s|Nathan Bill} {c|said} {k|it was hot}.", "Nathan Bill", "named_person"),
    (
        "At noon Petra Dahl met her neighbour Ann Yanes at the mill. {s|Dahl and Yanes} {c|said} {k|it was hot}.",
        "Petra Dahl; Ann Yanes",
        "named_person",
    ),
    (
        "The Oceanic Administration met. {s|The Holt administration} {c|said} {k|it was hot}.",
        "Holt administration",
        "named_organisation",
    ),
    ("{s|The amendment} {c|states} {k|that nobody may pass}.", "amendment", "document"),
]


@pytest.mark.parametrize(("marked", "name", "kind"), PHRASES)
def test_phrase(marked, name, kind):
    row = last_row(marked)
    assert row["source_kind"] == kind
    assert name is None or row["source_name"] == name


def test_a_later_reference_keeps_the_level_of_its_source():
    rows = rows_of(
        "{s1|A person familiar with the talks} {c1|said} {k1|it was hot}. {s2|The person} {c2|added} {k2|it rained}."
    )
    assert [row["identification"] for row in rows] == ["broad_role", "broad_role"]


def test_a_reason_ends_before_the_cue():
    row = last_row(
        "{s|Senior officials, speaking on the condition of anonymity about the talks,} {c|expressed doubt}"
        " {k|that it helps}."
    )
    assert row["anonymity_reason"] == "speaking on the condition of anonymity about the talks"


def test_how_an_official_spoke_is_no_statement_of_his():
    assert rows_of("{s|The official} {c|discussed} {k|the review on the condition of anonymity}.") == []


def test_a_lone_quotation_mark_is_no_statement():
    assert rows_of('{s|Ann Holt} {c|said} {k|"}.') == []
