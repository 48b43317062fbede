"""Time and peak memory of the main job by stage, beside a yardstick measured in the same process on the same text.

    python -m benchmarks.speed ARTICLES.jsonl.gz

The yardstick is sentence-transformers' default ``encode`` over every sentence of the articles, which any tool built on
embeddings has to pay once. Machines differ and drift; the ratio to the yardstick is what may be compared.
"""

from __future__ import annotations

import sys
import time

from rich.console import Console
from rich.table import Table

from provenance import Annotations, annotate
from provenance.config import Config
from provenance.embedding import load_encoder


def yardstick(run: Annotations) -> tuple[int, float]:
    """Return the number of sentences and the seconds that encoding them takes."""
    texts = dict(run.tables["articles"].select("article_id", "text").iter_rows())
    rows = run.tables["sentences"].select("article_id", "start", "end").iter_rows()
    sentences = [texts[article_id][start:end] for article_id, start, end in rows]
    encoder = load_encoder(Config().embedding)
    encoder.encode(sentences[:32])
    started = time.perf_counter()
    encoder.encode(sentences)
    return len(sentences), time.perf_counter() - started


def main(paths: list[str]) -> None:
    """Run the main job over the paths and print seconds, peak memory and ratio of every stage."""
    run = annotate(paths)
    sentences, unit = yardstick(run)
    table = Table(title=f"{run.articles.height} articles, {sentences} sentences, {run.claims.height} claims")
    for heading in ("stage", "seconds", "ratio to yardstick", "peak MiB so far"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    spent, peak = run.run["seconds"], run.run["peak_mib"]
    for stage, seconds in spent.items():
        table.add_row(stage, f"{seconds:.2f}", f"{seconds / unit:.2f}", f"{peak[stage] or 0:.0f}")
    total = sum(spent.values())
    table.add_row("all", f"{total:.2f}", f"{total / unit:.2f}", "")
    table.add_row("yardstick", f"{unit:.2f}", "1.00", "")
    Console(width=100).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
