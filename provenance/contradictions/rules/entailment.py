"""What the model of entailment makes of two claims, where no other rule finds a clash.

The shipped model says what the two amount to as reports, the earlier first: a clash, an update, another scope, or
neither. A model that knows entailment alone takes any two claims about different events for a contradiction, and does
no better than chance on figures: it must be surer where they are worded unlike, and surer still where two figures of
one kind differ, which the rule of figures knows better, and less is asked of it where two are credited. Either is
heard on claims of nearly one matter only. Of two denials, of one measure in two units, of parts and their sum, and of
claims that are one in all but the sentences around them, it is not heard.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from provenance.contradictions.figures import measured_alike
from provenance.contradictions.rule import TWO_EXTENTS, Clash, Rule
from provenance.contradictions.tallies import add_up, measured_apart, told_alike, told_by_both
from provenance.contradictions.words import negated_twice

if TYPE_CHECKING:
    from provenance.contradictions.entailment import Outcome
    from provenance.contradictions.figures import Figure
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

LEAST_CLASH = 0.35  # of a clash between two reports; how sure it is that it is one, the confidence says
# An update or another scope is listed where it explains what looks like a clash: the later contradicts what it
# replaces, claims of two extents are worded alike. Where the model is sure of it nothing else is asked.
LEAST_UPDATE, LEAST_REPLACED = 0.5, 0.4
LEAST_SCOPE, LEAST_LIKENESS = 0.7, 0.3
SURE = 0.9
# A clash where all figures are told alike, or are of other things, where one claim negates a negation, or the two give
# the time of two zones: the model is no good at any of these, but for what two say in turn, the one in other words
LEAST_ALIKE = 0.98
LEAST = 0.45  # contradiction by a model of entailment alone, mean of both directions
LEAST_MOVED = 0.25  # the same where the later tells how it went on
LEAST_TWO = 0.2  # the same where two are credited: who speaks on one matter beside another mostly speaks against him
LEAST_FIGURES = 0.8  # the same where two figures differ that no rule holds for one thing
LEAST_NEAR = 0.6  # the same where only names and time say that the matter is one, or two put other figures on it
SAME = 0.95  # likeness from which two claims say one thing, whatever else their sentences say
_ZONE = re.compile(r"\b(?:GMT|UTC|BST|CES?T|E[SD]T|P[SD]T|IST|JST|AES?T|local time|[A-Z][a-z]+ time)\b")
_ALLOWED = re.compile(
    r"\b(?:(?:certified|licen[cs]ed|designed|built|approved|permitted) (?:for|to)|capacity of|room for)\b",
    re.IGNORECASE,
)


def find(pair: Pair) -> Clash | None:
    """Return the clash that the model sees, or null."""
    if pair.opinion is None or not pair.near_matter or not pair.may_clash or add_up(pair):
        return None
    if pair.a.denied and pair.b.denied:
        return None  # the model does not see that either denies what the other tells
    couples = list(product(pair.a.figures, pair.b.figures))
    at_odds = any(_at_odds(x, y, pair) for x, y in couples)
    if any(_converted(x, y) for x, y in couples) and not at_odds:
        return None
    same = pair.a.negated == pair.b.negated
    if pair.likeness >= SAME and same and not couples:
        return None
    if couples and len({_ALLOWED.search(side.plain) is not None for side in (pair.a, pair.b)}) > 1:
        return None  # what is allowed is not what is
    if pair.opinion.outcome:
        repeated = bool(couples) and same and pair.overlap >= SAME
        least = LEAST_ALIKE if _is_hard(pair) and (repeated or not pair.in_turn) else LEAST_CLASH
        return _reported(pair, pair.opinion.outcome, pair.opinion.contradicted, least)
    return _contradicted(pair, pair.opinion.contradicted, at_odds=at_odds)


def _is_hard(pair: Pair) -> bool:
    """Return whether the model is not to be trusted on a pair."""
    zones = [{match.group() for match in _ZONE.finditer(side.plain)} for side in (pair.a, pair.b)]
    twice = _cancels(pair.a, pair.b) or _cancels(pair.b, pair.a)
    return told_alike(pair) or measured_apart(pair) or twice or (all(zones) and zones[0] != zones[1])


def _cancels(one: Side, other: Side) -> bool:
    return negated_twice(one.plain) and not other.negations


def _reported(pair: Pair, outcome: Outcome, contradicted: float, least: float) -> Clash | None:
    if outcome.clash >= least:
        return Clash("entailment", "", "", matter="", confidence=outcome.clash)
    expected = contradicted >= LEAST_REPLACED and not pair.other_holders
    if outcome.update >= (LEAST_UPDATE if expected else SURE) and pair.hours is not None and pair.hours > 0:
        return Clash("entailment", "", "", matter="", revised=True, confidence=outcome.update)
    if outcome.different_scope >= (LEAST_SCOPE if pair.likeness >= LEAST_LIKENESS else SURE) and pair.one_matter:
        return Clash("entailment", "", "", matter="", scope=TWO_EXTENTS, confidence=outcome.different_scope)
    return None


def _contradicted(pair: Pair, sure: float, *, at_odds: bool) -> Clash | None:
    a, b = pair.a, pair.b
    if not pair.firm:
        return None
    if (pair.other_days and not pair.moves_on) or not pair.shared or (a.names and b.names and not pair.names):
        return None
    least = LEAST_NEAR if pair.other_holders else LEAST_FIGURES
    if sure < _least(pair) or (at_odds and sure < least):
        return None
    return Clash("entailment", "", "", matter="", confidence=sure)


def _least(pair: Pair) -> float:
    if not pair.one_matter:
        return LEAST_NEAR
    if pair.other_holders:
        return LEAST_TWO
    return LEAST_MOVED if pair.moves_on else LEAST


def _at_odds(one: Figure, other: Figure, pair: Pair) -> bool:
    alike = one.noun == other.noun and one.quantity == other.quantity and one.value != other.value
    return alike and not (told_by_both(one, pair) or told_by_both(other, pair) or _converted(one, other))


def _converted(one: Figure, other: Figure) -> bool:
    """Return whether two figures are one measure in two units: 104 degrees Fahrenheit, 40 degrees Celsius."""
    measured = one.quantity is not None and one.quantity == other.quantity and one.words != other.words
    return measured and measured_alike(one, other)


RULE = Rule("entailment", find)
