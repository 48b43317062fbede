"""The network that reads two claims together: MiniLM-L6 over both, then entailment, neutral or contradiction.

Only this module, ``entailment`` and the training know torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from provenance.contradictions.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.contradictions.marks import ReadPair

WIDTH = 384
HIDDEN = 256
LABELS = ("entailment", "neutral", "contradiction")


class Network(nn.Module):
    """Encoder over ``[CLS] premise [SEP] hypothesis [SEP]``, and a head.

    The head reads the state of the first piece, the mean of either text, and how the two means differ and agree.
    """

    def __init__(self) -> None:
        super().__init__()
        shape = BertConfig(hidden_size=WIDTH, num_hidden_layers=6, num_attention_heads=12, intermediate_size=4 * WIDTH)
        self.encoder = BertModel(shape, add_pooling_layer=False)
        self.marks = nn.Embedding(len(Mark), WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.hidden = nn.Linear(5 * WIDTH, HIDDEN)
        self.label = nn.Linear(HIDDEN, len(LABELS))

    def forward(self, ids: Tensor, mask: Tensor, second: Tensor, marks: Tensor) -> Tensor:
        """Return logits (pairs, 3) in the order of ``LABELS``; all inputs are (pairs, pieces).

        ``mask`` is 1 where a piece is, ``second`` is 1 in the hypothesis, ``marks`` holds values of ``Mark``.
        """
        pieces = self.encoder.embeddings.word_embeddings(ids) + self.marks(marks)
        states = self.encoder(inputs_embeds=pieces, attention_mask=mask, token_type_ids=second).last_hidden_state
        one, other = _mean(states, mask * (1 - second)), _mean(states, mask * second)
        both = torch.cat([states[:, 0], one, other, (one - other).abs(), one * other], dim=1)
        logits: Tensor = self.label(nn.functional.gelu(self.hidden(both)))
        return logits


def _mean(states: Tensor, weight: Tensor) -> Tensor:
    weight = weight.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)


def stack(pairs: Sequence[ReadPair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return ids, mask, second and marks (all (pairs, pieces), int64) of pairs as ``read_pairs`` returns them."""
    length = max(len(pair.pieces) for pair in pairs)
    ids, mask, second, marks = (torch.zeros(len(pairs), length, dtype=torch.long) for _ in range(4))
    for row, pair in enumerate(pairs):
        stop = len(pair.pieces)
        ids[row, :stop] = torch.tensor(pair.pieces)
        mask[row, :stop] = 1
        second[row, pair.second : stop] = 1
        marks[row, :stop] = torch.tensor(pair.marks)
    return ids, mask, second, marks
