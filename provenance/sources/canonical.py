"""Join the mentions of one source over all articles and give each source its id and its fullest name.

Persons meet on a transliteration key, organisations on a key of all their words, known aliases and acronyms. Whoever
has no name stays inside his article: two articles' "senior official" are two sources.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.sources.aliases import load_aliases
from provenance.sources.keys import name_key, plain, same_token, skeleton
from provenance.tables import ATTRIBUTIONS, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from provenance.config import Sources

NAMED = frozenset({"named_person", "named_organisation", "news_media"})
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "who", "which", "that", "him", "her", "them", "his", "their", "its", "i", "we", "you"}
    | {"one", "this", "those", "these", "whom", "whose", "us", "me", "my", "our"}
)


SHORTENED = 3  # letters of a key that may begin a longer given name
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
    names: list[Name] = field(default_factory=list)

    @property
    def about(self) -> frozenset[str]:
        """Words of all roles and affiliations."""
        return frozenset().union(*(name.about for name in self.names))


def canonicalise(articles: pl.DataFrame, credited: pl.DataFrame, *, config: Sources) -> pl.DataFrame:
    """Give every attribution its source's id and canonical name.

    Reads ARTICLES (input_id) and CREDITS, writes ATTRIBUTIONS, one row a credit. Named persons, organisations and news
    media are one source over all articles where their names agree: by key, and for persons by a likeness of given name
    and surname of at least ``config.name_similarity`` (0..1). A surname alone joins a full name only where one person
    bears it and role or affiliation agree. Unnamed sources, documents and bodies without a proper name ("the
    coastguard", "the defence ministry": whose?) stay apart by article, unless two articles credit them with the very
    same sentence, as copies do. Bare hearsay and pronouns that were not resolved have neither id nor name. The
    canonical name is the spelling with most words, then the most frequent, then the first by code point.

    No credits give no rows; the order of rows makes no difference. Cost: O(n log n), and O(k²) in a block of k names
    with one surname.
    """
    inputs = dict(articles.select("article_id", "input_id").iter_rows())
    rows = credited.sort("attribution_id").to_dicts()
    found = identify(rows, similarity=config.name_similarity)
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


def identify(rows: Iterable[Mapping[str, object]], *, similarity: float) -> dict[Mention, tuple[str, str]]:
    """Return (source_id, canonical name) of every mention of a source."""
    names = _collect(rows)
    named = [one for one in names.values() if one.kind in NAMED and not one.anonymous and _is_name(one.name)]
    groups = _join_persons([one for one in named if one.kind == "named_person"], similarity)
    groups += _join_organisations([one for one in named if one.kind != "named_person"])
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


def _join_persons(names: list[Name], similarity: float) -> list[Group]:
    ordered = sorted(names, key=lambda one: (-len(name_key(one.name)), plain(one.name), one.article_id))
    full = [one for one in ordered if len(name_key(one.name)) > 1]
    blocks: dict[str, list[Group]] = defaultdict(list)
    for one in full:
        key = name_key(one.name)
        block = blocks[skeleton(key[-1])]
        matching = [group for group in block if _same_person(group, key, one, similarity)]
        if len(matching) == 1:
            matching[0].names.append(one)
        else:
            block.append(Group(key, [one]))
    groups = [group for block in blocks.values() for group in block]
    return groups + _join_surnames([one for one in ordered if len(name_key(one.name)) <= 1], blocks)


def _same_person(group: Group, key: tuple[str, ...], one: Name, similarity: float) -> bool:
    """Tell whether two full names are one person's: surname and given name alike, middle names not at odds.

    An initial, or the beginning of a given name ("Pat", "Patrick"), stands for it only where role or affiliation agree.
    """
    if not same_token(group.key[-1], key[-1], similarity):
        return False
    first, second = group.key[0], key[0]
    if min(len(first), len(second)) == 1:
        return first[0] == second[0] and bool(group.about & one.about)
    middle = [{skeleton(word) for word in words[1:-1] if len(word) > 1} for words in (group.key, key)]
    if middle[0] and middle[1] and not middle[0] & middle[1]:
        return False
    if same_token(first, second, similarity):
        return True
    shorter, longer = sorted((first, second), key=len)
    begun = len(shorter) >= SHORTENED and len(longer) >= len(shorter) + 2 and longer.startswith(shorter)
    return begun and bool(group.about & one.about)


def _join_surnames(names: list[Name], blocks: Mapping[str, list[Group]]) -> list[Group]:
    """Join surnames alone: to the one bearer with a like role or affiliation, else a group of their own an article."""
    groups = []
    for one in names:
        key = name_key(one.name)
        bearers = [group for group in blocks.get(skeleton(key[0]), []) if group.key[-1] == key[0]] if key else []
        if len(bearers) == 1 and (
            bearers[0].about & one.about or any(n.article_id == one.article_id for n in bearers[0].names)
        ):
            bearers[0].names.append(one)
        else:
            groups.append(Group(("in article", one.article_id, *key), [one]))
    return groups


# ---------------------------------------------------------------- organisations


def _join_organisations(names: list[Name]) -> list[Group]:
    groups: dict[tuple[str, ...], Group] = {}
    for one in sorted(names, key=lambda one: (-len(one.name.split()), plain(one.name), one.article_id)):
        key = _organisation_key(one.name)
        groups.setdefault(key, Group(key)).names.append(one)
    return _join_acronyms(groups)


def _organisation_key(name: str) -> tuple[str, ...]:
    bare = re.sub(r"^(?:the\s+)?(?:[\w-]+-(?:based|run|owned|backed|led)\s+)?", "", name, flags=re.IGNORECASE)
    known = load_aliases().get(plain(bare).replace("-", " "))
    return ("organisation", *name_key(known or bare))


def _join_acronyms(groups: dict[tuple[str, ...], Group]) -> list[Group]:
    """Join "NOHR" to the one organisation with these initials."""
    initials: dict[str, list[Group]] = defaultdict(list)
    for group in groups.values():
        for short in {_initials(one.name) for one in group.names}:
            if len(short) > 2 and group not in initials[short]:
                initials[short].append(group)
    kept = []
    for group in groups.values():
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
