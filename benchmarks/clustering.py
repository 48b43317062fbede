"""Claims and articles grouped by the shipped stages, against a gold grouping.

    python -m benchmarks.clustering ../shared/data

Articles: 1,496 of 301 stories (BASIL, SEESAW, NewsWCL50, ECB+). Claims: 1,383 annotated sentences of ECB+, clustered
inside the stories that the program itself found; "claims that agree" are the pairs that may confirm one another, where
precision is what matters. The headline figure of claims counts pairs from two outlets only ("cross-outlet"; an article
without a known outlet is one of its own). The shipped weights of claim matching were learnt on these ECB+ topics; see
their card for what cross-validation gives.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from provenance import tables
from provenance.claims.checkable import read as read_claim
from provenance.claims.quantities import find_quantities
from provenance.clustering import cluster_claims
from provenance.config import Config
from provenance.embedding import embed_texts

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import polars as pl


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a compressed JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def article_table(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return ARTICLES, the whole text of each as its body."""
    return tables.ARTICLES.frame(
        {
            "article_id": row["id"],
            "text": row["text"],
            "title": row["title"],
            "outlet": row["outlet"],
            "body_spans": [[0, len(row["text"])]],
        }
        for row in rows
    )


def claim_table(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return STATEMENTS, one a sentence, with the figures that the program reads in it."""
    return tables.STATEMENTS.frame(
        {
            "claim_id": row["id"],
            "article_id": row["doc_id"],
            "claim": row["text"],
            "quantities": [asdict(one) for one in find_quantities(row["text"])],
            "negated": read_claim(row["text"], 0, len(row["text"])).negated,
        }
        for row in rows
    )


def pairwise(
    gold: Mapping[str, Hashable], found: Mapping[str, Hashable], unit: Mapping[str, Hashable]
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over the pairs from two different units that share a group."""
    right = _pairs([(gold[key], found[key]) for key in gold], unit, gold)
    positive = _pairs([gold[key] for key in gold], unit, gold)
    proposed = _pairs([found[key] for key in gold], unit, gold)
    precision, recall = right / max(1, proposed), right / max(1, positive)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _pairs(groups: Sequence[Hashable], unit: Mapping[str, Hashable], keys: Mapping[str, Hashable]) -> int:
    inside = Counter(groups)
    same_unit = Counter(zip(groups, (unit[key] for key in keys), strict=True))
    return sum(n * (n - 1) // 2 for n in inside.values()) - sum(n * (n - 1) // 2 for n in same_unit.values())


def bcubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> float:
    """Return B-cubed F1 (Bagga & Baldwin 1998)."""
    both = Counter((gold[key], found[key]) for key in gold)
    golds, founds = Counter(gold.values()), Counter(found[key] for key in gold)
    precision = sum(n * n / founds[group] for (_, group), n in both.items()) / len(gold)
    recall = sum(n * n / golds[group] for (group, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def main(data: Path) -> None:
    """Group, score and print."""
    stories, config = read(data / "stories" / "dev.jsonl.gz"), Config()
    claims = [
        {**row, "split": split}
        for split in ("train", "dev")
        for row in read(data / "claim_clusters" / f"{split}.jsonl.gz")
    ]
    articles, statements, nobody = article_table(stories), claim_table(claims), tables.ATTRIBUTIONS.empty()
    vectors = embed_texts(articles, statements, config=config.embedding)
    matches = cluster_claims(articles, nobody, statements, vectors, config=config.clustering)
    told = cluster_claims(articles, nobody, *one_claim_each(articles, vectors), config=config.clustering)
    table = Table("what", "pairs P", "R", "F1", "cross-outlet P", "R", "F1", "B-cubed F1")
    cluster_of = dict(matches.select("claim_id", "cluster_id").iter_rows())
    table.add_row(
        "articles by story", *_figures(stories, dict(told.select("claim_id", "story_id").iter_rows()), "story_id")
    )
    table.add_row("claims, train and dev", *_figures(claims, cluster_of, "cluster"))
    agreement_of = dict(matches.select("claim_id", "agreement_id").iter_rows())
    table.add_row("claims that agree", *_figures(claims, agreement_of, "cluster"))
    table.add_row("claims, dev", *_figures([row for row in claims if row["split"] == "dev"], cluster_of, "cluster"))
    Console(width=110).print(table)


def one_claim_each(articles: pl.DataFrame, vectors: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return STATEMENTS with one claim an article, named like it, and VECTORS: so that every article has a story."""
    names = articles["article_id"].to_list()
    return tables.STATEMENTS.frame({"claim_id": name, "article_id": name, "claim": name} for name in names), vectors


def _figures(rows: Sequence[Mapping[str, Any]], found: Mapping[str, Hashable], key: str) -> list[str]:
    gold = {row["id"]: row[key] for row in rows}
    unit = {row["id"]: row["outlet"] or row.get("doc_id", row["id"]) for row in rows}
    alone = {row["id"]: row["id"] for row in rows}
    values = [*pairwise(gold, found, alone), *pairwise(gold, found, unit), bcubed(gold, found)]
    return [f"{value:.3f}" for value in values]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
