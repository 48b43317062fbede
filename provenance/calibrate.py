"""The command ``calibrate``: labelled pairs of claims in, options for section ``clustering`` out.

The file is a CSV of pairs with the columns ``a_text``, ``b_text`` and ``same`` (yes or no, true or false, 1 or 0; rows
with an empty cell are left out). ``relations.csv`` of a run is such a file as soon as a person has added the column
``same``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.clustering import Wording
from provenance.clustering.calibration import Fit, fit_calibration, match_odds
from provenance.embedding import load_encoder, read_texts
from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from provenance.config import Config

COLUMNS = ("a_text", "b_text", "same")
LABELS = {"1": True, "y": True, "yes": True, "true": True, "0": False, "n": False, "no": False, "false": False}
LEAST = 20  # labelled pairs, and a quarter of it of either label


def calibrate(path: Path, config: Config) -> str:
    """Return the YAML of section ``clustering`` that fits the labelled pairs of a file, with what it rests on.

    Raises
    ------
    InputError
        The file cannot be read, lacks a column, has a label that is none, or too few labelled pairs.
    """
    pairs = read_pairs(path)
    sides = pairs["a_text"].to_list(), pairs["b_text"].to_list()
    texts = sorted({*sides[0], *sides[1]}, key=lambda text: (len(text), text))
    read = read_texts(texts, load_encoder(config.embedding))
    wordings = dict(
        zip(texts, (Wording(*one) for one in zip(texts, read.vectors, read.rows(), strict=True)), strict=True)
    )
    odds = match_odds(*([wordings[text] for text in side] for side in sides))
    return render(path.name, fit_calibration(odds, np.array(pairs["same"].to_list(), dtype=bool)))


def read_pairs(path: Path) -> pl.DataFrame:
    """Return the labelled pairs of a file: a_text, b_text, same (boolean)."""
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path}: cannot be read as CSV ({error}); save it as UTF-8 with a header row") from error
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise InputError(
            f"{path}: no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}: take relations.csv of a run and "
            "add a column same with yes or no"
        )
    frame = frame.select(COLUMNS).with_row_index("row", offset=2).drop_nulls()
    unknown = [row for row in frame.iter_rows(named=True) if row["same"].strip().lower() not in LABELS]
    if unknown:
        first = unknown[0]
        raise InputError(
            f"{path}:{first['row']}: same is {first['same']!r}; write yes or no ({len(unknown)} such rows)"
        )
    labels = [LABELS[cell.strip().lower()] for cell in frame["same"]]
    _check(path, labels)
    return frame.with_columns(pl.Series("same", labels, dtype=pl.Boolean)).drop("row")


def _check(path: Path, labels: Sequence[bool]) -> None:
    least = min(sum(labels), len(labels) - sum(labels))
    if len(labels) < LEAST or least < LEAST // 4:
        raise InputError(
            f"{path}: {len(labels)} labelled pairs, {sum(labels)} of them the same; label {LEAST} or more, at least "
            f"{LEAST // 4} of either kind"
        )


def render(name: str, fit: Fit) -> str:
    """Return the options as YAML, the measurement as comment."""
    (before, after), (right, righter) = fit.loss, fit.right
    return (
        f"# From {fit.pairs} labelled pairs of {name}, {fit.same} of them the same.\n"
        f"# Mean log loss {before:.3f} before, {after:.3f} with these values; on the right side of one half "
        f"{right:.0%} and {righter:.0%}.\n"
        "# Measured on the pairs it was fitted to. claim_threshold and agreement_threshold keep their meaning.\n"
        "clustering:\n"
        f"  match_slope: {fit.slope}\n"
        f"  match_offset: {fit.offset}\n"
    )
