"""Names of people and outlets as credit lines print them."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from provenance.articles.agencies import find_agency

PART = r"[^\W\d_a-zß-öø-ÿ][\w’'.\-]*"
PARTICLE = r"(?:de|da|del|der|den|di|la|le|van|von|bin|ibn|al|el|abu|af|dos|du|ter|y)"
PERSON = re.compile(rf"{PART}(?: (?:{PARTICLE} ){{0,2}}{PART}){{1,4}}")
MEDIA_WORD = re.compile(
    r"\b(?:News|Times|Post|Journal|Herald|Tribune|Daily|Gazette|Press|Observer|Guardian|Today|Review|Weekly|Magazine"
    r"|News ?wire|Radio|Television|TV|Monitor|Telegraph|Chronicle|Courier|Bulletin|Dispatch|Examiner|Inquirer"
    r"|Broadcasting|Newspapers?|Sentinel|Advertiser|Blog|Online)\b",
    re.IGNORECASE,
)
NO_OUTLET = re.compile(
    r"\b(?:Ministry|Department|Bureau of|Office|University|Institute|Committee|Police|Court|Survey|Census|Commission"
    r"|Bank|Authority|Union|Embassy|Government"
    r"|Agency for|Photos?|Images|Getty|Syndicate|Content Agency|Creators|Staff|Wikipedia|Press (?:release|office))\b",
    re.IGNORECASE,
)
ROLE_WORD = re.compile(
    r"\b(?:staff|writers?|reporters?|reporting|correspondents?|editors?|editorial|bureau|chief|contributors?|contributing"
    r"|columnist|special|guest|desk|team|agencies|freelance|producer|analyst|author|admin|published|updated|posted)\b",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|this|these|that|it|we|all|comments?|popular|accident|invitation|way|his|her|their|our|my)\b",
    re.IGNORECASE,
)
ESCAPE = re.compile(r"\x1b(?:\[[0-?]{0,20}[ -/]{0,5}[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|.)?")
HIDDEN = frozenset({"Cf", "Cs", "Co", "Cn"})
JOINERS = "\u200c\u200d"  # zero-width (non-)joiners are part of the spelling of Persian and Hindi names
MAX_OUTLET_WORDS = 8
MAX_MASTHEAD_WORDS = 5


def clean(name: str) -> str | None:
    """Return a name on one line, without control characters, terminal escapes and outer punctuation."""
    shown = []
    for sign in ESCAPE.sub("", name):
        category = unicodedata.category(sign)
        if category in {"Cc", "Zl", "Zp"}:
            shown.append(" ")
        elif category not in HIDDEN or sign in JOINERS:
            shown.append(sign)
    return re.sub(r"\s+", " ", "".join(shown)).strip(" ,;:|–—-") or None


@cache
def outlet_names() -> frozenset[str]:
    """Return the names, in lower case, of the outlets in ``data/news_media.csv``."""
    text = (files("provenance") / "data" / "news_media.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    names = (name for row in rows for name in (row["name"], *(row["aliases"] or "").split("|")))
    return frozenset(_bare(name) for name in names if name)


def is_known_outlet(name: str) -> bool:
    """Whether the whole name is that of an outlet or agency we know."""
    return _bare(name) in outlet_names() or find_agency(name) is not None


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name.strip().casefold())


def is_person(name: str) -> bool:
    """Whether it can be the name of one person, of two words or more."""
    return bool(PERSON.fullmatch(name)) and not (
        MEDIA_WORD.search(name)
        or ROLE_WORD.search(name)
        or NO_NAME.match(name)
        or is_known_outlet(name)
        or any(sign.isdigit() for sign in name)
    )


def is_outlet(name: str) -> bool:
    """Whether it can be the name of an outlet: short, capitalised, no sentence and no date."""
    return (
        0 < len(name.split()) <= MAX_OUTLET_WORDS
        and sum(sign.isalpha() for sign in name) > 1
        and (name[0].isupper() or name[0].isdigit() or bool(re.search(r"\.(?:com|org|net)\b", name)))
        and not NO_NAME.match(name)
        and not NO_OUTLET.search(name)
        and not re.search(r"[?!\"“”]|\b(?:is|was|were|has|have|said|says|will|by)\b", name)
    )


def is_masthead(name: str) -> bool:
    """Whether it looks like the name of an outlet printed alone: a few capitalised words, one of them of the trade."""
    words = name.split()
    return 2 <= len(words) <= MAX_MASTHEAD_WORDS and is_surely_outlet(name) and all(_is_capital(word) for word in words)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word in {"of", "the", "and", "&"}


def is_surely_outlet(name: str) -> bool:
    """Whether nothing but an outlet is called so: one we know, a web address, or a name with a word of the trade."""
    by_word = bool(MEDIA_WORD.search(name)) or bool(
        re.fullmatch(r"[\w.-]{2,60}\.(?:com|org|net|info|co\.\w\w|\w\w)", name)
    )
    return is_known_outlet(name) or (by_word and is_outlet(name))
