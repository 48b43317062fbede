"""Who passed a statement on: carriers between the outlet and the original speaker.

"The Gazette cites a spokesman as saying …", "… a fighter told Karna News", "the daily reported, citing two officials".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import fold
from provenance.attribution.mentions import read_mention

if TYPE_CHECKING:
    from collections.abc import Sequence

Spans = tuple[tuple[int, int], ...]
_CITES = re.compile(r"(?i)\b(?:cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing))\b")
_AS_SAYING = re.compile(
    r"\s+as\s+(?P<cue>(?:having\s+)?(?:saying|said|telling|stating|claiming|denying|confirming|reporting|warning))\b(?:\s+that)?\s*:?,?\s*"
)
_NAME = r"(?:[Tt]he\s+)?[A-Z][\w'’&-]*(?:\s+(?:of\s+(?:the\s+)?|and\s+)?[A-Z0-9][\w'’&-]*){0,5}"
_TOLD = re.compile(
    rf"\b(?:told|tells|telling|tell|informed)\s+(?P<carrier>(?:[a-z]+\s+(?:news\s+agency|newspaper|daily|broadcaster|television|radio)\s+)?{_NAME}|(?:the\s+)?(?:state|local)\s+(?:news\s+agency|television|radio)\b(?:\s+{_NAME})?)"
)
_INTERVIEW = re.compile(
    rf"\b(?:in\s+an?\s+(?:\w+\s+)?(?:interview|statement|comments?|remarks?)\s+(?:with|to|on|by|published\s+(?:in|by)|carried\s+by|broadcast\s+(?:on|by))|(?:as\s+)?(?:quoted|cited|reported|carried)\s+by|spoke\s+to)\s+(?P<carrier>{_NAME})"
)
_CITING = re.compile(r"\bcit(?:ing|es|ed)\s+(?P<source>[^,.;:\n\"“”]{3,120}?)(?=\s*(?:[,.;:\n\"“”]|\bas\s+saying\b|$))")
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

    @property
    def end(self) -> int:
        """The last offset of the passage."""
        return max(span[1] for spans in (self.source, self.cue, self.content) for span in spans)

    @property
    def start(self) -> int:
        """The first offset of the passage."""
        return min(span[0] for spans in (self.source, self.cue, self.content) for span in spans)


def read_chain(text: str, passage: Passage, sentence_end: int) -> Passage:
    """Return the passage with its original speaker as source and whoever passed it on as carriers."""
    for read in (_read_as_saying, _read_citing, _read_nested, _read_told):
        found = read(text, passage, sentence_end)
        if found:
            return found
    return passage


def is_carrier(text: str) -> bool:
    """Tell whether a phrase names a news medium."""
    return read_mention(text).form == "media"


def _read_as_saying(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "The Gazette [cites] the spokesman as saying that …"."""
    del sentence_end
    if not passage.cue or not passage.source or not passage.content:
        return None
    start = passage.content[0][0]
    cites = _CITES.search(text, passage.cue[0][0], max(passage.cue[-1][1], start))
    low = cites.end() if cites else passage.cue[-1][1]
    bridge = _AS_SAYING.search(text, low, passage.content[-1][1])
    if not cites or not bridge or bridge.start() - low > 150 or "." in text[low : bridge.start()].replace("U.S.", ""):
        return None
    speaker = _trim(text, low, bridge.start())
    rest = tuple((max(a, bridge.end()), b) for a, b in passage.content if b > bridge.end())
    if not speaker or not rest:
        return None
    return replace(
        passage, source=(speaker,), cue=(cites.span(), bridge.span("cue")), content=rest, carriers=passage.source
    )


def _read_citing(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "The Gazette reported, citing two officials"."""
    if not passage.source or not is_carrier(_joined(text, passage.source)):
        return None
    for found in _CITING.finditer(text, passage.source[-1][1], sentence_end):
        speaker = _trim(text, *found.span("source"))
        if speaker and read_mention(text[slice(*speaker)]).form in {
            "person",
            "role",
            "group",
            "organisation",
            "common",
            "joint",
        }:
            content = _without(passage.content, found.start(), speaker[1])
            cue = (*passage.cue, (found.start(), found.start("source") - 1))
            return replace(
                passage, source=(speaker,), cue=cue, content=content or passage.content, carriers=passage.source
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
    return replace(passage, source=(speaker,), cue=cue, content=content, carriers=passage.source)


def _read_told(text: str, passage: Passage, sentence_end: int) -> Passage | None:
    """Read "… a fighter told Karna News" and "… in an interview with the Gazette"."""
    if not passage.cue or not passage.source:
        return None
    low = min(passage.cue[0][0], passage.source[0][0])
    for pattern in (_TOLD, _INTERVIEW):
        for found in pattern.finditer(text, low, max(sentence_end, passage.cue[-1][1])):
            near = pattern is _INTERVIEW or any(a <= found.start() <= b for a, b in passage.cue)
            inside = any(a < found.start() < b for a, b in passage.content)
            carrier = found.span("carrier")
            if near and not inside and is_carrier(text[slice(*carrier)]):
                return replace(passage, carriers=(carrier,))
    return None


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
