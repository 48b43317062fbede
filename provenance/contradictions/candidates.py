"""Which pairs of claims are worth comparing, and how likely the two of a pair state one matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from provenance.contradictions.answered import find_answered
from provenance.contradictions.pairs import TURN, Pair
from provenance.contradictions.phrases import WHOSE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from provenance.contradictions.sides import Side

    Places = tuple[int, int]

# A key word in more claims of a story than this joins nothing: the cost stays linear in claims.
MAX_HOLDERS = 30
# Sentences with a name that few others have are compared, whatever else they say.
FEW = 8
# Words and names that two claims of one story but of different clusters must share at least.
MIN_SHARED = 3
MIN_OVERLAP = 0.5
# A cluster of more claims is not compared all with all: each claim is held against its neighbours in time.
MAX_CLUSTER = 60
NEXT = 20  # claims of such a cluster that each is held against


def candidate_pairs(sides: Sequence[Side], likelihood: Mapping[frozenset[str], float]) -> Iterator[Pair]:
    """Yield the pairs to compare, each once, the earlier claim first.

    Two claims of one cluster are always compared. Two claims of one story, in different clusters, are compared where
    they are near by NEAR (``likelihood``, keyed by both claim_ids), for a denial is seldom worded as what it denies;
    where their sentences share a name that at most ``FEW`` have; where they share ``MIN_SHARED`` words that few
    claims of the story have, a name among them; where one says that a figure has changed and the other has a figure
    for the same; where both stand in one sentence; where two are credited with them in two sentences that follow on
    one another; or where one denies what another sentence tells, without saying what that is (``answered``), or a
    deed told by somebody whom it names. Copies (same origin, same words) are represented by the earliest. Claims of
    two stories are compared if their sentences share a name and they were published within a week, or, where that is
    not known, speak of one day. Without NEAR the likelihood of a pair is unknown, in NEAR that of a pair that is not
    listed is nothing.
    Cost: linear in claims but for clusters, which are quadratic up to ``MAX_CLUSTER``.
    """
    listed_as = _listed_as(sides)
    kept = list(_representatives(sorted(sides, key=lambda side: side.order)))
    told = _by_sentence(kept)
    answered = find_answered(kept, told)
    proposed = (
        *_in_clusters(kept),
        *_across_clusters(kept),
        *_revised(kept),
        *_in_sentences(told),
        *answered,
        *_in_turn(kept, told),
        *_naming(kept),
        *_of_rare_names(kept),
        *_near([listed_as[side.claim_id] for side in kept], likelihood),
    )
    for first, second in dict.fromkeys(proposed):
        a, b = kept[first], kept[second]
        ids = frozenset((listed_as[a.claim_id], listed_as[b.claim_id]))
        likely = (likelihood.get(ids, 0.0) if len(ids) > 1 else 1.0) if likelihood else None
        pair = _oriented(Pair(a, b, likely, answers=answered.get((first, second), 0.0)))
        if pair.same_story or pair.same_cluster or (pair.within_days and pair.around_names):
            yield pair


def _oriented(pair: Pair) -> Pair:
    """Put what an article recalls ("had earlier spoken of two") before what it says now."""
    recalled = pair.same_article and pair.b.earlier_figure and not pair.a.earlier_figure
    return replace(pair, a=pair.b, b=pair.a) if recalled else pair


def _representatives(sides: Iterable[Side]) -> Iterator[Side]:
    seen: set[tuple[str, ...]] = set()
    for side in sides:
        origin = side.row["origin_id"] or side.row["article_id"]
        key = (origin, side.holder or "", " ".join(side.exact_text.casefold().split()))
        if key not in seen:
            seen.add(key)
            yield side


def _grouped(sides: Sequence[Side], column: str) -> list[list[int]]:
    """Return the places of the sides that share a value of a column, null apart."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, side in enumerate(sides):
        if side.row[column] is not None:
            groups[side.row[column]].append(place)
    return list(groups.values())


def _listed_as(sides: Iterable[Side]) -> dict[str, str]:
    """Return for each claim the claim_id that NEAR lists it by: the least of its story in the same words."""
    least: dict[tuple[str, str], str] = {}
    for side in sides:
        key = side.row["story_id"], side.row["claim"]
        least[key] = min(least.get(key, side.claim_id), side.claim_id)
    return {side.claim_id: least[side.row["story_id"], side.row["claim"]] for side in sides}


def _near(ids: Sequence[str], likelihood: Mapping[frozenset[str], float]) -> Iterator[Places]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, claim_id in enumerate(ids):
        places[claim_id].append(place)
    for pair in likelihood:
        one, other = sorted(pair)
        for first, second in product(places.get(one, ()), places.get(other, ())):
            yield min(first, second), max(first, second)


def _in_clusters(sides: Sequence[Side]) -> Iterator[Places]:
    for members in _grouped(sides, "cluster_id"):
        if len(members) <= MAX_CLUSTER:
            yield from combinations(members, 2)
        else:
            yield from ((a, b) for here, a in enumerate(members) for b in members[here + 1 : here + 1 + NEXT])


def _across_clusters(sides: Sequence[Side]) -> Iterator[Places]:
    for members in _grouped(sides, "story_id"):
        holders: dict[str, list[int]] = defaultdict(list)
        for place in members:
            for word in sides[place].content:
                holders[word].append(place)
        shared: Counter[Places] = Counter()
        for word in sorted(holders):
            if len(holders[word]) <= MAX_HOLDERS:
                shared.update(combinations(holders[word], 2))
        for (first, second), count in sorted(shared.items()):
            pair = Pair(sides[first], sides[second])
            if count >= MIN_SHARED and pair.names and pair.overlap >= MIN_OVERLAP:
                yield first, second


def _of_rare_names(sides: Sequence[Side]) -> Iterator[Places]:
    """Yield the pairs of two articles whose sentences share a name that few have, as two accounts of one event do."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, side in enumerate(sides):
        for name in side.around_names:
            holders[name].append(place)
    for name in sorted(holders):
        if len(holders[name]) <= FEW:
            for first, second in combinations(holders[name], 2):
                if sides[first].row["article_id"] != sides[second].row["article_id"]:
                    yield first, second


def _by_sentence(sides: Sequence[Side]) -> dict[tuple[str, int], list[int]]:
    """Return the places of the sides by article and number of the sentence."""
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, side in enumerate(sides):
        if side.row["sentence_no"] is not None:
            told[side.row["article_id"], side.row["sentence_no"]].append(place)
    return told


def _in_sentences(told: Mapping[tuple[str, int], list[int]]) -> Iterator[Places]:
    """Yield the pairs of one sentence, which may set one claim against the other."""
    for members in told.values():
        if len(members) <= MAX_HOLDERS:
            yield from combinations(members, 2)


def _naming(sides: Sequence[Side]) -> Iterator[Places]:
    """Yield each denial of a deed with what those whom it names are credited with in its article."""
    for members in _grouped(sides, "article_id"):
        said: dict[str, list[int]] = defaultdict(list)
        for place in members:
            said[sides[place].last_name or ""].append(place)
        for place in members:
            denial = sides[place]
            if not denial.denied or denial.answers or WHOSE_WORDS.search(denial.plain):
                continue
            names = {word.stem for word in denial.words if word.name}
            for other in (other for name in sorted(names) for other in said[name][:MAX_HOLDERS]):
                if other != place:
                    yield min(place, other), max(place, other)


def _in_turn(sides: Sequence[Side], told: Mapping[tuple[str, int], list[int]]) -> Iterator[Places]:
    """Yield the pairs of claims that two are credited with in sentences that follow on one another."""
    for (article, number), places in told.items():
        after = [other for on in range(1, TURN + 1) for other in told.get((article, number + on), ())]
        for one, other in product(places, after):
            if Pair(sides[one], sides[other]).in_turn:
                yield min(one, other), max(one, other)


def _revised(sides: Sequence[Side]) -> Iterator[Places]:
    """Yield the pairs of a story in which one claim says that a figure has changed and the other counts the same."""
    for members in _grouped(sides, "story_id"):
        counted: dict[str, list[int]] = defaultdict(list)
        for place in members:
            for key in sorted({figure.measure or figure.noun for figure in sides[place].figures} - {""}):
                counted[key].append(place)
        for listed in counted.values():
            changing = {place for place in listed if sides[place].risen or sides[place].earlier_figure}
            for place in sorted(changing):
                for other in listed:
                    if other != place and not (other < place and other in changing):
                        yield min(place, other), max(place, other)
