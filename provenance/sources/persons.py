"""Which names of persons are one: full names by likeness, surnames by who bears them, sons apart from fathers."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from provenance.sources.aliases import load_genders
from provenance.sources.groups import Group, key_of
from provenance.sources.keys import ARTICLES, name_words, plain, suffix_of, token_key
from provenance.sources.likeness import block_keys, differences, same_token, words_likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from provenance.sources.groups import Name

SHORTENED = 3  # letters of a key that may begin a longer given name
BY_ROLE = 0.01  # likeness of a name to its shortened form: less than that of any two full names


def join_persons(names: list[Name], texts: Mapping[str, str], similarity: float) -> list[Group]:
    """Return groups of persons' names; full names first, then the surnames that can only mean one of them.

    ``texts`` of the articles, by article_id, tell whether "Jr" is a son or a way of writing. Cost: O(n log n), and
    O(k²) in a block of k names with like surnames.
    """
    ordered = sorted(names, key=lambda one: (-len(name_words(one.name)), plain(one.name), one.article_id))
    blocks = Blocks()
    sons = _sons(names, texts)
    younger: dict[tuple[str, ...], Group] = {}
    for one in ordered:
        if (key := key_of(name_words(one.name))) in sons and (suffix := suffix_of(one.name)):
            younger.setdefault((*key, suffix), Group((*key, suffix), name_words(one.name))).names.append(one)
            continue
        words = name_words(one.name)
        if len(words) > 1:
            group = blocks.named(key_of(words)) if len(words[0]) > 1 else None
            group = group or _likest(blocks.near(words[-1]), words, one, similarity)
            if group:
                group.names.append(one)
            else:
                blocks.add(Group(key_of(words), words, [one]))
    short = [one for one in ordered if len(name_words(one.name)) <= 1]
    return [*blocks.groups, *younger.values(), *_join_surnames(short, blocks, similarity)]


def _sons(names: Iterable[Name], texts: Mapping[str, str]) -> set[tuple[str, ...]]:
    """Return the keys of names that one article has with "Jr" and without: father and son, not two spellings."""
    found = set()
    for one in names:
        bare = re.sub(r"[\s,]+\S+$", "", one.name)
        text = texts.get(one.article_id, "")
        if suffix_of(one.name) and re.search(rf"{re.escape(bare)}(?!,?\s+(?:Jr|Sr|I{{2,3}}|IV)\b)", text):
            found.add(key_of(name_words(one.name)))
    return found


class Blocks:
    """Groups of full names, found by their whole key or by the consonants of their surname."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_key: dict[tuple[str, ...], Group] = {}
        self._by_surname: dict[str, list[int]] = defaultdict(list)

    def add(self, group: Group) -> None:
        """Add a group under all blocks of its surname."""
        for key in block_keys(group.words[-1]):
            self._by_surname[key].append(len(self.groups))
        self._by_key.setdefault(group.key, group)
        self.groups.append(group)

    def named(self, key: tuple[str, ...]) -> Group | None:
        """Return the group whose first name has this key."""
        return self._by_key.get(key)

    def near(self, surname: str) -> Iterator[Group]:
        """Yield the groups whose surnames may be spellings of this one, in the order in which they came."""
        for number in sorted({number for key in block_keys(surname) for number in self._by_surname.get(key, ())}):
            yield self.groups[number]


def _likest(groups: Iterable[Group], words: tuple[str, ...], one: Name, similarity: float) -> Group | None:
    """Return the group that a full name is most like; none where two are equally like."""
    found = [(likeness, group) for group in groups if (likeness := _person_likeness(group, words, one, similarity))]
    most = max((likeness for likeness, _ in found), default=0.0)
    best = [group for likeness, group in found if likeness == most]
    return best[0] if len(best) == 1 else None


def _person_likeness(group: Group, words: tuple[str, ...], one: Name, similarity: float) -> float:
    """Return the likeness of given name and surname, 0 where it is too little or the middle names are at odds.

    An initial, or the beginning of a given name ("Pat", "Patrick"), stands for it only where role or affiliation agree.
    A man's and a woman's name are never one, however like ("Jan", "Jane"), nor are names of one syllable with and
    without a final e ("Steel", "Steele"), which Arabic spells alike and English does not.
    """
    first, second = group.words[0], words[0]
    if not _may_meet(first, second) or not same_token(group.words[-1], words[-1], similarity):
        return 0.0
    if min(len(first), len(second)) == 1:
        return BY_ROLE if first[0] == second[0] and group.about & one.about else 0.0
    if _at_odds(group.words[1:-1], words[1:-1], similarity) or _genders(first, second) == {"m", "f"}:
        return 0.0
    likeness = words_likeness((first, group.words[-1]), (second, words[-1]))
    if likeness >= similarity:
        return 0.0 if _final_e(first, second) or _final_e(group.words[-1], words[-1]) else likeness
    shorter, longer = sorted(key_of((first, second)), key=len)
    begun = len(shorter) >= SHORTENED and len(longer) >= len(shorter) + 2 and longer.startswith(shorter)
    return BY_ROLE if begun and group.about & one.about else 0.0


def _may_meet(first: str, second: str) -> bool:
    """Tell at little cost whether two given names may be one: like consonants, or the same beginning."""
    begin_alike = first[:1] == second[:1] or token_key(first)[:1] == token_key(second)[:1]
    return begin_alike or not block_keys(first).isdisjoint(block_keys(second))


def _at_odds(one: tuple[str, ...], two: tuple[str, ...], similarity: float) -> bool:
    """Tell whether both have middle names, and none in common; initials say nothing."""
    left, right = ([word for word in words if len(word) > 1] for words in (one, two))
    return bool(left and right) and not any(same_token(a, b, similarity) for a in left for b in right)


def _final_e(one: str, two: str) -> bool:
    return "e at the end of one syllable" in differences(one, two)


def _genders(first: str, second: str) -> set[str | None]:
    return {load_genders().get(first), load_genders().get(second)}


def _join_surnames(names: list[Name], blocks: Blocks, similarity: float) -> list[Group]:
    """Join surnames alone: to the one bearer with a like role or affiliation, else a group of their own an article."""
    groups = []
    for one in names:
        words = name_words(one.name)
        bearers = list(_bearers(words[0], one, blocks, similarity)) if words else []
        if len(bearers) == 1 and (
            bearers[0].about & one.about or any(n.article_id == one.article_id for n in bearers[0].names)
        ):
            bearers[0].names.append(one)
        else:
            groups.append(Group(("in article", one.article_id, *key_of(words)), words, [one]))
    return groups


def _bearers(word: str, one: Name, blocks: Blocks, similarity: float) -> Iterator[Group]:
    """Yield who bears a surname in its own spelling, or where nobody does, in another.

    A given name without the article is nobody's surname that is written with it ("Hassan", "Suhail Al Hassan").
    """
    near = [group for group in blocks.near(word) if same_token(group.words[-1], word, similarity)]
    exact = [group for group in near if token_key(group.words[-1]) == token_key(word)]
    given = word in load_genders() and not _articled(one.name)
    yield from (group for group in exact or near if not (given and all(_articled(name.name) for name in group.names)))


def _articled(name: str) -> bool:
    """Tell whether an article stands before the last word of a name."""
    return bool(set(re.split(r"[\s-]+", plain(name))[-2:-1]) & ARTICLES)
