"""Claims that clash, and what the clash amounts to.

Candidate pairs (``candidates``) are put before typed rules (``rules``, one file each); a clash that a rule finds is
then judged (``verdicts``): another scope, a correction, an update, a dispute between sources, a contradiction, or
unclear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.contradictions.candidates import candidate_pairs
from provenance.contradictions.pairs import Side
from provenance.contradictions.rules import RULES
from provenance.contradictions.verdicts import judge
from provenance.tables import CONTRADICTIONS, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from provenance.config import Contradictions
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.rule import Clash, Rule
    from provenance.contradictions.verdicts import Judgement

__all__ = ["find_contradictions"]


def find_contradictions(
    articles: pl.DataFrame, claims: pl.DataFrame, *, config: Contradictions, rules: Sequence[Rule] = RULES
) -> pl.DataFrame:
    """Find claims that clash and say what the clash amounts to.

    Reads ARTICLES (the sentence around a claim, and the names in its article) and CLAIMS, writes CONTRADICTIONS, one
    row a pair. Pairs come from one cluster, or from one story where they share rare words and a name, or where one says
    that a figure has changed; copies are represented by the earliest claim of their origin. Claims without figures,
    negation or opposites give no rows, and neither do pairs whose values can both be right. Null times make ``unclear``
    of what time could explain. ``a`` is the earlier claim. The confidence (0..1) ranks pairs and is not calibrated;
    under ``config.min_confidence`` the verdict is ``unclear``. Rules do not know synonyms outside the word lists,
    places inside places, or what follows from a claim by knowledge of the world.

    Parameters
    ----------
    articles, claims
        Tables of one run.
    config
        The section ``contradictions``.
    rules
        Detectors in order of trust; a caller's own (a model of entailment, say) can be added.
    """
    text_of = dict(articles.select("article_id", "text").iter_rows())
    sides = [Side(row, text_of.get(row["article_id"]) or "") for row in claims.sort("claim_id").iter_rows(named=True)]
    rows = []
    for pair in candidate_pairs(sides):
        found = _examine(pair, rules, config)
        if found:
            rows.append(_row(pair, *found))
    return CONTRADICTIONS.frame(sorted(rows, key=lambda row: str(row["pair_id"])))


def _examine(pair: Pair, rules: Sequence[Rule], config: Contradictions) -> tuple[Clash, Judgement] | None:
    for rule in rules:
        clash = rule.find(pair)
        judgement = judge(pair, clash, min_confidence=config.min_confidence) if clash else None
        if clash and judgement:
            return clash, judgement
    return None


def _row(pair: Pair, clash: Clash, judgement: Judgement) -> dict[str, Any]:
    values = {"a": clash.a_value, "b": clash.b_value}
    row: dict[str, Any] = {
        "pair_id": digest(*sorted((pair.a.claim_id, pair.b.claim_id))),
        "verdict": judgement.verdict,
        "type": clash.type,
        "cluster_id": pair.a.row["cluster_id"] or pair.b.row["cluster_id"],
        "same_origin": _same_origin(pair),
        "why": judgement.why,
        "confidence": judgement.confidence,
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
