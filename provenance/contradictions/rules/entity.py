"""Who did it to whom, the other way round, and who alone did it.

"A defeated B" against "B defeated A" for verbs whose doer and sufferer cannot change places, and "A won the vote"
against "C won the vote" for verbs with one doer (``data/sole_verbs.csv``). Doer and sufferer must be names next to
the verb, so most sentences are left alone: precision comes first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import sole_verbs
from provenance.contradictions.rule import Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair

_NAME = r"(?:(?-i:[A-Z])[\w'’-]+)(?:\s+(?-i:[A-Z])[\w'’-]+){0,3}"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    swap = "|".join(verb for verb, kind in sole_verbs().items() if kind == "swap")
    sole = "|".join(verb for verb, kind in sole_verbs().items() if kind == "sole")
    participle = swap.replace("beat", "beaten").replace("overthrew", "overthrown")
    return (
        re.compile(rf"(?P<doer>{_NAME})\s+(?P<verb>{swap})\s+(?:the\s+)?(?P<other>{_NAME})", re.IGNORECASE),
        re.compile(
            rf"(?P<other>{_NAME})\s+(?:was|were)\s+(?P<verb>{participle})\s+by\s+(?:the\s+)?(?P<doer>{_NAME})",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<doer>{_NAME})\s+(?P<verb>{sole})\s+(?:the\s+)?(?P<what>[^,.;]+)", re.IGNORECASE),
    )


def find(pair: Pair) -> Clash | None:
    """Return the clash of two accounts of who did it, or null."""
    if pair.a.denied or pair.b.denied or pair.a.negated or pair.b.negated or pair.other_days:
        return None
    return _swap(pair) or _sole(pair)


def _deeds(text: str) -> list[tuple[str, str, str]]:
    active, passive, _ = _patterns()
    matches = [*active.finditer(text), *passive.finditer(text)]
    return [
        (match["doer"].lower(), match["verb"].lower().replace("beaten", "beat"), match["other"].lower())
        for match in matches
    ]


def _swap(pair: Pair) -> Clash | None:
    for doer, verb, other in _deeds(pair.a.proposition):
        for second_doer, second_verb, second_other in _deeds(pair.b.proposition):
            if verb == second_verb and doer == second_other and other == second_doer and doer != other:
                return Clash(
                    "entity", f"{doer} {verb} {other}".title(), f"{other} {verb} {doer}".title(), "", confidence=0.85
                )
    return None


def _sole(pair: Pair) -> Clash | None:
    pattern = _patterns()[2]
    for a in pattern.finditer(pair.a.proposition):
        for b in pattern.finditer(pair.b.proposition):
            what, other = (set(re.findall(r"\w{4,}", match["what"].lower())) for match in (a, b))
            share = len(what & other) / max(1, len(what | other))
            apart = not set(a["doer"].lower().split()) & set(b["doer"].lower().split())
            if apart and share >= 0.6 and a["verb"].lower() == b["verb"].lower():
                return Clash("entity", a["doer"], b["doer"], f"{a['verb']} {a['what'].strip()}", confidence=0.75)
    return None


RULE = Rule(
    "entity",
    find,
    fires=(
        ("Orrin United defeated Halm Rovers on Sunday.", "Halm Rovers defeated Orrin United on Sunday."),
        ("Varan invaded Kesh in March.", "Varan was invaded by Kesh in March."),
        ("Ilka Brandt won the mayoral election in Tolm.", "Piet Osman won the mayoral election in Tolm."),
    ),
    silent=(
        ("Varan accused Kesh of lying.", "Kesh accused Varan of lying."),
        ("Ilka Brandt won the mayoral election in Tolm.", "Piet Osman won the council seat in Halm."),
    ),
)
