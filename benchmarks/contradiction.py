"""The entailment model on pairs of sentences, and the verdicts of the whole pipeline on pairs of claims.

    python -m benchmarks.contradiction --pairs FILE.parquet [--pred OUT.parquet]
    python -m benchmarks.contradiction --cases FILE.jsonl [--pred OUT.jsonl] [--wrong]
    python -m benchmarks.contradiction --wild DATA [--corpus NAME]
    python -m benchmarks.contradiction --disputes DATA

Pairs have ``premise`` and ``hypothesis`` (and ``id``); OUT gets the three probabilities, and where the file has
``label`` and ``source``, accuracy is printed by source. Cases have ``claim_a``, ``published_a``, ``claim_b``,
``published_b`` and a ``label``: each pair is written into two articles of one sentence by two outlets, and they are
run from reading to verdict like any other articles. In the labels of cases a source_dispute is
``attribution-conflict``, a correction a ``contradiction``, and a pair of which nothing, or only ``unclear``, is
printed ``compatible``. A case may also be one article: ``text``, and the sentences ``a`` and ``b`` in it, which may
be one; then clashes of other sentences are counted apart. Proposed are the clashes that come as far as being
compared. Wild runs four corpora of real stories from end to end, and holds what is printed as a clash against
``training/wild_pairs.csv``, in which a reader has judged pairs by their id. Disputes runs the articles that readers
have searched for pairs of sentences at odds, those that nothing was learnt from, and says how many are found, and of
what is printed how much is one (``training/judged_pairs.csv``, and ``wild_pairs.csv``, which goes first).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import polars as pl

from provenance import Config, annotate
from provenance.attribution.tagger import load_tagger
from provenance.contradictions.candidates import candidate_pairs
from provenance.contradictions.entailment import LABELS, load_entailment
from provenance.contradictions.sides import Side
from provenance.embedding import load_encoder
from training.entailment_pairs import JUDGED_PAIRS, read_articles, read_leads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provenance import Annotations

T = TypeVar("T")
Place = tuple[str, int]  # an article, and where a sentence begins in it
OUTLETS = ("Morning Courier", "Evening Ledger")
VERDICTS = {  # the gravest first: of several rows for one pair of articles, the first of these is the answer
    "contradiction": "contradiction",
    "source_dispute": "attribution-conflict",
    "correction": "contradiction",
    "update": "update",
    "different_scope": "different-scope",
    "unclear": "compatible",
}
CLASHES = ("contradiction", "attribution-conflict")
PRINTED = ("contradiction", "source_dispute", "correction")
JUDGED = Path(__file__).parents[1] / "training" / "wild_pairs.csv"
WILD = {  # file, set and number of stories of each corpus
    "seesaw": ("seesaw/dev.jsonl.gz", None, None),
    "basil": ("stories/dev.jsonl.gz", "basil", 40),
    "ecb": ("stories/dev.jsonl.gz", "ecbplus", 20),
    "polnear": ("polnear/dev.jsonl.gz", None, None),
}
SEARCHED = ("read", "leads")  # articles, and leads of one story, that readers have searched for disputes
DAY_ONE = date(2006, 1, 1)
EXACT = Config.model_validate({"attribution": {"precision": "float32"}})  # gives the same on every machine


def load_models(config: Config) -> dict[str, object]:
    """Return the shipped models, loaded once for many small runs."""
    return {
        "tagger": load_tagger(config.attribution),
        "encoder": load_encoder(config.embedding),
        "entailment": load_entailment(config.contradictions),
    }


def run_case(case: Mapping[str, str], models: Mapping[str, Any], config: Config) -> Mapping[str, pl.DataFrame]:
    """Return the tables of a run over the article, or the two articles, of a case."""
    if "text" in case:
        articles = pl.DataFrame({"id": ["a"], "text": [case["text"]], "outlet": [OUTLETS[0]]})
    else:
        articles = pl.DataFrame(
            {
                "id": ["a", "b"],
                "text": [case["claim_a"], case["claim_b"]],
                "outlet": list(OUTLETS),
                "date": [case["published_a"], case["published_b"]],
            }
        )
    return annotate(articles, config=config, **models).tables


def between(case: Mapping[str, str], found: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of CONTRADICTIONS on the two texts of a case."""
    rows = found["contradictions"]
    if "text" not in case:
        return rows.filter(pl.col("a_outlet") != pl.col("b_outlet"))
    stands = [_standing(case, found, side) for side in "ab"]
    a, b = (pl.col(f"{side}_claim_id") for side in "ab")
    return rows.filter((a.is_in(stands[0]) & b.is_in(stands[1])) | (a.is_in(stands[1]) & b.is_in(stands[0])))


def _standing(case: Mapping[str, str], found: Mapping[str, pl.DataFrame], side: str) -> list[str]:
    """Return the claims that stand in one of the sentences of a case."""
    first = case["text"].index(case[side])
    start = pl.col("start")
    return found["claims"].filter((start >= first) & (start < first + len(case[side])))["claim_id"].to_list()


def verdict_of(case: Mapping[str, str], found: Mapping[str, pl.DataFrame]) -> tuple[str, str]:
    """Return the label of a case that a run amounts to, and its reason."""
    for verdict, label in VERDICTS.items():
        rows = between(case, found).filter(pl.col("verdict") == verdict).sort("confidence", descending=True)
        if not rows.is_empty():
            return label, f"{verdict}, {rows['type'][0]}: {rows['why'][0]}"
    return "compatible", ""


def clashes_beside(case: Mapping[str, str], found: Mapping[str, pl.DataFrame]) -> int:
    """Return how many clashes of other sentences are printed."""
    rows = found["contradictions"].filter(pl.col("verdict").is_in(PRINTED))
    ours = between(case, found)["pair_id"]
    return rows.filter(~pl.col("pair_id").is_in(ours.implode())).height


def is_proposed(case: Mapping[str, str], found: Mapping[str, pl.DataFrame]) -> bool:
    """Return whether any two claims of the two texts are compared."""
    sides = [Side(row) for row in found["claims"].sort("claim_id").iter_rows(named=True)]
    near = {frozenset((a, b)): likely for a, b, likely in found["near"].iter_rows()}
    pairs = candidate_pairs(sides, near)
    if "text" not in case:
        return any(not pair.same_article for pair in pairs)
    first, second = (set(_standing(case, found, side)) for side in "ab")
    told = [(pair.a.claim_id, pair.b.claim_id) for pair in pairs]
    return any((a in first and b in second) or (a in second and b in first) for a, b in told)


def run_cases(path: Path, out: Path | None, *, wrong_only: bool) -> None:
    """Print accuracy and errors, and write the labels."""
    config = EXACT
    models = load_models(config)
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    runs = [run_case(case, models, config) for case in cases]
    found = [(case, *verdict_of(case, run)) for case, run in zip(cases, runs, strict=True)]
    beside = sum(clashes_beside(case, run) for case, run in zip(cases, runs, strict=True))
    proposed = [is_proposed(case, run) for case, run in zip(cases, runs, strict=True) if case.get("label") in CLASHES]
    for case, label, why in found:
        right = label == case.get("label")
        if not (right and wrong_only):
            print(f"{'ok   ' if right else 'WRONG'} {case['id']:<8} {case.get('label', '?'):<21} {label:<21} {why}")
    right = sum(label == case.get("label") for case, label, _ in found)
    print(
        f"accuracy {right}/{len(found)}; proposed {sum(proposed)} of {len(proposed)} clashes; {beside} clashes beside"
    )
    for (gold, label), number in sorted(Counter((case.get("label"), label) for case, label, _ in found).items()):
        print(f"  {gold:<21} as {label:<21} {number}")
    if out:
        lines = [json.dumps({"id": case["id"], "label": label}) for case, label, _ in found]
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run_pairs(path: Path, out: Path | None) -> None:
    """Print accuracy by source, and write the probabilities."""
    table = pl.read_parquet(path)
    pairs = list(table.select("premise", "hypothesis").iter_rows())
    found = load_entailment(Config().contradictions).judge(pairs)
    scores = pl.DataFrame({f"p_{label}": found[:, place] for place, label in enumerate(LABELS)})
    kept = table.select("id") if "id" in table.columns else None
    if out:
        (pl.concat([kept, scores], how="horizontal") if kept is not None else scores).write_parquet(out)
    if {"label", "source"} <= set(table.columns):
        _print_accuracy(table, np.array(LABELS)[found.argmax(1)])


def _print_accuracy(table: pl.DataFrame, labels: Sequence[str] | np.ndarray) -> None:
    right = table.with_columns(right=pl.col("label") == pl.Series(labels))
    rows = right.group_by("source").agg(pl.len(), pl.col("right").mean()).sort("source").rows()
    for source, number, share in [*rows, ("all", table.height, right["right"].mean())]:
        print(f"{source:<24} {number:>6} {100 * share:6.1f}")


def articles_of(data: Path, name: str) -> pl.DataFrame:
    """Return the articles of a corpus; where the outlet is not known, the article stands for it."""
    if name == "read":
        return pl.DataFrame(
            {"id": row["id"], "text": row["text"], "outlet": row.get("publisher") or row["outlet"], "date": row["date"]}
            for row in read_articles(data, measured=True)
        )
    if name == "leads":
        return _dated_leads(data)
    file, kind, stories = WILD[name]
    with gzip.open(data / file, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if kind is None or row["set"] == kind]
    kept = sorted({row.get("story_id", "") for row in rows})[:stories]
    return pl.DataFrame(
        {
            "id": row["id"],
            "text": row["text"],
            "title": row.get("title"),
            "outlet": row.get("publisher") or row.get("outlet") or row["id"],
            "date": row.get("date"),
        }
        for row in rows
        if row.get("story_id", "") in kept
    )


def _dated_leads(data: Path) -> pl.DataFrame:
    """Return the leads left out to measure by; hardly one has a date, so that each story is given a day of its own."""
    leads = read_leads(data, measured=True)
    days = {
        story: DAY_ONE + timedelta(days=8 * place)
        for place, story in enumerate(sorted({one["story_id"] for one in leads}))
    }
    return pl.DataFrame(
        {
            "id": one["id"],
            "text": one["text"],
            "outlet": f"Outlet {one['id'].rpartition(':')[2]}",
            "date": days[one["story_id"]].isoformat(),
        }
        for one in leads
    )


def judged_pairs(name: str) -> dict[str, int]:
    """Return pair_id to 1 (a clash) or 0 for a corpus."""
    table = pl.read_csv(JUDGED, schema_overrides={"pair_id": pl.String}).filter(pl.col("corpus") == name)
    return dict(table.select("pair_id", "clash").iter_rows())


def run_wild(data: Path, names: Sequence[str]) -> None:
    """Print how much of what is printed as a clash in real stories is one."""
    config = EXACT
    models = load_models(config)
    for name in names:
        run = annotate(articles_of(data, name), config=config, **models)
        table, judged = run.tables["contradictions"], judged_rows(name, run)
        printed = table.filter(pl.col("verdict").is_in(PRINTED)).sort("confidence", descending=True)
        known = [judged.get(pair_id) for pair_id in printed["pair_id"]]
        right, wrong = known.count(1), known.count(0)
        held = table.filter((pl.col("verdict") == "unclear") & pl.col("pair_id").is_in(list(judged)))
        print(f"{name}: {run.articles.height} articles, {run.claims.height} claims")
        print(f"  printed as a clash {len(known)}, of these judged {right + wrong}, right {right}")
        unclear = (table["verdict"] == "unclear").sum()
        print(f"  held back as unclear {unclear}, of these clashes {sum(judged[one] for one in held['pair_id'])}")
        for pair_id, one in zip(printed["pair_id"], known, strict=True):
            if one != 1:
                print(f"  {'not judged' if one is None else 'wrong'}: {pair_id}")


def run_disputes(data: Path) -> None:
    """Print how many of the disputes in articles that were searched for them are found.

    A dispute is all sentences of an article that are at odds with one another, directly or over others.
    """
    config = EXACT
    run = annotate(articles_of(data, "read"), config=config, **load_models(config))
    known = read_known(run)
    at_odds = {key for key, clash in known.items() if clash}
    place_of, table = places_of(run), run.tables["contradictions"]
    told, printed, met, held = judged_rows("read", run), Counter[str](), set(), set()
    for pair_id, verdict, a, b in table.select("pair_id", "verdict", "a_claim_id", "b_claim_id").iter_rows():
        key = frozenset((place_of[a], place_of[b]))
        if verdict == "unclear":
            held.add(key)
        if verdict in PRINTED:
            met.add(key)
            clash = told.get(pair_id)
            printed["not judged" if clash is None else "right" if clash else "wrong"] += 1
            if clash is None:
                print(f"  not judged: {pair_id}")
    claimed = set(place_of.values())
    print(f"{run.articles.height} articles, {run.claims.height} claims; ", end="")
    print(f"{len(at_odds)} pairs of sentences at odds, ", end="")
    print(f"{sum(key <= claimed for key in at_odds)} with a claim in both: {len(at_odds & met)} printed, ", end="")
    print(f"{len(at_odds & held - met)} unclear")
    disputes = join_pairs(at_odds)
    print(f"{len(disputes)} disputes: of {sum(bool(one & met) for one in disputes)} a pair is printed")
    print("printed: " + ", ".join(f"{number} {what}" for what, number in sorted(printed.items())))


def judged_rows(name: str, run: Annotations) -> dict[str, int]:
    """Return pair_id to 1 (a clash) or 0 for the rows of CONTRADICTIONS of which a reader said what they are.

    In a corpus that was searched, that may be by the sentences in which the claims stand.
    """
    found = judged_pairs(name)
    if name not in SEARCHED:
        return found
    known, place_of = read_known(run), places_of(run)
    rows = run.tables["contradictions"].select("pair_id", "a_claim_id", "b_claim_id").iter_rows()
    by_place = {pair_id: known.get(frozenset((place_of[a], place_of[b]))) for pair_id, a, b in rows}
    return {pair_id: int(clash) for pair_id, clash in by_place.items() if clash is not None} | found


def read_known(run: Annotations) -> dict[frozenset[Place], bool]:
    """Return the listed pairs of sentences of a run's articles, and whether they are at odds for sure."""
    rows = _listed(run).select("a_id", "a_start", "b_id", "b_start", "outcomes").iter_rows()
    return {
        frozenset(((one, a), (other, b))): set(outcomes.split()) <= {"contradiction", "source_dispute"}
        for one, a, other, b, outcomes in rows
    }


def places_of(run: Annotations) -> dict[str, Place]:
    """Return of each claim its article and where the listed sentence begins that it begins in; -1 if none is."""
    sentences: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for side in "ab":
        for name, start, end in _listed(run).select(f"{side}_id", f"{side}_start", f"{side}_end").iter_rows():
            sentences[name].add((start, end))
    rows = run.claims.select("claim_id", "input_id", "start").iter_rows()
    return {
        claim_id: (name, next((start for start, end in sentences[name] if start <= at < end), -1))
        for claim_id, name, at in rows
    }


def _listed(run: Annotations) -> pl.DataFrame:
    return pl.read_csv(JUDGED_PAIRS).filter(pl.col("a_id").is_in(run.articles["input_id"].implode()))


def join_pairs(pairs: Iterable[frozenset[T]]) -> list[set[frozenset[T]]]:
    """Return the pairs in groups that share a member, directly or over others."""
    groups: list[set[frozenset[T]]] = []
    for pair in pairs:
        touched = [group for group in groups if any(pair & one for one in group)]
        groups = [group for group in groups if group not in touched] + [{pair}.union(*touched)]
    return groups


def main() -> None:
    """Measure pairs or cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--pairs", type=Path)
    what.add_argument("--cases", type=Path)
    what.add_argument("--wild", type=Path)
    what.add_argument("--disputes", type=Path)
    parser.add_argument("--corpus", choices=[*WILD, *SEARCHED], help="one of the corpora of --wild, or one searched")
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print only the cases that went wrong")
    given = parser.parse_args()
    if given.pairs:
        run_pairs(given.pairs, given.pred)
    elif given.wild:
        run_wild(given.wild, [given.corpus] if given.corpus else list(WILD))
    elif given.disputes:
        run_disputes(given.disputes)
    else:
        run_cases(given.cases, given.pred, wrong_only=given.wrong)


if __name__ == "__main__":
    main()
