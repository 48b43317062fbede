"""What the model of entailment calls a contradiction, where no other rule finds a clash.

The model takes any two claims about different events for a contradiction, and does no better than chance on figures:
it is asked only of claims of nearly one matter, reads them in both directions, and must be surer where they are worded
unlike, and surer still where two figures of one kind differ, which the rule of figures knows better.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from provenance.contradictions.figures import measured_alike
from provenance.contradictions.rule import Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.figures import Figure
    from provenance.contradictions.pairs import Pair

LEAST = 0.45  # mean of both directions
LEAST_MOVED = 0.3  # the same where the later tells how it went on
LEAST_FIGURES = 0.8  # the same where two figures differ that no rule holds for one thing, or are one in two units
LEAST_NEAR = 0.6  # the same where only names and time say that the matter is one


def find(pair: Pair) -> Clash | None:
    """Return the clash that the model sees, or null."""
    a, b = pair.a, pair.b
    least = LEAST_NEAR if not pair.one_matter else LEAST_MOVED if pair.moves_on else LEAST
    if pair.opinion is None or pair.opinion.contradicted < least or not pair.near_matter or not pair.may_clash:
        return None
    if (pair.other_days and not pair.moves_on) or not pair.shared or (a.names and b.names and not pair.names):
        return None
    couples = list(product(a.figures, b.figures))
    if pair.opinion.contradicted < LEAST_FIGURES and any(_at_odds(x, y) or _converted(x, y) for x, y in couples):
        return None
    return Clash("entailment", "", "", matter="", confidence=pair.opinion.contradicted)


def _at_odds(one: Figure, other: Figure) -> bool:
    return one.noun == other.noun and one.quantity == other.quantity and one.value != other.value


def _converted(one: Figure, other: Figure) -> bool:
    """Return whether two figures are one measure in two units: 104 degrees Fahrenheit, 40 degrees Celsius."""
    measured = one.quantity is not None and one.quantity == other.quantity and one.words != other.words
    return measured and measured_alike(one, other)


RULE = Rule("entailment", find)
