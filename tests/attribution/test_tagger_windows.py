"""Word pieces, quotation states and windows keep exact offsets and cover the text without gap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.attribution.windows import (
    CLOSING,
    INSIDE,
    OPENING,
    OUTSIDE,
    SEP,
    Pieces,
    Window,
    cut_pieces,
    cut_windows,
    find_runs,
    load_tokenizer,
    passage_around,
)
from provenance.errors import ModelMissing
from provenance.models import model_folder

TOKENIZER = load_tokenizer(model_folder("attribution") / "tokenizer.json")


def cut(text, *spans):
    return cut_pieces(text, spans or [(0, len(text))], TOKENIZER)


def words(text, pieces):
    return [text[a:b] for a, b in zip(pieces.start, pieces.end, strict=True) if a < b]


def test_pieces_give_back_their_text():
    text = "The Mayor of Oberau said: “No comment.”"
    assert "".join(words(text, cut(text))) == text.replace(" ", "")


def test_every_paragraph_ends_in_one_separator():
    pieces = cut("One.\n\nTwo.\r\n \nThree.")
    assert (pieces.ids == SEP).sum() == 3
    assert pieces.paragraph.max() == 2
    assert all(pieces.start[pieces.ids == SEP] == pieces.end[pieces.ids == SEP])


def test_text_outside_the_regions_is_never_seen():
    text = "Menu Home\nThe minister resigned.\nRead more"
    start = text.index("The")
    assert words(text, cut(text, (start, start + 22))) == ["The", "minister", "resigned", "."]


def test_overlapping_and_unsorted_regions_are_read_once():
    text = "Alpha beta gamma"
    assert words(text, cut(text, (6, 16), (0, 10))) == ["Alpha", "beta", "gamma"]


@pytest.mark.parametrize("spans", [[], [(0, 0)], [(0, 3)]])
def test_nothing_to_read_gives_no_pieces(spans):
    assert len(cut_pieces(" \n ", spans, TOKENIZER)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('say "no" now', [OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE]),
        ("say “no” now", [OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE]),
        ("say ''no'' now", [OUTSIDE, OPENING, OPENING, INSIDE, CLOSING, CLOSING, OUTSIDE]),
        ("it's now", [OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE]),
        ("“no end", [OPENING, INSIDE, INSIDE]),
        ("no” now", [OUTSIDE, CLOSING, OUTSIDE]),
    ],
)
def test_quotation_state_of_every_piece(text, expected):
    assert cut(text).quote[:-1].tolist() == expected


def test_a_paragraph_starts_outside_quotation_marks():
    pieces = cut("“no end\nnew")
    assert pieces.quote[-2] == OUTSIDE


@given(st.text(max_size=300))
def test_pieces_of_any_text_are_in_order_and_inside_it(text):
    pieces = cut(text)
    assert (pieces.start <= pieces.end).all()
    assert (pieces.end <= len(text)).all()
    assert (np.diff(pieces.start) >= 0).all()


@given(st.integers(1, 60), st.integers(0, 20), st.integers(0, 20), st.integers(0, 59))
def test_cores_cover_an_article_without_gap_or_overlap(core, before, after, first):
    pieces = cut("A dog barked. A cat ran off, and nobody cared.\n" * 6)
    windows = cut_windows(pieces, core=core, before=before, after=after, first=first % core)
    covered = [place for window in windows for place in range(window.core_start, window.core_end)]
    assert covered == list(range(len(pieces)))
    assert all(len(window) <= before + core + after for window in windows)
    assert all(window.start <= window.core_start < window.core_end <= window.end for window in windows)


def test_a_core_ends_with_a_paragraph_where_it_can():
    pieces = cut("One two three.\nFour five six.\nSeven.")
    windows = cut_windows(pieces, core=12, before=0, after=0)
    assert pieces.ids[windows[0].core_end - 1] == SEP


@given(st.lists(st.booleans(), max_size=40))
def test_runs_are_the_true_places(mask):
    places = [place for start, end in find_runs(np.array(mask, dtype=bool)) for place in range(start, end)]
    assert places == [place for place, value in enumerate(mask) if value]


def whole(pieces: Pieces) -> Window:
    return Window(0, len(pieces), 0, len(pieces))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She said no.\nIt rained.", "He left. She said no."),
        ("Before.\nShe said no.\n“And never,” too.\nAfter.", "She said no.\n“And never,” too."),
        ("She said:\nNever again.\nAfter.", "She said:\nNever again."),
    ],
)
def test_a_cue_is_read_with_its_paragraph_and_quotations_that_follow(text, expected):
    pieces = cut(text)
    at = int(np.searchsorted(pieces.start, text.index("said")))
    start, end = passage_around(pieces, (at, at + 1), whole(pieces), reach=100, follow=100)
    assert text[pieces.start[start] : pieces.end[end - 1]].strip() == expected


def test_a_missing_tokenizer_names_the_file(tmp_path):
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        load_tokenizer(tmp_path / "tokenizer.json")
