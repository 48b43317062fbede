"""The place a claim speaks of, from how the words stand: no gazetteer, so only what the grammar makes plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.claims.lexicon import function_words, participles, simple_pasts, words

if TYPE_CHECKING:
    from collections.abc import Collection

_PART = r"(?:[A-ZÀ-Þ][\w’'-]*[\w]|[A-Z]\.(?:[A-Z]\.)*)"
_LINK = r"(?:\s+(?:al|el|ul|de|del|da|la|of\s+the|upon|bin)[\s-])"
NAME = rf"(?<![\w-])(?:(?:al|el|ar|as|ash)[\s-])?{_PART}(?:(?:{_LINK}|\s+|-){_PART}){{0,3}}"
KIND = (
    r"(?:province|governorate|region|district|county|state|city|town|village|valley|island|airport|airbase|"
    r"air\s+base|base|border|crossing|camp|port|neighbou?rhood|suburb|countryside|desert|peninsula|prefecture|oblast)"
)
_STRONG = (
    re.compile(rf"\b{KIND}s?\s+of\s+(?P<name>{NAME})"),
    re.compile(rf"(?P<name>{NAME})(?:['’]s)?\s+{KIND}\b"),
)
_PLAIN = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]cross|[Aa]round|[Tt]hroughout|of\s+(?=Khan\b)|(?:north|south|east|west)(?:ern)?(?:\s+of)?)"
    r"\s+(?:(?:the|northern|southern|eastern|western|central|north|south|east|west|downtown|rural|neighbou?ring|nearby|"
    rf"northeastern|northwestern|southeastern|southwestern|ancient|coastal)\s+)*(?P<name>{NAME})"
)
_STATES = frozenset({"US", "USA", "UK", "UAE", "EU", "DC", "DRC"})
_PERSON = (
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|President|Judge)\.?\s+(?:\w+\s+)?{name}\b|\b{name}\s+(?:said|told|added)\b"
)
_TRUSTING = re.compile(
    r"\b(?:confidence|faith|interest|trust|believ\w+|belief|role|specialis\w+|invest\w+|victory|interested)\s+$"
)


def find_place(text: str, start: int = 0, end: int | None = None, *, persons: Collection[str] = ()) -> str | None:
    """Return the most telling place name of ``text[start:end]``, or None where none is plain.

    A name with its kind ("the town of Sarle", "Idra province") goes before one after a preposition ("near Sarle"), a
    longer one before a shorter, an earlier before a later. Names that share a word with ``persons``, months, weekdays,
    institutions and media are none.
    """
    stop = len(text) if end is None else end
    known = {word for person in persons for word in person.lower().split()}
    for patterns in (_STRONG, (_PLAIN,)):
        found = [
            name
            for pattern in patterns
            for match in pattern.finditer(text, start, stop)
            if (name := _cleaned(match["name"])) and _may_be_place(text, match, name, known)
        ]
        if found:
            return max(found, key=lambda name: len(name.split()))
    return None


def _cleaned(name: str) -> str:
    """Drop a possessive and what follows it: "Palva's Old Town" is in Palva."""
    return re.sub(r"\s+", " ", re.split(r"['’]s\b|['’](?=\s|$)", name)[0]).strip(" -.") if name.count(".") < 2 else name


def _may_be_place(text: str, match: re.Match[str], name: str, known: set[str]) -> bool:
    parts = {part.lower().strip(".") for part in name.split()}
    if parts & (function_words() | words("not_place") | known):
        return False
    if name.isupper() and "." not in name and name not in _STATES:
        return False  # an organisation, more often than not
    if re.search(_PERSON.format(name=re.escape(name)), text):
        return False
    if re.match(r"\s+\d", text[match.end() : match.end() + 3]):
        return False  # "Round 2", "Phase 3"
    if match.re is _PLAIN and _is_attribute(text, match):
        return False
    return not _TRUSTING.search(text[max(0, match.start() - 20) : match.start()])


def _is_attribute(text: str, match: re.Match[str]) -> bool:
    """Say whether the name only describes the noun after it: "in the Lemnian conflict", "in U.S. policy"."""
    after = re.match(r"\s+([a-z][\w-]*)", text[match.end() : match.end() + 30])
    if after is None:
        return False
    known = function_words() | words("after_place") | simple_pasts() | participles()
    return after[1] not in known and not after[1].endswith(("ing", "ed"))
