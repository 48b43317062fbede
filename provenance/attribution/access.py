"""How a source comes to know, and how its words came to the outlet, in so far as the article says so."""

from __future__ import annotations

import re
from functools import cache

from provenance.attribution.lexicon import read_table


def read_access(words: str) -> str | None:
    """Return first_hand, briefed or second_hand as a source phrase and its reason say; null where they do not."""
    return _first("access", words)


def read_channel(words: str) -> str | None:
    """Return by which channel the words came, null where nothing is said.

    telephone, social_media, news_conference, interview, statement, written, video, speech, or told (in person or
    otherwise) where it is said who was told.
    """
    return _first("channel", words)


def _first(what: str, words: str) -> str | None:
    return next((value for value, pattern in _patterns(what) if pattern.search(words)), None)


@cache
def _patterns(what: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return each value with all its patterns in one, in the order of the list."""
    patterns: dict[str, list[str]] = {}
    for row in read_table("access_words.csv"):
        if row["what"] == what:
            patterns.setdefault(row["value"], []).append(row["pattern"])
    return [(value, re.compile(rf"(?i)\b(?:{'|'.join(listed)})\b")) for value, listed in patterns.items()]
