"""From votes to an Admiralty letter, with its interval and reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit, logsumexp
from scipy.stats import beta

from provenance.reliability.methods import METHODS
from provenance.reliability.methods.dawid_skene import say
from provenance.reliability.positions import Positions, origin_of
from provenance.reliability.votes import make_votes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from provenance.config import Reliability
    from provenance.reliability.files import Opinion
    from provenance.reliability.votes import Estimate, Prior, Votes

    Row = Mapping[str, Any]

# Lower end of the 90 % interval and corroborated claims that a letter asks for. A is left to a person.
LETTERS = (("B", 0.70, 8), ("C", 0.50, 4), ("D", 0.30, 0), ("E", 0.0, 0))
INTERVAL = (0.05, 0.95)


@dataclass(frozen=True)
class Record:
    """How the claims of one voter fare: ``right`` (a sum of probabilities) of ``n`` that could be compared."""

    n: int = 0
    right: float = 0.0
    corroborated: int = 0
    contradicted: int = 0


def keep_records(
    positions: Positions, voter_of: Callable[[Row], str], *, method: str, prior: Prior
) -> dict[str, Record]:
    """Return, for every voter, how its claims fare against other origins.

    One vote a voter, position and matter; voters of one origin share one voice. Only matters on which another origin
    speaks count. A claim is right (1) if all of those agree, wrong (0) if all speak against it; where they are
    divided, the method says how far it is right.

    By ``vote``, it is right if its position has the most voices. By any other method each of the others weighs as much
    as it earned in the matters to which this voter is no party, and the voter itself as one nobody knows: how good
    a witness is must not hang on the case it is called in. A source is party to what it says, an outlet to all it
    carries. That is why, whatever the method, one more origin that agrees never lowers a voter's record and one that
    contradicts never raises it. Cost: one run of the method for each voter with a matter that divides the others.
    """
    positions = _comparable(positions)
    voices = _voices(positions, voter_of)
    names = sorted({voter for found in voices for voter, _ in found})
    number = {name: place for place, name in enumerate(names)}
    matters = {name: place for place, name in enumerate(sorted({stand.matter for stand in positions.stands}))}
    triples = [
        (number[voter], place, weight) for place, found in enumerate(voices) for (voter, _), weight in _weighed(found)
    ]
    votes = make_votes(triples, [matters[stand.matter] for stand in positions.stands], len(names))
    if method == "vote":
        holds = METHODS[method](votes, prior).holds
        return _records(voices, votes, number, lambda _, hearing: float(holds[hearing.place]))
    cases = {name: np.array(sorted(matters[matter] for matter in found)) for name, found in _cases(positions, voter_of)}
    jury = _Jury(votes, number, cases, METHODS[method], prior)
    return _records(voices, votes, number, jury.chance)


@dataclass(frozen=True)
class _Hearing:
    """A position of a voter's, and the voters of other origins on it and on each of its rivals."""

    place: int
    backers: frozenset[str]
    rivals: Mapping[int, frozenset[str]]

    @property
    def clash(self) -> bool:
        """Whether another origin speaks against it."""
        return any(self.rivals.values())


class _Jury:
    """How probable a claim is to those of other origins, each trusted by its record where the claimant is silent."""

    def __init__(
        self,
        votes: Votes,
        number: Mapping[str, int],
        cases: Mapping[str, NDArray[np.int64]],
        method: Callable[[Votes, Prior], Estimate],
        prior: Prior,
    ) -> None:
        self.votes, self.number, self.cases, self.method, self.prior = votes, number, cases, method, prior
        keys = zip(votes.voter.tolist(), votes.position.tolist(), strict=True)
        self.weight = dict(zip(keys, votes.weight.tolist(), strict=True))
        self.say: dict[str, list[float]] = {}

    def chance(self, voter: str, hearing: _Hearing) -> float:
        """Return 1 if nobody speaks against, 0 if nobody else speaks for, else the probability (0..1)."""
        if not hearing.clash:
            return 1.0
        if not hearing.backers:
            return 0.0
        own = float(say(np.array(self.prior.mean)))
        score = own + self._sum(voter, hearing.place, hearing.backers)
        against = [self._sum(voter, place, found) for place, found in hearing.rivals.items() if found]
        return float(expit(score - logsumexp(against)))

    def _sum(self, voter: str, place: int, found: frozenset[str]) -> float:
        if voter not in self.say:
            elsewhere = self.votes.without(self.cases[voter])
            self.say[voter] = say(self.method(elsewhere, self.prior).accuracy).tolist()
        numbers = (self.number[name] for name in sorted(found))
        return sum((self.say[voter][number] * self.weight[number, place] for number in numbers), 0.0)


def _comparable(positions: Positions) -> Positions:
    """Leave out the matters on which one origin only speaks: nothing says whether they hold."""
    origins: dict[str, set[str]] = defaultdict(set)
    for stand in positions.stands:
        origins[stand.matter].update(origin_of(row) for row in stand.claims)
    return Positions(tuple(stand for stand in positions.stands if len(origins[stand.matter]) > 1), {})


def _cases(positions: Positions, voter_of: Callable[[Row], str]) -> Iterator[tuple[str, set[str]]]:
    """Yield every voter with the matters it is a party to; who speaks in its own voice, to all its outlet carries."""
    said: dict[str, set[str]] = defaultdict(set)
    carried: dict[str, set[str]] = defaultdict(set)
    houses: dict[str, set[str]] = defaultdict(set)
    for stand in positions.stands:
        for row in stand.claims:
            said[voter_of(row)].add(stand.matter)
            carried[_house(row)].add(stand.matter)
            if row["attribution_id"] is None:
                houses[voter_of(row)].add(_house(row))
    for voter, matters in said.items():
        yield voter, matters.union(*(carried[house] for house in houses[voter]))


def _house(row: Row) -> str:
    return str(row["outlet"] or row["article_id"])


def _voices(positions: Positions, voter_of: Callable[[Row], str]) -> list[list[tuple[str, str]]]:
    """Return, for every position, its (voter, origin) couples, each once, in order."""
    return [sorted({(voter_of(row), origin_of(row)) for row in stand.claims}) for stand in positions.stands]


def _weighed(found: list[tuple[str, str]]) -> list[tuple[tuple[str, str], float]]:
    """Give every voter one vote in a position; voters whose first origin is the same share it."""
    first: dict[str, tuple[str, str]] = {}
    for voter, origin in found:
        first.setdefault(voter, (voter, origin))
    sharing: dict[str, int] = defaultdict(int)
    for _, origin in first.values():
        sharing[origin] += 1
    return [(couple, 1.0 / sharing[couple[1]]) for couple in first.values()]


def _records(
    voices: list[list[tuple[str, str]]],
    votes: Votes,
    number: Mapping[str, int],
    chance: Callable[[str, _Hearing], float],
) -> dict[str, Record]:
    by_matter: dict[int, list[int]] = defaultdict(list)
    for place, matter in enumerate(votes.item_of.tolist()):
        by_matter[matter].append(place)
    totals = dict.fromkeys(number, Record())
    for place, found in enumerate(voices):
        rivals = [other for other in by_matter[int(votes.item_of[place])] if other != place]
        for voter in sorted({voter for voter, _ in found}):
            own = {origin for name, origin in found if name == voter}
            others = {other: _independent(voices[other], voter, own) for other in rivals}
            hearing = _Hearing(place, _independent(found, voter, own), others)
            if hearing.backers or hearing.clash:
                totals[voter] = _add(totals[voter], hearing, chance(voter, hearing))
    return totals


def _independent(found: list[tuple[str, str]], voter: str, own: set[str]) -> frozenset[str]:
    return frozenset(name for name, origin in found if name != voter and origin not in own)


def _add(record: Record, hearing: _Hearing, right: float) -> Record:
    return Record(
        record.n + 1,
        record.right + right,
        record.corroborated + bool(hearing.backers),
        record.contradicted + hearing.clash,
    )


@dataclass(frozen=True)
class Cap:
    """The best letter somebody can have, whatever the counts, and why."""

    letter: str
    reason: str


def grade(
    record: Record, *, config: Reliability, opinion: Opinion | None = None, caps: Sequence[Cap] = ()
) -> dict[str, object]:
    """Return the columns ``corroborated`` to ``note`` of a graded row.

    ``p`` is the mean of a Beta posterior over the share of claims that hold, ``p_low`` and ``p_high`` its 90 %
    interval; null while nothing could be compared. The prior is the option's, or the ``opinion`` of the user's list, of
    4 claims at most. F until ``config.min_n`` claims could be compared, with the opinion in brackets; never A; never
    above the lowest of ``caps``.
    """
    row: dict[str, object] = {
        "corroborated": record.corroborated,
        "contradicted": record.contradicted,
        "n": record.n,
        "reliability": "F",
    }
    mean, weight = (opinion.mean, opinion.weight) if opinion else (config.prior_mean, config.prior_weight)
    if record.n:
        won = mean * weight + record.right
        lost = (1 - mean) * weight + record.n - record.right
        low, high = (float(end) for end in beta.ppf(INTERVAL, won, lost))
        row |= {"p": round(won / (won + lost), 4), "p_low": round(low, 4), "p_high": round(high, 4)}
    if record.n < config.min_n:
        before = f" [{opinion}]" if opinion else ""
        return row | {"note": f"F{before}: {_count(record.n)} could be compared, {config.min_n} needed"}
    letter, why = _letter(low, record.corroborated), ""
    for cap in caps:
        if letter < cap.letter:
            letter, why = cap.letter, f"; {cap.reason}"
    note = (
        f"{letter}: {record.n} claims compared, {record.corroborated} corroborated, {record.contradicted} contradicted"
    )
    return row | {"reliability": letter, "note": f"{note}; at least {low:.2f} hold (90 % interval){why}"}


def _letter(low: float, corroborated: int) -> str:
    return next(letter for letter, least, number in LETTERS if low >= least and corroborated >= number)


def _count(number: int) -> str:
    return "no claim" if number == 0 else "1 claim" if number == 1 else f"{number} claims"
