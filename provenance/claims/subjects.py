"""Who an opening pronoun stands for, where the article leaves no choice.

A wrong name is worse than a pronoun: a name is put in only when the words between the start of the sentence before
and the pronoun hold one single name, and nothing in the article speaks against it.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from provenance.claims.lexicon import function_words

if TYPE_CHECKING:
    from collections.abc import Collection

Span = tuple[int, int]

_OPENING = re.compile(
    r"\W*(?:that\s+|but\s+|and\s+)*(?P<words>he|she|it|its|his|her|the\s+(?:group|organi[sz]ation|company|agency))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\w(?:(?:\s+(?:al|el|bin|de|van|von|of|for|the)){0,2}[\s-]+[A-ZÀ-Þ][\w’'-]*\w)*")
_HONORIFIC = re.compile(r"\b(?P<title>Mr|Mrs|Ms|Miss|Sir|Lady|Lord)\.?\s+(?:[A-Z][\w’'-]+\s+)?$")
_BE = re.compile(
    r"\W*\w+\s+(?:(?:is|was|will|would|has|had|may|might|could|can|seems?|appears?|remains?)(?:n['’]t)?\b|['’])",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:in|at|near|from|to|of|outside|inside|around|across|into)\s+(?:the\s+)?$", re.IGNORECASE)
_OWNERS = {"its": "it", "his": "he", "her": "she"}
DATES = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
_FEMALE, _MALE = frozenset({"Mrs", "Ms", "Miss", "Lady"}), frozenset({"Mr", "Sir", "Lord"})


def find_opening(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match whose group ``words`` is the pronoun or role noun that opens a statement."""
    match = _OPENING.match(text, start, end)
    return match if match and not match["words"].isupper() else None


def resolve(
    text: str, opening: re.Match[str], window: Span, *, source: str | None, persons: Collection[str]
) -> str | None:
    """Return the name that the opening words stand for, or None.

    ``window`` reaches from the start of the sentence before to the pronoun. ``source`` is the named person credited
    with the statement in reported speech, ``persons`` the persons known from the article.
    """
    said = opening["words"].lower()
    owner = said in _OWNERS
    if owner and not re.match(r"\s+[a-z]", text[opening.end() : opening.end() + 4]):
        return None  # "her" alone is no possessive
    name = _antecedent(text, opening, _OWNERS.get(said, said), window, source=source, persons=persons)
    if name is None or not owner:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _antecedent(
    text: str, opening: re.Match[str], words: str, window: Span, *, source: str | None, persons: Collection[str]
) -> str | None:
    names = _names(text, *window)
    if len({name.split()[-1] for name, _ in names}) != 1:
        return None
    name, place = max(names, key=lambda found: len(found[0]))
    person = next((full for full in sorted(persons) if full.split()[-1] == name.split()[-1]), None)
    if words in {"he", "she"}:
        known = source if source and source.split()[-1] == name.split()[-1] else person
        return known if known and _agrees(text, known.split()[-1], words) else None
    if person or source or _HONORIFIC.search(text[:place]) or _PLACED.search(text[max(0, place - 12) : place]):
        return None
    if words == "it" and opening["words"].lower() == "it" and _BE.match(text, opening.start("words")):
        return None  # "it is likely": it stands for nothing
    return _as_subject(text, name, place, window[0])


def _names(text: str, start: int, end: int) -> list[tuple[str, int]]:
    found = []
    for match in _NAME.finditer(text, start, end):
        name = re.sub(r"['’]s?$", "", match[0])
        first, _, rest = name.partition(" ")
        if first.lower() in function_words():
            name, shift = rest, len(first) + 1
        else:
            shift = 0
        if name and name[0].isupper() and name.lower() not in function_words() | DATES:
            found.append((name, match.start() + shift))
    return found


def _agrees(text: str, surname: str, pronoun: str) -> bool:
    """Say whether no form of address in the article contradicts the pronoun."""
    titles = set(
        re.findall(rf"\b(Mrs|Mr|Ms|Miss|Sir|Lady|Lord)\.?\s+(?:[A-Z][\w’'-]+\s+)?{re.escape(surname)}\b", text)
    )
    return not titles & (_FEMALE if pronoun == "he" else _MALE)


def _as_subject(text: str, name: str, place: int, start: int) -> str | None:
    """Return the name with its article, if it opens the sentence before."""
    before = text[start:place].strip().lower()
    if before not in {"", "the"}:
        return None
    return f"The {name}" if before == "the" else name
