"""What one sentence sets against each other.

"… the committee, which claims to have severed ties but is widely believed to be affiliated still", "… held up the
capture as evidence of its efforts, after critics accused it of targeting others", "… the reopening of the airport,
and they initially denied that anything had landed": the article itself puts one party's word against another's. It is
a dispute between these, never an assertion of the outlet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contradictions.rule import Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

_CLAIMS = re.compile(
    r"\b(?:claims?|insists?|claimed|insisted|maintains?|says|denies|denied) (?:to|that|it|they|he|she)\b", re.IGNORECASE
)
_BELIEVED = re.compile(
    r"\b(?:is|are|was|were) (?:still )?(?:widely |generally |commonly )?(?:believed|thought|considered|suspected"
    r"|accused|known)\b",
    re.IGNORECASE,
)
_OWN_ACCOUNT = re.compile(r"\bas (?:evidence|proof)\b|\bden(?:ies|ied)\b|\binsist(?:s|ed)\b|\bsays it\b", re.IGNORECASE)
_ACCUSED = re.compile(r"\b(?:accused|blamed|charged) (?:it|him|her|them)\b", re.IGNORECASE)
_AT_FIRST = re.compile(r"\b(?:initially|at first|originally) (?:denied|rejected|dismissed)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:but|although|though|despite|yet|while|after|even)\b", re.IGNORECASE)


def find(pair: Pair) -> Clash | None:
    """Return the dispute that the sentence of both claims tells of, or null."""
    a, b = pair.a, pair.b
    if not pair.same_sentence or not _AGAINST.search(a.sentence):
        return None
    for one, other in ((a, b), (b, a)):
        values = _set_against(one, other)
        if values:
            here, there = values if one is a else values[::-1]
            return Clash("denial", here, there, matter="", disputed=True, set_against=True, confidence=0.85)
    return None


def _set_against(one: Side, other: Side) -> tuple[str, str] | None:
    """Return what either does where a sentence sets what one claim says of a party against what the other says."""
    about_one = bool(one.names & other.names or one.content & other.content)
    if _CLAIMS.search(one.text) and _BELIEVED.search(other.text) and about_one:
        return "claimed", "doubted"
    if _OWN_ACCOUNT.search(one.text) and _ACCUSED.search(other.text):
        return "claimed", "accused"
    if _AT_FIRST.search(one.sentence) and one.denied and not other.denied:
        return "denied at first", "told"
    return None


RULE = Rule("contrast", find)
