"""How far a source stands behind what it is credited with: stated, claimed, confirmed, denied, alleged or hedged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.answers import REFUSED, SAID, UNTRUE
from provenance.attribution.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

DENIED = 0.02
TYPICAL = {"alleged": "alleged", "claimed": "claimed", "confirmed": "confirmed"}  # for cues the list of verbs lacks
BY_HAND = (
    (re.compile(r"(?i)\b(?:reportedly|unconfirmed|unverified|rumou?r(?:s|ed)?)\b"), 0.06),
    (re.compile(r"(?i)\b(?:allegedly|purported(?:ly)?|supposed(?:ly)?|ostensibly)\b"), 0.03),
    (re.compile(r"(?i)\b(?:apparently|seemingly|appears? to|appeared to|seems? to)\b"), 0.2),
    (re.compile(r"(?i)\bnot (?:be )?(?:independently )?(?:confirm|verif)\w*"), 0.06),
)
_EVIDENCE = r"(?:evidence|proof|details|substantiation|documentation)"
_UNVERIFIED = (
    r"(?:could|can|has|have)(?:\s+not|n['’]t)\s+(?:yet\s+)?(?:immediately\s+)?(?:be|been)\s+(?:independently\s+|immediately\s+)?"
    r"(?:verified|confirmed|authenticated|substantiated|corroborated)"
)
DOUBTS = re.compile(
    r"(?i)\bif\s+(?:[\w'’-]+\s+){1,8}?(?:is|are|was|were)\s+to\s+be\s+believed\b"
    rf"|\b(?:without|not)\s+(?:providing|offering|giving|citing|presenting)\s+(?:any\s+|further\s+)?{_EVIDENCE}\b"
    rf"|\b(?:provided|offered|gave|cited|presented|is|was|there is|there was|with)\s+no\s+(?:\w+\s+)?{_EVIDENCE}\b"
    rf"|\b{_UNVERIFIED}|\b(?:purportedly|supposedly|ostensibly|falsely|wrongly|baselessly|erroneously|misleadingly)\b"
    r"|\b(?:unsubstantiated|unverified|unconfirmed|unfounded|baseless|dubious|debunked|discredited|disputed)\b"
    r"|\b(?:was|were)\s+(?:unable|not\s+able)\s+to\s+(?:independently\s+)?(?:verify|confirm)\b"
    r"|\bso-called\b(?=\s+(?:evidence|proof|confession|investigation|report|statement)\b)"
)
DOUBTED_AFTER = re.compile(
    r"(?i)(?:(?:neither|none)\s+of\s+)?(?:the|that|this|those|these|his|her|its|their)\s+(?:\w+\s+){0,2}?"
    r"(?:claims?|reports?|accounts?|figures?|statements?|assertions?|allegations?|videos?|tolls?|numbers?|authenticity)\b"
    rf"[^.]{{0,60}}?\s(?:{_UNVERIFIED}|(?:is|are|was|were)\s+(?:impossible|not\s+possible)\s+to\s+verify)"
    r"|(?:it\s+was\s+)?(?:not\s+immediately\s+possible|impossible)\s+to\s+(?:independently\s+)?verify\b"
)
HEDGES = re.compile(
    r"(?i)\b(?:reportedly|purported(?:ly)?|supposed(?:ly)?|apparently|unconfirmed|unverified|rumou?r(?:s|ed)?|"
    r"believed|thought|understood|ostensibly|seemingly|said to (?:be|have)|may have|might have|could have|"
    r"not (?:be )?(?:independently )?(?:confirm|verif)\w*)\b"
)
ALLEGES = re.compile(r"(?i)\b(?:alleged(?:ly)?|allegations?|accus\w+)\b")
DENIES = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying|ial|ials)|dismiss(?:es|ed|ing|al)?|reject(?:s|ed|ing|ion)?|refut(?:e|es|ed|ing)|"
    r"rul(?:e|es|ed|ing) out|disput(?:e|es|ed|ing)|disavow\w*|debunk\w*|rebut\w*|repudiat\w*)\b"
)
QUARREL = re.compile(r"(?i)\bdisputes? (?:over|about|with|between)\b")  # "are in a dispute over": nobody denies
TURNED_DOWN = re.compile(rf"(?i){REFUSED}")
CALLED = re.compile(r"(?i)\b(?:dismiss|reject)\w*\b.*\bas$")  # "dismissed it as": what follows is his own word for it
SPOKEN_OF = re.compile(rf"(?i)\b(?:{SAID}|assertion)s?\s+(?:that|of|by|from|in)\b")
NAMES = re.compile(r"(?i)\b(?:call|brand|label|denounce|dismiss|reject|describ|deem|declar)(?:s|es|ed|ing)?\b")
FALSE = re.compile(
    r"(?i)\W(?:as\s+)?(?:an?\s+|utterly\s+|completely\s+|totally\s+|patently\s+|entirely\s+)*"
    rf"(?:{UNTRUE}|wrong)\W*$"
)  # that what stands before is not so: "called reports of an outbreak false"
CONFIRMS = re.compile(r"(?i)\b(?:confirm\w*|acknowledg\w+|admit\w*|conced\w+|verif\w+|corroborat\w+)\b")
CLAIMS = re.compile(
    r"(?i)\bclaim(?:s|ed|ing)?\b|\btook credit\b|\btakes credit\b"
    r"|\b(?:assertion|suggestion|contention|insinuation|boast|complaint)s?\b|\binsistence\b"
)
CLAIM_NOUN = re.compile(
    r"(?i)\b(?:that|claims?|allegations?|accusations?|reports?|charges?|suggestions?|notions?|assertions?|rumou?rs?|version)\b"
)
NEGATED = re.compile(
    r"(?i)\b(?:not|never|neither|nor|cannot|can't|couldn't|didn't|doesn't|don't|won't|wouldn't|hasn't|haven't|refus\w+|"
    r"declin\w+|unable|failed|without)\b"
)


def read_stance(cue: str, source: str = "", content: str = "") -> str:
    """Return the stance that cue, source phrase and the first words of the content express.

    To call what others claim false is to deny it. A denial of a denial or of a confirmation ("did not deny", "declined
    to confirm") is no denial: the former is stated, the latter hedged. Nor is it one to deny a request or a bail.
    """
    cue = QUARREL.sub("", cue)
    if NEGATED.search(cue) and (CONFIRMS.search(cue) or DENIES.search(cue)):
        return "hedged" if CONFIRMS.search(cue) else "stated"
    if HEDGES.search(cue) or re.match(r"(?i)(?:unconfirmed|unverified|rumou?rs?)\b", source):
        return "hedged"
    if re.search(r"(?i)\breject\w*", cue) and not CLAIM_NOUN.search(content[:120]):
        return "stated"
    if re.search(r"(?i)\b(?:den(?:y|ies|ied|ying)|dismiss\w*)\b", cue) and TURNED_DOWN.match(content):
        return "stated"
    if NAMES.search(cue) and SPOKEN_OF.search(content) and (CALLED.search(cue) or FALSE.search(content)):
        return "denied"  # "dismissed as nonsense the claim that …"
    if CALLED.search(cue):
        return "stated"
    for pattern, stance in ((DENIES, "denied"), (ALLEGES, "alleged"), (CONFIRMS, "confirmed"), (CLAIMS, "claimed")):
        if pattern.search(cue):
            return stance
    if re.match(r"(?i)\W*(?:that\s+)?(?:unconfirmed|unverified|rumou?rs)\b", content):
        return "hedged"
    return _by_verb(cue)


def _by_verb(cue: str) -> str:
    found = [
        load_lexicon().stances[word] for word in re.findall(r"[a-z]+", cue.casefold()) if word in load_lexicon().stances
    ]
    return found[-1] if found else "stated"


def read_weight(cue: str, stance: str, *, doubted: bool) -> float | None:
    """Return how far cue words commit to what is credited: 0 (not at all) to 1 (as to a known fact); null without cue.

    A verb has its place in the order of 517 verbs by how surely people took their complement to have happened
    (MegaVeridicality; "reveal" 0.83, "confirm" 0.58, "say" 0.28, "claim" 0.12, "allege" 0.06); of several verbs the
    least counts. What that list lacks, adverbs and "according to", has a place by hand. A denied content has 0.02, and
    what the outlet itself doubts (``doubted``) half the weight of its words. The order matters, not the number.
    """
    if not cue.strip():
        return None
    if stance == "denied":
        return DENIED
    words = re.findall(r"[a-z]+", cue.casefold())
    lexicon = load_lexicon()
    found = [lexicon.commitments[word] for word in words if word in lexicon.stances and word in lexicon.commitments]
    found += [weight for pattern, weight in BY_HAND if pattern.search(cue)]
    weight = min(found, default=lexicon.commitments[TYPICAL.get(stance, "said")])
    return round(weight / 2 if doubted else weight, 3)


def find_doubt(
    text: str, sentences: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return where the outlet itself casts doubt on a statement, null where it does not.

    ``sentences`` are those of the statement, then the one after it, which counts only where it speaks of the claim:
    "The claim could not be independently verified." ``others`` are the words of others, who may doubt as they like.
    """
    if not sentences:
        return None
    *own, after = sentences
    for start, end in own:
        for found in DOUBTS.finditer(text, start, end):
            if not any(low <= found.start() < high for low, high in others):
                return found.span()
    said = DOUBTED_AFTER.match(text, *after)
    return said.span() if said else None
