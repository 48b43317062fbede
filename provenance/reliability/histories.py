"""What became of the statements of a source or outlet over time: first, revised, contradicted and by whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from provenance.reliability.firsts import first_teller
from provenance.reliability.positions import AGAINST, cluster_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    Row = Mapping[str, Any]

REVISED = ("update", "correction")


@dataclass
class History:
    """Of one source or outlet: dates, matters it was first with, own figures it revised, who contradicted it."""

    first_seen: str | None = None
    last_seen: str | None = None
    first_with: int = 0
    revised: int = 0
    contradicted_by: set[str] = field(default_factory=set)

    def columns(self) -> dict[str, object]:
        """Return the columns of SOURCES and OUTLETS."""
        return vars(self) | {"contradicted_by": sorted(self.contradicted_by)}


def keep_histories(
    claims: pl.DataFrame,
    contradictions: pl.DataFrame,
    teller_of: Callable[[Row], str | None],
    speaker_of: Callable[[Row], str | None],
) -> dict[str, History]:
    """Return by name the history of everybody that ``teller_of`` names as carrying or making a claim.

    ``first_with`` counts clusters of two or more tellers that one published before all others, by dates alone.
    ``revised`` counts updates and corrections between two claims of one ``speaker_of``: what somebody else says later
    revises nobody. ``contradicted_by`` names the other side of contradictions and disputes, by source, else outlet.
    Cost: O(claims + contradictions).
    """
    found: dict[str, History] = defaultdict(History)
    rows = {row["claim_id"]: row for row in claims.sort("claim_id").iter_rows(named=True)}
    clusters: dict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        clusters[cluster_of(row)].append(row)
        teller, day = teller_of(row), row["published_at"]
        if teller and day:
            seen = found[teller]
            seen.first_seen = min(seen.first_seen or day, day)
            seen.last_seen = max(seen.last_seen or day, day)
    for members in clusters.values():
        if len({teller_of(row) for row in members}) > 1 and (winner := first_teller(members, teller_of)):
            found[winner].first_with += 1
    for pair in contradictions.iter_rows(named=True):
        if pair["a_claim_id"] in rows and pair["b_claim_id"] in rows:
            _weigh(pair["verdict"], rows[pair["a_claim_id"]], rows[pair["b_claim_id"]], speaker_of, found)
    return found


def _weigh(verdict: str, a: Row, b: Row, speaker_of: Callable[[Row], str | None], found: dict[str, History]) -> None:
    """Enter what a pair of claims says of those who made them."""
    one, other = speaker_of(a), speaker_of(b)
    if verdict in REVISED and one and one == other:
        found[one].revised += 1
    if verdict in AGAINST and one != other:
        for speaker, rival in ((one, b), (other, a)):
            if speaker:
                found[speaker].contradicted_by.add(_named(rival))


def _named(row: Row) -> str:
    outlet = row["outlet"] or f"unknown outlet ({row['input_id']})"
    unnamed = f"a source that {outlet} does not name"
    return str(row["source"] or (outlet if row["attribution_id"] is None else unnamed))
