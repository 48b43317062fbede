"""The claims with all that is known of each: who is credited, what it matches, where it entered the news."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from provenance import tables
from provenance.origins.families import load_families
from provenance.origins.names import name_key
from provenance.origins.speakers import find_speakers
from provenance.origins.utterances import Origin, one_utterance
from provenance.origins.witnesses import excerpted, medium_of, quoted, restated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from provenance.config import Origins
    from provenance.origins.families import Families

    Row = Mapping[str, Any]

COVERED = 0.8  # share of a claim's characters that must stand in a shared passage
UNNAMED = frozenset({"unnamed_person", "unnamed_group", "social_media"})
CLOSED_WORDS = frozenset(
    {"a", "an", "the", "this", "these", "his", "her", "its", "their", "it", "he", "she", "they", "there"}
)
TIME = ("published_at", "claim_id")


def join_claims(
    articles: pl.DataFrame,
    attributions: pl.DataFrame,
    statements: pl.DataFrame,
    matches: pl.DataFrame,
    copies: pl.DataFrame,
    lineage: pl.DataFrame,
    *,
    config: Origins,
) -> pl.DataFrame:
    """Join what is known of every claim, and say where it entered the news.

    Reads ARTICLES, ATTRIBUTIONS, STATEMENTS, MATCHES, COPIES and LINEAGE, writes CLAIMS, one row a claim. A claim in
    the article's own voice has ``source_kind`` outlet, and ``source`` is the outlet, null where that is unknown. The
    origin is

    - of a named person or organisation: that speaker, whichever outlets quote it ("same speaker" where two or more do,
      else "citation");
    - of a spokesperson, named or not, or a document of a named organisation: the organisation, for its two mouths are
      no two witnesses;
    - of what an article says itself, or leaves to officials and hearsay, on a matter that it credits to somebody by
      name elsewhere in its text, as headlines do: that source's;
    - of the same words of somebody, quoted here and told there, by whomever the two articles credit: one utterance
      ("same words");
    - of an excerpt from a text that is not named: its speaker's, if it names just one, for what it tells besides comes
      by the same way;
    - of a speaker known by a common noun only ("the company", "the coastguard"): that speaker, within the story;
    - of what another medium is said to have reported: that medium, and the origin of its own article where that is at
      hand and makes the claim ("citation");
    - of everything else: the text in which it stands, traced through copies; a passage taken over word for word leads
      to the article that had it first ("shared text"). An unnamed source adds no origin to its article's, because
      nothing shows that two outlets do not quote the same official, nor that they do ("unnamed source"); nor does a
      document of nobody known ("document").

    Cost: O(claims).
    """
    known = Known(
        articles=_by_key(articles, "article_id"),
        attributions=_by_key(attributions, "attribution_id"),
        matches=_by_key(matches, "claim_id"),
        lineage=_by_key(lineage, "article_id"),
        passages=_passages(copies),
        families=load_families(config.families),
    )
    claims = statements.sort("claim_id").to_dicts()
    speakers = find_speakers(
        (claim["claim_id"], known.attributions[claim["attribution_id"]], _story(claim, known))
        for claim in claims
        if claim["attribution_id"] in known.attributions
    )
    text_origins = {claim["claim_id"]: _text_origin(claim, known) for claim in claims}
    voices = _own_voices(claims, text_origins, known)
    origins = {claim["claim_id"]: _origin(claim, text_origins[claim["claim_id"]], voices, known) for claim in claims}
    origins |= {
        claim_id: Origin(tables.digest("speaker", *speaker.key), speaker.name, "citation")
        for claim_id, speaker in speakers.items()
    }
    origins |= excerpted(claims, origins, speakers, known)
    origins |= restated(claims, origins, speakers, known)
    origins |= one_utterance(claims, origins, speakers, known.matches, quoted(claims, known))
    rows = [_joined(claim, known, origins[claim["claim_id"]]) for claim in claims]
    return tables.CLAIMS.frame(_with_speakers_told(rows))


@dataclass(frozen=True)
class Known:
    """The tables that origins are read from, by id."""

    articles: Mapping[str, Row]
    attributions: Mapping[str, Row]
    matches: Mapping[str, Row]
    lineage: Mapping[str, Row]
    passages: Mapping[str, list[_Passages]]
    families: Families


@dataclass(frozen=True)
class _Passages:
    """What an article shares with another one: the other's id, whether it is known to be first, spans in this one."""

    other: str
    first: str | None
    spans: list[list[int]]


def _by_key(frame: pl.DataFrame, key: str) -> dict[str, Row]:
    return {row[key]: row for row in frame.iter_rows(named=True)}


def _passages(copies: pl.DataFrame) -> dict[str, list[_Passages]]:
    found = defaultdict(list)
    for pair in copies.sort("article_id", "other_id").iter_rows(named=True):
        if pair["kind"] == "partial":
            found[pair["article_id"]].append(_Passages(pair["other_id"], pair["earlier"], pair["passages"]))
            found[pair["other_id"]].append(_Passages(pair["article_id"], pair["earlier"], pair["other_passages"]))
    return dict(found)


def _text_origin(claim: Row, known: Known) -> Origin:
    """Return the origin of the text in which the claim stands."""
    here = claim["article_id"]
    sharing = [part for part in known.passages.get(here, []) if _covered(claim, part.spans) >= COVERED]
    if not sharing:
        line = known.lineage[here]
        return Origin(line["origin_id"], line["label"], line["evidence"], line["family"])
    later = {here} if any(part.first == part.other for part in sharing) else set()
    later |= {part.other for part in sharing if part.first == here}
    holders = [here, *(part.other for part in sharing)]

    def order(article_id: str) -> tuple[bool, str, str]:
        return article_id in later, known.articles[article_id]["published_at"] or "~", article_id

    line = known.lineage[min((key for key in holders if key in known.articles), key=order)]
    return Origin(line["origin_id"], line["label"], "shared text", line["family"])


def _covered(claim: Row, spans: Sequence[Sequence[int]]) -> float:
    inside = sum(max(0, min(claim["end"], end) - max(claim["start"], start)) for start, end in spans)
    return float(inside / max(1, claim["end"] - claim["start"]))


def _own_voices(
    claims: Sequence[Row], text_origins: Mapping[str, Origin], known: Known
) -> dict[str, list[tuple[str, Origin]]]:
    """Return by cluster who says so in its own voice: (outlet or agency, origin), earliest first."""
    voices: dict[str, list[tuple[str, Origin]]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: _time(claim, known)):
        if claim["attribution_id"] is None and claim["claim_id"] in known.matches:
            cluster = known.matches[claim["claim_id"]]["cluster_id"]
            origin = text_origins[claim["claim_id"]]
            outlet = known.articles[claim["article_id"]]["outlet"]
            voices[cluster] += [(name, origin) for name in (outlet, origin.label) if name]
    return dict(voices)


def _story(claim: Row, known: Known) -> str:
    match = known.matches.get(claim["claim_id"])
    return str(match["story_id"] if match else claim["article_id"])


def _time(claim: Row, known: Known) -> tuple[str, str]:
    return known.articles[claim["article_id"]]["published_at"] or "~", claim["claim_id"]


def _origin(claim: Row, text: Origin, voices: Mapping[str, list[tuple[str, Origin]]], known: Known) -> Origin:
    credit = known.attributions.get(claim["attribution_id"] or "")
    if credit is None:
        return text
    medium = medium_of(credit)
    if medium is None:
        if credit["source_kind"] == "document":
            return replace(text, evidence="document")
        unnamed = credit["source_kind"] in UNNAMED or (credit["source_kind"] == "news_media" and credit["source"])
        return replace(text, evidence="unnamed source" if unnamed else text.evidence)
    match = known.matches.get(claim["claim_id"])
    own = [
        origin
        for name, origin in voices.get(match["cluster_id"] if match else "", [])
        if known.families.one(name, medium)
    ]
    if own:
        return replace(own[0], evidence="citation")
    return Origin(tables.digest("medium", name_key(medium) or medium), medium, "citation", known.families.of(medium))


def _joined(claim: Row, known: Known, origin: Origin) -> dict[str, Any]:
    article = known.articles[claim["article_id"]]
    credit = known.attributions.get(claim["attribution_id"] or "")
    match = known.matches.get(claim["claim_id"], {})
    own_voice = {
        "source_id": None,
        "source": article["outlet"],
        "source_kind": "outlet",
        "anonymous": False,
        "stance": "stated",
    }
    credited = credit if credit is not None else own_voice
    return {
        **{name: claim[name] for name in tables.CLAIMS.columns if name in claim},
        "claim": _told(claim, credit),
        **{name: article[name] for name in ("input_id", "outlet", "published_at")},
        **{name: credited[name] for name in own_voice},
        **{name: match.get(name) for name in ("story_id", "cluster_id", "agreement_id")},
        "origin_id": origin.origin_id,
        "origin_label": origin.label,
        "origin_evidence": origin.evidence,
        "origin_family": origin.family,
    }


def _told(claim: Row, credit: Row | None) -> str:
    """Return the claim in full, times and places told; what a source denied is told as his denial."""
    sentence = str(claim["in_full"] or claim["claim"])
    if credit is None or credit["stance"] != "denied":
        return sentence
    inside = any(start <= claim["start"] and claim["end"] <= end for start, end in credit["content_spans"] or ())
    if not inside:
        return sentence
    first = sentence.partition(" ")[0].lower()
    small = first in CLOSED_WORDS or first in str(claim["exact_text"]).split()  # a name keeps its capital
    rest = sentence[:1].lower() + sentence[1:] if small else sentence
    who = str(credit["source"] or "somebody")
    who = f"the {who}" if who[0].islower() and credit["source_kind"] == "named_organisation" else who  # "the army"
    return f"{who[0].upper()}{who[1:]} denied that {rest}"


def _with_speakers_told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the origins that two or more outlets (or articles without a known one) cite."""
    tellers = defaultdict(set)
    for row in rows:
        if row["origin_evidence"] == "citation":
            tellers[row["origin_id"]].add(row["outlet"] or row["article_id"])
    return [
        {**row, "origin_evidence": "same speaker"}
        if row["origin_evidence"] == "citation" and len(tellers[row["origin_id"]]) > 1
        else row
        for row in rows
    ]
