"""Word lists of the contradiction rules, read once from ``provenance/data``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Opposites:
    """Two sets of phrases that exclude each other; ``kind`` is ``event``, ``state`` or ``person``."""

    left: tuple[re.Pattern[str], ...]
    right: tuple[re.Pattern[str], ...]
    kind: str


@dataclass(frozen=True)
class Scale:
    """How a unit is turned into the base unit of its quantity: ``value * factor + offset``."""

    quantity: str
    factor: float
    offset: float


def _lines(name: str) -> list[str]:
    text = (files("provenance") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_lines(name)))


def _phrase(phrase: str, *, before: str = "") -> re.Pattern[str]:
    """Compile a phrase in which ``*`` stands for one to four words; ``before`` is what must stand before it."""
    parts = [r"(?:[\w'’-]+\W+){1,4}?" if word == "*" else re.escape(word) + r"\W+" for word in phrase.split()]
    return re.compile(before + r"\b" + "".join(parts).removesuffix(r"\W+") + r"\b", re.IGNORECASE)


@cache
def opposites() -> tuple[Opposites, ...]:
    """Return the antonym list, but for words that are opposite by themselves only."""
    return tuple(
        Opposites(
            tuple(_phrase(word) for word in row["left"].split("/")),
            tuple(_phrase(word) for word in row["right"].split("/")),
            row["kind"],
        )
        for row in _rows("antonyms.csv")
        if row["kind"] != "word"
    )


@cache
def denials() -> tuple[re.Pattern[str], ...]:
    """Return the phrases of denial, but for adjectives: "the disputed border"."""
    return tuple(_phrase(line, before=r"(?<!\bthe )(?<!\ba )") for line in _lines("denial_verbs.txt"))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of what a claim is about."""
    return frozenset(word for line in _lines("clash_stopwords.txt") for word in line.split())


@cache
def synonyms() -> dict[str, str]:
    """Return word to name of its class."""
    return {word: row["class"] for row in _rows("clash_synonyms.csv") for word in row["words"].split()}


@cache
def outcomes() -> dict[str, str]:
    """Return word to measure: ``killed`` to ``dead``."""
    return {word: row["measure"] for row in _rows("outcomes.csv") for word in row["words"].split()}


@cache
def growing() -> frozenset[str]:
    """Return the measures whose count only grows as an event goes on."""
    return frozenset(row["measure"] for row in _rows("outcomes.csv") if row["grows"] == "yes")


@cache
def scales() -> dict[str, Scale]:
    """Return unit to its scale."""
    return {
        row["unit"]: Scale(row["quantity"], float(row["factor"]), float(row["offset"]))
        for row in _rows("measure_units.csv")
    }


@cache
def sole_verbs() -> tuple[dict[str, str], ...]:
    """Return the verbs: ``active`` and ``passive`` forms joined by "/", and their ``kind``."""
    return tuple(_rows("sole_verbs.csv"))


@cache
def no_person_words() -> frozenset[str]:
    """Return words, in small letters, of names of bodies, and titles: "Orrin University, 17", "Mrs Petrik, 44"."""
    words = (*_lines("organisation_words.txt"), *_lines("titles.txt"), "united", "rovers", "city")
    return frozenset(word.casefold() for word in words)


@cache
def antonym_words() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the single words of the antonym list, both sides of every pair that has some on each."""
    pairs = (
        tuple(tuple(word for word in row[side].split("/") if " " not in word) for side in ("left", "right"))
        for row in _rows("antonyms.csv")
    )
    return tuple((left, right) for left, right in pairs if left and right)


@cache
def scope_words() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return kind to its classes, each with a pattern of its words: population to (("children", …), …)."""
    kinds: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in _rows("scopes.csv"):
        words = "|".join(re.escape(word) for word in sorted(row["words"].split("/"), key=len, reverse=True))
        kinds.setdefault(row["kind"], []).append((row["class"], re.compile(rf"\b(?:{words})\b", re.IGNORECASE)))
    return {kind: tuple(classes) for kind, classes in kinds.items()}
