"""Attributions: who is credited with what, by which words, and how firmly.

A tagger finds source, cue and content; rules add what taggers miss; then each source is resolved inside its article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.attribution.annotate import credit_article
from provenance.tables import CREDITS

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from provenance.attribution.tagger import Tagger
    from provenance.config import Attribution

__all__ = ["attribute"]


def attribute(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    *,
    config: Attribution,
    tagger: Tagger | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Find who is credited with what in each article.

    Reads ARTICLES (text, title_span, body_spans, outlet) and SENTENCES, writes CREDITS, one row an attribution.
    ``tagger`` is anything with ``tag_many``; the shipped model otherwise. Passages below ``config.min_confidence``
    (0..1) are left out. ``source_name`` is null where it is not certain who is meant; ``source_text`` then stands. No
    articles give no rows; what stands in no title or body is not read.

    Cost: the tagger's, and 11 to 14 ms an article of 800 words for all the rest (84 articles of PolNeAR's development
    part, 67,609 words, 2,160 attributions; one core of a cloud machine, first and second run).

    Raises
    ------
    ModelMissing
        No tagger is given and the shipped model is not there.

    Examples
    --------
    >>> import polars as pl
    >>> from provenance.config import Attribution
    >>> from provenance.tables import ARTICLES, SENTENCES
    >>> attribute(ARTICLES.empty(), SENTENCES.empty(), config=Attribution()).height
    0
    """
    if articles.is_empty():
        return CREDITS.empty()
    if tagger is None:
        from provenance.attribution.tagger import load_tagger

        tagger = load_tagger(config)
    listed = articles.select("article_id", "text", "title_span", "body_spans", "outlet").sort("article_id").rows()
    given = [(text, _zones(title, body)) for _, text, title, body, _ in listed]
    tagged = tagger.tag_many(given, progress=progress)
    spans = _sentences_of(sentences)
    rows: list[dict[str, object]] = []
    for (article_id, text, _, _, outlet), (_, zones), found in zip(listed, given, tagged, strict=True):
        kept = [one for one in found if one.confidence >= config.min_confidence]
        rows += credit_article(article_id, text, zones, spans.get(article_id, []), kept, outlet)
    return CREDITS.frame(rows)


def _zones(title: list[int] | None, body: list[list[int]] | None) -> list[tuple[int, int]]:
    spans = [tuple(title)] if title else []
    spans += [tuple(span) for span in body or []]
    return sorted((start, end) for start, end in spans if end > start)


def _sentences_of(sentences: pl.DataFrame) -> dict[str, list[tuple[int, int, int]]]:
    """Return (start, end, paragraph) of each article's sentences in text order."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    columns = sentences.select("article_id", "start", "end", "paragraph")
    for article_id, start, end, paragraph in columns.sort("article_id", "start").iter_rows():
        found.setdefault(article_id, []).append((start, end, paragraph))
    return found
