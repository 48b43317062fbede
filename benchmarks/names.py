"""How alike two spellings of one word of a name are called, against pairs labelled by what Wikidata writes in Arabic.

    python -m benchmarks.names --pairs FILE --pred OUT

FILE (CSV or Parquet) has ``form_a`` and ``form_b``; OUT (CSV or Parquet, by its ending) gets both, ``p``, the likeness
0..1, and ``same``, 1 where it reaches the shipped threshold (``sources.name_similarity``), else 0. Where FILE also has
``same_name`` (1, 0), precision, recall and F1 are printed: at that threshold, and of this and simpler methods at the
threshold that is best for each on the very file.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rich.console import Console
from rich.table import Table

from provenance.config import Config
from provenance.sources.keys import skeleton, token_key
from provenance.sources.likeness import token_likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Flags = NDArray[np.bool_]

OTHERS: dict[str, Callable[[str, str], float]] = {
    "edit ratio": lambda one, two: fuzz.ratio(one, two) / 100,
    "Jaro-Winkler": JaroWinkler.similarity,
    "equal consonant keys": lambda one, two: float(skeleton(token_key(one)) == skeleton(token_key(two))),
}


def read_pairs(path: Path) -> pl.DataFrame:
    """Return the pairs of a file; a missing form is an empty word."""
    frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema_length=None)
    return frame.with_columns(pl.col("form_a", "form_b").cast(pl.String).fill_null(""))


def likeness(pairs: pl.DataFrame, method: Callable[[str, str], float]) -> Scores:
    """Return the likeness of every pair by one method."""
    return np.array([method(one, two) for one, two in pairs.select("form_a", "form_b").iter_rows()], dtype=np.float64)


def figures(same: Flags, called: Flags) -> tuple[float, float, float]:
    """Return precision, recall and F1; 0 where nothing is called or is the same."""
    right = int((same & called).sum())
    precision, recall = right / max(1, int(called.sum())), right / max(1, int(same.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best_threshold(same: Flags, scores: Scores) -> float:
    """Return the likeness from which F1 is highest, ties of likeness taken together; 0 for no pairs."""
    order = np.argsort(-scores, kind="stable")
    hits, ranked = np.cumsum(same[order]), scores[order]
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    if not len(ranked):
        return 0.0
    return float(ranked[last[np.argmax(2 * hits[last] / (last + 1 + same.sum()))]])


def rows_of(same: Flags, scored: dict[str, Scores], shipped: float) -> Sequence[Sequence[str]]:
    """Return the rows of the table: this program at its own threshold, then every method at its best."""
    first = next(iter(scored))
    asked = [(f"{first}, as shipped", first, shipped)]
    asked += [(f"{name}, best threshold", name, best_threshold(same, scores)) for name, scores in scored.items()]
    return [
        [title, f"{threshold:.2f}", *(f"{figure:.3f}" for figure in figures(same, scored[name] >= threshold))]
        for title, name, threshold in asked
    ]


def main() -> None:
    """Write the likeness of every pair of a file, and measure it where labels are at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--pred", type=Path, required=True)
    asked = parser.parse_args()
    pairs, shipped = read_pairs(asked.pairs), Config().sources.name_similarity
    started = time.perf_counter()
    scores = likeness(pairs, token_likeness)
    seconds = time.perf_counter() - started
    found = pairs.select("form_a", "form_b").with_columns(
        p=pl.Series(scores), same=pl.Series(scores >= shipped).cast(pl.Int8)
    )
    if asked.pred.suffix == ".parquet":
        found.write_parquet(asked.pred)
    else:
        found.write_csv(asked.pred)
    console = Console(width=100)
    if "same_name" in pairs.columns:
        same = pairs["same_name"].cast(pl.Int8).to_numpy() == 1
        scored = {"here": scores} | {name: likeness(pairs, method) for name, method in OTHERS.items()}
        table = Table("method", "threshold", "precision", "recall", "F1")
        for row in rows_of(same, scored, shipped):
            table.add_row(*row)
        console.print(table)
    console.print(f"{len(pairs)} pairs, {seconds:.2f} s")


if __name__ == "__main__":
    main()
