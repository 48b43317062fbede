"""Learn how much each kind of evidence says about two claims stating the same matter; writes the model card.

    python -m training.claim_matching ../shared/data RUN        # RUN holds all.pt and fold*.pt of training.news_encoder

Data: ECB+ (Cybulska & Vossen 2014; annotation CC BY 3.0, the texts belong to their outlets), sentences of the train
topics. Two sentences of different articles are the same claim when half or more of their events are common (Jaccard)
or the gold puts them into one cluster, different claims otherwise, those that share less included. Pairs are drawn
within a topic, which holds two look-alike events, so that a shared template with other names does not pass for a
match. Sentences are encoded by the checkpoint whose fold leaves their topic out. Logistic regression, fitted by
L-BFGS, is deterministic. A second set of weights is for encoders that give no actions, learnt from all-MiniLM-L6-v2.
Some pairs of STS-B (Cer et al. 2017) from outside of look-alike events join in. The dev topics are only measured.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import torch
from scipy.optimize import minimize

from benchmarks.calibration import calibration_error
from benchmarks.pairs import average_precision
from provenance.clustering.evidence import ACTIONS, FEATURES, Wording, Wordings
from provenance.clustering.matching import CARD
from provenance.clustering.words import Rarity
from provenance.config import Config, Embedding
from provenance.embedding import Encoded, Encoder, load_encoder, read_texts
from provenance.embedding.network import Network
from provenance.embedding.news import NewsEncoder, load_tokenizer
from provenance.models import embedded_encoder_path
from training.news_encoder import FOLDS, fold_of, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SAME = 0.5  # Jaccard of event sets
THRESHOLDS = ("story_threshold", "claim_threshold", "agreement_threshold")  # chosen by training.claim_ablation sweep
SHARE = 0.1  # what the pairs of STS-B weigh in all, beside those of ECB+
RIDGE = 1.0  # penalty on squared standardised weights; average precision was 0.661 with 0.1, 1 and 10


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs of one topic: features (features, pairs), labels 0 or 1."""

    topic: str
    features: Matrix
    labels: Matrix
    weight: float = 1.0  # of one pair


def load_network(path: Path) -> Network:
    """Return the network of a checkpoint."""
    network = Network()
    network.load_state_dict(torch.load(path, weights_only=True))
    return network


def label_pairs(rows: Sequence[Mapping[str, Any]], encoded: Encoded, network: Network | None) -> list[Pairs]:
    """Return the labelled pairs of every topic."""
    compared = prepare([row["text"] for row in rows], encoded, network)
    found = []
    for topic in sorted({row["topic"] for row in rows}):
        places = [place for place, row in enumerate(rows) if row["topic"] == topic]
        left, right = np.triu_indices(len(places), 1)
        here = [rows[place] for place in places]
        apart = np.array([here[a]["doc_id"] != here[b]["doc_id"] for a, b in zip(left, right, strict=True)])
        left, right = left[apart], right[apart]
        labels = [same_claim(here[a], here[b]) for a, b in zip(left, right, strict=True)]
        numbers = np.array(places)
        features = compared.compare(numbers[left], numbers[right])
        found.append(Pairs(topic, features, np.array(labels, dtype=np.float64)))
    return found


def graded_pairs(data: Path, encoder: Encoder, total: int) -> Pairs:
    """Return pairs of STS-B that people find the same (4 to 5) or not (0 to 3), worth SHARE of ``total`` pairs.

    They come from anywhere, so that meaning has its say also where no two events look alike.
    """
    frame = pl.read_parquet(data / "claim_pairs" / "train.parquet").filter(
        pl.col("source") == "stsb", ~pl.col("genre").str.contains("MSRpar"), ~pl.col("score").is_between(3, 4, "none")
    )
    sides = frame["text_a"].to_list(), frame["text_b"].to_list()
    texts = sorted({*sides[0], *sides[1]}, key=lambda text: (len(text), text))
    place = {text: number for number, text in enumerate(texts)}
    compared = prepare(texts, read_texts(texts, encoder), getattr(encoder, "network", None))
    left, right = (np.array([place[text] for text in side]) for side in sides)
    labels = (frame["score"] >= 4).cast(pl.Float64).to_numpy()
    return Pairs("stsb", compared.compare(left, right), labels, SHARE * total / len(labels))


def prepare(texts: Sequence[str], encoded: Encoded, network: Network | None) -> Wordings:
    """Return texts ready to be compared, with the slope and offset of a network's actions."""
    wordings = [Wording(*one) for one in zip(texts, encoded.vectors, encoded.rows(), strict=True)]
    slopes = {} if network is None else {"slope": network.slope.item(), "offset": network.offset.item()}
    return Wordings(wordings, Rarity(texts), **slopes)


def same_claim(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Return whether two sentences state the same claim."""
    here, there = set(left["claim_events"]), set(right["claim_events"])
    overlap = len(here & there) / max(1, len(here | there))
    return overlap >= SAME or bool(left["cluster"] == right["cluster"])


def fit(parts: Sequence[Pairs], used: Sequence[bool]) -> tuple[Matrix, float]:
    """Return the weights of the features, 0 where one is not used, and the intercept."""
    features = np.concatenate([part.features for part in parts], axis=1)
    labels = np.concatenate([part.labels for part in parts])
    known = np.array(used)
    centre, spread = features.mean(axis=1), features.std(axis=1) + 1e-9
    inputs = np.vstack([((features - centre[:, None]) / spread[:, None]) * known[:, None], np.ones(len(labels))])
    shares = np.concatenate([np.full(len(part.labels), part.weight) for part in parts])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        logits = weights @ inputs
        penalised = np.append(weights[:-1], 0.0)
        error = shares @ (np.logaddexp(0, logits) - labels * logits) + RIDGE / 2 * penalised @ penalised
        return float(error), inputs @ (shares * (1 / (1 + np.exp(-logits)) - labels)) + RIDGE * penalised

    bounds = [*[(0.0, None)] * len(FEATURES), (None, None)]  # evidence may speak for a match only
    found = minimize(loss, np.zeros(len(inputs)), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / spread * known
    return weights, float(found[-1] - weights @ centre)


def judge(parts: Sequence[Pairs], learnt: tuple[Matrix, float]) -> dict[str, float]:
    """Return average precision and calibration error of the likelihood on labelled pairs."""
    features = np.concatenate([part.features for part in parts], axis=1)
    labels = np.concatenate([part.labels for part in parts])
    likely = 1 / (1 + np.exp(-(learnt[0] @ features + learnt[1])))
    return {
        "average_precision": round(average_precision(labels, likely), 3),
        "calibration_error": round(calibration_error(likely, labels.astype(bool)), 3),
    }


def learn(train: Sequence[Pairs], dev: Sequence[Pairs], graded: Pairs, used: Sequence[bool]) -> dict[str, Any]:
    """Return weights, and what they give on dev and, by cross-validation over the folds of topics, on train."""
    weights, intercept = fit([*train, graded], used)
    crossed = [
        judge([part], fit([graded, *(one for one in train if fold_of(one.topic) != fold_of(part.topic))], used))
        for part in train
        if part.labels.any()
    ]
    return {
        "weights": dict(zip(FEATURES, weights.round(4).tolist(), strict=True)),
        "intercept": round(intercept, 4),
        "dev": judge(dev, (weights, intercept)),
        "train_cross_validated_mean_over_topics": {
            name: round(float(np.mean([one[name] for one in crossed])), 3) for name in crossed[0]
        },
    }


def news_encoder(network: Network) -> NewsEncoder:
    """Return the encoder of a network."""
    return NewsEncoder(network, load_tokenizer(embedded_encoder_path() / "tokenizer.json"))


def encode(rows: Sequence[Mapping[str, Any]], network: Network) -> Encoded:
    """Return vectors and actions."""
    return news_encoder(network).read([row["text"] for row in rows])


def main(data: Path, run: Path) -> None:
    """Fit on train, measure on dev, write the card."""
    rows = {split: read(data / "claim_clusters" / f"{split}.jsonl.gz") for split in ("train", "dev")}
    whole = load_network(run / "all.pt")
    train = []
    for fold in range(FOLDS):
        network = load_network(run / f"fold{fold}.pt")
        here = [row for row in rows["train"] if fold_of(row["topic"]) == fold]
        train += label_pairs(here, encode(here, network), network)
    dev = label_pairs(rows["dev"], encode(rows["dev"], whole), whole)
    plain = load_encoder(Embedding(model="all-MiniLM-L6-v2"))
    others = {
        split: label_pairs(here, Encoded(plain.encode([row["text"] for row in here])), None)
        for split, here in rows.items()
    }
    total = sum(len(part.labels) for part in train)
    card = {
        "name": "claim_matching",
        "what": "likelihood that two claims state the same matter: logistic regression over readable features",
        "with_actions": learn(train, dev, graded_pairs(data, news_encoder(whole), total), [True] * len(FEATURES)),
        "without_actions": learn(
            others["train"], others["dev"], graded_pairs(data, plain, total), [name != ACTIONS for name in FEATURES]
        ),
        "action_slope": round(whole.slope.item(), 4),
        "action_offset": round(whole.offset.item(), 4),
        "encoder": Config().embedding.model,
        "thresholds": {name: getattr(Config().clustering, name) for name in THRESHOLDS},
        "data": "ECB+ 1.0 train topics (Cybulska & Vossen 2014), sentence pairs of different articles of one topic; "
        "STS-B train (Cer et al. 2017) without MSRpar",
        "licence_of_data": "ECB+ annotation CC BY 3.0, STS-B scores CC BY-SA 4.0; texts are not included",
        "pairs": total,
        "same": int(sum(part.labels.sum() for part in train)),
    }
    CARD.parent.mkdir(parents=True, exist_ok=True)
    CARD.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{json.dumps(card, indent=1)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
