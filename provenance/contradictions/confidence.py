"""How sure it is that an analyst would call a pair a clash, and by which signals.

A logistic regression over a few signals that a person can read, so that 0.9 is right nine times in ten. Its weights
stand on the card in ``provenance/models/clash_confidence``, with what they were learnt from and how well they hold.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import ModelMissing
from provenance.models import REINSTALL

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.rule import Clash

CARD = Path(__file__).parent.parent / "models" / "clash_confidence" / "card.json"
UNREAD = 0.3  # taken for the model's opinion where there is none
MISREAD = ("denial", "figure")  # the model reads claims, not who denies, and is no good at figures: it finds none
UNKNOWN = 0.3  # taken for the likelihood of one matter where there are no vectors
MANY = 3.0  # decimal logarithm of the pairs of a story from which more make no difference
SIGNALS = {
    "detector": "how sure the detector is of the clash itself",
    "entailment": "how likely one contradicts the other by the model, read both ways",
    "outcome": "how likely the two cannot both hold by the model, read as two reports, the earlier first",
    "entailed": "how likely the one follows from the other by the model",
    "matter": "how likely both state one matter by the weights of claim matching",
    "cluster": "both are in one cluster",
    "words": "share of the shorter one's meaning words that are in the other, claims or sentences",
    "likeness": "meaning words in common, of all that are in either",
    "names": "they or their sentences have a name in common",
    "day": "both name the same day",
    "undated": "the time of one is not known, so that they may speak of two events",
    "denial": "one side denies in so many words",
    "set_against": "the article itself sets the one against the other in one sentence",
    "turn": "how near each other two say them in one article",
    "one_holder": "both are credited to one and the same",
    "two_holders": "they are credited to two",
    "article": "both stand in one article, in the mouth of one holder",
    "figures": "the clash is of two figures",
    "many": "how many pairs of the story were compared, of which some look like a clash by chance",
    "alone": "only the model of entailment found it",
}


@dataclass(frozen=True)
class Signal:
    """One part of a confidence: ``contribution`` is value times weight; with the intercept they sum to the log-odds."""

    signal: str
    meaning: str
    value: float
    weight: float
    contribution: float


def signals_of(pair: Pair, clash: Clash) -> dict[str, float]:
    """Return the value of every signal, 0..1."""
    opinion = UNREAD if pair.opinion is None else pair.opinion.contradicted
    entailed = 0.0 if pair.opinion is None else pair.opinion.entailed
    if clash.type in MISREAD:
        opinion = max(opinion, UNREAD)
    around = 0.0 if pair.same_sentence else pair.around_overlap
    return {
        "detector": clash.confidence,
        "entailment": opinion,
        "outcome": UNREAD if pair.opinion is None or pair.opinion.outcome is None else pair.opinion.outcome.clash,
        "entailed": 0.0 if clash.type == "figure" else entailed,
        "matter": UNKNOWN if pair.likely is None else pair.likely,
        "cluster": float(pair.same_cluster),
        "words": max(pair.overlap, around),
        "likeness": pair.likeness,
        "names": float(bool(pair.names or pair.around_names)),
        "day": float(pair.same_day),
        "undated": float(pair.hours is None and not pair.same_article),
        "denial": float(clash.disputed),
        "set_against": float(clash.set_against),
        "turn": pair.nearness,
        "one_holder": float(pair.one_holder),
        "two_holders": float(pair.other_holders),
        "article": float(pair.same_article and not pair.other_holders and not clash.set_against),
        "figures": float(clash.type == "figure"),
        "many": min(1.0, math.log10(max(1, pair.among)) / MANY) ** 2,
        "alone": float(clash.type == "entailment"),
    }


def weigh(pair: Pair, clash: Clash) -> tuple[float, tuple[Signal, ...]]:
    """Return the confidence (0..1) and its parts, the strongest first."""
    intercept, weights = read_weights()
    parts = [
        Signal(name, SIGNALS[name], round(value, 4), weights[name], round(value * weights[name], 4))
        for name, value in signals_of(pair, clash).items()
    ]
    odds = intercept + sum(part.contribution for part in parts)
    ordered = sorted((part for part in parts if part.value), key=lambda one: (-abs(one.contribution), one.signal))
    return round(1 / (1 + math.exp(-odds)), 3), tuple(ordered)


@cache
def read_weights() -> tuple[float, dict[str, float]]:
    """Return the intercept and the weight of every signal.

    Raises
    ------
    ModelMissing
        The card is missing or unreadable, or its signals are other ones than the program's.
    """
    try:
        card = json.loads(CARD.read_text(encoding="utf-8"))
        intercept, weights = float(card["intercept"]), {name: float(one) for name, one in card["weights"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelMissing(f"{CARD}: not a card of clash confidence ({error!r}); {REINSTALL}") from error
    if list(weights) != list(SIGNALS):
        raise ModelMissing(f"{CARD}: signals are {', '.join(weights)}, expected {', '.join(SIGNALS)}; {REINSTALL}")
    return intercept, weights
