"""Which articles share text, and which had it first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from provenance import tables
from provenance.addresses import host_of
from provenance.origins.names import same_name
from provenance.origins.shingles import Body, cover, read_bodies, winnow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl
    from numpy.typing import NDArray

    from provenance.config import Origins

    Row = Mapping[str, Any]

RESIDUE_ARTICLES = 4  # a shingle in this many articles of one site is a menu, a caption, a notice
MAX_ARTICLES = 50  # articles with a shingle that is in more of them are each compared with the first of these only
BLOCK = 4096  # articles whose pairs are held in memory at once
OTHER_CONTAINMENT = 0.2  # a copy also fills this share of the other article; else it is an excerpt, and partial
PARTIAL_CONTAINMENT = 0.1
COPY_RUN = 40  # words of the longest run of a copy, or half of the shorter article
MOSTLY = 0.5
PARTIAL_WORDS = 16  # so many of its own words; a name with its title makes no partial copy of a short report
PARTIAL_LEAST_RUN = 15  # one run of that many among them; set phrases add up in long texts
PARTIAL_RUN = 25  # words outside quotation marks: a paragraph taken over whole, however long the rest


@dataclass(frozen=True)
class Overlap:
    """What one article shares with another: shares 0..1, runs in words, passages as offsets."""

    own_words: int
    own: float  # of the words that are nobody's quoted words
    unmarked: float  # of the words outside quotation marks, as printed
    whole: float  # of all words
    quoted: float  # share of the common words that stand inside quotation marks
    longest: int
    longest_own: int
    passages: list[list[int]]


def find_copies(articles: pl.DataFrame, *, config: Origins) -> pl.DataFrame:
    """Find pairs of articles that share passages word for word.

    Reads ARTICLES, writes COPIES, one row a pair that shares enough. Bodies are compared by shingles of
    ``config.shingle_words`` words (5) and a passage counts from ``config.passage_words`` words (8) on; ``containment``
    is the share, 0..1, of an article's own words (nobody's quotation, in either text, and no post shown whole) that
    stand in such passages, ``unmarked`` that of its words outside quotation marks as printed. A pair is

    - *copy*: ``config.copy_containment`` of one and a fifth of the other, with a run of 40 words or half the shorter;
    - *partial*: a tenth of either's own words, 16 at least, with a run of 15 of them, or any run of 25 of them;
    - *quotes*: most shared words stand inside quotation marks, in one of the two at least, or in a post shown whole:
      one speech written up twice, not copying.

    Other pairs have no row. Shingles in four or more articles of one site are residue and count only if the pair is a
    copy with them. ``earlier`` follows a credit (the other article names this outlet as its first publisher or agency),
    else the dates; it is null where neither tells: that one text holds the other says nothing of which was first, for
    papers cut agency reports and add to them. ``evidence`` says what the later one left out and added. Articles without
    a body share nothing.

    Pairs are found by an inverted index of winnowed shingles, which misses no passage; what more than 50 articles share
    is compared with the first of them only, so that a report printed by a thousand outlets gives a thousand rows, not
    half a million. Cost: linear in words and pairs (100,000 articles: benchmarks/README.md).

    Broder (1997), "On the resemblance and containment of documents"; Schleimer, Wilkerson & Aiken (SIGMOD 2003),
    "Winnowing: local algorithms for document fingerprinting".
    """
    rows = {row["article_id"]: row for row in articles.sort("article_id").iter_rows(named=True)}
    bodies = read_bodies((key, row["text"], row["body_spans"]) for key, row in rows.items())
    shingles = [body.shingles(config.shingle_words) for body in bodies]
    residue = _residue(shingles, [_site(row) for row in rows.values()])
    found = []
    for left, right in _candidates(shingles, least=max(1, config.passage_words - config.shingle_words + 1)):
        pair = _compare(bodies[left], bodies[right], (shingles[left], shingles[right]), residue, config)
        if pair is not None:
            found.append(_row(rows[bodies[left].article_id], rows[bodies[right].article_id], *pair))
    return tables.COPIES.frame(found)


def _site(row: Row) -> str | None:
    return row["outlet"] or host_of(row["url"])


def _residue(shingles: list[NDArray[np.uint64]], sites: list[str | None]) -> NDArray[np.uint64]:
    """Return the shingles that stand in many articles of one site."""
    by_site = defaultdict(list)
    for hashes, site in zip(shingles, sites, strict=True):
        if site:
            by_site[site].append(np.unique(hashes))
    frequent = [np.empty(0, dtype=np.uint64)]
    for lists in by_site.values():
        values, counts = np.unique(np.concatenate(lists), return_counts=True)
        frequent.append(values[counts >= RESIDUE_ARTICLES])
    return np.unique(np.concatenate(frequent))


def _candidates(shingles: list[NDArray[np.uint64]], *, least: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions that share at least ``least`` distinct shingles, in order.

    Texts that share ``least`` shingles in a row share one of those that winnowing keeps: only these are looked up.
    """
    kept = [winnow(hashes, least) for hashes in shingles]
    everything = np.concatenate([np.empty(0, dtype=np.uint64), *kept])
    owner = np.repeat(np.arange(len(kept), dtype=np.int32), [len(hashes) for hashes in kept])
    _, first, column, count = np.unique(everything, return_index=True, return_inverse=True, return_counts=True)
    shared = (count[column] > 1) & (count[column] <= MAX_ARTICLES)
    incidence = sparse.csr_matrix(
        (np.ones(shared.sum(), dtype=np.int32), (owner[shared], column[shared])), shape=(len(kept), len(count))
    )
    articles_of = incidence.T.tocsr()
    common = count[column] > MAX_ARTICLES
    with_first = sparse.csr_matrix(
        (np.ones(common.sum(), dtype=np.int32), (owner[first][column[common]], owner[common])), shape=(len(kept),) * 2
    )
    for start in range(0, len(kept), BLOCK):
        block = slice(start, start + BLOCK)
        together = sparse.triu(incidence[block] @ articles_of + with_first[block], k=start + 1).tocsr()
        together.sort_indices()
        for left, (low, high) in enumerate(pairwise(together.indptr.tolist()), start):
            for right in together.indices[low:high].tolist():
                if len(np.intersect1d(shingles[left], shingles[right])) >= least:
                    yield left, right


def _compare(
    left: Body,
    right: Body,
    shingles: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    residue: NDArray[np.uint64],
    config: Origins,
) -> tuple[str, Overlap, Overlap] | None:
    """Return kind and overlap from both sides, or None where too little is shared."""
    common = np.intersect1d(*shingles)
    size = config.shingle_words
    if left.quoted.any() or right.quoted.any():
        left, right = left.with_quotations_of(right, size), right.with_quotations_of(left, size)
    full = _overlap(left, shingles[0], common, config), _overlap(right, shingles[1], common, config)
    if _is_copy(*full, len(left), len(right), config):
        return ("copy", *full)
    telling = np.setdiff1d(common, residue, assume_unique=True)
    rest = (
        full
        if len(telling) == len(common)
        else (_overlap(left, shingles[0], telling, config), _overlap(right, shingles[1], telling, config))
    )
    longest = max(part.longest_own for part in rest)
    tenth = any(part.own >= PARTIAL_CONTAINMENT and part.own_words >= PARTIAL_WORDS for part in rest)
    if longest >= PARTIAL_RUN or (tenth and longest >= PARTIAL_LEAST_RUN):
        return ("partial", *rest)
    return ("quotes", *rest) if all(part.passages and part.quoted > MOSTLY for part in rest) else None


def _overlap(body: Body, shingles: NDArray[np.uint64], common: NDArray[np.uint64], config: Origins) -> Overlap:
    starts = np.flatnonzero(np.isin(shingles, common, kind="sort"))
    shared = cover(len(body), starts, config.shingle_words)
    runs = [(low, high) for low, high in _runs(shared) if high - low >= config.passage_words]
    shared = np.zeros(len(body), dtype=np.bool_)
    for low, high in runs:
        shared[low:high] = True
    own = ~body.quoted
    return Overlap(
        own_words=int(shared[own].sum()),
        own=_share(shared[own]),
        unmarked=_share(shared[~body.marked]),
        whole=_share(shared),
        quoted=_share(body.quoted[shared]),
        longest=max((high - low for low, high in runs), default=0),
        longest_own=max((high - low for low, high in _runs(shared & own)), default=0),
        passages=[[int(body.starts[low]), int(body.ends[high - 1])] for low, high in runs],
    )


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the half-open stretches where the flags are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _is_copy(left: Overlap, right: Overlap, left_words: int, right_words: int, config: Origins) -> bool:
    run = min(COPY_RUN, min(left_words, right_words) // 2)
    return (
        max(left.own, right.own) >= config.copy_containment
        and min(left.own, right.own) >= OTHER_CONTAINMENT
        and max(left.longest, right.longest) >= run
    )


def _row(left: Row, right: Row, kind: str, here: Overlap, there: Overlap) -> dict[str, object]:
    earlier, why = _earlier(left, right)
    where = "inside quotation marks" if kind == "quotes" else "word for word"
    said = [
        f"{here.whole:.0%} and {there.whole:.0%} of the words {where}, "
        f"longest run {max(here.longest, there.longest)} words"
    ]
    if earlier and kind != "quotes":
        first, later = (here, there) if earlier == left["article_id"] else (there, here)
        said.append(f"the later one leaves out {1 - first.whole:.0%} of the earlier and adds {1 - later.whole:.0%}")
    return {
        "article_id": left["article_id"],
        "other_id": right["article_id"],
        "kind": kind,
        "containment": here.own,
        "other_containment": there.own,
        "unmarked": here.unmarked,
        "other_unmarked": there.unmarked,
        "passages": here.passages,
        "other_passages": there.passages,
        "longest_run": max(here.longest, there.longest),
        "earlier": earlier,
        "evidence": "; ".join([*said, *([why] if why else [])]),
    }


def _earlier(left: Row, right: Row) -> tuple[str | None, str | None]:
    """Return the article_id of the original and what shows it."""
    credited = [_credits(right, left), _credits(left, right)]
    if any(credited) and not all(credited):
        first, how = (left, credited[0]) if credited[0] else (right, credited[1])
        return first["article_id"], how
    here, there = left["published_at"] or "", right["published_at"] or ""
    known = min(len(here), len(there))  # "2015-06" and "2015-06-08" do not tell which was first
    if here[:known] == there[:known]:
        return None, None
    first = left if here < there else right
    return first["article_id"], f"published {min(here, there)} before {max(here, there)}"


def _credits(article: Row, other: Row) -> str | None:
    """Return how ``article`` names the outlet of ``other`` as its origin, else None."""
    if not other["outlet"] or other["passed_on"]:
        return None
    if article["agency"] and same_name(article["agency"], other["outlet"]):
        return f"credited to {article['agency']}"
    if article["passed_on"] and article["outlet"] and same_name(article["outlet"], other["outlet"]):
        return f"republished from {article['outlet']}"
    return None
