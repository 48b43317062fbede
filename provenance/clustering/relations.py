"""How two claims of one matter stand to one another: the same, one more specific, or overlapping.

One claim covers another when what the other tells is told in it too: "Karm el Tarab in Aleppo province was taken"
covers "Part of Aleppo province was taken", and so supports it, but not the other way round. Told is what the words say
that are no mere grammar, each by its rarity; an action counts as told in the words of the other ("seized", "captured")
as far as the encoder takes them for one, a figure where the other's can be no other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance import tables
from provenance.clustering.agreement import Said, apart, compatible, meet, read_said
from provenance.clustering.evidence import Wording
from provenance.clustering.matching import load_matcher, tell_match
from provenance.clustering.words import Rarity, read_profile, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from provenance.clustering.evidence import Wordings
    from provenance.clustering.matching import Matcher
    from provenance.config import Clustering

    Row = Mapping[str, Any]

# Chosen on 1,227 pairs of one claim in ECB+ dev, where events tell the relation: 55 % right of four answers (by words
# alone 43 %), and of two claims the more specific one is found nine times in ten (by words alone three in four).
ACTION_SHARE = 0.7  # of what a claim tells is what happens in it; the rest is all its words
COVERED = 0.4  # mean share from which two claims tell the same in the main
COVERED_IN_WORDS = 0.7  # the same where actions are not known
EVEN = 0.05  # difference of shares up to which neither tells more
GRAMMAR = 2.2  # rarity below which a word tells nothing of its own
FIGURE = 5.0  # what a figure weighs beside words, whose rarity is up to 8
MOST = 60  # different wordings of a cluster that are compared all with all
NEXT = 10  # of more, each with so many that follow it: nobody reads thousands of pairs of one matter


def relate_claims(
    attributions: pl.DataFrame,
    statements: pl.DataFrame,
    vectors: pl.DataFrame,
    matches: pl.DataFrame,
    *,
    config: Clustering,
) -> pl.DataFrame:
    """Say of any two claims of a cluster how they stand to one another, and why they were put together.

    Reads ATTRIBUTIONS, STATEMENTS, VECTORS and MATCHES, writes RELATIONS, one row a pair of different wordings; of
    claims in the same words by the same speaker the first stands for all. ``relation`` is ``same`` where each covers
    the other, ``more_specific`` where ``a`` covers more of ``b`` than the other way round, else ``overlapping``; in
    the former two nothing but detail may differ, so claims with other figures, polarity, certainty or time are
    ``overlapping`` whatever their words. ``alike`` lists what speaks for the match with its weight, ``apart`` what
    differs. Clusters of one give no rows. Cost: quadratic in the wordings of a cluster up to 60, then linear, each
    with the 10 that follow it.
    """
    credit_of = {row["attribution_id"]: row for row in attributions.iter_rows(named=True)}
    cluster_of = dict(matches.select("claim_id", "cluster_id").iter_rows())
    known = {text_id: (vector, actions) for text_id, vector, actions in vectors.iter_rows()}
    members: dict[str, list[_Told]] = defaultdict(list)
    for row in statements.sort("claim_id").iter_rows(named=True):
        said = read_said(row, credit_of.get(row["attribution_id"] or ""))
        told = _Told(row["claim_id"], row["article_id"], Wording(row["claim"], *known[row["claim_id"]]), said)
        members[cluster_of[row["claim_id"]]].append(told)
    matcher = load_matcher(config)
    return tables.RELATIONS.frame(
        {"cluster_id": cluster, **row}
        for cluster, listed in sorted(members.items())
        for row in _pairs(_distinct(listed), matcher)
    )


@dataclass(frozen=True)
class _Told:
    claim_id: str
    article_id: str
    wording: Wording
    said: Said


def _distinct(listed: Sequence[_Told]) -> list[_Told]:
    """Return the first claim of every wording and speaker."""
    first: dict[object, _Told] = {}
    for one in listed:
        first.setdefault((" ".join(one.wording.text.casefold().split()), one.said), one)
    return list(first.values())


def _pairs(listed: Sequence[_Told], matcher: Matcher) -> Iterator[dict[str, object]]:
    if len(listed) < 2:
        return
    prepared = matcher.prepare([one.wording for one in listed], Rarity())
    coverage = Coverage([one.wording for one in listed], [one.said for one in listed], prepared)
    reach = len(listed) if len(listed) <= MOST else NEXT
    places = [(left, right) for left in range(len(listed)) for right in range(left + 1, len(listed))[:reach]]
    alike = matcher.similarity(prepared, *(np.array(side) for side in zip(*places, strict=True)))
    for (left, right), likelihood in zip(places, alike.tolist(), strict=True):
        here, there = coverage.of(left, right), coverage.of(right, left)
        relation = relation_of(here, there, acts=prepared.have_actions)
        if not compatible(listed[left].said, listed[right].said):
            relation = "overlapping"
        turned = relation == "more_specific" and here > there  # the claim that is covered is the vaguer one
        a, b, shares = (right, left, (there, here)) if turned else (left, right, (here, there))
        yield {
            "a_claim_id": listed[a].claim_id,
            "b_claim_id": listed[b].claim_id,
            "a_text": listed[a].wording.text,
            "b_text": listed[b].wording.text,
            "relation": relation,
            "likelihood": round(likelihood, 2),
            "a_covered": round(shares[0], 2),
            "b_covered": round(shares[1], 2),
            "alike": tell_match(matcher, prepared, (a, b), [listed[a].wording, listed[b].wording]),
            "apart": "; ".join(apart(listed[a].said, listed[b].said)) or None,
        }


def relation_of(here: float, there: float, *, acts: bool) -> str:
    """Return the relation of two claims, given which share of what each tells the other tells too.

    ``acts`` says whether their actions are known.
    """
    if (here + there) / 2 < (COVERED if acts else COVERED_IN_WORDS):
        return "overlapping"
    return "same" if abs(here - there) <= EVEN else "more_specific"


class Coverage:
    """Which share of what a claim tells another claim tells too, 0..1."""

    def __init__(self, wordings: Sequence[Wording], said: Sequence[Said], prepared: Wordings) -> None:
        self._said, self._prepared = said, prepared
        self._told: list[dict[str, float]] = []
        self._actions: list[list[str]] = []
        self._weights = [[float(act["weight"]) for act in one.actions or ()] for one in wordings]
        for one in wordings:
            profile = read_profile(one.text)
            self._told.append({w: v for w, v in {**profile.words, **profile.names}.items() if v >= GRAMMAR})
            self._actions.append([stem(one.text[act["start"] : act["end"]]) for act in one.actions or ()])

    def of(self, left: int, right: int) -> float:
        """Return the share of what ``left`` tells that ``right`` tells too; 1 where it tells nothing."""
        also = {row: likely for row, _, likely in self._prepared.pair_actions(left, right)}
        words = self._in_words(left, right, {self._actions[left][row]: likely for row, likely in also.items()})
        weights = self._weights[left]
        if not sum(weights):
            return words
        acts = sum(also.values()) / sum(weights)
        return ACTION_SHARE * min(1.0, acts) + (1 - ACTION_SHARE) * words

    def _in_words(self, left: int, right: int, also: Mapping[str, float]) -> float:
        told, other = self._told[left], self._told[right]
        figures, theirs = self._said[left].figures, self._said[right].figures
        total = sum(told.values()) + FIGURE * len(figures)
        shared = sum(weight * (1.0 if word in other else also.get(word, 0.0)) for word, weight in told.items())
        shared += FIGURE * sum(any(meet(one, figure) for figure in theirs) for one in figures)
        return shared / total if total else 1.0
