"""Names as articles print them, and groups of names that mean one source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.sources.keys import token_key

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass
class Name:
    """One source as one article names it."""

    article_id: str
    kind: str
    name: str
    count: int = 0
    about: frozenset[str] = frozenset()  # words of role and affiliation
    anonymous: bool = False
    contents: frozenset[str] = frozenset()  # what it is credited with, word for word


@dataclass
class Group:
    """Names that mean one source."""

    key: tuple[str, ...]
    words: tuple[str, ...]  # plain, of the first name
    names: list[Name] = field(default_factory=list)

    @property
    def about(self) -> frozenset[str]:
        """Words of all roles and affiliations."""
        return frozenset().union(*(name.about for name in self.names))


def key_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the words of a name."""
    return tuple(token_key(word) for word in words)
