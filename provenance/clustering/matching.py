"""How likely two claims state the same matter, and why.

A logistic regression over the features of ``evidence``, a few numbers that a person can read. Its weights stand on the
card in ``provenance/models/claim_matching``, with the data they were learnt from and the quality measured.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from provenance.clustering.evidence import FEATURES, compare
from provenance.clustering.words import Rarity
from provenance.errors import ModelMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

CARD = Path(__file__).parent.parent / "models" / "claim_matching" / "card.json"


@dataclass(frozen=True)
class Evidence:
    """One part of the reason why two claims match or not; the contributions and the intercept sum to the log-odds."""

    feature: str
    meaning: str
    value: float | None
    weight: float
    contribution: float | None


@dataclass(frozen=True)
class Matcher:
    """The learnt weights, in the order of FEATURES."""

    weights: Matrix
    intercept: float

    def similarity(self, features: Matrix) -> Matrix:
        """Return the likelihood, 0..1, of the same matter for an array (features, …)."""
        logits = np.tensordot(self.weights, features, axes=1) + self.intercept
        return np.asarray(1 / (1 + np.exp(-logits)))


@cache
def load_matcher() -> Matcher:
    """Read the shipped weights.

    Raises
    ------
    ModelMissing
        The card is missing or unreadable, or its features are other ones than the program's.
    """
    mend = "reinstall with: pip install --force-reinstall provenance-annotator"
    try:
        card = json.loads(CARD.read_text(encoding="utf-8"))
        weights, intercept = card["weights"], float(card["intercept"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(f"{CARD}: not a card of claim matching ({error!r}); {mend}") from error
    if list(weights) != list(FEATURES):
        raise ModelMissing(f"{CARD}: features are {', '.join(weights)}, expected {', '.join(FEATURES)}; {mend}")
    return Matcher(np.array(list(weights.values()), dtype=np.float64), intercept)


def explain_match(left: str, right: str, *, vectors: Sequence[Sequence[float]] | None = None) -> list[Evidence]:
    """Unfold how alike two claims are: one row a feature, the strongest contribution first.

    Parameters
    ----------
    left, right
        The self-contained sentences of two claims; the order does not matter.
    vectors
        Their unit vectors (from VECTORS or an encoder). Without them the feature "meaning" has no value, and the
        contributions no longer sum to the log-odds.

    Notes
    -----
    Words are weighted by their rarity in news at large; in a run also by their rarity among its claims, so that there
    the value of "telling_words" may differ by a few hundredths.
    """
    matcher = load_matcher()
    known = np.zeros((2, 1)) if vectors is None else np.asarray(vectors, dtype=np.float64)
    values = compare([left, right], known, Rarity())[:, 0, 1]
    rows = []
    for (feature, meaning), value, weight in zip(
        FEATURES.items(), values.tolist(), matcher.weights.tolist(), strict=True
    ):
        if feature == "meaning" and vectors is None:
            rows.append(Evidence(feature, meaning, None, weight, None))
        else:
            rows.append(Evidence(feature, meaning, value, weight, value * weight))
    return sorted(rows, key=lambda row: (-abs(row.contribution or 0), row.feature))
