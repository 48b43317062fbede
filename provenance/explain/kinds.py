"""What is told about a claim, cluster, attribution, source, outlet, pair, article, origin: one function each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.explain.parts import (
    article_line,
    cluster_of,
    credit,
    derivations,
    fact,
    grade_facts,
    history,
    lineage,
    mention,
    offsets,
    origin_line,
    pairs,
    place,
    quantities,
    severity,
    signals,
    time,
)
from provenance.report.disagreements import pair
from provenance.report.page import count, dotted, entry, heading, indent, line, listed, quoted, share
from provenance.report.standing import first
from provenance.report.view import moment, reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from provenance.report.view import Row, View


def _claim(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"CLAIM {row['claim_id']}")
    yield line(quoted(row["exact_text"]), style="bold")
    yield fact("in full", row["claim"])
    yield from place(view, row["article_id"], [[row["start"], row["end"]]])
    yield fact("figures", listed(quantities(view, row)) or "none")
    yield fact("speaks of", time(view, row))
    yield fact("place", row["place"] or "not stated")
    yield fact(
        "said as",
        dotted("negated" if row["negated"] else None, row["modality"], f"stance {row['stance'] or 'unknown'}"),
    )
    yield fact("confidence", f"{row['confidence'] or 0:.2f} that this is a checkable claim (0 to 1)")
    said = view.by_id["attributions"].get(row["attribution_id"] or "")
    yield fact("credited to", credit(view, said) if said else "nobody: the outlet says it in its own voice")
    yield fact("origin", origin_line(view, row))
    yield from cluster_of(view, row)
    yield from pairs(view, {row["claim_id"]})


def _cluster(view: View, row: Row) -> Iterator[RenderableType]:
    members = view.members.get(row["cluster_id"], [])
    yield heading(f"CLUSTER {row['cluster_id']}")
    yield line(row["claim"] or "", style="bold")
    yield fact("status", str(row["status"] or "unknown").replace("_", " "))
    yield fact("reach", reach(row))
    yield fact(
        "credibility",
        f"{row['credibility'] or 6} (1 confirmed to 5 improbable, 6 cannot be judged): {row['rule'] or ''}",
    )
    yield fact("first", first(row, members).removeprefix("first seen "))
    if row["checked"] or row["note"]:
        yield fact(
            "checked", dotted(row["checked"], row["checker"], row["check_method"], row["check_date"], row["note"])
        )
    for label in view.origins_of(members):
        here = [claim for claim in members if (claim["origin_label"] or view.origin_label(claim["origin_id"])) == label]
        yield heading(f"From the origin {label}", count(len(here), "mention"))
        yield from (mention(view, claim) for claim in here)
    yield from pairs(view, {claim["claim_id"] for claim in members})


def _attribution(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"ATTRIBUTION {row['attribution_id']}")
    yield line(quoted(row["content_text"] or ""), style="bold")
    yield fact("credited to", credit(view, row))
    for role in ("source", "cue", "content"):
        yield fact(
            role,
            f"{quoted(row[f'{role}_text'])} at {offsets(row[f'{role}_spans'])}" if row[f"{role}_text"] else "none",
        )
    if len(row["chain"] or []) > 1:
        known = {True: "known", False: "not known", None: "not resolved"}[row["ultimate_source_known"]]
        yield fact("chain", f"{' > '.join(row['chain'])} at {offsets(row['chain_spans'])}; ultimate source {known}")
    flags = view.flags.get(row["attribution_id"])
    if flags:
        yield fact("to be asked", listed(flag.replace("_", " ") for flag in flags))
    yield from place(view, row["article_id"], row["content_spans"] or [])
    claims = [claim for claim in view.by_id["claims"].values() if claim["attribution_id"] == row["attribution_id"]]
    yield heading("Claims in it", str(len(claims)))
    yield from (mention(view, claim) for claim in claims)


def _source(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"SOURCE {row['source_id']}")
    yield line(row["source"] or "unknown", style="bold")
    yield fact("kind", dotted(str(row["kind"] or "unknown").replace("_", " "), row["role"], row["affiliation"]))
    if row["aliases"]:
        yield fact("named as", listed(row["aliases"]))
    yield from grade_facts(row)
    yield from history(row)
    yield fact(
        "reach",
        f"{count(row['outlets'], 'outlet')}, {count(row['origins'], 'origin')}, {count(row['articles'], 'article')}",
    )
    claims = [claim for claim in view.by_id["claims"].values() if claim["source_id"] == row["source_id"]]
    yield heading("Its claims", str(len(claims)))
    yield from (
        mention(view, claim) for claim in sorted(claims, key=lambda claim: (moment(claim) or "9999", claim["claim_id"]))
    )
    with_claims = {claim["attribution_id"] for claim in claims}
    others = [said for said in view.said.get(row["source_id"], []) if said["attribution_id"] not in with_claims]
    if others:
        yield heading("Also credited with", str(len(others)))
        yield from (
            entry(view.short(said["attribution_id"]), line(quoted(said["content_text"] or ""))) for said in others
        )
    yield from pairs(view, {claim["claim_id"] for claim in claims})


def _outlet(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"OUTLET {row['outlet']}")
    yield from grade_facts(row)
    yield fact("prior", row["prior"] or "none")
    yield fact(
        "credits",
        f"{share(row['attributed_share'])} of its {count(row['claims'], 'claim')}; of these "
        f"{share(row['anonymous_share'])} to unnamed sources",
    )
    yield fact("copies", f"{share(row['copied_share'])} of its {count(row['articles'], 'article')}")
    yield from history(row)
    claims = {claim["claim_id"] for claim in view.by_id["claims"].values() if claim["outlet"] == row["outlet"]}
    articles = [article for article in view.by_id["articles"].values() if article["outlet"] == row["outlet"]]
    yield heading("Its articles", str(len(articles)))
    yield from (article_line(view, article) for article in articles)
    yield from pairs(view, claims)


def _pair(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"PAIR {row['pair_id']}")
    yield pair(view, row)
    yield fact("severity", severity(row))
    for number, reason in enumerate(row["ruled_out"] or []):
        yield fact("" if number else "ruled out", reason)
    if row["signals"]:
        yield heading("Signals", "value × weight, in log-odds of an analyst calling it a clash")
        yield from signals(row)
    for side in ("a", "b"):
        claim = view.by_id["claims"].get(row[f"{side}_claim_id"])
        if claim:
            yield heading(f"Side {side}", claim["claim_id"])
            yield from place(view, claim["article_id"], [[claim["start"], claim["end"]]])
            yield fact("speaks of", time(view, claim))
            yield fact("origin", origin_line(view, claim))


def _article(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"ARTICLE {row['article_id']}")
    yield line(row["title"] or row["input_id"] or "", style="bold")
    yield fact("file", dotted(row["where"], f"SHA-256 {row['sha256']}"))
    yield fact(
        "outlet",
        dotted(row["outlet"] or "unknown", f"republished by {row['republisher']}" if row["republisher"] else None),
    )
    yield fact("by", dotted(row["byline"], f"agency {row['agency']}" if row["agency"] else None) or "not stated")
    yield fact("published", f"{row['published_at'] or 'unknown'} (from: {row['date_source'] or 'nothing in the text'})")
    dates = [
        f"{date['value']} from {quoted(date['printed'] or '')} ({date['where']})" for date in row["dates_found"] or []
    ]
    yield fact("dates found", "; ".join(dates) or "none")
    yield fact("chain", " > ".join(row["chain"] or []) or "unknown")
    yield fact("words", f"{row['words'] or 0} in the body, at {offsets(row['body_spans'] or [])}")
    yield fact(
        "left aside",
        listed(f"{part['label']} {part['start']}–{part['end']}" for part in row["residue"] or []) or "nothing",
    )
    yield fact("doubts", "; ".join(row["problems"] or []) or "none")
    yield from lineage(view, row["article_id"])
    yield from derivations(view, row["article_id"])
    claims = [claim for claim in view.by_id["claims"].values() if claim["article_id"] == row["article_id"]]
    yield heading("Its claims", str(len(claims)))
    yield from (mention(view, claim) for claim in sorted(claims, key=lambda claim: claim["start"]))


def _origin(view: View, row: Row) -> Iterator[RenderableType]:
    yield heading(f"ORIGIN {row['origin_id']}")
    yield line(row["label"] or "unknown", style="bold")
    yield fact(
        "evidence", dotted(row["evidence"], f"up to {share(row['overlap'])} the same words" if row["overlap"] else None)
    )
    yield fact(
        "reach",
        f"{count(row['outlets'], 'outlet')}, 1 origin; {count(row['articles'], 'article')}, "
        f"{count(row['claims'], 'claim')}",
    )
    here = [found for found in view.rows("lineage") if found["origin_id"] == row["origin_id"]]
    yield heading("Its articles", str(len(here)))
    for found in here:
        yield article_line(view, view.by_id["articles"][found["article_id"]])
        yield from (indent(block, 4) for block in lineage(view, found["article_id"]))


EXPLAINERS: dict[str, Callable[[View, Row], Iterator[RenderableType]]] = {
    "claims": _claim,
    "clusters": _cluster,
    "attributions": _attribution,
    "sources": _source,
    "contradictions": _pair,
    "articles": _article,
    "origins": _origin,
    "outlets": _outlet,
}
