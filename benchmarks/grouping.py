"""Simple ways to group texts, and how far a grouping is the gold one; what ``benchmarks.clustering`` compares with."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.config import Embedding
from provenance.embedding import load_encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Rows = Sequence[Mapping[str, Any]]

SAME = 0.5  # share of events in common from which two sentences are one claim
CUTS = np.arange(0.04, 0.96, 0.02)
GOLD = {"claims": "cluster", "headlines": "cluster", "stories": "story_id", "leads": "story_id"}
MEASURES = ("P", "R", "F1", "graded F1", "B-cubed F1")


# ---------------------------------------------------------------- simple methods


def text_of(row: Mapping[str, Any]) -> str:
    """Return the text that simple methods compare: title and the first 1,200 characters."""
    return f"{row.get('title') or ''}\n{row['text'][:1200]}".strip()


def by_cosine(texts: Sequence[str]) -> Iterator[Labels]:
    """Yield groupings by average linkage on plain MiniLM cosine, one a threshold."""
    vectors = _plain(tuple(texts))
    yield from _linked(vectors @ vectors.T)


def by_community(texts: Sequence[str]) -> Iterator[Labels]:
    """Yield groupings by community_detection of sentence-transformers on plain MiniLM, singletons kept."""
    from sentence_transformers.util import community_detection

    vectors = _plain(tuple(texts)).astype(np.float32)
    for cut in CUTS[CUTS > 0.4]:
        labels = np.arange(len(texts)) + len(texts)
        for number, members in enumerate(community_detection(vectors, threshold=float(cut), min_community_size=2)):
            labels[members] = number
        yield labels


def by_words(texts: Sequence[str]) -> Iterator[Labels]:
    """Yield groupings by average linkage on TF-IDF of words and pairs of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weighed = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
    yield from _linked((weighed @ weighed.T).toarray())


def by_token_set(texts: Sequence[str]) -> Iterator[Labels]:
    """Yield groupings by average linkage on rapidfuzz's token_set_ratio."""
    from rapidfuzz import fuzz, process

    low = [text.lower() for text in texts]
    yield from _linked(process.cdist(low, low, scorer=fuzz.token_set_ratio, workers=-1).astype(np.float64) / 100)


OTHERS: dict[str, Callable[[Sequence[str]], Iterator[Labels]]] = {
    "community_detection, MiniLM": by_community,
    "average linkage, MiniLM": by_cosine,
    "average linkage, TF-IDF": by_words,
    "average linkage, token_set": by_token_set,
}
MOST_TOKEN_SETS = 2000  # texts; comparing more all with all takes too long


@cache
def _plain(texts: tuple[str, ...]) -> Matrix:
    encoder = load_encoder(Embedding(model="all-MiniLM-L6-v2"))
    return np.asarray(encoder.encode(list(texts)), dtype=np.float64)


def _linked(similarity: Matrix) -> Iterator[Labels]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = 1 - np.clip(similarity, 0, 1)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method="average")
    for cut in CUTS:
        yield fcluster(tree, t=1 - cut + 1e-9, criterion="distance")


# ---------------------------------------------------------------- measures


class Gold:
    """The gold grouping of a file, and what of any other grouping is right, by event."""

    def __init__(self, kind: str, rows: Rows) -> None:
        self.rows = rows
        self.labels = numbered([row[GOLD[kind]] for row in rows])
        self.units = numbered([(row.get("outlet") or "").lower() or (row.get("doc_id") or row["id"]) for row in rows])
        if kind == "leads":
            self.units = np.arange(len(rows))
        self.events = numbered([row.get("subtopic") or row[GOLD[kind]] for row in rows])
        told = [frozenset(row.get("claim_events", ())) for row in rows]
        self.told = told if any(told) else None

    def tallies(self, found: Labels) -> Matrix:
        """Return by event right, found and gold pairs, the same three graded, and B-cubed sums; shape (events, 9).

        A pair across two events counts half in each.
        """
        counts = np.zeros((int(self.events.max()) + 1, 9))
        for column, groups in enumerate((self._both(found), found, self.labels)):
            self._sum(counts, column, self._partners(groups) / 2)
        if self.told is not None:
            self._grade(counts, found)
        common = self._size(self._both(found))
        for column, values in (
            (6, common / self._size(found)),
            (7, common / self._size(self.labels)),
            (8, np.ones(len(found))),
        ):
            self._sum(counts, column, values)
        return counts

    def _both(self, found: Labels) -> Labels:
        return numbered(list(zip(self.labels.tolist(), found.tolist(), strict=True)))

    def _size(self, groups: Labels) -> Matrix:
        """Return for every item how large its group is."""
        return np.asarray(np.bincount(groups)[groups], dtype=np.float64)

    def _partners(self, groups: Labels) -> Matrix:
        """Return for every item how many of its group are of another outlet."""
        within = numbered(list(zip(groups.tolist(), self.units.tolist(), strict=True)))
        return self._size(groups) - self._size(within)

    def _sum(self, counts: Matrix, column: int, values: Matrix) -> None:
        counts[:, column] += np.bincount(self.events, weights=values, minlength=len(counts))

    def _grade(self, counts: Matrix, found: Labels) -> None:
        """Count the pairs that share half of their events as right, none as wrong; the others not at all."""
        left, right = pairs_of(found)
        apart = self.units[left] != self.units[right]
        left, right = left[apart], right[apart]
        shared = np.array([self._overlap(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True)])
        for column, kept in ((3, shared >= SAME), (4, (shared >= SAME) | (shared == 0))):
            self._add(counts, column, left[kept], right[kept])
        here, there = self._graded
        self._add(counts, 5, here, there)

    def _add(self, counts: Matrix, column: int, left: Labels, right: Labels) -> None:
        for side in (left, right):
            np.add.at(counts[:, column], self.events[side], 0.5)

    def _overlap(self, left: int, right: int) -> float:
        told = self.told or []
        return len(told[left] & told[right]) / max(1, len(told[left] | told[right]))

    @cached_property
    def _graded(self) -> tuple[Labels, Labels]:
        """Return the pairs of two outlets that share half of their events."""
        holders: dict[str, list[int]] = defaultdict(list)
        for place, told in enumerate(self.told or ()):
            for event in told:
                holders[event].append(place)
        pairs = {(a, b) for held in holders.values() for n, a in enumerate(held) for b in held[n + 1 :]}
        right = [(a, b) for a, b in sorted(pairs) if self.units[a] != self.units[b] and self._overlap(a, b) >= SAME]
        sides = np.array(right, dtype=np.int64).reshape(-1, 2).T
        return sides[0], sides[1]


def figures(tallies: Matrix) -> Matrix:
    """Return P, R, F1, graded F1 and B-cubed F1 of the summed tallies of events."""
    right, found, gold, graded, proposed, known, precision, recall, items = tallies.sum(0)
    p, r = right / max(found, 1e-9), right / max(gold, 1e-9)
    pc, rc = precision / items, recall / items
    return np.array([p, r, _f1(p, r), _f1(graded / max(proposed, 1e-9), graded / max(known, 1e-9)), _f1(pc, rc)])


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairs_of(labels: Labels) -> tuple[Labels, Labels]:
    """Return the two sides of every pair of items of one group."""
    order = np.argsort(labels, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    sides = [np.triu_indices(len(members), 1) for members in groups]
    left = np.concatenate([members[a] for members, (a, _) in zip(groups, sides, strict=True)])
    right = np.concatenate([members[b] for members, (_, b) in zip(groups, sides, strict=True)])
    return left, right


def numbered(values: Sequence[Hashable]) -> Labels:
    """Return a number for every value, equal for equal ones."""
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(value, len(number)) for value in values], dtype=np.int64)


def draws(events: int, rounds: int) -> Iterator[Labels]:
    """Yield rounds of events drawn with repetition."""
    rng = np.random.default_rng(0)
    for _ in range(rounds):
        yield rng.integers(0, events, events)


def interval(values: Sequence[float]) -> str:
    """Return the middle 90 % of values."""
    low, high = np.quantile(values, (0.05, 0.95))
    return f"{low:.3f} to {high:.3f}"
