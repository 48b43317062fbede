"""How far a source stands behind what it is credited with: stated, claimed, confirmed, denied, alleged or hedged."""

from __future__ import annotations

import re

from provenance.attribution.lexicon import load_lexicon

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
CONFIRMS = re.compile(r"(?i)\b(?:confirm\w*|acknowledg\w+|admit\w*|conced\w+|verif\w+|corroborat\w+)\b")
CLAIMS = re.compile(r"(?i)\bclaim(?:s|ed|ing)?\b|\btook credit\b|\btakes credit\b")
CLAIM_NOUN = re.compile(
    r"(?i)\b(?:that|claims?|allegations?|accusations?|reports?|charges?|suggestions?|notions?|assertions?|rumou?rs?|version)\b"
)
NEGATED = re.compile(
    r"(?i)\b(?:not|never|neither|nor|cannot|can't|couldn't|didn't|doesn't|don't|won't|wouldn't|hasn't|haven't|refus\w+|"
    r"declin\w+|unable|failed|without)\b"
)


def read_stance(cue: str, source: str = "", content: str = "") -> str:
    """Return the stance that cue, source phrase and the first words of the content express.

    A denial of a denial or of a confirmation ("did not deny", "declined to confirm") is no denial: the former is
    stated, the latter hedged.
    """
    if NEGATED.search(cue) and (CONFIRMS.search(cue) or DENIES.search(cue)):
        return "hedged" if CONFIRMS.search(cue) else "stated"
    if HEDGES.search(cue) or re.match(r"(?i)(?:unconfirmed|unverified|rumou?rs?)\b", source):
        return "hedged"
    if re.search(r"(?i)\breject\w*", cue) and not CLAIM_NOUN.search(content[:120]):
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
