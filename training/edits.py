"""Pairs of our own from sentences of news: one figure, day, name or word edited, and the same sentence shortened.

Contradiction is a sentence and another in which one thing was changed; entailment is a sentence and what is left of it
without its beginning or end, or in another outlet's style. Which of the two was edited is left to chance, and so is
whether an edited sentence is the whole of an entailing pair: that a sentence reads oddly says nothing of the label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import antonym_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

_FIGURE = re.compile(r"(?<![\w.,$€£-])(?P<figure>\d{1,3}(?:,\d{3})+|\d+)(?![\w.,%-]*\d)")
_SPELLED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozens", "hundreds")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November")
_CALENDAR = {*_DAYS, *_MONTHS}
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){0,2})(?=[ ,.])")
_BE = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should)\b(?! (?:not|no|never|n't)\b)")
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do) not (?=[a-z])")
_TAIL = re.compile(
    r"(?:, (?:who|which|after|as|while|according|officials|police|where|including|amid)\b| (?:after|amid|because"
    r"|following|while)\b)"
    r"[^.]*(?=\.$)"
)
_HEAD = re.compile(r"^(?:After|In|On|As|While|According to|During|At|By)\b[^,]{4,60}, (?=[a-zA-Z])")
_REPORTING = re.compile(r", (?:[a-z]+ ){0,4}[a-z]+ (?:said|say|told|reported)\b[^,.]*(?=\.$)")


_STYLES = (
    ("U.S.", "US"),
    ("“", '"'),
    ("”", '"'),
    ("’", "'"),
    (" percent", "%"),
    ("President Trump", "Donald Trump"),
    ("President Obama", "Barack Obama"),
    (" — ", ", "),
    ("Sen. ", "Senator "),
    ("Rep. ", "Representative "),
    (" said Monday", " said on Monday"),
    (" on Friday", " Friday"),
)
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?=[ ,.']|$)")
RENAMED = 0.5  # share of the names of a pair that are replaced
UNCHANGED = 0.5  # share of the sentences that are also given in another style


@dataclass(frozen=True)
class Made:
    """A pair with its label, and by which edit it was made."""

    premise: str
    hypothesis: str
    label: str
    edit: str


def make_pairs(sentences: Sequence[str], rng: np.random.Generator) -> list[Made]:
    """Return a contradiction and an entailment for each sentence in which something can be edited and left out."""
    found = {name for one in sentences for name in _NAME.findall(one)}
    names = sorted(name for name in found if not _CALENDAR & set(name.split()))
    made = []
    for sentence in sentences:
        if rng.random() < UNCHANGED:
            other, short = restyle(sentence, rng), rng.random() < 0.5
            made.append(
                Made(sentence, shorten(other), "entailment", "none")
                if short
                else _turned(sentence, other, "none", rng, label="entailment")
            )
        edits = [(name, other) for name, edit in _EDITS.items() if (other := edit(sentence, rng, names))]
        if not edits:
            continue
        name, edited = edits[rng.integers(len(edits))]
        short, short_edited = shorten(sentence), shorten(edited)
        if short == sentence or short_edited in (short, sentence):
            made.append(_turned(sentence, edited, name, rng))
            continue
        whole, part = (sentence, short_edited) if rng.random() < 0.5 else (edited, short)
        made.append(Made(whole, part, "contradiction", name))
        whole, part = (sentence, short) if rng.random() < 0.5 else (edited, short_edited)
        made.append(Made(whole, part, "entailment", name))
    return made


def edit_rewordings(pairs: Sequence[tuple[str, str]], rng: np.random.Generator) -> list[Made]:
    """Return contradictions: a sentence, and another outlet's wording in which something shared was changed."""
    found = {name for pair in pairs for one in pair for name in _NAME.findall(one)}
    names = sorted(name for name in found if not _CALENDAR & set(name.split()))
    made = []
    for one, other in pairs:
        for name, edit in _EDITS.items():
            edited = edit(other, rng, names)
            if edited and _words(other) - _words(edited) <= _words(one):
                made.append(_turned(one, edited, name, rng))
    return made


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def rename(pair: tuple[str, str], names: Sequence[str], rng: np.random.Generator) -> tuple[str, str]:
    """Return a pair with half of its names, if they stand in both texts, replaced by others: the label stays."""
    words = [set(re.findall(r"[^\W\d_]+", text)) for text in pair]
    every = words[0] | words[1]
    for name in sorted(set(_NAMED.findall(pair[0])) & words[1]):
        kin = any(other != name and other.lower().startswith(name[:4].lower()) for other in every)
        if not kin and name not in _CALENDAR and rng.random() < RENAMED:
            other = names[rng.integers(len(names))]
            pair = tuple(re.sub(rf"\b{name}\b", other, text) for text in pair)  # type: ignore[assignment]
    return pair


def find_names(texts: Sequence[str]) -> list[str]:
    """Return the names of one word inside sentences."""
    return sorted({name for text in texts for name in _NAMED.findall(text)} - _CALENDAR)


def _turned(sentence: str, edited: str, name: str, rng: np.random.Generator, *, label: str = "contradiction") -> Made:
    one, other = (sentence, edited) if rng.random() < 0.5 else (edited, sentence)
    return Made(one, other, label, name)


def restyle(sentence: str, rng: np.random.Generator) -> str:
    """Return a sentence in another outlet's style, nothing of what it tells changed."""
    for plain, other in _STYLES:
        if rng.random() < 0.5:
            sentence = sentence.replace(plain, other)
    return sentence


def shorten(sentence: str) -> str:
    """Return a sentence without who said it, its first phrase or its last clause; all that is left follows from it."""
    for pattern in (_REPORTING, _TAIL, _HEAD):
        short = pattern.sub("", sentence)
        if short != sentence and len(short) > 30:
            return short[0].upper() + re.sub(r"[, ]+\.$", ".", short)[1:]
    return sentence


def _figure(sentence: str, rng: np.random.Generator, _: Sequence[str]) -> str | None:
    found = [match for match in _FIGURE.finditer(sentence) if int(match["figure"].replace(",", "")) > 1]
    if not found:
        return None
    match = found[rng.integers(len(found))]
    value = int(match["figure"].replace(",", ""))
    if 1900 <= value <= 2030 and "," not in match["figure"]:
        other = value + int(rng.choice([-3, -2, -1, 1, 2]))
    else:
        factor = float(rng.choice([0.3, 0.5, 0.7, 1.4, 2, 3]))
        other = max(2, round(value * factor))
        other += other == value
    printed = f"{other:,}" if "," in match["figure"] else str(other)
    return sentence[: match.start()] + printed + sentence[match.end() :]


def _spelled(sentence: str, rng: np.random.Generator, _: Sequence[str]) -> str | None:
    return _swap(sentence, _SPELLED, rng)


def _day(sentence: str, rng: np.random.Generator, _: Sequence[str]) -> str | None:
    return _swap(sentence, _DAYS, rng) or _swap(sentence, _MONTHS, rng)


def _swap(sentence: str, words: Sequence[str], rng: np.random.Generator) -> str | None:
    match = re.search(rf"\b(?:{'|'.join(words)})\b", sentence)
    if not match:
        return None
    other = str(rng.choice([word for word in words if word != match.group()]))
    return sentence[: match.start()] + other + sentence[match.end() :]


def _name(sentence: str, rng: np.random.Generator, names: Sequence[str]) -> str | None:
    found = [match for match in _NAME.finditer(sentence) if not _CALENDAR & set(match.group().split())]
    if not found:
        return None
    match = found[rng.integers(len(found))]
    words = match.group().count(" ")
    other = names[rng.integers(len(names))]
    for _ in range(20):
        if other.count(" ") == words and other not in sentence:
            return sentence[: match.start()] + other + sentence[match.end() :]
        other = names[rng.integers(len(names))]
    return None


def _polarity(sentence: str, rng: np.random.Generator, _: Sequence[str]) -> str | None:
    without = _NOT.sub(lambda match: match.group(1) + " ", sentence, count=1)
    if without != sentence:
        return without if not re.search(r"\b(?:did|does|do) [a-z]+", without) else None
    match = _BE.search(sentence)
    word = "never" if match and match.group() in ("has", "have", "had") and rng.random() < 0.3 else "not"
    return f"{sentence[: match.end()]} {word}{sentence[match.end() :]}" if match else None


def _antonym(sentence: str, rng: np.random.Generator, _: Sequence[str]) -> str | None:
    for left, right in antonym_words():
        for mine, other in ((left, right), (right, left)):
            match = re.search(rf"\b(?:{'|'.join(map(re.escape, mine))})\b", sentence)
            if match:
                return sentence[: match.start()] + str(rng.choice(list(other))) + sentence[match.end() :]
    return None


_EDITS: dict[str, Callable[[str, np.random.Generator, Sequence[str]], str | None]] = {
    "figure": _figure,
    "figure in words": _spelled,
    "day": _day,
    "name": _name,
    "polarity": _polarity,
    "antonym": _antonym,
}
