"""Keys under which spellings of one name meet: case, accents, Arabic articles, doubled letters, transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ad", "an", "ar", "at", "az", "the"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FOLDED = tuple(
    pair.split(">")
    for pair in [
        "tch>c",
        "tsch>c",
        "sch>s",
        "ch>s",
        "sh>s",
        "kh>k",
        "gh>k",
        "dh>d",
        "th>t",
        "ph>f",
        "dj>j",
        "zh>j",
        "g>j",
        "ck>k",
        "ou>u",
        "oo>u",
        "ee>i",
        "ei>i",
        "ie>i",
        "ey>i",
        "ai>i",
        "ay>i",
        "aa>a",
        "ii>i",
        "y>i",
        "e>i",
        "o>u",
        "q>k",
        "c>k",
        "w>u",
        "z>s",
        "x>ks",
        "v>f",
        "p>b",
    ]
)


def plain(name: str) -> str:
    """Return a name in lower case without accents, apostrophes, full stops and possessive ending."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    text = re.sub(r"['’ʼʿ`]s\b", "", text).replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss")
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s-]", "", text)).strip()


@lru_cache(maxsize=100_000)
def token_key(token: str) -> str:
    """Return the key of one word of a name: folded digraphs, one sign for like vowels, no doubled letters."""
    word = re.sub(r"c(?=[eiy])", "s", plain(token).replace("-", ""))
    word = re.sub(r"(?:ah|eh|a|e|h)$", "a", word)
    for letters, sign in _FOLDED:
        word = word.replace(letters, sign)
    return re.sub(r"(.)\1+", r"\1", word)


def skeleton(key: str) -> str:
    """Return the consonants of a key; all of it where there are none."""
    return re.sub("[aiu]", "", key) or key


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, plain, without articles and suffixes.

    "Abdul Rahman", "Abdel-Rahman" and "Abdulrahman" give one word.
    """
    text = re.sub(r"\babd[aeiou]?[lr]?[\s-]+(?:[aeu][lr][\s-]+)?(?=\w)", "abdul", plain(name))
    text = re.sub(r"\babd[aeiou](?:l|r(?=r))", "abdul", text)
    return tuple(word for word in re.split(r"[\s-]+", text) if word and word not in ARTICLES | SUFFIXES)


def suffix_of(name: str) -> str | None:
    """Return "jr", "sr", "ii" … where a name ends so."""
    last = plain(name).split()[-1:]
    return last[0] if last and last[0] in SUFFIXES else None


def name_key(name: str) -> tuple[str, ...]:
    """Return the keys of the words of a name (``name_words``)."""
    return tuple(token_key(word) for word in name_words(name))
