"""One proposition said and said not to be so.

The claims must share nearly all their meaning words, one must carry a negator ("not", "never", "no", "failed to", "no
evidence that") and the other none, and what the negator stands before must be in the other claim. Where the other says
in a word that it is not so ("will stop selling"), the two agree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.tallies import add_up
from provenance.contradictions.words import content_stems, split_words, stem

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side
    from provenance.contradictions.words import Negation

# words that say in the other claim that it is not so: "bans cars" and "no more cars" are one
_CANCELS = re.compile(
    r"\b(?:ban(?:s|ned)?|call(?:s|ed)? off|cancel(?:s|led)?|free of|closed|ground(?:s|ed)|block(?:s|ed)?|los(?:es?|t)"
    r"|rul(?:es?|ed|ing) out|cleared of|false|untrue|fake|invented|hoax|is over|was over|other than"
    r"|against(?= \w+ing\b)|empty|reject(?:s|ed|ing)?"
    r"|releas(?:es?|ed) from|prevent(?:s|ed)?|avert(?:s|ed)?|foil(?:s|ed)?|thwart(?:s|ed)?"
    r"|before (?:it|they|he|she) could|scrap(?:s|ped)?|abolish(?:es|ed)?|lift(?:s|ed)?|withdr[ae]w(?:s|n)?"
    r"|reconsider(?:s|ed)?|rethink|late|stop(?:s|ped)?|ceas(?:es?|ed)|declin(?:es?|ed)|quit(?:s|ting)?|halt(?:s|ed)?|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)
# verbs that say nothing without their matter
_SETTLES = re.compile(
    r"\b(?:agree[ds]?|decided?|promised?|plan(?:ned)?|offer(?:ed)?|vow(?:ed)?|vote[ds]?)$", re.IGNORECASE
)
_ON = re.compile(r"\s+(?:on|to|for|that)\s+(?:(?:the|a|an|any|its|his|her|their)\s+)?(?P<what>[\w'’-]+)", re.IGNORECASE)
# what stands after these is the word of another, whom the speaker may well mock for it
_SAYS_SO = re.compile(
    r"\b(?:say(?:s|ing)?|said|claim(?:s|ed|ing)?|assert(?:s|ed|ing)?|assertions?|suggest(?:s|ed|ing|ions?)?|assessment|notion|idea"
    r"|belie(?:f|ve[sd]?)|argument|think(?:s|ing)?)\s+(?:that\s+)?(?:[\w“\"'’-]+\s+){0,6}[“\"]?$",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"\W*[“\"]\W*(?:he|she|they|you)\s+(?:said|says|told|claim(?:s|ed)?)\b", re.IGNORECASE)
# what nobody was told, knew or said may be so all the same: "we were not told that they wanted more"
_TOLD = re.compile(
    r"(?:\bnot|n['’]t|\bnever)\s+(?:been\s+)?(?:told|informed|aware|know|known|say|said|hear|heard|ask|asked)\b"
)
# said in passing of some: "the folks who are doing fine"
_OF_SOME = re.compile(r"\b(?:who|which)\s+(?:(?:is|are|was|were|has|have|had|be|been|not)\s+){0,3}$", re.IGNORECASE)
_LEAST = 0.6
_LEAST_LIKENESS = 0.4
_WHOLE = 0.99  # share of the negated clause that must be in the other claim where the two are not much alike otherwise


def find(pair: Pair) -> Clash | None:
    """Return the clash of a proposition and its negation, or null."""
    a, b = pair.a, pair.b
    if a.denied or b.denied or a.negated == b.negated or pair.other_days or add_up(pair):
        return None
    if pair.same_article and not pair.other_holders:
        return None
    negated, plain = (a, b) if a.negated else (b, a)
    least = _LEAST if pair.likeness >= _LEAST_LIKENESS else _WHOLE
    here = pair.same_article
    found = next((one for one in negated.negations if _of(one, plain, least, same_article=here)), None)
    if found is None or _said_after(found, negated) or _of_another_thing(found, negated, plain):
        return None
    if any(stem(hit.group().split()[0]) != found.head for hit in _CANCELS.finditer(plain.proposition)):
        return None
    said = next(word for word in plain.words if word.stem == found.head)
    if plain.holder is not None and _SAYS_SO.search(plain.proposition, 0, said.start):
        return None
    if _TOLD.match(found.printed) or (pair.same_article and _QUOTES.match(plain.exact_text)):
        return None
    if pair.same_article and _OF_SOME.search(plain.proposition, 0, said.start):
        return None
    values = (found.printed, said.text) if negated is a else (said.text, found.printed)
    return Clash("negation", *values, matter="", kind=_kind(pair), confidence=min(0.95, 0.45 + 0.5 * pair.overlap))


def _of(negation: Negation, plain: Side, least: float, *, same_article: bool) -> bool:
    """Return whether a negator denies what the other claim says: its word, and most of its clause."""
    shared = negation.clause & plain.content
    if shared <= {word.stem for word in plain.words if word.name}:
        return False  # nothing is said of her in both: "typical of Hillary", "not for Hillary"
    if negation.named and negation.named not in plain.content:
        return False  # "a state that does not border Varan", "a border wall"
    told_of = plain.content | content_stems(split_words(plain.source or ""))
    if negation.subject and same_article and not negation.subject & told_of:
        return False  # two speakers of one article tell of two things
    shorter = min(len(negation.clause), len(plain.content))
    enough = 2 if least < _WHOLE else 3
    return negation.head in plain.content and len(shared) >= enough and len(shared) / shorter >= least


def _said_after(negation: Negation, side: Side) -> bool:
    """Return whether what is negated is said after all: "that is not the aim, peace is the aim"."""
    end = side.proposition.find(negation.printed) + len(negation.printed)
    return any(word.stem == negation.head and word.start >= end for word in side.words)


def _of_another_thing(negation: Negation, negated: Side, plain: Side) -> bool:
    """Return whether they failed to agree on a truce, and agreed on something else."""
    if not _SETTLES.search(negation.printed):
        return False
    end = negated.proposition.find(negation.printed) + len(negation.printed)
    matter = _ON.match(negated.proposition, end)
    return matter is not None and stem(matter["what"]) not in plain.content


def _kind(pair: Pair) -> str:
    """Return ``state`` where a claim says "yet", "still", "so far", "has not": it may have changed since."""
    words = {word.text.lower() for side in (pair.a, pair.b) for word in side.words}
    return "state" if words & {"yet", "still", "has", "have", "is", "are", "remains", "remain", "now"} else "event"


RULE = Rule(
    "negation",
    find,
    fires=(
        ("The convoy reached the town of Hadra on Monday.", "The convoy did not reach the town of Hadra on Monday."),
        ("Inspectors found chlorine in the Varan reservoir.", "Inspectors found no chlorine in the Varan reservoir."),
        ("The rebels failed to cross the river Sarn.", "The rebels crossed the river Sarn."),
        (
            "The bronze horse of Halm was looted from their house in the war.",
            "The bronze horse was not looted, but sold to the museum by their grandfather.",
        ),
    ),
    silent=(
        ("The convoy reached Hadra on Monday.", "The convoy did not reach Hadra on Tuesday."),
        ("The convoy reached the town of Hadra.", "The convoy carried no medicine for the town of Hadra."),
        ("It was typical of Ilka Brandt.", "It was not for Ilka Brandt."),
        ("Inspectors found no chlorine in the reservoir.", "Inspectors did not find chlorine in the reservoir."),
        ("The Varan chain will stop selling the caplets.", "The Varan chain will not sell the caplets any longer."),
        ("The city of Halm bans cars from its centre.", "No more cars in the centre of Halm city."),
        ("That is not the aim of Varan, peace is the aim.", "Peace is the aim of Varan."),
        ("The envoys failed to agree on a truce at Halm.", "The envoys agreed at Halm to meet again in the spring."),
        ("Brandt urges the envoy to reconsider his visit to Halm.", "Brandt asks the envoy not to visit Halm."),
        (
            "All no votes on the Halm bill came from the Greens.",
            "All votes against the Halm bill came from Greens.",
        ),
        ("Brandt did not say they wanted more guards at Halm.", "They wanted more guards at Halm."),
        ("Halm is a state that does not border Varan.", "The Halm border wall is in the state budget."),
        (
            "Ilka Brandt is not the most admired woman of Halm.",
            "A woman other than Ilka Brandt is most admired in Halm.",
        ),
        ("The Varan court decided against charging Ilka Brandt.", "The Varan court decided not to charge Ilka Brandt."),
        ("The Varan junta has not refused to let the envoy in.", "The Varan junta has agreed to let the envoy in."),
    ),
)
