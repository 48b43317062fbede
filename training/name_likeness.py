"""Fit the prices of differences between two spellings of a name: ``provenance/sources/likeness.py``.

    python -m training.name_likeness ../shared/data/name_variants/arabic_latin_token_pairs.csv [--folds 10]

FILE has ``form_a``, ``form_b``, ``same_name`` (1, 0) and ``arabic``, the Arabic spelling that the forms of a same pair
share. A logistic regression: odds of a same pair by the kinds of difference in its cheapest alignment. No difference
may speak for a pair, and none may cost less than LEAST: the look-alikes of the file are chosen by edit ratio, and
Arabic leaves out short vowels, so that left alone the fit finds differences free that tell names apart elsewhere.
Alignment and prices are fitted in turn, ROUNDS times. Prints precision, recall and F1 by folds in which no form and no
Arabic spelling is both learnt from and measured on, then the constants to be put into the module.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize

from provenance.sources.likeness import SWAPS, differences, shared_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Flags = NDArray[np.bool_]

ROUNDS = 4
RIDGE = 1.0  # draws prices towards LEAST; 0.3 and 3 change F1 at 0.7 by 0.005 at most
THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8)
DIGIT = 9.0
A_CONSONANT = 0.5  # least; the fit alone gives 0.1, so that Li is as like Le as Muammar is like Moammar
LEAST = {
    "any difference": 0.5,
    **dict.fromkeys(SWAPS, 0.4),
    "e for i": 0.2,
    "o for u": 0.2,
    "ei for e": 0.2,
    "au for o": 0.3,
    "a for e": 0.5,
    "a for ei": 0.8,
    "a for u": 1.0,
    "e for u": 1.5,
    "a for i": 1.2,
    "a for o": 1.5,
    "au for a": 1.2,
    "k for q": 0.1,
    "j for y": 0.1,
    "i for y": 0.1,
    "u for w": 0.1,
    "t for th": 0.3,
    "p for b": 0.6,
    "k for ch": 0.7,
    "s for sh": 0.8,
    "t for d": 0.8,
    "e for i at the end": 0.2,
    "a for e at the end": 0.5,
    "another last vowel": 2.0,
    "a for i in the last syllable": 3.2,
    "vowel": 2.0,
    "vowel of one syllable": 2.2,
    "vowel more at the start": 2.2,
    "vowel more in both": 1.5,
    "a more": 1.0,
    "e more": 0.5,
    "i more": 1.5,
    "o more": 1.5,
    "u more": 1.0,
    "ei more": 1.5,
    **{f"{vowel} more at the end": 2.0 for vowel in ("a", "i", "o", "u", "ei")},
    "e more at the end": 0.3,
    "e at the end of one syllable": 0.3,
    "h more": 0.3,
    "h more at the start": 2.0,
    "w more": 1.5,
    "y more": 0.4,
    "v more": 0.8,
    "s more": 1.5,
    "consonant": 3.0,
    "consonant more": 3.0,
}
KINDS = sorted(LEAST)


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs; a form belongs to the cluster of all forms that same pairs link it to."""

    forms: list[tuple[str, str]]
    same: Matrix
    clusters: NDArray[np.int64]  # pairs x 2

    def folds(self, number: int, seed: int = 0) -> Iterator[tuple[Flags, Flags]]:
        """Yield what to learn from and what to measure on; pairs across two folds are measured in the first form's."""
        fold = np.random.default_rng(seed).permutation(self.clusters.max() + 1) % number
        place = fold[self.clusters]
        for held_out in range(number):
            yield (place != held_out).all(1), place[:, 0] == held_out


def read_pairs(path: Path) -> Pairs:
    """Return the pairs of a file; clusters by union of same pairs."""
    frame = pl.read_csv(path)
    forms = list(frame.select("form_a", "form_b").iter_rows())
    head: dict[str, str] = {}

    def find(form: str) -> str:
        while head.setdefault(form, form) != form:
            form = head[form]
        return form

    for (one, two), same in zip(forms, frame["same_name"], strict=True):
        first, second = find(one), find(two)
        if same:
            head[first] = second
    number = {form: place for place, form in enumerate(sorted({find(form) for pair in forms for form in pair}))}
    clusters = np.array([[number[find(form)] for form in pair] for pair in forms])
    return Pairs(forms, frame["same_name"].to_numpy().astype(float), clusters)


def rows_of(pairs: Pairs, costs: Mapping[str, float]) -> Matrix:
    """Return, for each pair, the number of differences of each kind, negative, and the consonants of both."""
    rows = []
    for one, two in pairs.forms:
        found = differences(one, two, costs)
        rows.append([*(-found[kind] for kind in KINDS), shared_length(one, two)])
    return np.array(rows, dtype=float)


def fit(rows: Matrix, same: Matrix) -> Matrix:
    """Return start, price of each kind and worth of a consonant."""
    least = np.array([*(LEAST[kind] for kind in KINDS), A_CONSONANT])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        odds, above = weights[0] + rows @ weights[1:], weights[1:] - least
        error = 1 / (1 + np.exp(-odds)) - same
        total = np.sum(np.logaddexp(0, odds) - same * odds) + RIDGE * np.sum(above**2) / 2
        return float(total), np.r_[error.sum(), rows.T @ error + RIDGE * above]

    bounds = [(None, None), *((bound, None) for bound in least)]
    return np.asarray(minimize(loss, np.r_[1.0, least], jac=True, bounds=bounds, method="L-BFGS-B").x)


def learn(pairs: Pairs, learnt: Flags) -> tuple[Matrix, Matrix]:
    """Return the weights and what every pair's likeness is by them."""
    weights = np.r_[1.0, [LEAST[kind] for kind in KINDS], A_CONSONANT]
    rows = rows_of(pairs, prices(weights))
    for _ in range(ROUNDS):
        weights = fit(rows[learnt], pairs.same[learnt])
        rows = rows_of(pairs, prices(weights))
    return weights, 1 / (1 + np.exp(-weights[0] - rows @ weights[1:]))


def prices(weights: Matrix) -> dict[str, float]:
    """Return the price of every kind of difference."""
    return defaultdict(float, {**dict(zip(KINDS, weights[1:-1].tolist(), strict=True)), "digit": DIGIT})


def measures(same: Matrix, called: Flags) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    right = float(same[called].sum())
    precision, recall = right / max(1, int(called.sum())), right / max(1.0, float(same.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Fit, measure by folds and print the constants."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    asked = parser.parse_args()
    pairs = read_pairs(asked.pairs)
    weights, learnt = learn(pairs, np.ones(len(pairs.forms), dtype=bool))
    unseen = np.zeros(len(pairs.forms))
    for train, test in pairs.folds(asked.folds):
        unseen[test] = learn(pairs, train)[1][test]
    table = Table("threshold", "learnt from: P / R / F1", "left out: P / R / F1")
    for threshold in THRESHOLDS:
        figures = (measures(pairs.same, scores >= threshold) for scores in (learnt, unseen))
        table.add_row(f"{threshold}", *(" / ".join(f"{figure:.3f}" for figure in one) for one in figures))
    console = Console(width=100)
    console.print(table)
    console.print(f"START = {weights[0]:.2f}\nA_CONSONANT = {weights[-1]:.2f}")
    for kind, price in prices(weights).items():
        console.print(f'    "{kind}": {price:.2f},', highlight=False)


if __name__ == "__main__":
    main()
