"""One person at two ages.

"Ebba Strand, 17" against "Ebba Strand, who is 19", "the 19-year-old Ebba Strand". Ages are among the facts that outlets
most often give differently. Both claims must give the full name, alike, and be of about one time: somebody grows older.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import no_person_words
from provenance.contradictions.moments import hours_later
from provenance.contradictions.rule import CLAIMS_KEPT, Clash, Rule

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair

_NAME = r"(?<![\w'’-])(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+)){1,3})"
_ENDS = r"(?=[,.;]| (?:was|were|is|has|had|who|and|said|told|[a-z]+ed)\b|$)"
_AGES = (
    re.compile(rf"{_NAME}, (?:aged |now |who (?:is|was) )?(?P<age>\d{{1,3}})(?=[,.;)]|$)"),
    re.compile(rf"{_NAME} (?:is|was) (?:aged )?(?P<age>\d{{1,3}})(?: years old)?(?=[,.;]|$)"),
    re.compile(rf"\b(?P<age>\d{{1,3}})-year-old (?:[a-z]+(?:er|or|ist|ian|ent|ant|man|woman) )?{_NAME}{_ENDS}"),
    re.compile(rf"{_NAME}, an? (?P<age>\d{{1,3}})-year-old\b"),
)
MOST = 30 * 24  # hours between two articles from which a birthday may explain the difference
OLDEST = 120  # years
NEXT = 1  # years by which a birthday or rounding makes two ages differ


def find(pair: Pair) -> Clash | None:
    """Return the clash of two ages of one person, or null."""
    apart = hours_later(pair.a.published, pair.b.published)
    if apart is not None and abs(apart) > MOST:
        return None
    mine, other = (_ages(side.sentence) for side in (pair.a, pair.b))
    for name in sorted(mine.keys() & other.keys()):
        one, two = mine[name], other[name]
        if abs(int(one) - int(two)) > NEXT and _has(pair.a.text, one) and _has(pair.b.text, two):
            return Clash("figure", one, two, f"years, the age of {name}", confidence=0.85)
    return None


@lru_cache(maxsize=CLAIMS_KEPT)
def _ages(text: str) -> dict[str, str]:
    """Return the full name of everybody whose age is told, once, to the age."""
    found = {(match["name"], match["age"]) for pattern in _AGES for match in pattern.finditer(text)}
    names = Counter(name for name, _ in found)
    return {
        name: age
        for name, age in found
        if names[name] == 1 and 0 < int(age) <= OLDEST and not no_person_words() & set(name.casefold().split())
    }


def _has(text: str, age: str) -> bool:
    return re.search(rf"\b{age}\b", text) is not None


RULE = Rule(
    "age",
    find,
    fires=(
        (
            "Police charged Ana Petrik, 34, with the theft in Halm.",
            "Ana Petrik, 43, was charged with the theft in Halm.",
        ),
        (
            "Ana Petrik, who is 17, reached the summit of Karakh.",
            "The 19-year-old climber Ana Petrik reached the summit of Karakh.",
        ),
    ),
    silent=(
        ("Police charged Ana Petrik, 34, with the theft in Halm.", "The 34-year-old Ana Petrik was charged in Halm."),
        (
            "Police charged Ana Petrik, 34, with the theft in Halm.",
            "Police charged Piet Osman, 43, with the theft in Halm.",
        ),
        ("A 43-year-old New Halm teacher was shot on Monday.", "A 19-year-old New Halm student was shot on Monday."),
        ("Ana Petrik, 34, was jailed in Halm for 12 years.", "The court in Halm jailed Ana Petrik, 34, for 10 years."),
        ("Police say the 22-year-old stabbed Piet Osman.", "Piet Osman, 31, was stabbed in Tolm."),
        ("Alma Petrik, 12, died in the fire in Halm.", "Ana Petrik, 40, died in the fire in Halm."),
        ("Ana Petrik, then 17, fled Halm in the war.", "Ana Petrik, 34, fled Halm in the war."),
        ("Mrs Petrik, 44, was jailed in Halm.", "Mr Petrik, 46, was jailed in Halm."),
        ("Orrin United, 17, are the youngest side in Halm.", "Orrin United, 23, are the youngest side in Halm."),
    ),
)
