"""How the statements of every outlet fare."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.reliability.files import load_interests, load_opinions, opinion_on
from provenance.reliability.grades import Cap, Record, grade, keep_records
from provenance.reliability.histories import History, keep_histories
from provenance.reliability.positions import origin_of, take_positions
from provenance.reliability.votes import Prior
from provenance.tables import OUTLETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provenance.config import Reliability
    from provenance.reliability.files import Interests

    Row = Mapping[str, Any]


def grade_outlets(
    articles: pl.DataFrame,
    lineage: pl.DataFrame,
    claims: pl.DataFrame,
    contradictions: pl.DataFrame,
    *,
    config: Reliability,
) -> pl.DataFrame:
    """Grade every outlet by how its claims fare over independent origins.

    Reads ARTICLES, LINEAGE, CLAIMS and CONTRADICTIONS, writes OUTLETS, one row an outlet; articles of unknown outlet
    give a row each, "(unknown) NAME". Copies (``duplicate_of`` in LINEAGE) add to ``articles``, ``claims`` and the
    shares, but have no voice of their own: what they carry speaks for the outlet copied. Shares are 0..1, null
    without what they are a share of. ``first_with`` counts the clusters of two or more outlets that this one
    published before all others, by dates alone: a cluster with an undated mention, or two first ones on one date,
    counts for nobody.

    An outlet is graded by what it says in its own voice. A claim that it credits to somebody is that source's: it may
    confirm or contradict what another outlet says, and tells nothing of the outlet that quotes it, so two sources at
    odds in one article are no fault of the article. ``corroborated``, ``contradicted`` and ``n`` count the outlet's own
    statements only; else grades are as in ``grade_sources``. ``prior`` is the opinion of the list that the user names
    (``config.priors``), null without one: an outlet that no list knows is F until it can be judged, never average. An
    outlet that the user's file has as a party (``config.interests``) has at best C. What an outlet carries counts for
    ``first_with``, only what it says itself for ``revised`` and ``contradicted_by``.
    """
    labels = _labels(articles)
    copies = _copies(lineage)
    positions = take_positions(claims, contradictions).without(copies)
    prior = Prior(config.prior_mean, config.prior_weight)
    records = keep_records(positions, lambda row: _voter(row, labels), method=config.method, prior=prior)
    rows = list(claims.iter_rows(named=True))
    carried = _group(rows, lambda row: labels.get(row["article_id"], ""))
    histories = keep_histories(
        claims,
        contradictions,
        lambda row: labels.get(row["article_id"], ""),
        lambda row: labels.get(row["article_id"]) if row["attribution_id"] is None else None,
    )
    opinions, interests = load_opinions(config.priors), load_interests(config.interests)
    articles_of = _group(articles.iter_rows(named=True), lambda row: labels[row["article_id"]])
    found = []
    for name in sorted(articles_of):
        own = [row for row in carried.get(name, []) if row["attribution_id"] is None]
        opinion = opinion_on(name, (row["url"] for row in articles_of[name]), opinions)
        found.append(
            {
                "outlet": name,
                **_shares([row["article_id"] for row in articles_of[name]], carried.get(name, []), copies),
                **histories.get(name, History()).columns(),
                **grade(records.get(name, Record()), config=config, opinion=opinion, caps=_caps(name, own, interests)),
                "prior": str(opinion) if opinion else None,
            }
        )
    return OUTLETS.frame(found)


def _caps(name: str, own: Sequence[Row], interests: Interests) -> list[Cap]:
    party = interests.party(name)
    touched = interests.touched(party, (row["claim"] for row in own)) if party else None
    return (
        [Cap("C", f"a party to the matter, of which it speaks ({touched}), is not graded above C")] if touched else []
    )


def _labels(articles: pl.DataFrame) -> dict[str, str]:
    rows = articles.select("article_id", "input_id", "outlet").rows()
    times = Counter(input_id for _, input_id, outlet in rows if not outlet)
    return {
        article: outlet or f"(unknown) {input_id if input_id and times[input_id] == 1 else article}"
        for article, input_id, outlet in rows
    }


def _voter(row: Row, labels: Mapping[str, str]) -> str:
    """Return who votes with a claim: the outlet with what it says itself, the source with what is credited to one."""
    if row["attribution_id"] is None:
        return labels.get(row["article_id"], "")
    return f"source {row['source_id'] or origin_of(row)}"  # no outlet: its record is kept and not read


def _copies(lineage: pl.DataFrame) -> set[str]:
    return set(lineage.filter(pl.col("duplicate_of").is_not_null())["article_id"])


def _group(rows: Iterable[Row], key: Any) -> dict[str, list[Row]]:  # noqa: ANN401 - a function of a row
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _shares(articles: Sequence[str], claims: Sequence[Row], copies: set[str]) -> dict[str, object]:
    attributed = [row for row in claims if row["attribution_id"]]
    return {
        "articles": len(articles),
        "claims": len(claims),
        "attributed_share": _share(len(attributed), len(claims)),
        "anonymous_share": _share(sum(bool(row["anonymous"]) for row in attributed), len(attributed)),
        "copied_share": _share(sum(article in copies for article in articles), len(articles)),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
