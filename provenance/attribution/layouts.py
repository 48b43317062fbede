"""Statements that the layout credits to somebody: transcripts, signed and block quotations, quotations that go on.

Copied pages lose their markup: what was indented or in italics stands as a paragraph like any other. Rules read what is
left of the layout; each stays silent where it is not plain.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.attribution.chains import Passage
from provenance.attribution.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Span = tuple[int, int]

CONFIDENCE = 0.6
LEAST_LABELS = 3  # paragraphs that open with a speaker's name; fewer make no transcript
_LABEL = re.compile(
    r"(?P<source>(?:(?:[A-Z][.]?){1,3}\s+)?[A-Z][A-Z'’-]{2,}(?:\s+[A-Z][A-Z.'’-]+){0,3})"
    r"(?:\s*\([^()\n]{2,80}\)|,\s[^:\n]{2,60})?(?P<cue>:)\s+(?=\S)"
)
_NO_SPEAKER = re.compile(
    r"(?i)(?:updated?|exclusive|watch|photos?|video|note|read|related|breaking|opinion|analysis|live|warning|correction"
    r"|editor.*|source|advertisement|listen|more|fact|claim|verdict|background|summary|question|answer)$"
)
_SIGNED = re.compile(r"(?P<cue>—|–|--|-)\s*(?P<source>[A-Z][^\n]{2,120}?)\s*$")
_FROM = re.compile(r"(?:(?:And|Also|Then|Now|This)\s+)?(?P<cue>[Ff]rom)\s+(?P<source>[A-Z][^:\n]{2,80})\s*:\s*$")
_GOES_ON = re.compile(
    r"(?P<cue>(?i:further|furthermore|moreover|also|and|again|later|elsewhere|continuing|then|it continues|it goes on"
    r"|it adds|it concludes|the (?:article|piece|report|text|statement|letter) (?:continues|goes on|adds|concludes)))"
    r"\s*:\s*$"
)
_CITES = re.compile(
    r"(?i)\b(?:wr(?:ote|ites)|report(?:s|ed)|according to|suggest(?:s|ed)|sa(?:ys|id)|notes?|noted|quot\w+|excerpts?"
    r"|articles?|columns?|statement|letter|post(?:s|ed)?|put it|summed up|describ\w+|explain\w*|argu\w+)\b"
)
_LISTS = re.compile(
    r"(?i)\b(?:here (?:is|are)|the following|things|reasons|questions|takeaways|ways|tips|facts|steps)\b"
)
_IN_PICTURE = re.compile(
    r"(?P<cue>(?i:in|at the (?:end|start|beginning) of|later in|elsewhere in|on))\s+"
    r"(?P<source>(?i:the|another|one|an?|this|that|a second|a third|its|his|her|their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?P<noun>[a-z]+))(?:\s+(?:posted|released|published|shared|taken|broadcast|circulat\w+|from|of|by)\b[^,.;:\n]{0,60})?,\s+"
    r"(?P<content>[^\n]+)"
)


def read_layout(
    text: str,
    sentences: Sequence[tuple[int, int, int]],
    found: Sequence[Passage],
    quotations: Sequence[Span],
) -> list[Passage]:
    """Return the passages found so far with what the layout adds.

    A transcript's paragraph belongs to the speaker whose name opens it, whatever else was found in it. Cost: linear.
    """
    paragraphs = _paragraphs(text, sentences)
    passages = list(found)
    passages = _replace(passages, list(_transcript(text, paragraphs)))
    for rule in (_signed, _excerpts):
        passages += [one for one in rule(text, paragraphs, quotations) if not _told(one, passages)]
    pictures = [one for start, end, _ in sentences for one in _in_picture(text, start, end)]
    passages = _replace(passages, pictures, unless=lambda one: _is_speech(text, one))
    return _carried_on(text, paragraphs, passages, quotations)


def _paragraphs(text: str, sentences: Sequence[tuple[int, int, int]]) -> list[Span]:
    """Return the stretches of sentences between line ends; copied pages often keep one line end and no blank line."""
    spans: list[Span] = []
    for start, end, _ in sentences:
        if spans and "\n" not in text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _transcript(text: str, paragraphs: Sequence[Span]) -> Iterator[Passage]:
    """Read "SMITH: …": a paragraph, and those without a name that follow it, up to the next name."""
    labels = {at: found for at, (start, end) in enumerate(paragraphs) if (found := _LABEL.match(text, start, end))}
    labels = {at: found for at, found in labels.items() if not _NO_SPEAKER.match(found["source"])}
    if len(labels) < LEAST_LABELS:
        return
    ordered = sorted(labels)
    for at, following in zip(ordered, [*ordered[1:], ordered[-1] + 1], strict=True):
        found = labels[at]
        spans = [(found.end(), paragraphs[at][1]), *paragraphs[at + 1 : following]]
        yield Passage((found.span("source"),), (found.span("cue"),), tuple(spans), CONFIDENCE + 0.2)


def _signed(text: str, paragraphs: Sequence[Span], quotations: Sequence[Span]) -> Iterator[Passage]:
    """Read "“…” / — Commissioner Jane Doe" and "And from Chairwoman Doe: / “…”"."""
    for at, (start, end) in enumerate(paragraphs):
        signed = _SIGNED.fullmatch(text, start, end) if at else None
        if signed and len(signed["source"].split()) <= 15 and _is_quotation(text, paragraphs[at - 1], quotations):
            first = at - 1
            while first and _is_quotation(text, paragraphs[first - 1], quotations):
                first -= 1
            yield Passage((signed.span("source"),), (signed.span("cue"),), tuple(paragraphs[first:at]), CONFIDENCE)
        origin = _FROM.fullmatch(text, start, end)
        if origin and at + 1 < len(paragraphs):
            last = at + 2
            while last < len(paragraphs) and _is_quotation(text, paragraphs[last], quotations):
                last += 1
            yield Passage((origin.span("source"),), (origin.span("cue"),), tuple(paragraphs[at + 1 : last]), CONFIDENCE)


def _excerpts(text: str, paragraphs: Sequence[Span], quotations: Sequence[Span]) -> Iterator[Passage]:
    """Read block quotations that lost their marks, after a paragraph that cites and ends in a colon, or "Further:"."""
    resumed = [at for at, span in enumerate(paragraphs) if _GOES_ON.fullmatch(text, *span)]
    for at, (start, end) in enumerate(paragraphs[:-1]):
        resumes = at in resumed
        opens = not resumes and text[end - 1 : end] == ":" and _CITES.search(text, start, end)
        later = [one for one in resumed if at < one <= at + 4]
        if not (resumes or opens) or (opens and _LISTS.search(text, start, end)):
            continue
        last = later[0] if later and not resumes else at + 2
        block = paragraphs[at + 1 : last]
        if all(_is_quotation(text, span, quotations) for span in block) or len(text[slice(*block[0])].split()) < 12:
            continue
        cue = (start, end) if resumes else (end - 1, end)
        yield Passage((), (cue,), tuple(block), CONFIDENCE)


def _in_picture(text: str, start: int, end: int) -> Iterator[Passage]:
    """Read "In another photo, the fighters study a map": what a picture or recording shows."""
    found = _IN_PICTURE.match(text, start, end)
    medium = load_lexicon().documents.get(found["noun"]) if found else None
    if found and medium in {"picture", "video", "recording"} and len(found["content"].split()) >= 4:
        content = (found.start("content"), found.start("content") + len(found["content"].rstrip(" .")))
        yield Passage((found.span("source"),), (found.span("cue"),), (content,), CONFIDENCE)


def _carried_on(
    text: str, paragraphs: Sequence[Span], passages: list[Passage], quotations: Sequence[Span]
) -> list[Passage]:
    """Add a paragraph that is nothing but a quotation to what the speaker of the paragraph before says."""
    for before, here in pairwise(paragraphs):
        if not _is_quotation(text, here, quotations) or any(_touches(one, here) for one in passages):
            continue
        speaking = [
            at
            for at, one in enumerate(passages)
            if one.source and any(before[0] <= start and end <= before[1] + 1 for start, end in one.content)
        ]
        last = max(speaking, key=lambda at: (passages[at].content[-1][1], at), default=None)
        if last is not None and _ends_quoted(text, passages[last], before, quotations):
            passages[last] = replace(passages[last], content=(*passages[last].content, here))
    return passages


def _ends_quoted(text: str, passage: Passage, paragraph: Span, quotations: Sequence[Span]) -> bool:
    """Tell whether the paragraph of a passage ends with its words, and some of them are quoted."""
    rest = text[max(end for _, end in (*passage.content, *passage.cue, *passage.source)) : paragraph[1]]
    quoted = any(low < end and start < high for start, end in passage.content for low, high in quotations)
    return quoted and not re.search(r"[.!?]\s+\w", rest)


def _is_quotation(text: str, span: Span, quotations: Sequence[Span]) -> bool:
    """Tell whether all words of a paragraph stand in quotation marks."""
    inside = [word.start() for word in re.finditer(r"\w+", text[slice(*span)])]
    return len(inside) > 1 and all(any(low <= span[0] + at < high for low, high in quotations) for at in inside)


def _is_speech(text: str, passage: Passage) -> bool:
    words = " ".join(text[start:end] for start, end in passage.cue).casefold().split()
    return any(word in load_lexicon().stances for word in words)


def _touches(passage: Passage, span: Span) -> bool:
    spans = (*passage.source, *passage.cue, *passage.content)
    return any(start < span[1] and span[0] < end for start, end in spans)


def _told(passage: Passage, others: Sequence[Passage]) -> bool:
    return any(_touches(other, span) for other in others if other.source for span in passage.content[:1]) and any(
        _touches(other, span) for other in others for span in (*passage.cue, *passage.source)
    )


def _replace(
    passages: list[Passage], added: Sequence[Passage], unless: Callable[[Passage], bool] = lambda _: False
) -> list[Passage]:
    """Put passages in the place of those that share their words; where one of these must stay, nothing is added."""
    for one in added:
        rivals = [other for other in passages if any(_touches(other, span) for span in (*one.cue, *one.content))]
        if not any(unless(other) for other in rivals):
            passages = [other for other in passages if other not in rivals]
            passages.append(one)
    return passages
