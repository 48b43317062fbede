"""What a rule is, what it reads and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.contradictions.pairs import Pair

CLAIMS_KEPT = 1 << 15  # texts of which a rule remembers what it read in them; each stands in many pairs
TWO_EXTENTS = "they are of two extents or cases"  # a scope that the model sees and no word names


@dataclass(frozen=True)
class Clash:
    """Two values of one matter that do not go together, before it is judged why.

    ``matter`` names what the values are of ("dead", "opened or closed"). ``kind`` is ``event`` (it happened one way),
    ``state`` (may change with time) or ``toll`` (a count that only grows). ``scope`` says in words what the two are
    of that makes both possible, ``grown`` that the later value is the larger. ``disputed`` marks a denial, which is
    by nature somebody's word against another's, ``revised`` that one of the two says itself that the figure has
    changed, ``set_against`` that the article itself puts the one against the other. ``confidence`` (0..1) is that of
    the rule, before time, scope and holders are looked at.
    """

    type: str
    a_value: str
    b_value: str
    matter: str
    kind: str = "event"
    scope: str | None = None
    grown: bool = False
    disputed: bool = False
    update_only: bool = False
    revised: bool = False
    set_against: bool = False
    confidence: float = 0.8


@dataclass(frozen=True)
class Rule:
    """A detector of one type of clash.

    ``find`` takes a pair of claims and gives a ``Clash`` or null; it must find the same in either order, and nothing
    between a claim and itself. ``fires`` and ``silent`` are pairs of sentences that every change of the rule is
    tested on.
    """

    name: str
    find: Callable[[Pair], Clash | None]
    fires: tuple[tuple[str, str], ...] = field(default=())
    silent: tuple[tuple[str, str], ...] = field(default=())
