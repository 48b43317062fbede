"""Claims, headlines, leads or articles grouped by the shipped stages, against a gold grouping and simple methods.

    python -m benchmarks.clustering --claims FILE [--articles FILE] [--pred OUT] [--others] [--boot 500]
    python -m benchmarks.clustering --stories FILE | --leads FILE | --headlines FILE  [--pred OUT] [--others] [--unseen]

FILE has one JSON object a line (``.gz`` or plain) as in ``claim_clusters`` and ``stories``: ``id``, ``text``,
``outlet`` and ``doc_id`` where known, and to be scored ``cluster`` (claims with ``claim_events``, headlines) or
``story_id``. Claims are clustered inside the stories that the program itself finds among ``--articles``, or without
them among the articles' sentences at hand. OUT gets ``{"id", "cluster"}`` a line. ``--unseen`` keeps of leads and
headlines only the stories that the training of the encoder left out.

Pairs count between two outlets only (an item of no known outlet is one of its own article's). "graded": pairs that
share half of their events are right, pairs that share none wrong, the others left out. Every simple method is given
the threshold that is best for it on the very file. Intervals (90 %) are by bootstrap over events; "against" is the
difference to this program's figure on the same draws.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.grouping import (
    GOLD,
    MEASURES,
    MOST_TOKEN_SETS,
    OTHERS,
    Gold,
    draws,
    figures,
    interval,
    numbered,
    pairs_of,
    text_of,
)
from provenance import tables
from provenance.claims.checkable import read as read_claim
from provenance.claims.quantities import find_quantities
from provenance.clustering import cluster_claims
from provenance.clustering.neighbours import near_pairs
from provenance.config import Clustering, Config
from provenance.embedding import embed_texts
from training.news_encoder import LEFT_OUT, left_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from provenance.clustering.matching import Matcher

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Rows = Sequence[Mapping[str, Any]]


THRESHOLDS = {"leads": 0.53}  # chosen on the unseen leads of dev; the others have the default


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file, compressed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return [row for row in rows if row.get("kind") != "roundup"]


def article_table(rows: Rows) -> pl.DataFrame:
    """Return ARTICLES, the whole text of each as its body."""
    return tables.ARTICLES.frame(
        {
            "article_id": row["id"],
            "text": row["text"],
            "title": row.get("title"),
            "outlet": row.get("outlet"),
            "body_spans": [[0, len(row["text"])]],
        }
        for row in rows
    )


def articles_of_claims(rows: Rows) -> list[dict[str, Any]]:
    """Return an article of each ``doc_id``: the sentences at hand."""
    texts: dict[str, list[str]] = defaultdict(list)
    outlet = {row["doc_id"]: row.get("outlet") for row in rows}
    for row in rows:
        texts[row["doc_id"]].append(row["text"])
    return [{"id": name, "text": "\n".join(listed), "outlet": outlet[name]} for name, listed in texts.items()]


def claim_table(rows: Rows) -> pl.DataFrame:
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


@dataclass(frozen=True)
class Embedded:
    """Articles and claims with their vectors, so that several ways of clustering may share them."""

    articles: pl.DataFrame
    statements: pl.DataFrame
    vectors: pl.DataFrame

    def cluster(self, config: Clustering, matcher: Matcher | None = None) -> pl.DataFrame:
        """Return MATCHES."""
        return cluster_claims(
            self.articles, tables.ATTRIBUTIONS.empty(), self.statements, self.vectors, config=config, matcher=matcher
        )


def embed(kind: str, rows: Rows, articles: Rows | None) -> Embedded:
    """Return what a file holds, ready to be clustered; other kinds than claims have one claim an article."""
    if kind == "claims":
        known = {row["id"] for row in articles or ()}
        others = articles_of_claims([row for row in rows if row["doc_id"] not in known])
        told, claims = article_table([*(articles or ()), *others]), claim_table(rows)
        return Embedded(told, claims, embed_texts(told, claims, config=Config().embedding))
    told = article_table(rows)
    vectors = embed_texts(told, tables.STATEMENTS.empty(), config=Config().embedding)
    claims = tables.STATEMENTS.frame(
        {"claim_id": f"{name}.", "article_id": name, "claim": name} for name in told["article_id"]
    )
    named = vectors.with_columns(text_id=vectors["text_id"] + ".")
    return Embedded(told, claims, vectors.vstack(named.with_columns(actions=None).cast(dict(vectors.schema))))


def predict(kind: str, embedded: Embedded, config: Clustering) -> dict[str, str]:
    """Return the group of every item."""
    found = embedded.cluster(config)
    if kind == "claims":
        return dict(found.select("claim_id", "cluster_id").iter_rows())
    return {name.removesuffix("."): story for name, story in found.select("claim_id", "story_id").iter_rows()}


def table_of(gold: Gold, mine: Labels, texts: Sequence[str] | None, boot: int) -> Table:
    """Return the table of this program's grouping, and where ``texts`` are given of the simple methods'."""
    table = Table("method", *MEASURES, "F1, 90 %", "against")
    here = gold.tallies(mine)
    rounds = list(draws(len(here), boot))
    sampled = [float(figures(here[drawn])[2]) for drawn in rounds]
    table.add_row("here", *printed(gold, here), interval(sampled), "")
    for name, method in OTHERS.items() if texts is not None else ():
        if name.endswith("token_set") and len(texts or ()) > MOST_TOKEN_SETS:
            continue
        tallies = max(
            (gold.tallies(numbered(found.tolist())) for found in method(texts or ())), key=lambda one: figures(one)[2]
        )
        other = [float(figures(tallies[drawn])[2]) for drawn in rounds]
        apart = [a - b for a, b in zip(other, sampled, strict=True)]
        table.add_row(name, *printed(gold, tallies), interval(other), interval(apart))
    return table


def printed(gold: Gold, tallies: Matrix) -> list[str]:
    """Return the measures as they are printed; graded F1 only where events are known."""
    known = [name != "graded F1" or gold.told is not None for name in MEASURES]
    return [f"{value:.3f}" if there else "" for value, there in zip(figures(tallies), known, strict=True)]


def index_recall(gold: Gold, embedded: Embedded, ids: Sequence[str]) -> str:
    """Return which share of the gold pairs the index proposes, over the whole file and without help of stories."""
    vector_of = dict(embedded.vectors.select("text_id", "vector").iter_rows())
    left, right = near_pairs(np.array([vector_of[name] for name in ids], dtype=np.float64))
    total = len(ids)
    proposed = left * total + right
    here, there = pairs_of(gold.labels)
    asked = np.minimum(here, there) * total + np.maximum(here, there)
    share = float(np.isin(asked, proposed).mean())
    return f"{share:.4f} of {len(asked)} gold pairs proposed ({len(left) / max(1, total):.0f} pairs an item)"


def main() -> None:
    """Group, write and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_mutually_exclusive_group(required=True)
    for kind in GOLD:
        kinds.add_argument(f"--{kind}", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--others", action="store_true")
    parser.add_argument("--boot", type=int, default=500)
    parser.add_argument("--unseen", action="store_true")
    asked = parser.parse_args()
    kind = next(name for name in GOLD if getattr(asked, name))
    rows = read(getattr(asked, kind))
    if asked.unseen and kind in LEFT_OUT:
        rows = [row for row in rows if left_out(row[GOLD[kind]], LEFT_OUT[kind])]
    embedded = embed(kind, rows, read(asked.articles) if asked.articles else None)
    config = Config().clustering
    config = config.model_copy(update={"story_threshold": THRESHOLDS.get(kind, config.story_threshold)})
    found = predict(kind, embedded, config)
    if asked.pred:
        lines = (json.dumps({"id": row["id"], "cluster": found[row["id"]]}) for row in rows)
        asked.pred.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if GOLD[kind] in rows[0]:
        gold, console = Gold(kind, rows), Console(width=120)
        texts = [text_of(row) for row in rows] if asked.others else None
        console.print(table_of(gold, numbered([found[row["id"]] for row in rows]), texts, asked.boot))
        console.print(f"index: {index_recall(gold, embedded, [row['id'] for row in rows])}")


if __name__ == "__main__":
    main()
