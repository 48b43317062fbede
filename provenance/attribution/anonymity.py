"""Why a source has no name, in the words of the article."""

from __future__ import annotations

import re

from provenance.attribution.lexicon import singular_of

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
    r"(?P<who>They|Both|He|She|(?:The|Both)\s+(?:two\s+|three\s+)?(?P<noun>[a-z]+))\s+(?:(?:all|both|each)\s+)?"
)
_END = re.compile(r"[.;:]\s|[\"“”]|,\s+(?:said|says|told|added|wrote|while|but|and\s+(?:he|she|they))\b|\n|\Z")
_ASIDE = re.compile(r",?\s+(?:that|which|who)\s+(?:includes?|is|are|was|were|has|have)\b")


def find_reason_beside(text: str, sentence: tuple[int, int], noun: str | None, *, plural: bool) -> str | None:
    """Return the reason that a neighbouring sentence gives, if that is all it says and it is about the source.

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


def find_reason(text: str, start: int, end: int, sentence_end: int) -> str | None:
    """Return the clause that says why the source at ``start``…``end`` stays unnamed, else null.

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
    clause = text[found.start() : last]
    aside = _ASIDE.search(clause, found.end() - found.start())
    if aside:
        clause = clause[: aside.start()]
    return re.sub(r"\s+", " ", clause).strip(" ,—–-.") or None
