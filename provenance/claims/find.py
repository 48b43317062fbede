"""The stage: sentences and attributions in, statements out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from provenance import tables
from provenance.claims.candidates import Candidate, Credit, find_candidates
from provenance.claims.checkable import is_statement, read, read_modality
from provenance.claims.context import add_context
from provenance.claims.lexicon import function_words
from provenance.claims.places import find_place
from provenance.claims.quantities import find_quantities, main_quantity
from provenance.claims.subjects import find_opening, resolve
from provenance.claims.times import Time, find_times, main_time
from provenance.claims.wording import after_subordinator, word_claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from provenance.config import Claims

_QUOTE = re.compile(r"[\"“”]|''")
_PRONOUN = re.compile(r"(?:he|she|it|they|we|you)\s+(?:has|have|had|is|are|was|were|will|would|can|could)\b")
_TOLD = re.compile(r"\s+(?:[\w'’-]+\s+){1,4}")
_TELLS = re.compile(r"\b(?:t(?:ell|ells|elling|old)|inform\w*|assur\w+|warn\w*|remind\w*|notif\w+|convinc\w+)$")
_NOUN_BEFORE = re.compile(r"(?<![\w-])([a-z]{3,})\s+\Z")
_WHEN = frozenset(
    ["morning", "afternoon", "evening", "night", "week", "month", "year", "today", "yesterday", "tonight"]
)
_NO_SUBJECT = re.compile(r"[\W_]*(?<![^\W_])(?:(?:was|were|is|are|has|have|had|been)\b|(?<=['’])s\b)")
_FINAL = (".", "!", "?", "…", ":", ";")
DENIAL = 3  # words of the shortest denial: "Orrin denied involvement"
_HEADING_WORDS = 12  # a line without a full stop that has fewer is taken for a heading


@dataclass(frozen=True)
class _Sentence:
    number: int
    zone: str
    start: int
    end: int


@dataclass(frozen=True)
class _Article:
    article_id: str
    text: str
    published: str | None
    persons: tuple[str, ...]


def find_claims(
    articles: pl.DataFrame, sentences: pl.DataFrame, attributions: pl.DataFrame, *, config: Claims
) -> pl.DataFrame:
    """Find the checkable statements of every article.

    Reads ARTICLES (``text``, ``published_at``), SENTENCES and ATTRIBUTIONS, writes STATEMENTS. A claim is a stretch of
    one sentence: the content of an attribution, or what the outlet says in its own voice; long sentences are parted
    into their clauses. Left out are questions, orders, wishes, headings, residue, stretches without a finite verb or
    outside ``min_words`` .. ``max_words``, and statements whose confidence is below ``min_confidence``.

    Without attributions every claim is the outlet's. Without a date of publication relative times stay null. The
    grammar is shallow (word lists, no parser): participles are now and then taken for verbs, and a clause whose cut is
    in doubt stays with its neighbour. Cost: linear, about 1,500 sentences a second on one core.
    """
    by_sentence = _sentences(sentences)
    by_credit = _credits(attributions)
    rows: list[dict[str, object]] = []
    for article_id, text, published in articles.select("article_id", "text", "published_at").iter_rows():
        credited = by_credit[article_id]
        persons = tuple(sorted({one.source for one in credited if one.source_kind == "named_person" and one.source}))
        article = _Article(article_id, text or "", published, persons)
        rows += _article_rows(article, by_sentence[article_id], credited, config)
    return tables.STATEMENTS.frame(rows)


def _sentences(frame: pl.DataFrame) -> dict[str, list[_Sentence]]:
    found: dict[str, list[_Sentence]] = defaultdict(list)
    columns = ("article_id", "sentence_no", "zone", "start", "end")
    for article_id, *rest in frame.select(columns).sort("article_id", "sentence_no").iter_rows():
        found[article_id].append(_Sentence(*rest))
    return found


def _credits(frame: pl.DataFrame) -> dict[str, list[Credit]]:
    found: dict[str, list[Credit]] = defaultdict(list)
    spans, words = ("content_spans", "source_spans", "cue_spans"), ("source", "source_kind", "stance")
    columns = ("article_id", "attribution_id", *spans, *words)
    for article_id, key, content, source, cue, *told in frame.select(columns).sort("attribution_id").iter_rows():
        found[article_id].append(Credit(key, _spans(content), _spans(source), _spans(cue), *told))
    return found


def _spans(cell: list[list[int]] | None) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in cell or [])


def _article_rows(
    article: _Article, sentences: Sequence[_Sentence], credited: Sequence[Credit], config: Claims
) -> Iterator[dict[str, object]]:
    seen: set[str] = set()
    last = None
    for sentence in sentences:
        before, last = last, sentence
        if _is_heading(article.text, sentence):
            continue
        window = before.start if before and before.zone == sentence.zone else sentence.start
        for row in _sentence_rows(article, sentence, window, credited, config):
            if row["claim_id"] not in seen:
                seen.add(str(row["claim_id"]))
                yield row


def _sentence_rows(
    article: _Article, sentence: _Sentence, window: int, credited: Sequence[Credit], config: Claims
) -> list[dict[str, object]]:
    """Return the claims of a sentence; what an aside claims by itself is left out of the sentence around it."""
    found = find_candidates(article.text, sentence.start, sentence.end, credited, config)
    asides = {one: _row(article, sentence, window, one, config) for one in found if one.aside}
    told = [one.aside for one, row in asides.items() if one.aside and row is not None]
    rows = []
    for one in found:
        inside = [(a, b) for a, b in told if one.start < a and b <= one.end and not one.aside]
        row = _row(article, sentence, window, replace(one, cut=(*one.cut, *inside)), config) if inside else None
        row = row or (asides[one] if one.aside else _row(article, sentence, window, one, config))
        if row is not None:
            rows.append(row)
    return rows


def _is_heading(text: str, sentence: _Sentence) -> bool:
    if sentence.zone == "title":
        return False
    exact = text[sentence.start : sentence.end]
    return not exact.rstrip("\"'”’)]» ").endswith(_FINAL) and len(exact.split()) < _HEADING_WORDS


def _row(
    article: _Article, sentence: _Sentence, window: int, one: Candidate, config: Claims
) -> dict[str, object] | None:
    """Return the row of a candidate, or None where it is no claim; ``window`` is where pronouns may reach back to."""
    text = article.text
    start, end = _trimmed(text, one)
    fewest = min(config.min_words, DENIAL) if one.credit and one.credit.stance == "denied" else config.min_words
    least = fewest - (len(text[slice(*one.subject)].split()) if one.subject else 0)
    if len(text[start:end].split()) > config.max_words or _left(text, (start, end), one.cut) < least:
        return None
    if one.kind not in ("apposition", "responsibility") and not is_statement(text, start, end, min_words=least):
        return None
    if _lacks_object(text, start, end, one) or (_NO_SUBJECT.match(text, start, end) and not one.subject):
        return None
    modality = read_modality(text, start, end)
    ahead = modality in {"planned", "predicted", "conditional"}
    times = _times(article, (start, end), one.cut, ahead=ahead)
    details, found = _details(article, (start, end), one.cut, times)
    found += (("title",) if sentence.zone == "title" else ()) + (
        ("credited",) if one.credit or one.kind == "stand" else ()
    )
    reading = read(text, start, end, found=found)
    if reading.confidence < config.min_confidence:
        return None
    key = one.credit.attribution_id if one.credit else None
    claim = _worded(article, (window, sentence.start), (start, end), one)
    return {
        "claim_id": tables.digest(article.article_id, start, end, key),
        "article_id": article.article_id,
        "sentence_no": sentence.number,
        "start": start,
        "end": end,
        "exact_text": text[start:end],
        "claim": claim,
        "in_full": add_context(claim, times=times, before=text[window:start]),
        "attribution_id": key,
        **details,
        "negated": reading.negated,
        "modality": reading.modality,
        "confidence": reading.confidence,
    }


def _lacks_object(text: str, start: int, end: int, one: Candidate) -> bool:
    """Return whether a stretch is a relative clause without "that", "the war | he has vowed to wage": no statement."""
    before = _NOUN_BEFORE.search(text[max(0, start - 40) : start])
    if before is None or not _PRONOUN.match(text, start, end) or before[1] in function_words() | _WHEN:
        return False
    if one.credit and one.credit.stance == "denied" and all(a > start for a, _ in one.credit.frame):
        return False  # what stands before is the cue of whoever is denied
    frame = one.credit.frame if one.credit else ()
    if any(_TOLD.fullmatch(text, b, start) and _TELLS.search(text, a, b) for a, b in frame):
        return False  # "told reporters they had": that is whom they told
    return not any(a <= start - 2 < b or b == start - 1 for a, b in frame)


def _left(text: str, span: tuple[int, int], cut: Sequence[tuple[int, int]]) -> int:
    """Return how many words of a span are not cut."""
    return len(text[slice(*span)].split()) - sum(len(text[a:b].split()) for a, b in cut)


def _worded(article: _Article, reach: tuple[int, int], span: tuple[int, int], one: Candidate) -> str:
    start, end = span
    subject = article.text[slice(*one.subject)] if one.subject else None
    pronoun = _antecedent(article, reach, span, one)
    return word_claim(article.text, start, end, kind=one.kind, subject=subject, cut=one.cut, pronoun=pronoun)


def _antecedent(article: _Article, reach: tuple[int, int], span: tuple[int, int], one: Candidate) -> str | None:
    """Return the name for the pronoun that opens a statement; None inside quotation marks and where it is unsure."""
    start, end = span
    if one.kind == "subordinate":
        start = after_subordinator(article.text, start, end)
    match = find_opening(article.text, start, end)
    if match is None or one.subject or _QUOTE.search(article.text, max(0, start - 2), match.end()):
        return None
    source = one.credit.source if one.credit and one.credit.source_kind == "named_person" else None
    if one.credit and source is None:
        return None
    return resolve(article.text, match, reach, source=source, persons=article.persons)


def _trimmed(text: str, one: Candidate) -> tuple[int, int]:
    """Return the span without white space, commas and dashes at its edges."""
    start, end = one.start, one.end
    while start < end and (text[start].isspace() or text[start] in ",;:—–-…"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):
        end -= 1
    return start, end


def _times(article: _Article, span: tuple[int, int], cut: Sequence[tuple[int, int]], *, ahead: bool) -> list[Time]:
    """Return the time expressions outside of what is cut.

    Floating ones of a statement about what is still to come ("will meet on Friday") have no value: the Friday before
    publication would be wrong.
    """
    found = find_times(article.text, *span, published=article.published)
    told = [one for one in found if not any(a <= one.start < b for a, b in cut)]
    return [replace(one, value=None) if ahead and one.floating else one for one in told]


def _details(
    article: _Article, span: tuple[int, int], cut: Sequence[tuple[int, int]], times: list[Time]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return time, quantities and place as columns, and the features that they are; what is cut tells none."""
    start, end = span
    time = main_time(times)
    quantities = [
        one
        for one in find_quantities(article.text, start, end)
        if not any(a <= one.start < b for a, b in cut)
        and not any(one.start < when.end and when.start < one.end for when in times)
    ]
    main = main_quantity(quantities)
    place = find_place(article.text, start, end, persons=article.persons)
    features = [("figure", main and main.value is not None), ("time", time), ("place", place)]
    columns = {
        "as_of": time.value if time else None,
        "as_of_printed": time.printed if time else None,
        "value": main.value if main else None,
        "value_high": main.high if main else None,
        "bound": main.bound if main else None,
        "unit": main.unit if main else None,
        "quantities": [asdict(one) for one in quantities],
        "place": place,
    }
    return columns, tuple(name for name, there in features if there)
