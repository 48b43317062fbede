"""How likely two claims state the same matter, and why.

A logistic regression over the features of ``evidence``, a few numbers that a person can read. Its weights stand on the
card in ``provenance/models/claim_matching``, with the data they were learnt from and the quality measured.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from provenance.clustering.evidence import ACTIONS, FEATURES, Wording, Wordings
from provenance.clustering.words import Rarity
from provenance.errors import ModelMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.config import Clustering

    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]

ALIKE = 0.3  # likelihood, times how surely both are actions, from which two words are named as one action
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
class Weights:
    """Learnt weights in the order of FEATURES, and the intercept."""

    weights: Matrix
    intercept: float


@dataclass(frozen=True)
class Matcher:
    """Weights for claims whose actions are known and for others; how alike two actions must be to be one.

    ``slope`` and ``offset`` shift the log-odds as a labelled corpus of the user's own asks (``provenance calibrate``).
    """

    with_actions: Weights
    without_actions: Weights
    action_slope: float
    action_offset: float
    slope: float = 1.0
    offset: float = 0.0

    def prepare(self, wordings: Sequence[Wording], rarity: Rarity) -> Wordings:
        """Return claims ready to be compared."""
        return Wordings(wordings, rarity, slope=self.action_slope, offset=self.action_offset)

    def weights_for(self, wordings: Wordings) -> Weights:
        """Return the weights that fit what is known of the claims, shifted as the corpus asks."""
        learnt = self.with_actions if wordings.have_actions else self.without_actions
        return Weights(self.slope * learnt.weights, self.slope * learnt.intercept + self.offset)

    def similarity(self, wordings: Wordings, left: Numbers, right: Numbers) -> Matrix:
        """Return the likelihood, 0..1, that the claims at places ``left`` and ``right`` state the same matter."""
        learnt = self.weights_for(wordings)
        logits = learnt.weights @ wordings.compare(left, right) + learnt.intercept
        return np.asarray(1 / (1 + np.exp(-logits)))


def load_matcher(config: Clustering | None = None) -> Matcher:
    """Return the shipped weights, shifted as section ``clustering`` says.

    Raises
    ------
    ModelMissing
        The card is missing or unreadable, or its features are other ones than the program's.
    """
    learnt = read_card()
    return replace(learnt, slope=config.match_slope, offset=config.match_offset) if config else learnt


@cache
def read_card() -> Matcher:
    """Read the shipped weights, as ``load_matcher`` does."""
    mend = "reinstall with: pip install --force-reinstall provenance-annotator"
    try:
        card = json.loads(CARD.read_text(encoding="utf-8"))
        known, unknown = card["with_actions"], card["without_actions"]
        names = [list(one["weights"]) for one in (known, unknown)]
        slope, offset = float(card["action_slope"]), float(card["action_offset"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMissing(f"{CARD}: not a card of claim matching ({error!r}); {mend}") from error
    if any(listed != list(FEATURES) for listed in names):
        raise ModelMissing(f"{CARD}: features are {', '.join(names[0])}, expected {', '.join(FEATURES)}; {mend}")
    learnt = [Weights(np.array(list(one["weights"].values())), float(one["intercept"])) for one in (known, unknown)]
    return Matcher(learnt[0], learnt[1], slope, offset)


def explain_match(left: Wording, right: Wording) -> list[Evidence]:
    """Unfold how alike two claims are: one row a feature, the strongest contribution first.

    Parameters
    ----------
    left, right
        Two claims with their vectors and actions (from VECTORS or an encoder); the order does not matter. With empty
        vectors the feature "meaning" has no value, and the contributions no longer sum to the log-odds.

    Notes
    -----
    Words are weighted by their rarity in news at large; in a run also by their rarity among its claims, so that there
    the value of "telling_words" may differ by a few hundredths.
    """
    matcher = load_matcher()
    known = len(left.vector) > 0 and len(right.vector) > 0
    wordings = matcher.prepare(
        [left, right] if known else [replace(one, vector=[0.0]) for one in (left, right)], Rarity()
    )
    return weigh_match(matcher, wordings, (0, 1), (left, right))


def weigh_match(
    matcher: Matcher, wordings: Wordings, places: tuple[int, int], claims: Sequence[Wording]
) -> list[Evidence]:
    """Unfold how alike the claims at two places are, as ``explain_match`` does."""
    values = wordings.compare(*(np.array([place]) for place in places))[:, 0]
    learnt = matcher.weights_for(wordings)
    rows = []
    for (feature, meaning), value, weight in zip(
        FEATURES.items(), values.tolist(), learnt.weights.tolist(), strict=True
    ):
        if feature == "meaning" and not all(len(one.vector) for one in claims):
            rows.append(Evidence(feature, meaning, None, weight, None))
        elif feature != ACTIONS or wordings.have_actions:
            told = _told(feature, meaning, wordings.pair_actions(*places), claims)
            rows.append(Evidence(feature, told, value, weight, value * weight))
    return sorted(rows, key=lambda row: (-abs(row.contribution or 0), row.feature))


def tell_match(matcher: Matcher, wordings: Wordings, places: tuple[int, int], claims: Sequence[Wording]) -> str:
    """Return what speaks for and against two claims stating the same matter in one line, the strongest first."""
    parts = weigh_match(matcher, wordings, places, claims)
    return "; ".join(f"{one.meaning} {one.value:.2f} ({one.contribution:+.2f})" for one in parts if one.contribution)


def _told(feature: str, meaning: str, actions: Sequence[tuple[int, int, float]], claims: Sequence[Wording]) -> str:
    """Return what a feature means, for actions with the words that were taken for one."""
    if feature != ACTIONS:
        return meaning
    named = [[one.text[action["start"] : action["end"]] for action in one.actions or ()] for one in claims]
    alike = [
        here if here.casefold() == there.casefold() else f"{here}/{there}"
        for row, place, likely in actions
        if likely >= ALIKE
        for here, there in [(named[0][row], named[1][place])]
    ]
    return f"{meaning} ({', '.join(alike)})" if alike else meaning
