"""Join the mentions of one source over all articles and give each source its id and its fullest name.

Persons meet where given name and surname are spellings of one (``likeness.py``), organisations where all their words
are, and by known aliases and acronyms. Whoever has no name stays inside his article: two articles' "senior official"
are two sources.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.sources.aliases import is_name, load_aliases, load_genders
from provenance.sources.keys import ARTICLES, name_words, plain, suffix_of, token_key
from provenance.sources.likeness import block_keys, differences, same_token, words_likeness
from provenance.tables import ATTRIBUTIONS, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from provenance.config import Sources

NAMED = frozenset({"named_person", "named_organisation", "news_media"})
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "which", "that", "him", "her", "them", "his", "their", "its", "i", "we", "you"}
    | {"one", "this", "those", "these", "whom", "whose", "us", "me", "my", "our"}
)
SHORTENED = 3  # letters of a key that may begin a longer given name
BY_ROLE = 0.01  # likeness of a name to its shortened form: less than that of any two full names
TELLING_WORDS = 5  # of a content that two texts hardly have by chance


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


def canonicalise(articles: pl.DataFrame, credited: pl.DataFrame, *, config: Sources) -> pl.DataFrame:
    """Give every attribution its source's id and canonical name.

    Reads ARTICLES and CREDITS, writes ATTRIBUTIONS, one row a credit. Named persons, organisations and news
    media are one source over all articles where their names agree: by key, or by a likeness of at least
    ``config.name_similarity`` (0..1): of given name times surname for persons, else of all words multiplied. A surname
    alone joins a full name only where one person bears it and role or affiliation agree. Unnamed sources, documents
    and bodies without a proper name ("the coastguard", "the defence ministry": whose?) stay apart by article, unless
    two articles credit them with the very same sentence, as copies do. Bare hearsay and pronouns that were not
    resolved have neither id nor name. The canonical name is the spelling with most words, then the most frequent,
    then the first by code point.

    No credits give no rows; the order of rows makes no difference. Cost: O(n log n), and O(k²) in a block of k names
    whose surnames have like consonants.
    """
    inputs = dict(articles.select("article_id", "input_id").iter_rows())
    rows = credited.sort("attribution_id").to_dicts()
    texts = {key: text or "" for key, text in articles.select("article_id", "text").iter_rows()}
    found = identify(rows, similarity=config.name_similarity, texts=texts)
    columns = [name for name in ATTRIBUTIONS.columns if name in credited.columns]
    return ATTRIBUTIONS.frame(
        {
            **{name: row[name] for name in columns},
            "input_id": inputs.get(row["article_id"]),
            **dict(zip(("source_id", "source"), _identity(row, found), strict=True)),
        }
        for row in rows
    )


def _identity(
    row: Mapping[str, object], found: Mapping[Mention, tuple[str, str]]
) -> tuple[str, str] | tuple[None, None]:
    mention = _mention(row)
    return found[mention] if mention else (None, None)


Mention = tuple[str, str, str]  # article, kind, name


def identify(
    rows: Iterable[Mapping[str, object]], *, similarity: float, texts: Mapping[str, str] | None = None
) -> dict[Mention, tuple[str, str]]:
    """Return (source_id, canonical name) of every mention of a source; the articles' ``texts`` tell son from father."""
    names = _collect(rows)
    named = [one for one in names.values() if one.kind in NAMED and not one.anonymous and _is_name(one.name)]
    groups = _join_persons([one for one in named if one.kind == "named_person"], texts or {}, similarity)
    groups += _join_organisations([one for one in named if one.kind != "named_person"], similarity)
    taken = {id(name): group for group in groups for name in group.names}
    local = _local_ids({mention: one for mention, one in names.items() if id(one) not in taken})
    found = {}
    for mention, one in names.items():
        group = taken.get(id(one))
        found[mention] = (_group_id(group), canonical_name(group.names)) if group else (local[mention], one.name)
    return found


def canonical_name(names: Iterable[Name]) -> str:
    """Return the fullest name, then the most frequent, then the first by code point; no person's in capitals."""
    counts: Counter[str] = Counter()
    shouted = set()
    for one in names:
        counts[one.name] += one.count
        if one.kind == "named_person" and one.name.isupper():
            shouted.add(one.name)
    return min(counts, key=lambda name: (-len(re.findall(r"[\w'’.]+", name)), name in shouted, -counts[name], name))


def _mention(row: Mapping[str, object]) -> Mention | None:
    name = row["source_name"] or row["source_text"]
    if not name or row["source_kind"] is None or (not row["source_name"] and plain(str(name)) in PRONOUNS):
        return None
    return str(row["article_id"]), str(row["source_kind"]), str(name)


def _collect(rows: Iterable[Mapping[str, object]]) -> dict[Mention, Name]:
    found: dict[Mention, Name] = {}
    for row in rows:
        mention = _mention(row)
        if mention:
            one = found.setdefault(mention, Name(mention[0], mention[1], mention[2]))
            one.count += 1
            words = re.findall(r"[a-z]{3,}", plain(f"{row['role'] or ''} {row['affiliation'] or ''}"))
            one.about |= frozenset(words)
            one.anonymous |= bool(row["anonymous"])
            one.contents |= _telling(str(row["content_text"] or ""))
    return found


def _is_name(name: str) -> bool:
    return any(word[:1].isupper() for word in name.split()) and ";" not in name


def _telling(content: str) -> frozenset[str]:
    return frozenset({plain(content)}) if len(content.split()) >= TELLING_WORDS else frozenset()


def _local_ids(names: Mapping[Mention, Name]) -> dict[Mention, str]:
    """Return the id of each source that is known in its own article only.

    Articles that credit the same words with the very same sentence copy one text, and mean one source.
    """
    first: dict[tuple[str, str, str], str] = {}
    found = {}
    for mention in sorted(names):
        one = names[mention]
        said = [(one.kind, plain(one.name), content) for content in sorted(one.contents)]
        article_id = min((first[key] for key in said if key in first), default=one.article_id)
        for key in said:
            first.setdefault(key, article_id)
        found[mention] = digest("in article", article_id, one.kind, plain(one.name))
    return found


def _group_id(group: Group) -> str:
    return digest("source", *group.key)


# ---------------------------------------------------------------- persons


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(token_key(word) for word in words)


def _join_persons(names: list[Name], texts: Mapping[str, str], similarity: float) -> list[Group]:
    ordered = sorted(names, key=lambda one: (-len(name_words(one.name)), plain(one.name), one.article_id))
    blocks = Blocks()
    sons = _sons(names, texts)
    younger: dict[tuple[str, ...], Group] = {}
    for one in ordered:
        if (key := _key(name_words(one.name))) in sons and (suffix := suffix_of(one.name)):
            younger.setdefault((*key, suffix), Group((*key, suffix), name_words(one.name))).names.append(one)
            continue
        words = name_words(one.name)
        if len(words) > 1:
            group = blocks.named(_key(words)) if len(words[0]) > 1 else None
            group = group or _likest(blocks.near(words[-1]), words, one, similarity)
            if group:
                group.names.append(one)
            else:
                blocks.add(Group(_key(words), words, [one]))
    short = [one for one in ordered if len(name_words(one.name)) <= 1]
    return [*blocks.groups, *younger.values(), *_join_surnames(short, blocks, similarity)]


def _sons(names: Iterable[Name], texts: Mapping[str, str]) -> set[tuple[str, ...]]:
    """Return the keys of names that one article has with "Jr" and without: father and son, not two spellings."""
    found = set()
    for one in names:
        bare = re.sub(r"[\s,]+\S+$", "", one.name)
        text = texts.get(one.article_id, "")
        if suffix_of(one.name) and re.search(rf"{re.escape(bare)}(?!,?\s+(?:Jr|Sr|I{{2,3}}|IV)\b)", text):
            found.add(_key(name_words(one.name)))
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
    shorter, longer = sorted(_key((first, second)), key=len)
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
            groups.append(Group(("in article", one.article_id, *_key(words)), words, [one]))
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


# ---------------------------------------------------------------- organisations


def _join_organisations(names: list[Name], similarity: float) -> list[Group]:
    groups: dict[tuple[str, ...], Group] = {}
    for one in sorted(names, key=lambda one: (-len(one.name.split()), plain(one.name), one.article_id)):
        words = _organisation_words(one.name)
        key = ("organisation", *_key(words))
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
