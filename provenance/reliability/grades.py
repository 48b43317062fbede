"""From votes to an Admiralty letter, with its interval and reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scipy.stats import beta

from provenance.reliability.methods import METHODS
from provenance.reliability.positions import Positions, origin_of
from provenance.reliability.votes import Estimate, Prior, make_votes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.config import Reliability

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
    speaks count.
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
    return _records(positions, voices, METHODS[method](votes, prior))


def _comparable(positions: Positions) -> Positions:
    """Leave out the matters on which one origin only speaks: nothing says whether they hold."""
    origins: dict[str, set[str]] = defaultdict(set)
    for stand in positions.stands:
        origins[stand.matter].update(origin_of(row) for row in stand.claims)
    return Positions(tuple(stand for stand in positions.stands if len(origins[stand.matter]) > 1), {})


def _voices(positions: Positions, voter_of: Callable[[Row], str]) -> list[list[tuple[str, str]]]:
    """Return, for every position, its (voter, origin) couples, each once, in order."""
    return [sorted({(voter_of(row), origin_of(row)) for row in stand.claims}) for stand in positions.stands]


def _weighed(found: list[tuple[str, str]]) -> list[tuple[tuple[str, str], float]]:
    """Give every voter one vote in a position; voters whose only origin is the same share it."""
    first: dict[str, tuple[str, str]] = {}
    for voter, origin in found:
        first.setdefault(voter, (voter, origin))
    sharing: dict[str, int] = defaultdict(int)
    for _, origin in first.values():
        sharing[origin] += 1
    return [(couple, 1.0 / sharing[couple[1]]) for couple in first.values()]


def _records(positions: Positions, voices: list[list[tuple[str, str]]], estimate: Estimate) -> dict[str, Record]:
    by_matter: dict[str, list[int]] = defaultdict(list)
    for place, stand in enumerate(positions.stands):
        by_matter[stand.matter].append(place)
    totals: dict[str, Record] = {}
    for place, stand in enumerate(positions.stands):
        rivals = {couple for other in by_matter[stand.matter] if other != place for couple in voices[other]}
        for voter in sorted({voter for voter, _ in voices[place]}):
            own = {origin for name, origin in voices[place] if name == voter}
            agree = any(name != voter and origin not in own for name, origin in voices[place])
            clash = any(name != voter and origin not in own for name, origin in rivals)
            totals[voter] = _add(totals.get(voter, Record()), agree, clash, float(estimate.holds[place]))
    return totals


def _add(record: Record, agree: bool, clash: bool, holds: float) -> Record:
    if not agree and not clash:
        return record
    return Record(record.n + 1, record.right + holds, record.corroborated + agree, record.contradicted + clash)


def grade(record: Record, *, config: Reliability, anonymous: bool = False) -> dict[str, object]:
    """Return the columns ``corroborated`` to ``note`` of a graded row.

    ``p`` is the mean of a Beta posterior over the share of claims that hold, ``p_low`` and ``p_high`` its 90 %
    interval; null while nothing could be compared. F until ``config.min_n`` claims could be compared, never A, and
    never above C for an unnamed source.
    """
    row: dict[str, object] = {
        "corroborated": record.corroborated,
        "contradicted": record.contradicted,
        "n": record.n,
        "reliability": "F",
    }
    if record.n:
        won = config.prior_mean * config.prior_weight + record.right
        lost = (1 - config.prior_mean) * config.prior_weight + record.n - record.right
        low, high = (float(end) for end in beta.ppf(INTERVAL, won, lost))
        row |= {"p": round(won / (won + lost), 4), "p_low": round(low, 4), "p_high": round(high, 4)}
    if record.n < config.min_n:
        return row | {"note": f"F: {_count(record.n)} could be compared, {config.min_n} needed"}
    letter = _letter(low, record.corroborated)
    note = (
        f"{letter}: {record.n} claims compared, {record.corroborated} corroborated, {record.contradicted} contradicted"
    )
    if anonymous and letter == "B":
        letter, note = "C", f"{note.replace('B:', 'C:', 1)}; an unnamed source is not graded above C"
    return row | {"reliability": letter, "note": f"{note}; at least {low:.2f} hold (90 % interval)"}


def _letter(low: float, corroborated: int) -> str:
    return next(letter for letter, least, number in LETTERS if low >= least and corroborated >= number)


def _count(number: int) -> str:
    return "no claim" if number == 0 else "1 claim" if number == 1 else f"{number} claims"
