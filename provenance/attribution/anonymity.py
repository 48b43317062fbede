"""Why a source has no name, in the words of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import singular_of

if TYPE_CHECKING:
    from provenance.attribution.chains import Spans

_NAMED = r"(?:named|identified|quoted|cited|mentioned|photographed)"
REASON = re.compile(
    r"(?i)\b(?:(?:(?:has|have|had)\s+)?(?:declin|refus|ask|request|insist|demand|prefer|wish|want|agree|choos"
    r"|chose)\w*\s+"
    r"(?:\w+\s+)?(?:(?:not\s+)?to\s+be\s+(?:further\s+|fully\s+"
    r"|publicly\s+)?" + _NAMED + r"|not\s+be(?:ing)?\s+" + _NAMED +
    r"|that\s+(?:his|her|their)\s+names?\b|(?:for|on)\s+anonymity|to\s+(?:remain|stay)\s+anonymous|to\s+(?:give"
    r"|use|reveal|provide)\s+"
    r"(?:only\s+)?(?:his|her|their)\s+(?:full\s+|real\s+|first\s+|last\s+|sur)?names?"
    r"|to\s+speak\s+(?:only\s+)?(?:on|under)\b[^,.]*anonymity)"
    r"|(?:spoke|speaking|speaks|talked|talking|agreed\s+to\s+(?:speak"
    r"|talk))\s+(?:to\s+[\w\s]{1,30}?\s)?(?:only\s+)?(?:on|under)\s+"
    r"(?:the\s+)?(?:strict\s+)?(?:condition|terms|customary\s+condition|promise|a\s+promise|cover)\s+(?:of|that)\b"
    r"|(?:spoke|speaking)\s+anonymously\b|(?:was|were|is|are)\s+not\s+(?:authori[sz]ed|allowed|permitted"
    r"|cleared)\s+to\s+"
    r"(?:speak|talk|comment|discuss|brief)|(?:was|were|been)?\s*granted\s+anonymity\b|whose\s+names?\s+(?:is"
    r"|are|was|were)\s+(?:being\s+)?"
    r"(?:withheld|not)\b|(?:using|giving|gave|used)\s+(?:only\s+)?(?:his|her|their|a)\s+(?:first\s+names?"
    r"|nom\s+de\s+guerre|pseudonym))"
)  # fmt: skip
_AGAIN = re.compile(
    r"(?P<who>They|Both|He|She|(?:The|Both|An?)\s+(?:two\s+|three\s+)?(?P<noun>[a-z]+))\s+(?:(?:all|both|each)\s+)?"
)
_END = re.compile(r"[.;:]\s|[\"“”]|,\s+(?:said|says|told|added|wrote|while|but|and\s+(?:he|she|they))\b|\n|\Z")
_ON_CONDITION = re.compile(r"\bon (?:the )?condition of anonymity\b")
_DISCUSSES = re.compile(r"\b(?:discuss\w*|describ\w*|spoke|speak\w*|talk\w*)\b")
_GIVEN = re.compile(
    r"(?i)\b(?:because|since|as (?:he|she|they|it)|for fear|fear\w*|out of concern|citing|due to|in order to|given"
    r"|to (?:discuss|speak (?:freely|candidly|openly|frankly)|describe|share|talk about|avoid|protect|reveal|brief)"
    r"|over|while|ahead of|authori[sz]ed|allowed|permitted|cleared|sensitiv\w+|reprisals?|retaliation|risk\w*|safety)\b"
)
_NOT_ALLOWED = re.compile(r"(?i)\bnot\s+(?:been\s+)?(?:authori[sz]ed|allowed|permitted|cleared)\b")
_MATTER = re.compile(
    r"(?i)\b(?:discuss|about|on (?:the|an?|this|that)|before|until|fear\w*|reprisals?|retaliation|sensitiv\w+"
    r"|details?)\b"
)
_ASIDE = re.compile(r",?\s+(?:that|which|who)\s+(?:includes?|is|are|was|were|has|have)\b")


def tells_reason_only(text: str, cue: Spans, content: Spans) -> bool:
    """Tell whether a statement is but the clause that says why a name is missing: "who | asked | not to be named"."""
    low, high = cue[0][0], cue[-1][1]
    last = max(end for _, end in (*cue, *content))
    if _DISCUSSES.search(text, low, high) and _ON_CONDITION.search(text, high, last):
        return True
    found = REASON.search(text, max(0, low - 4), last)
    if found is None or not found.start() <= min(high, low + 12) or found.end() <= low:
        return False
    return found.end() > high or text[low : found.end()].count(" ") > 1


def find_reason_beside(
    text: str, sentence: tuple[int, int], noun: str | None, *, plural: bool
) -> tuple[int, int] | None:
    """Return where a neighbouring sentence gives the reason, if that is all it says and it is about the source.

    "They spoke on condition of anonymity to discuss a sealed report." ``noun`` is the singular noun of the source.
    """
    start, end = sentence
    again = _AGAIN.match(text, start, end)
    found = REASON.match(text, again.end(), end) if again else None
    if not again or not found:
        return None
    if again["noun"]:
        same = noun is not None and singular_of(again["noun"]) == noun
    else:
        same = again["who"] in {"They", "Both"} if plural else again["who"] in {"He", "She", "They"}
    return find_reason(text, start, end, end) if same else None


def find_reason(text: str, start: int, end: int, sentence_end: int) -> tuple[int, int] | None:
    """Return the span of the clause that says why the source at ``start``…``end`` stays unnamed, else null.

    It stands in the source phrase or after it in the sentence.

    The clause runs from "declined to be …", "spoke on condition of …" to the end of its sentence or to the next
    quotation mark, without a relative clause that describes somebody else.
    """
    found = REASON.search(text, start, max(end, sentence_end))
    if not found:
        return None
    stop = _END.search(text, found.end())
    inside = found.end() <= end
    last = min(stop.start() if stop else len(text), max(end if inside else sentence_end, found.end()))
    aside = _ASIDE.search(text, found.end(), last)
    clause = text[found.start() : aside.start() if aside else last]
    kept = clause.rstrip(" ,—–-.\n")
    return (found.start(), found.start() + len(kept)) if kept else None


def is_rote(reason: str) -> bool:
    """Tell whether a reason says no more than that a name was not to be given, or that speaking was not allowed.

    "Spoke on condition of anonymity", "not authorised to speak to the media": the agencies' own rules ask for more.
    """
    given = _GIVEN.search(reason)
    return given is None or bool(_NOT_ALLOWED.search(reason) and not _MATTER.search(reason))
