"""What the model of entailment is told of every word: repeated, opposed, a figure that fits or does not."""

import pytest

from provenance.contradictions.marks import Mark, mark_words, read_pairs
from provenance.embedding.news import load_tokenizer
from provenance.models import model_folder


def marks(text, other):
    """Return printed word to its first mark."""
    found = {}
    for start, end, mark in mark_words(text, other):
        found.setdefault(text[start:end], mark)
    return found


@pytest.mark.parametrize(
    ("one", "other", "mark"),
    [
        ("14 villages", "fourteen villages", Mark.FITS),
        ("14 villages", "15 villages", Mark.DIFFERS),
        ("14 villages", "several villages", None),
        ("twenty-one boats", "21 boats", Mark.FITS),
        ("2.1 million votes", "2,100,000 votes", Mark.FITS),
        ("more than 1,500 cases", "1,600 cases", Mark.FITS),
        ("more than 1,500 cases", "1,500 cases", Mark.DIFFERS),
        ("at least 1,500 cases", "1,500 cases", Mark.FITS),
        ("fewer than 40 cases", "43 cases", Mark.DIFFERS),
        ("fewer than 40 cases", "more than 50 cases", Mark.DIFFERS),
        ("about 500 cases", "520 cases", Mark.FITS),
        ("about 500 cases", "620 cases", Mark.DIFFERS),
        ("before 2015", "in 2014", Mark.FITS),
        ("before 2015", "in 2016", Mark.DIFFERS),
        ("since 2015", "in 2016", Mark.FITS),
    ],
)
def test_a_figure_fits_if_it_can_be_one_of_the_others(one, other, mark):
    told = {mark for _, _, mark in mark_words(one, other)} & {Mark.FITS, Mark.DIFFERS}
    assert told == ({mark} if mark else set())


def test_words_are_known_again_by_their_stems():
    found = marks("Rebels were shooting at boats", "A rebel shot at the boat")
    assert (found["Rebels"], found["shooting"], found["boats"]) == (Mark.REPEATED,) * 3
    assert found["were"] == Mark.FUNCTION


def test_opposites_names_and_negation_are_told():
    found = marks("Rebels captured Sarim on the coast", "Rebels lost the fort")
    assert (found["captured"], found["Sarim"], found["coast"]) == (Mark.OPPOSED, Mark.UNNAMED, Mark.NONE)
    assert marks("They did not leave", "They left")["not"] == Mark.NEGATES
    assert marks("They did not leave", "They never left")["not"] == Mark.REPEATED


def test_pieces_take_the_marks_of_their_words():
    tokenizer = load_tokenizer(model_folder("news_entailment") / "tokenizer.json")
    pair = ("Rebels captured Sarim.", "Sarim was lost by 14 rebels.")
    (read,) = read_pairs(tokenizer, [pair], (96, 64))
    pieces = [tokenizer.id_to_token(piece) for piece in read.pieces]
    assert pieces[read.second - 1] == "[SEP]"
    assert len(read.marks) == len(pieces)
    told = dict(zip(pieces, read.marks, strict=True))
    assert told["captured"] == told["lost"] == Mark.OPPOSED
    assert told["rebels"] == Mark.REPEATED
    assert told["[SEP]"] == told["[CLS]"] == told["."] == Mark.NONE


def test_long_texts_are_cut():
    tokenizer = load_tokenizer(model_folder("news_entailment") / "tokenizer.json")
    (read,) = read_pairs(tokenizer, [("word " * 500, "word " * 500)], (96, 64))
    assert (len(read.pieces), read.second) == (96 + 63, 96)
