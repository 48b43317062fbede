"""How much stands behind either side of a clash."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

UNNAMED = 0.5  # what an origin counts that rests on nobody who is named
HIGH, MEDIUM = 2.0, 1.0  # weight of the weaker side from which a clash is grave


class Standing:
    """The origins of every position, a position being claims that say the very same."""

    def __init__(self, sides: Iterable[Side]) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for side in sides:
            held = self._weights[_position(side)]
            origin = _origin(side)
            held[origin] = max(held.get(origin, 0.0), UNNAMED if side.row["anonymous"] else 1.0)

    def origins(self, side: Side) -> int:
        """Return how many origins say what a claim says, its own among them."""
        return len(self._weights[_position(side)])

    def severity(self, pair: Pair) -> str:
        """Return ``high``, ``medium`` or ``low`` by the weaker side: an origin counts 1, one of unnamed sources 0.5."""
        least = min(sum(self._weights[_position(side)].values()) for side in (pair.a, pair.b))
        return "high" if least >= HIGH else "medium" if least >= MEDIUM else "low"


def _position(side: Side) -> str:
    return str(side.row["agreement_id"] or side.claim_id)


def _origin(side: Side) -> str:
    return str(side.row["origin_family"] or side.row["origin_id"] or side.row["article_id"])
