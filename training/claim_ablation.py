"""What each part of claim matching brings, and which thresholds suit it: on train by held-out folds, and on dev.

    python -m training.claim_ablation ../shared/data RUN sweep      # thresholds of clustering.*
    python -m training.claim_ablation ../shared/data RUN crossed    # on train, beside simple methods, with intervals
    python -m training.claim_ablation ../shared/data RUN ablate     # without each feature, encoder, stage
    python -m training.claim_ablation ../shared/data RUN relations  # how often clustering.relations is right

Claims of the train topics are encoded by the checkpoint that has not seen them, and matched by weights fitted on the
other folds. The claims of dev are encoded by ``all.pt`` and matched by weights fitted on train. Stories are the
program's own.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console

from benchmarks.clustering import article_table, claim_table, table_of
from benchmarks.grouping import Gold, figures, numbered, text_of
from benchmarks.pairs import average_precision
from provenance import tables
from provenance.clustering import cluster_claims
from provenance.clustering.agreement import read_said
from provenance.clustering.evidence import FEATURES, Wording, Wordings
from provenance.clustering.matching import Matcher, Weights
from provenance.clustering.relations import Coverage, relation_of
from provenance.clustering.words import Rarity
from provenance.config import Clustering, Embedding
from provenance.embedding import Encoded, embed_texts, load_encoder
from training.claim_matching import Pairs, encode, fit, graded_pairs, label_pairs, load_network, news_encoder
from training.news_encoder import FOLDS, fold_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

Rows = list[dict[str, Any]]
PAIRS = 23525  # of the train topics
DEV = -1  # the part that is no fold of train
CLAIM_CUTS = np.arange(0.14, 0.3, 0.03)


@dataclass(frozen=True)
class Part:
    """A fold of train, or dev: its sentences, their encodings, their labelled pairs."""

    fold: int
    rows: Rows
    encoded: Encoded
    pairs: list[Pairs]
    graded: Pairs
    slopes: tuple[float, float]


@dataclass(frozen=True)
class Setting:
    """One way to match: which features are used, and which claims and stories it is given."""

    used: tuple[bool, ...] = (True,) * len(FEATURES)
    stories: bool = True


def read_parts(data: Path, run: Path | None) -> list[Part]:
    """Return dev and the folds of train; without checkpoints as all-MiniLM-L6-v2 encodes them."""
    rows = {split: read(data / "claim_clusters" / f"{split}.jsonl.gz") for split in ("train", "dev")}
    plain = load_encoder(Embedding(model="all-MiniLM-L6-v2"))
    graded = graded_pairs(data, news_encoder(load_network(run / "all.pt")) if run else plain, PAIRS)
    parts = []
    for fold in (DEV, *range(FOLDS)):
        here = rows["dev"] if fold == DEV else [row for row in rows["train"] if fold_of(row["topic"]) == fold]
        if run is None:
            encoded, network = Encoded(plain.encode([row["text"] for row in here])), None
        else:
            network = load_network(run / ("all.pt" if fold == DEV else f"fold{fold}.pt"))
            encoded = encode(here, network)
        slopes = (network.slope.item(), network.offset.item()) if network else (8.0, -4.0)
        parts.append(Part(fold, here, encoded, label_pairs(here, encoded, network), graded, slopes))
    return parts


class Articles:
    """The articles of ECB+ with vectors, and the claims of one part at a time."""

    def __init__(self, data: Path, run: Path | None) -> None:
        rows = [row for row in read(data / "stories" / "dev.jsonl.gz") if row["set"] == "ecbplus"]
        self.table = article_table(rows)
        encoder = (
            load_encoder(Embedding(model="all-MiniLM-L6-v2"))
            if run is None
            else news_encoder(load_network(run / "all.pt"))
        )
        self.vectors = embed_texts(self.table, tables.STATEMENTS.empty(), config=Embedding(), encoder=encoder)

    def cluster(self, part: Part, matcher: Matcher, config: Clustering) -> pl.DataFrame:
        """Return MATCHES of the claims of a part."""
        named = zip(part.rows, part.encoded.vectors, part.encoded.rows(), strict=True)
        vectors = tables.VECTORS.frame(
            {"text_id": row["id"], "vector": vector.tolist(), "actions": actions} for row, vector, actions in named
        )
        return cluster_claims(
            self.table,
            tables.ATTRIBUTIONS.empty(),
            claim_table(part.rows),
            self.vectors.vstack(vectors),
            config=config,
            matcher=matcher,
        )


def matcher_of(parts: Sequence[Part], part: Part, used: Sequence[bool]) -> Matcher:
    """Return the weights learnt from the other folds of train (for dev: from all of them) and from STS-B."""
    others = [one for other in parts if other.fold not in (DEV, part.fold) for one in other.pairs]
    weights = Weights(*fit([*others, part.graded], used))
    return Matcher(weights, weights, *part.slopes)


def judge(parts: Sequence[Part], articles: Articles, setting: Setting, config: Clustering) -> dict[str, list[float]]:
    """Return cross-outlet F1, graded F1, B-cubed F1, and average precision of pairs, on train and on dev."""
    tallies: dict[str, list[Any]] = {"train": [], "dev": []}
    ranked: dict[str, list[tuple[Any, Any]]] = {"train": [], "dev": []}
    for part in parts:
        split = "dev" if part.fold == DEV else "train"
        matcher = matcher_of(parts, part, setting.used)
        found = dict(articles.cluster(part, matcher, config).select("claim_id", "cluster_id").iter_rows())
        number = {name: place for place, name in enumerate(dict.fromkeys(found.values()))}
        tallies[split].append(
            Gold("claims", part.rows).tallies(np.array([number[found[row["id"]]] for row in part.rows]))
        )
        for one in part.pairs:
            ranked[split].append((one.labels, matcher.with_actions.weights @ one.features))
    return {
        split: [
            *figures(np.concatenate(tallies[split]))[2:].tolist(),
            average_precision(*(np.concatenate(side) for side in zip(*ranked[split], strict=True))),
        ]
        for split in tallies
    }


def settings() -> Iterator[tuple[str, Setting]]:
    """Yield what is taken away."""
    yield "everything", Setting()
    for left in FEATURES:
        yield f"without {left}", Setting(used=tuple(name != left for name in FEATURES))
    yield "meaning alone", Setting(used=tuple(name == "meaning" for name in FEATURES))
    yield "without stories", Setting(stories=False)


def ablate(data: Path, run: Path) -> None:
    """Print the table of what each part brings, every row at the threshold that is best for it on train."""
    mine, plain = (read_parts(data, run), Articles(data, run)), (read_parts(data, None), Articles(data, None))
    tried = [(name, mine, setting) for name, setting in settings()]
    tried.append(("all-MiniLM-L6-v2 as encoder", plain, Setting()))
    for name, (parts, articles), setting in tried:
        configs = [_config(float(cut), stories=setting.stories) for cut in CLAIM_CUTS[1:4]]
        judged = max((judge(parts, articles, setting, one) for one in configs), key=lambda one: one["train"][0])
        shown = "  ".join(f"{split} " + " ".join(f"{value:.3f}" for value in judged[split]) for split in judged)
        sys.stdout.write(f"{name:32}{shown}\n")
        sys.stdout.flush()


def crossed(data: Path, run: Path) -> None:
    """Print the table of ``benchmarks.clustering`` for train: every fold by an encoder and weights of the others."""
    parts, articles = read_parts(data, run), Articles(data, run)
    folds = [part for part in parts if part.fold != DEV]
    found = {
        name: cluster
        for part in folds
        for name, cluster in articles.cluster(part, matcher_of(parts, part, Setting().used), Clustering())
        .select("claim_id", "cluster_id")
        .iter_rows()
    }
    rows = [row for part in folds for row in part.rows]
    labels = numbered([found[row["id"]] for row in rows])
    Console(width=120).print(table_of(Gold("claims", rows), labels, [text_of(row) for row in rows], 500))


def _config(cut: float, *, stories: bool = True) -> Clustering:
    shipped = Clustering()
    return Clustering(claim_threshold=cut, story_threshold=shipped.story_threshold if stories else 0.0)


def sweep(data: Path, run: Path) -> None:
    """Print measures by threshold, and the precision of confirming pairs by its own threshold."""
    parts, articles = read_parts(data, run), Articles(data, run)
    for cut in CLAIM_CUTS.tolist():
        judged = judge(parts, articles, Setting(), _config(cut))
        shown = "  ".join(f"{split} " + " ".join(f"{value:.3f}" for value in judged[split]) for split in judged)
        sys.stdout.write(f"{cut:.2f}  {shown}\n")
        sys.stdout.flush()
    for cut in (0.4, 0.5, 0.6, 0.7, 0.8):
        tallies = []
        for part in parts:
            config = Clustering(agreement_threshold=cut)
            found = articles.cluster(part, matcher_of(parts, part, Setting().used), config)
            agreed = dict(found.select("claim_id", "agreement_id").iter_rows())
            number = {name: place for place, name in enumerate(dict.fromkeys(agreed.values()))}
            tallies.append(
                Gold("claims", part.rows).tallies(np.array([number[agreed[row["id"]]] for row in part.rows]))
            )
        precision, recall, _, _, _ = figures(np.concatenate(tallies))
        sys.stdout.write(f"confirming {cut:.2f}  P {precision:.3f} R {recall:.3f}\n")


def relations(data: Path, run: Path) -> None:
    """Print how often the relation of two dev sentences of one claim is the one that their events have."""
    network = load_network(run / "all.pt")
    rows = read(data / "claim_clusters" / "dev.jsonl.gz")
    encoded = encode(rows, network)
    said = [read_said(row, None) for row in claim_table(rows).iter_rows(named=True)]
    named = zip(rows, encoded.vectors, encoded.rows(), strict=True)
    wordings = [Wording(row["text"], vector.tolist(), actions) for row, vector, actions in named]
    prepared = Wordings(wordings, Rarity(), slope=network.slope.item(), offset=network.offset.item())
    coverage = Coverage(wordings, said, prepared)
    judged: Counter[tuple[str, str]] = Counter()
    for left, right in combinations(range(len(rows)), 2):
        if rows[left]["cluster"] == rows[right]["cluster"] and rows[left]["doc_id"] != rows[right]["doc_id"]:
            here, there = coverage.of(left, right), coverage.of(right, left)
            found = relation_of(here, there, acts=True)
            turned = "left" if here < there else "right"
            judged[_gold(rows[left], rows[right]), f"{turned} says more" if found == "more_specific" else found] += 1
    right = sum(number for (gold, found), number in judged.items() if gold == found)
    told = {pair: number for pair, number in judged.items() if "says more" in pair[0] and "says more" in pair[1]}
    directed = sum(number for (gold, found), number in told.items() if gold == found) / sum(told.values())
    sys.stdout.write(f"{judged.total()} pairs, {right / judged.total():.3f} right, direction {directed:.3f} right\n")
    for (gold, found), number in sorted(judged.items()):
        sys.stdout.write(f"{gold:16}{found:16}{number}\n")


def _gold(left: Mapping[str, Any], right: Mapping[str, Any]) -> str:
    here, there = set(left["claim_events"]), set(right["claim_events"])
    if here == there:
        return "same"
    return "right says more" if here < there else "left says more" if there < here else "overlapping"


if __name__ == "__main__":
    {"sweep": sweep, "crossed": crossed, "ablate": ablate, "relations": relations}[sys.argv[3]](
        Path(sys.argv[1]), Path(sys.argv[2])
    )
