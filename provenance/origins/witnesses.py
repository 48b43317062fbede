"""Who is no second witness: an article's headline, its officials and hearsay, and the excerpt it prints."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.origins.claims import Known
    from provenance.origins.speakers import Speaker
    from provenance.origins.utterances import Origin

    Row = Mapping[str, Any]

EXCERPT = "excerpted text"  # what a chain has for the medium of a block quotation that names none
MARKS = frozenset('"“”„«»')
NAMELESS = frozenset(
    {"report", "reports", "media", "news", "press", "newspaper", "newspapers", "outlets", "local", "state"}
)
HEADLINE = 0.6  # share of a title's words in a credited claim of its article, from which the title only tells that
LONG_WORD = re.compile(r"\w{4,}")


def excerpted(
    claims: Sequence[Row], origins: Mapping[str, Origin], speakers: Mapping[str, Speaker], known: Known
) -> dict[str, Origin]:
    """Return the origins of what an unnamed excerpt tells without a speaker, where just one speaks in it."""
    excerpts: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        chain = known.attributions.get(claim["attribution_id"] or "", {}).get("chain") or []
        if chain and chain[0] == EXCERPT:
            excerpts[claim["article_id"]].append(claim["claim_id"])
    found: dict[str, Origin] = {}
    for told in excerpts.values():
        voices = {speakers[claim_id].key: origins[claim_id] for claim_id in told if claim_id in speakers}
        if len(voices) == 1:
            found |= dict.fromkeys(told, *voices.values())
    return found


def restated(
    claims: Sequence[Row], origins: Mapping[str, Origin], speakers: Mapping[str, Speaker], known: Known
) -> dict[str, Origin]:
    """Return the origins of claims on a matter that an article also credits to somebody it names.

    Its headline is no second witness, nor are "officials", hearsay and whoever the text leaves open; but whoever claims
    what another denies has not got it from him.
    """

    def said(claim: Row) -> tuple[str, str | None, bool]:
        denied = known.attributions.get(claim["attribution_id"] or "", {}).get("stance") == "denied"
        return claim["article_id"], known.matches.get(claim["claim_id"], {}).get("cluster_id"), denied

    def speaks(claim: Row) -> bool:
        credit = known.attributions.get(claim["attribution_id"] or "")
        return claim["claim_id"] in speakers or (credit is not None and medium_of(credit) is not None)

    credited: dict[tuple[str, str | None, bool], Origin] = {}
    for claim in sorted(claims, key=lambda claim: (claim["start"], claim["claim_id"])):
        if speaks(claim) and said(claim)[1]:
            credited.setdefault(said(claim), origins[claim["claim_id"]])
    found = {
        claim["claim_id"]: credited[said(claim)] for claim in claims if not speaks(claim) and said(claim) in credited
    }
    spoken = {claim["claim_id"] for claim in claims if speaks(claim)}
    return _headlines(claims, origins, spoken, known) | found


def _headlines(
    claims: Sequence[Row], origins: Mapping[str, Origin], spoken: set[str], known: Known
) -> dict[str, Origin]:
    """Return the origins of titles that only tell what somebody is credited with further down."""
    by_article: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        by_article[claim["article_id"]].append(claim)
    found = {}
    for article_id, told in by_article.items():
        end = (known.articles[article_id]["title_span"] or [0, 0])[1]
        below = [claim for claim in told if claim["claim_id"] in spoken and claim["start"] >= end]
        for title in told:
            if title["start"] >= end or title["claim_id"] in spoken or not below:
                continue
            best = max(below, key=lambda claim: (_covers(claim, title), -claim["start"]))
            if _covers(best, title) >= HEADLINE:
                found[title["claim_id"]] = origins[best["claim_id"]]
    return found


def _covers(claim: Row, title: Row) -> float:
    """Return the share of a title's longer words that a claim has too, by their first letters."""
    there, here = ({word[:5] for word in LONG_WORD.findall(str(row["claim"]).casefold())} for row in (claim, title))
    return len(here & there) / len(here) if here else 0.0


def quoted(claims: Sequence[Row], known: Known) -> set[str]:
    """Return the claims that are somebody's words, by their attribution or by the marks around them."""
    found = set()
    for claim in claims:
        credit = known.attributions.get(claim["attribution_id"] or "")
        text = known.articles[claim["article_id"]]["text"] or ""
        around = text[max(0, claim["start"] - 2) : claim["start"] + 1] + text[claim["end"] - 1 : claim["end"] + 2]
        if (credit is not None and credit["quote_type"] in ("direct", "mixed")) or set(around) & MARKS:
            found.add(claim["claim_id"])
    return found


def medium_of(credit: Row) -> str | None:
    """Return the medium that carried it to this article: the source itself, or the carrier nearest to the speaker."""
    if credit["source_kind"] == "news_media":
        return str(credit["source"]) if credit["source"] and _has_name(credit["source"]) else None
    carriers = [name for name in (credit["chain"] or [])[:-1] if name]
    return str(carriers[-1]) if carriers else None


def _has_name(medium: str) -> bool:
    """Tell whether a medium has a name: "media reports" and a headline's "Report" have none."""
    return any(word[0].isupper() and word.casefold() not in NAMELESS for word in medium.split())
