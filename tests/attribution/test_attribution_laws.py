"""Laws of the stage: offsets, order, empty input."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from marked_text import MarkedTagger, Tagged, articles_of, credits_of, parse

from provenance.attribution import attribute
from provenance.config import Attribution
from provenance.sentences import split_sentences
from provenance.tables import ARTICLES, CREDITS, SENTENCES

PIECES = st.sampled_from(
    [
        "{s|Mary Holt} {c|said} {k|it was hot}. ",
        "{s2|She} {c2|told} Karna News {k2|“the mill will shut”}. ",
        "The front was reportedly dissolved in May.\n\n",
        "{s3|The Lowland Gazette} {c3|cites} {k3|a guard as saying that the gate was open}. ",
        "According to Gen. Tarn, nine ships sank.\n",
        "“Who? ‘Me’?” – 'no'. ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, unique=True))
def test_spans_give_back_their_text(pieces):
    marked = "".join(pieces)
    text, _ = parse(marked)
    for row in credits_of(marked).iter_rows(named=True):
        for role in ("source", "cue", "content"):
            assert (" … ".join(text[a:b] for a, b in row[f"{role}_spans"]) or None) == row[f"{role}_text"]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab “”\"'’.,A\n", max_size=60), st.data())
def test_any_spans_are_survived(text, data):
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = st.lists(places.map(lambda pair: (min(pair), max(pair))), max_size=2).map(tuple)
    tagged = [Tagged(data.draw(spans), data.draw(spans), data.draw(spans))]
    articles = articles_of(text)
    frame = attribute(articles, split_sentences(articles), config=Attribution(), tagger=MarkedTagger({text: tagged}))
    assert CREDITS.conform(frame, stage="credits").height == frame.height


def test_any_row_order_gives_the_same_table():
    marked = [
        "{s|Mary Holt} {c|said} {k|it was hot}. {s2|She} {c2|left} {k2|at nine o'clock}.",
        "{s|Residents} {c|said} {k|no}.",
    ]
    parsed = dict(parse(one) for one in marked)
    articles = articles_of(*parsed)
    sentences = split_sentences(articles)
    tagger = MarkedTagger(parsed)
    one = attribute(articles, sentences, config=Attribution(), tagger=tagger)
    two = attribute(articles.reverse(), sentences.reverse(), config=Attribution(), tagger=tagger)
    assert CREDITS.conform(one, stage="credits").equals(CREDITS.conform(two, stage="credits"))


def test_no_articles_give_no_rows():
    assert attribute(ARTICLES.empty(), SENTENCES.empty(), config=Attribution()).is_empty()


def test_repeated_spans_are_one_row():
    text, tagged = parse("{s|Mary Holt} {c|said} {k|it was hot}.")
    articles = articles_of(text)
    frame = attribute(
        articles, split_sentences(articles), config=Attribution(), tagger=MarkedTagger({text: tagged * 2})
    )
    assert frame.height == 1
