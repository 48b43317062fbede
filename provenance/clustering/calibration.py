"""Fit the likelihood of a match to pairs that a person has labelled (Platt 1999), with a pull towards no change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from provenance.clustering.matching import load_matcher
from provenance.clustering.words import Rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.clustering.evidence import Wording

    Matrix = NDArray[np.float64]

PULL = 2.0  # what the shipped values are worth, in squared distance of slope and offset
BINS = 5


@dataclass(frozen=True)
class Fit:
    """What to put into section ``clustering``, and how well likelihoods fit the labels before and after.

    ``loss`` is the mean of minus the logarithm of the likelihood of the label; ``right`` the share of pairs on the side
    of one half that the label is on.
    """

    slope: float
    offset: float
    pairs: int
    same: int
    loss: tuple[float, float]
    right: tuple[float, float]


def match_odds(left: Sequence[Wording], right: Sequence[Wording]) -> Matrix:
    """Return the log-odds of each pair stating the same matter, as shipped."""
    matcher = load_matcher()
    prepared = matcher.prepare([*left, *right], Rarity())
    places = np.arange(len(left))
    likely = np.clip(matcher.similarity(prepared, places, places + len(left)), 1e-9, 1 - 1e-9)
    return np.asarray(np.log(likely / (1 - likely)))


def fit_calibration(odds: Matrix, labels: NDArray[np.bool_]) -> Fit:
    """Return the slope and offset that make log-odds fit labels best, pulled towards 1 and 0.

    Parameters
    ----------
    odds, labels
        Of each labelled pair: shipped log-odds, and whether a person says that both state the same matter.
    """
    gold = labels.astype(np.float64)

    def loss(values: Matrix) -> float:
        logits = np.exp(values[0]) * odds + values[1]
        return float((np.logaddexp(0, logits) - gold * logits).sum() + PULL / 2 * (values @ values))

    log_slope, offset = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8}).x
    slope = float(np.clip(np.exp(log_slope), 0.05, 10))
    after = slope * odds + offset
    return Fit(
        slope=round(slope, 4),
        offset=round(float(np.clip(offset, -20, 20)), 4),
        pairs=len(gold),
        same=int(gold.sum()),
        loss=(_mean_loss(odds, gold), _mean_loss(after, gold)),
        right=(float(((odds > 0) == labels).mean()), float(((after > 0) == labels).mean())),
    )


def _mean_loss(logits: Matrix, gold: Matrix) -> float:
    return float((np.logaddexp(0, logits) - gold * logits).mean())
