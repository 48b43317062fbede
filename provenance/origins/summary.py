"""The origins, one a row."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from provenance import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl


def summarise_origins(lineage: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Count what entered the news where.

    Reads LINEAGE and CLAIMS, writes ORIGINS, one row an origin of an article or a claim. ``articles`` counts those with
    this origin and those with a claim from it, ``outlets`` the distinct known outlets of claims from it, ``claims`` the
    claims. ``first_article`` is the earliest (undated ones last), ``overlap`` the largest share of an article's words
    found in its original, null where nothing was measured. Cost: O(articles + claims).
    """
    lines, cited = defaultdict(list), defaultdict(list)
    for line in lineage.sort("article_id").iter_rows(named=True):
        lines[line["origin_id"]].append(line)
    for claim in claims.sort("claim_id").iter_rows(named=True):
        cited[claim["origin_id"]].append(claim)
    return tables.ORIGINS.frame(_origin(key, lines[key], cited[key]) for key in sorted({*lines, *cited} - {None}))


def _origin(origin_id: str, lines: Sequence[dict[str, Any]], claims: Sequence[dict[str, Any]]) -> dict[str, object]:
    dates = {claim["article_id"]: claim["published_at"] for claim in claims}
    articles = {line["article_id"] for line in lines} | set(dates)
    originals = {line["article_id"] for line in lines if line["overlap"] is None}
    evidence = {word for line in lines for word in (line["evidence"] or "").split("; ") if word}
    evidence |= {word for claim in claims for word in (claim["origin_evidence"] or "").split("; ") if word}
    return {
        "origin_id": origin_id,
        "label": lines[0]["label"] if lines else claims[0]["origin_label"],
        "first_article": min(articles, key=lambda key: (key not in originals, dates.get(key) or "~", key)),
        "articles": len(articles),
        "outlets": len({claim["outlet"] for claim in claims if claim["outlet"]}),
        "claims": len(claims),
        "overlap": max((line["overlap"] for line in lines if line["overlap"] is not None), default=None),
        "evidence": "; ".join(sorted(evidence)) or None,
    }
