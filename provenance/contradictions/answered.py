"""What a denial answers that does not say what it denies: "Orrin denied it", "Brandt rejected Osman's allegation"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.contradictions.pairs import Pair
from provenance.contradictions.phrases import ACCUSERS, DENIES_IT, FIRST_PERSON, REPORT, WHOSE_WORDS, WORDS_THAT
from provenance.contradictions.words import content_stems, split_words

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from provenance.contradictions.sides import Side

    Places = tuple[int, int]

# Sentences before a denial that does not say of what, in which that may stand: usually, where whoever denies a charge
# is accused in so many words, and where the denial says whose words it denies ("Brandt denied Osman's allegation").
BACK, BLAMED_BACK, NAMED_BACK = 2, 6, 12
NAMED_ON = 4  # sentences after a denial that says whose words it denies, in which the outlet may tell them
SAYS_WHAT = 4  # meaning words after whose words are denied, from which they say of what
# How sure it is that it does: where it accuses or names whoever denies, or is of whom he names; else, in the sentence
# before.
ACCUSED, NEXT_BEFORE = 0.85, 0.7


def find_answered(sides: Sequence[Side], told: Mapping[tuple[str, int], list[int]]) -> dict[Places, float]:
    """Return which claim each denial that does not say of what answers, and how sure that is (0..1).

    ``told`` has the places in ``sides`` by article and number of the sentence. Keys are the two places, the lesser
    first. Cost: linear in claims.
    """
    place_of = {side.claim_id: place for place, side in enumerate(sides)}
    found = {}
    for (article, number), places in told.items():
        for place in places:
            if not sides[place].denied:
                continue
            before, after = (
                [sides[other] for gap in gaps for other in told.get((article, number + gap), ())]
                for gaps in (range(-1, -NAMED_BACK - 1, -1), range(1, NAMED_ON + 1))
            )
            whose = WHOSE_WORDS.search(sides[place].plain)
            answered = _of_whom(whose, sides[place], before, after) if whose else _before(sides[place], before)
            if answered:
                other = place_of[answered[0].claim_id]
                found[min(place, other), max(place, other)] = answered[1]
    return found


def _of_whom(
    whose: re.Match[str], denial: Side, before: Sequence[Side], after: Sequence[Side]
) -> tuple[Side, float] | None:
    """Return what the one whose words are denied has said last by which he accuses, or else just before.

    Where nothing of that stands before, it is what of his words the outlet tells after, if it names whoever denies. A
    denial that goes on to say of what must have a word in common with it.
    """
    stems = content_stems(split_words(whose["who"] or whose["by"].split()[-1]))
    said = [other for other in before if other.last_name in stems and not other.denied and not _told_of(other, stems)]
    near = [other for other in said if _apart(other, denial) <= BACK and not other.negated]
    if WORDS_THAT.search(denial.plain):
        accusing = (other for other in near if denial.content & other.content - stems)
    else:
        accusing = (other for other in said if _accuses(other, denial))
    told = (other for other in after if other.last_name in stems and not other.denied and _tells_of(other, denial))
    last = next(accusing, None) or next(iter(near), None) or next(told, None)
    rest = content_stems(split_words(denial.plain[whose.end() :]))
    return (last, ACCUSED) if last and (len(rest) < SAYS_WHAT or rest & last.content) else None


def _told_of(side: Side, stems: frozenset[str]) -> bool:
    """Return whether a claim opens with a name: then it tells of that one's deeds, not in his words."""
    return bool(stems & content_stems(split_words(side.exact_text)[:3]))


def _before(denial: Side, before: Sequence[Side]) -> tuple[Side, float] | None:
    """Return the nearest that accuses or names whoever denies.

    Or else, where words are denied ("the report"), what another is credited with in the sentence before.
    """
    if denial.answers is None:
        return None
    before = [other for other in before if not other.denied and other.standing == "fact"]
    others = [other for other in before if Pair(other, denial).other_holders]
    near = [other for other in others if _apart(other, denial) <= BACK]
    report = denial.answers == "words" and REPORT.search(denial.plain)
    back = BLAMED_BACK if denial.answers == "charge" or report else 0
    tells = _reports if report else _blames
    blaming = next((other for other in before if _apart(other, denial) <= back and tells(other, denial)), None)
    accusing = blaming or next((other for other in near if _accuses(other, denial)), None)
    if accusing is not None:
        return accusing, ACCUSED
    next_to = (other for other in near if _apart(other, denial) == 1 and not FIRST_PERSON.search(other.plain))
    described = denial.row["source_kind"] == "unnamed_person"  # "the candidate" may be whoever speaks before
    last = next(next_to, None) if _answers_words(denial) and not described else None
    return (last, NEXT_BEFORE) if last else None


def _apart(one: Side, other: Side) -> int:
    return abs(int(one.row["sentence_no"]) - int(other.row["sentence_no"]))


def _answers_words(denial: Side) -> bool:
    return denial.answers == "words" and not DENIES_IT.search(denial.plain)


def _accuses(other: Side, denial: Side) -> bool:
    """Return whether a claim accuses, or names whoever denies; "the company" may be anybody whom it names."""
    if other.blames or other.negated:
        return other.blames
    who = denial.source or ""
    named = any(word.name and word.stem in other.content for word in other.words)
    body = who.islower() and denial.row["source_kind"] == "named_organisation"
    return (body and named) or _tells_of(other, denial)


def _blames(other: Side, denial: Side) -> bool:
    """Return whether a claim, maybe in the outlet's own voice, blames whoever denies, by name."""
    held = Pair(other, denial).other_holders
    blames = other.blames or ACCUSERS.search(other.source or "") or (held and other.row["stance"] == "claimed")
    return bool(blames and (held or other.holder is None) and _tells_of(other, denial))


def _reports(other: Side, denial: Side) -> bool:
    """Return whether a claim is a newspaper's, and of whoever denies, by name."""
    return other.row["source_kind"] == "news_media" and other.holder != denial.holder and _tells_of(other, denial)


def _tells_of(other: Side, denial: Side) -> bool:
    return bool(content_stems(split_words(denial.source or "")) & other.content)
