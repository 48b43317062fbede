"""The network that reads two claims together: MiniLM over both, deepened to nine layers, then two heads.

One says whether they entail, leave open or contradict one another, the other what two reports amount to.

Only this module, ``entailment`` and the training know torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from provenance.contradictions.entailment import LABELS, OUTCOMES
from provenance.contradictions.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.contradictions.marks import ReadPair

WIDTH = 384
LAYERS = 9
HIDDEN = 256
GAPS = (
    1.0,
    3.0,
    12.0,
    36.0,
    168.0,
)  # hours from the earlier report to the later, where one class ends and the next begins


class Network(nn.Module):
    """Encoder over ``[CLS] premise [SEP] hypothesis [SEP]``, and two heads.

    The heads read the state of the first piece, the mean of either text, and how the two means differ and agree; that
    of outcomes also how many hours lie between the two.
    """

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        shape = BertConfig(
            hidden_size=WIDTH, num_hidden_layers=layers, num_attention_heads=12, intermediate_size=4 * WIDTH
        )
        self.encoder = BertModel(shape, add_pooling_layer=False)
        self.marks = nn.Embedding(len(Mark), WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.hidden = nn.Linear(5 * WIDTH, HIDDEN)
        self.label = nn.Linear(HIDDEN, len(LABELS))
        self.reports = nn.Linear(5 * WIDTH, HIDDEN)
        self.gaps = nn.Embedding(len(GAPS) + 2, HIDDEN)
        self.outcome = nn.Linear(HIDDEN, len(OUTCOMES))

    def forward(self, ids: Tensor, mask: Tensor, second: Tensor, marks: Tensor, gaps: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits (pairs, 3) in the order of ``LABELS``, and (pairs, 5) in that of ``OUTCOMES``.

        All inputs but ``gaps`` are (pairs, pieces): ``mask`` is 1 where a piece is, ``second`` is 1 in the hypothesis,
        ``marks`` holds values of ``Mark``. ``gaps`` (pairs,) holds what ``gap_of`` returns.
        """
        pieces = self.encoder.embeddings.word_embeddings(ids) + self.marks(marks)
        states = self.encoder(inputs_embeds=pieces, attention_mask=mask, token_type_ids=second).last_hidden_state
        one, other = _mean(states, mask * (1 - second)), _mean(states, mask * second)
        both = torch.cat([states[:, 0], one, other, (one - other).abs(), one * other], dim=1)
        labels: Tensor = self.label(nn.functional.gelu(self.hidden(both)))
        outcomes: Tensor = self.outcome(nn.functional.gelu(self.reports(both) + self.gaps(gaps)))
        return labels, outcomes


def gap_of(hours: float | None) -> int:
    """Return the class of the hours between two reports; 0 where they are not known."""
    return 0 if hours is None else 1 + sum(abs(hours) >= end for end in GAPS)


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
