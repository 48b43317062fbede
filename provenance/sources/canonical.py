"""Join the mentions of one source over all articles and give each source its id and its fullest name.

Persons meet where given name and surname are spellings of one (``likeness.py``), organisations where all their words
are, and by known aliases and acronyms. Whoever has no name stays inside his article: two articles' "senior official"
are two sources.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from provenance.sources.groups import Group, Name
from provenance.sources.keys import plain
from provenance.sources.organisations import join_organisations
from provenance.sources.persons import join_persons
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
TELLING_WORDS = 5  # of a content that two texts hardly have by chance


def canonicalise(articles: pl.DataFrame, credited: pl.DataFrame, *, config: Sources) -> pl.DataFrame:
    """Give every attribution its source's id and canonical name.

    Reads ARTICLES and CREDITS, writes ATTRIBUTIONS, one row a credit. Named persons, organisations and news
    media are one source over all articles where their names agree: by key, or by a likeness of at least
    ``config.name_similarity`` (0..1): of given name times surname for persons, else of all words multiplied. A surname
    alone joins a full name only where one person bears it and role or affiliation agree. Unnamed sources, documents,
    whoever is of no known kind and bodies without a proper name ("the coastguard", "the defence ministry": whose?) stay
    apart by article, unless two articles credit them with the very same sentence, as copies do. Bare
    hearsay and pronouns that were not resolved have neither id nor name. The canonical name is the spelling with most
    words, then the most frequent, then the first by code point.

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
    groups = join_persons([one for one in named if one.kind == "named_person"], texts or {}, similarity)
    groups += join_organisations([one for one in named if one.kind != "named_person"], similarity)
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
    unknown = row["source_kind"] is None and not row["source_name"]
    if not name or unknown or (not row["source_name"] and plain(str(name)) in PRONOUNS):
        return None
    return str(row["article_id"]), str(row["source_kind"] or ""), str(name)


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
