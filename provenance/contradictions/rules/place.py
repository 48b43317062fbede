"""One event at two places.

Two claims alike but for the name after the same kind of place ("the village of Halm" against "the village of Orrin").
Without a gazetteer nobody can tell a place from the province around it, so bare names ("in Halm", "in Varan") never
clash here, nor do a village and a district.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contradictions.rule import Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair

_KINDS = "village|town|city|port|province|district|island|suburb|camp|airport|border crossing|crossing"
_OF = re.compile(rf"\b(?P<kind>{_KINDS}) of (?P<name>[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)*)")
_LEAST = 0.75
_LEAST_LIKENESS = 0.55


def find(pair: Pair) -> Clash | None:
    """Return the clash of two places for one event, or null."""
    a, b = pair.a, pair.b
    if a.denied or b.denied or a.negated or b.negated or pair.other_days:
        return None
    mine, other = ({match["kind"]: match["name"] for match in _OF.finditer(side.proposition)} for side in (a, b))
    for kind in sorted(set(mine) & set(other)):
        first, second = mine[kind], other[kind]
        if set(first.split()) & set(second.split()) or first in b.text or second in a.text:
            continue
        if _alike(pair, first, second):
            return Clash("place", first, second, f"{kind} named", confidence=0.7)
    return None


def _alike(pair: Pair, first: str, second: str) -> bool:
    """Return whether the claims say the same when the two names are left out."""
    apart = len(first.split()) + len(second.split())
    union = len(pair.a.content | pair.b.content) - apart
    least = min(len(pair.a.content) - len(first.split()), len(pair.b.content) - len(second.split()))
    if least < 3 or union < 1:
        return False
    return len(pair.shared) / least >= _LEAST and len(pair.shared) / union >= _LEAST_LIKENESS


RULE = Rule(
    "place",
    find,
    fires=(
        (
            "The helicopter carrying minister Piet Osman crashed near the village of Halm on Monday.",
            "The helicopter carrying minister Piet Osman crashed near the village of Orrin on Monday.",
        ),
    ),
    silent=(
        ("The helicopter crashed near the village of Halm.", "The helicopter crashed in the district of Varan."),
        ("Shells fell on the village of Halm on Monday.", "Shells fell on the village of Orrin on Tuesday."),
    ),
)
