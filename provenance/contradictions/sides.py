"""A claim as the rules see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from provenance.contradictions.figures import Figure, read_figures
from provenance.contradictions.lexicon import denials, opposites
from provenance.contradictions.moments import Moment, read_moment
from provenance.contradictions.phrases import (
    AGO,
    ANSWERS,
    BLAMES,
    BRACKETS,
    CHARGE,
    COMING,
    CORRECTS,
    DATED,
    DENIES_GUILT,
    EARLIER,
    EMBEDDED,
    FORECASTERS,
    ITSELF,
    LEADS,
    MEASURED,
    NOBODY,
    OF,
    PASSING,
    PAST,
    PRONOUN,
    PUTS,
    REFUSED_NEXT,
    RESPONDENTS,
    REVISES,
    RISEN,
    SAID_AHEAD,
    SAYS,
    SENTENCE_END,
    SETTLED,
    TAKES_A_STAND,
    UNDENIED,
    UNSURE,
    UTTERS,
    WORDS_OF,
    WORDS_THAT,
)
from provenance.contradictions.words import (
    Negation,
    Word,
    capitalised,
    content_stems,
    find_negations,
    split_words,
    weekdays,
    without_reporting,
)
from provenance.numbers import find_numbers

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

FAR_BACK = 1000  # characters before a claim in which its sentence begins
LONG = 40  # words: as long as the sentences are that the model learnt from


class Side:
    """One claim with what the rules ask of it, each read once and only when asked for.

    ``article`` is the text in which it stands, empty where that is not at hand.
    """

    def __init__(self, row: Mapping[str, Any], article: str = "") -> None:
        self.row = row
        self.article = article
        self.claim_id: str = row["claim_id"]
        self.exact_text: str = row["exact_text"] or ""
        # a denial is compared by what it denies; that it is one, its stance says
        self.text: str = self.exact_text if row["stance"] == "denied" else row["claim"] or self.exact_text
        own_voice = row["source_kind"] == "outlet" or self._acts(row["source"])
        self.source_id: str | None = None if own_voice else row["source_id"]
        self.source: str | None = self._said_by if own_voice or not row["source"] else row["source"]
        self.outlet: str | None = row["outlet"]

    @cached_property
    def _said_by(self) -> str | None:
        """Who says so by the words around the claim, where the attribution does not tell: "…, police said"."""
        where = self.sentence.find(self.exact_text)
        if where < 0 or self.row["start"] is None:
            return None
        after = SAYS.match(self.sentence[where + len(self.exact_text) :])
        ahead = SAID_AHEAD.search(self.sentence[:where])
        before = ahead or PUTS.match(LEADS.sub("", self.exact_text)) or TAKES_A_STAND.match(self.text)
        found = after or before
        return found["who"].strip() if found and not PRONOUN.match(found["who"]) else None

    def _acts(self, source: str | None) -> bool:
        """Whether whoever is credited is the one of whom it is told: "Parliament approved the budget"."""
        text = _key(self.text)
        if source is None or not text.startswith(_key(source)) or UTTERS.match(text, len(_key(source))):
            return False
        told = PRONOUN.match(self.exact_text) is not None  # "he", for which the claim has the name
        return self.row["stance"] in (None, "stated") and not (self.denied or told)

    @cached_property
    def plain(self) -> str:
        """The claim without what was added in brackets."""
        return BRACKETS.sub("", self.text)

    @cached_property
    def read_as(self) -> str:
        """What the model of entailment reads: the sentence, with all that bears on the claim, unless it is long."""
        return self.plain if len(self.sentence.split()) > LONG else " ".join(self.sentence.split())

    @cached_property
    def proposition(self) -> str:
        """The claim without "…, the ministry said"."""
        return without_reporting(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the proposition."""
        return split_words(self.proposition)

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems that carry meaning."""
        return content_stems(self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of names."""
        return capitalised(self.words)

    @cached_property
    def named_days(self) -> frozenset[str]:
        """Days of the week that the claim names."""
        return weekdays(self.text)

    @cached_property
    def days_ago(self) -> frozenset[str]:
        """How long ago something was, as the claim has it: "10 days ago"."""
        return frozenset(found.group().casefold() for found in AGO.finditer(self.text))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What is counted or measured in the claim."""
        return read_figures(self.row, self.text)

    @cached_property
    def counts(self) -> frozenset[float]:
        """Whole numbers of its sentence that are no dates, times, ages, shares or measures."""
        text = self.sentence
        return frozenset(
            number.value
            for number in find_numbers(text)
            if number.bound == "exact"
            and number.value == int(number.value)
            and not (DATED.search(text, 0, number.start) or MEASURED.match(text, number.end))
        )

    @cached_property
    def negations(self) -> tuple[Negation, ...]:
        """Negators with what they negate."""
        return find_negations(self.proposition)

    @cached_property
    def opposites(self) -> dict[int, tuple[bool, re.Match[str]]]:
        """Words of the antonym list in the claim: number of the pair to (is it the left one, match).

        A claim with both words of a pair ("opened and closed") has neither.
        """
        found: dict[int, tuple[bool, re.Match[str]]] = {}
        for number, entry in enumerate(opposites()):
            left, right = (_first(patterns, self.proposition) for patterns in (entry.left, entry.right))
            match = left or right
            if match and not (left and right):
                found[number] = (left is not None, match)
        return found

    @cached_property
    def negated(self) -> bool:
        """Whether the claim says that something is not so."""
        return (
            bool(self.negations) if self.row["negated"] is None else bool(self.row["negated"]) or bool(self.negations)
        )

    @cached_property
    def denied(self) -> bool:
        """Whether the claim is what somebody denies."""
        told = self.row["stance"] == "denied" or self.answers is not None
        return told or find_denial(self.text) is not None

    @cached_property
    def blames(self) -> bool:
        """Whether the claim accuses somebody, in the mouth of whoever says so or in so many words."""
        return self.row["stance"] == "alleged" or BLAMES.search(self.text) is not None

    @cached_property
    def answers(self) -> str | None:
        """What the claim denies without saying it: ``words`` said before ("the report is false"), or a ``charge``."""
        found = ANSWERS.search(self.plain) or DENIES_GUILT.search(self.plain)
        if not found or WORDS_THAT.search(self.plain) or UNDENIED.search(self.plain, 0, found.start()):
            return None
        return "charge" if found.re is DENIES_GUILT or CHARGE.search(found.group()) else "words"

    @cached_property
    def standing(self) -> str:
        """``fact``, ``plan`` (what somebody announces) or ``unsure`` (possible, conditional, hedged, rumoured)."""
        modality = self.row["modality"] or "asserted"
        source = self.row["source"] or ""
        nobody = NOBODY.match(source) or RESPONDENTS.search(source)
        if self.source is None and EMBEDDED.match(self.exact_text):
            return "unsure"  # somebody's words, and nothing says whose
        if nobody or self.row["stance"] == "hedged" or modality == "possible" or UNSURE.search(self.plain):
            return "unsure"
        if modality != "asserted" and not SETTLED.search(self.plain):
            return "plan"
        coming = COMING.search(self.plain)
        if coming and FORECASTERS.search(source):
            return "unsure"
        past = coming and (PAST.search(self.plain, 0, coming.start()) or SETTLED.search(self.plain))
        return "plan" if coming and not past else "fact"

    @cached_property
    def passing(self) -> bool:
        """Whether the claim tells of a state, or of how it stood at a time: "still missing", "41 percent at noon"."""
        return bool(PASSING.search(self.plain))

    @cached_property
    def around(self) -> frozenset[str]:
        """Stems that carry meaning in the sentence in which the claim stands."""
        return content_stems(split_words(self.sentence))

    @cached_property
    def around_names(self) -> frozenset[str]:
        """Stems of the names in that sentence."""
        return capitalised(split_words(self.sentence))

    @cached_property
    def corrects(self) -> bool:
        """Whether the claim, or the sentence in which it stands, says that something published before was wrong."""
        return bool(CORRECTS.search(self.sentence))

    @cached_property
    def corrects_itself(self) -> bool:
        """Whether it is whoever published it before that says so."""
        return bool(ITSELF.search(self.sentence))

    @cached_property
    def sentence(self) -> str:
        """The sentence of the article in which the claim stands; the claim where the article is not at hand."""
        start, end = self.row["start"], self.row["end"]
        if not self.article or start is None or self.article[start:end] != self.exact_text:
            return self.text
        from_here = max(0, start - FAR_BACK)
        first = max((cut.end() for cut in SENTENCE_END.finditer(self.article, from_here, start)), default=from_here)
        stop = SENTENCE_END.search(self.article, max(start, end - 1))
        return self.article[first : stop.end() if stop else len(self.article)].strip()

    @cached_property
    def setting(self) -> frozenset[str]:
        """Stems of the names in its article, or in the claim where the article is not at hand."""
        words = split_words(self.article) if self.article else self.words
        return capitalised(words)

    @cached_property
    def risen(self) -> bool:
        """Whether the claim says that a figure has changed: "has risen to 19"."""
        return bool(RISEN.search(self.proposition))

    @cached_property
    def revises(self) -> bool:
        """Whether the claim, or its sentence, says that somebody has counted again."""
        return bool(REVISES.search(self.sentence))

    @cached_property
    def earlier_figure(self) -> bool:
        """Whether the claim gives a figure that was put forward before: "had earlier spoken of two"."""
        return bool(EARLIER.search(self.text))

    @cached_property
    def as_of(self) -> Moment | None:
        """The time that the claim speaks of."""
        return read_moment(self.row["as_of"])

    @cached_property
    def published(self) -> Moment | None:
        """When it was published."""
        return read_moment(self.row["published_at"])

    @property
    def time(self) -> Moment | None:
        """``as_of``, or else when it was published."""
        return self.as_of or self.published

    @property
    def holder(self) -> str | None:
        """Who is credited with the claim: the key of a source, null in the outlet's own voice."""
        source = self.source_id or self.source
        return source.casefold() if source else None

    @property
    def called(self) -> str | None:
        """The words by which whoever is credited is called, without the article: "police"."""
        return _key(self.source) if self.source else None

    @cached_property
    def last_name(self) -> str | None:
        """The stem of the last word by which whoever is credited is called, before any "of": "a neighbour of Osman"."""
        words = split_words(OF.split(self.source or "", maxsplit=1)[0])
        return next((word.stem for word in reversed(words) if content_stems((word,))), None)

    @property
    def label(self) -> str:
        """Who holds it, for a reader: "the army (Harbour News)"."""
        outlet = self.outlet or f"article {self.row['input_id']}"
        return f"{self.source} ({outlet})" if self.source else outlet

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sort key: when published (else the time spoken of; unknown last), then by article and place in it.

        Of copies published at one time a single article thus stands for all.
        """
        moment = self.published or self.as_of
        when = moment.first.isoformat() if moment else "unknown"
        return (when, self.row["article_id"], self.row["start"] or 0, self.claim_id)


def find_denial(text: str) -> re.Match[str] | None:
    """Return the first word by which somebody denies what is said, not a request or a post: "denied bail"."""
    hits = (hit for pattern in denials() for hit in pattern.finditer(text))
    meant = (hit for hit in hits if not REFUSED_NEXT.match(text, hit.end()) and not _sacks(text, hit))
    return min(meant, key=lambda hit: hit.start(), default=None)


def _sacks(text: str, hit: re.Match[str]) -> bool:
    """Return whether somebody loses a post: "was dismissed as an officer", where no words are spoken of before."""
    return hit.group().casefold() == "dismissed as" and not WORDS_OF.search(text, 0, hit.start())


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _key(source: str) -> str:
    return source.casefold().strip().removeprefix("the ")
