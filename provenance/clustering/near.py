"""Claims of one story that are near one another, in one cluster or not, and how likely they state one matter."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from provenance import tables
from provenance.clustering.evidence import Wording
from provenance.clustering.matching import load_matcher
from provenance.clustering.neighbours import near_pairs
from provenance.clustering.words import Rarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from provenance.config import Clustering

    Places = tuple[int, int]

NEIGHBOURS = 12  # of every claim in its story, by the sentence vectors
ELSEWHERE = 6  # of every claim in all stories: two short reports of one event may have been taken for two
LEAST_ELSEWHERE = 0.08  # likelihood of one matter below which one of another story is left out
LEAST = 0.02  # likelihood of one matter below which a neighbour is left out
MOST = 60  # claims of a cluster that are taken all with all; of more, each with its next 60


def near_claims(
    statements: pl.DataFrame, vectors: pl.DataFrame, matches: pl.DataFrame, *, config: Clustering
) -> pl.DataFrame:
    """Return the pairs of claims that may be of one matter, though they be worded unlike one another.

    Reads STATEMENTS, VECTORS and MATCHES, writes NEAR, one row a pair: the claims of a cluster, and of every claim the
    ``NEIGHBOURS`` nearest of its story that are at least ``LEAST`` likely to state the same matter, and the
    ``ELSEWHERE`` nearest of all that are ``LEAST_ELSEWHERE`` likely. A denial is seldom worded as what it denies, so
    that the two may stand in two clusters. The likelihood is that of claim matching,
    without what keeps claims of one article apart. Claims of one story in the same words are listed by the one of the
    least claim_id, so that copies crowd out no neighbour. Cost: near linear in claims (see ``near_pairs``).
    """
    known = {text_id: (vector, actions) for text_id, vector, actions in vectors.iter_rows()}
    placed = {claim_id: (story, cluster) for claim_id, story, cluster in _places(matches)}
    told = _distinct(statements.select("claim_id", "claim").sort("claim_id").rows(), placed)
    if len(told) < 2:
        return tables.NEAR.empty()
    wordings = [Wording(text, *known[claim_id]) for claim_id, text in told]
    matcher = load_matcher(config)
    prepared = matcher.prepare(wordings, Rarity(sorted({text for _, text in told})))
    stories, clusters = ([placed[claim_id][side] for claim_id, _ in told] for side in (0, 1))
    inside, beside, elsewhere = _in_clusters(clusters), _in_stories(stories, prepared.vectors), _any(prepared.vectors)
    places = sorted(inside | beside | elsewhere)
    left, right = (np.array([place[side] for place in places], dtype=np.int64) for side in (0, 1))
    return tables.NEAR.frame(
        {"a_claim_id": told[place[0]][0], "b_claim_id": told[place[1]][0], "likelihood": round(likelihood, 4)}
        for place, likelihood in zip(places, matcher.similarity(prepared, left, right).tolist(), strict=True)
        if place in inside or likelihood >= (LEAST if place in beside else LEAST_ELSEWHERE)
    )


def _distinct(told: Sequence[tuple[str, str]], placed: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for claim_id, text in told:
        first.setdefault((placed[claim_id][0], text), (claim_id, text))
    return list(first.values())


def _places(matches: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    yield from matches.select("claim_id", "story_id", "cluster_id").iter_rows()


def _in_stories(stories: Sequence[str], vectors: NDArray[np.float64]) -> set[Places]:
    members: dict[str, list[int]] = defaultdict(list)
    for place, story in enumerate(stories):
        members[story].append(place)
    return {
        (listed[a], listed[b])
        for listed in members.values()
        for a, b in zip(*near_pairs(vectors[listed], NEIGHBOURS), strict=True)
    }


def _any(vectors: NDArray[np.float64]) -> set[Places]:
    return {(int(a), int(b)) for a, b in zip(*near_pairs(vectors, ELSEWHERE), strict=True)}


def _in_clusters(clusters: Sequence[str]) -> set[Places]:
    members: dict[str, list[int]] = defaultdict(list)
    for place, cluster in enumerate(clusters):
        members[cluster].append(place)
    return {
        (one, other)
        for listed in members.values()
        for number, one in enumerate(listed)
        for other in listed[number + 1 : number + 1 + MOST]
    }
