"""Speech that the tagger passed over, and subjects that it did not mark."""

from __future__ import annotations

import pytest
from marked_text import credits_of, last_row

SHAPES = [
    ("The mayor said that the bridge is safe.", "The mayor", "that the bridge is safe"),
    ("But the mayor of Lonvik said the bridge is safe.", "the mayor of Lonvik", "the bridge is safe"),
    ("Mary Holt, a baker, said the bridge is safe.", "Mary Holt, a baker", "the bridge is safe"),
    ("Mary Holt told reporters that the bridge is safe.", "Mary Holt", "that the bridge is safe"),
    ("The bridge over the river is safe, the mayor said.", "the mayor", "The bridge over the river is safe"),
    ("The bridge is safe again, Mary Holt told reporters.", "Mary Holt", "The bridge is safe again"),
    ("“The bridge is safe,” said Mary Holt, a baker.", "Mary Holt, a baker", "“The bridge is safe,”"),
    ("“The bridge is safe,” the mayor said.", "the mayor", "“The bridge is safe,”"),
]


@pytest.mark.parametrize(("text", "source", "content"), SHAPES)
def test_plain_speech_is_found(text, source, content):
    row = last_row(text)
    assert (row["source_text"], row["content_text"]) == (source, content)
    assert row["confidence"] < 0.7


SILENT = [
    "The state added the week to the season.",
    "The mayor said so.",
    "The sign said it in red.",
    "What the mayor had said in May was forgotten.",
    "The mayor denied the guests a glass of the wine.",
]


@pytest.mark.parametrize("text", SILENT)
def test_other_shapes_stay_silent(text):
    assert credits_of(text).is_empty()


def test_the_taggers_own_find_stands_alone():
    assert credits_of("{s|The mayor} {c|said} {k|that the bridge is safe}.").height == 1


SUBJECTS = [
    (
        "But an inspector who worked at the dock, speaking on condition of anonymity for fear of losing his job,"
        " {c|said} {k|the crane had failed}.",
        "an inspector who worked at the dock, speaking on condition of anonymity for fear of losing his job",
        "unnamed_person",
    ),
    ("The harbour authority {c|said} {k|the crane had failed}.", "The harbour authority", "named_organisation"),
    ("Mary Holt, a baker, also {c|said} {k|the crane had failed}.", "Mary Holt, a baker", "named_person"),
]


@pytest.mark.parametrize(("marked", "source", "kind"), SUBJECTS)
def test_the_subject_of_the_cue_is_the_source(marked, source, kind):
    row = last_row(marked)
    assert (row["source_text"], row["source_kind"]) == (source, kind)


@pytest.mark.parametrize(
    "marked", ["It was {c|said} {k|the crane had failed}.", "He left and it {c|said} {k|no more}."]
)
def test_no_plain_subject_no_source(marked):
    assert last_row(marked)["source_spans"] == []
