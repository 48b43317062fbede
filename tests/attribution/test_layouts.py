"""Layouts that credit words to somebody: transcripts, signatures, block quotations, quotations that go on, pictures."""

from __future__ import annotations

import pytest
from marked_text import rows_of


def told(marked):
    """Return (source, content) of every attribution."""
    return [(row["source_text"], row["content_text"]) for row in rows_of(marked)]


def test_a_transcript_belongs_to_its_speakers():
    text = "HOLT: Who rang?\nMARSH: I did.\nIt was six.\nHOLT: And then?"
    assert told(text) == [("HOLT", "Who rang?"), ("MARSH", "I did. … It was six."), ("HOLT", "And then?")]


def test_two_labels_make_no_transcript():
    assert told("HOLT: Who rang?\nMARSH: I did.") == []


@pytest.mark.parametrize("label", ["UPDATE", "EXCLUSIVE", "WATCH", "RELATED"])
def test_labels_of_a_page_speak_not(label):
    assert told(f"{label}: The road is open.\n{label}: The road is shut.\n{label}: The road is open.") == []


def test_a_transcript_overrules_what_is_found_in_it():
    text = "HOLT: Who rang?\nMARSH: {s|Ann} {c|said} {k|she did}.\nHOLT: And then?"
    assert ("MARSH", "Ann said she did.") in told(text)


def test_a_signature_takes_the_quotation_before_it():
    assert told("“We lose one station.”\n“And the tower.”\n— Jane Alder, commissioner") == [
        ("Jane Alder, commissioner", "“We lose one station.” … “And the tower.”")
    ]


def test_a_dash_before_a_list_is_no_signature():
    assert told("The town has three wells.\n— The north well\n— The south well") == []


def test_a_block_quotation_goes_on_until_it_is_taken_up_again():
    block = "The company has known of the cracks since March and has done nothing at all to close the line."
    found = told(f"The union's letter was read out in the hall:\n{block}\n{block}\nFurther:\n{block}\nIt rained.")
    assert found == [(None, f"{block} … {block}"), (None, block)]


def test_a_list_after_a_colon_is_no_quotation():
    item = "The company has known of the cracks since March and has done nothing at all to close the line."
    assert told(f"Here are three things the report says:\n{item}\n{item}") == []


def test_a_bare_quotation_goes_on_with_its_speaker():
    marked = (
        "{k|“We left at night,”} {c|said} {s|Samira Haddad, a teacher}.\n“Nobody spoke.”\nIt rained.\n“So it goes.”"
    )
    assert told(marked) == [("Samira Haddad, a teacher", "“We left at night,” … “Nobody spoke.”")]


def test_a_picture_shows():
    assert told("In another photo, soldiers carry sandbags across a square.") == [
        ("another photo", "soldiers carry sandbags across a square")
    ]


def test_a_statement_about_a_picture_stays_with_its_speaker():
    marked = "In the photo, {s|Ann Holt} {c|says}, {k|soldiers carry sandbags across a square}."
    assert told(marked) == [("Ann Holt", "soldiers carry sandbags across a square")]


def test_single_marks_are_quotations_outside_double_ones():
    from provenance.attribution.quotations import find_single

    text = "‘It is safe,’ he said. The miners' hall. 'It isn't,' she said."
    assert [text[slice(*span)] for span in find_single(text)] == ["‘It is safe,’", "'It isn't,'"]
