"""Attributions that a tagger may miss, by rule: according to, reportedly, rumours, videos that show, plain speech.

Precision first: a rule stays silent inside a passage already found, inside quotation marks, and where the clause it
would take is not plain.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.chains import Passage
from provenance.attribution.charges import find_answered, find_named
from provenance.attribution.speech import find_speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULE_CONFIDENCE = 0.7  # below what the tagger gives a plain "said"
_ADVERB = re.compile(
    r"\b(?:(?P<aux>was|were|is|are|has|have|had|been|be|will|would|has been|have been|had been)\s+)?"
    r"(?P<cue>reportedly|allegedly|purportedly|supposedly)\s+(?P<next>[\w'’-]+)"
)
_VERB = re.compile(
    r"(?:\w{3,}ed|had|has|have|was|were|is|are|been|be|being|fled|took|met|left|went|came|made|gave|got|hit"
    r"|shot|fell|lost|won|"
    r"began|broke|struck|sent|told|said|paid|held|led|let|ran|saw|set|sold|spent|stood|bought|brought|built|caught|cut|"
    r"fought|found|kept|killed|known|put|rose|spoke|thrown|threw|taken|seen|given|gone|done|shown|written"
    r"|driven|plans?|wants?|"
    r"\w{3,}ing)$"
)
_CLAUSE_START = re.compile(
    r"(?:[;:—–]|,\s+(?:but|and|while|which|who|where|as|after|though|although|with)\b|\b(?:that|but|because"
    r"|after|while|when|who|which|and)\b)"
)
_CLAUSE_END = re.compile(
    r"[;:—–]|,\s+(?:but|and|while|which|who|where|as|after|though|although|with|the|an?)\b|\s+(?:but|while"
    r"|although)\s|[.!?]\s*$"
)
_ACCORDING = re.compile(
    r"(?P<cue>[Aa]ccording to)\s+(?P<source>(?:[^,.;:\n\"“”]|\.(?=\w|,)|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|Lt"
    r"|St))\.|(?<=\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Maj|Sgt))\.)+)"
)
_REPORTS = re.compile(
    r"(?P<source>(?:There\s+(?:are|were|have been)\s+)?(?:[Uu]nconfirmed|[Uu]nverified|[Ii]nitial|[Ee]arly"
    r"|[Cc]onflicting|[Ss]ome|[Mm]edia|[Ll]ocal|[Pp]ress)?\s*"
    r"\b[Rr](?:eports|umou?rs)(?:\s+(?:on|in|from)\s+[\w\s-]{3,30}?)?)\s+"
    r"(?P<cue>(?:have\s+)?(?:suggest|sa(?:y|id)|indicat|claim|stat|circulat)\w*)\s+(?P<content>(?:that\s+)?.+)",
    re.DOTALL,
)
_BELIEVED = re.compile(
    r"\b(?P<cue>[Ii]t\s+(?:is|was|has been)\s+(?:widely\s+|commonly\s+)?(?:believed|rumou?red|thought|reported"
    r"|alleged|understood|said|claimed))\s+"
    r"(?P<content>that\s+.+)",
    re.DOTALL,
)
_SHOWS = re.compile(
    r"(?P<source>(?:(?:One|A|An|The|Another|This|That|Some|Several|Two|Three|New|Amateur|Satellite|Leaked"
    r"|Separate)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:[Vv]ideos?|[Ff]ootage|[Cc]lips?|[Pp]hotos?|[Pp]hotographs?|[Ii]mages?|[Ii]magery|[Pp]ictures?"
    r"|[Rr]ecordings?|[Dd]ocuments)"
    r"(?:,\s+[^,.]{3,60},|\s+(?:posted|released|published|circulat\w+|shared|uploaded|taken|obtained|broadcast"
    r"|aired|on|from|by)\b[^,.;:]{0,70}?)?)\s+"
    r"(?P<cue>(?:(?:purportedly|reportedly|apparently|allegedly|also|clearly)\s+)?(?:purport(?:s|ed)?\s+to\s+"
    r"|appear(?:s|ed)?\s+to\s+|seem(?:s|ed)?\s+to\s+)?"
    r"(?:shows?|showed|showing|depict(?:s|ed)?|reveal(?:s|ed)?|captur(?:es|ed)|suggest(?:s|ed)?))\s+(?P<content>.+)",
    re.DOTALL,
)
_RELATIVE = re.compile(
    r"(?<=[\w”],\s)(?P<source>which|who)\s+(?P<cue>(?:has\s+|have\s+|had\s+)?(?:also\s+|repeatedly\s+)?"
    r"(?:denied|denies|deny|rejected|rejects|confirmed|claimed|claims))\s+"
    r"(?P<content>(?:that\s+|any\s+|all\s+|the\s+|having\s+|being\s+|responsibility|involvement|its\s+|his\s+)[^,.;:\n\"“”]*)"
)
_ANSWERED = r"(?:dismissed|denied|rejected|refuted|disputed)"
_DISMISSED = re.compile(
    r"(?P<content>(?:[\w'’-]+\s+){0,6}?(?:claims?|allegations?|accusations?|reports?|rumou?rs?)\b[^,.;:\n]*?)\s+(?:"
    r"(?P<cue>(?:has|have|had)\s+(?:since\s+|also\s+|widely\s+)?been\s+(?:widely\s+|since\s+)?"
    rf"{_ANSWERED})(?!\s+by\b)"
    rf"|(?P<cue_by>(?:(?:has|have|had)\s+been|was|were|is|are)\s+(?:\w+ly\s+|later\s+|also\s+)?{_ANSWERED})\s+by\s+"
    r"(?P<source>[^,.;:\n\"“”]{3,80}?)(?=\s+(?:on|in|at|as|after|who|which|and|but|while|when)\b|[,.;:\n]|$))"
)


def add_passages(
    text: str, sentences: Sequence[tuple[int, int]], found: Sequence[Passage], quotations: Sequence[tuple[int, int]]
) -> list[Passage]:
    """Return the passages found so far with what the rules find beside them in the sentences of an article.

    A clause with "reportedly" is hearsay as a whole, whatever part of it was found before. A claim that is dismissed
    may be found before its dismissal, and what somebody denies holds the words of whoever claims it.
    """
    passages = list(found)
    for start, end in sentences:
        end = start + len(text[start:end].rstrip())
        for rule in (_according, _reports, _shows, _believed, find_named, _relative, _dismissed, _adverb, find_speech):
            for passage in rule(text, start, end):
                others = [one for one in passages if rule is not _adverb or not _is_part_of(one, passage)]
                if rule is _relative and not _quoted(passage, quotations):
                    others = [_without_relative(one, passage, text) for one in others]
                dismissed = [one for one in others if rule is _dismissed and _holds(passage, one)]
                beside = [one for one in others if one not in dismissed]
                if not _stands_already(passage, beside) and not _quoted(passage, quotations):
                    passages = [*others, passage]
    for outer in list(passages):
        inner = find_answered(text, outer)
        if inner and not _stands_already(
            inner, [one for one in passages if one is not outer and not _holds(one, inner)]
        ):
            passages.append(inner)
    return passages


def _is_part_of(one: Passage, whole: Passage) -> bool:
    """Tell whether a passage without source is about the same adverb."""
    return not one.source and any(a < d and c < b for a, b in one.cue for c, d in whole.cue)


def _without_relative(one: Passage, relative: Passage, text: str) -> Passage:
    """End a content before a relative clause at its end in which somebody else speaks: "…, which denied it"."""
    start, end = one.content[-1]
    if not one.source or not start < relative.start or not end - 2 <= relative.end <= end + 2:
        return one
    kept = start + len(text[start : relative.start].rstrip(" ,"))
    return replace(one, content=(*one.content[:-1], (start, kept))) if kept > start else one


def is_scare_quote(text: str, passage: Passage, quotations: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a passage is a few quoted words that nobody is credited with: so-called "experts"."""
    if passage.cue or passage.source:
        return False
    words = " ".join(text[a:b] for a, b in passage.content).split()
    return len(words) <= 3 and all(_inside(a, quotations) for a, _ in passage.content)


def _according(text: str, start: int, end: int) -> Iterator[Passage]:
    for match in _ACCORDING.finditer(text, start, end):
        source = re.split(
            r"\s+(?:that|which|who)\s+|\s+(?:said|says|has|have|had|was|were|is|are)\s+", match["source"]
        )[0]
        span = (match.start("source"), match.start("source") + len(source.rstrip(" .")))
        content = (start, match.start()) if match.start() - start > 12 else (match.end(), end)
        yield from _passage(text, span, match.span("cue"), content)


def _reports(text: str, start: int, end: int) -> Iterator[Passage]:
    match = _REPORTS.match(text, start, end)
    if match:
        for one in _passage(text, match.span("source"), match.span("cue"), match.span("content")):
            yield replace(one, hearsay=True)


def _shows(text: str, start: int, end: int) -> Iterator[Passage]:
    match = _SHOWS.match(text, start, end)
    if match:
        yield from _passage(text, match.span("source"), match.span("cue"), match.span("content"))


def _believed(text: str, start: int, end: int) -> Iterator[Passage]:
    for match in _BELIEVED.finditer(text, start, end):
        yield from _passage(text, None, match.span("cue"), match.span("content"))


def _relative(text: str, start: int, end: int) -> Iterator[Passage]:
    for match in _RELATIVE.finditer(text, start, end):
        content = match.span("content")
        yield Passage((match.span("source"),), (match.span("cue"),), (content,), RULE_CONFIDENCE)


def _dismissed(text: str, start: int, end: int) -> Iterator[Passage]:
    for match in _DISMISSED.finditer(text, start, end):
        opener = re.match(r"(?:[Aa]nd|[Bb]ut|finally|although|though|while|that|,|\s)+", match["content"])
        low = match.start("content") + (opener.end() if opener else 0)
        source = match.span("source") if match["source"] else None
        yield from _passage(text, source, match.span("cue_by" if source else "cue"), (low, match.end("content")))


def _adverb(text: str, start: int, end: int) -> Iterator[Passage]:
    for match in _ADVERB.finditer(text, start, end):
        if not match["aux"] and not _VERB.match(match["next"]):
            continue
        cue = match.span("cue")
        low = max((m.end() for m in _CLAUSE_START.finditer(text, start, cue[0])), default=start)
        high = next((m.start() for m in _CLAUSE_END.finditer(text, cue[1], end)), end)
        before, after = _trim(text, low, cue[0]), _trim(text, cue[1], high)
        if before and after and len(text[slice(*before)].split()) + len(text[slice(*after)].split()) >= 3:
            yield Passage((), (cue,), (before, after), RULE_CONFIDENCE, hearsay=True)


def _passage(
    text: str, source: tuple[int, int] | None, cue: tuple[int, int], content: tuple[int, int]
) -> Iterator[Passage]:
    trimmed = _trim(text, *content)
    named = _trim(text, *source) if source else None
    if trimmed and (named or not source) and len(text[slice(*trimmed)].split()) >= 3:
        yield Passage((named,) if named else (), (cue,), (trimmed,), RULE_CONFIDENCE, hearsay=named is None)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in " ,;:\n—–":
        start += 1
    while end > start and text[end - 1] in " ,;:.\n—–":
        end -= 1
    return (start, end) if end > start else None


def _stands_already(passage: Passage, found: Sequence[Passage]) -> bool:
    """Tell whether a passage is told already: the same cue, or mostly the same content."""
    cue = passage.cue[0]
    mine = {at for a, b in passage.content for at in range(a, b)}
    for other in found:
        if passage.source and not other.source and _holds(other, passage):
            continue  # somebody's claim that nobody named dismisses
        if any(a < cue[1] and cue[0] < b for spans in (other.cue, other.source, other.content) for a, b in spans):
            return True
        shared = sum(1 for a, b in other.content for at in range(a, b) if at in mine)
        if mine and shared > len(mine) / 2 and not (passage.hearsay and not passage.source):
            return True
    return False


def _holds(outer: Passage, inner: Passage) -> bool:
    return any(start <= inner.start and inner.end <= end for start, end in outer.content)


def _quoted(passage: Passage, quotations: Sequence[tuple[int, int]]) -> bool:
    return _inside(passage.cue[0][0], quotations)


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)
