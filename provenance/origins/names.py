"""When two printed names of an outlet or agency are one."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"\.(?:com|org|net|info|co\.\w\w|\w\w)$")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return the name without case, accents, punctuation, leading article and web ending.

    Applied to its own result it changes nothing.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark)).strip()
    words = _WORD.findall(_ENDING.sub("", plain))
    while words and words[0] == "the":
        words = words[1:]
    return " ".join(words)


@cache
def _aliases() -> dict[str, str]:
    text = (files("provenance") / "data" / "organisation_aliases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {name_key(other): row["name"] for row in rows for other in row["aliases"].split("|") if other}


def known_as(name: str) -> str:
    """Return the name by which an organisation is commonly known ("Number 10": Downing Street); else the name."""
    return _aliases().get(name_key(name), name)


def same_name(left: str, right: str) -> bool:
    """Return whether two names are the same but for spelling, or one is the initials of the other.

    Symmetric. Initials count from two letters on ("AP", "Associated Press"); an empty name is like no other.
    """
    keys = name_key(left), name_key(right)
    if not all(keys):
        return False
    return keys[0] == keys[1] or keys[0] in _initials(keys[1]) or keys[1] in _initials(keys[0])


def _initials(key: str) -> set[str]:
    words = key.split()
    if len(words) < 2:
        return set()
    small = [word for word in words if word not in {"of", "the", "and", "for", "de", "la"}]
    found = {"".join(word[0] for word in words), "".join(word[0] for word in small)}
    return {letters for letters in found if len(letters) > 1}
