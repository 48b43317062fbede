"""Whom a pronoun means: he, she, it, they, who, which, and the outlet's own I and we."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.attribution.descriptions import resolve_description
from provenance.attribution.discourse import REACH, Discourse, Source
from provenance.attribution.lexicon import fold
from provenance.attribution.mentions import core_phrase, read_mention
from provenance.attribution.subjects import mention_of, newcomers, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.mention import Mention
    from provenance.attribution.registry import Occurrence
    from provenance.attribution.subjects import Newcomer

PLURAL = frozenset({"group", "joint", "organisation", "media"})
THINGS = frozenset({"organisation", "media", "common", "document", "social"})
_QUOTED = re.compile(r"\s*[\"“][^\"“”]+[\"”]\s*")
NOUN_PHRASE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]nother|[Tt]wo|[Ss]everal|[Ss]ome)\s+"
    r"(?:(?!(?:the|an?|on|by|to|with|at|in|from|and|its|his|her|their)\b)[\w'’.-]+\s+){0,5}[\w'’-]+"
    r"|(?:[A-Z][\w'’.-]*\s+)*[A-Z][\w'’-]*|\b(?!(?:and|or|of|by|to|with|for|in|from)\b)[a-z]+\s+[a-z]+s|\b[a-z]+s)$"
)


def resolve_pronoun(discourse: Discourse, mention: Mention, start: int, outlet: str | None) -> Source:
    """Return whom a pronoun means, unresolved (no name) where two could be meant or nobody was named.

    ``who`` and ``which`` are not resolved here, see ``antecedent_of_relative``.
    """
    kind = mention.gender or ""
    if kind == "1" and not discourse.is_quoted(start):
        return Source(replace(mention, form="outlet"), outlet, "outlet")
    if discourse.is_in_quotation(start):
        return Source(mention)
    if kind in {"m", "f"}:
        return _resolve_person(discourse, mention, start, kind)
    if kind in {"n", "p"}:
        return _resolve_thing(discourse, mention, start, PLURAL if kind == "p" else THINGS)
    return Source(mention)


def antecedent_of_relative(discourse: Discourse, mention: Mention, start: int) -> Occurrence | str | None:
    """Return the person, or the words of the noun phrase, right before "who" or "which"."""
    low = discourse.sentences[discourse.sentence_at(start)][0] if discourse.sentences else 0
    before = discourse.text[low:start].rstrip().rstrip(",—–-").rstrip()
    if mention.head in {"who", "whom"}:
        persons = [one for one in discourse.registry.between(low, start) if one.kind == "person"]
        if persons and _is_apposed(before[persons[-1].end - low :]):
            return persons[-1]
    phrase = NOUN_PHRASE.search(before)
    return phrase.group() if phrase else None


def _is_apposed(between: str) -> bool:
    """Tell whether nothing but a description stands after a name: ", the mayor of Lonvik"."""
    return not between.strip(" ,") or bool(re.fullmatch(r",\s+(?:an?|the|\d+)\b[^,.;\"“”]{0,80}", between))


def _resolve_person(discourse: Discourse, mention: Mention, start: int, gender: str) -> Source:
    """Take who spoke last, unless somebody else who may be meant has come on stage since, with a name or without."""
    if discourse.spoke_together(start):
        return Source(mention)
    speaker = discourse.last_person(start, gender)
    subjects = discourse.subjects(start)
    rivals = [one for one in subjects if _may_be_meant(one, gender, speaker, discourse)]
    unnamed = _unnamed_rivals(discourse, speaker, rivals, start, gender)
    if unnamed:
        return _take_unnamed(discourse, mention, unnamed, start, gender)
    if rivals:
        nearest = discourse.sentence_at(rivals[-1].start)
        beside = [one for one in subjects if discourse.sentence_at(one.start) == nearest]
        alone = len({one.name for one in beside if one.gender in {None, gender}}) == 1
        sure = alone and (rivals[-1].gender == gender or not speaker)
        return discourse.take(mention, rivals[-1]) if sure else Source(mention)
    if not speaker or discourse.is_off_stage(speaker, start, gender):
        return Source(mention)
    found = replace(speaker.again(mention), gender=gender)
    discourse.spoken.append(replace(found, start=start, end=start + len(mention.text)))
    return found


def _unnamed_rivals(
    discourse: Discourse, speaker: Source | None, rivals: Sequence[Occurrence], start: int, gender: str
) -> list[Newcomer]:
    """Return who became a subject without a known name after speaker and named rivals: "an inspector", "the driver"."""
    here = discourse.sentence_at(start)
    low = discourse.sentences[max(0, here - REACH)][0] if discourse.sentences else 0
    low = max([low, *(one.end for one in rivals)]) if not speaker else max([speaker.end, *(one.end for one in rivals)])
    found = newcomers(discourse.text, low, start) if low < start else []
    return [one for one in found if _is_rival(discourse, one, speaker, gender)]


def _is_rival(discourse: Discourse, one: Newcomer, speaker: Source | None, gender: str) -> bool:
    """Tell whether a newcomer is somebody else than the speaker and not known by name."""
    if one.gender not in {None, gender} or discourse.is_quoted(one.start):
        return False
    if one.noun is None:
        read = mention_of(one)
        name = discourse.registry.person(read.name or "") or read.name
        return all(known.name != name for known in discourse.registry.occurrences) and (
            not speaker or name != speaker.name
        )
    if any(known.start <= one.end + 2 for known in discourse.registry.between(one.end, one.end + 60)):
        return False  # "the driver, Ann Holt": a name follows, which counts for itself
    called = {speaker.mention.head, *(speaker.role or "").casefold().split()} if speaker else set()
    bears = speaker is not None and speaker.name in discourse.registry.bearers(one.noun)
    return not (one.definite and (one.noun in called or bears))


def _take_unnamed(discourse: Discourse, mention: Mention, found: Sequence[Newcomer], start: int, gender: str) -> Source:
    """Take the one person without a name who is on stage; nobody where there are two, a name, or too long ago."""
    last = found[-1]
    others = {(one.noun, one.phrase) for one in found}
    if last.noun is None or not last.sure or len(others) > 1 or discourse.sentences_between(last.start, start) > 2:
        return Source(mention)
    read = mention_of(last)
    known = resolve_description(discourse, read, last.start) if last.definite else None
    if (known is None and last.definite) or (known and known.gender not in {None, gender}):
        return Source(mention)  # "the nominee" may be the last speaker in other words
    label = core_phrase(read.text)
    source = known or Source(read, label, fold(label), read.role, read.affiliation, gender)
    discourse.spoken.append(replace(source, start=last.start, end=start + len(mention.text)))
    return source.again(mention)


def _may_be_meant(one: Occurrence, gender: str, speaker: Source | None, discourse: Discourse) -> bool:
    """Tell whether a subject rivals the last speaker; one word alone names a rival only if it is a known person's."""
    if one.gender not in {None, gender}:
        return False
    if speaker:
        return one.start >= speaker.end and one.name != speaker.name
    return len(one.name.split()) > 1 or any(source.name == one.name for source in discourse.spoken)


def _resolve_thing(discourse: Discourse, mention: Mention, start: int, forms: frozenset[str]) -> Source:
    """Take the last source, if it is of the right number and spoke at most two sentences ago, else the last subject."""
    last = next((source for source in reversed(discourse.spoken) if source.start < start), None)
    if last and last.form in forms and discourse.sentences_between(last.start, start) <= 2:
        return last.again(mention)
    return _last_subject(discourse, mention, start, forms) or Source(mention)


def _last_subject(discourse: Discourse, mention: Mention, start: int, forms: frozenset[str]) -> Source | None:
    """Take the subject of the sentence before: "The ministry closed the port. It said …"; null if it may be another.

    For "they" it must be a plural, for "it" a body, and no other body may be named in that sentence.
    """
    here = discourse.sentence_at(start)
    before = discourse.text[discourse.sentences[here][0] : start] if discourse.sentences else "-"
    opens = not before.strip(' "“‘') or _QUOTED.fullmatch(before)  # "“…,” it said"
    if not here or not opens:
        return None
    low, high, _ = discourse.sentences[here - 1]
    span = subject_of(discourse.text, low, high)
    if not span or discourse.is_quoted(span[0]):
        return None
    read = read_mention(discourse.text[slice(*span)])
    others = [one for one in discourse.registry.between(span[1], high) if one.kind == "organisation"]
    if read.form not in forms or read.form == "joint" or (others and mention.gender == "n"):
        return None
    found = resolve_description(discourse, read, span[0]) if read.definite else None
    if found:
        return found.again(mention)
    name = discourse.registry.organisation(read.name) or read.name if read.name else core_phrase(read.text)
    return Source(replace(read, text=mention.text), name, fold(name), read.role, read.affiliation)
