"""Words that tell what kind of source a phrase names: roles, organisations, titles, documents, media, states, names.

Every list is a file under ``provenance/data/`` whose first line says what it is and whence. They are read once.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLAIN_SHORT_FORMS = frozenset(
    {
        "ap",
        "afp",
        "upi",
        "dpa",
        "efe",
        "pti",
        "bbc",
        "cnn",
        "nbc",
        "abc",
        "cbs",
        "npr",
        "pbs",
        "wsj",
        "nyt",
        "rt",
        "ndtv",
    }
)
AMBIGUOUS_SHORT_FORMS = frozenset({"mena", "pana", "time", "fox", "antara", "saba", "petra", "maan", "wafa"})
IRREGULAR_PLURALS = {"people": "person", "men": "man", "women": "woman", "children": "child", "police": "police"}


@dataclass(frozen=True)
class Lexicon:
    """The word lists; keys are folded (``fold``) unless said otherwise."""

    role_nouns: frozenset[str]
    group_nouns: frozenset[str]
    organisation_nouns: frozenset[str]
    organisation_words: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]  # nouns for what one person is in one body
    documents: Mapping[str, str]  # noun -> medium
    media: Mapping[str, str]  # any name -> full name
    states: Mapping[str, str]  # name, other name or capital -> state
    nationalities: Mapping[str, str]  # adjective -> state
    regions: frozenset[str]
    first_names: Mapping[str, str]  # name -> m, f or x
    surnames: frozenset[str]  # of heads of state and the like, known without a first name
    pronouns: Mapping[str, str]  # pronoun -> kind
    determiners: frozenset[str]
    things: frozenset[str]  # nouns that end like a person's calling
    openers: frozenset[str]  # words that open a sentence and belong to no name
    stances: Mapping[str, str]  # any form of a cue verb -> stance
    pasts: frozenset[str]  # irregular past forms of verbs: "took", "left"
    commitments: Mapping[str, float]  # any form of a verb -> 0..1, its place in the order of MegaVeridicality

    def role(self, word: str) -> str | None:
        """Return the singular of a noun for a person, or None."""
        singular = singular_of(word.casefold())
        return singular if singular in self.role_nouns else None

    def is_plural(self, word: str) -> bool:
        """Tell whether a noun is plural or collective."""
        folded = word.casefold()
        return folded in self.group_nouns or (singular_of(folded) != folded and not folded.endswith("ss"))


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return a name in lower case, without accents, full stops, leading article and possessive ending."""
    plain = unicodedata.normalize("NFKD", name.replace("\u00ad", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’]s?(?=\s|$)", "", plain.replace(".", "")).strip()
    return re.sub(r"^(?:the|a|an)\s+", "", plain)


def singular_of(word: str) -> str:
    """Return the singular of a lower-case English noun, by its ending."""
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    for ending, instead in (("women", "woman"), ("men", "man"), ("people", "person"), ("wives", "wife")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def load_lexicon() -> Lexicon:
    """Read the word lists of the package."""
    return Lexicon(
        role_nouns=_words("role_nouns.txt"),
        group_nouns=_words("group_nouns.txt"),
        organisation_nouns=_words("organisation_nouns.txt"),
        organisation_words=_words("organisation_words.txt"),
        titles=_words("titles.txt"),
        offices=_words("office_nouns.txt"),
        documents={row["noun"]: row["medium"] for row in read_table("document_nouns.csv")},
        media=dict(_media()),
        states=dict(_states()),
        nationalities={fold(row["adjective"]): row["name"] for row in read_table("states.csv")},
        regions=_words("regions.txt"),
        first_names={fold(row["name"]): row["gender"] for row in read_table("first_names.csv")},
        surnames=_words("surnames.txt"),
        pronouns={row["pronoun"]: row["kind"] for row in read_table("pronouns.csv")},
        determiners=_words("determiners.txt"),
        things=_words("things_in_er.txt"),
        openers=_words("sentence_openers.txt"),
        stances={form: row["stance"] for row in read_table("cue_verbs.csv") for form in verb_forms(row["verb"])},
        pasts=frozenset(row["past"] for row in read_table("verbs.csv") if not row["past"].endswith("ed")),
        commitments=dict(_commitments()),
    )


def verb_forms(verb: str) -> set[str]:
    """Return the regular and a few irregular forms of a verb."""
    irregular = {
        "say": "said", "tell": "told", "write": "wrote written", "know": "knew known", "read": "read",
        "find": "found", "show": "shown", "swear": "swore sworn", "think": "thought", "feel": "felt",
        "forecast": "forecast", "broadcast": "broadcast", "speak": "spoke spoken", "sing": "sang sung",
        "foretell": "foretold",
    }  # fmt: skip
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        forms = {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        forms = {verb, third, stem + "ed", stem + "ing"}
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$", verb):
        forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return forms | set(irregular.get(verb, "").split())


def _lines(name: str) -> list[str]:
    text = (files("provenance") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(line.strip().casefold() for line in _lines(name))


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a word list with columns."""
    return list(csv.DictReader(_lines(name)))


def _media() -> Iterator[tuple[str, str]]:
    for row in read_table("wire_agencies.csv"):
        for name in (row["name"], row["short"], *row["aliases"].split("|")):
            if _is_plain_media(fold(name)):
                yield fold(name), row["name"]
    for row in read_table("news_media.csv"):
        for name in (row["name"], *row["aliases"].split("|")):
            if _is_plain_media(fold(name)):
                yield fold(name), row["name"]


def _is_plain_media(name: str) -> bool:
    """Tell whether a name means a news medium in running text, outside a credit line."""
    return name in PLAIN_SHORT_FORMS or (len(name) > 3 and name not in AMBIGUOUS_SHORT_FORMS)


def _commitments() -> Iterator[tuple[str, float]]:
    """Give each form of a verb its place in the order of the active verbs: 0 commits least, 1 most."""
    rows = [row for row in read_table("verb_commitment.csv") if row["voice"] == "active"]
    rows.sort(key=lambda row: (float(row["veridicality"]), row["verb"]))
    for place, row in enumerate(rows):
        for form in verb_forms(row["verb"]):
            yield form, round(place / max(1, len(rows) - 1), 3)


def _states() -> Iterator[tuple[str, str]]:
    for row in read_table("states.csv"):
        for name in (row["capital"], *row["other_names"].split("|"), row["name"]):
            if name:
                yield fold(name), row["name"]
