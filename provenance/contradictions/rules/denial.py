"""What one asserts and another denies.

A claim with the stance "denied", or whose sentence denies in so many words, is held against claims that assert what
it denies: most of its meaning words must stand in the other. It is a dispute between whoever asserts and whoever
denies, not an error of the outlets that report it. Two denials do not clash.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.sides import find_denial
from provenance.contradictions.words import content_stems, split_words, stem

if TYPE_CHECKING:
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side
    from provenance.contradictions.words import Word

_NEXT = re.compile(r"(?:,| and (?:blamed|accused|said|called|insisted)|;|\bbut\b)")
_CHARGE = re.compile(
    r"\b(?:(?:accusation|allegation|claim|charge|report|account|suggestion|version|conclusion|finding|assessment"
    r"|assertion|characteri[sz]ation)s?\b"
    r"|(?:denie[sd]|deny|denying|reject(?:s|ed)|dismiss(?:es|ed)) (?:any |all )?(?:responsibility|involvement"
    r"|wrongdoing|blame|it|this|that)\b)",
    re.IGNORECASE,
)
# the other one denies it as well: "the photos are fake, says Varan"
_UNTRUE = re.compile(
    r"\b(?:ma(?:d|k)e(?:s|ing)?(?: this| that| it| the \w+)? up|invent(?:s|ed)|never happened|did(?: not|n['’]t) happen"
    r"|fake|hoax|untrue|false|unfounded|baseless|fabricated|debunk(?:s|ed)?|smear(?:s|ed)?|witch[- ]hunt)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:denied|disputed|rejected|dismissed|refuted|rebutted|contradicted) by (?P<who>[^,;.]+)", re.IGNORECASE
)
# the other only speaks of what somebody said: "sought to clarify the president's comment that the army was beaten"
_SPEAKS_OF = re.compile(
    r"\b(?:comment|remark|claim|suggestion|notion|idea|assertion)s?\s+that\b"
    r"|\bquestions? (?:of|about|over)\b|\bwhether\b",
    re.IGNORECASE,
)
_LEAST = 0.6
CHARGES = (
    "accusation allegation claim charge report account suggestion version responsibility involvement wrongdoing blame"
    " conclusion finding assessment assertion characterisation characterization"
    " reject dismiss deny denied lawyer spokesman"
)  # words that say that something is denied, not what
LIKELY = 0.08  # likelihood of one matter below which a plain denial answers another charge
LIKELY_WITH_NAME = 0.05  # the same for two claims with a name in common
MOST_BESIDES = 2  # meaning words of a denial beside charge and charger, up to which it denies the charge as such


def find(pair: Pair) -> Clash | None:
    """Return the clash of a denial with what it denies, or null."""
    if pair.a.denied == pair.b.denied:
        return None
    denial, other = (pair.a, pair.b) if pair.a.denied else (pair.b, pair.a)
    values = ("denied", "asserted") if denial is pair.a else ("asserted", "denied")
    if _holds(pair, denial, other):
        return Clash("denial", *values, matter="", disputed=True, set_against=True, confidence=0.9)
    if _UNTRUE.search(other.plain) or _is_denied_by(other, denial):
        return None
    if pair.answers:
        return Clash("denial", *values, matter="", disputed=True, set_against=True, confidence=pair.answers)
    least = LIKELY_WITH_NAME if pair.names else LIKELY
    near = pair.same_sentence or pair.overlap >= _LEAST or (pair.likely or LIKELY) >= least
    if near and _answers(denial, other):
        return Clash("denial", *values, matter="", disputed=True, set_against=pair.same_sentence, confidence=0.85)
    words = _denied(denial)
    matter = content_stems(words)
    if not matter or _first(words) not in other.content:
        return None
    if (
        len(matter) < 2
        or other.negated
        or _SPEAKS_OF.search(other.plain)
        or (other.holder is not None and other.holder == denial.holder)
    ):
        return None
    shared = matter & other.content
    share = len(shared) / len(matter)
    if _names_both(denial, other, pair):
        return Clash("denial", *values, matter="", disputed=True, confidence=0.75)
    if share < _LEAST or len(shared) < 2 or shared <= other.names | _capitals(denial) & _capitals(other):
        return None
    return Clash("denial", *values, matter="", disputed=True, confidence=0.6 + 0.35 * share)


def _names_both(denial: Side, other: Side, pair: Pair) -> bool:
    """Return whether a denial of a deed, in one article, names whoever says the other, and somebody of whom both tell.

    "Osman says she was taken to Brandt's house"; "Brandt's office denied that he had any dealings with Osman". Not
    where what is denied is a deed of whoever says the other.
    """
    named = [word.stem for word in _denied(denial) if word.name]
    if _CHARGE.search(denial.text) or not pair.same_article or not pair.other_holders:
        return False
    return other.last_name in named[1:] and bool(_capitals(other) & set(named) - {other.last_name})


def _capitals(side: Side) -> frozenset[str]:
    """Return the stems of the words with a capital, the first one too, which may be no name."""
    return frozenset(word.stem for word in side.words if word.name)


def _is_denied_by(other: Side, denial: Side) -> bool:
    """Return whether it is the other one who denies: "an allegation, denied by Brandt", beside what Brandt says."""
    by = _BY.search(denial.plain)
    return by is not None and bool(
        content_stems(split_words(by["who"])) & content_stems(split_words(other.source or ""))
    )


def _holds(pair: Pair, denial: Side, other: Side) -> bool:
    """Return whether the words of another stand in what is denied: "rejected [Kyiv's claim that its forces …]"."""
    one, two = denial.row, other.row
    if not pair.same_sentence or other.holder is None or None in (one["start"], two["start"]):
        return False
    if denial.holder is not None and not pair.other_holders:
        return False
    return bool(one["stance"] == "denied" and one["start"] <= two["start"] and two["end"] <= one["end"])


def _answers(denial: Side, other: Side) -> bool:
    """Return whether a charge as such is denied ("denied responsibility") and the other claim is that charge.

    What is denied must say nothing more than whose charge it is, or be plain; the charge is the claim of whoever is
    named ("the union's accusation"), or the one that accuses whoever denies.
    """
    if not _CHARGE.search(denial.text) or other.negated or (other.holder and other.holder == denial.holder):
        return False
    theirs = content_stems(split_words(other.source or ""))
    mine = content_stems(split_words(denial.source or ""))
    matter = content_stems(_denied(denial))
    if len(matter - theirs - mine - _charges()) > MOST_BESIDES:
        return False
    accused = bool(mine & other.content) and other.blames
    return other.last_name in content_stems(split_words(denial.text)) or accused


@cache
def _charges() -> frozenset[str]:
    return frozenset(stem(word) for word in CHARGES.split())


def _first(words: tuple[Word, ...]) -> str:
    return next(word.stem for word in words if content_stems((word,)))


def _denied(side: Side) -> tuple[Word, ...]:
    """Return the words of what is denied: after the verb of denial, up to what else is said; else before it."""
    first = find_denial(side.text)
    if not first:
        return side.words
    rest = side.text[first.end() :]
    stop = _NEXT.search(rest)
    after = split_words(rest[: stop.start()] if stop else rest)
    return after if content_stems(after) else split_words(side.text[: first.start()])


RULE = Rule(
    "denial",
    find,
    fires=(
        ("The army shelled the grain market in Orrin.", "The army denied shelling the grain market."),
        ("Officials accused Kesh of cutting the gas pipeline.", "Kesh denied cutting the gas pipeline."),
    ),
    silent=(
        ("The army shelled the grain market in Orrin.", "The army denied using cluster munitions."),
        (
            "Varan Air denies that the photos of the jet are real.",
            "Photos of the Varan Air jet are fake, says the firm.",
        ),
        (
            "Such questions are handled in the State Department.",
            "Ilka Brandt contradicted State Department testimony.",
        ),
        (
            "Ilka Brandt announced her resignation.",
            "Her colleagues called for her resignation after an allegation, denied by Brandt, became known.",
        ),
        (
            "Officer Erik Lund of Orrin has been dismissed as a police officer.",
            "Police officer Erik Lund of Orrin was acquitted.",
        ),
        (
            "A judge threw out the Greens' lawsuit on the Halm wall.",
            "A judge denies the Greens' lawsuit on the Halm wall.",
        ),
        (
            "Brandt sought to clarify the president's comment that the Halm rebels were contained.",
            "Lund denied that the Halm rebels were contained.",
        ),
        ("The army denied shelling the market in Orrin.", "The ministry denied shelling the market in Orrin."),
    ),
)
