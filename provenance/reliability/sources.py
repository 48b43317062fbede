"""How the claims of every source fare."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from provenance.reliability.files import load_interests
from provenance.reliability.grades import Cap, Record, grade, keep_records
from provenance.reliability.histories import History, keep_histories
from provenance.reliability.positions import cluster_of, origin_of, take_positions
from provenance.reliability.spellings import spellings
from provenance.reliability.votes import Prior
from provenance.tables import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from provenance.config import Reliability
    from provenance.reliability.files import Interests

    Row = Mapping[str, Any]


# The best letter of an unnamed source, by how far the article identifies it.
WORST = "C"
BOUNDS = {"first_name": "C", "exact_role": "C", "broad_role": "D", "collective": "D", "bare": "F"}
ANONYMOUS = {
    "first_name": "a source known by first name",
    "exact_role": "an unnamed source of a known office",
    "broad_role": "an unnamed source of a broad role",
    "collective": "people without names",
    "bare": "a source of whom nothing is told, who may be anybody,",
}


def grade_sources(
    attributions: pl.DataFrame, claims: pl.DataFrame, contradictions: pl.DataFrame, *, config: Reliability
) -> pl.DataFrame:
    """Grade every source by how its claims fare over independent origins.

    Reads ATTRIBUTIONS, CLAIMS and CONTRADICTIONS, writes SOURCES, one row a source_id of ATTRIBUTIONS; attributions
    without a source give none. A source is graded by the claims credited to it. ``claims`` counts different claims (a
    cluster said twice is one), ``origins`` the origins that carry them. Copies count once. ``corroborated`` and
    ``contradicted`` are matters on which another origin, through another voice, says the very same or clashes; ``n``
    those with either. ``p`` and its interval come from ``config.method`` (0..1; null at n = 0). The letter is F until
    ``config.min_n``, at best B by machine. An unnamed source has at best C where a first name or an exact office is
    told, D for a broad role or people ("residents"), F for bare "sources", who may be anybody. A party to the matter
    (``config.interests``) has at best C while it speaks of itself or of its enemy. ``note`` says why. The history is
    that of ``keep_histories``, each source being teller and speaker.
    """
    positions = take_positions(claims, contradictions)
    prior = Prior(config.prior_mean, config.prior_weight)
    records = keep_records(positions, _voter, method=config.method, prior=prior)
    carried = _by_source(claims.iter_rows(named=True))
    histories = keep_histories(claims, contradictions, _source_of, _source_of)
    interests = load_interests(config.interests)
    return SOURCES.frame(
        _row(source_id, rows, carried.get(source_id, []))
        | histories.get(source_id, History()).columns()
        | grade(
            records.get(source_id, Record()), config=config, caps=_caps(rows, carried.get(source_id, []), interests)
        )
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


def _source_of(row: Row) -> str | None:
    return row["source_id"] or None


def _caps(rows: Sequence[Row], claims: Sequence[Row], interests: Interests) -> list[Cap]:
    """Return the bounds of a source's letter: how far it is identified, and what it has an interest in."""
    caps = []
    if _commonest(rows, "anonymous"):
        level = min((row["identification"] or "" for row in rows), key=lambda name: BOUNDS.get(name, WORST))
        letter = BOUNDS.get(level, WORST)
        caps.append(Cap(letter, f"{ANONYMOUS.get(level, 'an unnamed source')} is not graded above {letter}"))
    party = interests.party(_commonest(rows, "source"), _commonest(rows, "affiliation"))
    touched = interests.touched(party, (row["claim"] for row in claims)) if party else None
    if touched:
        caps.append(Cap("C", f"a party to the matter, of which it speaks ({touched}), is not graded above C"))
    return caps


def _row(source_id: str, rows: Sequence[Row], claims: Sequence[Row]) -> dict[str, object]:
    name, kind = _commonest(rows, "source"), _commonest(rows, "source_kind")
    return {
        "source_id": source_id,
        "source": name,
        "kind": kind,
        "anonymous": _commonest(rows, "anonymous"),
        "aliases": spellings((row["source_text"] for row in rows if row["source_text"]), name, kind),
        "role": _commonest(rows, "role"),
        "affiliation": _commonest(rows, "affiliation"),
        "articles": len({row["article_id"] for row in rows}),
        "outlets": len({row["outlet"] or row["article_id"] for row in claims}),
        "claims": len({cluster_of(row) for row in claims}),
        "origins": len({origin_of(row) for row in claims}),
    }


def _commonest(rows: Sequence[Row], column: str) -> Any:  # noqa: ANN401 - a cell of any column
    """Return the commonest value of a column, the first in order of several; null where all are."""
    counts = Counter(row[column] for row in rows if row[column] is not None)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else None
