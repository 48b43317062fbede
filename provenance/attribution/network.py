"""The tagger's network: a six-layer encoder finds cues, a two-layer reader finds source and content of each cue.

The encoder is MiniLM-L6 (Wang et al., NeurIPS 2020) with two more input embeddings, for case and quotation marks. A
linear layer on it gives, for every word piece, the probability of being source, cue, content of any attribution. The
reader takes the encoder's states around one cue, marks that cue, and labels the passage with source, cue and content
of this attribution alone; a linear-chain conditional random field keeps the labels in order. One more output says
whether there is an attribution at all. Only this module and the training know torch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from provenance.attribution.windows import CLS, QUOTE_COUNT, SHAPE_COUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from provenance.attribution.windows import Pieces, Window

ROLES = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN = -1e4


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; those of MiniLM-L6 by default."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6
    reader_layers: int = 2


class Layer(nn.Module):
    """One transformer layer as in BERT: attention, then a feed-forward net, each added and normalised."""

    def __init__(self, shape: Shape, dropout: Callable[[], nn.Module]) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout()

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Map (batch, length, width) to the same; ``bias`` (batch, 1, 1, length) hides the padding."""
        batch, length, width = states.shape
        query, key, value = self.qkv(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = _attend(query, key, value, bias)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        states = self.attention_norm(states + self.dropout(mixed))
        fed = self.down(nn.functional.gelu(self.up(states)))
        normed: Tensor = self.norm(states + self.dropout(fed))
        return normed


def _attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
    """Attention in the precision of its inputs: autocast's 32-bit softmax takes three times as long in training."""
    with torch.autocast(query.device.type, enabled=False):
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + bias.to(query.dtype)
        return scores.softmax(-1) @ value


class Network(nn.Module):
    """Encoder, reader and their outputs; see the module's first lines."""

    allowed_steps: Tensor
    allowed_first: Tensor

    def __init__(self, shape: Shape | None = None, dropout: Callable[[], nn.Module] = nn.Identity) -> None:
        super().__init__()
        shape = shape or Shape()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.shapes = nn.Embedding(SHAPE_COUNT, shape.width)
        self.quotes = nn.Embedding(QUOTE_COUNT, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.encoder = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.roles = nn.Linear(shape.width, len(ROLES))
        self.mark = nn.Embedding(2, shape.width)
        self.reader = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.reader_layers))
        self.labels = nn.Linear(shape.width, len(LABELS))
        self.valid = nn.Linear(shape.width, 1)
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.dropout = dropout()
        self.register_buffer("allowed_steps", _allowed_steps(), persistent=False)
        self.register_buffer("allowed_first", _allowed_first(), persistent=False)

    def encode(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> Tensor:
        """Return the states (batch, length, width) of padded windows; all inputs are (batch, length)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.words(ids) + self.positions(places) + self.shapes(shapes) + self.quotes(quotes)
        states = self.dropout(self.norm(states))
        return self._through(self.encoder, states, mask)

    def read(self, states: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return label scores (batch, length, labels) and the log-odds (batch) that there is an attribution.

        ``states`` are encoder states of one passage a row, ``marks`` is 1 on the cue the row is about.
        """
        read = self._through(self.reader, states + self.mark(marks), mask)
        weight = (marks * mask).unsqueeze(-1).to(read.dtype)
        pooled = (read * weight).sum(1) / weight.sum(1).clamp(min=1)
        read = self.dropout(read)
        return self.labels(read), self.valid(self.dropout(pooled)).squeeze(-1)

    def transitions(self) -> tuple[Tensor, Tensor]:
        """Return the scores of label-to-label steps and of first labels, with the impossible ones ruled out."""
        return self.steps + self.allowed_steps, self.first + self.allowed_first

    @staticmethod
    def _through(layers: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
        bias = ((1.0 - mask.to(states.dtype)) * FORBIDDEN)[:, None, None, :]
        for layer in layers:
            states = layer(states, bias)
        return states


def _allowed_steps() -> Tensor:
    """Return 0 for each step between labels that may occur, else FORBIDDEN: an inside needs its own kind before it."""
    allowed = torch.zeros(len(LABELS), len(LABELS))
    for i, before in enumerate(LABELS):
        for j, label in enumerate(LABELS):
            if label.startswith("I-") and before[2:] != label[2:]:
                allowed[i, j] = FORBIDDEN
    return allowed


def _allowed_first() -> Tensor:
    return torch.tensor([FORBIDDEN if label.startswith("I-") else 0.0 for label in LABELS])


def from_minilm(weights: Mapping[str, Tensor], dropout: Callable[[], nn.Module] = nn.Identity) -> Network:
    """Start a network from the weights of MiniLM-L6; the reader starts as a copy of the last encoder layers."""
    network = Network(dropout=dropout)
    state = network.state_dict()
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    token_type = weights["embeddings.token_type_embeddings.weight"][0]
    state["positions.weight"] = weights["embeddings.position_embeddings.weight"] + token_type
    for name in ("weight", "bias"):
        state[f"norm.{name}"] = weights[f"embeddings.LayerNorm.{name}"]
    layers, copies = len(network.encoder), len(network.reader)
    for number in range(layers):
        state.update(_layer(weights, number, f"encoder.{number}."))
    for number in range(copies):
        state.update(_layer(weights, layers - copies + number, f"reader.{number}."))
    for name in ("shapes.weight", "quotes.weight", "mark.weight"):
        state[name] = torch.randn(state[name].shape) * 0.02
    network.load_state_dict(state)
    return network


def _layer(weights: Mapping[str, Tensor], number: int, to: str) -> dict[str, Tensor]:
    at = f"encoder.layer.{number}."
    found = {}
    for kind in ("weight", "bias"):
        parts = [weights[f"{at}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
        found[f"{to}qkv.{kind}"] = torch.cat(parts)
        found[f"{to}out.{kind}"] = weights[f"{at}attention.output.dense.{kind}"]
        found[f"{to}attention_norm.{kind}"] = weights[f"{at}attention.output.LayerNorm.{kind}"]
        found[f"{to}up.{kind}"] = weights[f"{at}intermediate.dense.{kind}"]
        found[f"{to}down.{kind}"] = weights[f"{at}output.dense.{kind}"]
        found[f"{to}norm.{kind}"] = weights[f"{at}output.LayerNorm.{kind}"]
    return found


@dataclass(frozen=True)
class Passage:
    """Where the reader looks: states ``start:end`` of a row, with the cue marked at ``mark`` (same positions)."""

    row: int
    start: int
    end: int
    mark: tuple[int, int]

    def __len__(self) -> int:
        return self.end - self.start


def stack_windows(items: Sequence[tuple[Pieces, Window]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return ids, shapes, quotation states and mask of windows, padded; place 0 is ``[CLS]``, piece i is at i + 1."""
    length = 1 + max(len(window) for _, window in items)
    ids, shapes, quotes, mask = (torch.zeros((len(items), length), dtype=torch.long) for _ in range(4))
    for row, (pieces, window) in enumerate(items):
        here = slice(window.start, window.end)
        width = 1 + len(window)
        ids[row, 0] = CLS
        ids[row, 1:width] = torch.from_numpy(pieces.ids[here])
        shapes[row, 1:width] = torch.from_numpy(pieces.shape[here])
        quotes[row, 1:width] = torch.from_numpy(pieces.quote[here])
        mask[row, :width] = 1
    return ids, shapes, quotes, mask


def stack_passages(states: Tensor, passages: Sequence[Passage]) -> tuple[Tensor, Tensor, Tensor]:
    """Gather the states of passages into (passages, longest, width), with the marks and the mask that go with them."""
    length = max(len(passage) for passage in passages)
    places = torch.arange(length)
    start = torch.tensor([passage.start for passage in passages])[:, None]
    end = torch.tensor([passage.end for passage in passages])[:, None]
    mark = torch.tensor([passage.mark for passage in passages])
    at = start + places
    mask = (at < end).long()
    marks = ((at >= mark[:, :1]) & (at < mark[:, 1:])).long() * mask
    rows = torch.tensor([passage.row for passage in passages])[:, None]
    return states[rows, at.minimum(end - 1)], marks, mask


def batches_by_size(sizes: Sequence[int], limit: int) -> list[list[int]]:
    """Group items of like size, smallest first, so that no group holds more than ``limit`` padded pieces."""
    groups: list[list[int]] = []
    for item in sorted(range(len(sizes)), key=lambda item: (sizes[item], item)):
        if groups and (len(groups[-1]) + 1) * sizes[item] <= limit:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
