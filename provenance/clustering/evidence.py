"""What speaks for two claims stating the same matter, in numbers from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.clustering import sets
from provenance.clustering.words import read_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from provenance.clustering.words import Rarity

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]

# Figures that differ are no feature: two tolls of one accident are one matter, and a contradiction to be found there.
FEATURES = {
    "meaning": "cosine of the sentence vectors",
    "telling_words": "words and names in common, by rarity (TF-IDF cosine)",
    "figures_shared": "both claims have a figure in common",
    "actions": "what happens in both, of all that happens in either",
}
ACTIONS = "actions"  # the feature that only the shipped encoder gives
BLOCK = 20_000  # pairs compared at once; 30 MB


@dataclass(frozen=True)
class Wording:
    """A claim as it is compared: its self-contained sentence, the row of VECTORS that belongs to it."""

    text: str
    vector: Sequence[float]
    actions: Sequence[Mapping[str, Any]] | None = None


class Wordings:
    """Claims made ready to be compared in pairs.

    Parameters
    ----------
    wordings
        The claims; ``vector`` of unit length.
    rarity
        How telling a word is, over all claims of the run.
    slope, offset
        Turn the cosine of two actions into the likelihood that they are one.
    """

    def __init__(
        self, wordings: Sequence[Wording], rarity: Rarity, *, slope: float = 8.0, offset: float = -4.0
    ) -> None:
        texts = [one.text for one in wordings]
        profiles = [read_profile(text) for text in texts]
        self.vectors = np.array([one.vector for one in wordings], dtype=np.float64)
        self._telling = sets.stack([rarity.weigh(text) for text in texts])
        self._figures = sets.stack([dict.fromkeys(profile.figures, 1.0) for profile in profiles])
        self._actions = _Actions([one.actions or () for one in wordings], slope, offset)
        self.have_actions = all(one.actions is not None for one in wordings) and bool(wordings)

    def compare(self, left: Numbers, right: Numbers) -> Matrix:
        """Return the features of pairs.

        Parameters
        ----------
        left, right
            Places of the claims of each pair.

        Returns
        -------
        array of shape (features, pairs)
            In the order of FEATURES, each 0..1; the same whichever claim is left. "actions" is 0 where unknown.

        Notes
        -----
        Cost: linear in pairs, about 0.2 million a second on one core.
        """
        blocks = [
            self._compare(left[start : start + BLOCK], right[start : start + BLOCK])
            for start in range(0, len(left), BLOCK)
        ]
        return np.concatenate(blocks, axis=1) if blocks else np.zeros((len(FEATURES), 0))

    def _compare(self, left: Numbers, right: Numbers) -> Matrix:
        features = {
            "meaning": np.clip(np.einsum("pd,pd->p", self.vectors[left], self.vectors[right]), 0, 1),
            "telling_words": sets.product(self._telling, left, right),
            "figures_shared": sets.product(self._figures, left, right) > 0,
            "actions": self._actions.overlap(left, right),
        }
        return np.stack([np.asarray(features[name], dtype=np.float64) for name in FEATURES])

    def pair_actions(self, left: int, right: int) -> list[tuple[int, int, float]]:
        """Return which action of one claim is which of the other, with its likelihood, the likeliest first."""
        return self._actions.pairs(left, right)


class _Actions:
    """The actions of all claims as padded arrays: weights (claims, actions), vectors (claims, actions, width)."""

    def __init__(self, actions: Sequence[Sequence[Mapping[str, Any]]], slope: float, offset: float) -> None:
        most = max(1, *map(len, actions)) if actions else 1
        width = next((len(one["vector"]) for listed in actions for one in listed), 1)
        self.slope, self.offset = slope, offset
        self.weights = np.zeros((len(actions), most), dtype=np.float32)
        self.vectors = np.zeros((len(actions), most, width), dtype=np.float32)
        for row, listed in enumerate(actions):
            for place, one in enumerate(listed):
                self.weights[row, place] = one["weight"]
                self.vectors[row, place] = one["vector"]

    def likely(self, left: Numbers, right: Numbers) -> NDArray[np.float32]:
        """Return the likelihood (pairs, actions, actions) that two actions are one."""
        cosine = np.einsum("pad,pbd->pab", self.vectors[left], self.vectors[right])
        found: NDArray[np.float32] = 1 / (1 + np.exp(-(self.slope * cosine + self.offset)))
        return found

    def overlap(self, left: Numbers, right: Numbers) -> Matrix:
        """Return the soft Jaccard index of the actions: how much of what happens in either happens in both."""
        here, there, likely = self.weights[left], self.weights[right], self.likely(left, right)
        found = ((likely * there[:, None, :]).max(2) * here).sum(1), ((likely * here[:, :, None]).max(1) * there).sum(1)
        both = (found[0] + found[1]) / 2
        return np.asarray(both / np.maximum(here.sum(1) + there.sum(1) - both, 1e-3), dtype=np.float64)

    def pairs(self, left: int, right: int) -> list[tuple[int, int, float]]:
        """Return the best partner of each action of the left claim, as in ``Wordings.pair_actions``."""
        likely = (
            self.likely(np.array([left]), np.array([right]))[0]
            * self.weights[right][None]
            * self.weights[left][:, None]
        )
        best = [(int(row), int(likely[row].argmax()), float(likely[row].max())) for row in range(len(likely))]
        return sorted((one for one in best if one[2] > 0), key=lambda one: (-one[2], one[:2]))
