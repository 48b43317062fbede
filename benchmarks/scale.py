"""Time, memory and growth of the origins stages over synthetic articles.

    python -m benchmarks.scale [--articles 100000]

Articles of 300 words over a vocabulary of 30,000 with the skew of natural text (Zipf). Two of five are republished: as
they are, cut to 60 %, or as two paragraphs in a text of somebody else, groups of 2 to 60; every outlet has a notice of
20 words below all that it prints. Sizes from an eighth on, each in a process of its own; printed are seconds of
``find_copies`` and ``trace_articles``, peak resident memory above that of the articles, pairs found, the share of the
made pairs with the first text of the group that are found, and the exponent of growth from size to size (1: linear).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from provenance import tables
from provenance.config import Config
from provenance.origins import find_copies, trace_articles

if TYPE_CHECKING:
    import polars as pl

WORDS, VOCABULARY = 300, 30_000


def synthetic(size: int) -> tuple[pl.DataFrame, set[tuple[str, str]]]:
    """Return ARTICLES and the pairs of a first text and one made from it."""
    chance = random.Random(size)  # noqa: S311 - a benchmark that comes out the same
    words = [f"w{number}" for number in range(VOCABULARY)]
    weights = [1 / (number + 3) for number in range(VOCABULARY)]
    notices = [" ".join(f"n{outlet}x{place}" for place in range(20)) for outlet in range(200)]
    texts: list[str] = []
    pairs = set()
    while len(texts) < size:
        first = chance.choices(words, weights, k=WORDS)
        begun = len(texts)
        texts.append(" ".join(first))
        for _ in range(_copies(chance)):
            sort = chance.random()
            if sort < 0.5:
                text = first
            elif sort < 0.8:
                text = first[: WORDS * 6 // 10]
            else:
                text = chance.choices(words, weights, k=200) + first[60:160]
            pairs.add((f"{begun:07d}", f"{len(texts):07d}"))
            texts.append(" ".join(text))
    rows = []
    for number, text in enumerate(texts[:size]):
        outlet = chance.randrange(200)
        body = f"{text}\n\n{notices[outlet]}"
        rows.append(
            {
                "article_id": f"{number:07d}",
                "text": body,
                "outlet": f"outlet {outlet}",
                "published_at": f"2024-{1 + number * 12 // size:02d}",
                "body_spans": [[0, len(body)]],
            }
        )
    return tables.ARTICLES.frame(rows), {pair for pair in pairs if max(pair) < f"{size:07d}"}


def _copies(chance: random.Random) -> int:
    if chance.random() > 0.12:
        return 0
    return min(60, int(chance.paretovariate(0.9)) + 1)


def measure(size: int) -> dict[str, float]:
    """Return what is printed of one size."""
    articles, pairs = synthetic(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    copies = find_copies(articles, config=Config().origins)
    halfway = time.perf_counter()
    lines = trace_articles(articles, copies, config=Config().origins)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = set(copies.select("article_id", "other_id").iter_rows())
    return {
        "articles": size,
        "copies": halfway - started,
        "lineage": ended - halfway,
        "peak_mib": (peak - before) / 1024,
        "pairs": copies.height,
        "origins": lines["origin_id"].n_unique(),
        "found": len(pairs & found) / max(1, len(pairs)),
    }


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--one", action="store_true", help="this size only, as JSON")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.articles)))
        return
    table = Table("articles", "find_copies s", "growth", "trace_articles s", "peak MiB", "pairs", "origins", "found")
    last: dict[str, float] | None = None
    for share in (8, 4, 2, 1):
        command = [sys.executable, "-m", "benchmarks.scale", "--one", "--articles", str(asked.articles // share)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
        growth = f"{math.log2(row['copies'] / last['copies']):.2f}" if last else ""
        table.add_row(
            f"{row['articles']:,}",
            f"{row['copies']:.1f}",
            growth,
            f"{row['lineage']:.1f}",
            f"{row['peak_mib']:.0f}",
            f"{row['pairs']:,}",
            f"{row['origins']:,}",
            f"{row['found']:.4f}",
        )
        last = row
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
