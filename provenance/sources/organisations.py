"""Which names of organisations are one: the same words, in one spelling or two; a known alias; an acronym."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from provenance.sources.aliases import is_name, load_aliases
from provenance.sources.groups import Group, key_of
from provenance.sources.keys import name_words, plain, token_key
from provenance.sources.likeness import block_keys, words_likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.sources.groups import Name


def join_organisations(names: list[Name], similarity: float) -> list[Group]:
    """Return groups of the names of organisations and media; cost as for persons, blocks being of all words."""
    groups: dict[tuple[str, ...], Group] = {}
    for one in sorted(names, key=lambda one: (-len(one.name.split()), plain(one.name), one.article_id)):
        words = _organisation_words(one.name)
        key = ("organisation", *key_of(words))
        groups.setdefault(key, Group(key, words)).names.append(one)
    return _join_acronyms(_join_spellings(groups.values(), similarity))


def _organisation_words(name: str) -> tuple[str, ...]:
    """Return the words of an organisation or its known name, also without an article grown together: "Deir Ezzor"."""
    bare = re.sub(r"^(?:the\s+)?(?:[\w-]+-(?:based|run|owned|backed|led)\s+)?", "", name, flags=re.IGNORECASE)
    known = load_aliases().get(plain(bare).replace("-", " ")) or bare
    return name_words(re.sub(r"(?<=\w[\s-])(?:e([dnrstz])|a(z))[\s-]?(?=\1|\2)", "", known, flags=re.IGNORECASE))


def _join_spellings(groups: Iterable[Group], similarity: float) -> list[Group]:
    """Join the names of organisations that are spelt in two ways: "Deir al-Zor Council", "Dayr az-Zawr Council"."""
    kept: list[Group] = []
    blocks: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        block = blocks[tuple(min(block_keys(word)) for word in group.words)]
        alike = [other for other in block if same_organisation(other, group, similarity)]
        if len(alike) == 1:
            alike[0].names.extend(group.names)
        else:
            block.append(group)
            kept.append(group)
    return kept


def same_organisation(one: Group, two: Group, similarity: float) -> bool:
    """Tell whether two names of organisations are the same word for word, in two spellings.

    Words of the language and acronyms have one spelling ("Health", "Wealth"; "SANA", "SINA"), and so have two names
    that are both known in news ("Oman", "Amman").
    """
    if words_likeness(one.words, two.words) < similarity:
        return False
    acronyms = _acronyms(one) | _acronyms(two)
    return all(
        token_key(first) == token_key(second) or not ({first, second} & acronyms or _two_words(first, second))
        for first, second in zip(one.words, two.words, strict=True)
    )


def _acronyms(group: Group) -> set[str]:
    return {plain(word) for name in group.names for word in name.name.split() if word.isupper()}


def _two_words(first: str, second: str) -> bool:
    kinds = is_name(first), is_name(second)
    return False in kinds or kinds == (True, True)


def _join_acronyms(groups: list[Group]) -> list[Group]:
    """Join "NOHR" to the one organisation with these initials."""
    initials: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for short in {_initials(one.name) for one in group.names}:
            if len(short) > 2 and group not in initials[short]:
                initials[short].append(group)
    kept = []
    for group in groups:
        acronyms = {one.name.replace(".", "") for one in group.names}
        short = next(iter(acronyms)) if len(acronyms) == 1 else ""
        full = initials.get(short, []) if short.isupper() else []
        if len(full) == 1 and full[0] is not group:
            full[0].names.extend(group.names)
        else:
            kept.append(group)
    return kept


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 2 else ""
