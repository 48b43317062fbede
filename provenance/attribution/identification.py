"""How far an article says who a source is: by name, by office, by a broad role, as a crowd, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import load_lexicon

if TYPE_CHECKING:
    from provenance.attribution.discourse import Source

LEVELS = ("name_and_role", "name_only", "first_name", "exact_role", "broad_role", "collective", "bare")
PEOPLE = frozenset({"named_person", "unnamed_person", "unnamed_group"})
BARE = frozenset({"source", "person", "individual", "somebody", "someone", "insider"})
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"both": 2, "a pair": 2, "a couple": 2, "another": 1, "a": 1, "an": 1}
_FILLERS = frozenset(_NUMBERS) | frozenset(
    ("the", "some", "several", "many", "other", "multiple", "anonymous", "unnamed", "various")
)
_INDEFINITE = re.compile(r"(?i)(?:an?|another|one)\s")
_COUNT = re.compile(
    r"(?i)^(?:(?:the|these|those|at least|all|other|another)\s+)*"
    rf"(?P<number>{'|'.join(_NUMBERS)}|\d{{1,3}})\b(?!\s+of\b)"
)


def identification(source: Source | None, kind: str | None) -> str | None:
    """Return the level (one of LEVELS) of a person or people; null for bodies, documents, media, and where unresolved.

    ``exact_role`` names an office and whose it is ("the alliance's spokesman"), or a post that only one can hold where
    nobody else is meant ("the mayor"), but not one of several ("a commander in the alliance"); ``broad_role`` fits
    several people ("a senior official", "an opposition activist", "a source close to the talks"); ``collective`` is a
    plural that nobody counted ("residents"); ``bare`` says nothing ("sources", "a person").
    """
    if source is None or kind not in PEOPLE:
        return None
    if kind == "named_person":
        if source.mention.partial:
            return "first_name"
        return "name_and_role" if source.role else "name_only"
    if _is_bare(source):
        return "bare"
    if source.mention.plural and count_of(source) is None and source.mention.head not in BARE:
        return "collective"
    return "exact_role" if _is_office(source) else "broad_role"


def count_of(source: Source | None) -> int | None:
    """Return how many speak: 1 for a singular, the number of "two officials" or of a list, null where nobody says."""
    if source is None:
        return None
    mention = source.mention
    if mention.form == "joint":
        return len(mention.members)
    if not mention.plural:
        return 1 if mention.form in {"person", "role"} else None
    found = _COUNT.match(mention.text) or _COUNT.match(source.name or "")
    if not found:
        return None
    number = found["number"].casefold()
    return int(number) if number.isdigit() else _NUMBERS[number]


def _is_bare(source: Source) -> bool:
    """Tell whether a phrase says nothing of who speaks: "sources", "one source", "a person"."""
    mention = source.mention
    if mention.head not in BARE or source.role not in {None, mention.head, f"{mention.head}s"}:
        return False
    called = (source.name or mention.text).casefold()
    words = [word for word in re.findall(r"[\w'’-]+", called) if word not in _FILLERS]
    return len(words) <= 1


def _is_office(source: Source) -> bool:
    role = (source.role or "").casefold()
    words = load_lexicon()
    held = source.mention.head in words.offices or any(role.endswith(noun) for noun in words.offices)
    body = source.affiliation or ""
    named = any(word[:1].isupper() or word in words.organisation_nouns for word in body.split())
    one_of_several = _INDEFINITE.match(source.mention.text) and not role.startswith("spokes")
    return held and (source.mention.definite or (named and not one_of_several))
