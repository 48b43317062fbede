"""How the claims of every source fare."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from provenance.reliability.grades import Record, grade, keep_records
from provenance.reliability.positions import cluster_of, origin_of, take_positions
from provenance.reliability.spellings import spellings
from provenance.reliability.votes import Prior
from provenance.tables import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from provenance.config import Reliability

    Row = Mapping[str, Any]


def grade_sources(
    attributions: pl.DataFrame, claims: pl.DataFrame, contradictions: pl.DataFrame, *, config: Reliability
) -> pl.DataFrame:
    """Grade every source by how its claims fare over independent origins.

    Reads ATTRIBUTIONS, CLAIMS and CONTRADICTIONS, writes SOURCES, one row a source_id of ATTRIBUTIONS; attributions
    without a source give none. A source is graded by the claims credited to it. ``claims`` counts different claims (a
    cluster said twice is one), ``origins`` the origins that carry them. Copies count once. ``corroborated`` and
    ``contradicted`` are matters on which another origin, through another voice, says the very same or clashes; ``n``
    those with either. ``p`` and its interval come from ``config.method`` (0..1; null at n = 0). The letter is F until
    ``config.min_n``, at best B by machine, at best C for an unnamed source; ``note`` says why.
    """
    positions = take_positions(claims, contradictions)
    prior = Prior(config.prior_mean, config.prior_weight)
    records = keep_records(positions, _voter, method=config.method, prior=prior)
    carried = _by_source(claims.iter_rows(named=True))
    return SOURCES.frame(
        _row(source_id, rows, carried.get(source_id, []), records.get(source_id, Record()), config)
        for source_id, rows in sorted(_by_source(attributions.iter_rows(named=True)).items())
    )


def _voter(row: Row) -> str:
    """Return who votes with a claim: its source, or, in an outlet's own voice or for one unknown, the origin."""
    return (
        row["source_id"] or f"{'own voice' if row['attribution_id'] is None else 'unknown source'} of {origin_of(row)}"
    )


def _by_source(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["source_id"]:
            found[row["source_id"]].append(row)
    return found


def _row(
    source_id: str, rows: Sequence[Row], claims: Sequence[Row], record: Record, config: Reliability
) -> dict[str, object]:
    anonymous = _commonest(rows, "anonymous")
    name, kind = _commonest(rows, "source"), _commonest(rows, "source_kind")
    return {
        "source_id": source_id,
        "source": name,
        "kind": kind,
        "anonymous": anonymous,
        "aliases": spellings((row["source_text"] for row in rows if row["source_text"]), name, kind),
        "role": _commonest(rows, "role"),
        "affiliation": _commonest(rows, "affiliation"),
        "articles": len({row["article_id"] for row in rows}),
        "outlets": len({row["outlet"] or row["article_id"] for row in claims}),
        "claims": len({cluster_of(row) for row in claims}),
        "origins": len({origin_of(row) for row in claims}),
        **grade(record, config=config, anonymous=bool(anonymous)),
    }


def _commonest(rows: Sequence[Row], column: str) -> Any:  # noqa: ANN401 - a cell of any column
    """Return the commonest value of a column, the first in order of several; null where all are."""
    counts = Counter(row[column] for row in rows if row[column] is not None)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else None
