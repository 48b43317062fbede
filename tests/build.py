"""One-line builders of rows, so that a test shows only what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from provenance import tables
from provenance.tables import digest

if TYPE_CHECKING:
    import polars as pl

OUTLET, DAY = "Harbour Herald", "2024-05-01"


def article(text: str, *, input_id: str = "one.txt", **columns: Any) -> dict[str, Any]:
    """Build a row of ARTICLES; its body is the whole text."""
    row = {
        "article_id": digest("article", input_id, text),
        "input_id": input_id,
        "where": input_id,
        "text": text,
        "outlet": OUTLET,
        "published_at": DAY,
        "date_source": "given",
        "dates_found": [],
        "chain": [OUTLET],
        "language": "en",
        "words": len(text.split()),
        "body_spans": [[0, len(text)]] if text else [],
        "residue": [],
        "sha256": digest("sha", text, size=32),
        "problems": [],
    }
    return {**row, **columns}


def claim(article_row: dict[str, Any], passage: str, **columns: Any) -> dict[str, Any]:
    """Build a row of CLAIMS that stands in the article's text, in the outlet's own voice and a cluster of its own."""
    start = article_row["text"].index(passage)
    claim_id = digest("claim", article_row["article_id"], start, start + len(passage))
    row = {
        "claim_id": claim_id,
        **{name: article_row[name] for name in ("article_id", "input_id", "outlet", "published_at")},
        "sentence_no": 0,
        "start": start,
        "end": start + len(passage),
        "exact_text": passage,
        "claim": passage.rstrip(".") + ".",
        "source_kind": "outlet",
        "anonymous": False,
        "stance": "stated",
        "as_of": article_row["published_at"],
        "quantities": [],
        "negated": False,
        "modality": "asserted",
        "story_id": digest("story"),
        "cluster_id": digest("cluster", claim_id),
        "origin_id": digest("origin", article_row["outlet"]),
        "origin_label": article_row["outlet"],
        "origin_evidence": "own reporting",
        "confidence": 0.9,
    }
    if columns.get("source"):
        row["attribution_id"] = digest("attribution of", claim_id)
    return {**row, **columns}


def attribution(article_row: dict[str, Any], source: str, cue: str, content: str, **columns: Any) -> dict[str, Any]:
    """Build a row of ATTRIBUTIONS from three passages of the article."""
    text = article_row["text"]
    spans = {
        name: [[text.index(passage), text.index(passage) + len(passage)]] if passage else []
        for name, passage in (("source", source), ("cue", cue), ("content", content))
    }
    row = {
        "attribution_id": digest("attribution", article_row["article_id"], content),
        "article_id": article_row["article_id"],
        "input_id": article_row["input_id"],
        **{f"{name}_spans": found for name, found in spans.items()},
        "source_text": source or None,
        "cue_text": cue or None,
        "content_text": content,
        "quote_type": "indirect",
        "source_id": digest("source", source) if source else None,
        "source": source or None,
        "source_kind": "named_person" if source else "hearsay",
        "anonymous": False,
        "stance": "stated",
        "chain": [source] if source else [],
        "confidence": 0.8,
    }
    return {**row, **columns}


def source(name: str, **columns: Any) -> dict[str, Any]:
    """Build a row of SOURCES that nothing is known about yet."""
    counts = dict.fromkeys(("articles", "outlets", "claims", "origins"), 1)
    row = {"source_id": digest("source", name), "source": name, "kind": "named_person", "anonymous": False, **counts}
    rest = {"aliases": [name], "corroborated": 0, "contradicted": 0, "reliability": "F", "n": 0}
    return {**row, **rest, **columns}


def cluster(*claims: dict[str, Any], status: str = "single_source", **columns: Any) -> dict[str, Any]:
    """Build a row of CLUSTERS of these claims, and put them into it."""
    cluster_id = min(row["claim_id"] for row in claims)
    for row in claims:
        row["cluster_id"] = cluster_id
    first = claims[0]
    row = {
        "cluster_id": cluster_id,
        "claim": first["claim"],
        "status": status,
        "credibility": 3,
        "mentions": len(claims),
        "articles": len({row["article_id"] for row in claims}),
        "outlets": len({row["outlet"] for row in claims}),
        "origins": len({row["origin_id"] for row in claims}),
        "first_outlet": first["outlet"],
        "first_seen": first["published_at"],
        "last_seen": claims[-1]["published_at"],
        "named_sources": sorted({row["source"] for row in claims if row.get("source") and not row["anonymous"]}),
        "anonymous_sources": sorted({row["source"] for row in claims if row.get("source") and row["anonymous"]}),
        "contradictions": 0,
        "example": first["exact_text"],
        "rule": "by hand",
        "story_id": first["story_id"],
    }
    return {**row, **columns}


def contradiction(a: dict[str, Any], b: dict[str, Any], **columns: Any) -> dict[str, Any]:
    """Build a row of CONTRADICTIONS between two claims."""
    row: dict[str, Any] = {"pair_id": digest("pair", a["claim_id"], b["claim_id"])}
    for side, one in (("a", a), ("b", b)):
        row[f"{side}_claim_id"] = one["claim_id"]
        row[f"{side}_text"] = one["exact_text"]
        row[f"{side}_outlet"] = one["outlet"]
        row[f"{side}_source"] = one.get("source")
        row[f"{side}_time"] = one.get("as_of")
        row[f"{side}_origin_id"] = one["origin_id"]
    rest = {"verdict": "contradiction", "type": "figure", "same_origin": a["origin_id"] == b["origin_id"]}
    return {**row, **rest, "why": "the figures exclude one another", "confidence": 0.9, **columns}


def outlet(name: str, **columns: Any) -> dict[str, Any]:
    """Build a row of OUTLETS that nothing is known about yet."""
    shares = dict.fromkeys(("attributed_share", "anonymous_share", "copied_share"), 0.0)
    counts = dict.fromkeys(("articles", "claims"), 1) | dict.fromkeys(("first_with", "corroborated", "contradicted"), 0)
    return {"outlet": name, **shares, **counts, "reliability": "F", "n": 0, **columns}


def origin(label: str, **columns: Any) -> dict[str, Any]:
    """Build a row of ORIGINS with one article."""
    counts = dict.fromkeys(("articles", "outlets", "claims"), 1)
    return {"origin_id": digest("origin", label), "label": label, **counts, "evidence": "own reporting", **columns}


def lineage(article_row: dict[str, Any], **columns: Any) -> dict[str, Any]:
    """Build a row of LINEAGE: the outlet's own article."""
    label = article_row["outlet"]
    row = {"article_id": article_row["article_id"], "origin_id": digest("origin", label), "label": label}
    return {**row, "evidence": "own reporting", **columns}


def frames(**rows: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Build every table of a run: the rows given, and no rows for the others; LINEAGE follows from the articles."""
    rows.setdefault("lineage", [lineage(row) for row in rows.get("articles", [])])
    known = {table.name: table for table in vars(tables).values() if isinstance(table, tables.Table)}
    return {name: table.frame(rows.get(name, [])) for name, table in known.items()}
