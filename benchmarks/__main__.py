"""Run every benchmark whose data is at hand: ``python -m benchmarks [DATA]``, by default ``../shared/data``.

Without the research data only what needs none is measured: speed over the samples, planted reliabilities, growth.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLES = "provenance/samples"


def commands(data: Path, out: Path) -> list[list[str]]:
    """Return the module and arguments of each benchmark that can be run."""
    if not data.is_dir():
        return [["benchmarks.speed", SAMPLES], ["benchmarks.simulation"], ["benchmarks.scale", "--articles", "8000"]]
    polnear = data / "polnear" / "dev.jsonl.gz"
    scorer = data.parent / "eval" / "attribution.py"
    attribution = ["benchmarks.attribution", "--articles", str(polnear), "--scorer", str(scorer)]
    return [
        [*attribution, "--pred", str(out / "tagger.jsonl"), "--speed"],
        [*attribution, "--pred", str(out / "whole.jsonl"), "--whole"],
        *origins(data, out),
        *(["benchmarks.clustering", *arguments, "--others"] for arguments in clusterings(data)),
        ["benchmarks.pairs", "--pairs", str(data / "claim_pairs" / "dev.parquet"), "--others"],
        ["benchmarks.contradiction", "--cases", str(data / "contradiction_cases" / "dev.jsonl")],
        ["benchmarks.contradiction", "--cases", "tests/contradictions/cases.jsonl", "--wrong"],
        ["benchmarks.contradiction", "--pairs", str(data / "nli" / "dev.parquet")],
        *truths(data / "truth_discovery"),
        ["benchmarks.simulation"],
        ["benchmarks.speed", str(polnear)],
    ]


def origins(data: Path, out: Path) -> list[list[str]]:
    """Return the benchmarks of copies, agencies and names."""
    copies, polnear = data / "wire_copy", data / "polnear"
    names = data / "name_variants" / "arabic_latin_token_pairs.csv"
    pairs = ["--pairs", str(copies / "dev_pairs.parquet"), "--pred", str(out / "origins.csv")]
    return [
        ["benchmarks.origins", "--articles", str(copies / "dev_articles.jsonl.gz"), *pairs],
        ["benchmarks.origins", "--made", str(polnear / "train.jsonl.gz")],
        ["benchmarks.agencies", str(polnear / "train.jsonl.gz"), str(polnear / "dev.jsonl.gz")],
        ["benchmarks.names", "--pairs", str(names), "--pred", str(out / "names.csv")],
        ["benchmarks.scale"],
    ]


def truths(data: Path) -> list[list[str]]:
    """Return the arguments of the benchmark of truth discovery for every set."""
    flights, places = ["--groups", str(data / "flights_copy_groups.csv")], str(data / "birthplaces_hierarchy.parquet")
    return [
        ["benchmarks.truth", "--claims", str(data / f"{name}_claims.parquet"), *more, "--others"]
        for name, more in (
            ("flights", ["--without", "aa,co,ua", *flights]),
            ("book", ["--truth", str(data / "book_truth.parquet")]),
            ("birthplaces", ["--hierarchy", places, "--truth", str(data / "birthplaces_truth.parquet")]),
            ("weather", []),
        )
    ]


def clusterings(data: Path) -> list[list[str]]:
    """Return the arguments of the benchmark of clusters for every kind of data."""
    stories, claims = data / "stories", data / "claim_clusters"
    return [
        ["--claims", str(claims / "dev.jsonl.gz"), "--articles", str(stories / "dev.jsonl.gz")],
        ["--headlines", str(claims / "headlines_dev.jsonl.gz"), "--unseen"],
        ["--stories", str(stories / "dev.jsonl.gz")],
        ["--leads", str(stories / "leads_dev.jsonl.gz"), "--unseen"],
    ]


def main() -> int:
    """Run them one after the other and return how many failed."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    failed = 0
    with tempfile.TemporaryDirectory() as out:
        for module, *arguments in commands(data, Path(out)):
            sys.stdout.write(f"\n== python -m {module} {' '.join(arguments)}\n")
            sys.stdout.flush()
            failed += subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode != 0  # noqa: S603
    return failed


if __name__ == "__main__":
    sys.exit(main())
