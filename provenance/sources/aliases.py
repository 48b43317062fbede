"""Common knowledge of names: other names of organisations and states, the gender of given names, words of news."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from provenance.sources.keys import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


NAME = 0.9  # share of capitals from which a word of news is a name
_ENDING = re.compile(r"(?:ings?|e[ds]?|s)$")


@cache
def load_aliases() -> Mapping[str, str]:
    """Return {plain other name: name} of organisations, news media and states. Capitals do not stand for states."""
    return dict(_aliases())


def _aliases() -> Iterator[tuple[str, str]]:
    for file, column in (
        ("organisation_aliases.csv", "aliases"),
        ("states.csv", "other_names"),
        ("news_media.csv", "aliases"),
    ):
        for row in _rows(file):
            for other in row[column].split("|"):
                if other:
                    yield plain(other).replace("-", " "), row["name"]


@cache
def load_genders() -> Mapping[str, str]:
    """Return {plain given name: m, f or x}."""
    return {plain(row["name"]): row["gender"] for row in _rows("first_names.csv")}


@cache
def load_words() -> Mapping[str, bool]:
    """Return {plain stem or word: whether it is a name} of the words of news, states, capitals and their adjectives."""
    found = {row["stem"]: float(row["capital"]) >= NAME for row in _rows("word_frequencies.csv") if row["stem"] != "*"}
    for row in _rows("states.csv"):
        for words in (row["name"], row["capital"], row["adjective"]):
            found |= dict.fromkeys(plain(words).split(), True)
    return found


def is_name(word: str) -> bool | None:
    """Tell whether a plain word is a name; null where neither it nor its stem is known."""
    stem = _ENDING.sub("", word)
    forms = (word, stem, stem[:-1] if stem[-2:-1] == stem[-1:] else stem)
    return next((load_words()[form] for form in forms if form in load_words()), None)


def _rows(file: str) -> Iterator[Mapping[str, str]]:
    text = (files("provenance") / "data" / file).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
