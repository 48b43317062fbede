"""Do marks follow how good sources are, and do copies leave them alone? A simulation with planted accuracies.

    python -m benchmarks.simulation [--seeds 10] [--sources 50] [--matters 200] [--claims 40]

Sources with planted accuracies from .35 to .95 each speak on some matters drawn at random, right as often as planted;
wrong ones give one of three wrong answers. In the world with copies, every fifth source also republishes word for word
all that some other source says, bad ones as often as good ones, and ten aggregators republish the worst source. Made as
CLAIMS, LINEAGE and CONTRADICTIONS and run through ``weigh_clusters``, ``grade_sources`` (each credited in an outlet of
its own) and ``grade_outlets`` (speaking in its own voice). Printed, for each method: Spearman's rank correlation of
``p`` with the planted accuracy, as the mean over seeds with its 95 % interval, in the world with copies, in the one
without, and with copies passed off as independent; and whether copies change a mark. For comparison, the share of its
claims that each source drew right: nothing that looks at the claims could do better for long. It shows that the
arithmetic is sound, not that news are like that.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import spearmanr, t

from provenance import tables
from provenance.config import Reliability
from provenance.reliability import grade_outlets, grade_sources, weigh_clusters

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

MARKS = ("reliability", "p", "p_low", "p_high", "n", "corroborated", "contradicted")
WORST, BEST, WRONG = 0.35, 0.95, 3
SHARE_COPYING, AGGREGATORS = 5, 10
METHODS = ("dawid_skene", "vote")


@dataclass
class World:
    """Claims and articles as rows; ``credited``: every outlet quotes a source of its own instead of speaking itself."""

    credited: bool
    claims: list[dict[str, object]] = field(default_factory=list)
    lineage: list[dict[str, object]] = field(default_factory=list)

    def say(self, outlet: str, matter: str, answer: int, source: str, *, copy_of: str | None = None) -> str:
        """Add an article of one claim and return its id; a copy keeps the origin of what it copies."""
        article = f"{outlet}/{matter}/{len(self.claims)}"
        text = f"The answer to {matter} is {answer}."
        number = f"{len(self.claims):06d}"
        credit = {"attribution_id": f"at{number}", "source_id": source, "source": source, "anonymous": False}
        self.claims.append(
            {
                "claim_id": f"c{number}",
                "article_id": article,
                "input_id": article,
                "outlet": outlet,
                "published_at": "2024-03-01" if copy_of is None else "2024-03-09",
                "exact_text": text,
                "claim": text,
                "source_kind": "named_person" if self.credited else "outlet",
                "stance": "stated",
                "modality": "asserted",
                "story_id": "story",
                "cluster_id": matter,
                "origin_id": f"origin of {source}",
                **(credit if self.credited else {}),
            }
        )
        self.lineage.append({"article_id": article, "origin_id": f"origin of {source}", "duplicate_of": copy_of})
        return article

    def contradictions(self) -> pl.DataFrame:
        """Return CONTRADICTIONS: any two different answers to one matter, each voice by its earliest claim."""
        heads: dict[tuple[object, ...], dict[str, object]] = {}
        for row in self.claims:
            heads.setdefault((row["cluster_id"], row["origin_id"], row["exact_text"]), row)
        by_matter: dict[object, list[dict[str, object]]] = {}
        for row in heads.values():
            by_matter.setdefault(row["cluster_id"], []).append(row)
        return tables.CONTRADICTIONS.frame(
            {
                "pair_id": f"{a['claim_id']}-{b['claim_id']}",
                "verdict": "contradiction",
                "type": "negation",
                "a_claim_id": a["claim_id"],
                "b_claim_id": b["claim_id"],
                "cluster_id": a["cluster_id"],
                "same_origin": False,
            }
            for rows in by_matter.values()
            for place, a in enumerate(rows)
            for b in rows[place + 1 :]
            if a["exact_text"] != b["exact_text"]
        )

    def marks(self, method: str) -> dict[str, tuple[object, ...]]:
        """Return every mark: of sources or outlets by name, and of matters."""
        config = Reliability(method=method)
        claims, clashes = tables.CLAIMS.frame(self.claims), self.contradictions()
        clusters = weigh_clusters(claims, clashes, config=config)
        numbers = clusters.select("cluster_id", "credibility", "rule").iter_rows()
        return self._letters(claims, clashes, config) | {f"matter {name}": tuple(marks) for name, *marks in numbers}

    def _letters(
        self, claims: pl.DataFrame, clashes: pl.DataFrame, config: Reliability
    ) -> dict[str, tuple[object, ...]]:
        if self.credited:
            names = ("attribution_id", "article_id", "input_id", "source_id", "source", "source_kind", "anonymous")
            rows = [{name: row[name] for name in names} | {"source_text": row["source"]} for row in self.claims]
            graded = grade_sources(tables.ATTRIBUTIONS.frame(rows), claims, clashes, config=config)
            return {name: tuple(marks) for name, *marks in graded.select("source_id", *MARKS).iter_rows()}
        articles = tables.ARTICLES.frame(
            {name: row[name] for name in ("article_id", "input_id", "outlet")} for row in self.claims
        )
        graded = grade_outlets(articles, tables.LINEAGE.frame(self.lineage), claims, clashes, config=config)
        return {name: tuple(marks) for name, *marks in graded.select("outlet", *MARKS).iter_rows()}


@dataclass(frozen=True)
class Plan:
    """Who says what: (source, matter, answer), and who republishes whom; answer 0 is right."""

    accuracy: dict[str, float]
    said: tuple[tuple[str, str, int], ...]
    copiers: tuple[tuple[str, str], ...]

    @classmethod
    def draw(cls, seed: int, sources: int, matters: int, claims: int) -> Plan:
        """Draw a world; the same seed gives the same one."""
        random = np.random.default_rng(seed)
        names = [f"source {place:02d}" for place in range(sources)]
        accuracy = dict(zip(names, random.permutation(np.linspace(WORST, BEST, sources)).tolist(), strict=True))
        said = []
        for name in names:
            for matter in sorted(random.choice(matters, claims, replace=False).tolist()):
                answer = 0 if random.random() < accuracy[name] else int(random.integers(1, WRONG + 1))
                said.append((name, f"matter {matter:03d}", answer))
        copiers = [(name, names[int(random.integers(sources))]) for name in names[::SHARE_COPYING]]
        worst = min(accuracy, key=lambda name: accuracy[name])
        copiers += [(f"aggregator {place}", worst) for place in range(AGGREGATORS)]
        return cls(accuracy, tuple(said), tuple((a, b) for a, b in copiers if a != b))

    def world(self, *, copies: str, credited: bool) -> World:
        """Build the world with copies ``none``, ``known`` as such, or ``passed off`` as independent."""
        world = World(credited)
        articles = {}
        for name, matter, answer in self.said:
            articles[name, matter] = world.say(name, matter, answer, name)
        for copier, copied in self.copiers if copies != "none" else ():
            for name, matter, answer in self.said:
                if name == copied and copies == "known":
                    world.say(copier, matter, answer, copied, copy_of=articles[name, matter])
                elif name == copied and (copier, matter) not in articles:
                    world.say(copier, matter, answer, copier)
        return world


def correlation(plan: Plan, marks: dict[str, tuple[object, ...]]) -> float:
    """Return Spearman's correlation of p with the planted accuracy, over all sources."""
    p = MARKS.index("p")
    return float(spearmanr(list(plan.accuracy.values()), [marks[name][p] for name in plan.accuracy]).statistic)


def drawn(plan: Plan) -> float:
    """Return the correlation of the share that each source drew right."""
    right = [np.mean([answer == 0 for source, _, answer in plan.said if source == name]) for name in plan.accuracy]
    return float(spearmanr(list(plan.accuracy.values()), right).statistic)


def interval(values: Sequence[float]) -> str:
    """Return the mean and its 95 % interval by Student's t."""
    mean, error = float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
    half = float(t.ppf(0.975, len(values) - 1)) * error
    return f"{mean:.3f} [{mean - half:.3f}, {mean + half:.3f}], least {min(values):.3f}"


def main() -> int:
    """Print the table; return 1 if copies change a mark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--matters", type=int, default=200)
    parser.add_argument("--claims", type=int, default=40, help="by each source, each on another matter")
    options = parser.parse_args()
    size = (options.sources, options.matters, options.claims)
    plans = [Plan.draw(seed, *size) for seed in range(options.seeds)]
    sys.stdout.write(f"share drawn right  {interval([drawn(plan) for plan in plans])}\n")
    changed = 0
    for credited in (True, False):
        for method in METHODS:
            found: dict[str, list[float]] = {"none": [], "known": [], "passed off": []}
            for plan in plans:
                marks = {copies: plan.world(copies=copies, credited=credited).marks(method) for copies in found}
                for copies, values in found.items():
                    values.append(correlation(plan, marks[copies]))
                changed += sum(marks["known"][name] != mark for name, mark in marks["none"].items())
            kind = "sources" if credited else "outlets"
            for copies, values in found.items():
                sys.stdout.write(f"{kind}  {method:<12} copies {copies:<10}  {interval(values)}\n")
            sys.stdout.flush()
    sys.stdout.write(f"marks of sources, outlets and matters that copies change: {changed}\n")
    return int(changed > 0)


if __name__ == "__main__":
    sys.exit(main())
