"""What a clash amounts to: first whether time, a correction, scope or the holders explain it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.contradictions.moments import in_words

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.rule import Clash

_RISEN = re.compile(
    r"\b(?:ris(?:en|es)|rose|climbed|climbs|jumped|passed|reached|grew|grown|now|so far|final)\b", re.IGNORECASE
)
# Hours after which a larger toll is taken for growth without a word that says so. Half an hour apart, two counts by one
# authority are at odds; half a day apart they are a rising toll.
SETTLED_HOURS = 3.0


@dataclass(frozen=True)
class Judgement:
    """A verdict with the reason in words and the confidence (0..1, not calibrated) that an analyst would agree."""

    verdict: str
    why: str
    confidence: float


def judge(pair: Pair, clash: Clash, *, min_confidence: float) -> Judgement | None:
    """Return what a clash amounts to; null where both can be right and neither replaces the other.

    In this order: another scope, a published correction, an update, a dispute between two holders, a contradiction. A
    claim that is itself possible, planned, conditional or hearsay gives ``unclear`` at most, and so does a confidence
    under ``min_confidence``: nothing is left out for being weak.
    """
    verdict, reason = _verdict(pair, clash)
    if verdict is None:
        return None
    confidence = _confidence(pair, clash)
    if verdict in ("contradiction", "source_dispute", "correction"):
        if not (pair.a.firm and pair.b.firm) and not (clash.disputed and _asserted(pair)):
            verdict, reason = "unclear", "one of them is not put forward as a fact"
        elif not (pair.same_cluster or pair.near_in_time or clash.disputed):
            verdict, reason = "unclear", "it is not certain that both speak of one event"
        elif confidence < min_confidence:
            verdict, reason = "unclear", "too little says that both speak of one matter"
    return Judgement(verdict, _why(pair, clash, reason), round(confidence, 3))


def _asserted(pair: Pair) -> bool:
    """Return whether both are assertions, if only alleged ones: that is all a dispute needs."""
    return all(side.row["modality"] in (None, "asserted") for side in (pair.a, pair.b))


def _verdict(pair: Pair, clash: Clash) -> tuple[str | None, str]:
    if clash.type != "date" and clash.kind == "event" and clash.scope is None and pair.other_times:
        return ("different_scope", "they speak of different times") if pair.same_cluster else (None, "")
    if clash.scope:
        return "different_scope", clash.scope
    if _corrected(pair, clash):
        return "correction", "the later says that the earlier was wrong"
    if _updates(pair, clash):
        changed = "the count grew" if clash.grown else "the figure was revised"
        return "update", changed if clash.kind == "toll" else "the later is how it stood then"
    if clash.update_only:
        return None, ""
    if clash.kind != "event" and pair.hours is None and not pair.same_article:
        return "unclear", "without both dates it may be an update"
    if clash.disputed or pair.other_holders:
        return "source_dispute", "two sources at odds"
    return "contradiction", "both cannot hold"


def _corrected(pair: Pair, clash: Clash) -> bool:
    if clash.type not in ("figure", "date", "place", "entity", "negation", "antonym"):
        return False
    named = _names(pair.b.sentence, clash.a_value) and (pair.b.corrects_itself or not pair.other_holders)
    own = not pair.other_holders and pair.a.outlet == pair.b.outlet
    later = pair.hours is None or pair.hours >= 0
    return pair.b.corrects and later and (named or own or (pair.same_cluster and not pair.other_holders))


def _names(sentence: str, value: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w])", sentence, re.IGNORECASE) is not None


def _updates(pair: Pair, clash: Clash) -> bool:
    hours = pair.hours
    if clash.revised:
        return True
    if pair.b.corrects and pair.other_holders:
        return False  # one takes back a figure of its own, which tells nothing of the other's
    if clash.kind == "toll":
        told = bool(_RISEN.search(pair.b.text))
        return clash.grown and (
            (hours or 0) >= SETTLED_HOURS or ((told and hours != 0) or (told and not pair.other_holders))
        )
    if clash.kind == "state":
        return hours is not None and hours >= SETTLED_HOURS
    return False


def _confidence(pair: Pair, clash: Clash) -> float:
    factors = [
        1.0 if pair.same_cluster else 0.9,
        1.0 if pair.names else 0.85,
        1.0 if pair.same_day or pair.hours is not None else 0.8,
        0.8 if pair.same_article and not pair.other_holders else 1.0,
    ]
    confidence = clash.confidence
    for factor in factors:
        confidence *= factor
    return min(max(confidence, 0.05), 0.95)


def _why(pair: Pair, clash: Clash, reason: str) -> str:
    values = f"{clash.a_value} against {clash.b_value}"
    matter = f" {clash.matter}" if clash.matter else ""
    return f"{values}{matter}, {_when(pair)}, {pair.a.label} against {pair.b.label}: {reason}"


def _when(pair: Pair) -> str:
    a, b = pair.a.time, pair.b.time
    if a is None and b is None:
        return "dates unknown"
    first, second = (f"{'as of' if side.as_of else 'published'} {in_words(side.time)}" for side in (pair.a, pair.b))
    return f"both {first}" if first == second else f"{first} and {second}"
