"""How well likeness ranks pairs of sentences that say the same, against labels.

    python -m benchmarks.pairs --pairs FILE.parquet [--pred OUT.csv | OUT.parquet] [--others]

FILE has ``pair_id``, ``text_a``, ``text_b`` and, to be scored, ``source``, ``label`` (1, 0, null) and ``score``
(graded, or null); OUT gets ``pair_id`` and ``sim``, 0..1. ``--others`` prints the plain cosine of all-MiniLM-L6-v2,
TF-IDF and token_set_ratio beside it. Average precision over pairs with a label, rank correlation (Spearman) over pairs
with a score.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table
from scipy.stats import spearmanr

from provenance.clustering import Wording, load_matcher
from provenance.clustering.words import Rarity
from provenance.config import Embedding
from provenance.embedding import load_encoder, read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float64]


def likelihood(left: Sequence[str], right: Sequence[str]) -> Scores:
    """Return how likely each pair states the same matter, and a little of the cosine where that is equal."""
    encoder = load_encoder(Embedding())
    texts = sorted({*left, *right}, key=lambda text: (len(text), text))
    place = {text: number for number, text in enumerate(texts)}
    read = read_texts(texts, encoder)
    wordings = [Wording(*one) for one in zip(texts, read.vectors, read.rows(), strict=True)]
    matcher = load_matcher()
    prepared = matcher.prepare(wordings, Rarity())
    here, there = (np.array([place[text] for text in side]) for side in (left, right))
    return matcher.similarity(prepared, here, there)


def cosine(left: Sequence[str], right: Sequence[str]) -> Scores:
    """Return the cosine of plain sentence vectors."""
    encoder = load_encoder(Embedding(model="all-MiniLM-L6-v2"))
    here, there = (encoder.encode(list(side)) for side in (left, right))
    return np.asarray((here * there).sum(1), dtype=np.float64)


def tf_idf(left: Sequence[str], right: Sequence[str]) -> Scores:
    """Return the cosine of words and pairs of words, weighed by rarity in the file."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([*left, *right])
    return np.asarray(model.transform(left).multiply(model.transform(right)).sum(1), dtype=np.float64).ravel()


def token_set(left: Sequence[str], right: Sequence[str]) -> Scores:
    """Return rapidfuzz's token_set_ratio as 0..1."""
    from rapidfuzz import fuzz

    return np.array([fuzz.token_set_ratio(a.lower(), b.lower()) / 100 for a, b in zip(left, right, strict=True)])


OTHERS: dict[str, Callable[[Sequence[str], Sequence[str]], Scores]] = {
    "MiniLM cosine": cosine,
    "TF-IDF": tf_idf,
    "token_set": token_set,
}


def average_precision(labels: Scores, scores: Scores) -> float:
    """Return the mean precision at every right pair, ties taken together."""
    order = np.argsort(-scores, kind="stable")
    hits, ranked = np.cumsum(labels[order]), scores[order]
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    precision, recall = hits[last] / (last + 1), hits[last] / max(1.0, hits[-1])
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def rows_of(pairs: pl.DataFrame, scored: dict[str, Scores]) -> list[list[str]]:
    """Return the table: for every source the measure, how many pairs it rests on, and each method's figure."""
    rows = []
    for source in sorted(pairs["source"].unique()):
        here = (pairs["source"] == source).to_numpy()
        for column, measure in (("label", "average precision"), ("score", "Spearman")):
            known = here & pairs[column].is_not_null().to_numpy()
            if known.any():
                gold = pairs[column].cast(pl.Float64).to_numpy()[known]
                figures = [
                    average_precision(gold, scores[known]) if column == "label" else spearmanr(gold, scores[known])[0]
                    for scores in scored.values()
                ]
                rows.append([source, measure, str(int(known.sum())), *(f"{figure:.3f}" for figure in figures)])
    return rows


def main() -> None:
    """Score the pairs of a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--others", action="store_true")
    asked = parser.parse_args()
    pairs = pl.read_parquet(asked.pairs)
    sides = pairs["text_a"].to_list(), pairs["text_b"].to_list()
    scored = {"here": likelihood(*sides)}
    if asked.pred:
        found = pl.DataFrame({"pair_id": pairs["pair_id"], "sim": scored["here"]})
        if asked.pred.suffix == ".parquet":
            found.write_parquet(asked.pred)
        else:
            found.write_csv(asked.pred)
    if "source" in pairs.columns and ("label" in pairs.columns or "score" in pairs.columns):
        scored |= {name: method(*sides) for name, method in OTHERS.items()} if asked.others else {}
        table = Table("source", "measure", "pairs", *scored)
        for row in rows_of(pairs, scored):
            table.add_row(*row)
        Console(width=110).print(table)


if __name__ == "__main__":
    main()
