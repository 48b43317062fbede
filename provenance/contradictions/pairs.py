"""A claim as the rules see it, and two of them side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from provenance.contradictions.figures import Figure, read_figures
from provenance.contradictions.lexicon import denials, opposites
from provenance.contradictions.moments import Moment, hours_later, read_moment
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

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNSURE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|rumou?red|unconfirmed|might|may have|could have"
    r"|possibly|perhaps|apparently|will|won['’]t|would|(?:negotiations|talks|set|about|plans?|expected|likely) to)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:correct(?:ed|ion|s)|retract(?:ed|ion|s)|earlier (?:reported|said|put|gave|version|report|figure|count|toll)"
    r"|previously (?:reported|said|stated|put)|revised (?:down|to|its|the)|initially (?:reported|said|put)|and not \d+"
    r"|lowered (?:its|the)|amended|mistakenly|in error|wrongly)\b",
    re.IGNORECASE,
)


_ITSELF = re.compile(
    r"\bcorrect(?:ed|s|ion)\b|\bretract(?:ed|s|ion)\b"
    r"|\bas (?:it|he|she|they) (?:had|has|have)?\s*\w*\s*(?:reported|said|put|given)"
    r"|\b(?:its|his|her|their|the ministry's) (?:earlier|previous|first|initial)\b|\bamended\b|\bin error\b",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:ris(?:en|es)|rose|climb(?:ed|s)|jump(?:ed|s)|gr(?:own|ew|ows)|increase[ds]?|f(?:allen|ell|alls)|dropped|drops)"
    r" (?:\w+ ){0,2}?to\b|\bnow (?:stands|stood|at)\b|\bup from\b|\bdown from\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previously|initially|at first|originally)\s+(?:had )?(?:spoke[n]?|said|put|reported|given|gave"
    r"|counted|estimated|announced|confirmed)\b|\bhad (?:first )?(?:spoken of|put the)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']*(?=\s)|\n")


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
        own_voice = row["source_kind"] == "outlet"
        self.source: str | None = None if own_voice else row["source"]
        self.source_id: str | None = None if own_voice else row["source_id"]
        self.outlet: str | None = row["outlet"]

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
    def figures(self) -> tuple[Figure, ...]:
        """What is counted or measured in the claim."""
        return read_figures(self.row, self.text)

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
        return self.row["stance"] == "denied" or any(pattern.search(self.text) for pattern in denials())

    @cached_property
    def firm(self) -> bool:
        """Whether the claim is put forward as a fact: neither possible, planned, conditional, predicted nor hedged."""
        asserted = self.row["modality"] in (None, "asserted") and self.row["stance"] != "hedged"
        return asserted and not _UNSURE.search(self.text)

    @cached_property
    def corrects(self) -> bool:
        """Whether the claim, or the sentence in which it stands, says that something published before was wrong."""
        return bool(_CORRECTS.search(self.sentence))

    @cached_property
    def corrects_itself(self) -> bool:
        """Whether it is whoever published it before that says so."""
        return bool(_ITSELF.search(self.sentence))

    @cached_property
    def sentence(self) -> str:
        """The sentence of the article in which the claim stands; the claim where the article is not at hand."""
        start, end = self.row["start"], self.row["end"]
        if not self.article or start is None or self.article[start:end] != self.exact_text:
            return self.text
        first = max((cut.end() for cut in _SENTENCE_END.finditer(self.article, 0, start)), default=0)
        stop = _SENTENCE_END.search(self.article, max(start, end - 1))
        return self.article[first : stop.end() if stop else len(self.article)].strip()

    @cached_property
    def setting(self) -> frozenset[str]:
        """Stems of the names in its article, or in the claim where the article is not at hand."""
        words = split_words(self.article) if self.article else self.words
        return capitalised(words)

    @cached_property
    def risen(self) -> bool:
        """Whether the claim says that a figure has changed: "has risen to 19"."""
        return bool(_RISEN.search(self.proposition))

    @cached_property
    def earlier_figure(self) -> bool:
        """Whether the claim gives a figure that was put forward before: "had earlier spoken of two"."""
        return bool(_EARLIER.search(self.text))

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
    def label(self) -> str:
        """Who holds it, for a reader: "the army (Harbour News)"."""
        outlet = self.outlet or f"article {self.row['input_id']}"
        return f"{self.source} ({outlet})" if self.source else outlet

    @property
    def order(self) -> tuple[str, str]:
        """Sort key: when published (else the time spoken of; unknown last), then claim_id."""
        moment = self.published or self.as_of
        return (moment.first.isoformat() if moment else "unknown", self.claim_id)


@dataclass(frozen=True)
class Pair:
    """Two claims; ``a`` is the earlier."""

    a: Side
    b: Side

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in both. A sentence's first word counts where the other claim has it as a name."""
        a, b = self.a, self.b
        return (a.names & (b.names | _initial(b))) | (b.names & _initial(a))

    @cached_property
    def shared(self) -> frozenset[str]:
        """Meaning words in both."""
        return self.a.content & self.b.content

    @cached_property
    def overlap(self) -> float:
        """0..1: share of the meaning words of the shorter claim that stand in the other."""
        least = min(len(self.a.content), len(self.b.content))
        return len(self.shared) / least if least else 0.0

    @cached_property
    def likeness(self) -> float:
        """0..1: shared meaning words over all of them (Jaccard)."""
        union = len(self.a.content | self.b.content)
        return len(self.shared) / union if union else 0.0

    @cached_property
    def same_cluster(self) -> bool:
        """Whether the clustering holds them for the same matter."""
        return self.a.row["cluster_id"] is not None and self.a.row["cluster_id"] == self.b.row["cluster_id"]

    @cached_property
    def same_article(self) -> bool:
        """Whether both stand in one article."""
        return bool(self.a.row["article_id"] == self.b.row["article_id"])

    @cached_property
    def other_days(self) -> bool:
        """Whether the two name different days and none in common."""
        a, b = self.a, self.b
        return bool(a.named_days and b.named_days and not a.named_days & b.named_days)

    @cached_property
    def other_times(self) -> bool:
        """Whether the two say themselves that they speak of different times."""
        apart = hours_later(self.a.as_of, self.b.as_of)
        return self.other_days or (apart is not None and apart != 0)

    @cached_property
    def same_day(self) -> bool:
        """Whether both name the same day of the week, or speak of times that overlap and span three days at most."""
        a, b = self.a, self.b
        if a.named_days & b.named_days:
            return True
        known = a.as_of is not None and b.as_of is not None and max(a.as_of.days, b.as_of.days) <= 3
        return known and hours_later(a.as_of, b.as_of) == 0

    @cached_property
    def hours(self) -> float | None:
        """Hours from what ``a`` speaks of, or its publication, to ``b``'s; the larger where both are known."""
        published = hours_later(self.a.published, self.b.published)
        spoken = hours_later(self.a.as_of, self.b.as_of)
        known = [gap for gap in (published, spoken) if gap is not None]
        return max(known, key=abs) if known else None

    @cached_property
    def near_in_time(self) -> bool:
        """Whether both speak of one day, or, where they do not say of which, were published within a day."""
        if self.same_day:
            return True
        published = hours_later(self.a.published, self.b.published)
        unsaid = self.a.as_of is None or self.b.as_of is None
        return unsaid and published is not None and abs(published) <= 24

    @cached_property
    def other_holders(self) -> bool:
        """Whether each is credited to somebody, and not to the same; an office and its spokesman are the same."""
        return None not in (self.a.holder, self.b.holder) and self.a.holder != self.b.holder and not self._one_mouth

    @cached_property
    def _one_mouth(self) -> bool:
        cited = all(side.row["origin_evidence"] in ("citation", "same speaker") for side in (self.a, self.b))
        return cited and self.a.row["origin_id"] is not None and self.a.row["origin_id"] == self.b.row["origin_id"]


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _initial(side: Side) -> frozenset[str]:
    return frozenset(word.stem for word in side.words if word.name and word.initial)
