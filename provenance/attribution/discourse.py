"""The course of an article: its sentences, who is named where, who has spoken so far, what is being quoted."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.mention import Mention
    from provenance.attribution.registry import Occurrence, Registry

REACH = 3  # sentences that a reference looks back for its antecedent
OBJECT = re.compile(r"\b(?:of|for|in|at|by|to|with|from|against|about|on|than|and|as|like)$")


@dataclass(frozen=True)
class Source:
    """A source resolved inside its article."""

    mention: Mention
    name: str | None = None  # null where unsure
    key: str | None = None  # what its rows in the article share; null for bare hearsay
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None
    start: int = 0
    end: int = 0

    @property
    def form(self) -> str:
        """The form of the mention, see ``Mention``."""
        return self.mention.form

    def again(self, mention: Mention) -> Source:
        """Return this source as it is meant by another mention."""
        return replace(self, mention=replace(self.mention, text=mention.text))


class Discourse:
    """One article, with the sources that spoke in text order.

    Parameters
    ----------
    text
        The article.
    sentences
        (start, end, paragraph) in text order.
    registry
        Who is named.
    quoted
        Spans of contents and quotations: who is named there is talked about, not talking.
    quotations
        What stands in quotation marks: a pronoun there belongs to the speaker's story, not to the article's.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int, int]],
        registry: Registry,
        quoted: Sequence[tuple[int, int]] = (),
        quotations: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.text = text
        self.sentences = list(sentences)
        self.registry = registry
        self.quoted = list(quoted)
        self.quotations = list(quotations)
        self.spoken: list[Source] = []
        self.at = 0  # offset of the phrase that is being resolved
        self._starts = [start for start, _, _ in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph at an offset."""
        return self.sentences[self.sentence_at(offset)][2] if self.sentences else 0

    def paragraph_span(self, number: int) -> tuple[int, int]:
        """Return where a paragraph starts and ends; an empty span where there is none."""
        spans = [(low, high) for low, high, paragraph in self.sentences if paragraph == number]
        return (spans[0][0], spans[-1][1]) if spans else (0, 0)

    def sentences_between(self, one: int, two: int) -> int:
        """Return how many sentences a later offset is after an earlier one."""
        return self.sentence_at(two) - self.sentence_at(one)

    def is_quoted(self, offset: int) -> bool:
        """Tell whether an offset lies inside a content or a quotation."""
        return any(start <= offset < end for start, end in self.quoted)

    def is_in_quotation(self, offset: int) -> bool:
        """Tell whether an offset lies inside quotation marks."""
        return any(start <= offset < end for start, end in self.quotations)

    def last_person(self, before: int, gender: str) -> Source | None:
        """Return the person of that gender (m, f) who spoke last before an offset, if not too long ago."""
        for source in reversed(self.spoken):
            if source.start >= before or source.form not in {"person", "role"}:
                continue
            if self.sentences_between(source.start, before) > 2 * REACH:
                return None
            if source.gender in {None, gender}:
                return source
        return None

    def spoke_together(self, before: int) -> bool:
        """Tell whether two spoke with one voice last, so that one pronoun leaves open who is meant."""
        persons = (one for one in reversed(self.spoken) if one.form in {"person", "role", "joint"})
        last = next((one for one in persons if one.start < before), None)
        return last is not None and last.form == "joint" and self.sentences_between(last.start, before) <= REACH

    def is_off_stage(self, source: Source, before: int, gender: str) -> bool:
        """Tell whether a whole paragraph that neither names nor means a source stands between it and an offset.

        A paragraph that is a quotation goes on with its speaker.
        """
        here, there = (self.sentences[self.sentence_at(at)][2] for at in (before, source.start))
        between: dict[int, str] = {}
        for low, high, paragraph in self.sentences:
            if there < paragraph < here:
                between[paragraph] = between.get(paragraph, "") + self.text[low:high]
        pronoun = r"(?i)\b(?:he|his|him)\b" if gender == "m" else r"(?i)\b(?:she|her)\b"
        named = (source.name or source.mention.text).split()[-1]
        return any(
            named not in text and not re.search(pronoun, text) and not text.lstrip().startswith(("“", '"', "'"))
            for text in between.values()
        )

    def subjects(self, before: int) -> list[Occurrence]:
        """Return the persons named first in the last sentences, outside statements and not as an object.

        Of "Ann Holt and Mary Lund" both.
        """
        found = []
        here = self.sentence_at(before)
        for low, high, _ in self.sentences[max(0, here - REACH) : here + 1]:
            persons = [one for one in self.registry.between(low, min(high, before)) if one.kind == "person"]
            named = [one for one in persons if not self.is_quoted(one.start)]
            first = next((one for one in named if self._is_subject(one, low)), None)
            if first:
                found += [first, *(one for one in named if self.text[first.end : one.start] == " and ")]
        return found

    def take(self, mention: Mention, one: Occurrence) -> Source:
        """Return the named person or organisation as a source, and remember that he spoke."""
        named = replace(mention, form=one.kind, name=one.name)
        source = Source(named, one.name, fold(one.name), None, None, one.gender or mention.gender)
        self.spoken.append(replace(source, start=one.start, end=one.end))
        return source

    def _is_subject(self, one: Occurrence, sentence: int) -> bool:
        before = self.text[sentence : one.start].strip(' \n"“‘')
        return not OBJECT.search(before) and self.text[one.end : one.end + 1] not in {"'", "’"}
