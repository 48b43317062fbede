"""What a tagger commonly gets wrong and the words show: who is asked is not who says, a participle is not a cue."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.cues import is_scare_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.chains import Passage

PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+)?(?:asked|told|informed|warned|advised|accused|urged|ordered|"
    r"blamed|questioned|reminded|assured|notified|briefed|criticised|criticized)\b"
)
PARTICIPLE = re.compile(
    r"(?:posted|published|released|uploaded|shared|circulated|circulating|broadcast|taken)\b[^.;]{0,40}?"
    r"(?=\s+(?:(?:purportedly|reportedly|apparently|allegedly|also)\s+)?(?:purport|appear|seem|show|depict|reveal)\w*\b)"
)
# "The committee [claims] to have left": whoever stands before an active verb of saying with "to" is who says so.
SAYS_TO = re.compile(r"(?:claims?|claimed|profess(?:es|ed)?|purports?|pretends?)\b")
RELATIVE = re.compile(r"(?:which|who|whom|whose|where)\b")
# "…, which Reuters has not verified": a remark on what is told, not somebody's word for it
UNCHECKED = re.compile(
    r"(?i)(?:(?:has|have|had|could|can|was|were|did)(?:\s+not|n['’]t)|cannot|(?:was|were|is|are)\s+unable\s+to)\s+"
    r"(?:been\s+able\s+to\s+)?(?:(?:yet|immediately|independently)\s+)*(?:verif|confirm|authenticat|corroborat)\w*$"
)
# "accused by [several women] of harassment": of what, not who; "members of the union", "dozens of women" are who
ACCUSED = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?accused(?P<of>\s+of)?$")
AFTER_AGENT = re.compile(r"\s+(?:on|in|at|as|after|over|during|when|while|who|which|but)\b|[,“”\"]")
ASIDE = re.compile(r",\s+(?=(?:who|which|though|although|but|while|an?|something)\b)")
CLAUSE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])[.;:]|\n")
BY = re.compile(r"\s+by\s+(?!\w+ing\b)")
OF = re.compile(r"(?P<head>\w+)\s+of\s+(?=(?P<next>\w+))")
HEADS = re.compile(
    r"(?:members?|dozens|hundreds|thousands|scores|numbers?|groups?|handful|majority|couple|pair|host|some|many|most)"
)
DETERMINERS = re.compile(r"(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|all|both)")
ENDS_IN_RELATIVE = re.compile(r"(?:^|,\s+(?:an?\s+\w+\s+)?)(?:which|that)$")
OWN_INFERENCE = re.compile(
    r"(?i)\b(?:appears?|appeared|seems?|seemed|looks? (?:like|set)|can(?:not|['’]t| not) be ruled out|clear(?:ly)?|"
    r"evident(?:ly)?|(?:un)?likely|suggests?|no doubt|presumably|obvious(?:ly)?)\b"
)


def mend(text: str, passage: Passage, quotations: Sequence[tuple[int, int]]) -> Passage | None:
    """Return a tagger's passage mended, or null where it is none.

    "Maren was asked whether …" is nobody's statement of Maren; "[which] claims to have left" has its source in the
    content; "Videos [posted online] show" is all source up to "show"; "there are reports" names no source; what an
    outlet "has not verified" it has not said; of what somebody is "accused by [several women] of" is no part of who
    accuses; the source of another sentence has not made the outlet's inference; scare quotes are no attribution.
    """
    if not re.search(r"\w", "".join(text[start:end] for start, end in passage.content)):
        return None
    if is_scare_quote(text, passage, quotations):
        return None
    passage = _with_accuser(text, passage)
    if not passage.source or not passage.cue:
        return _with_sayer(text, passage)
    if text[slice(*passage.source[0])].casefold() == "there":
        return replace(passage, source=())
    cue = " ".join(text[start:end] for start, end in passage.cue)
    start, end = passage.content[-1]
    if UNCHECKED.fullmatch(cue) and ENDS_IN_RELATIVE.search(text[start:end]):
        return None
    if PASSIVE.search(cue) and passage.source[0][0] < passage.cue[0][0]:
        return replace(passage, source=())
    between = text[passage.cue[-1][1] : passage.source[0][0]]
    if OWN_INFERENCE.search(cue) and re.search(r"[.!?][\"”’]?\s", between):
        return replace(passage, source=())
    return _with_participle(text, passage)


def _with_sayer(text: str, passage: Passage) -> Passage:
    """Take for the source the first part of a content that is the subject of "claims to"."""
    if passage.source or not passage.cue or len(passage.content) < 2:
        return passage
    (start, end), (to, _) = passage.content[:2]
    cue_start, cue_end = passage.cue[0]
    beside = not text[end:cue_start].strip() and not text[cue_end:to].strip()
    if not beside or not SAYS_TO.match(text, cue_start, cue_end) or not text.startswith("to ", to):
        return passage
    return replace(passage, source=((start, end),), content=passage.content[1:], hearsay=False)


def with_whole_clause(text: str, passage: Passage, sentence: int) -> Passage:
    """Give a speaker at a sentence's end all of it, where the tagger began with its last relative clause.

    "The fronts work together, [which “forced them to retreat,”] a fighter told the daily."
    """
    start, end = passage.content[0]
    speaks_last = passage.source and passage.cue and min(passage.source[0][0], passage.cue[0][0]) >= end
    if not speaks_last or len(passage.content) > 1 or not RELATIVE.match(text, start):
        return passage
    return replace(passage, content=((sentence, end),)) if sentence < start else passage


def _with_accuser(text: str, passage: Passage) -> Passage:
    """Take whoever accuses for the source: "was accused by [the opposition] of …", "accused of … by [the auditor]"."""
    cue = passage.cue[-1] if passage.cue else None
    accused = cue and ACCUSED.search(text, *cue)
    if not cue or not accused:
        return passage
    reached = max([cue[1], *(last for _, last in (*passage.source, *passage.content))])
    stop = CLAUSE_END.search(text, reached)
    end = stop.start() if stop else len(text)
    by = BY.search(text, cue[1], end) if accused["of"] else BY.match(text, cue[1], end)
    if not by:
        return passage
    low = by.end()
    stop = AFTER_AGENT.search(text, low, end)
    high = low + _who_accuses(text[low : stop.start() if stop else end])
    told = [span for span in passage.content if span[1] <= cue[0]]
    if accused["of"] or text.startswith("of ", high + 1):
        first, last = (cue[1] + 1, by.start()) if accused["of"] else (high + 1, end)
        told.append((first, first + len(ASIDE.split(text[first:last], maxsplit=1)[0])))
    return replace(passage, source=((low, high),), content=tuple(told) or passage.content)


def _who_accuses(phrase: str) -> int:
    """Return up to where "several women of harassment" says who accuses, and not of what."""
    for found in OF.finditer(phrase):
        owner = HEADS.fullmatch(found["head"]) or DETERMINERS.fullmatch(found["next"])
        if not owner and found["next"].islower():
            return found.end("head")
    return len(phrase)


def _with_participle(text: str, passage: Passage) -> Passage:
    """Move "posted online" from the start of the cue to the end of the source."""
    start, end = passage.cue[0]
    source_start, source_end = passage.source[-1]
    found = PARTICIPLE.match(text, start, end)
    if not found or text[source_end:start].strip():
        return passage
    low = found.end() + len(text[found.end() : end]) - len(text[found.end() : end].lstrip())
    return replace(
        passage,
        source=(*passage.source[:-1], (source_start, found.end())),
        cue=((low, end), *passage.cue[1:]),
    )
