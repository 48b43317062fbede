"""A source phrase as read: the record that the readers of phrases fill and the resolver works on."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(r"[^\W_](?:[\w'’&/-]|\.(?=\w))*\.?")


@dataclass(frozen=True)
class Mention:
    """What a phrase says by itself.

    ``form`` is person, organisation, media, role, group, document, social, hearsay, outlet, pronoun, joint, common (an
    organisation without a name: "the ministry") or unknown.
    """

    text: str
    form: str
    name: str | None = None
    head: str | None = None  # singular noun that says what it is
    modifiers: tuple[str, ...] = ()  # folded words before the head
    role: str | None = None
    affiliation: str | None = None
    definite: bool = False
    plural: bool = False
    gender: str | None = None  # m, f; of a pronoun its kind, see data/pronouns.csv
    titled: bool = False
    partial: bool = False  # known by a first name or an alias only
    members: tuple[Mention, ...] = ()


def tidy(phrase: str) -> str:
    """Return a phrase on one line without outer punctuation, quotation marks, parentheses and possessive ending."""
    text = re.sub(r"\s*\([^)]*\)?", "", phrase.replace("\u00ad", ""))
    text = re.sub(r"\s+", " ", text).strip(' ,;:."“”‘`()[]—–-')
    return re.sub(r"['’]s?$", "", text)


def words_of(text: str) -> list[str]:
    """Return the words of a phrase; a full stop stays with an abbreviation or an initial."""
    return [found.group() for found in TOKEN.finditer(text)]
