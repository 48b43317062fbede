"""Attribution on a corpus of PolNeAR's form: predictions for the scorer, quality with intervals, calibration, speed.

    python -m benchmarks.attribution --articles ../shared/data/polnear/dev.jsonl.gz --pred predictions.jsonl \
        --scorer ../shared/eval/attribution.py

Without ``--scorer`` only the predictions are written, so that articles without annotation do too. ``--whole`` takes the
passages of ``attributions.csv``, after all rules, instead of the tagger's; ``--errors N`` lists the N gravest errors;
``--speed`` times the tagger against the plain sentence encoder on the same sentences, turn and turn about.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from benchmarks.calibration import calibration_error, reliability_diagram
from provenance.attribution import attribute
from provenance.attribution.tagger import load_tagger
from provenance.config import Attribution, Embedding
from provenance.embedding import load_encoder
from provenance.sentences import split_sentences
from provenance.tables import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

    import polars as pl

    from provenance.attribution.tagger import Tagger

    Record = dict[str, Any]

OUT = Console(width=110, highlight=False)
ROLES = ("source", "cue", "content")
CLASSES = ("all", "direct", "indirect", "speech cue", "other cue")
LEVELS = ("exact", "overlap", "full")


def read(path: Path) -> list[Record]:
    """Return the articles of a JSON-lines file, compressed or not."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode().split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def load_scorer(path: Path) -> ModuleType:
    """Load the scorer, a single Python file."""
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(articles: Sequence[Record], tagger: Tagger | None = None) -> list[Record]:
    """Return what a tagger (the shipped one) finds in whole texts, titles included, in the scorer's form."""
    tagger = tagger or load_tagger(Attribution())
    tagged = tagger.tag_many([(article["text"], [(0, len(article["text"]))]) for article in articles])
    return [
        {
            "id": article["id"],
            "attributions": [
                {"source": item.source, "cue": item.cue, "content": item.content, "confidence": item.confidence}
                for item in items
            ],
        }
        for article, items in zip(articles, tagged, strict=True)
    ]


def predict_whole(articles: Sequence[Record]) -> list[Record]:
    """Return the attributions of a whole run, after the rules on layouts, chains, hearsay and sources."""
    frame = _frame(articles)
    found = attribute(frame, split_sentences(frame), config=Attribution())
    by_article: dict[str, list[Record]] = defaultdict(list)
    for row in found.iter_rows(named=True):
        spans = {role: row[f"{role}_spans"] for role in ROLES}
        by_article[row["article_id"]].append({**spans, "confidence": row["confidence"]})
    return [{"id": article["id"], "attributions": by_article[article["id"]]} for article in articles]


def _frame(articles: Sequence[Record]) -> pl.DataFrame:
    return ARTICLES.frame(
        {
            "article_id": article["id"],
            "input_id": article["id"],
            "text": article["text"],
            "body_spans": [[0, len(article["text"])]],
        }
        for article in articles
    )


def show_quality(counts: Sequence[Any], scorer: ModuleType, rounds: int) -> None:
    """Print F1 with 95 % intervals over articles, of tokens by role and of attributions by class."""
    scores = scorer.scores(scorer.add(counts))
    drawn = _bootstrap(counts, scorer, rounds)
    table = Table(title=f"F1 × 100, 95 % interval over {len(counts)} articles")
    for name in ("class", *LEVELS, "full P", "full R", "source right"):
        table.add_column(name, justify="left" if name == "class" else "right")
    for name in CLASSES:
        row = scores["attribution"][name]
        cells = [_with_interval(row[level]["f1"], drawn[name, level]) for level in LEVELS]
        rest = [f"{100 * value:.1f}" for value in (row["full"]["p"], row["full"]["r"], row["source accuracy"])]
        table.add_row(f"{name} ({row['gold']})", *cells, *rest)
    OUT.print(table)
    tokens = (f"{role} {_with_interval(scores['token'][role]['f1'], drawn['token', role])}" for role in ROLES)
    OUT.print(f"tokens: {'; '.join(tokens)}")
    kinds = scores["recall of full by gold source"].items()
    OUT.print("recall of full by source: " + "; ".join(f"{k} {100 * v['r']:.1f} ({v['gold']})" for k, v in kinds))


def _bootstrap(counts: Sequence[Any], scorer: ModuleType, rounds: int) -> dict[tuple[str, str], list[float]]:
    rng = random.Random(13)  # noqa: S311 - repeatable, not secret
    drawn: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(rounds):
        scores = scorer.scores(scorer.add(rng.choices(counts, k=len(counts))))
        for name in CLASSES:
            for level in LEVELS:
                drawn[name, level].append(scores["attribution"][name][level]["f1"])
        for role in ROLES:
            drawn["token", role].append(scores["token"][role]["f1"])
    return drawn


def _with_interval(value: float, drawn: Sequence[float]) -> str:
    if not drawn:
        return f"{100 * value:.1f}"
    ordered = sorted(drawn)
    low, high = ordered[int(0.025 * len(ordered))], ordered[max(0, int(0.975 * len(ordered)) - 1)]
    return f"{100 * value:.1f} ({100 * low:.1f} to {100 * high:.1f})"


def show_by(key: str, articles: Sequence[Record], counts: dict[str, Any], scorer: ModuleType) -> None:
    """Print full attribution by a key of the articles, the publisher say."""
    table = Table(title=f"full attribution by {key}")
    for name in (key, "articles", "P", "R", "F1", "speech cue F1"):
        table.add_column(name, justify="left" if name == key else "right")
    groups: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        groups[str(article.get(key))].append(article["id"])
    for name, ids in sorted(groups.items()):
        scores = scorer.scores(scorer.add(counts[number] for number in ids))["attribution"]
        full = scores["all"]["full"]
        cells = (full["p"], full["r"], full["f1"], scores["speech cue"]["full"]["f1"])
        table.add_row(name, str(len(ids)), *(f"{100 * value:.1f}" for value in cells))
    OUT.print(table)


def pairs_of(article: Record, predicted: Record, scorer: ModuleType) -> tuple[list[Any], list[Any], dict[int, Any]]:
    """Return gold and predicted attributions as the scorer reads them, and what each prediction is paired with."""
    text = scorer.Text(article["text"])
    gold = [scorer.Attribution(item, text, article["id"]) for item in article["attributions"]]
    mine = [scorer.Attribution(item, text, article["id"]) for item in predicted["attributions"]]
    paired = {id(two): (overlap, one) for overlap, one, two in scorer.match([g for g in gold if g.content], mine)}
    return gold, mine, paired


def show_calibration(articles: Sequence[Record], predicted: Sequence[Record], scorer: ModuleType) -> None:
    """Print the reliability diagram of the confidences."""
    sure: list[float] = []
    right: list[bool] = []
    for article, answer in zip(articles, predicted, strict=True):
        _, mine, paired = pairs_of(article, answer, scorer)
        for item, row in zip(mine, answer["attributions"], strict=True):
            overlap, other = paired.get(id(item), (0.0, None))
            sure.append(row["confidence"])
            right.append(overlap >= 0.5 and scorer.same_source(other, item))
    table = Table(title=f"confidence against share right; ECE {calibration_error(sure, right):.3f}")
    for name in ("confidence", "attributions", "mean", "right"):
        table.add_column(name, justify="right")
    for one in reliability_diagram(sure, right):
        table.add_row(
            f"{one.low:.1f} to {one.low + 0.1:.1f}", str(one.count), f"{one.confidence:.3f}", f"{one.right:.3f}"
        )
    OUT.print(table)


def show_errors(articles: Sequence[Record], predicted: Sequence[Record], scorer: ModuleType, most: int) -> None:
    """Print the errors that cost most: sure and wrong, or a long statement that was missed."""
    found: list[tuple[float, str]] = []
    for article, answer in zip(articles, predicted, strict=True):
        gold, mine, paired = pairs_of(article, answer, scorer)
        met = {id(one) for overlap, one in paired.values() if overlap >= 0.5}

        def words(spans: Iterable[Sequence[int]], text: str = article["text"]) -> str:
            return " … ".join(text[start:end] for start, end in spans)[:160].replace("\n", "/") or "-"

        for item, row in zip(mine, answer["attributions"], strict=True):
            overlap, other = paired.get(id(item), (0.0, None))
            if overlap >= 0.5 and scorer.same_source(other, item):
                continue
            what = "wrong source" if overlap >= 0.5 else "wrong content" if other else "not in the gold"
            told = " | ".join(words(row[role]) for role in ROLES)
            found.append((row["confidence"], f"{what}: {told}"))
        for item, row in zip(gold, article["attributions"], strict=True):
            if item.content and id(item) not in met and "speech cue" in item.classes:
                told = " | ".join(words(row[role]) for role in ROLES)
                found.append((min(0.99, 0.5 + len(item.content) / 60), f"missed: {told}"))
    for weight, told in sorted(found, reverse=True)[:most]:
        OUT.print(f"{weight:.2f} {told}", markup=False)


def show_speed(articles: Sequence[Record]) -> None:
    """Print how long tagging takes and how long the plain encoder takes for the same sentences; three turns each."""
    frame = _frame(articles)
    texts = dict(frame.select("article_id", "text").iter_rows())
    rows = split_sentences(frame).select("article_id", "start", "end").iter_rows()
    sentences = [texts[article_id][start:end] for article_id, start, end in rows]
    tagger, encoder = load_tagger(Attribution()), load_encoder(Embedding())
    given = [(article["text"], [(0, len(article["text"]))]) for article in articles]
    jobs: dict[str, Callable[[], object]] = {
        "tagger": lambda: tagger.tag_many(given),
        "plain encoder": lambda: encoder.encode(sentences),
    }
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(3):
        for name, job in jobs.items():
            started = time.perf_counter()
            job()
            seconds[name].append(time.perf_counter() - started)
    best = {name: min(taken) for name, taken in seconds.items()}
    words = sum(len(article["text"].split()) for article in articles)
    for name, taken in seconds.items():
        OUT.print(f"{name}: {', '.join(f'{one:.1f}' for one in taken)} s, {words / best[name]:.0f} words a second")
    OUT.print(f"tagger / plain encoder ({len(sentences)} sentences): {best['tagger'] / best['plain encoder']:.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the predictions and print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="JSON lines with id and text, maybe attributions")
    parser.add_argument("--pred", type=Path, required=True, help="where the predictions go")
    parser.add_argument("--scorer", type=Path, help="the scorer, a Python file")
    parser.add_argument("--boot", type=int, default=1000, help="rounds of the bootstrap; 0 for no intervals")
    parser.add_argument("--by", default="publisher", help="key of the articles to group by")
    parser.add_argument("--whole", action="store_true", help="the attributions of a whole run, not the tagger's alone")
    parser.add_argument("--errors", type=int, default=0, help="how many of the gravest errors to list")
    parser.add_argument("--speed", action="store_true", help="time the tagger against the plain encoder")
    args = parser.parse_args(arguments)
    articles = read(args.articles)
    predicted = (predict_whole if args.whole else predict)(articles)
    args.pred.write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
    OUT.print(
        f"{sum(len(row['attributions']) for row in predicted)} attributions in {len(articles)} articles: {args.pred}"
    )
    if args.scorer:
        scorer = load_scorer(args.scorer)
        both = {article["id"]: scorer.count(article, row) for article, row in zip(articles, predicted, strict=True)}
        show_quality(list(both.values()), scorer, args.boot)
        show_by(args.by, articles, both, scorer)
        show_calibration(articles, predicted, scorer)
        show_errors(articles, predicted, scorer, args.errors)
    if args.speed:
        show_speed(articles)


if __name__ == "__main__":
    main(sys.argv[1:])
