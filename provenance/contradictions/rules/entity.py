"""Who did it to whom, the other way round, and who alone did it.

"A defeated B" against "B defeated A" for verbs whose doer and sufferer cannot change places, "A won" against "B beat
A", and "A won the vote" against "C won the vote" for verbs with one doer (``data/sole_verbs.csv``). Doer and sufferer
are the words next to the verb, so most sentences are left alone: precision comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from provenance.contradictions.lexicon import sole_verbs
from provenance.contradictions.rule import CLAIMS_KEPT, Clash, Rule
from provenance.contradictions.words import capitalised, content_stems, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.contradictions.pairs import Pair

_NAME = r"(?:(?<![\w'’-])(?-i:[A-Z])[\w'’-]+)(?:\s+(?-i:[A-Z])[\w'’-]+){0,3}"
_CUT = re.compile(r"[,;:.]\s|\s(?:and|but|after|while|because|who|which)\s", re.IGNORECASE)
_PLACE = re.compile(r"\s(?:in|on|at|off|near|from|to|during|over|with|by|for|of|as)\s", re.IGNORECASE)
_CONTEST = (
    r"(?:the |a |(?:[\w-]+['’]s )?)(?:[\w-]+ ){0,3}?"
    r"(?:election|run-?off|vote|race|final|match|game|cup|title|league|championship|contest|ballot|primary|presidency)\b"
)
_WINS = re.compile(rf"\b(?:(?:has |had )?(?:won|wins|lifted|clinched) {_CONTEST}|will be the next\b)", re.IGNORECASE)
_LOSES = re.compile(
    rf"\b(?:(?:has |had )?(?:lost|loses) (?:to\b|{_CONTEST})|conceded (?:defeat\b|{_CONTEST}))", re.IGNORECASE
)
_BEFORE_NAMED = re.compile(rf"(?P<name>{_NAME})\s+(?:has |have |had )?$")
_AFTER_NAMED = re.compile(rf"\s*(?:the )?(?P<name>{_NAME})")
_BY = re.compile(r"\s+(?:\w+\s+)?by\b", re.IGNORECASE)
FAR = 120  # characters beside a verb that are looked at
NEAR = 7  # words beside a verb among which doer and sufferer stand
LEAST_LIKENESS = 0.4  # share of words from which two accounts are of one deed, where they do not name one day


@dataclass(frozen=True)
class Deed:
    """A verb with the stems of whoever does it and of whoever suffers it; ``verb`` is known by its first form."""

    verb: str
    kind: str
    doer: frozenset[str]
    sufferer: frozenset[str]


def find(pair: Pair) -> Clash | None:
    """Return the clash of two accounts of who did it, or null."""
    if pair.a.denied or pair.b.denied or pair.a.negated or pair.b.negated or pair.other_days:
        return None
    return _swap(pair) or _outcome(pair) or _sole(pair)


@cache
def _verbs() -> tuple[tuple[str, str, re.Pattern[str], re.Pattern[str]], ...]:
    found = []
    for row in sole_verbs():
        done = rf"(?:was|were|is|are|been|being|be)\s+(?:\w+\s+)?{_any_of(row['passive'])}\s+(?:\w+\s+){{0,3}}?by"
        active, passive = (re.compile(rf"\b{form}\b", re.IGNORECASE) for form in (_any_of(row["active"]), done))
        found.append((row["active"].split("/")[0], row["kind"], active, passive))
    return tuple(found)


def _any_of(forms: str) -> str:
    return f"(?:{'|'.join(map(re.escape, forms.split('/')))})"


@lru_cache(maxsize=CLAIMS_KEPT)
def _deeds(text: str) -> tuple[Deed, ...]:
    return tuple(_find_deeds(text))


def _find_deeds(text: str) -> Iterator[Deed]:
    for verb, kind, active, passive in _verbs():
        if kind == "sole":
            continue
        before, after = (_named_before, _named_after) if kind == "swap" else (_before, _after)
        turned = [match.span() for match in passive.finditer(text)]
        for start, end in turned:
            yield Deed(verb, kind, after(text, end), before(text, start))
        for match in active.finditer(text):
            if not any(start <= match.start() < end for start, end in turned) and not _BY.match(text, match.end()):
                yield Deed(verb, kind, before(text, match.start()), after(text, match.end()))


def _before(text: str, place: int) -> frozenset[str]:
    part = text[max(0, place - FAR) : place]
    start = max((cut.end() for cut in _CUT.finditer(part)), default=0)
    return frozenset() if "whom" in part[start:].split() else _stems(part[start:])


def _after(text: str, place: int) -> frozenset[str]:
    part = text[place : place + FAR]
    cuts = (_CUT.search(part), _PLACE.search(part))
    return _stems(part[: min((cut.start() for cut in cuts if cut), default=len(part))], first=True)


def _stems(part: str, *, first: bool = False) -> frozenset[str]:
    """Return the meaning words nearest to the verb; whose something is ("Tressor's retail arm") is not the doer."""
    words = split_words(part)
    near = words[:NEAR] if first else words[-NEAR:]
    return content_stems(tuple(word for word in near if not word.text.endswith(("'s", "’s", "s'", "s’"))))


def _named_before(text: str, place: int) -> frozenset[str]:
    match = _BEFORE_NAMED.search(text[max(0, place - FAR) : place])
    return _stems(match["name"]) if match else frozenset()


def _named_after(text: str, place: int) -> frozenset[str]:
    match = _AFTER_NAMED.match(text[: place + FAR], place)
    return _stems(match["name"]) if match else frozenset()


def _swap(pair: Pair) -> Clash | None:
    for one, other in product(_deeds(pair.a.proposition), _deeds(pair.b.proposition)):
        crossed = one.doer & other.sufferer, one.sufferer & other.doer
        straight = one.doer & other.doer, one.sufferer & other.sufferer
        if one.verb != other.verb or not all(crossed) or any(straight):
            continue
        named = all(part & pair.names for part in crossed)
        if named or (one.kind != "swap" and pair.names and _of_one_deed(pair)):
            values = (_told(one, pair.a.proposition, crossed), _told(other, pair.b.proposition, crossed[::-1]))
            return Clash("entity", *values, "", confidence=0.85)
    return None


def _of_one_deed(pair: Pair) -> bool:
    return pair.same_day or pair.likeness >= LEAST_LIKENESS


def _told(deed: Deed, text: str, parts: tuple[frozenset[str], frozenset[str]]) -> str:
    """Return a deed in words: "Halm Rovers defeated Orrin United"."""
    words = split_words(text)
    doer, sufferer = (" ".join(dict.fromkeys(word.text for word in words if word.stem in part)) for part in parts)
    return f"{doer} {deed.verb} {sufferer}"


def _outcome(pair: Pair) -> Clash | None:
    """Return the clash of somebody's victory and the same one's defeat."""
    if not (pair.one_matter and _of_one_deed(pair)):
        return None
    for (wins, loses), turned in (((pair.a, pair.b), False), ((pair.b, pair.a), True)):
        both = _winners(wins.proposition) & _losers(loses.proposition)
        if both and not both & (_losers(wins.proposition) | _winners(loses.proposition)):
            values = ("lost", "won") if turned else ("won", "lost")
            name = " ".join(dict.fromkeys(word.text for word in wins.words if word.stem in both))
            return Clash("entity", *values, name, confidence=0.8)
    return None


@lru_cache(maxsize=CLAIMS_KEPT)
def _winners(text: str) -> frozenset[str]:
    deeds = (deed.doer for deed in _deeds(text) if deed.kind == "contest")
    told = (_before(text, match.start()) for match in _WINS.finditer(text))
    return frozenset().union(*deeds, *told) & _names(text)


@lru_cache(maxsize=CLAIMS_KEPT)
def _losers(text: str) -> frozenset[str]:
    deeds = (deed.sufferer for deed in _deeds(text) if deed.kind == "contest")
    told = (_before(text, match.start()) for match in _LOSES.finditer(text))
    return frozenset().union(*deeds, *told) & _names(text)


def _names(text: str) -> frozenset[str]:
    words = split_words(text)
    return capitalised(words) | frozenset(word.stem for word in words[:1] if word.name)


@cache
def _sole_verbs() -> re.Pattern[str]:
    sole = "|".join(row["active"] for row in sole_verbs() if row["kind"] == "sole")
    return re.compile(rf"(?P<doer>{_NAME})\s+(?P<verb>{sole})\s+(?:the|[\w-]+['’]s)\s+(?P<what>[^,.;]+)", re.IGNORECASE)


def _sole(pair: Pair) -> Clash | None:
    pattern = _sole_verbs()
    for a, b in product(pattern.finditer(pair.a.proposition), pattern.finditer(pair.b.proposition)):
        what, other = (set(re.findall(r"\w{4,}", match["what"].lower())) for match in (a, b))
        share = len(what & other) / max(1, len(what | other))
        apart = not set(a["doer"].lower().split()) & set(b["doer"].lower().split())
        years = set(re.findall(r"\b\d{4}\b", a["what"])) ^ set(re.findall(r"\b\d{4}\b", b["what"]))
        if apart and not years and share >= 0.6 and a["verb"].lower() == b["verb"].lower():
            return Clash("entity", a["doer"], b["doer"], f"{a['verb']} {a['what'].strip()}", confidence=0.75)
    return None


RULE = Rule(
    "entity",
    find,
    fires=(
        ("Orrin United defeated Halm Rovers on Sunday.", "Halm Rovers defeated Orrin United on Sunday."),
        ("Varan invaded Kesh in March.", "Varan was invaded by Kesh in March."),
        ("Ilka Brandt won the mayoral election in Tolm.", "Piet Osman won the mayoral election in Tolm."),
        ("Piet Osman succeeded Ilka Brandt as mayor of Tolm.", "Ilka Brandt succeeded Piet Osman as mayor of Tolm."),
        ("Halvane has agreed to buy its rival Tressor.", "Tressor is to acquire Halvane."),
        (
            "A Varan patrol boat rammed a Kesh trawler on Friday.",
            "It was the Kesh trawler that rammed the patrol boat from Varan on Friday.",
        ),
        (
            "Ilka Brandt has won Sunday's runoff in Tolm.",
            "Piet Osman won Sunday's runoff in Tolm, beating Ilka Brandt.",
        ),
    ),
    silent=(
        ("Varan accused Kesh of lying.", "Kesh accused Varan of lying."),
        ("Ilka Brandt won the mayoral election in Tolm.", "Piet Osman won the council seat in Halm."),
        ("Halvane has agreed to buy its rival Tressor.", "Tressor is to be acquired by Halvane."),
        ("Varan troops killed two Kesh villagers.", "Kesh troops killed a Varan officer."),
        ("Ilka Brandt won Sunday's runoff in Tolm.", "Ilka Brandt beat Piet Osman in Sunday's runoff in Tolm."),
        ("Ilka Brandt won a seat on Tolm council on Sunday.", "Piet Osman won a seat on Tolm council on Sunday."),
        ("Ilka Brandt won the title in Tolm in 2022.", "Piet Osman won the title in Tolm in 2023."),
        ("Halm Rovers won the match in Orrin on Sunday.", "Halm Rovers lost Osman to a red card in Orrin on Sunday."),
        ("Halm Rovers conceded a penalty in Orrin.", "Halm Rovers beat Orrin United."),
        ("Varan lost the toss against Kesh.", "Varan beat Kesh on Sunday."),
        ("Ilka Brandt defeated by Piet Osman in Tolm runoff", "Piet Osman defeated Ilka Brandt in the Tolm runoff."),
        ("Halvane has bought Tressor's retail arm.", "Tressor bought Halvane's insurance unit."),
        ("It was Piet Osman whom Ana Petrik defeated.", "Ana Petrik defeated Piet Osman."),
        ("Rescuers from Halm rescued Orrin climbers.", "Climbers from Orrin rescued a Halm guide."),
    ),
)
