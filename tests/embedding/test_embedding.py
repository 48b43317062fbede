"""Vectors of claims and articles; the socket is blocked, so that the shipped encoder must load without a network."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import tables
from provenance.config import Embedding
from provenance.embedding import embed_texts, load_encoder
from provenance.errors import ModelMissing, TableError

CONFIG = Embedding()


class Letters:
    """A small encoder: counts of letters; remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        """Return three numbers a text."""
        self.asked += texts
        return np.array([[1 + text.count("a"), text.count("e"), len(text)] for text in texts], dtype=np.float32)


def statements(*claims):
    return tables.STATEMENTS.frame({"claim_id": f"c{n}", "claim": claim} for n, claim in enumerate(claims))


def articles(*texts):
    return tables.ARTICLES.frame(
        {"article_id": f"a{n}", "title": "On it", "text": text, "body_spans": [[0, len(text)]]}
        for n, text in enumerate(texts)
    )


def embed(article_rows, statement_rows, **keywords):
    found = embed_texts(article_rows, statement_rows, config=CONFIG, **{"encoder": Letters(), **keywords})
    return tables.VECTORS.conform(found, stage="vectors")


def test_nothing_gives_nothing_and_loads_no_encoder():
    empty = embed_texts(articles(), statements(), config=Embedding(model="no such model"))
    assert empty.equals(tables.VECTORS.empty())


def test_each_distinct_text_is_encoded_once():
    encoder = Letters()
    found = embed(articles(), statements("One", "Two", "One"), encoder=encoder)
    assert sorted(encoder.asked) == ["One", "Two"]
    assert found["vector"][0].to_list() == found["vector"][2].to_list()


def test_an_article_is_read_by_title_and_first_words():
    encoder = Letters()
    embed(articles("word " * 500), statements(), encoder=encoder)
    assert encoder.asked == ["On it\n" + " ".join(["word"] * 120)]


def test_progress_ends_at_all_texts():
    told = []
    embed(articles("Text"), statements("One", "Two"), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)


@pytest.mark.parametrize("bad", [np.zeros((1, 3)), np.full((2, 3), np.nan), np.zeros(2)])
def test_an_encoder_that_returns_something_else_is_refused(bad):
    class Broken:
        def encode(self, texts):  # noqa: ARG002 - the protocol's argument
            return bad

    with pytest.raises(TableError, match="expected finite rows"):
        embed(articles(), statements("One", "Two"), encoder=Broken())


def test_a_model_that_is_nowhere_says_how_to_mend_it(tmp_path):
    with pytest.raises(ModelMissing, match=r"embedding\.model: cannot load .*give 'news_encoder', 'all-MiniLM-L6-v2'"):
        load_encoder(Embedding(model=str(tmp_path)))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6), st.randoms(use_true_random=False))
def test_vectors_are_of_unit_length_whatever_the_order(claims, random):
    rows = statements(*claims)
    found = embed(articles("Some text"), rows)
    assert all(math.isclose(math.hypot(*vector), 1, abs_tol=1e-4) for vector in found["vector"])
    order = random.sample(range(rows.height), rows.height)
    assert found.equals(embed(articles("Some text"), rows[order] if order else rows))


@pytest.mark.slow
def test_the_shipped_encoder_knows_alike_from_unlike_and_repeats_itself():
    encoder = load_encoder(CONFIG)
    rows = statements("Nine people died in the fire.", "The blaze killed nine.", "Water prices will rise.")
    found = embed(articles(), rows, encoder=encoder)
    first, second, third = (np.array(vector.to_list()) for vector in found["vector"])
    assert first.shape == (384,)
    assert first @ second > 0.5 > first @ third
    assert found.equals(embed(articles(), rows.select(pl.all().reverse()), encoder=encoder))


def test_the_shipped_encoder_tells_what_happens_in_a_claim():
    said = "Troops seized the town of Hadra on Monday"
    found = embed_texts(articles("Text"), statements(said), config=CONFIG)
    rows = {row["text_id"]: row for row in found.iter_rows(named=True)}
    words = [said[one["start"] : one["end"]] for one in rows["c0"]["actions"]]
    assert "seized" in words
    assert not {"the", "of", "on"} & set(words)
    assert rows["a0"]["actions"] is None


def test_one_action_in_other_words_is_nearer_than_another_action():
    first, again, other = (
        {one["weight"]: one["vector"] for one in told}
        for told in embed_texts(
            articles(),
            statements(
                "Troops seized the town of Hadra on Monday",
                "The army captured Hadra on Monday",
                "The mayor of Hadra resigned on Monday",
            ),
            config=CONFIG,
        )
        .filter(pl.col("text_id").str.starts_with("c"))
        .sort("text_id")["actions"]
        .to_list()
    )
    surest = [np.array(told[max(told)]) for told in (first, again, other)]
    assert surest[0] @ surest[1] > surest[0] @ surest[2]


@pytest.mark.parametrize("text", ["", " ", "…", "word " * 2000, "\x00\u202e𝔄"])
def test_the_shipped_encoder_takes_any_text(text):
    found = embed_texts(articles(), statements(text), config=CONFIG)
    assert found["vector"].list.len().to_list() == [384]
    assert all(0 <= one["start"] < one["end"] <= len(text) for one in found["actions"][0])
