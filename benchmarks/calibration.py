"""How far a confidence is a probability: the reliability diagram and the expected calibration error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies in one tenth of 0..1: how many, their mean confidence, the share right."""

    low: float
    count: int
    confidence: float
    right: float


def reliability_diagram(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """Return the non-empty tenths, lowest first."""
    sure, hit = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(place / BINS, int(here.sum()), float(sure[here].mean()), float(hit[here].mean()))
        for place in range(BINS)
        if (here := places == place).any()
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean distance (0..1) between confidence and share right over the tenths, weighted by their answers.

    Expected calibration error as in Guo et al., On Calibration of Modern Neural Networks, ICML 2017; ten bins.
    """
    bins = reliability_diagram(confidences, right)
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else 0.0
