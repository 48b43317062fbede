"""A figure that one of the claims itself calls changed: "has risen to 19", "had earlier spoken of two".

Such claims seldom repeat what was counted, so that what they share with the earlier one is the kind of figure, the
story and the names of the articles around them. What is counted must be the same: the dead, those in hospital, wells.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from provenance.contradictions.rule import Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.figures import Figure
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

MOST_TIMES = 20  # a figure that many times the other counts something else
SHARED_NAMES = 2  # of the two articles, so that one story of two events does not mix their tolls


def find(pair: Pair) -> Clash | None:
    """Return the change of a figure, or null."""
    a, b = pair.a, pair.b
    recalled = a.earlier_figure != b.earlier_figure
    if not (recalled or _risen(pair)) or a.denied or b.denied or not _one_setting(pair):
        return None
    couples = [(x, y) for x, y in product(a.figures, b.figures) if _counts_alike(x, y, a, b)]
    changed = [(x, y) for x, y in couples if x.value != y.value]
    if not changed or len(couples) > len(changed):
        return None
    x, y = changed[0]
    return Clash(
        "figure",
        x.printed,
        y.printed,
        matter=x.measure or y.measure or "",
        kind="toll",
        grown=y.value > x.value,
        revised=True,
        confidence=0.8,
    )


def _risen(pair: Pair) -> bool:
    """Return whether the later claim, or one not known to be earlier, says that the figure has risen or fallen."""
    hours = pair.hours or 0
    return not pair.same_article and ((pair.b.risen and hours >= 0) or (pair.a.risen and hours <= 0))


def _one_setting(pair: Pair) -> bool:
    """Return whether the names of each claim are in the other's article, or the claims and articles share enough."""
    a, b = pair.a, pair.b
    if pair.same_article or pair.names:
        return True
    return len(a.setting & b.setting) >= SHARED_NAMES and a.names <= b.setting and b.names <= a.setting


def _counts_alike(a: Figure, b: Figure, mine: Side, other: Side) -> bool:
    if a.part or b.part or a.quantity or b.quantity or _bounded(a, mine) or _bounded(b, other):
        return False
    if max(a.value, b.value) > MOST_TIMES * max(1.0, min(a.value, b.value)):
        return False
    if a.measure or b.measure:
        return a.measure == b.measure and (a.noun == b.noun or a.generic or b.generic)
    return a.noun == b.noun and not a.generic


def _bounded(figure: Figure, side: Side) -> bool:
    """Return whether a figure is a whole ("three of five wells") or an increase ("seven more bodies")."""
    printed = re.escape(figure.printed)
    parts = "|".join(re.escape(other.printed) for other in side.figures if other is not figure)
    patterns = [
        rf"\b{printed} (?:more|other|others|further|additional)\b",
        rf"\b(?:another|further) {printed}\b",
        *([rf"\b(?:{parts})(?: out)? of (?:[\w'’]+ ){{0,2}}{printed}\b"] if parts else []),
    ]
    return any(re.search(pattern, side.text, re.IGNORECASE) for pattern in patterns)


RULE = Rule(
    "revision",
    find,
    fires=(
        (
            "Inspectors found arsenic in four wells in Varan.",
            "The number of polluted wells in Varan has risen to 9 wells.",
        ),
        ("The mayor had earlier spoken of 4 wells near Varan.", "In all 7 wells near Varan are polluted."),
    ),
    silent=(
        ("Inspectors found arsenic in four wells in Varan.", "The death toll in Varan has risen to 19."),
        ("Inspectors found arsenic in four wells in Varan.", "Inspectors found arsenic in seven wells in Varan."),
    ),
)
