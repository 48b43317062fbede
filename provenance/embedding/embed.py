"""Meaning of claims and articles as unit vectors, and the actions that claims tell of.

The encoder is a seam: anything with ``encode(texts)`` that returns one row of numbers a text will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance import tables
from provenance.embedding.encoders import Encoded, load_encoder
from provenance.embedding.news import NewsEncoder
from provenance.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from provenance.config import Embedding
    from provenance.embedding.encoders import Action, Encoder, Vectors

LEAD_WORDS = 120  # with the title about 170 word pieces, well inside the 256 that the encoder sees
BATCHES_A_STEP = 8  # texts go to the encoder, and progress is told, in steps of this many batches
DECIMALS = 6  # far below any difference that matters, and above the noise of padding in float32


def embed_texts(
    articles: pl.DataFrame,
    statements: pl.DataFrame,
    *,
    config: Embedding,
    encoder: Encoder | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Give every claim and every article a unit vector.

    Reads ARTICLES and STATEMENTS, writes VECTORS: one row a claim (of its self-contained sentence) and one an article
    (of its title and the first 120 words of its body); with the shipped encoder a claim also has its ``actions``. Each
    distinct text is encoded once, in order of length, so that neither the order of rows nor repetition changes
    anything. A text without words has a vector like any other; no rows give no rows, and then no encoder is loaded.
    Cost: O(texts).

    Parameters
    ----------
    articles, statements
        The tables ARTICLES and STATEMENTS.
    config
        Section ``embedding``.
    encoder
        A caller's own encoder; the one that ``config.model`` names otherwise.
    progress
        Called with (texts done, texts in all).

    Raises
    ------
    ModelMissing
        The encoder cannot be loaded.
    TableError
        A caller's encoder does not return one finite row a text.
    """
    texts = _texts(articles, statements)
    distinct = sorted(set(texts.values()), key=lambda text: (len(text), text))
    if not distinct:
        return tables.VECTORS.empty()
    read = _encode(distinct, encoder or load_encoder(config), step=config.batch_size * BATCHES_A_STEP, tell=progress)
    row_of = {text: row for row, text in enumerate(distinct)}
    told, claims = read.rows(), set(statements["claim_id"])
    return tables.VECTORS.frame(
        {
            "text_id": text_id,
            "vector": read.vectors[row_of[text]].tolist(),
            "actions": told[row_of[text]] if text_id in claims else None,
        }
        for text_id, text in sorted(texts.items())
    )


def _texts(articles: pl.DataFrame, statements: pl.DataFrame) -> dict[str, str]:
    texts: dict[str, str] = dict(statements.select("claim_id", "claim").iter_rows())
    for article_id, title, text, spans in articles.select("article_id", "title", "text", "body_spans").iter_rows():
        body = " ".join(text[start:end] for start, end in spans or [])
        lead = " ".join(body.split()[:LEAD_WORDS])
        texts[article_id] = "\n".join(part for part in (title, lead) if part)
    return texts


def _encode(texts: list[str], encoder: Encoder, *, step: int, tell: Callable[[int, int], None] | None) -> Encoded:
    vectors: list[Vectors] = []
    actions: list[list[Action]] = []
    for start in range(0, len(texts), step):
        part = texts[start : start + step]
        read = read_texts(part, encoder)
        vectors.append(read.vectors)
        actions += read.actions or []
        if tell:
            tell(min(start + step, len(texts)), len(texts))
    return Encoded(np.concatenate(vectors), actions or None)


def read_texts(texts: Sequence[str], encoder: Encoder) -> Encoded:
    """Return what an encoder tells of texts: vectors, with the shipped one also actions."""
    read = encoder.read(texts) if isinstance(encoder, NewsEncoder) else Encoded(encoder.encode(texts))
    return Encoded(_unit_rows(read.vectors, len(texts)), read.actions)


def _unit_rows(encoded: Vectors, count: int) -> Vectors:
    rows = np.asarray(encoded, dtype=np.float32)
    if rows.ndim != 2 or rows.shape[0] != count or not np.isfinite(rows).all():
        raise TableError(f"the encoder returned an array of shape {rows.shape} for {count} texts, expected finite rows")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.round(rows / np.maximum(lengths, 1e-12), DECIMALS), dtype=np.float32)
