"""How alike two Latin spellings of one word of a name are: a sum of priced differences of sound, as a chance.

"Gaddafi", "Kadhafi": vowels that one writer hears for another are cheap, so are k for q, g for j and th for t; another
consonant, or a vowel more at the end ("Paul", "Paula"), is dear. The prices are fitted to labelled pairs by
``training/name_likeness.py``, where their lower bounds stand; no name is known by heart.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from provenance.sources.keys import plain, token_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VOWELS = frozenset("aeiouEO")
_SIGNS = {
    **dict.fromkeys(("tsch", "tch", "ch", "cz"), "C"),
    **dict.fromkeys(("sch", "sh"), "S"),
    **dict.fromkeys(("tz", "ts"), "X"),
    **dict.fromkeys(("ou", "oo", "uu"), "u"),
    **dict.fromkeys(("ee", "ii", "ie"), "i"),
    **dict.fromkeys(("ei", "ey", "ai", "ay", "ae", "aee", "aei", "aie", "aye"), "E"),
    **dict.fromkeys(("au", "aw", "ow", "eu", "ew", "aou", "awou", "awoo"), "O"),
    "kh": "x",
    "gh": "G",
    "dh": "D",
    "th": "T",
    "ph": "f",
    "dj": "j",
    "zh": "Z",
    "ck": "k",
    "sz": "s",
    "aa": "a",
}
_SPELT = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)))

# Signs that stand for each other, and what that difference is called.
SWAPS = {
    "e for i": "ei",
    "o for u": "ou",
    "ei for i": "Ei",
    "ei for e": "Ee",
    "a for e": "ae",
    "a for o": "ao",
    "a for ei": "aE",
    "a for i": "ai",
    "a for u": "au",
    "e for u": "eu",
    "au for u": "Ou",
    "au for o": "Oo",
    "au for a": "Oa",
    "k for q": "ck kq cq",
    "k for ch": "Ck Cx kx qx Cc cx Ch hx",
    "g for j": "gj gk gq gc Gg Gk Gq Gx gy jC jG",
    "sh for ch": "SC SZ Zj CZ",
    "s for sh": "Ss SX CX cX",
    "s for z": "sz Zz zX sX jz",
    "t for th": "Tt Dd DT Ts TD zT",
    "z for dh": "Dz dz",
    "t for d": "td",
    "p for b": "bp bv",
    "f for v": "fv",
    "j for y": "ij jy Ej ej",
    "i for y": "iy Ey ey",
    "u for w": "uw Ow vw Ov uv ow",
}
_SWAP = {frozenset(pair): kind for kind, pairs in SWAPS.items() for pair in pairs.split()}
_LONG = frozenset({"a for i", "a for u", "a for ei"})  # told apart in the last syllable: Jamal, Jamil
_ENDINGS = frozenset({"a for i", "a for u", "a for ei", "a for o", "au for a"})
# Vowels that carry a word of one syllable: Bell, Bill.
TELLING = (
    *("a for e", "a for ei", "a for i", "a for i in the last syllable", "a for o", "a for u", "au for a", "au for u"),
    *("e for i", "e for i at the end", "e for u", "ei for e", "ei for i", "vowel"),
    *("a more", "e more", "ei more", "i more", "o more", "u more"),
)
VOWEL_MORE = frozenset(f"{vowel} more" for vowel in ("a", "e", "ei", "i", "o", "u"))
_ADDED = {"E": "ei", "O": "ei", **dict.fromkeys("szXSCZ", "s"), **{sign: sign for sign in "aeiouhvwy"}}
# Consonants that meet in one block; "-" is none. What costs too much to be one name at any length need not meet.
_MEETING = {
    **dict.fromkeys("ckqgxG", "K"),
    **dict.fromkeys("CZX", "KS"),
    **dict.fromkeys("szS", "S"),
    **dict.fromkeys("td", "T"),
    **dict.fromkeys("TD", "TS"),
    **dict.fromkeys("bp", "P"),
    "f": "F",
    "v": "FP-",
    "j": "KS-",
}
_SILENT = frozenset("hwy")
BLOCK = 6  # consonants that a block looks at

# Prices in log-odds, printed by training/name_likeness.py ("digit" is set by hand): two like words start with the odds
# START, gain A_CONSONANT for each consonant that both have (CONSONANTS at most), and pay for each difference.
START = 2.76
A_CONSONANT = 0.50
CONSONANTS = 6
MOST = 50.0  # log-odds against; keeps exp in its range for words of any length
COSTS: Mapping[str, float] = {
    "a for e": 0.91,
    "a for e at the end": 2.40,
    "a for ei": 1.26,
    "a for i": 1.20,
    "a for i in the last syllable": 3.20,
    "a for o": 1.50,
    "a for u": 1.35,
    "a more": 1.11,
    "a more at the end": 5.73,
    "another last vowel": 4.61,
    "any difference": 0.71,
    "au for a": 1.60,
    "au for o": 0.30,
    "au for u": 0.40,
    "consonant": 5.52,
    "consonant more": 4.88,
    "e at the end of one syllable": 0.30,
    "e for i": 0.20,
    "e for i at the end": 1.25,
    "e for u": 1.50,
    "e more": 0.50,
    "e more at the end": 0.63,
    "ei for e": 0.25,
    "ei for i": 0.40,
    "ei more": 1.78,
    "ei more at the end": 3.59,
    "f for v": 0.84,
    "g for j": 0.40,
    "h more": 0.51,
    "h more at the start": 2.00,
    "i for y": 0.10,
    "i more": 2.49,
    "i more at the end": 5.80,
    "j for y": 0.10,
    "k for ch": 2.18,
    "k for q": 0.10,
    "o for u": 0.20,
    "o more": 2.24,
    "o more at the end": 4.91,
    "p for b": 0.60,
    "s for sh": 0.80,
    "s for z": 0.40,
    "s more": 3.53,
    "sh for ch": 0.40,
    "t for d": 0.80,
    "t for th": 1.07,
    "u for w": 0.10,
    "u more": 1.34,
    "u more at the end": 4.20,
    "v more": 2.70,
    "vowel": 3.53,
    "vowel more at the start": 2.20,
    "vowel more in both": 1.60,
    "vowel of one syllable": 2.20,
    "w more": 1.50,
    "y more": 1.76,
    "z for dh": 0.40,
    "digit": 9.00,
}

_Trail: TypeAlias = "tuple[str, int, _Trail] | None"  # the last difference, in which word more stands, those before
_Path: TypeAlias = "tuple[float, _Trail]"  # what it costs, and the differences
_CLOSED: _Path = (math.inf, None)


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """Return a word with one sign for each sound: digraphs become one, doubled consonants and signs of length go."""
    text = re.sub(r"[\s-]", "", plain(word))
    text = re.sub(r"^mac(?=[^aeiouy])", "mc", text)
    text = re.sub(r"([^aeiou\d])\1+", r"\1", text)
    text = re.sub(r"c(?=[eiy])", "s", text).replace("x", "ks").replace("qu", "kw")
    text = re.sub(r"(?<![aeiou])y(?![aeiou])", "i", text)
    text = re.sub(r"i[yj](?=[aeou])", "i", text)
    return _SPELT.sub(lambda spelt: _SIGNS[spelt[0]], text)


def token_likeness(one: str, two: str) -> float:
    """Return how likely two like spellings are of one name, 0..1; 1 for the same word but for case and accents.

    Symmetric. It is the chance among pairs that look alike, and says nothing of persons: two Jamals are two men. Single
    letters are like themselves only. Measured by ``benchmarks.names`` on the 3,092 pairs of ``name_variants``: at 0.7
    precision 0.91, recall 0.87, F1 0.89 on names left out of the fit (keys with equal consonants: 0.82).
    Cost: O(len(one) len(two)), about 0.1 ms for a pair not met before.
    """
    return _likeness(*sorted((plain(one), plain(two))))


@lru_cache(maxsize=200_000)
def _likeness(one: str, two: str) -> float:
    if one == two:
        return float(bool(one))
    if min(len(one), len(two)) < 2:
        return 0.0
    paid = sum(COSTS[kind] * number for kind, number in differences(one, two).items())
    return 1 / (1 + math.exp(min(MOST, paid - START - A_CONSONANT * shared_length(one, two))))


def shared_length(one: str, two: str) -> int:
    """Return the number of consonants of the shorter word, ``CONSONANTS`` at most."""
    return min(CONSONANTS, *(sum(sign not in VOWELS for sign in sounds(word)) for word in (one, two)))


def differences(one: str, two: str, costs: Mapping[str, float] = COSTS) -> Counter[str]:
    """Return how often each kind of difference stands in the cheapest alignment of two words; none for equal sounds."""
    left, right = sorted((sounds(one), sounds(two)))
    found: Counter[str] = Counter()
    more = [0, 0, 0]
    trail = _align(left, right, costs)
    while trail:
        kind, side, trail = trail
        found[kind] += 1
        more[side] += kind in VOWEL_MORE
    found["any difference"] = int(bool(found))
    found["vowel more in both"] = min(more[1:])
    if min(len(re.findall("[aeiouEO]+", word)) for word in (left, right)) < 2:
        found["vowel of one syllable"] = sum(found[kind] for kind in TELLING)
        found["e at the end of one syllable"] = found["e more at the end"]
    return +found


def _align(left: str, right: str, costs: Mapping[str, float]) -> _Trail:
    """Return the differences along the cheapest way through both words, the last one first."""
    closed = left[-1:] not in VOWELS and right[-1:] not in VOWELS
    above: list[_Path] = []
    for i in range(len(left) + 1):
        row: list[_Path] = []
        for j in range(len(right) + 1):
            last = i == len(left) and j == len(right)
            ways: list[_Path] = [] if i or j else [(0.0, None)]
            if i and j:
                inner = closed and i == len(left) - 1 and j == len(right) - 1
                ways.append(_step(above[j - 1], _swapped(left[i - 1], right[j - 1], last, inner), 0, costs))
            if i:
                ways.append(_step(above[j], _added(left[i - 1], i == 1 and not j, last), 1, costs))
            if j:
                ways.append(_step(row[j - 1], _added(right[j - 1], j == 1 and not i, last), 2, costs))
            row.append(min(ways, key=itemgetter(0)))
        above = row
    return above[-1][1]


def _step(path: _Path, kind: str, side: int, costs: Mapping[str, float]) -> _Path:
    """Go on by one difference; a vowel more here and one more there, side by side, are one vowel for another."""
    cost, trail = path
    if not kind:
        return path
    if side and trail and side + trail[1] == 3 and kind in VOWEL_MORE and trail[0] in VOWEL_MORE:
        return _CLOSED
    return cost + costs[kind], (kind, side, trail)


@lru_cache(maxsize=10_000)
def _swapped(one: str, two: str, last: bool, inner: bool) -> str:
    """Return the kind of difference of one sign for another; ``inner``: before the consonants that end both words."""
    if one == two:
        return ""
    kind = _SWAP.get(frozenset((one, two)))
    if one not in VOWELS or two not in VOWELS:
        return kind or ("digit" if one.isdigit() or two.isdigit() else "consonant")
    if inner and kind in _LONG:
        return "a for i in the last syllable"
    if last and kind in _ENDINGS:
        return "another last vowel"
    if last and kind in ("a for e", "e for i"):
        return f"{kind} at the end"
    return kind or "vowel"


@lru_cache(maxsize=10_000)
def _added(sign: str, first: bool, last: bool) -> str:
    """Return the kind of difference that one sign more makes."""
    if sign not in VOWELS:
        kind = "digit" if sign.isdigit() else f"{_ADDED.get(sign, 'consonant')} more"
        return f"{kind} at the start" if first and sign == "h" else kind
    return "vowel more at the start" if first else f"{_ADDED[sign]} more" + (" at the end" if last else "")


@lru_cache(maxsize=100_000)
def block_keys(word: str) -> frozenset[str]:
    """Return the blocks in which to look for other spellings of a word: coarse consonants, the first ``BLOCK`` of them.

    Two spellings with a likeness of 0.7 or more nearly always share a block; most have one to four.
    """
    heard = [_MEETING.get(sign, sign) for sign in sounds(word) if sign not in VOWELS | _SILENT]
    return frozenset("".join(signs).replace("-", "") for signs in itertools.product(*heard[:BLOCK]))


def same_token(one: str, two: str, similarity: float) -> bool:
    """Tell whether two words are spellings of one name: their keys are equal, or their likeness is ``similarity``."""
    return token_key(one) == token_key(two) or token_likeness(one, two) >= similarity


def words_likeness(one: Sequence[str], two: Sequence[str]) -> float:
    """Return the likeness of two names word by word, as a product, 0..1; 0 where one has more words."""
    if len(one) != len(two) or not one:
        return 0.0
    return math.prod(
        1.0 if token_key(first) == token_key(second) else token_likeness(first, second)
        for first, second in zip(one, two, strict=True)
    )
