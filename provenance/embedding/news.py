"""The shipped encoder: one vector a text, and the actions that the text tells of.

Fine-tuned from all-MiniLM-L6-v2 so that articles of one story are near one another, and so that the words for one
action are near one another in whatever article (see ``training/news_encoder.py`` and the model's card).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from provenance.embedding.encoders import Action, Encoded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Encoding, Tokenizer

    from provenance.embedding.encoders import Vectors
    from provenance.embedding.network import Network

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
PIECES = 256  # of a text; the rest is not seen
ACTIONS = 8  # of a text at most, the surest first
LEAST_WEIGHT = 0.1
DECIMALS = 5


class NewsEncoder:
    """The shipped encoder; the same texts in the same order give the same numbers."""

    def __init__(self, network: Network, tokenizer: Tokenizer, *, batch_size: int = 32) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.batch_size = batch_size

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, 384), float32, unit length a row."""
        return self.read(texts).vectors

    def read(self, texts: Sequence[str]) -> Encoded:
        """Return vectors, and of every text up to eight actions in text order."""
        import torch

        read = self.tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda place: (len(read[place].ids), place))
        vectors = np.zeros((len(texts), self.network.encoder.config.hidden_size), dtype=np.float32)
        actions: list[list[Action]] = [[] for _ in texts]
        with torch.inference_mode():
            for start in range(0, len(order), self.batch_size):
                places = order[start : start + self.batch_size]
                found = self._read([texts[place] for place in places], [read[place] for place in places])
                vectors[places] = found.vectors
                for place, here in zip(places, found.actions or [], strict=True):
                    actions[place] = here
        return Encoded(vectors, actions)

    def _read(self, texts: Sequence[str], read: Sequence[Encoding]) -> Encoded:
        from provenance.embedding.network import stack, stack_owners

        words = [[match.span() for match in WORD.finditer(text)] for text in texts]
        owners = [owners_of(one, spans) for one, spans in zip(read, words, strict=True)]
        ids, mask = stack([one.ids for one in read])
        states = self.network.states(ids, mask)
        odds, vectors = self.network.words(states, stack_owners(owners, [len(spans) for spans in words]))
        weights, directions = odds.sigmoid().float().numpy(), vectors.float().numpy()
        pooled: Vectors = self.network.pool(states, mask).float().numpy()
        return Encoded(
            pooled,
            [
                _actions(spans, owner, weights[row], directions[row])
                for row, (spans, owner) in enumerate(zip(words, owners, strict=True))
            ],
        )


def owners_of(read: Encoding, words: Sequence[tuple[int, int]]) -> list[int]:
    """Return for every piece the number of the word that it begins in, -1 for none."""
    owner = []
    place = 0
    for (start, end), special in zip(read.offsets, read.special_tokens_mask, strict=True):
        while place < len(words) and words[place][1] <= start:
            place += 1
        inside = not special and start < end and place < len(words) and words[place][0] <= start
        owner.append(place if inside else -1)
    return owner


def _actions(
    words: Sequence[tuple[int, int]], owner: Sequence[int], weights: Vectors, vectors: Vectors
) -> list[Action]:
    seen = set(owner)
    likely = [place for place in range(len(words)) if place in seen and weights[place] >= LEAST_WEIGHT]
    best = sorted(likely, key=lambda place: (-weights[place], place))[:ACTIONS]
    return [
        Action(*words[place], round(float(weights[place]), DECIMALS), np.round(vectors[place], DECIMALS).tolist())
        for place in sorted(best)
    ]


def load_tokenizer(path: Path) -> Tokenizer:
    """Load the word-piece tokenizer, without padding and cut at 256 pieces."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(PIECES)
    return tokenizer


def load_news_encoder(folder: Path, *, batch_size: int = 32) -> NewsEncoder:
    """Load the encoder of a folder with card, weights and tokenizer (about two seconds, 150 MB).

    Raises
    ------
    ModelMissing
        A file is missing, is not the one the card names, or is of another version.
    """
    from provenance.embedding.network import Network
    from provenance.models.quantised import fill

    network = Network()
    fill(network, folder)
    return NewsEncoder(network, load_tokenizer(folder / "tokenizer.json"), batch_size=batch_size)
