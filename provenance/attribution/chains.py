"""Who passed a statement on: carriers between the outlet and the original speaker.

"The Gazette cites a spokesman as saying …", "… a fighter told Karna News", "the daily reported, citing two officials".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import fold
from provenance.attribution.mentions import read_mention
from provenance.attribution.subjects import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CARRIERS = 4
CITED = SPEAKERS | {"document"}

Spans = tuple[tuple[int, int], ...]
_CITES = re.compile(r"(?i)\b(?:cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing))\b")
_AS_SAYING = re.compile(
    r"\s+as\s+(?P<cue>(?:having\s+)?(?:saying|said|telling|stating|claiming|denying|confirming|reporting|warning))\b(?:\s+that)?\s*:?,?\s*"
)
_NAME = r"(?:[Tt]he\s+)?[A-Z][\w'’&-]*(?:\s+(?:of\s+(?:the\s+)?|and\s+)?[A-Z0-9][\w'’&-]*){0,5}"
_TOLD = re.compile(
    r"\b(?:told|tells|telling|tell|informed)\s+(?P<carrier>"
    rf"(?:[a-z]+\s+(?:news\s+agency|newspaper|daily|broadcaster|television|radio)\s+)?{_NAME}"
    rf"|(?:the\s+)?(?:state|local)\s+(?:news\s+agency|television|radio)\b(?:\s+{_NAME})?"
    r"|the\s+(?:\w+\s+)?(?:newspaper|news\s+agency|broadcaster|magazine|news\s+site|news\s+channel|radio|daily)\b)"
)
_INTERVIEW = re.compile(
    rf"\b(?:in\s+an?\s+(?:\w+\s+)?(?:interview|statement|comments?|remarks?)\s+(?:with|to|on|by|published\s+(?:in|by)|carried\s+by|broadcast\s+(?:on|by))|(?:as\s+)?(?:quoted|cited|reported|carried)\s+(?:as\s+saying\s+)?by|spoke\s+to)\s+(?:[a-z]+\s+news\s+agency\s+)?(?P<carrier>{_NAME})"
)
_CITING = re.compile(
    r"\b(?P<cue>(?:which\s+|who\s+)?(?:in\s+turn\s+)?(?:cit|quot)(?:ing|es|ed))\s+"
    r"(?P<source>[^,.;:\n\"“”]{3,120}?)(?=\s*(?:[,.;:\n\"“”]|\bas\s+saying\b|$))"
)
_CITES_INSIDE = re.compile(
    r"(?P<carrier>[^,;:\n\"“”]{3,80}?),?\s+(?:(?:which|that)\s+)?(?:cit|quot)(?:ing|es|ed)\s+(?P<speaker>[^\n\"“”]{3,120})"
)
_QUOTED_BY = re.compile(r"\b(?:was|were|is|are|been|being)\s+(?:quoted|cited)\b")
_LEADING = re.compile(r",?\s*(?:(?:has |have )?(?:reported|reports|said|says|wrote|writes)|as saying)\s+(?:that\s+)?")
_REPORT = re.compile(r"(?i)^(?:an?\s+|the\s+)?|\s+(?:news\s+)?(?:reports?|article|story|dispatch)$")
_NESTED = re.compile(
    r"^(?:that\s+)?(?P<source>(?:[Tt]he\s+|[Aa]n?\s+)?[\w'’.-]+(?:\s+[\w'’.-]+){0,7}?(?:,\s+[^,]{3,80},)?)\s+"
    r"(?P<cue>said|says|told\s+\w+|claimed|claims|confirmed|denied|announced|warned)\s+(?:(?:on\s+)?[A-Z][a-z]+day\s+)?(?:that\s+)?"
)


@dataclass(frozen=True)
class Passage:
    """An attribution as it stands in the text, before it is known who is meant."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    carriers: Spans = ()
    hearsay: bool = False  # found by a rule as something nobody is credited with
    cited: bool = False  # the last carrier cites the source
    told: bool = False  # the source told the last carrier
    answered: bool = False  # somebody else speaks of it; the outlet tells of both

    @property
    def end(self) -> int:
        """The last offset of the passage."""
        return max(span[1] for spans in (self.source, self.cue, self.content) for span in spans)

    @property
    def start(self) -> int:
        """The first offset of the passage."""
        return min(span[0] for spans in (self.source, self.cue, self.content) for span in spans)


def read_chain(text: str, passage: Passage, sentence_end: int) -> Passage:
    """Return the passage with its original speaker as source and whoever passed it on as carriers.

    Carriers are found one after the other: "the Gazette, citing Reuters, which quoted two officials" has two.
    """
    for _ in range(MOST_CARRIERS):
        found = next((one for read in READERS if (one := read(text, passage, sentence_end))), None)
        if not found:
            break
        passage = found
    return passage


def is_carrier(text: str) -> bool:
    """Tell whether a phrase names a news medium."""
    return read_mention(text).form == "media"


def _read_inside_source(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read a source that itself says whom it cites: "a Reuters report citing two officials"."""
    del sentence_end
    if not passage.source:
        return None
    start, end = passage.source[0][0], passage.source[-1][1]
    found = _CITES_INSIDE.fullmatch(text, start, end)
    if not found or not _passes_on(found["carrier"]) or not _speaks(found["speaker"]):
        return None
    return replace(
        passage, source=(found.span("speaker"),), carriers=(*passage.carriers, found.span("carrier")), cited=True
    )


def _read_as_saying(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "The Gazette [cites] the spokesman as saying that …"."""
    del sentence_end
    if not passage.cue or not passage.source or not passage.content:
        return None
    start = passage.content[0][0]
    cites = _CITES.search(text, passage.cue[0][0], max(passage.cue[-1][1], start))
    low = cites.end() if cites else passage.cue[-1][1]
    bridge = _AS_SAYING.search(text, low, passage.content[-1][1])
    if not cites or not bridge or passage.source[0][0] > cites.start() or not _is_bridged(text[low : bridge.start()]):
        return None
    speaker = _trim(text, low, bridge.start())
    rest = tuple((max(a, bridge.end()), b) for a, b in passage.content if b > bridge.end())
    if not speaker or not rest:
        return None
    return replace(
        passage,
        source=(speaker,),
        cue=(cites.span(), bridge.span("cue")),
        content=rest,
        carriers=(*passage.carriers, *passage.source),
        cited=True,
    )


def _is_bridged(between: str) -> bool:
    """Tell whether nothing but a speaker stands between "cites" and "as saying"."""
    return len(between) <= 150 and "." not in between.replace("U.S.", "") and not between.startswith(" by ")


def _read_citing(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "The Gazette reported, citing two officials"."""
    if not passage.source or not _passes_on(_joined(text, passage.source)):
        return None
    for found in _CITING.finditer(text, passage.source[-1][1], sentence_end):
        speaker = _trim(text, *found.span("source"))
        if speaker and _speaks(text[slice(*speaker)]):
            content = _without_leading(text, _without(passage.content, found.start(), speaker[1]))
            cue = (*passage.cue, found.span("cue"))
            carriers = (*passage.carriers, *passage.source)
            return replace(
                passage, source=(speaker,), cue=cue, content=content or passage.content, carriers=carriers, cited=True
            )
    return None


def _read_nested(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "The Gazette reported that [the mayor said …]"."""
    del sentence_end
    if not passage.source or not passage.content or not is_carrier(_joined(text, passage.source)):
        return None
    start, end = passage.content[0]
    found = _NESTED.match(text[start:end])
    if not found:
        return None
    speaker = _trim(text, start + found.start("source"), start + found.end("source"))
    if not speaker or read_mention(text[slice(*speaker)]).form not in {"person", "role", "group"}:
        return None
    cue = (*passage.cue, (start + found.start("cue"), start + found.end("cue")))
    content = ((start + found.end(), end), *passage.content[1:])
    carriers = (*passage.carriers, *passage.source)
    return replace(passage, source=(speaker,), cue=cue, content=content, carriers=carriers, cited=True)


def _read_told(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "… a fighter told Karna News" and "… in an interview with the Gazette"."""
    if not passage.cue or not passage.source or passage.cited or passage.told:
        return None
    low = min(passage.cue[0][0], passage.source[0][0])
    for pattern in (_TOLD, _INTERVIEW):
        for found in pattern.finditer(text, low, max(sentence_end, passage.cue[-1][1])):
            near = pattern is _INTERVIEW or any(a <= found.start() <= b for a, b in passage.cue)
            inside = any(a < found.start() < b for a, b in passage.content)
            carrier = found.span("carrier")
            if near and not inside and is_carrier(text[slice(*carrier)]):
                return replace(passage, carriers=(*passage.carriers, carrier), told=True)
    return None


def _read_quoted_by(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "The minister was quoted by the Gazette as saying …", which a tagger credits to the Gazette."""
    del sentence_end
    if not passage.cue or not passage.source or not _QUOTED_BY.search(text, *passage.cue[0]):
        return None
    speaker = next((span for span in passage.content if span[1] <= passage.cue[0][0]), None)
    rest = tuple(span for span in passage.content if span != speaker)
    if not speaker or not rest or not _passes_on(_joined(text, passage.source)) or not _speaks(text[slice(*speaker)]):
        return None
    low = _LEADING.match(text, *rest[0])
    rest = ((low.end() if low else rest[0][0], rest[0][1]), *rest[1:])
    carriers = (*passage.carriers, *passage.source)
    return replace(passage, source=(speaker,), content=rest, carriers=carriers, cited=True)


READERS = (_read_inside_source, _read_quoted_by, _read_as_saying, _read_citing, _read_nested, _read_told)


def _passes_on(phrase: str) -> bool:
    """Tell whether a phrase names a news medium or a report of one: "a Reuters report"."""
    bare = _REPORT.sub("", phrase)
    return is_carrier(phrase) or (bare != phrase and is_carrier(bare))


def _speaks(phrase: str) -> bool:
    return read_mention(phrase).form in CITED


def _without_leading(text: str, content: Spans) -> Spans:
    """Cut "reported that" off the start of a content that follows the one who is cited."""
    low = _LEADING.match(text, *content[0]) if content else None
    return ((low.end(), content[0][1]), *content[1:]) if low and low.end() < content[0][1] else content


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in " ,\n":
        start += 1
    while end > start and text[end - 1] in " ,\n":
        end -= 1
    return (start, end) if end > start and fold(text[start:end]) else None


def _without(spans: Spans, start: int, end: int) -> Spans:
    """Cut a stretch out of spans."""
    kept = []
    for a, b in spans:
        for low, high in ((a, min(b, start)), (max(a, end), b)):
            if high - low > 1:
                kept.append((low, high))
    return tuple(kept)
