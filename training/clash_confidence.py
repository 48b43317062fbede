"""Learn how sure a clash is from its signals: on our own cases, and on pairs of real stories that a reader judged.

    python -m training.clash_confidence rows DATA CASES.jsonl … --out ROWS.parquet
    python -m training.clash_confidence fit ROWS.parquet --to provenance/models/clash_confidence

``rows`` runs the whole pipeline (every case as two small articles, every corpus as one run) and keeps the signals of
each pair that would be printed as a clash if nothing were held back. Whether it is one, the case says by its label, and
of a corpus ``training/wild_pairs.csv``: corpus, pair_id, clash (1 or 0), as judged by one reader who saw both passages
in their articles. ``fit`` learns a logistic regression, signals that can only speak for a clash never against it, and
prints calibration and precision by folds of whole cases and stories.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from scipy.optimize import minimize

from benchmarks.contradiction import CLASHES, EXACT, WILD, articles_of, between, judged_pairs, load_models, run_case
from provenance import annotate
from provenance.config import Contradictions
from provenance.contradictions.confidence import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from provenance import Config

    Matrix = NDArray[np.float64]

FLAGGED = ("contradiction", "source_dispute", "correction", "unclear")
RIDGE = 1.0
# before any data
EXPECTED = {
    "detector": 2.0,
    "entailment": 1.0,
    "outcome": 3.0,
    "entailed": -2.0,
    "matter": 1.0,
    "words": 1.0,
    "set_against": 4.0,
}
FOLDS = 10
FREE = {"article", "figures", "alone", "denial", "likeness", "one_holder", "two_holders", "turn"}  # speak either way
AGAINST = {"many", "entailed", "undated"}  # can only speak against a clash, the others only for it
PRECISION = 0.85  # from which the default threshold is chosen


def rows_of_cases(path: Path, models: Mapping[str, Any], config: Config) -> Iterator[dict[str, object]]:
    """Yield the pairs that would be printed between the two texts of each case, and beside them, where none clashes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = run_case(case, models, config)
        ours = between(case, found)
        for row in _flagged(ours):
            yield {"group": case["id"], "clash": float(case["label"] in CLASHES), **row}
        if "text" in case:
            for row in _flagged(found["contradictions"].join(ours, on="pair_id", how="anti")):
                yield {"group": case["id"], "clash": 0.0, **row}


def rows_of_corpus(name: str, data: Path, models: Mapping[str, Any], config: Config) -> Iterator[dict[str, object]]:
    """Yield the judged pairs of a corpus."""
    judged = judged_pairs(name)
    found = annotate(articles_of(data, name), config=config, **models).tables
    story_of = dict(found["claims"].select("claim_id", "story_id").iter_rows())
    claim_of = dict(found["contradictions"].select("pair_id", "a_claim_id").iter_rows())
    for row in _flagged(found["contradictions"]):
        if row["pair_id"] in judged:
            yield {"group": story_of[claim_of[row["pair_id"]]], "clash": float(judged[row["pair_id"]]), **row}


def _flagged(table: pl.DataFrame) -> list[dict[str, Any]]:
    kept = table.filter(pl.col("verdict").is_in(FLAGGED))
    nothing = dict.fromkeys(SIGNALS, 0.0)  # a signal of no value is left out of a row
    return [
        {"pair_id": pair_id, "verdict": verdict, **nothing, **{one["signal"]: one["value"] for one in signals}}
        for pair_id, verdict, signals in kept.select("pair_id", "verdict", "signals").iter_rows()
    ]


def learn(values: Matrix, clash: Matrix) -> tuple[float, Matrix]:
    """Return the intercept and the weights of a logistic regression with signs, drawn towards EXPECTED."""
    expected = np.array([EXPECTED.get(name, 0.0) for name in SIGNALS])

    def loss(point: Matrix) -> tuple[float, Matrix]:
        odds = point[0] + values @ point[1:]
        likely = 1 / (1 + np.exp(-odds))
        total = np.logaddexp(0, odds).sum() - (clash * odds).sum() + 0.5 * RIDGE * ((point[1:] - expected) ** 2).sum()
        slope = values.T @ (likely - clash) + RIDGE * (point[1:] - expected)
        return float(total), np.r_[(likely - clash).sum(), slope]

    bounds = [(None, None), *(_bounds(name) for name in SIGNALS)]
    found = minimize(loss, np.zeros(1 + values.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B")
    return float(found.x[0]), found.x[1:]


def _bounds(name: str) -> tuple[float | None, float | None]:
    return (None, None) if name in FREE else (None, 0.0) if name in AGAINST else (0.0, None)


def fit(rows: pl.DataFrame, folder: Path) -> None:
    """Fit on all rows, measure by folds, write the card."""
    rows = rows.sort("group", "pair_id").fill_null(0.0)
    values, clash = rows.select(list(SIGNALS)).to_numpy().astype(float), rows["clash"].to_numpy()
    groups = rows["group"].to_list()
    number = {group: place for place, group in enumerate(sorted(set(groups)))}
    fold = np.array([number[group] % FOLDS for group in groups])
    likely = np.zeros(len(rows))
    for one in range(FOLDS):
        intercept, weights = learn(values[fold != one], clash[fold != one])
        likely[fold == one] = 1 / (1 + np.exp(-(intercept + values[fold == one] @ weights)))
    intercept, weights = learn(values, clash)
    threshold = _threshold(likely, clash)
    kept = likely >= threshold
    measured = {
        "pairs": len(rows),
        "clashes": int(clash.sum()),
        "calibration_error": round(_calibration_error(likely, clash), 3),
        "threshold": threshold,
        "precision": round(float(clash[kept].mean()), 3),
        "kept_of_clashes": round(float(clash[kept].sum() / clash.sum()), 3),
    }
    card = {
        "name": "clash_confidence",
        "what": "log-odds that an analyst calls a pair a clash: intercept + sum of weight times signal",
        "data": "own cases (tests/contradictions/*.jsonl), judged pairs of real stories (training/wild_pairs.csv)",
        "measured_by_folds": measured,
        "intercept": round(intercept, 3),
        "weights": {name: round(float(weight), 3) + 0.0 for name, weight in zip(SIGNALS, weights, strict=True)},
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1))
    for low in np.arange(0, 1, 0.1):
        here = (likely >= low) & (likely < low + 0.1)
        if here.any():
            print(f"{low:.1f} to {low + 0.1:.1f}: {int(here.sum()):4} pairs, {100 * clash[here].mean():5.1f} % clashes")


def _threshold(likely: Matrix, clash: Matrix) -> float:
    """Return the least confidence from which what is printed is right often enough."""
    for low in np.arange(0.3, 0.95, 0.01):
        if clash[likely >= low].mean() >= PRECISION:
            return round(float(low), 2)
    return 0.95


def _calibration_error(likely: Matrix, clash: Matrix) -> float:
    bins = np.minimum((likely * 10).astype(int), 9)
    return float(
        sum(
            abs(likely[bins == one].mean() - clash[bins == one].mean()) * (bins == one).mean()
            for one in np.unique(bins)
        )
    )


def main() -> None:
    """Run one of the commands of the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("rows", "fit"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--to", type=Path)
    asked = parser.parse_args()
    if asked.command == "fit":
        fit(pl.read_parquet(asked.files[0]), asked.to)
        return
    config = EXACT.model_copy(update={"contradictions": Contradictions(min_confidence=0.0)})
    models = load_models(config)
    data, *cases = asked.files
    rows = [row for path in cases for row in rows_of_cases(path, models, config)]
    rows += [row for name in WILD for row in rows_of_corpus(name, data, models, config)]
    columns = dict.fromkeys(SIGNALS, pl.Float64)
    schema = {"group": pl.String, "clash": pl.Float64, "pair_id": pl.String, "verdict": pl.String, **columns}
    pl.DataFrame(rows, schema=schema).write_parquet(asked.out)


if __name__ == "__main__":
    main()
