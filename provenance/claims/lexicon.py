"""Words and word classes: a shallow, deterministic substitute for a part-of-speech tagger."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-’'.&][^\W_]+)*|\w+|[^\w\s]")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place in the text; ``low`` has a straight apostrophe and small letters."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a mark."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it starts with a capital letter and is no function word."""
        return self.text[0].isupper() and self.low not in function_words()


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and marks of ``text[start:end]``."""
    stop = len(text) if end is None else end
    return [
        Token(match[0], match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text, start, stop)
    ]


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind of ``data/claim_words.csv``."""
    return frozenset(row["word"] for row in _rows("claim_words.csv") if row["kind"] == kind)


@cache
def function_words() -> frozenset[str]:
    """Return determiners, prepositions, pronouns, conjunctions, auxiliaries and the like."""
    kinds = ("auxiliary", "modal", "determiner", "preposition", "pronoun", "conjunction", "subordinator", "adverb")
    more = words("weak_subordinator") | words("clause_opener")
    return frozenset().union(*(words(kind) for kind in kinds), more, {"to", "not", "n't"})


@cache
def nouns(kind: str) -> frozenset[str]:
    """Return the nouns of one kind of ``data/counted_nouns.csv``: person, time, measure, casualty."""
    return frozenset(row["word"] for row in _rows("counted_nouns.csv") if row["kind"] == kind)


@cache
def genders() -> dict[str, str]:
    """Return first name to usual gender: m, f, x (either)."""
    return {row["name"]: row["gender"] for row in _rows("first_names.csv")}


@cache
def irregular_plurals() -> dict[str, str]:
    """Return plural to singular where no rule gives it: people, km."""
    return {row["word"]: row["singular"] for row in _rows("counted_nouns.csv") if row["kind"] == "irregular"}


@cache
def simple_pasts() -> frozenset[str]:
    """Return past forms that are no participle and no present: finite wherever they stand."""
    rows = _verbs()
    loose = {row[2] for row in rows} | {row[0] for row in rows} | {"lay", "saw", "felt", "found"}
    return frozenset(past for _, past, _ in rows if past and past not in loose)


@cache
def participles() -> frozenset[str]:
    """Return forms that may be past or participle: captured, held, set."""
    return frozenset(form for row in _verbs() for form in row[1:]) - simple_pasts()


@cache
def presents() -> frozenset[str]:
    """Return third-person forms: captures, holds; many are plural nouns as well."""
    return frozenset(_third(row[0]) for row in _verbs())


@cache
def bases() -> frozenset[str]:
    """Return base forms: capture, hold."""
    return frozenset(row[0] for row in _verbs())


def finite_at(tokens: list[Token], first: int = 0, stop: int | None = None) -> int | None:
    """Return the index of the first finite verb of ``tokens[first:stop]``, or None.

    Auxiliaries, modals and plain pasts (``took``) are taken wherever they stand; a form that could be a participle, a
    plural noun or an infinitive only where its neighbours speak for a verb, and only before any certain one.
    """
    end = len(tokens) if stop is None else stop
    for index in range(first, end):
        if _is_certain(tokens, index, first) or _is_probable(tokens, index, first, end):
            return index
    return None


def main_verb(tokens: list[Token]) -> int | None:
    """Return the index of the main verb, or None where every finite verb stands in a clause of its own.

    A word that opens a clause (``who``, ``that``, ``because``) claims the next finite verb before a comma; the first
    verb that is left over is the main one. So ``proof that she left`` has none. Connectives and a ``that`` at the very
    start are passed, a ``which`` or ``who`` there is a subject.
    """
    first = opening(tokens)
    pending, place = 0, first
    for index in range(first, len(tokens)):
        if tokens[index].text == ",":
            pending, place = 0, index
        elif _opens_clause(tokens, index):
            pending += 1
        elif _is_verb(tokens, place, index):
            if pending == 0:
                return index
            pending, place = pending - 1, index + 1
    return None


def opening(tokens: list[Token]) -> int:
    """Return the index where a statement proper begins, after ``And finally, although``, ``that``, quotation marks."""
    passed = words("conjunction") | words("subordinator") | words("adverb") | {"that", "meaning"}
    place = 0
    while place + 1 < len(tokens) and (not tokens[place].is_word or tokens[place].low in passed):
        if tokens[place].low == "that" and _is_certain(tokens, place + 1, 0):
            break  # "that was then"
        place += 1
    return place


def _is_verb(tokens: list[Token], first: int, index: int) -> bool:
    return _is_certain(tokens, index, first) or _is_probable(tokens, index, first, len(tokens))


def _opens_clause(tokens: list[Token], index: int) -> bool:
    low = tokens[index].low
    if index == 0 and low in {"which", "who"}:
        return False
    if low == "that" and index > 0:
        return tokens[index - 1].low not in words("preposition") | words("conjunction")
    return low in words("clause_opener")


def _is_certain(tokens: list[Token], index: int, first: int) -> bool:
    low = tokens[index].low
    if low in words("auxiliary") or low in words("modal"):
        return tokens[index].text[0].islower() and not _follows_to(tokens, index, first)
    if low in simple_pasts():
        return tokens[index].text[0].islower()
    return low.endswith(("'s", "'re", "'ve", "'ll", "n't")) and low.split("'")[0] in words("pronoun")


def _is_probable(tokens: list[Token], index: int, first: int, end: int) -> bool:
    low = tokens[index].low
    if index == first or not tokens[index].text[0].islower():
        return False
    after = tokens[index + 1] if index + 1 < end else None
    before = _before(tokens, index, first)
    if before is None or not _may_be_subject(before):
        return False
    if low in participles() or (low.endswith("ed") and len(low) > 4):
        return not _is_reduced(low, after)
    if low in presents():
        if before.low in {"he", "she", "it", "them"} or _is_number(tokens, index + 1, end):
            return True
        objects = words("determiner") | {"them", "him", "it", "that"}  # a subject in s is near, not its head
        return (not before.low.endswith("s") or (after is not None and after.low in objects)) and _opens_object(
            after, low
        )
    if low in bases():
        plural = before.low.endswith("s") or before.low in {"they", "we", "i", "you", "who", "people", "many", "some"}
        return plural and _opens_object(after, low)
    return False


def _before(tokens: list[Token], index: int, first: int) -> Token | None:
    """Return the last word before a verb, past adverbs and a closing bracket or quotation mark."""
    for place in range(index - 1, first - 1, -1):
        token = tokens[place]
        if token.text in "’'" and place > first and tokens[place - 1].low.endswith("s"):
            return None  # a possessive: "the rebels' claim"
        if token.low not in words("adverb") and token.text not in "\"”)’'":
            return token
    return None


def _may_be_subject(token: Token) -> bool:
    closed = words("determiner") | words("preposition") | words("auxiliary") | words("modal") | words("conjunction")
    if token.text.isupper() and len(token.text) > 1:
        return True  # "IS", "WHO": an abbreviation that looks like a function word
    if token.low in {"being", "been", "be", "having", "get", "getting", "not"}:
        return False
    if token.low in words("pronoun") or token.low in {"others", "some", "many", "all", "both"}:
        return True
    return token.text == "," or (token.is_word and token.low not in closed and not token.low.endswith("'s"))


def _is_reduced(low: str, after: Token | None) -> bool:
    """Say whether a participle looks like a reduced relative clause: ``troops backed by``, ``a man known as``.

    Not so ``served as mayor``, ``resigned as minister``: only what is done to somebody can be left without "was".
    """
    return (
        after is not None and (after.low == "by" or (after.low == "as" and low in words("done_as"))) and low != "said"
    )


def _opens_object(after: Token | None, verb: str) -> bool:
    """Say whether the word after a form that may be a noun speaks for a verb: "attacks the town", not "attacks on"."""
    if after is None:
        return False
    if after.low in words("preposition"):
        return after.low == "to" or verb in words("intransitive")
    closed = words("determiner") | words("pronoun") | words("adverb") | words("weak_subordinator")
    return after.low in closed | {"not", "him", "them"} or after.is_name or after.text in '"“'


def _is_number(tokens: list[Token], index: int, end: int) -> bool:
    """Whether a figure stands here, also behind "about": it speaks for a verb, "employs 410 people"."""
    if index < end and tokens[index].low in {"about", "around", "some", "over", "nearly", "almost", "roughly"}:
        index += 1
    return index < end and (tokens[index].text[0].isdigit() or tokens[index].low in words("number_word"))


def _follows_to(tokens: list[Token], index: int, first: int) -> bool:
    return index > first and tokens[index - 1].low == "to"


@cache
def _verbs() -> list[tuple[str, str, str]]:
    rows = []
    for row in _rows("verbs.csv"):
        regular = _past(row["base"])
        rows.append((row["base"], row["past"] or regular, row["participle"] or regular))
    return rows


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _third(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in _VOWELS else base + "s"


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
