"""Claims that clash, and what the clash amounts to.

Candidate pairs (``candidates``) are put before typed rules (``rules``, one file each) and a model of entailment
(``entailment``); a clash that is found is then judged (``verdicts``): another scope, a correction, an update, a dispute
between sources, a contradiction, or unclear. How sure that is, and by which signals, ``confidence`` says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.contradictions.candidates import candidate_pairs
from provenance.contradictions.entailment import Entailment, ask, load_entailment
from provenance.contradictions.rules import RULES
from provenance.contradictions.sides import Side
from provenance.contradictions.standing import Standing
from provenance.contradictions.verdicts import judge
from provenance.tables import CONTRADICTIONS, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import polars as pl

    from provenance.config import Contradictions
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.rule import Clash, Rule
    from provenance.contradictions.verdicts import Judgement

__all__ = ["Entailment", "find_contradictions", "load_entailment"]

READ = 4  # pairs of each claim at most that the model reads without a rule having found a clash, the likeliest first
STEP = 256  # pairs read between two reports of progress


def find_contradictions(
    articles: pl.DataFrame,
    claims: pl.DataFrame,
    near: pl.DataFrame,
    *,
    config: Contradictions,
    rules: Sequence[Rule] = RULES,
    entailment: Entailment | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Find claims that clash and say what the clash amounts to.

    Reads ARTICLES (the sentence around a claim, and the names in its article), CLAIMS and NEAR, writes
    CONTRADICTIONS, one row a pair. Pairs come from one cluster; from one story where they are near in meaning, share
    rare words and a name, or where one says that a figure has changed; from one sentence, or two that follow on one
    another, in which two are credited; from any two stories where their sentences share a name that few have. Copies
    are represented by the earliest claim of their origin. A clash is found by a rule, or where no rule finds one by
    the model of entailment, which reads the pairs likeliest to be of one matter, as reports and in both directions.
    Claims whose values can both be right give no rows. Null times make ``unclear`` of what time could explain. ``a``
    is the earlier claim. The confidence (0..1) is that an analyst would call the pair a clash; under
    ``config.min_confidence`` the verdict is ``unclear``, but for a correction. Rules do not know synonyms outside the
    word lists, places inside places, or what follows from a claim by knowledge of the world; the model is no good at
    figures.

    Parameters
    ----------
    articles, claims, near
        Tables of one run. With an empty NEAR the likelihood of one matter is unknown.
    config
        The section ``contradictions``.
    rules
        Detectors in order of trust.
    entailment
        A model of one's own; by default the one that ``config.model`` names.
    progress
        Called with (done, total) pairs read by the model.

    Notes
    -----
    Cost: linear in claims, most of it the model (about 200 pairs a second on one core).
    """
    text_of = dict(articles.select("article_id", "text").iter_rows())
    sides = [Side(row, text_of.get(row["article_id"]) or "") for row in claims.sort("claim_id").iter_rows(named=True)]
    likelihood = {frozenset((a, b)): likely for a, b, likely in near.iter_rows()}
    model = entailment or (load_entailment(config) if len(sides) > 1 else None)
    pairs = _counted(list(candidate_pairs(sides, likelihood)))
    if model:
        pairs = _read(pairs, rules, model, progress)
    standing = Standing(sides)
    rows = [_row(pair, standing, *found) for pair in pairs if (found := _examine(pair, rules, config))]
    return CONTRADICTIONS.frame(sorted(rows, key=lambda row: str(row["pair_id"])))


def _counted(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs, each with the number of pairs of its story; what is printed again counts once."""
    worded = {
        (pair.a.row["story_id"], frozenset((pair.a.row["exact_text"], pair.b.row["exact_text"]))) for pair in pairs
    }
    among = Counter(story_id for story_id, _ in worded)
    return [replace(pair, among=among[pair.a.row["story_id"]]) for pair in pairs]


def _read(
    pairs: Sequence[Pair], rules: Sequence[Rule], model: Entailment, progress: Callable[[int, int], None] | None
) -> list[Pair]:
    """Return the pairs in which a rule finds a clash and those likeliest to be of one matter, with the model's opinion.

    In the others nothing can be found.
    """
    found = {place for place, pair in enumerate(pairs) if any(rule.find(pair) for rule in rules)}
    asked: dict[tuple[str, str, float | None, bool], list[int]] = defaultdict(list)
    for place in sorted({*found, *_likeliest(pairs)}):
        pair = pairs[place]
        asked[*pair.texts, pair.hours_between, pair.same_article].append(place)
    reports = list(asked)
    read: dict[int, Pair] = {}
    for begin in range(0, len(reports), STEP):
        part = reports[begin : begin + STEP]
        opinions = ask(model, [one[:2] for one in part], [one[2] for one in part], in_turn=[one[3] for one in part])
        for report, opinion in zip(part, opinions, strict=True):
            for place in asked[report]:
                read[place] = replace(pairs[place], opinion=opinion)
        if progress:
            progress(begin + len(part), len(reports))
    return [read[place] for place in sorted(read)]


def _likeliest(pairs: Sequence[Pair]) -> Iterable[int]:
    """Yield the places of the pairs of nearly one matter, ``READ`` of each claim at most, one of any two sentences.

    What only shares a name is read where neither claim has anything nearer.
    """
    read: dict[str, int] = defaultdict(int)
    sentences: set[frozenset[str]] = set()
    for place in sorted(range(len(pairs)), key=lambda place: _nearness(pairs[place])):
        pair = pairs[place]
        ids, both = (pair.a.claim_id, pair.b.claim_id), frozenset(pair.texts)
        if not pair.near_matter or not pair.may_clash or both in sentences or any(read[one] >= READ for one in ids):
            continue
        if not (pair.one_matter or pair.in_turn) and any(read[one] for one in ids):
            continue
        for claim_id in ids:
            read[claim_id] += 1
        sentences.add(both)
        yield place


def _nearness(pair: Pair) -> tuple[bool, float, list[str]]:
    """Return by what pairs are sorted, the likeliest first; by the texts in the end, so that copies change nothing."""
    return not (pair.one_matter or pair.in_turn), -(pair.likely or 0.0), sorted(pair.texts)


def _examine(pair: Pair, rules: Sequence[Rule], config: Contradictions) -> tuple[Clash, Judgement] | None:
    for rule in rules:
        clash = rule.find(pair)
        judgement = judge(pair, clash, min_confidence=config.min_confidence) if clash else None
        if clash and judgement:
            return clash, judgement
    return None


def _row(pair: Pair, standing: Standing, clash: Clash, judgement: Judgement) -> dict[str, Any]:
    values = {"a": clash.a_value, "b": clash.b_value}
    row: dict[str, Any] = {
        "pair_id": digest(*sorted((pair.a.claim_id, pair.b.claim_id))),
        "verdict": judgement.verdict,
        "type": clash.type,
        "cluster_id": pair.a.row["cluster_id"] or pair.b.row["cluster_id"],
        "same_origin": _same_origin(pair),
        "why": judgement.why,
        "confidence": judgement.confidence,
        "severity": standing.severity(pair),
        "a_origins": standing.origins(pair.a),
        "b_origins": standing.origins(pair.b),
        "signals": [vars(one) for one in judgement.signals],
        "ruled_out": list(judgement.ruled_out),
    }
    for name, side in (("a", pair.a), ("b", pair.b)):
        row |= {
            f"{name}_claim_id": side.claim_id,
            f"{name}_text": side.exact_text,
            f"{name}_outlet": side.outlet,
            f"{name}_source": side.source,
            f"{name}_time": side.row["as_of"] or side.row["published_at"],
            f"{name}_value": values[name],
            f"{name}_origin_id": side.row["origin_id"],
        }
    return row


def _same_origin(pair: Pair) -> bool | None:
    a, b = pair.a.row["origin_id"], pair.b.row["origin_id"]
    return a == b if a is not None and b is not None else None
