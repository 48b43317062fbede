"""Pairs of articles that the shipped stage calls copies, against pairs labelled by measured overlap and read by hand.

    python -m benchmarks.copies ../shared/data

493 pairs of 744 US articles, 2012-2020: agency copy and syndication against independent articles of the same day and
articles that share quotations only. The labels come from the overlap of words itself, so a method on shingles has it
easy; what is measured is mainly that quotations are told from copying.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from provenance import tables
from provenance.config import Config
from provenance.origins import find_copies

KINDS = ("copy", "partial", "quotes", "no pair")


def read_articles(path: Path) -> pl.DataFrame:
    """Return ARTICLES, the whole text of each as its body."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return tables.ARTICLES.frame(
        {
            "article_id": row["id"],
            "text": row["text"],
            "title": row["title"],
            "outlet": row["outlet"],
            "url": row["url"],
            "published_at": row["date"],
            "body_spans": [[0, len(row["text"])]],
        }
        for row in rows
    )


def main(data: Path) -> None:
    """Compare and print, by label, how pairs were called; F1 counts the pairs with a binary label."""
    articles = read_articles(data / "wire_copy" / "dev_articles.jsonl.gz")
    started = time.perf_counter()
    copies = find_copies(articles, config=Config().origins)
    seconds = time.perf_counter() - started
    kind = {frozenset(pair): kind for *pair, kind in copies.select("article_id", "other_id", "kind").iter_rows()}
    pairs = pl.read_parquet(data / "wire_copy" / "dev_pairs.parquet").select("id_a", "id_b", "reuse", "label").rows()
    called = [(reuse, label, kind.get(frozenset(pair), "no pair")) for *pair, reuse, label in pairs]
    table = Table("labelled", *KINDS)
    counts = Counter((reuse, found) for reuse, _, found in called)
    for reuse in sorted({reuse for reuse, _, _ in called}):
        table.add_row(reuse, *(str(counts[reuse, found]) for found in KINDS))
    right = sum(label == 1 and found == "copy" for _, label, found in called)
    precision = right / max(1, sum(label is not None and found == "copy" for _, label, found in called))
    recall = right / max(1, sum(label == 1 for _, label, _ in called))
    console = Console(width=100)
    console.print(table)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    console.print(f"copy: precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}; {seconds:.1f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
