"""What one asserts and another denies.

A claim with the stance "denied", or whose sentence denies in so many words, is held against claims that assert what
it denies: most of its meaning words must stand in the other. It is a dispute between whoever asserts and whoever
denies, not an error of the outlets that report it. Two denials do not clash.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import denials
from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.words import content_stems, split_words

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair, Side
    from provenance.contradictions.words import Word

_NEXT = re.compile(r"(?:,| and (?:blamed|accused|said|called|insisted)|;|\bbut\b)")
_LEAST = 0.6


def find(pair: Pair) -> Clash | None:
    """Return the clash of a denial with what it denies, or null."""
    if pair.a.denied == pair.b.denied:
        return None
    denial, other = (pair.a, pair.b) if pair.a.denied else (pair.b, pair.a)
    words = _denied(denial)
    matter = content_stems(words)
    if not matter or _first(words) not in other.content:
        return None
    if len(matter) < 2 or other.negated or (other.holder is not None and other.holder == denial.holder):
        return None
    share = len(matter & other.content) / len(matter)
    if share < _LEAST or len(matter & other.content) < 2:
        return None
    values = ("denied", "asserted") if denial is pair.a else ("asserted", "denied")
    return Clash("denial", *values, matter="", disputed=True, confidence=0.6 + 0.35 * share)


def _first(words: tuple[Word, ...]) -> str:
    return next(word.stem for word in words if content_stems((word,)))


def _denied(side: Side) -> tuple[Word, ...]:
    """Return the words of what is denied: after the verb of denial, up to what else is said."""
    hits = [match for pattern in denials() if (match := pattern.search(side.text))]
    if not hits:
        return side.words
    first = min(hits, key=lambda match: match.start())
    rest = side.text[first.end() :]
    stop = _NEXT.search(rest)
    return split_words(rest[: stop.start()] if stop else rest)


RULE = Rule(
    "denial",
    find,
    fires=(
        ("The army shelled the grain market in Orrin.", "The army denied shelling the grain market."),
        ("Officials accused Kesh of cutting the gas pipeline.", "Kesh denied cutting the gas pipeline."),
    ),
    silent=(
        ("The army shelled the grain market in Orrin.", "The army denied using cluster munitions."),
        ("The army denied shelling the market in Orrin.", "The ministry denied shelling the market in Orrin."),
    ),
)
