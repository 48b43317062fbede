"""Methods of truth discovery on the flights data, with copies in and with one voice for each copy group.

    python -m benchmarks.truth_discovery [--data FOLDER]

The folder holds ``flights_claims.parquet`` (object, property, source, value, truth) and ``flights_copy_groups.csv``
(group, source). The airlines' own sites, from which the truth was taken, are left out. Printed: the share of items
with known truth for which the method's value is right, and that value within ten minutes for times. Checks the
methods of ``provenance.reliability.methods`` against published figures; it says nothing on news.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import polars as pl

from provenance.reliability.methods import METHODS
from provenance.reliability.votes import Prior, Votes

AIRLINES = ("aa", "co", "ua")
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "truth_discovery"


def read_flights(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the votes and the copy groups."""
    claims = pl.read_parquet(folder / "flights_claims.parquet")
    claims = claims.filter(~pl.col("source").is_in(AIRLINES) & pl.col("value").is_not_null())
    return claims, pl.read_csv(folder / "flights_copy_groups.csv")


def one_voice(claims: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Replace the members of a copy group by one voice, which says what most of them say."""
    named = claims.join(groups.select("source", pl.col("group").cast(pl.String)), on="source", how="left")
    named = named.with_columns(pl.coalesce(pl.format("group {}", "group"), "source").alias("source"))
    counted = named.group_by("object", "property", "source", "value", "truth").len()
    ranked = counted.sort("len", "value", descending=[True, False])
    return ranked.unique(["object", "property", "source"], keep="first", maintain_order=True)


def as_votes(claims: pl.DataFrame) -> tuple[pl.DataFrame, Votes]:
    """Return positions (item, value, truth) and the votes on them."""
    unique = claims.unique(["object", "property", "source"], keep="first", maintain_order=True)
    places = unique.select("object", "property", "value", "truth").unique(["object", "property", "value"])
    places = places.sort("object", "property", "value").with_columns(
        pl.struct("object", "property").rank("dense").cast(pl.Int64).sub(1).alias("item")
    )
    places = places.with_row_index("position")
    cast = unique.join(places.select("object", "property", "value", "position"), on=["object", "property", "value"])
    voter = cast["source"].rank("dense").cast(pl.Int64).to_numpy() - 1
    position = cast["position"].cast(pl.Int64).to_numpy()
    votes = Votes(voter, position, np.ones(voter.size), places["item"].to_numpy(), int(voter.max()) + 1)
    return places, votes


def score(places: pl.DataFrame, holds: np.ndarray, votes: Votes) -> tuple[float, float, int]:
    """Return the share of items right, the share within ten minutes, and the number of items."""
    support = votes.by_position(votes.weight)
    best = (
        places.with_columns(pl.Series("holds", holds), pl.Series("support", support))
        .sort("holds", "support", "value", descending=[True, True, False])
        .unique("item", keep="first", maintain_order=True)
        .filter(pl.col("truth").is_not_null())
    )
    exact = (best["value"] == best["truth"]).to_numpy()
    near = np.array([_near(value, truth) for value, truth in best.select("value", "truth").iter_rows()])
    return float(exact.mean()), float((exact | near).mean()), best.height


def _near(value: str, truth: str) -> bool:
    try:
        (hour, minute), (other, rest) = (map(int, text.split(":")) for text in (value, truth))
    except ValueError:
        return False
    gap = abs(hour * 60 + minute - other * 60 - rest)
    return min(gap, 1440 - gap) <= 10


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT)
    claims, groups = read_flights(parser.parse_args().data)
    print(f"{'copies':<12} {'method':<12} {'exact':>6} {'±10min':>7} {'items':>6} {'s':>5}")
    for label, table in (("left in", claims), ("one voice", one_voice(claims, groups))):
        places, votes = as_votes(table)
        for name, method in METHODS.items():
            started = time.perf_counter()
            holds = method(votes, Prior(0.8, 4.0)).holds
            exact, near, items = score(places, holds, votes)
            print(f"{label:<12} {name:<12} {exact:6.3f} {near:7.3f} {items:6d} {time.perf_counter() - started:5.1f}")


if __name__ == "__main__":
    main()
