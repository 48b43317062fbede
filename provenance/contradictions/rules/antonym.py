"""Words that exclude each other said of one thing.

Pairs such as approved and voted down, alive and dead, opened and closed (``data/antonyms.csv``). The two claims must
share what the words are said of, neither may be negated, and neither may speak of a part only ("three of the
flights"): some were cancelled and some operated is no clash.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import opposites
from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.words import content_stems, split_words

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

# whoever has to do with somebody but is not he: "'s rival", not "'s army"
_OWNS = re.compile(
    r"[\w-]+['’]s? (?:\w+ )?(?:rivals?|deput(?:y|ies)|neighbou?rs?|passengers?|clients?|opponents?|wife|husband"
    r"|sons?|daughters?|brothers?|sisters?|father|mother|partners?|predecessor|successor|lawyers?|victims?|competitors?)\b",
    re.IGNORECASE,
)
_KINDS = {"event": "event", "state": "state", "person": "state"}


def find(pair: Pair) -> Clash | None:
    """Return the clash of two opposites, or null."""
    a, b = pair.a, pair.b
    if a.denied or b.denied or (pair.same_article and not pair.other_holders):
        return None
    for number in sorted(a.opposites.keys() & b.opposites.keys()):
        (side, mine), (other_side, other) = a.opposites[number], b.opposites[number]
        if side != other_side:
            kind = opposites()[number].kind
            clash = (_clash(pair, mine, other, kind) if pair.shared else None) or _around(pair, mine, other, kind)
            if clash:
                return clash
    return None


def _around(pair: Pair, mine: re.Match[str], other: re.Match[str], kind: str) -> Clash | None:
    """Return the clash of two accounts of the state of somebody who is named in the sentences around: "those held"."""
    shared = pair.a.around & pair.b.around
    if kind == "event" or not pair.other_holders or not shared or pair.same_article or pair.names:
        return None
    if _negated_at(pair.a, mine) or _negated_at(pair.b, other) or pair.other_days:
        return None
    values = (mine.group().lower(), other.group().lower())
    return Clash("antonym", *values, _surface_around(pair.a, shared), _KINDS[kind], confidence=0.6)


def _surface_around(side: Side, shared: frozenset[str]) -> str:
    return next((word.text for word in split_words(side.sentence) if word.stem in shared), "")


def _clash(pair: Pair, mine: re.Match[str], other: re.Match[str], kind: str) -> Clash | None:
    about, against = _about(pair.a, mine), _about(pair.b, other)
    near = _near(pair.a, mine) & _near(pair.b, other)
    least = min(len(about), len(against))
    if not near or not least or (pair.other_days and kind == "event"):
        return None
    share = len(about & against) / least
    if share < (0.25 if pair.same_cluster else 0.6) or _negated_at(pair.a, mine) or _negated_at(pair.b, other):
        return None
    if _reversed(pair):
        return None
    if (_partial(pair.a) and _partial(pair.b)) or _owned(pair.a, near) != _owned(pair.b, near):
        return None
    kind = _KINDS[kind]
    confidence = min(0.9, 0.6 + 0.3 * share + (0.1 if pair.same_day else 0))
    return Clash(
        "antonym",
        mine.group().lower(),
        other.group().lower(),
        _surface(pair.a, near),
        _KINDS[kind],
        confidence=confidence,
    )


def _subject(side: Side, match: re.Match[str]) -> frozenset[str]:
    """Return the stems of the five words before a word, among which whoever it is said of must be named."""
    return frozenset(word.stem for word in [word for word in side.words if word.end <= match.start()][-5:])


def _about(side: Side, match: re.Match[str]) -> frozenset[str]:
    text = side.proposition
    return content_stems(split_words(text[: match.start()] + " " + text[match.end() :]))


def _near(side: Side, match: re.Match[str]) -> frozenset[str]:
    """Return the meaning words next to a word: five before and five after, and those inside the phrase."""
    before = [word for word in side.words if word.end <= match.start()][-6:]
    after = [word for word in side.words if word.start >= match.start()][:8]
    return content_stems((*before, *after))


def _reversed(pair: Pair) -> bool:
    """Return whether the same names stand in both, the other way round: each tells of another's deed."""
    if any(re.search(r"\bby\b", side.proposition) for side in (pair.a, pair.b)):
        return False
    a, b = ([word.stem for word in side.words if word.name] for side in (pair.a, pair.b))
    mine, other = [stem for stem in a if stem in b], [stem for stem in b if stem in a]
    return len(set(mine)) > 1 and mine[0] != other[0] and mine[-1] != other[-1]


def _surface(side: Side, near: frozenset[str]) -> str:
    """Return the words behind the first two stems, as the claim has them."""
    return " ".join([word.text for word in side.words if word.stem in near][:2])


def _owned(side: Side, near: frozenset[str]) -> bool:
    """Return whether all that is shared only owns what a claim is of: "Telcor's rival fell", not "Telcor fell"."""
    shared = [word for word in side.words if word.stem in near and word.name]
    owning = [word for word in shared if _OWNS.match(side.proposition, word.start)]
    return bool(owning) and all(word in owning or word.initial for word in shared)


def _negated_at(side: Side, match: re.Match[str]) -> bool:
    stems = content_stems(split_words(match.group()))
    return any(negation.head in stems for negation in side.negations)


def _partial(side: Side) -> bool:
    return any(figure.quantity is None and figure.measure is None for figure in side.figures)


RULE = Rule(
    "antonym",
    find,
    fires=(
        ("Parliament approved the water bill on Friday.", "Lawmakers voted down the water bill on Friday."),
        ("The Halm crossing reopened on Sunday.", "The Halm crossing was closed on Sunday."),
        ("Mayor Ilka Brandt was found alive in Orrin.", "Mayor Ilka Brandt was found dead in Orrin."),
        ("Exports from Varan rose in April.", "Exports from Varan fell in April."),
    ),
    silent=(
        ("Parliament approved the water bill on Friday.", "Parliament rejected the school bill on Tuesday."),
        ("The airline cancelled three flights to Mersa.", "The airline operated two flights to Mersa."),
        ("The Halm crossing reopened on Sunday.", "The Halm crossing was not closed on Sunday."),
        ("Exports from Varan rose in April.", "Exports from Varan's rival Orrin fell in April."),
        ("Ilka Brandt spoke against Erik Lund.", "Erik Lund supported Ilka Brandt."),
        (
            "The Varan parliament passed the water bill on Friday.",
            "The president vetoed the Varan water bill on Friday.",
        ),
        ("Mayor Ilka Brandt was found in Orrin.", "Missing mayor Ilka Brandt turns up in Orrin."),
    ),
)
