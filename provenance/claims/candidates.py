"""Stretches of a sentence that may be claims, and who is credited with each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.answers import SAID
from provenance.claims.clauses import Clause, find_clauses
from provenance.claims.lexicon import finite_at, main_verb, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.config import Claims

Span = tuple[int, int]

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_ASIDES = frozenset({"relative", "stand", "apposition"})
_EMBEDDED = frozenset({"where", "how", "what", "why", "whether", "if"})
_NO_OPENINGS = _EMBEDDED | frozenset(
    {"which", "who", "whose", "to", "him", "them", "me", "us", "including", "for", "of"}
)
# Cues that tell a deed, neither words nor thoughts: of such the outlet tells, not the doer.
_DEED = re.compile(
    r"\b(?:ignor(?:e[sd]?|ing)|cho(?:oses?|se|sen|osing)\s+to|follow(?:s|ed|ing)?\s+through|set(?:s|ting)?\s+about|aim(?:s|ed|ing)?\s+at"
    r"|focus(?:es|ed|ing)?\s+on|concentrat(?:es?|ed|ing)\s+on)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(r"(?:\w+\s){0,2}\w+ing(?:\s\w+){0,3}")
_RESPONSIBILITY = re.compile(r"of\s+responsibility\s+for\s+\w")
_WORDS_OF = re.compile(
    r"(?:(?:the|any|all|both|these|those|such|some|earlier|recent|media|false|unconfirmed)\s+)*"
    rf"(?:(?:{SAID}|assertion)s?|speculation|story|account)\b",
    re.IGNORECASE,
)
_ACCUSED = re.compile(r"\baccus(?:e|es|ed|ing)\s+$", re.IGNORECASE)
_OF_DOING = re.compile(r"[^,.;:]{2,60}?\s+of\s+(?:\w+ly\s+)?\w+ing\b")
_ACCUSES = frozenset({"alleged", "claimed"})  # stances of whoever blames
_OPENER = re.compile(r"(?:(?:and|but|yet|finally|although|though|while)\b[,\s]+)+", re.IGNORECASE)
_ARTICLE = re.compile(r"\b[Tt]he\s+\Z")
_MOSTLY = 0.5  # of a stretch's words: from here on the stretch belongs to what covers it
_SAME = 0.6  # Jaccard index of words: two stretches above it state the same


@dataclass(frozen=True)
class Credit:
    """One attribution as far as claims need it."""

    attribution_id: str
    content: tuple[Span, ...]
    origin: tuple[Span, ...]  # where the source is named
    cue: tuple[Span, ...]
    source: str | None
    source_kind: str | None
    stance: str | None = None

    @property
    def frame(self) -> tuple[Span, ...]:
        """Source and cue."""
        return (*self.origin, *self.cue)

    @property
    def size(self) -> int:
        """Characters of the content."""
        return sum(end - start for start, end in self.content)


@dataclass(frozen=True)
class Candidate:
    """A stretch that may be a claim; ``cut`` is what the wording leaves out, ``credit`` who is credited."""

    start: int
    end: int
    kind: str
    subject: Span | None = None
    cut: tuple[Span, ...] = ()
    credit: Credit | None = None

    @property
    def aside(self) -> Span | None:
        """The stretch that a sentence can do without: a relative clause, or an apposition after its name."""
        if self.kind not in _ASIDES:
            return None
        return (self.subject[1], self.end) if self.kind == "apposition" and self.subject else (self.start, self.end)


def find_candidates(text: str, start: int, end: int, credited: Sequence[Credit], config: Claims) -> list[Candidate]:
    """Return the candidates of one sentence, in text order, none of which repeats another.

    First come the contents of attributions, the innermost first; then whole clauses for attributions whose content is
    no statement of its own ("threatened to leave", "rejected Kyiv's claim that …"); then what somebody did, "saying
    that …"; then what is left, in the outlet's voice, deeds ("is ignoring the towns") with it. What two are credited
    with, one of whom denies it, stands for each.
    """
    here = [one for one in credited if any(_meet(span, (start, end)) for span in one.content)]
    here.sort(key=lambda one: (one.size, one.content, one.attribution_id))
    kept: list[Candidate] = []
    told: set[Credit] = set()
    answered = {one: [other for other in here if _answers(one, other)] for one in here}
    answers = [one for one in here if answered[one]]
    for credit in here:
        whole = credit in answers or _denies_words(text, credit) or _accuses_of(text, credit)
        found = [] if whole else list(_from_content(text, (start, end), credit, config))
        if found:
            told.add(credit)
        if any(_disputes(credit, other) for other in here):
            kept += found
        else:
            _keep(text, kept, found)
    here = [one for one in here if one in told or not any(_DEED.search(text, *span) for span in one.cue)]
    clauses = _clauses(text, start, end, config)
    for credit in here:
        against = [] if credit in told else [other for other in here if _disputes(credit, other)]
        if credit in answers or against:
            kept += (_bounded(text, one, credit, against) for one in _framed(text, (start, end), clauses, credit))
        elif credit not in told and not any(credit in others for others in answered.values()):
            framed = list(_framed(text, (start, end), clauses, credit))
            repeated = all(any(_repeats(text, one, other) for other in kept) for one in framed)
            if credit.stance in _ACCUSES and framed and repeated:
                framed = list(_stretch(text, (start, end), credit))  # "[X accused Y of hiding it] and said that …"
            _keep(text, kept, framed)
    for credit in here:
        others = [span for one in told if one is not credit for span in (*one.frame, *one.content)]
        ahead = [one for one in _before_saying(text, start, credit, config) if _share(text, one, others) < _MOSTLY]
        _keep(text, kept, ahead if credit in told else ())
    spoken = [span for one in here for span in (*one.frame, *(one.content if one in told else ()))]
    _keep(text, kept, (one for one in clauses if one.kind == "stand" or _share(text, one, spoken) < _MOSTLY))
    return sorted((_credited(text, one, told, here) for one in kept), key=lambda one: (one.start, one.end))


def _answers(outer: Credit, inner: Credit) -> bool:
    """Return whether somebody denies or confirms what another said: "rejected [Kyiv's claim that its forces …]"."""
    if outer.stance not in {"denied", "confirmed"} or not inner.origin or not inner.cue or not outer.content:
        return False
    low = min(start for start, _ in (*outer.cue, *outer.content))
    spans = sorted((*inner.frame, *inner.content))
    return low <= spans[0][0] and spans[-1][1] <= outer.content[0][1]


def _denies_words(text: str, credit: Credit) -> bool:
    """Return whether a denial is of words as such: "dismissed [the report as invented]", "denied [claims that …]"."""
    return credit.stance == "denied" and any(_WORDS_OF.match(text, *span) for span in credit.content)


def _accuses_of(text: str, credit: Credit) -> bool:
    """Return whether a content is of what somebody is accused: "accused [Orrin of breaking promises it had made]"."""
    start, end = credit.content[0]
    if any(_ACCUSED.search(text[low:high] + " ") for low, high in credit.cue):
        return any(text.startswith("of ", low) for low, _ in credit.content) or bool(_OF_DOING.match(text, start, end))
    return bool(_ACCUSED.search(text, max(0, start - 20), start) and _OF_DOING.match(text, start, end))


def _disputes(one: Credit, other: Credit) -> bool:
    """Return whether one is credited with the very words that the other denies: "…, a charge Moscow denies"."""
    return one.content == other.content and (one.stance == "denied") != (other.stance == "denied")


def _bounded(text: str, one: Candidate, credit: Credit, against: Iterable[Credit]) -> Candidate:
    """Begin a claim behind "and finally, although", and end it before the aside of whoever denies it."""
    opener = _OPENER.match(text, one.start, one.end)
    starts = [low for other in against for low, _ in other.frame if credit.content[-1][1] <= low < one.end]
    end = one.end if credit.stance == "denied" else min(starts, default=one.end)
    return replace(one, start=opener.end() if opener else one.start, end=end)


def _meet(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _clauses(text: str, start: int, end: int, config: Claims) -> list[Candidate]:
    clauses = find_clauses(text, start, end, min_words=config.min_words, split_words=config.split_words)
    return [_candidate(clause) for clause in clauses]


def _candidate(clause: Clause, credit: Credit | None = None, cut: tuple[Span, ...] = ()) -> Candidate:
    return Candidate(clause.start, clause.end, clause.kind, clause.subject, cut, credit)


def _from_content(text: str, sentence: Span, credit: Credit, config: Claims) -> Iterator[Candidate]:
    """Yield the statements among the pieces of a content that stand in a sentence."""
    owned = _claim_of_responsibility(text, sentence, credit)
    if owned:
        yield owned
        return
    for (start, end), cut, subject in _pieces(text, sentence, credit, config):
        if cut or subject:
            yield Candidate(start, end, "coordinate" if subject else "whole", subject, cut, credit)
            continue
        for clause in find_clauses(text, start, end, min_words=config.min_words, split_words=config.split_words):
            yield _candidate(clause, credit)


def _claim_of_responsibility(text: str, sentence: Span, credit: Credit) -> Candidate | None:
    """Return "[the group]'s claim of responsibility for the bombing", which is a claim without a verb."""
    if len(credit.content) != 1 or len(credit.origin) != 1 or not _RESPONSIBILITY.match(text, *credit.content[0]):
        return None
    (start, stop), end = credit.origin[0], credit.content[0][1]
    article = _ARTICLE.search(text, sentence[0], start)
    start = article.start() if article else start
    inside = sentence[0] <= start and stop <= credit.content[0][0] and end <= sentence[1]
    return Candidate(start, end, "responsibility", (start, stop), (), credit) if inside else None


def _pieces(
    text: str, sentence: Span, credit: Credit, config: Claims
) -> Iterator[tuple[Span, tuple[Span, ...], Span | None]]:
    """Yield stretches of content that state something: the span, what to cut from it, and its subject elsewhere.

    Pieces parted by the framing alone ("The bridge," she said, "is closed") are one stretch; a piece without a verb
    that stands further off is the subject of the next one.
    """
    spans = sorted(_snapped(text, span, sentence) for span in credit.content if _meet(span, sentence))
    spans = list(_touching(text, spans, credit))
    waiting: Span | None = None
    cut: tuple[Span, ...] = ()
    for span in spans:
        if waiting is not None and _is_framing(text, (waiting[1], span[0]), credit):
            cut = (*cut, (waiting[1], span[0]))
            span = (waiting[0], span[1])
            waiting = None
        if _states(text, span, config.min_words):
            yield span, cut, waiting
            waiting, cut = None, ()
        else:
            waiting = span if waiting is None else waiting
            if waiting is span:
                continue
            joined = (span[0], span[1])
            if (
                _word_count(text, waiting) <= 8
                and finite_at([*tokenise(text, *waiting), *tokenise(text, *joined)]) is not None
            ):
                yield joined, cut, waiting
                waiting, cut = None, ()


def _snapped(text: str, span: Span, sentence: Span) -> Span:
    """Return the part of a span inside the sentence, grown to whole words."""
    start, end = max(span[0], sentence[0]), min(span[1], sentence[1])
    while sentence[0] < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < sentence[1] and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _touching(text: str, spans: Iterable[Span], credit: Credit) -> Iterator[Span]:
    """Join spans that touch, or are parted by the cue alone ("was reportedly dissolved")."""
    last: Span | None = None
    for span in spans:
        if last is not None and _is_bridged(text, (last[1], span[0]), credit):
            last = (last[0], max(last[1], span[1]))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _is_bridged(text: str, gap: Span, credit: Credit) -> bool:
    words = [match.start() for match in _WORD.finditer(text, *gap)]
    return not words or (len(words) <= 3 and all(any(a <= word < b for a, b in credit.cue) for word in words))


def _is_framing(text: str, gap: Span, credit: Credit) -> bool:
    words = list(_WORD.finditer(text, *gap))
    return bool(words) and all(any(a <= word.start() < b for a, b in credit.frame) for word in words)


def _states(text: str, span: Span, min_words: int) -> bool:
    tokens = tokenise(text, *span)
    if not tokens or tokens[0].low in _NO_OPENINGS or _word_count(text, span) < min_words:
        return False
    verb = main_verb(tokens)
    if verb is None:
        return False
    return "'" in tokens[verb].low or any(token.is_word and token.low != "that" for token in tokens[:verb])


def _word_count(text: str, span: Span) -> int:
    return sum(1 for _ in _WORD.finditer(text, *span))


def _framed(text: str, sentence: Span, clauses: Sequence[Candidate], credit: Credit) -> Iterator[Candidate]:
    """Yield what a source wants, fears or refuses, told with the source.

    That is the clause, where most of it is source, cue and content; else the stretch from source to content, where it
    has a verb of its own.
    """
    spans = [span for span in (*credit.content, *credit.frame) if _meet(span, sentence)]
    whole = [one for one in clauses if _share(text, one, spans) >= _MOSTLY and one.kind not in _ASIDES]
    for one in whole:
        if any(_meet(span, (one.start, one.end)) for span in credit.content):
            yield Candidate(one.start, one.end, one.kind, one.subject, (), credit)
    if not whole:
        yield from _stretch(text, sentence, credit)


def _stretch(text: str, sentence: Span, credit: Credit) -> Iterator[Candidate]:
    """Yield the stretch from source to content, where it has a verb of its own."""
    spans = [span for span in (*credit.content, *credit.frame) if _meet(span, sentence)]
    if any(_meet(span, sentence) for span in credit.origin):
        start, end = max(sentence[0], min(a for a, _ in spans)), min(sentence[1], max(b for _, b in spans))
        tokens = tokenise(text, start, end)
        if tokens[0].low not in _NO_OPENINGS and finite_at(tokens) is not None:
            yield Candidate(start, end, "whole", None, (), credit)


def _before_saying(text: str, start: int, credit: Credit, config: Claims) -> Iterator[Candidate]:
    """Yield what the sentence tells before ", saying that …": the outlet's own account of what the source did."""
    if not credit.cue or not _SAYING.fullmatch(text, *credit.cue[0]):
        return
    begins = credit.cue[0][0]
    named = [a for a, b in credit.origin if start < a and b <= begins and not text[b:begins].strip(" ,")]
    stop = min([begins, *named])
    if text[start:stop].rstrip().endswith(",") and _states(text, (start, stop), config.min_words):
        yield from map(
            _candidate,
            find_clauses(text, start, stop, min_words=config.min_words, split_words=config.split_words),
        )


def _share(text: str, one: Candidate, spans: Sequence[Span]) -> float:
    """Return the share of a candidate's words that stand in the spans."""
    words = [match.start() for match in _WORD.finditer(text, one.start, one.end)]
    return sum(any(a <= word < b for a, b in spans) for word in words) / len(words) if words else 0.0


def _keep(text: str, kept: list[Candidate], found: Iterable[Candidate]) -> None:
    """Add what no candidate kept so far says already."""
    for one in found:
        if not any(_repeats(text, one, other) for other in kept):
            kept.append(one)


def _repeats(text: str, one: Candidate, other: Candidate) -> bool:
    ones, others = _words(text, one), _words(text, other)
    common = len(ones & others)
    if not common:
        return False
    if common / len(ones | others) >= _SAME:
        return True
    return one.kind not in _ASIDES and other.kind not in _ASIDES and common / min(len(ones), len(others)) >= _SAME


def _words(text: str, one: Candidate) -> set[int]:
    return {match.start() for match in _WORD.finditer(text, one.start, one.end)}


def _credited(text: str, one: Candidate, told: Iterable[Credit], here: Sequence[Credit]) -> Candidate:
    """Credit a candidate to the smallest content that covers it, a stand to whoever takes it."""
    if one.credit is not None:
        return one
    if one.kind == "stand":
        taken = (credit for credit in here if any(one.start <= a and b <= one.end for a, b in credit.cue))
        return replace(one, credit=next(taken, None))
    covering = [credit for credit in told if _share(text, one, credit.content) >= 0.8]
    credit = min(covering, key=lambda credit: (credit.size, credit.attribution_id), default=None)
    return replace(one, credit=credit)
