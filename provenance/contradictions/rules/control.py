"""Who holds a place.

"The rebels took full control of Zerenik" against "Zerenik remains in army hands": of two parties only one can hold a
place. The place must be named in both claims, and the parties must have no word in common. The airport against the
city centre is other ground, and holding changes with time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.contradictions.rule import CLAIMS_KEPT, Clash, Rule
from provenance.contradictions.words import capitalised, content_stems, split_words, stem

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

_HOLDS = re.compile(
    r"(?P<who>(?:[\w'’-]+ ){0,4}?[\w'’-]+) (?:still |now |firmly |fully |again )?"
    r"(?:holds?|held|controls?(?! of\b)|controlled"
    r"|(?:is|are|was|were|remains?|remained) in (?:full |firm |complete )?control of"
    r"|(?:has |have |had )?(?:taken|took|seized|regained|retaken) (?:full |firm |complete )?control of"
    r"|(?:has |have |had )?(?:captured|seized|taken|recaptured|retaken|overrun|overran|stormed))"
    r" (?P<what>[^,;.]+)",
    re.IGNORECASE,
)
_IN_HANDS = re.compile(
    r"(?P<what>[^,;.]+?) (?:is|are|was|were|remains?|remained|stays?|stayed) (?:still |firmly |fully |again )?"
    r"(?:in (?P<who>(?:the )?(?:[\w'’-]+ ){0,2}?[\w'’-]+?)(?:['’]s?)? hands"
    r"|under (?P<other>(?:[\w'’-]+ ){0,2}?[\w'’-]+) control)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:on|off|back|up|out|over|to|in|at|for|with|as|from)\b", re.IGNORECASE
)  # "ordered a hold on aid to Varan", "held out"
_CHARGED = re.compile(
    r"\b(?:in contempt|accountable|responsible|hostage|liable)\b", re.IGNORECASE
)  # no place is held so
_ANY_FORCE = frozenset(stem(word) for word in ("forces", "troops", "soldiers", "fighters", "men", "units"))
_ITS = re.compile(r"(?:it|they|its|their|his)\b", re.IGNORECASE)


def find(pair: Pair) -> Clash | None:
    """Return the clash of two holders of one place, or null."""
    if pair.a.denied or pair.b.denied or pair.a.negated or pair.b.negated or pair.same_article:
        return None
    for who, what in _held(pair.a.plain, pair.a.source):
        for other, there in _held(pair.b.plain, pair.b.source):
            ours = _are_of(pair.a, who, other) or _are_of(pair.b, other, who)
            if what & there and who and other and not who & other and not ours:
                values = (_printed(pair.a, who), _printed(pair.b, other))
                return Clash("entity", *values, matter="in control", kind="state", confidence=0.75)
    return None


@lru_cache(maxsize=CLAIMS_KEPT)
def _held(text: str, source: str | None) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the words for the party and the names of the place; for "its fighters" whoever says so."""
    found = []
    for match in (*_HOLDS.finditer(text), *_IN_HANDS.finditer(text)):
        named = match["who"] or match.groupdict().get("other") or ""
        if _ITS.match(named):
            named = source or ""
        who = content_stems(split_words("x " + named))
        if match.re is _HOLDS and (_BESIDE.match(match["what"]) or _CHARGED.search(match["what"])):
            continue
        found.append((who - _ANY_FORCE or who, capitalised(split_words("x " + match["what"]))))
    return tuple(found)


def _are_of(side: Side, force: frozenset[str], party: frozenset[str]) -> bool:
    """Return whether a force without a name ("our fighters") is that of the party for which the side speaks."""
    spoken_for: str = side.row["origin_label"] or side.source or ""
    return force <= _ANY_FORCE and bool(party & content_stems(split_words("x " + spoken_for)))


def _printed(side: Side, stems: frozenset[str]) -> str:
    words = split_words(f"{side.plain} {side.source or ''}")
    return " ".join(dict.fromkeys(word.text for word in words if word.stem in stems))


RULE = Rule(
    "control",
    find,
    fires=(
        ("Rebel fighters hold the town of Sarim.", "Government forces are in control of Sarim."),
        ("The Northern Alliance seized control of Zerenik.", "Zerenik remains in army hands."),
        ("The militia captured the port of Halm on Monday.", "Halm was under government control on Monday."),
    ),
    silent=(
        ("Rebel fighters hold the town of Sarim.", "Rebels are in control of Sarim."),
        ("Rebel fighters hold the town of Sarim.", "Government forces are in control of Orrin."),
        ("Police held a man in Sarim.", "Police are in control of Sarim."),
        ("The senate moved to hold Sarim Brandt in contempt.", "The Reds voted to hold Sarim Brandt in contempt."),
        ("The minister ordered a hold on aid to Sarim.", "The rebels hold Sarim."),
        ("The Greens won control of the Sarim council in May.", "The Reds took the senate, sealing control of Sarim."),
    ),
)
