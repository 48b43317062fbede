"""Articles written with their attributions marked.

``{s|The mayor} {c|said} {k|the bridge is safe}.`` marks one; a number keeps several apart (``{s2|…}``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.attribution import attribute
from provenance.config import Attribution
from provenance.sentences import split_sentences
from provenance.tables import ARTICLES

MARK = re.compile(r"\{(?P<role>[sck])(?P<number>\d*)\|(?P<words>[^{}]*)\}")
ROLES = {"s": "source", "c": "cue", "k": "content"}


@dataclass(frozen=True)
class Tagged:
    """What a tagger gives."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    confidence: float = 0.9


class MarkedTagger:
    """A tagger that knows the answers."""

    def __init__(self, answers):
        self.answers = answers

    def tag_many(self, articles, progress=None):
        """Return what was marked in these articles."""
        if progress:
            progress(len(articles), len(articles))
        return [self.answers[text] for text, _ in articles]


def parse(marked: str) -> tuple[str, list[Tagged]]:
    """Return the plain text and its attributions in the order of their numbers."""
    text, at, spans = "", 0, {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        start, at = len(text), mark.end()
        text += mark["words"]
        number = int(mark["number"] or 1)
        spans.setdefault(number, {"source": (), "cue": (), "content": ()})[ROLES[mark["role"]]] += ((start, len(text)),)
    text += marked[at:]
    return text, [Tagged(**spans[number]) for number in sorted(spans)]


def articles_of(*texts: str, outlet: str | None = None):
    """Return ARTICLES of these texts, a0, a1 … all of it body."""
    return ARTICLES.frame(
        {
            "article_id": f"a{number}",
            "input_id": f"{number}.txt",
            "text": text,
            "outlet": outlet,
            "body_spans": [[0, len(text)]] if text else [],
        }
        for number, text in enumerate(texts)
    )


def credits_of(*marked: str, outlet: str | None = None, min_confidence: float = 0.5):
    """Return CREDITS of marked articles."""
    parsed = [parse(one) for one in marked]
    articles = articles_of(*(text for text, _ in parsed), outlet=outlet)
    config = Attribution(min_confidence=min_confidence)
    return attribute(articles, split_sentences(articles), config=config, tagger=MarkedTagger(dict(parsed)))


def rows_of(marked: str, outlet: str | None = None) -> list[dict]:
    """Return the rows of one marked article in text order."""
    rows = credits_of(marked, outlet=outlet).to_dicts()
    return sorted(rows, key=lambda row: min(row["content_spans"] + row["cue_spans"] + row["source_spans"]))


def last_row(marked: str, outlet: str | None = None) -> dict:
    """Return the row of the attribution whose cue stands last."""
    return max(rows_of(marked, outlet), key=lambda row: max(row["cue_spans"] or row["content_spans"]))
