"""Stories first, then claims inside a story."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance import tables
from provenance.clustering import sets
from provenance.clustering.agreement import Said, compatible, read_said
from provenance.clustering.evidence import Wording
from provenance.clustering.linkage import complete_linkage, group, square
from provenance.clustering.matching import load_matcher
from provenance.clustering.neighbours import near_pairs
from provenance.clustering.stories import Told, group_articles, read_day
from provenance.clustering.words import Rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray
    from scipy import sparse

    from provenance.clustering.evidence import Wordings
    from provenance.clustering.matching import Matcher
    from provenance.config import Clustering

    Row = Mapping[str, Any]
    Matrix = NDArray[np.float64]
    Numbers = NDArray[np.int64]

WITHIN = 0.2  # times the odds of two claims of one article; of twelve such clusters read, two were right without it
UNDATED = "~"  # sorts after every date


def cluster_claims(
    articles: pl.DataFrame,
    attributions: pl.DataFrame,
    statements: pl.DataFrame,
    vectors: pl.DataFrame,
    *,
    config: Clustering,
    matcher: Matcher | None = None,
) -> pl.DataFrame:
    """Group claims that state the same matter, whether they agree or contradict each other.

    Reads ARTICLES, ATTRIBUTIONS, STATEMENTS and VECTORS, writes MATCHES, one row a claim. Articles are grouped into
    stories (average linkage at ``config.story_threshold`` on meaning, words, names and dates); claims of a story are
    grouped by average linkage at ``config.claim_threshold`` on the likelihood, 0..1, that a pair states the same
    matter (see ``explain_match``; ``matcher`` takes the place of the shipped weights). Neither negation nor different
    figures keep claims apart, but "we" or "I" in the mouths of two speakers does, and claims of one article need more
    likelihood, since an article seldom says a thing twice. Claims in the very same words are one cluster even across
    stories. A claim like no other is a cluster of one, without a similarity.

    Inside a cluster, claims that say the very same share an ``agreement_id``: every pair is at least
    ``config.agreement_threshold`` likely, and figures, names, polarity, certainty and time go together. Only such
    claims confirm one another. Stories, clusters and agreements are named after their earliest article and claim (by
    date, undated last, then id), so growth seldom renames them. No claims give no rows. Cost: near linear in claims (an
    index proposes 64 neighbours of each), and quadratic in the size of what likely pairs link.
    """
    dates = dict(articles.select("article_id", "published_at").iter_rows())
    vector_of = {
        text_id: Wording("", vector, actions)
        for text_id, vector, actions in vectors.select("text_id", "vector", "actions").iter_rows()
    }
    story_of = _name_stories(articles.sort("article_id"), vector_of, config.story_threshold)
    claims = _read_claims(statements, attributions, dates)
    by_story = defaultdict(list)
    for claim in claims:
        by_story[story_of[claim["article_id"]]].append(claim)
    rarity = Rarity(sorted({_same_words(claim["claim"]): claim["claim"] for claim in claims}.values()))
    compared = _Compared(vector_of, rarity, matcher or load_matcher(config))
    clusters = _merge_same_words(
        cluster for told in by_story.values() for cluster in _group_story(told, compared, config.claim_threshold)
    )
    return tables.MATCHES.frame(
        row for members in clusters for row in _rows(members, compared, story_of, config.agreement_threshold)
    )


def _read_claims(statements: pl.DataFrame, attributions: pl.DataFrame, dates: Mapping[str, str | None]) -> list[Row]:
    """Return the claims by date, each with what it says and its place in that order."""
    credit_of = {row["attribution_id"]: row for row in attributions.iter_rows(named=True)}
    columns = ("claim_id", "article_id", "claim", "attribution_id", "quantities", "as_of", "negated", "modality")
    rows = sorted(
        statements.select(columns).iter_rows(named=True),
        key=lambda claim: (dates[claim["article_id"]] or UNDATED, claim["claim_id"]),
    )
    return [
        {**claim, "order": order, "said": read_said(claim, credit_of.get(claim["attribution_id"] or ""))}
        for order, claim in enumerate(rows)
    ]


def _name_stories(articles: pl.DataFrame, vector_of: Mapping[str, Wording], threshold: float) -> dict[str, str]:
    """Return the story_id of each article."""
    rows = articles.select("article_id", "title", "text", "body_spans", "published_at").to_dicts()
    copies: dict[Told, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["published_at"] or UNDATED, row["article_id"])):
        copies[_told(row)].append(row)
    vectors = _matrix([alike[0]["article_id"] for alike in copies.values()], vector_of)
    numbers = group_articles(list(copies), vectors, threshold=threshold).tolist()
    first: dict[int, str] = {}
    story_of = {}
    for number, alike in zip(numbers, copies.values(), strict=True):
        story_id = first.setdefault(number, tables.digest("story", alike[0]["article_id"]))
        story_of.update({row["article_id"]: story_id for row in alike})
    return story_of


def _told(article: Row) -> Told:
    body = (article["text"][start:end] for start, end in article["body_spans"] or [])
    return Told("\n".join([article["title"] or "", *body]), read_day(article["published_at"]))


def _matrix(text_ids: Sequence[str], vector_of: Mapping[str, Wording]) -> Matrix:
    if not text_ids:
        return np.zeros((0, 1))
    return np.array([vector_of[text_id].vector for text_id in text_ids], dtype=np.float64)


def _group_story(claims: Sequence[Row], compared: _Compared, threshold: float) -> list[list[Row]]:
    """Return the clusters of one story, claims in the order given.

    Claims in the same words weigh as one: else ten copies of a claim would draw the mean of a cluster towards it.
    """
    same: dict[object, list[Row]] = defaultdict(list)
    for claim in claims:
        same[_same_everywhere(claim)].append(claim)
    told = list(same.values())
    score = compared.among(told)
    numbers = group(len(told), near_pairs(score.vectors), score, threshold)
    return [
        [claim for alike, number in zip(told, numbers, strict=True) if number == each for claim in alike]
        for each in np.unique(numbers)
    ]


@dataclass(frozen=True)
class _Compared:
    """What all comparisons of a run share."""

    vector_of: Mapping[str, Wording]
    rarity: Rarity
    matcher: Matcher

    def among(self, told: Sequence[Sequence[Row]]) -> _Score:
        """Return how likely any two wordings state the same matter; each is given by the claims that have it."""
        first = [alike[0] for alike in told]
        wordings = [replace(self.vector_of[claim["claim_id"]], text=claim["claim"]) for claim in first]
        articles = sets.stack([dict.fromkeys((claim["article_id"] for claim in alike), 1.0) for alike in told])
        return _Score(first, articles, self.matcher.prepare(wordings, self.rarity), self.matcher)


class _Score:
    """The likelihood that pairs of claims state the same matter.

    It is 1 in the same words, 0 for "us" in two mouths, and less within one article, which seldom says a thing twice.
    """

    def __init__(
        self, claims: Sequence[Row], articles: sparse.csr_matrix, wordings: Wordings, matcher: Matcher
    ) -> None:
        self._wordings, self._matcher = wordings, matcher
        said: list[Said] = [claim["said"] for claim in claims]
        self._words = np.array([_same_words(claim["claim"]) for claim in claims], dtype=object)
        self._speakers = np.array([one.speaker or "" for one in said], dtype=object)
        self._personal = np.array([one.personal for one in said], dtype=bool)
        self._articles = articles
        self.vectors = wordings.vectors

    def __call__(self, left: Numbers, right: Numbers) -> Matrix:
        likely = self._matcher.similarity(self._wordings, left, right)
        inside = sets.product(self._articles, left, right) > 0  # a copy of both stands beside each
        likely[inside] = WITHIN * likely[inside] / (1 - likely[inside] + WITHIN * likely[inside])
        likely[self._words[left] == self._words[right]] = 1.0
        personal = self._personal[left] | self._personal[right]
        likely[personal & (self._speakers[left] != self._speakers[right])] = 0.0
        return likely


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _same_everywhere(claim: Row) -> tuple[str, str | None]:
    """Return what joins claims across stories: the words, and for "we" and "I" also who says so."""
    said: Said = claim["said"]
    return _same_words(claim["claim"]), said.speaker if said.personal else None


def _merge_same_words(groups: Iterable[list[Row]]) -> list[list[Row]]:
    """Join clusters that hold a claim in the very same words."""
    merged: dict[int, list[Row]] = {}
    place_of: dict[tuple[str, str | None], int] = {}
    for place, members in enumerate(groups):
        places = {place_of[key] for claim in members if (key := _same_everywhere(claim)) in place_of}
        merged[place] = [*members, *(claim for earlier in sorted(places) for claim in merged.pop(earlier))]
        place_of.update((_same_everywhere(claim), place) for claim in merged[place])
    return [sorted(members, key=lambda claim: int(claim["order"])) for members in merged.values()]


def _rows(
    members: Sequence[Row], compared: _Compared, story_of: Mapping[str, str], threshold: float
) -> list[dict[str, object]]:
    same: dict[object, list[Row]] = defaultdict(list)
    for claim in members:
        same[_same_words(claim["claim"]), claim["said"]].append(claim)
    told = [alike[0] for alike in same.values()]
    weights = np.array([len(alike) for alike in same.values()])
    similarity = square(len(told), compared.among(list(same.values())))
    means = (similarity @ weights - 1.0) / max(1, len(members) - 1)
    agreements = _agreements(told, similarity, threshold)
    return [
        {
            "claim_id": claim["claim_id"],
            "story_id": story_of[claim["article_id"]],
            "cluster_id": tables.digest("cluster", members[0]["claim_id"]),
            "similarity": float(mean) if len(members) > 1 else None,
            "agreement_id": agreement,
        }
        for alike, mean, agreement in zip(same.values(), means, agreements, strict=True)
        for claim in alike
    ]


def _agreements(members: Sequence[Row], similarity: Matrix, threshold: float) -> list[str]:
    """Return the agreement_id of every claim of a cluster."""
    said = [claim["said"] for claim in members]
    going_together = np.array([[compatible(left, right) for right in said] for left in said])
    numbers = complete_linkage(np.where(going_together, similarity, 0.0), threshold).tolist()
    first: dict[int, str] = {}
    for claim, number in zip(members, numbers, strict=True):
        first.setdefault(number, tables.digest("agreement", claim["claim_id"]))
    return [first[number] for number in numbers]
