"""What the model of entailment calls a contradiction, where no other rule finds a clash.

The model takes any two claims about different events for a contradiction, and does no better than chance on figures:
it is asked only of claims of nearly one matter, reads them in both directions, and must be surer where they are worded
unlike, and surer still where two figures of one kind differ, which the rule of figures knows better. Less is asked of
it where two are credited. Of one measure in two units, and of parts and their sum, it is not heard.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from provenance.contradictions.figures import measured_alike
from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.tallies import add_up, told_by_both

if TYPE_CHECKING:
    from provenance.contradictions.figures import Figure
    from provenance.contradictions.pairs import Pair

LEAST = 0.45  # mean of both directions
LEAST_MOVED = 0.25  # the same where the later tells how it went on
LEAST_TWO = 0.2  # the same where two are credited: who speaks on one matter beside another mostly speaks against him
LEAST_FIGURES = 0.8  # the same where two figures differ that no rule holds for one thing
LEAST_NEAR = 0.6  # the same where only names and time say that the matter is one, or two put other figures on it


def find(pair: Pair) -> Clash | None:
    """Return the clash that the model sees, or null."""
    a, b = pair.a, pair.b
    if pair.opinion is None or pair.opinion.contradicted < _least(pair) or not pair.near_matter or not pair.may_clash:
        return None
    if (pair.other_days and not pair.moves_on) or not pair.shared or (a.names and b.names and not pair.names):
        return None
    if add_up(pair):
        return None
    couples = list(product(a.figures, b.figures))
    if any(_converted(x, y) for x, y in couples) and not any(_at_odds(x, y, pair) for x, y in couples):
        return None
    sure = LEAST_NEAR if pair.other_holders else LEAST_FIGURES
    if pair.opinion.contradicted < sure and any(_at_odds(x, y, pair) for x, y in couples):
        return None
    return Clash("entailment", "", "", matter="", confidence=pair.opinion.contradicted)


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
