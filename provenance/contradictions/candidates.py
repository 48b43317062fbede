"""Which pairs of claims are worth comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from provenance.contradictions.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.contradictions.pairs import Side

# A key word in more claims of a story than this joins nothing: the cost stays linear in claims.
MAX_HOLDERS = 30
# Words and names that two claims of one story but of different clusters must share at least.
MIN_SHARED = 3
MIN_OVERLAP = 0.5
# A cluster of more claims is not compared all with all: each claim is held against its neighbours in time.
MAX_CLUSTER = 200


def candidate_pairs(sides: Sequence[Side]) -> Iterator[Pair]:
    """Yield the pairs to compare, each once, the earlier claim first.

    Two claims of one cluster are always compared. Two claims of one story, in different clusters, are compared where
    they share ``MIN_SHARED`` words that few claims of the story have, a name among them, or where one says that a
    figure has changed and the other has a figure for the same. Copies (same origin, same words) are represented by the
    earliest. Cost: linear in claims but for clusters, which are quadratic up to
    ``MAX_CLUSTER``.
    """
    kept = list(_representatives(sorted(sides, key=lambda side: side.order)))
    seen: set[tuple[str, str]] = set()
    for pair in (*_in_clusters(kept), *_across_clusters(kept), *_revised(kept)):
        key = (pair.a.claim_id, pair.b.claim_id)
        if key not in seen:
            seen.add(key)
            yield _oriented(pair)


def _oriented(pair: Pair) -> Pair:
    """Put what an article recalls ("had earlier spoken of two") before what it says now."""
    recalled = pair.same_article and pair.b.earlier_figure and not pair.a.earlier_figure
    return Pair(pair.b, pair.a) if recalled else pair


def _representatives(sides: Iterable[Side]) -> Iterator[Side]:
    seen: set[tuple[str, ...]] = set()
    for side in sides:
        origin = side.row["origin_id"] or side.row["article_id"]
        key = (origin, side.holder or "", " ".join(side.exact_text.casefold().split()))
        if key not in seen:
            seen.add(key)
            yield side


def _in_clusters(sides: Sequence[Side]) -> Iterator[Pair]:
    clusters: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        if side.row["cluster_id"] is not None:
            clusters[side.row["cluster_id"]].append(side)
    for members in clusters.values():
        if len(members) <= MAX_CLUSTER:
            yield from (Pair(a, b) for a, b in combinations(members, 2))
        else:
            yield from (
                Pair(a, b) for place, a in enumerate(members) for b in members[place + 1 : place + 1 + MAX_CLUSTER]
            )


def _across_clusters(sides: Sequence[Side]) -> Iterator[Pair]:
    stories: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        if side.row["story_id"] is not None:
            stories[side.row["story_id"]].append(side)
    for members in stories.values():
        yield from _near(members)


def _revised(sides: Sequence[Side]) -> Iterator[Pair]:
    """Yield the pairs of a story in which one claim says that a figure has changed and the other counts the same."""
    counted: dict[tuple[str, str], list[Side]] = defaultdict(list)
    for side in sides:
        for key in sorted({figure.measure or figure.noun for figure in side.figures} - {""}):
            if side.row["story_id"] is not None:
                counted[side.row["story_id"], key].append(side)
    for members in counted.values():
        changing = {place for place, side in enumerate(members) if side.risen or side.earlier_figure}
        for place in sorted(changing):
            for other in range(len(members)):
                if other != place and not (other < place and other in changing):
                    yield Pair(members[min(place, other)], members[max(place, other)])


def _near(members: Sequence[Side]) -> Iterator[Pair]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, side in enumerate(members):
        for word in side.content:
            holders[word].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for word in sorted(holders):
        if len(holders[word]) <= MAX_HOLDERS:
            shared.update(combinations(holders[word], 2))
    for (first, second), count in sorted(shared.items()):
        pair = Pair(members[first], members[second])
        if count >= MIN_SHARED and pair.names and pair.overlap >= MIN_OVERLAP:
            yield pair
