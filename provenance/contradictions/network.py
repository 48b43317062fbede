"""The network that reads two claims together: MiniLM-L6 over both, then entailment, neutral or contradiction.

Only this module, ``entailment`` and the training know torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self.hidden = nn.Linear(5 * WIDTH, HIDDEN)
        self.label = nn.Linear(HIDDEN, len(LABELS))

    def forward(self, ids: Tensor, mask: Tensor, second: Tensor) -> Tensor:
        """Return logits (pairs, 3) in the order of ``LABELS``; all inputs are (pairs, pieces).

        ``mask`` is 1 where a piece is, ``second`` is 1 in the hypothesis.
        """
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=second).last_hidden_state
        one, other = _mean(states, mask * (1 - second)), _mean(states, mask * second)
        both = torch.cat([states[:, 0], one, other, (one - other).abs(), one * other], dim=1)
        logits: Tensor = self.label(nn.functional.gelu(self.hidden(both)))
        return logits


def _mean(states: Tensor, weight: Tensor) -> Tensor:
    weight = weight.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)


def stack(pairs: Sequence[tuple[Sequence[int], int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and second (all (pairs, pieces), int64) of pairs given as (pieces, where the second begins)."""
    length = max(len(pieces) for pieces, _ in pairs)
    ids, mask, second = (torch.zeros(len(pairs), length, dtype=torch.long) for _ in range(3))
    for row, (pieces, begin) in enumerate(pairs):
        ids[row, : len(pieces)] = torch.tensor(pieces)
        mask[row, : len(pieces)] = 1
        second[row, begin : len(pieces)] = 1
    return ids, mask, second
