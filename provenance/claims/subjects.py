"""Who an opening pronoun stands for, where the article leaves no choice.

A wrong name is worse than a pronoun: a name is put in only when the sentence up to the pronoun, or where it has none
the sentence before, holds one single name, and nothing speaks against it: another person beside, a form of address.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from provenance.claims.lexicon import function_words, genders

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    Named = tuple[str, int]  # a name and where it stands

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
_GENDER = {"he": "m", "she": "f"}
_OWNERS = {"its": "it", "his": "he", "her": "she"}
DATES = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
_FEMALE, _MALE = frozenset({"Mrs", "Ms", "Miss", "Lady"}), frozenset({"Mr", "Sir", "Lord"})


def find_opening(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match whose group ``words`` is the pronoun or role noun that opens a statement."""
    match = _OPENING.match(text, start, end)
    return match if match and not match["words"].isupper() else None


def resolve(
    text: str, opening: re.Match[str], reach: Span, *, source: str | None, persons: Collection[str]
) -> str | None:
    """Return the name that the opening words stand for, or None.

    ``reach`` is where the sentence before begins, and the statement's own, up to the pronoun. ``source`` is the named
    person credited with the statement in reported speech, ``persons`` the persons known from the article.
    """
    said = opening["words"].lower()
    owner = said in _OWNERS
    if owner and not re.match(r"\s+[a-z]", text[opening.end() : opening.end() + 4]):
        return None  # "her" alone is no possessive
    words, first = _OWNERS.get(said, said), opening.start("words")
    own, before = _names(text, reach[1], first), _names(text, *reach)
    if words in {"he", "she"}:
        name = _person(text, words, own, before, source=source, persons=persons)
    elif source:
        name = None
    else:
        here = [one for one in own if not _is_aside(text, one[1])]  # "its place in Syria as it loses ground in Iraq"
        name = _thing(text, opening, here, reach[1], persons) or _thing(text, opening, before, reach[0], persons)
    if name is None or not owner:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _person(
    text: str,
    pronoun: str,
    own: Sequence[Named],
    before: Sequence[Named],
    *,
    source: str | None,
    persons: Collection[str],
) -> str | None:
    """Return the only person named in the statement's sentence, or else before it, whom the pronoun fits.

    Another person in the sentence before, whom it fits as well, leaves it in doubt.
    """
    surname = _one_surname(own or before)
    known = source if source and source.split()[-1] == surname else None
    others = () if known else persons  # "Orlov said that she …" may be of somebody else only if just named in full
    if surname is None or any(_is_other(name, surname, pronoun, others) for name, _ in before):
        return None
    known = known or next((full for full in sorted(persons) if full.split()[-1] == surname), None)
    return known if known and _agrees(text, known, pronoun) else None


def _is_other(name: str, surname: str, pronoun: str, persons: Collection[str]) -> bool:
    """Say whether a name is that of another person whom the pronoun fits."""
    given, *rest = name.split()
    if name.split()[-1] == surname:
        return False
    if not (rest and given in genders()) and not any(full.split()[-1] == name.split()[-1] for full in persons):
        return False
    return genders().get(given, "x") in {"x", _GENDER[pronoun]}


def _thing(
    text: str, opening: re.Match[str], names: Sequence[Named], start: int, persons: Collection[str]
) -> str | None:
    """Return the only name, if it opens the stretch from ``start`` on and is no person's."""
    surname = _one_surname(names)
    if surname is None or any(full.split()[-1] == surname for full in persons):
        return None
    name, place = max(names, key=lambda found: len(found[0]))
    if _HONORIFIC.search(text[:place]) or _is_aside(text, place):
        return None
    if opening["words"].lower() == "it" and _BE.match(text, opening.start("words")):
        return None  # "it is likely": it stands for nothing
    return _as_subject(text, name, place, start)


def _one_surname(names: Sequence[Named]) -> str | None:
    """Return the last word that all names share, or None."""
    last = {name.split()[-1] for name, _ in names}
    return last.pop() if len(last) == 1 else None


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


def _is_aside(text: str, place: int) -> bool:
    """Say whether a name only tells where, or stands in brackets behind another."""
    before = text[max(0, place - 12) : place]
    return before.endswith("(") or bool(_PLACED.search(before))


def _agrees(text: str, name: str, pronoun: str) -> bool:
    """Say whether neither the first name nor a form of address in the article contradicts the pronoun."""
    given, surname = name.split()[0], name.split()[-1]
    if genders().get(given, "x") not in {"x", _GENDER[pronoun]}:
        return False
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
