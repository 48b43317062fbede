"""How well the use of each unnamed source is explained, by what the large agencies ask of their own reporters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from provenance.tables import ANONYMITY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    Row = Mapping[str, Any]

UNNAMED = frozenset({"unnamed_person", "unnamed_group", "named_person"})  # whoever could have been named
OWING = frozenset({"broad_role", "bare", "first_name"})  # levels for which a reader is owed a reason
FLAGS = ("bare_source", "no_reason", "rote_reason", "anonymous_opinion", "single_anonymous_origin")


def review_anonymity(attributions: pl.DataFrame, claims: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """Flag what the news agencies' rules on anonymous sources would ask about.

    Reads ATTRIBUTIONS, CLAIMS and CLUSTERS, writes ANONYMITY, one row an attribution to a person or people without a
    full name. ``flags`` holds any of FLAGS:

    - ``bare_source``: nothing says who speaks ("sources said");
    - ``no_reason``: a broad role, a first name or a bare source, and no reason for not naming is given;
    - ``rote_reason``: the reason is only the formula ("spoke on condition of anonymity", "not authorised to speak");
    - ``anonymous_opinion``: the source is quoted and nothing in the quotation can be checked;
    - ``single_anonymous_origin``: a matter rests on this one unnamed voice alone.

    The rules follow the published guidance of the AP (a reason must be told; facts, not opinion; another source should
    be sought) and of Reuters (as precise a description as possible; single anonymous sources are the exception). They
    say what a reader was told, not whether it was right to print it. No attributions give no rows. Cost: linear.
    """
    alone = {
        row["cluster_id"]
        for row in clusters.select("cluster_id", "status", "origins").iter_rows(named=True)
        if row["status"] == "anonymous_only" and row["origins"] == 1
    }
    matters: dict[str, list[str]] = defaultdict(list)
    for attribution_id, cluster_id in claims.select("attribution_id", "cluster_id").iter_rows():
        if attribution_id:
            matters[attribution_id].append(cluster_id)
    return ANONYMITY.frame(
        _row(row, matters.get(row["attribution_id"], []), alone)
        for row in attributions.iter_rows(named=True)
        if row["anonymous"] and row["source_kind"] in UNNAMED
    )


def _row(row: Row, matters: Sequence[str], alone: set[str]) -> dict[str, object]:
    owed = row["identification"] in OWING
    found = {
        "bare_source": row["identification"] == "bare",
        "no_reason": owed and row["anonymity_reason"] is None,
        "rote_reason": row["anonymity_reason_kind"] == "rote",
        "anonymous_opinion": not matters and row["quote_type"] != "indirect",
        "single_anonymous_origin": any(cluster_id in alone for cluster_id in matters),
    }
    return {
        **{name: row[name] for name in ANONYMITY.columns if name in row},
        "claims": len(matters),
        "flags": [flag for flag in FLAGS if found[flag]],
    }
