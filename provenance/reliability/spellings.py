"""Other names of a source: the spellings of its name as articles print them, without titles, roles and pronouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED = frozenset({"named_person", "named_organisation", "news_media"})
PRONOUN = re.compile(
    r"(?i)(?:i|we|you|he|she|it|they|who|which|that|this|these|those|one|him|her|them|us|me|whom|whose|there)"
)
_PARTICLE = r"(?:al|el|ul|bin|bint|ibn|van|von|der|de|del|della|di|da|dos|du|of|for|and|the|on)"
_RUN = re.compile(rf"[A-ZÀ-Þ][\w'’.&-]*(?:\s+(?:(?:{_PARTICLE})\s+)*[A-ZÀ-Þ][\w'’.&-]*|\s+al-[A-Z]\w+)*")
_DESCRIBED = re.compile(
    r"\s(?:who|which|whose|whom|that|based|reached|speaking|seen|posted|released|familiar|fighting|living|working)\b"
)


def spellings(texts: Iterable[str], name: str | None, kind: str | None) -> list[str]:
    """Return the spellings other than ``name`` in source phrases, without repetitions, in order.

    Of a named source only what stands in capitals and shares a word with its name, or is nothing but a name or an
    acronym; "she", "the company" and "the company's spokeswoman," are no names. Of others the head of the phrase.
    """
    capital = kind in NAMED and (name or "a").split()[-1][0].isupper()
    found = {_in_name(text, name or "") if capital else _in_description(text) for text in texts}
    known = _fold(name or "")
    kept: dict[str, str] = {}
    for one in sorted(spelling for spelling in found if spelling):
        if _fold(one) != known:
            kept.setdefault(_fold(one), one)
    return sorted(kept.values())


def _in_name(text: str, name: str) -> str | None:
    whole = re.sub(r"^(?:The|the|A|a|An|an)\s+", "", _tidy(text))
    wanted = set(_fold(name).split())
    runs = re.split(r"['’]s?\s+|,\s*|\s+(?:who|which|that)\s", whole)
    for run in (match.group() for part in runs for match in _RUN.finditer(part)):
        words = run.split()
        at = [number for number, word in enumerate(words) if _fold(word) in wanted and len(_fold(word)) > 1]
        if at:
            return _tidy(" ".join(words[at[0] :]))
    alone = _RUN.fullmatch(whole)
    return whole if alone and not PRONOUN.fullmatch(whole) and len(whole.split()) <= len(wanted) + 1 else None


def _in_description(text: str) -> str | None:
    head = _tidy(_DESCRIBED.split(re.split(r",\s", text, maxsplit=1)[0], maxsplit=1)[0])
    return None if PRONOUN.fullmatch(head) else head or None


def _tidy(text: str) -> str:
    return re.sub(r"['’]s?$", "", re.sub(r"\s+", " ", text).strip(' ,;:."“”'))


def _fold(text: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", re.sub(r"[^\w\s]", "", text.casefold()).strip())
