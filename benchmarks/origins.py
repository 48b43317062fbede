"""Copies, partial copies and shared quotations that the shipped stage finds, against labelled pairs or made copies.

    python -m benchmarks.origins --articles FILE.jsonl.gz --pairs FILE.parquet --pred OUT.csv
    python -m benchmarks.origins --made ARTICLES.jsonl.gz

The first takes articles (id, text, outlet, date, url, title) and pairs of them (pair_id, id_a, id_b, and, to be
scored, reuse and label) and writes a row a pair: ``pair_id``, ``sim`` (0..1, from 0.5 on a copy), ``reuse`` (copy,
partial, shared_quotes, independent: by the rule of the labels, where a statement or post printed without quotation
marks makes a partial copy) and ``kind`` (what the tool calls it, for which words of somebody quoted are no copying,
with marks or without). The labels of ``wire_copy`` come from the overlap of words itself, so a method on shingles has
it easy; what is measured is mainly that quotations are told from copying.

The second makes copies of real articles: whole between menus and notices, cut to 60 %, four of its sentences quoted in
another article, and the same report with its sentences in reverse order and every seventh word another. Recall is the
share of each that is called what it is (copy, copy, shared quotation), false merges the share of rewritten ones called
copy or partial, and of all pairs of two outlets' real articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from provenance import tables
from provenance.articles import describe_articles
from provenance.config import Config
from provenance.origins import find_copies

REUSE = ("copy", "partial", "shared_quotes", "independent")
UNMARKED, RUN, QUOTED_RUN = 0.10, 25, 12  # of the labels: share outside quotation marks; words of a run
MENU = "Home\nNews\nBusiness\nSport\nWeather\nContact us\nSubscribe to our newsletter\n\n"
NOTICE = "\n\nShare this article\nFacebook\nTwitter\nRead more from our newsroom\nAll rights reserved. Terms of use\n"
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file, plain or .gz."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def whole_bodies(rows: list[Row]) -> pl.DataFrame:
    """Return ARTICLES, the whole text of each as its body."""
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


def reuse_of(pair: Row | None) -> tuple[float, str, str]:
    """Return sim, reuse and kind of a row of COPIES, or of a pair that has none."""
    if pair is None:
        return 0.0, "independent", "none"
    kind, most = pair["kind"], max(pair["containment"], pair["other_containment"])
    unmarked = max(pair["unmarked"], pair["other_unmarked"])
    if kind == "copy":
        return 0.5 + most / 2, "copy", kind
    if kind == "partial" or (unmarked >= UNMARKED and pair["longest_run"] >= RUN):
        return 0.1 + 0.39 * max(most, unmarked), "partial", kind
    return 0.1 * most, "shared_quotes" if pair["longest_run"] >= QUOTED_RUN else "independent", kind


def predict(articles: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return pair_id, sim, reuse and kind of every pair."""
    copies = find_copies(articles, config=Config().origins)
    found = {frozenset((row["article_id"], row["other_id"])): row for row in copies.iter_rows(named=True)}
    rows = [
        (pair_id, *reuse_of(found.get(frozenset((left, right)))))
        for pair_id, left, right in pairs.select("pair_id", "id_a", "id_b").iter_rows()
    ]
    return pl.DataFrame(rows, schema=["pair_id", "sim", "reuse", "kind"], orient="row")


def score(gold: pl.DataFrame, found: pl.DataFrame, console: Console) -> None:
    """Print how the labelled pairs were called, F1 of copies and recall of partial copies."""
    joined = gold.select("pair_id", "label", labelled="reuse").join(found, on="pair_id")
    for column, names in (("reuse", REUSE), ("kind", ("copy", "partial", "quotes", "none"))):
        counts = Counter(joined.select("labelled", column).iter_rows())
        table = Table(f"labelled, by {column}", *names)
        for label in REUSE:
            table.add_row(label, *(str(counts[label, name]) for name in names))
        console.print(table)
    called = pl.col("reuse") == "copy"
    binary = joined.filter(pl.col("label").is_not_null())
    right = binary.filter(called & (pl.col("label") == 1)).height
    precision = right / max(1, binary.filter(called).height)
    recall = right / max(1, binary.filter(pl.col("label") == 1).height)
    partial = joined.filter(pl.col("labelled") == "partial")
    console.print(
        f"copy: precision {precision:.3f}, recall {recall:.3f}, "
        f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}; partial copies: recall "
        f"{partial['reuse'].is_in(['partial', 'copy']).mean():.3f} by the rule of the labels, "
        f"{partial['kind'].ne('none').mean():.3f} found as shared text of any kind"
    )


def made(rows: list[Row]) -> dict[str, list[tuple[str, str, str]]]:
    """Return the made texts by sort: (id of the text it is made from, its own id, text)."""
    chance = random.Random(0)  # noqa: S311 - a benchmark that comes out the same
    bodies = [str(row["text"]) for row in rows]
    words = sorted({word for body in bodies for word in re.findall(r"[a-z]{4,}", body)})
    found: dict[str, list[tuple[str, str, str]]] = {"boilerplate": [], "cut": [], "quoted": [], "rewritten": []}
    for place, (row, body) in enumerate(zip(rows, bodies, strict=True)):
        key = str(row["id"])
        sentences = [part for part in re.split(r"(?<=[.!?]) +|\n+", body) if len(part.split()) >= 8]
        clean = [part for part in sentences if not re.search(r"[\"“”]|''", part)]
        if len(clean) < 8:
            continue
        found["boilerplate"].append((key, f"{key} b", f"{MENU}{body}{NOTICE}"))
        found["cut"].append((key, f"{key} c", _beginning(body, 0.6)))
        other = bodies[(place + len(bodies) // 2) % len(bodies)].split("\n\n")
        quoted = [f"“{part}” he said." for part in chance.sample(clean, 4)]
        found["quoted"].append((key, f"{key} q", "\n\n".join(_mixed(other, quoted))))
        told = [_reworded(part.split(), words, chance) for part in reversed(sentences)]
        found["rewritten"].append((key, f"{key} r", "\n\n".join(told)))
    return found


def _beginning(text: str, share: float) -> str:
    words = list(re.finditer(r"\S+", text))
    return text[: words[round(share * len(words)) - 1].end()]


def _mixed(paragraphs: list[str], quoted: list[str]) -> list[str]:
    step = max(1, len(paragraphs) // (len(quoted) + 1))
    mixed = list(paragraphs)
    for number, part in enumerate(quoted, 1):
        mixed.insert(number * step + number - 1, part)
    return mixed


def _reworded(sentence: list[str], words: list[str], chance: random.Random) -> str:
    return " ".join(chance.choice(words) if place % 7 == 3 else word for place, word in enumerate(sentence))


def measure_made(rows: list[Row], console: Console) -> None:
    """Print recall of each sort of made copy and false merges."""
    sorts = made(rows)
    texts = [(str(row["id"]), str(row["text"]), str(row.get("publisher"))) for row in rows]
    texts += [(key, text, f"maker of {sort}") for sort, found in sorts.items() for _, key, text in found]
    documents = tables.DOCUMENTS.frame(
        {
            "position": place,
            "input_id": key,
            "where": key,
            "format": "jsonl",
            "text": text,
            "outlet": outlet,
            "notes": [],
        }
        for place, (key, text, outlet) in enumerate(texts)
    )
    config = Config()
    articles = describe_articles(documents, config=config.articles)
    names = dict(articles.select("article_id", "input_id").iter_rows())
    started = time.perf_counter()
    copies = find_copies(articles, config=config.origins)
    seconds = time.perf_counter() - started
    kind = {
        frozenset((names[row["article_id"]], names[row["other_id"]])): row["kind"]
        for row in copies.iter_rows(named=True)
    }
    table = Table("made of a real article", "texts", "copy", "partial", "quotes", "none")
    for sort, found in sorts.items():
        counts = Counter(kind.get(frozenset((source, key)), "none") for source, key, _ in found)
        table.add_row(
            sort,
            str(len(found)),
            *(f"{counts[name] / max(1, len(found)):.3f}" for name in ("copy", "partial", "quotes", "none")),
        )
    console.print(table)
    real = {str(row["id"]): str(row["publisher"]) for row in rows}
    merged = [
        pair
        for pair, called in kind.items()
        if pair <= set(real) and called in ("copy", "partial") and len({real[key] for key in pair}) == 2
    ]
    console.print(
        f"real articles of two outlets called copy or partial: {len(merged)} {[sorted(pair) for pair in merged]}"
    )
    console.print(f"{articles.height} articles, {articles['words'].sum()} words: {seconds:.1f} s")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--made", type=Path)
    asked = parser.parse_args()
    if bool(asked.pairs) != bool(asked.articles) or not (asked.pairs or asked.made):
        parser.error("give --articles and --pairs, or --made")
    console = Console(width=110)
    if asked.made:
        measure_made(read_rows(asked.made), console)
    if asked.pairs:
        pairs = pl.read_parquet(asked.pairs) if asked.pairs.suffix == ".parquet" else pl.read_csv(asked.pairs)
        found = predict(whole_bodies(read_rows(asked.articles)), pairs)
        if asked.pred:
            found.write_parquet(asked.pred) if asked.pred.suffix == ".parquet" else found.write_csv(asked.pred)
        if {"reuse", "label"} <= set(pairs.columns):
            score(pairs, found, console)


if __name__ == "__main__":
    main()
