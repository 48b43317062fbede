"""Learn how much each kind of evidence says about two claims stating the same matter; writes the model card.

    python -m training.claim_matching ../shared/data

Data: ECB+ (Cybulska & Vossen 2014; annotation CC BY 3.0, the texts belong to their outlets), 1,383 sentences of train
and dev, by topic. Two sentences of different articles are the same claim when their event sets overlap by half or more
(Jaccard), different claims when they share no event; what is in between is left out. Pairs are drawn within a topic,
which holds two look-alike events, so that a shared template with other names does not pass for a match. Logistic
regression, fitted by L-BFGS, is deterministic; quality is measured by cross-validation over topics.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from provenance.clustering.evidence import FEATURES, compare
from provenance.clustering.matching import CARD
from provenance.clustering.words import Rarity
from provenance.config import Config
from provenance.embedding import load_encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SAME = 0.5  # Jaccard of event sets
RIDGE = 1.0  # penalty on squared standardised weights; average precision was 0.661 with 0.1, 1 and 10
FOLDS = 6


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs of one topic: features (pairs, features), labels 0 or 1."""

    topic: str
    features: Matrix
    labels: Matrix


def read_sentences(data: Path) -> list[dict[str, Any]]:
    """Return the annotated sentences of train and dev."""
    rows = []
    for split in ("train", "dev"):
        with gzip.open(data / "claim_clusters" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows += [json.loads(line) for line in file]
    return rows


def label_pairs(rows: Sequence[dict[str, Any]], vectors: Matrix) -> list[Pairs]:
    """Return the labelled pairs of every topic."""
    found = []
    rarity = Rarity(row["text"] for row in rows)
    for topic in sorted({row["topic"] for row in rows}):
        places = [place for place, row in enumerate(rows) if row["topic"] == topic]
        features = compare([rows[place]["text"] for place in places], vectors[places], rarity)
        upper = np.triu_indices(len(places), 1)
        overlap = np.array([_overlap(rows[places[a]], rows[places[b]]) for a, b in zip(*upper, strict=True)])
        known = (overlap >= SAME) | (overlap == 0)
        found.append(Pairs(topic, features[:, *upper].T[known], (overlap[known] >= SAME).astype(np.float64)))
    return found


def _overlap(left: dict[str, Any], right: dict[str, Any]) -> float:
    """Return the Jaccard overlap of the events; not a number for two sentences of one article."""
    if left["doc_id"] == right["doc_id"]:
        return float("nan")
    here, there = set(left["claim_events"]), set(right["claim_events"])
    return len(here & there) / max(1, len(here | there))


def fit(parts: Sequence[Pairs]) -> tuple[Matrix, float]:
    """Return the weights of the features and the intercept."""
    features = np.concatenate([part.features for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    inputs = np.column_stack([(features - centre) / spread, np.ones(len(features))])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        logits = inputs @ weights
        penalised = np.append(weights[:-1], 0.0)
        error = np.logaddexp(0, logits).sum() - labels @ logits + RIDGE / 2 * penalised @ penalised
        return float(error), inputs.T @ (1 / (1 + np.exp(-logits)) - labels) + RIDGE * penalised

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ centre)


def average_precision(parts: Sequence[Pairs]) -> float:
    """Return the average precision over topics that the weights were not learnt from."""
    labels, logits = [], []
    for fold in range(FOLDS):
        weights, intercept = fit([part for place, part in enumerate(parts) if place % FOLDS != fold])
        for part in parts[fold::FOLDS]:
            labels.append(part.labels)
            logits.append(part.features @ weights + intercept)
    order = np.argsort(-np.concatenate(logits), kind="stable")
    hits = np.concatenate(labels)[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits > 0].mean())


def main(data: Path) -> None:
    """Fit on everything and write the card."""
    rows = read_sentences(data)
    vectors = load_encoder(Config().embedding).encode([row["text"] for row in rows]).astype(np.float64)
    parts = label_pairs(rows, vectors)
    weights, intercept = fit(parts)
    card = {
        "name": "claim_matching",
        "what": "likelihood that two claims state the same matter: logistic regression over readable features",
        "weights": dict(zip(FEATURES, weights.round(4).tolist(), strict=True)),
        "intercept": round(intercept, 4),
        "encoder": Config().embedding.model,
        "data": "ECB+ 1.0 train and dev topics (Cybulska & Vossen 2014), sentence pairs of different articles",
        "licence_of_data": "annotation CC BY 3.0; texts belong to their outlets and are not included",
        "pairs": sum(len(part.labels) for part in parts),
        "same": int(sum(part.labels.sum() for part in parts)),
        "average_precision": round(average_precision(parts), 3),
        "average_precision_measured": f"{FOLDS}-fold cross-validation over topics",
    }
    CARD.parent.mkdir(parents=True, exist_ok=True)
    CARD.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{json.dumps(card, indent=1)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
