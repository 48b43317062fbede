"""What a clash amounts to: first whether time, a correction, scope or the holders explain it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.contradictions.confidence import Signal, weigh
from provenance.contradictions.moments import in_words
from provenance.contradictions.pairs import SETTLED_HOURS
from provenance.contradictions.rule import TWO_EXTENTS
from provenance.contradictions.scopes import ground_apart, scope_apart, slots_apart
from provenance.contradictions.words import content_stems, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.contradictions.entailment import Outcome
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.rule import Clash
    from provenance.contradictions.sides import Side

_RISEN = re.compile(
    r"\b(?:ris(?:en|es)|rose|climbed|climbs|jumped|passed|reached|grew|grown|now|so far|final)\b", re.IGNORECASE
)
_KINDS = {"event": "an event", "state": "a state", "toll": "a count"}
SURE = 0.7  # confidence from which a negation needs no second opinion
UNSEEN = 0.25  # contradiction by the model of entailment under which "not" is taken to deny something else
SWAY = 0.7  # of what two reports amount to by the model, from which it is believed against a rule
CERTAIN = 0.95  # the same from which nothing else is asked
UNLIKELY = 0.1  # of another scope by the model, under which words of scope explain nothing that only it finds
WEAK = 0.5  # times the least confidence, under which what only the model of entailment finds is no finding
COUNTED = ("figure", "quantifier")
IN_CONTROL = "in control"  # a matter in which troops and fighters are not two groups counted, but two sides
TOLD = ("antonym", "negation", "entailment", "quantifier")  # types of what is told, not of a value


@dataclass(frozen=True)
class Judgement:
    """A verdict with the reason in words, and the confidence (0..1) that an analyst would call it a clash.

    ``signals`` are the parts of that confidence, ``ruled_out`` says what else could have explained the clash, and why
    it does not.
    """

    verdict: str
    why: str
    confidence: float
    signals: tuple[Signal, ...] = ()
    ruled_out: tuple[str, ...] = ()


def judge(pair: Pair, clash: Clash, *, min_confidence: float) -> Judgement | None:
    """Return what a clash amounts to; null where both can be right and neither replaces the other.

    In this order: another scope by the rule's own reading, a published correction, an update, another extent by the
    words of the claims, another time, an update or another extent by the model, if it is sure of it, a dispute between
    two holders, a contradiction. A claim that is itself possible, conditional or hearsay, or a plan beside a fact
    unless the model is sure, gives ``unclear`` at most, and so does a confidence under ``min_confidence``, but for a
    correction. What a rule finds is never left out for being weak, only what the model alone finds.
    """
    verdict, reason = _verdict(pair, clash)
    if verdict is None:
        return None
    confidence, signals = weigh(pair, clash)
    if verdict in ("contradiction", "source_dispute", "correction"):
        if clash.type == "entailment" and confidence < WEAK * min_confidence:
            return None
        if not pair.firm and not (clash.disputed and _asserted(pair)) and not _is_clear(pair):
            verdict, reason = "unclear", "one of them is not put forward as a fact"
        elif not (pair.one_matter or pair.near_in_time or clash.disputed or _outcome(pair)):
            verdict, reason = "unclear", "it is not certain that both speak of one event"
        elif clash.type == "negation" and confidence < SURE and _is_unseen(pair):
            verdict, reason = (
                "unclear",
                "the negation may be of something else: the model of entailment sees no contradiction",
            )
        elif confidence < min_confidence and verdict != "correction":
            verdict, reason = "unclear", "too little says that both speak of one matter"
    return Judgement(verdict, _why(pair, clash, reason), confidence, signals, tuple(_ruled_out(pair, clash, verdict)))


def _is_unseen(pair: Pair) -> bool:
    return pair.opinion is not None and pair.opinion.contradicted < UNSEEN


def _is_clear(pair: Pair) -> bool:
    """Return whether a plan and a fact, none of them unsure, exclude each other by the model: it closes, it stays."""
    outcome = _outcome(pair)
    return pair.may_clash and outcome is not None and outcome.clash >= SWAY


def _outcome(pair: Pair) -> Outcome | None:
    return pair.opinion.outcome if pair.opinion else None


def _asserted(pair: Pair) -> bool:
    """Return whether both are assertions, if only alleged ones: that is all a dispute needs."""
    return all(side.row["modality"] in (None, "asserted") for side in (pair.a, pair.b))


def _verdict(pair: Pair, clash: Clash) -> tuple[str | None, str]:
    told = clash.type in TOLD
    went_on = _went_on(pair, clash, CERTAIN)
    if clash.scope and not went_on:
        return "different_scope", clash.scope
    if _corrected(pair, clash):
        return "correction", "the later says that the earlier was wrong"
    if went_on or _updates(pair, clash):
        changed = "the count grew" if clash.grown else "the figure was revised"
        return "update", changed if clash.kind == "toll" else "the later is how it stood then"
    if clash.update_only:
        return None, ""
    if clash.type not in ("date", "denial"):
        scope = _scope(pair, clash)
        if scope and not (clash.type == "entailment" and _one_extent(pair)):
            return "different_scope", scope
    timed = clash.type != "date" and not (clash.type == "denial" and clash.set_against)
    if timed and pair.other_times and (clash.kind == "event" or told):
        return ("different_scope", "they speak of different times") if pair.one_matter else (None, "")
    may_change = clash.kind != "event" or clash.type == "entailment"
    if may_change and pair.hours is None and not pair.same_article:
        return "unclear", "without both dates it may be an update"
    return _by_outcome(pair, clash) or _by_holders(pair, clash)


def _scope(pair: Pair, clash: Clash) -> str | None:
    if clash.matter == IN_CONTROL:
        return ground_apart(pair)
    values = content_stems(split_words(f"{clash.a_value} {clash.b_value}"))
    return scope_apart(pair, counted=clash.type in COUNTED) or slots_apart(pair, values)


def _one_extent(pair: Pair) -> bool:
    """Return whether the model, which reads the two as reports, rules out that they are of two extents."""
    outcome = _outcome(pair)
    return outcome is not None and outcome.different_scope < UNLIKELY


def _by_holders(pair: Pair, clash: Clash) -> tuple[str, str]:
    outcome = _outcome(pair)
    credited = pair.a.holder is not None or pair.b.holder is not None
    told = outcome and outcome.source_dispute > outcome.contradiction and credited and not pair.one_holder
    if clash.disputed or pair.other_holders or told:
        at_odds = "the article sets the one against the other" if clash.set_against else "two sources at odds"
        return "source_dispute", at_odds
    return "contradiction", "both cannot hold"


def _by_outcome(pair: Pair, clash: Clash) -> tuple[str, str] | None:
    """Return an update or another scope if the model, which reads the two as reports, is sure of it.

    Less of an update where nobody else is credited; a denial follows what it denies, and yet is none.
    """
    outcome = _outcome(pair)
    if _went_on(pair, clash, CERTAIN if pair.other_holders else SWAY):
        return "update", "the later tells how it went on"
    if outcome and outcome.different_scope >= CERTAIN:
        return "different_scope", TWO_EXTENTS
    return None


def _went_on(pair: Pair, clash: Clash, least: float) -> bool:
    """Return whether the model reads the second as an update of the first, which is known to be the earlier."""
    outcome = _outcome(pair)
    later = pair.hours is not None and pair.hours > 0
    return later and outcome is not None and outcome.update >= least and not clash.disputed


def _corrected(pair: Pair, clash: Clash) -> bool:
    if clash.type not in ("figure", "date", "place", "entity", "negation", "antonym"):
        return False
    if pair.same_article and pair.a.holder != pair.b.holder:
        return False  # one of whom the article tells corrects another
    named = _names(pair.b.sentence, clash.a_value) and (pair.b.corrects_itself or not pair.other_holders)
    own = not pair.other_holders and pair.a.outlet == pair.b.outlet
    later = pair.hours is None or pair.hours >= 0
    return pair.b.corrects and later and (named or own or (pair.same_cluster and not pair.other_holders))


def _names(sentence: str, value: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w])", sentence, re.IGNORECASE) is not None


def _updates(pair: Pair, clash: Clash) -> bool:
    hours = pair.hours
    recounted = clash.type == "figure" and pair.b.revises and not pair.other_holders
    if clash.revised or (recounted and hours is not None and hours >= SETTLED_HOURS):
        return True
    if pair.b.corrects and pair.other_holders:
        return False  # one takes back a figure of its own, which tells nothing of the other's
    if clash.kind == "toll":
        told = bool(_RISEN.search(pair.b.text))
        return clash.grown and (
            (hours or 0) >= SETTLED_HOURS or ((told and hours != 0) or (told and not pair.other_holders))
        )
    if hours is None or hours < SETTLED_HOURS or clash.disputed:
        return False
    if clash.kind == "state" and (pair.other_times or not pair.other_holders):
        return True
    return clash.type in TOLD and pair.moves_on


def _ruled_out(pair: Pair, clash: Clash, verdict: str) -> Iterator[str]:
    """Yield what else could have explained a clash and by what it is ruled out, in the order in which it was asked."""
    a, b = pair.a, pair.b
    if verdict not in ("contradiction", "source_dispute", "correction"):
        return
    yield f"another matter: {_matter(pair, clash)}"
    if pair.same_day:
        yield f"another time: both speak of {_times(pair)}"
    else:
        apart = (
            "how far apart they are is not known"
            if pair.hours is None
            else f"they are {abs(pair.hours):.0f} hours apart"
        )
        yield f"another time: neither says so; {apart}, and what is told is {_KINDS[clash.kind]}"
    if verdict != "correction":
        yield "a correction or revision: neither says that a figure or report was wrong or has changed"
    place = next((side.row["place"] for side in (a, b) if side.row["place"]), None)
    yield "another scope: no other place, period or population is named" + (f"; {place}" if place else "")
    if clash.set_against:
        yield "the outlet's own word: it tells both sides of one matter in one sentence"
    elif pair.other_holders or clash.disputed:
        yield f"the outlet's own word: {a.label} holds the one, {b.label} the other"
    else:
        yield "hearsay: both are put forward as facts, and nobody else is named as holding one of them"


def _matter(pair: Pair, clash: Clash) -> str:
    if clash.set_against:
        return "one sentence sets the one against the other"
    likely = "" if pair.likely is None else f", likelihood of one matter {pair.likely:.2f}"
    shared = f"both name {_listed(pair.names, pair.a)}" if pair.names else f"they share {_listed(pair.shared, pair.a)}"
    return f"{'one cluster' if pair.same_cluster else 'two clusters of one story'}{likely}; {shared}"


def _times(pair: Pair) -> str:
    days = sorted(pair.a.named_days & pair.b.named_days)
    return ", ".join(day.capitalize() for day in days) if days else in_words(pair.a.as_of)


def _listed(stems: frozenset[str], side: Side) -> str:
    words = dict.fromkeys(word.text for word in side.words if word.stem in stems)
    return ", ".join(list(words)[:4]) or "no word"


def _why(pair: Pair, clash: Clash, reason: str) -> str:
    values = f"{clash.a_value} against {clash.b_value}" if clash.a_value else _by_model(pair, clash)
    matter = f" {clash.matter}" if clash.matter else ""
    return f"{values}{matter}, {_when(pair)}, {_who(pair)}: {reason}"


def _by_model(pair: Pair, clash: Clash) -> str:
    if pair.opinion and pair.opinion.outcome:
        return f"read as two reports by the model ({clash.confidence:.2f})"
    return f"one contradicts the other by the model of entailment ({clash.confidence:.2f})"


def _who(pair: Pair) -> str:
    a, b = pair.a.label, pair.b.label
    if pair.same_sentence:
        return f"in one sentence of {pair.a.outlet or 'article ' + pair.a.row['input_id']}"
    return f"{a} against {b}" if a != b else f"both told by {a}"


def _when(pair: Pair) -> str:
    a, b = pair.a.time, pair.b.time
    if a is None and b is None:
        return "dates unknown"
    first, second = (f"{'as of' if side.as_of else 'published'} {in_words(side.time)}" for side in (pair.a, pair.b))
    return f"both {first}" if first == second else f"{first} and {second}"
