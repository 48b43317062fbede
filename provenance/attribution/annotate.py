"""One article's attributions: passages from tagger and rules, sources resolved, rows of CREDITS."""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.access import read_access, read_channel
from provenance.attribution.anonymity import find_reason, find_reason_beside, is_rote, tells_reason_only
from provenance.attribution.chains import Passage, read_chain
from provenance.attribution.charges import with_asides
from provenance.attribution.coreference import Resolver
from provenance.attribution.credit import (
    Credit,
    Hop,
    is_circular,
    is_ultimate_known,
    name_of,
    nest,
    with_full_descriptions,
)
from provenance.attribution.cues import add_passages
from provenance.attribution.discourse import Discourse, Source
from provenance.attribution.identification import count_of, identification
from provenance.attribution.kinds import is_anonymous, source_kind
from provenance.attribution.layouts import read_layout
from provenance.attribution.mending import OWN_INFERENCE, mend, with_whole_clause
from provenance.attribution.mention import Mention
from provenance.attribution.quotations import find_quotations, quote_type
from provenance.attribution.registry import Registry
from provenance.attribution.speech import with_subject
from provenance.attribution.stance import HEDGES, find_doubt, read_stance, read_weight
from provenance.tables import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.chains import Spans
    from provenance.attribution.tagger import Tagged

JOIN = " … "
EXCERPT = "excerpted text"  # what a chain calls a text that is quoted without its author


def credit_article(
    article_id: str,
    text: str,
    zones: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int, int]],
    tagged: Sequence[Tagged],
    outlet: str | None = None,
) -> list[dict[str, object]]:
    """Return the rows of CREDITS of one article, in text order.

    ``zones`` are the title and body spans, ``sentences`` (start, end, paragraph), ``tagged`` what the tagger found.
    """
    listed = list(sentences) or [(start, end, number) for number, (start, end) in enumerate(zones)]
    quotations = find_quotations(text)
    passages = _passages(text, listed, tagged, quotations)
    quoted = sorted({span for passage in passages for span in passage.content} | set(quotations))
    resolver = Resolver(Discourse(text, listed, Registry(text, zones, outlet), quoted, quotations), outlet)
    credited = [_credit(text, listed, resolver, passage) for passage in passages]
    credited = with_full_descriptions(nest(credited, quotations))
    reasons = _reasons(credited)
    rows: dict[object, dict[str, object]] = {}
    for one in credited:
        key = one.source.key if one.source else None
        one = replace(one, reason=one.reason or (reasons.get(key) if key else None))
        row = _row(article_id, text, one, listed, quotations, outlet)
        rows.setdefault(row["attribution_id"], row)
    return list(rows.values())


def _passages(
    text: str,
    sentences: Sequence[tuple[int, int, int]],
    tagged: Sequence[Tagged],
    quotations: Sequence[tuple[int, int]],
) -> list[Passage]:
    found = [Passage(_spans(t.source), _spans(t.cue), _spans(t.content), t.confidence) for t in tagged]
    found = [one for one in (mend(text, passage, quotations) for passage in found) if one]
    found = [one for one in found if not (one.cue and tells_reason_only(text, one.cue, one.content))]
    found = [with_subject(text, one, _sentence_start(sentences, (one.cue or one.content)[0][0])) for one in found]
    found = [with_whole_clause(text, one, _sentence_start(sentences, one.content[0][0])) for one in found]
    found = read_layout(text, sentences, found, quotations)
    found = with_asides(text, [(start, end) for start, end, _ in sentences], found)
    found = add_passages(text, [(start, end) for start, end, _ in sentences], found, quotations)
    ends = [read_chain(text, one, _sentence_end(sentences, (one.cue or one.content)[-1][1])) for one in found]
    ends = [one for one in ends if not _is_told_by_chain(one, ends)]
    return sorted(ends, key=lambda one: (one.start, one.source, one.cue, one.content))


def _is_told_by_chain(passage: Passage, others: Sequence[Passage]) -> bool:
    """Tell whether another passage has the same speaker and content and also says who passed it on."""
    if passage.carriers or not passage.source:
        return False
    return any(
        other.carriers and other.source == passage.source and _overlap(other.content, passage.content)
        for other in others
    )


def _overlap(one: Spans, two: Spans) -> bool:
    return any(a < d and c < b for a, b in one for c, d in two)


def _spans(spans: Sequence[Sequence[int]]) -> Spans:
    return tuple(sorted((start, end) for start, end in spans if end > start))


def _sentence_end(sentences: Sequence[tuple[int, int, int]], offset: int) -> int:
    at = bisect.bisect_right([start for start, _, _ in sentences], max(0, offset - 1)) - 1
    return max(sentences[at][1], offset) if at >= 0 else offset


def _sentence_start(sentences: Sequence[tuple[int, int, int]], offset: int) -> int:
    at = bisect.bisect_right([start for start, _, _ in sentences], offset) - 1
    return sentences[at][0] if at >= 0 else 0


def _credit(text: str, sentences: Sequence[tuple[int, int, int]], resolver: Resolver, passage: Passage) -> Credit:
    carriers = _carriers(resolver, passage)
    if not passage.source:
        return Credit(passage, _without_source(text, passage, resolver.outlet), carriers)
    start, end = passage.source[0][0], passage.source[-1][1]
    if len(passage.source) > 1 and end - start > 200:
        start, end = passage.source[0]
    label = text[start:end].isupper() and (_text(text, passage.cue) or "").strip() == ":"
    source = resolver.resolve(start, end, label=label)
    carriers = tuple(hop for hop in carriers if hop.name != source.name or passage.cited)
    if not _may_be_unnamed(source):
        return Credit(passage, source, carriers)
    reason = find_reason(text, start, end, _sentence_end(sentences, end))
    if reason and passage.cue and reason[0] < passage.cue[0][0] < reason[1]:
        reason = reason[0], reason[0] + len(text[reason[0] : passage.cue[0][0]].rstrip(" ,—–-"))
    return Credit(passage, source, carriers, reason or _reason_beside(text, sentences, passage, source))


def _reason_beside(
    text: str, sentences: Sequence[tuple[int, int, int]], passage: Passage, source: Source
) -> tuple[int, int] | None:
    """Look for a reason in the sentence after the statement, then in the one before it, of the same paragraph."""
    starts = [start for start, _, _ in sentences]
    first, last = (bisect.bisect_right(starts, at) - 1 for at in (passage.start, passage.end - 1))
    for number in (last + 1, first - 1):
        near = first >= 0 and 0 <= number < len(sentences) and sentences[number][2] == sentences[first][2]
        found = near and find_reason_beside(
            text, sentences[number][:2], source.mention.head, plural=source.mention.plural
        )
        if found:
            return found
    return None


def _carriers(resolver: Resolver, passage: Passage) -> tuple[Hop, ...]:
    """Return those who passed the statement on; the outlet is none of them, unless it is another whom it told."""
    found = [(resolver.resolve(start, end), start, end) for start, end in passage.carriers]
    return tuple(
        Hop(name_of(one), start, end)
        for number, (one, start, end) in enumerate(found)
        if number or one.form != "outlet"
    )


def _without_source(text: str, passage: Passage, outlet: str | None) -> Source | None:
    """Return who speaks where nobody is named: the outlet that infers, a text that is excerpted, or hearsay (null)."""
    cue = _text(text, passage.cue) or ""
    if OWN_INFERENCE.search(cue) and not HEDGES.search(cue):
        return Source(Mention("", "outlet"), outlet, "outlet")
    starts_line = text[: passage.content[0][0]].rstrip(" ").endswith("\n")
    if cue.strip().endswith(":") and starts_line:
        return Source(Mention(EXCERPT, "media", plural=True))
    return None


def _may_be_unnamed(source: Source) -> bool:
    return source.mention.partial or source.form in {"role", "group", "unknown", "pronoun"}


def _reasons(credited: Sequence[Credit]) -> dict[str, tuple[int, int]]:
    """Return the first reason given for each source that keeps its name back."""
    found: dict[str, tuple[int, int]] = {}
    for one in credited:
        if one.reason and one.source and one.source.key:
            found.setdefault(one.source.key, one.reason)
    return found


def _row(
    article_id: str,
    text: str,
    one: Credit,
    sentences: Sequence[tuple[int, int, int]],
    quotations: Sequence[tuple[int, int]],
    outlet: str | None,
) -> dict[str, object]:
    passage, source = one.passage, one.source
    kind = source_kind(source)
    words = {role: _text(text, getattr(passage, role)) for role in ("source", "cue", "content")}
    cue = words["cue"] or ""
    stance = read_stance(cue, words["source"] or "", words["content"] or "")
    doubt = find_doubt(text, _sentences_about(sentences, passage), [*quotations, *passage.content])
    beside = _beside(text, sentences, passage)
    reason = text[slice(*one.reason)] if one.reason else None
    return {
        "attribution_id": digest(article_id, passage.source, passage.cue, passage.content),
        "article_id": article_id,
        **{f"{role}_spans": [list(span) for span in getattr(passage, role)] for role in words},
        **{f"{role}_text": value for role, value in words.items()},
        "quote_type": quote_type(text, passage.content, quotations),
        "source_name": source.name if source else None,
        "source_kind": kind,
        "anonymous": is_anonymous(source, kind),
        "identification": identification(source, kind),
        "source_count": count_of(source),
        "anonymity_reason": reason,
        "anonymity_reason_kind": ("rote" if is_rote(reason) else "stated") if reason else None,
        "anonymity_reason_span": list(one.reason) if one.reason else None,
        "access": read_access(f"{words['source'] or ''} {reason or ''}"),
        "channel": read_channel(f"{cue} {beside} {words['source'] or ''}"),
        "role": source.role if source else None,
        "affiliation": source.affiliation if source else None,
        "stance": stance,
        "stance_weight": read_weight(cue, stance, doubted=doubt is not None),
        "doubt_span": list(doubt) if doubt else None,
        "doubt_text": text[slice(*doubt)] if doubt else None,
        "chain": [hop.name for hop in one.hops] or None,
        "chain_spans": [[hop.start, hop.end] for hop in one.hops] or None,
        "ultimate_source_known": is_ultimate_known(one, kind),
        "circular": is_circular(one, outlet),
        "confidence": float(passage.confidence),
    }


def _sentences_about(sentences: Sequence[tuple[int, int, int]], passage: Passage) -> list[tuple[int, int]]:
    """Return the sentences that a passage touches and the one after them (empty at the end of a paragraph)."""
    starts = [start for start, _, _ in sentences]
    first, last = (max(0, bisect.bisect_right(starts, at) - 1) for at in (passage.start, passage.end - 1))
    own = [(start, end) for start, end, _ in sentences[first : last + 1]]
    after = sentences[last + 1] if last + 1 < len(sentences) else None
    near = after is not None and after[2] == sentences[last][2]
    return [*own, (after[0], after[1]) if after and near else (passage.end, passage.end)]


def _beside(text: str, sentences: Sequence[tuple[int, int, int]], passage: Passage) -> str:
    """Return what stands in the sentence of the cue outside source, cue and content."""
    if not passage.cue:
        return ""
    at = passage.cue[0][0]
    taken = sorted(span for spans in (passage.source, passage.cue, passage.content) for span in spans)
    low, high = _sentence_start(sentences, at), _sentence_end(sentences, at + 1)
    left = []
    for start, end in taken:
        if low < start:
            left.append(text[low : min(start, high)])
        low = max(low, end)
    return " ".join([*left, text[low:high]])


def _text(text: str, spans: Spans) -> str | None:
    return JOIN.join(text[start:end] for start, end in spans) or None
