"""The words of a claim: stems, names, days, negation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from provenance.contradictions.lexicon import stop_words, synonyms

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = tuple(name.lower() for name in MONTH_NAMES)
_IRREGULAR = {
    word: stem
    for stem, forms in {
        "kill": "killed kills killing",
        "die": "died dies dying dead death deaths",
        "hold": "held holds holding",
        "take": "took taken takes taking",
        "lose": "lost loses losing",
        "fall": "fell fallen falls falling",
        "shoot": "shot shoots",
        "rise": "rose risen rises rising",
        "win": "won wins winning",
        "leave": "left leaves leaving",
        "strike": "struck strikes striking",
        "sink": "sank sunk sinks sinking",
        "begin": "began begun begins beginning",
        "go": "went gone goes going",
        "come": "came comes coming",
        "find": "found finds finding",
        "meet": "met meets meeting",
        "send": "sent sends sending",
        "hit": "hits hitting",
        "cut": "cuts cutting",
        "put": "puts putting",
        "set": "sets setting",
        "let": "lets letting",
        "shut": "shuts shutting",
        "build": "built builds building",
        "break": "broke broken breaks breaking",
        "fly": "flew flown flies flying",
        "flee": "fled flees fleeing",
        "drive": "drove driven drives driving",
        "give": "gave given gives giving",
        "buy": "bought buys buying",
        "sell": "sold sells selling",
        "bring": "brought brings bringing",
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "people persons",
        "gunman": "gunmen",
        "policeman": "policemen",
        "foot": "feet",
    }.items()
    for word in forms.split()
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.:]*")
_NEGATION = re.compile(
    r"\b(?:not(?! only\b)|never|no longer|no one|nobody|none|neither|failed to|fails to|unable to|refused to|without"
    r"|no (?:sign|trace|evidence|indication) (?:of|that)|(?<!\ball )(?<!\bthe )no)\b|n['’]t\b",
    re.IGNORECASE,
)
# "not one house escaped", "has not refused": what is not is itself a not, and the claim says that it is so
_TWICE = re.compile(
    r"(?:\b(?:not|never|no one|nobody|none|neither|nor|no|few|hardly|without)\b|n['’]t\b)"
    r"(?:\s+(?!(?:after|and|as|because|but|if|or|since|that|when|who)\b)[\w'’-]+){0,8}?\s+"
    r"(?:refus(?:e[sd]?|ing|al)|fail(?:s|ed|ing|ure)?|escap(?:e[sd]?|ing)|spared?|den(?:y|ies|ied|ying)|avoid(?:s|ed)?"
    r"|lack(?:s|ed|ing)?|without|unable|unharmed|unhurt|unscathed|undamaged|untouched|unaffected|unopposed|intact|exempt"
    r"|rul(?:ed?|ing) out|reject(?:s|ed)?|declin(?:es?|ed)|oppos(?:e[sd]?|ing)|object(?:s|ed)?|dissent(?:ed)?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,?\s+but\s|,\s+(?:and|while|although|though|yet|so)\s|\s[–—-]\s", re.IGNORECASE)
_REPORTING = (
    r"(?:said|says|told|reported|announced|stated|confirmed|claimed|showed|show|according to"
    r"|added|insisted|alleged|warned)"
)
_TAIL = re.compile(r",\s+(?:[^,]{1,80}\s)?" + _REPORTING + r"\b[^,]*\.?$", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:[^,.;]{1,80}?)\b(?:said|says|told \w+|announced|reported|claimed|insisted)\b(?:\s+that)?\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class Word:
    """One word of a text; ``name`` is true where it is capitalised."""

    text: str
    stem: str
    start: int
    end: int
    name: bool
    initial: bool  # first of the text, so that its capital says nothing


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a rough stem, lower case, with irregular forms and the project's synonyms folded."""
    low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    for form in (low, low.removesuffix("s")):
        if form in synonyms():
            return synonyms()[form]
    base = _IRREGULAR.get(low) or _strip(low)
    return synonyms().get(base, base)


def _strip(word: str) -> str:
    for ending, least, instead in (
        ("ies", 5, "y"),
        ("ing", 6, ""),
        ("ied", 5, "y"),
        ("ed", 5, ""),
        ("es", 5, ""),
        ("s", 4, ""),
    ):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            base = word[: -len(ending)] + instead
            doubled = len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls"
            return (base[:-1] if doubled else base).rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text with their places."""
    found = []
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(" \"“‘'(")
        initial = not before or before[-1] in ".!?:"
        word = match.group()
        found.append(Word(word, stem(word), match.start(), match.end(), word[0].isupper(), initial))
    return tuple(found)


def without_reporting(text: str) -> str:
    """Return the text without "…, the ministry said" at its end or "The ministry said that" at its beginning."""
    tail = _TAIL.search(text)
    if tail and tail.start() > 15:
        return text[: tail.start()]
    head = _HEAD.match(text)
    return text[head.end() :] if head and len(text) - head.end() > 15 else text


def content_stems(words: tuple[Word, ...]) -> frozenset[str]:
    """Return the stems that carry meaning: no function words, figures, reporting words, days or months."""
    return frozenset(
        word.stem
        for word in words
        if word.text.lower() not in stop_words()
        and not word.text[0].isdigit()
        and _bare(word.text) not in WEEKDAYS
        and not (word.name and word.text.lower() in MONTHS)
        and len(word.text) > 1
    )


def capitalised(words: tuple[Word, ...]) -> frozenset[str]:
    """Return the stems of words capitalised inside a sentence: names, mostly."""
    return frozenset(
        word.stem
        for word in words
        if word.name
        and not word.initial
        and _bare(word.text) not in WEEKDAYS + MONTHS
        and word.text.lower() not in stop_words()
    )


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def weekdays(text: str) -> frozenset[str]:
    """Return the days of the week named."""
    return frozenset(day for day in WEEKDAYS if re.search(rf"\b{day}\b", text, re.IGNORECASE))


@dataclass(frozen=True)
class Negation:
    """A negator: the stem of the meaning word after it, the meaning words of its own clause, and how it is printed.

    ``subject`` are the meaning words before it in its clause, of whom or of what something is not so, ``named`` is the
    stem of a name that follows the head: "does not border [Varan]".
    """

    head: str | None
    printed: str
    clause: frozenset[str]
    subject: frozenset[str] = frozenset()
    named: str | None = None


_OR = re.compile(r"\s+or\s+(?P<verb>[\w'’-]+)")  # "has never changed or evolved" negates both


def negated_twice(text: str) -> bool:
    """Return whether a text negates what is itself a negation: "not one house escaped", "has not refused"."""
    return _TWICE.search(text) is not None


def find_negations(text: str) -> tuple[Negation, ...]:
    """Return the negators of a text. A clause ends at a comma with "but", "and" or "while", or at a semicolon.

    Of two that cancel each other the first negates the second: "has not refused to come" says nothing against "came".
    """
    found = []
    twice = {both.start(): both for both in _TWICE.finditer(text)}
    for match in _NEGATION.finditer(text):
        if any(start < match.start() < both.end() for start, both in twice.items()):
            continue
        start = max((cut.end() for cut in _CLAUSE.finditer(text, 0, match.start())), default=0)
        stop = _CLAUSE.search(text, match.end())
        end = stop.start() if stop else len(text)
        after = [word for word in split_words(text[match.end() : end]) if word.text.lower() not in stop_words()]
        printed = text[match.start() : match.end() + after[0].end] if after else match.group()
        head = after[0].stem if after else None
        if match.start() in twice:
            printed = twice[match.start()].group()
            head = split_words(printed)[-1].stem
        clause, subject = (content_stems(split_words(text[start:stop])) for stop in (end, match.start()))
        named = after[1].stem if len(after) > 1 and after[1].name else None
        found.append(Negation(head, printed.strip(), clause, subject, named))
        other = _OR.match(text, match.start() + len(printed), end) if after else None
        if other:
            found.append(Negation(stem(other["verb"]), text[match.start() : other.end()], clause, subject, named))
    return tuple(found)
