"""What somebody is said to have said, told by a noun: "Kyiv's claim that …", "a report by the Ledger that …".

Mostly somebody else answers it ("Moscow rejected Kyiv's claim that its forces had shelled the hospital"): then two
speak, and what the one says of the other's words holds these. The outlet tells of both; neither passes the other on.
Or the answer comes after: "Kyiv says Moscow shelled the hospital, a charge Moscow denies".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.answers import SAID
from provenance.attribution.chains import Passage
from provenance.attribution.mentions import read_mention
from provenance.attribution.stance import FALSE, read_stance
from provenance.attribution.subjects import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONFIDENCE = 0.7  # below what the tagger gives a plain "said"
_NOUN = (
    r"(?:claims?|denials?|allegations?|accusations?|assertions?|admissions?|confirmation|acknowledge?ments?|contentions?"
    r"|complaints?|suggestions?|insistence|insinuations?|arguments?|charges?|boasts?|reports?|statements?|warnings?"
    r"|findings?|conclusions?|accounts?|versions?|stor(?:y|ies)|articles?|attacks?|criticisms?|testimony|assessments?)"
)
_MANNER = (
    r"(?:any|all|both|some|several|many|these|those|earlier|previous|recent|repeated|persistent|widespread|similar|media"
    r"|press|news|public|false|new|latest|initial|official|other|such|more)"
)
_OWNER = r"(?:[\w.&’'-]+\s+){0,5}?[\w.&-]+"
_WHAT = r"(?P<content>(?:that\s+|of\s+responsibility\s+for\s+)\S.*)"
_QUOTED = r"(?:on\s+\w+day\s+)?(?:(?:as\s+)?[\"“][^\"“”]{2,40}[\"”],?\s+)?"
_SHAPES = tuple(
    re.compile(rf"{_QUOTED}(?:{_MANNER}\s+)*{shape}\s+{_WHAT}", re.DOTALL | re.IGNORECASE)
    for shape in (
        rf"(?:the\s+(?={_MANNER}\s))?(?:{_MANNER}\s+)*(?P<source>(?:the\s+)?{_OWNER})(?:['’]s|(?<=s)['’])\s+(?:{_MANNER}\s+)*(?P<cue>{_NOUN})",
        rf"(?:(?:an?|the)\s+)?(?:[\w-]+\s+)?(?P<cue>{_NOUN})\s+(?:(?:made|published|levelled|leveled)\s+)?(?:by|from)\s+"
        rf"(?P<source>[^,.;:\n\"“”]{{3,60}}?)",
        rf"(?:an?|the)\s+(?-i:(?:[a-z-]+\s+)?(?P<source>[A-Z][\w.&'’-]*(?:\s+(?:(?:of|the|and)\s+)?[A-Z][\w.&'’-]*){{0,5}}))\s+"
        rf"(?:{_MANNER}\s+)*(?P<cue>{_NOUN})",
        rf"(?!{_MANNER}\s|the\s)(?P<source>(?:[\w-]+\s+)?[\w-]+)\s+(?P<cue>{_NOUN})",
    )
)
_NOUNS = re.compile(rf"\b{_NOUN}$")
_TELLS = re.compile(
    r"that\s+(?:(?:had|has|have)\s+)?(?:alleg|claim|suggest|assert|indicat|conclud|stat)(?:ed|es|s)\s+(?=\S)"
    r"|that\s+(?:said|says|found|finds|showed|shows)\s+(?=\S)"
)  # "a report that alleged the mayor knew"
_RELATIVE = re.compile(
    rf"(?!{_TELLS.pattern})that\s+(?:was|were|is|are|has|had|have|would|will|could|can|did|does|\w+ed)\b"
)
_DENIES = (
    r"(?:(?:has|have|had)\s+)?(?:(?:\w+ly|also|since)\s+)*"
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:e|es|ed)|dismiss(?:es|ed)?|refut(?:e|es|ed))"
)
_WHAT_ANSWERED = (
    r"(?:(?:an?|the|all|both)\s+)?(?:[\w-]+\s+)?"
    rf"(?:{SAID}|assertion|account|version|contention|figure|number|toll)s?"
)
_WHO = r"(?P<source>[^,.;:\n\"“”]{2,60}?)"
_ASIDES = tuple(
    re.compile(shape)
    for shape in (
        rf",\s+(?P<link>{_WHAT_ANSWERED}(?:\s+(?:that|which))?|which|something)\s+{_WHO}\s+(?P<cue>{_DENIES})"
        r"(?=\s+as\b|\s*[,.;—–-]|\s*$)",
        rf",\s+(?P<link>{_WHAT_ANSWERED})\s+(?P<cue>(?:\w+ly\s+)?(?:denied|disputed|rejected|dismissed|refuted))\s+by\s+"
        rf"{_WHO}(?=\s*[,.;—–-]|\s*$)",
        rf",?\s+(?:but|though|although|while)\s+{_WHO}\s+(?P<cue>{_DENIES})\s+"
        r"(?P<link>this|that|it|the\s+(?:claim|charge|allegation|accusation|report)s?)(?=\s*[,.;—–-]|\s*$)",
    )
)
# words that an aside may deny in place of what is said: "to resign over the accusations, which he denied"
_CHARGES = re.compile(rf"\b(?:{SAID})s?$")
# where the words of whoever answers begin again
_ANSWER = re.compile(r",?\s+(?:calling|saying|insisting|describing|adding|arguing|instead)\b")
_QUOTED_NEXT = re.compile(r"[.!?]\s+(?=[“\"])")  # the answer in his own words, in a sentence of its own
_NAMED = re.compile(
    r"(?P<source>(?:[Tt]he\s+)?(?:[A-Z][\w.-]*\s+){0,4}?[A-Z][\w.-]*)(?:['’]s|['’])\s+(?:repeated\s+|earlier\s+)?"
    rf"(?P<cue>{_NOUN})\s+(?P<content>(?:that\s+|of\s+responsibility\s+for\s+)[^,.;:\n\"“”]*)"
)
_AUXILIARY = re.compile(
    r"\s+(?:has|have|had|was|were|is|are|came|comes|drew|could|cannot|did|does|but|while|will|would)\b"
)
_VERB = re.compile(
    r"\b(?:has|have|had|was|were|is|are|will|would|can|could|did|does|\w{3,}ed|won|lost|took|fled|left|went|came|hit|shot"
    r"|fell|killed|held|made|began)\b"
)
ANSWERS = frozenset({"denied", "confirmed"})  # stances of one who speaks of another's words
_PERSONAL = frozenset({"he", "she", "they", "it"})
_LEAST = 3  # words of a content


def find_answered(text: str, outer: Passage) -> Passage | None:
    """Return the words of another of which a passage speaks, where its content opens with whose they are.

    "[Kyiv]'s [claim] [that its forces had shelled the hospital]", in what Moscow rejects. Null where nobody is named
    whose words they are ("dismissed suggestions that …", "rejected his claim that …"), and where they are the
    speaker's own.
    """
    start, end = outer.content[0]
    noun = _NOUNS.search(text, *outer.cue[-1]) if outer.cue else None
    start = noun.start() if noun and noun.end() <= start else start  # "denied accusations by the union that …"
    cue, answered = (" ".join(text[a:b] for a, b in spans) for spans in (outer.cue, outer.content))
    if read_stance(cue, content=answered) not in ANSWERS:
        return None
    for shape in _SHAPES:
        found = shape.match(text, start, end)
        if found and _is_speaker(found["source"]) and not _is_his_own(text, outer, found["source"]):
            low, high = found.span("content")
            if _RELATIVE.match(text, low, high):
                return None
            told = _TELLS.match(text, low, high)
            low = told.end() if told else low
            ends = (stop.search(text, low + 1, high) for stop in (FALSE, _ANSWER, _QUOTED_NEXT))
            content = low, min((end.start() for end in ends if end), default=high)
            return _passage(text, found, content, confidence=min(outer.confidence, CONFIDENCE), answered=True)
    return None


def with_asides(text: str, sentences: Sequence[tuple[int, int]], passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with what a sentence adds on who denies what it has told.

    "Kyiv says Moscow shelled the town, a charge [Moscow] [denies]" denies what Kyiv says; what was found for that cue
    before goes, and what is denied ends before it.
    """
    found = list(passages)
    for start, end in sentences:
        for aside in (match for shape in _ASIDES for match in shape.finditer(text, start, end)):
            told = [one for one in found if _stands_before(one, aside, start)]
            if not told or not _may_answer(aside["source"]) or _CHARGES.search(text, start, aside.start()):
                continue
            before = max(told, key=lambda one: (one.content[-1][0], -one.start))
            cut = replace(before, content=_ended(before.content, aside.start()))
            spans = tuple(sorted((aside.span("link"), aside.span("cue"))))
            answer = Passage((aside.span("source"),), spans, cut.content, CONFIDENCE, answered=True)
            found = [one for one in found if one is not before and not _meets(one.cue, aside.span("cue"))]
            found += [cut, answer]
    return found


def _stands_before(one: Passage, aside: re.Match[str], start: int) -> bool:
    """Tell whether somebody is credited with what stands before an aside of his sentence."""
    low, high = one.content[0][0], one.content[-1][1]
    spoken = bool(one.source) and start <= one.start and low < aside.start() and not _meets(one.cue, aside.span("cue"))
    return spoken and (high >= aside.start() - 2 or not aside["link"].startswith(("a", "which")))


def _ended(content: tuple[tuple[int, int], ...], at: int) -> tuple[tuple[int, int], ...]:
    return tuple((low, min(high, at)) for low, high in content if low < at)


def _meets(spans: tuple[tuple[int, int], ...], span: tuple[int, int]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in spans)


def _may_answer(phrase: str) -> bool:
    return phrase.casefold() in _PERSONAL or _is_speaker(phrase)


def find_named(text: str, start: int, end: int) -> Iterator[Passage]:
    """Yield what somebody with a name claims by a noun, wherever in a sentence: "despite Kyiv's claim that …"."""
    for found in _NAMED.finditer(text, start, end):
        low, high = found.span("content")
        told = found["content"].startswith("that")
        stops = (stop.start() for stop in _AUXILIARY.finditer(text, low, high))
        high = next((stop for stop in stops if not told or _VERB.search(text, low, stop)), high)
        passage = _passage(text, found, (low, high), confidence=CONFIDENCE)
        if passage:
            yield passage


def _is_speaker(phrase: str) -> bool:
    return read_mention(phrase).form in SPEAKERS


def _is_his_own(text: str, outer: Passage, owner: str) -> bool:
    """Tell whether it is whoever speaks that the words belong to: "Kyiv repeated Kyiv's claim"."""
    speaker = " ".join(text[a:b] for a, b in outer.source).casefold()
    return bool(speaker) and speaker.removeprefix("the ") == owner.casefold().removeprefix("the ")


def _passage(
    text: str, found: re.Match[str], content: tuple[int, int], *, confidence: float, answered: bool = False
) -> Passage | None:
    start, end = content
    end = start + len(text[start:end].rstrip(" ,;:.\n—–-"))
    if len(text[start:end].split()) < _LEAST:
        return None
    passage = Passage((found.span("source"),), (found.span("cue"),), ((start, end),), confidence)
    return replace(passage, answered=answered)
