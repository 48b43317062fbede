"""The encoder's network: MiniLM-L6 with a mean over word pieces, and two outputs for every word.

The first says how surely a word tells of an action, the second is the vector of that action: close to the vector of the
same action in other articles, whatever the word ("seized", "captured"), and apart from the same word about something
else. Only this module and the training know torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 384
ACTION_WIDTH = 64


class Network(nn.Module):
    """Encoder and outputs; see the module's first lines."""

    def __init__(self) -> None:
        super().__init__()
        shape = BertConfig(hidden_size=WIDTH, num_hidden_layers=6, num_attention_heads=12, intermediate_size=4 * WIDTH)
        self.encoder = BertModel(shape, add_pooling_layer=False)
        self.telling = nn.Linear(WIDTH, 1)
        self.action = nn.Linear(WIDTH, ACTION_WIDTH)
        self.slope = nn.Parameter(torch.tensor(8.0))  # turn the cosine of two actions into log-odds of being one
        self.offset = nn.Parameter(torch.tensor(-4.0))

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states (texts, pieces, width) of padded word pieces; both inputs are (texts, pieces)."""
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states

    def pool(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the unit vectors (texts, width)."""
        weight = mask.unsqueeze(-1).to(states.dtype)
        return nn.functional.normalize((states * weight).sum(1) / weight.sum(1), dim=-1)

    def words(self, states: Tensor, owner: Tensor) -> tuple[Tensor, Tensor]:
        """Return for every word the log-odds that it tells of an action, and the action's unit vector.

        ``owner`` (texts, words, pieces) is 1 where a piece belongs to a word; the word is the mean of its pieces.
        """
        mean = (owner @ states) / owner.sum(-1, keepdim=True).clamp(min=1)
        return self.telling(mean).squeeze(-1), nn.functional.normalize(self.action(mean), dim=-1)


def stack(pieces: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return padded ids and mask, both (texts, pieces)."""
    length = max(map(len, pieces))
    ids, mask = torch.zeros(len(pieces), length, dtype=torch.long), torch.zeros(len(pieces), length)
    for row, text in enumerate(pieces):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return ids, mask


def stack_owners(owners: Sequence[Sequence[int]], words: Sequence[int]) -> Tensor:
    """Return (texts, words, pieces), 1 where a piece belongs to a word; ``owners`` gives each piece's word or -1."""
    stacked = torch.zeros(len(owners), max(1, *words), max(map(len, owners)))
    for row, owner in enumerate(owners):
        for place, word in enumerate(owner):
            if word >= 0:
                stacked[row, word, place] = 1
    return stacked
