"""Two claims side by side."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from provenance.contradictions.moments import hours_later
from provenance.contradictions.phrases import ANYBODY, CHANGE, ELLIPTIC, OF_THEIRS, OVERTURNS, PAPER, PEOPLE_OF
from provenance.contradictions.words import content_stems, split_words, stem

if TYPE_CHECKING:
    from provenance.contradictions.entailment import Opinion
    from provenance.contradictions.sides import Side

DAYS = 7 * 24.0  # hours within which two articles may tell of one event
NEARLY = 0.05  # likelihood of one matter from which a pair counts as nearly of one cluster

# Hours after which a larger toll is taken for growth without a word that says so. Half an hour apart, two counts by one
# authority are at odds; half a day apart they are a rising toll.
SETTLED_HOURS = 3.0
ALIKE = 0.34  # share of words from which a pair without a common name does
TURN = 2  # sentences apart within which what two say in an article is taken for an exchange
_PARTS = re.compile(r"[,;:—–]*\s+(?:but|while|whereas|although|though|and|yet)\s+|[;—–]\s*|,\s+")


@dataclass(frozen=True)
class Pair:
    """Two claims; ``a`` is the earlier.

    ``likely`` (0..1) is how likely both state one matter by the weights of claim matching, ``opinion`` what the
    model of entailment makes of them; null where not computed. ``among`` is how many pairs of its story are compared.
    ``answers`` (0..1) is how sure it is that one, a denial that does not say of what, answers the other.
    """

    a: Side
    b: Side
    likely: float | None = None
    opinion: Opinion | None = None
    among: int = 1
    answers: float = 0.0

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
    def same_story(self) -> bool:
        """Whether their articles tell one story."""
        return self.a.row["story_id"] is not None and self.a.row["story_id"] == self.b.row["story_id"]

    @cached_property
    def one_matter(self) -> bool:
        """Whether they are in one cluster, or nearly and with a name or a good part of the words in common."""
        near = (self.likely or 0.0) >= NEARLY and (bool(self.names) or self.overlap >= ALIKE)
        return self.same_cluster or near

    @cached_property
    def near_matter(self) -> bool:
        """Whether they may be of one matter though worded unlike, as denials are: their sentences name the same.

        So may what two say in turn. Whoever only answers ("it would not") answers what stands right before.
        """
        if self.in_turn:
            return True
        elliptic = any(ELLIPTIC.search(side.plain) for side in (self.a, self.b))
        return not elliptic and (self.one_matter or (bool(self.around_names) and self.within_days))

    @cached_property
    def within_days(self) -> bool:
        """Whether both were published within a week, or, where that is not known, speak of one day."""
        return self.same_day if self.hours_between is None else abs(self.hours_between) <= DAYS

    @cached_property
    def around_names(self) -> frozenset[str]:
        """Names that the sentences of both have."""
        return (self.a.around_names & self.b.around) | (self.b.around_names & self.a.around)

    @cached_property
    def around_overlap(self) -> float:
        """0..1: share of the meaning words of the shorter sentence that stand in the other one."""
        least = min(len(self.a.around), len(self.b.around))
        return len(self.a.around & self.b.around) / least if least else 0.0

    @cached_property
    def same_article(self) -> bool:
        """Whether both stand in one article."""
        return bool(self.a.row["article_id"] == self.b.row["article_id"])

    @cached_property
    def same_sentence(self) -> bool:
        """Whether both stand in one sentence of one article."""
        a, b = self.a.row, self.b.row
        return self.same_article and a["sentence_no"] is not None and a["sentence_no"] == b["sentence_no"]

    @cached_property
    def in_turn(self) -> bool:
        """Whether two say them in one article, in one sentence or at most ``TURN`` sentences apart.

        Whoever only answers what stands before ("they had not") is not answered by the next.
        """
        first = min((self.a, self.b), key=lambda side: side.row["start"] or 0)
        answer = first.answers is not None or ELLIPTIC.search(first.plain)
        return self._apart <= TURN and self.other_holders and (not answer or self.same_sentence)

    @cached_property
    def nearness(self) -> float:
        """0..1: how near two say them in one article: 1 in one sentence or the next, less further on, 0 elsewhere."""
        return 1 / max(1, self._apart) if self.in_turn else 0.0

    @cached_property
    def _apart(self) -> float:
        """How many sentences one stands after the other in one article; infinite where they stand in two."""
        a, b = self.a.row, self.b.row
        if not self.same_article or None in (a["sentence_no"], b["sentence_no"]):
            return math.inf
        return float(abs(a["sentence_no"] - b["sentence_no"]))

    @cached_property
    def texts(self) -> tuple[str, str]:
        """What the model of entailment reads: the sentences, or what each says in a sentence of both."""
        if not self.same_sentence:
            return self.a.read_as, self.b.read_as
        return _halves(self.a, self.b) or (self.a.plain, self.b.plain)

    @cached_property
    def may_clash(self) -> bool:
        """Whether it is worth asking the model: nothing unsure, and not what one holder says in one article."""
        settled = self.firm or not (self._unsure or self._conditional)
        return settled and (not self.same_article or self.other_holders)

    @cached_property
    def firm(self) -> bool:
        """Whether both are put forward as facts, or both as plans; a plan is at odds with a fact only as an update."""
        return self.a.standing == self.b.standing and not self._unsure

    @cached_property
    def _conditional(self) -> bool:
        return "conditional" in (self.a.row["modality"], self.b.row["modality"])

    @cached_property
    def _unsure(self) -> bool:
        return "unsure" in (self.a.standing, self.b.standing)

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
    def hours_between(self) -> float | None:
        """Hours from ``a``'s publication to ``b``'s; none where both stand in one article."""
        return 0.0 if self.same_article else hours_later(self.a.published, self.b.published)

    @cached_property
    def hours(self) -> float | None:
        """Hours from what ``a`` speaks of, or its publication, to ``b``'s; the larger where both are known."""
        known = [gap for gap in (self.hours_between, hours_later(self.a.as_of, self.b.as_of)) if gap is not None]
        return max(known, key=abs) if known else None

    @cached_property
    def moves_on(self) -> bool:
        """Whether the later may tell how it went on: hours later, from what was so for a time, or of a change."""
        if self.hours is None or self.hours < SETTLED_HOURS:
            return False
        return bool(CHANGE.search(self.b.plain) or OVERTURNS.search(self.b.sentence)) or (
            self.a.passing and not self.other_holders
        )

    @cached_property
    def near_in_time(self) -> bool:
        """Whether both speak of one day, or, where they do not say of which, were published within a day."""
        if self.same_day:
            return True
        unsaid = self.a.as_of is None or self.b.as_of is None
        return unsaid and self.hours_between is not None and abs(self.hours_between) <= 24

    @cached_property
    def other_holders(self) -> bool:
        """Whether each is credited to somebody, and not to the same; an office and its spokesman are the same."""
        a, b = self.a, self.b
        if a.holder is None or b.holder is None or a.holder == b.holder or self._one_mouth:
            return False
        if ANYBODY.search(a.called or "") or ANYBODY.search(b.called or ""):
            return True
        return not self._one_body

    @cached_property
    def one_holder(self) -> bool:
        """Whether both are credited to one and the same."""
        return None not in (self.a.holder, self.b.holder) and not self.other_holders

    @cached_property
    def _one_body(self) -> bool:
        """Whether one is called as the other is, but for less or more words: "their union", "the pilots' union"."""
        mine, other = (content_stems(split_words(side.called or "")) for side in (self.a, self.b))
        a, b = self.a.called or "", self.b.called or ""
        if PAPER.search(a) and PAPER.search(b):
            return True
        for paper, theirs, side in ((a, other, self.a), (b, mine, self.b)):
            if PAPER.search(paper) and OF_THEIRS.match(paper) and theirs <= side.around:
                return True  # "its results statement", in a sentence on whoever the other one is
        people = PEOPLE_OF.match(a) or PEOPLE_OF.match(b)
        if people and stem(people["people"]) not in mine & other:
            return False  # its passengers are not the airline
        return mine <= other or other <= mine

    @cached_property
    def _one_mouth(self) -> bool:
        cited = all(side.row["origin_evidence"] in ("citation", "same speaker") for side in (self.a, self.b))
        return cited and self.a.row["origin_id"] is not None and self.a.row["origin_id"] == self.b.row["origin_id"]


def _halves(a: Side, b: Side) -> tuple[str, str] | None:
    """Part a sentence between what one and what another says in it: "X said 18 had died", "Y put the number at 64"."""
    first, second = sorted((a, b), key=lambda side: side.row["start"] or 0)
    sentence = first.sentence
    at = sentence.find(first.exact_text) + len(first.exact_text)
    stop = sentence.find(second.exact_text, at)
    cuts = list(_PARTS.finditer(sentence, at, stop)) if at >= len(first.exact_text) and stop >= 0 else []
    if not cuts:
        return None
    halves = sentence[: cuts[0].start()], sentence[cuts[0].end() :]
    return halves if first is a else halves[::-1]


def _initial(side: Side) -> frozenset[str]:
    return frozenset(word.stem for word in side.words if word.name and word.initial)
