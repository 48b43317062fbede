"""Which of the values that sources claim is right: methods of truth discovery on any table of claims.

    python -m benchmarks.truth --claims FILE [--hierarchy FILE] --pred OUT
    python -m benchmarks.truth --claims FILE [--hierarchy FILE] --others [--groups FILE]

Claims have the columns object, property, source and value; value_num, value_raw (as published), time and truth may be
missing. Of several claims of one source on one item (object and property) the latest counts. Sources that copy one
another are found from the claims and get one voice. OUT gets one row an item: object,
property, value, and ``p``, the probability that this value, the most probable one, is right. The hierarchy (ID, name,
parentID) is for values that nest, such as places: a claim then speaks for the more exact ones too.

Scores, where truth is known: the share of items right exactly, and right within ten minutes for ``HH:MM`` or within
``--within`` for numbers (1, or a share such as 1%). Values that nest are held against the most exact true value that
some source gave. The column truth is put aside before anything is predicted. ``--others`` compares all methods with
copies left in, copies found, and the groups of ``--groups`` (group, source). It says nothing on news.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.config import Config
from provenance.reliability.echoes import find_echoes, one_voice
from provenance.reliability.methods import METHODS
from provenance.reliability.votes import Prior, Votes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

ITEM = ["object", "property"]
TIMES = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%a %b %d %H:%M:%S %Y")
MINUTES = 10
PRIOR = Prior(Config().reliability.prior_mean, Config().reliability.prior_weight)


def read_table(path: Path) -> pl.DataFrame:
    """Return a Parquet or CSV file with every column as text."""
    table = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
    return table.with_columns(pl.all().cast(pl.String))


def read_claims(path: Path, without: Sequence[str] = ()) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the claims, one a source and item, and the truths (object, property, value) that came with them."""
    table = read_table(path)
    missing = [name for name in ("property", "value_raw", "value_num", "time", "truth") if name not in table.columns]
    table = table.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    truths = table.filter(pl.col("truth").is_not_null()).select(*ITEM, pl.col("truth").alias("value")).unique()
    claims = table.with_columns(
        pl.col("property").fill_null(""),
        pl.coalesce("value", "value_num").alias("value"),
        pl.coalesce("value_raw", "value", "value_num").alias("written"),
    )
    claims = claims.filter(pl.col("value").is_not_null() & ~pl.col("source").is_in(list(without)))
    return latest(claims), truths.with_columns(pl.col("property").fill_null(""))


def latest(claims: pl.DataFrame) -> pl.DataFrame:
    """Return the latest claim of every source on every item; without times the last in the file."""
    said = pl.col("time")
    moment = pl.coalesce(said.str.to_datetime(form, strict=False) for form in TIMES)
    keys = [said.cast(pl.Float64, strict=False).alias("number"), moment.alias("moment")]
    ordered = claims.with_row_index("row").with_columns(keys).sort("number", "moment", "time", "row", nulls_last=False)
    kept = ordered.unique([*ITEM, "source"], keep="last", maintain_order=True)
    return kept.select(*ITEM, "source", "value", "written")


@dataclass(frozen=True)
class Tree:
    """Names and, for each, the names above it; a name that stands for several places has the paths of all."""

    paths: dict[str, list[list[str]]]

    @classmethod
    def read(cls, path: Path) -> Tree:
        """Return the tree of a file with ID, name and parentID."""
        rows = list(read_table(path).select("ID", "name", "parentID").iter_rows())
        above = {number: (name, parent) for number, name, parent in rows}
        roots = {number for number, _, parent in rows if parent not in above}
        paths: dict[str, list[list[str]]] = defaultdict(list)
        for _, name, parent in rows:
            path_up: list[str] = []
            seen = set()
            while parent in above and parent not in roots and parent not in seen:
                seen.add(parent)
                path_up.append(above[parent][0])
                parent = above[parent][1]
            paths[name].append(path_up)
        return cls(dict(paths))

    def holds(self, less: str, more: str) -> bool:
        """Tell whether the first name is above the second, and not below it as well."""
        return self._above(less, more) and not self._above(more, less)

    def best_given(self, truth: str, whole: str | None, given: Iterable[str]) -> str | None:
        """Return the most exact of the given names that is true; null if none is.

        ``whole`` is the path of the truth, with commas between, most exact name first; without one it is looked up.
        """
        names = set(given)
        told = [name.strip() for name in (whole or "").split(",")]
        paths = [told] if told[0] == truth else [[truth, *path] for path in self.paths.get(truth, [[]])]
        found = [next(((depth, name) for depth, name in enumerate(path) if name in names), None) for path in paths]
        return min((pair for pair in found if pair), default=(0, None))[1]

    def _above(self, less: str, more: str) -> bool:
        return less != more and any(less in path for path in self.paths.get(more, ()))


@dataclass(frozen=True)
class Case:
    """Claims as votes: ``places`` (object, property, value, item) by position; ``sources`` by voter."""

    places: pl.DataFrame
    sources: tuple[str, ...]
    votes: Votes
    written: NDArray[np.int64]

    @classmethod
    def of(cls, claims: pl.DataFrame, tree: Tree | None) -> Case:
        """Return the votes of a table of claims; values of an item that the tree nests support one another."""
        places = claims.select(*ITEM, "value").unique().sort(*ITEM, "value")
        places = places.with_columns(_numbered(*ITEM).alias("item")).with_row_index("position")
        cast = claims.join(places, on=[*ITEM, "value"], maintain_order="left")
        sources = cast["source"].unique().sort()
        votes = Votes(
            cast.select(_numbered("source")).to_series().to_numpy(),
            cast["position"].cast(pl.Int64).to_numpy(),
            np.ones(cast.height),
            places["item"].to_numpy(),
            len(sources),
            _supports(places, tree),
            places.unique("item", maintain_order=True).select(_numbered("property")).to_series().to_numpy(),
        )
        return cls(places, tuple(sources), votes, cast.select(_numbered("written")).to_series().to_numpy())

    def without_echoes(self, groups: NDArray[np.int64]) -> Case:
        """Return the same with one voice for every group."""
        return replace(self, votes=one_voice(self.votes, groups))

    def named(self, groups: pl.DataFrame) -> NDArray[np.int64]:
        """Return for every voter the first of its group in a table (group, source)."""
        number = {source: place for place, source in enumerate(self.sources)}
        head = np.arange(len(self.sources))
        for _, members in groups.group_by("group"):
            places = sorted(number[source] for source in members["source"] if source in number)
            head[places] = places[0] if places else 0
        return head

    def best(self, holds: NDArray[np.float64]) -> pl.DataFrame:
        """Return the most probable value of every item with its p; ties go to more voices, then to the first."""
        voices = self.votes.by_position(self.votes.weight)
        table = self.places.with_columns(p=pl.Series(holds).round(6), voices=pl.Series(voices))
        ranked = table.sort("item", "p", "voices", "value", descending=[False, True, True, False])
        return ranked.unique("item", keep="first", maintain_order=True).select(*ITEM, "value", "p")


def predict(case: Case, method: str) -> pl.DataFrame:
    """Return the most probable value of every item with its p."""
    return case.best(METHODS[method](case.votes, PRIOR).holds)


def _numbered(*columns: str) -> pl.Expr:
    return pl.struct(*columns).rank("dense").cast(pl.Int64) - 1


def _supports(places: pl.DataFrame, tree: Tree | None) -> NDArray[np.int64]:
    pairs: list[tuple[int, int]] = []
    several = places.filter(pl.len().over("item") > 1) if tree else places.head(0)
    for _, group in several.group_by("item", maintain_order=True):
        rows = list(group.select("position", "value").iter_rows())
        pairs += [(a, b) for a, less in rows for b, more in rows if tree and tree.holds(less, more)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def score(found: pl.DataFrame, claims: pl.DataFrame, truths: pl.DataFrame, tree: Tree | None, within: str) -> str:
    """Return the shares of items right, exactly / nearly, for every quality of truth, and the number of items."""
    defaults = {"quality": pl.lit("items"), "value_raw": pl.lit(None, pl.String)}
    truths = truths.with_columns(**{name: value for name, value in defaults.items() if name not in truths.columns})
    known = found.join(truths.select(*ITEM, pl.col("value").alias("truth"), "quality", "value_raw"), on=ITEM)
    if tree:
        given = {tuple(item): values for *item, values in claims.group_by(ITEM).agg("value").iter_rows()}
        rows = known.select(*ITEM, "truth", "value_raw").iter_rows()
        exact = [tree.best_given(truth, whole, given[name, what]) for name, what, truth, whole in rows]
        known = known.with_columns(pl.Series("truth", exact, dtype=pl.String))
    parts = []
    for (quality,), group in known.group_by("quality", maintain_order=True):
        pairs = list(group.select("value", "truth").iter_rows())
        right = np.mean([value == truth for value, truth in pairs])
        close = np.mean([value == truth or near(value, truth, within) for value, truth in pairs])
        parts.append(f"{right:.4f} / {close:.4f} ({quality}, {len(pairs)})")
    return "  ".join(sorted(parts))


def near(value: str, truth: str | None, within: str) -> bool:
    """Tell whether two times of day are ten minutes apart at most, or two numbers no more than ``within``."""
    if truth is None:
        return False
    moments = _minutes(value), _minutes(truth)
    if moments[0] is not None and moments[1] is not None:
        gap = abs(moments[0] - moments[1])
        return min(gap, 1440 - gap) <= MINUTES
    try:
        number, right = float(value), float(truth)
    except ValueError:
        return False
    least = abs(right) * float(within[:-1]) / 100 if within.endswith("%") else float(within)
    return abs(number - right) <= least + 1e-9


def _minutes(text: str) -> int | None:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdigit() and minutes.isdigit() else None


def compare(case: Case, groups: pl.DataFrame | None, judge: Callable[[pl.DataFrame], str]) -> None:
    """Print a row for every method and way to treat copies."""
    heads = find_echoes(case.votes, case.written)
    ways = {"left in": case, "found": case.without_echoes(heads)}
    if groups is not None:
        known = case.named(groups)
        ways["known"] = case.without_echoes(known)
        sys.stdout.write(f"links between sources, found and known: {_links(heads, known)}\n")
    for way, chosen in ways.items():
        for name, method in METHODS.items():
            started = time.perf_counter()
            estimate = method(chosen.votes, PRIOR)
            seconds = time.perf_counter() - started
            sys.stdout.write(f"{way:<8} {name:<18} {judge(chosen.best(estimate.holds))}  {seconds:.1f} s\n")


def _links(found: NDArray[np.int64], known: NDArray[np.int64]) -> str:
    pairs = [
        {(a, b) for a in range(head.size) for b in range(a + 1, head.size) if head[a] == head[b]}
        for head in (found, known)
    ]
    return f"{len(pairs[0] & pairs[1])} right of {len(pairs[0])} found, {len(pairs[1])} known"


def main() -> None:
    """Read, predict, score and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--hierarchy", type=Path, help="ID, name, parentID of values that nest")
    parser.add_argument("--pred", type=Path, help="where to write object, property, value, p (.parquet or .csv)")
    parser.add_argument("--method", choices=list(METHODS), default=Config().reliability.method)
    parser.add_argument("--truth", type=Path, help="object, property, value, and maybe quality; else the column truth")
    parser.add_argument("--without", default="", help="sources to leave out, with commas between")
    parser.add_argument("--within", default="1", help="how far a number may be from the truth: 1, or 1%%")
    parser.add_argument("--others", action="store_true", help="compare all methods")
    parser.add_argument("--groups", type=Path, help="known copies (group, source), for --others")
    options = parser.parse_args()
    claims, truths = read_claims(options.claims, options.without.split(","))
    if options.truth:
        truths = read_table(options.truth).with_columns(pl.col("property").fill_null(""))
    tree = Tree.read(options.hierarchy) if options.hierarchy else None
    case = Case.of(claims, tree)

    def judge(found: pl.DataFrame) -> str:
        return score(found, claims, truths, tree, options.within)

    heads = find_echoes(case.votes, case.written)
    found = predict(case.without_echoes(heads), options.method)
    copying = int(np.sum(np.bincount(heads)[heads] > 1))
    sys.stdout.write(f"{claims.height} claims, {len(case.sources)} sources, {copying} of them in groups of copies\n")
    sys.stdout.write(f"{options.method}: {found.height} items; right: {judge(found)}\n")
    if options.pred:
        _ = found.write_csv(options.pred) if options.pred.suffix == ".csv" else found.write_parquet(options.pred)
    if options.others:
        compare(case, read_table(options.groups) if options.groups else None, judge)


if __name__ == "__main__":
    main()
