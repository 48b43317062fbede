"""The claim as a sentence that can be read alone: nothing is added but words of the article itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

_LEAD = re.compile(
    r"^(?:(?:but|and|or|nor|so|yet)\s+(?!far\b|as\b|many\b|much\b)"
    r"|that\s+(?!(?:is|was|has|had|will|would|can|could|did|does|made|means?|man|woman|year|day|time)\b)"
    r"|(?:still|meanwhile|however|moreover|therefore|thus|instead|besides|furthermore|nevertheless|nonetheless|indeed|finally"
    r"|in\s+addition|in\s+fact|of\s+course|for\s+example|for\s+instance|as\s+a\s+result|as\s+it\s+turns\s+out|further|also"
    r"|on\s+the\s+other\s+hand|in\s+turn|and\s+finally|regardless|similarly|likewise|consequently|additionally)\s*,\s*"
    r"|(?:therefore|meanwhile|moreover|furthermore|nevertheless)\s+|(?:saying|adding|insisting)\s+(?:that\s+)?(?=\w+\s))",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[A-Z][A-Z .,’'-]{2,40}(?:,\s[A-Z][a-z.]+)?\s*(?:\([^)]{2,30}\)\s*)?(?:--|[—–-])\s+(?=[A-Z])")
_SUBORDINATOR = re.compile(
    r"(?:(?:just|even|only|shortly|soon|immediately)\s+)?(?:(?:\w+|a\s+few)\s+(?:days?|weeks?|months?|years?|hours?)\s+|(?:moments|minutes|seconds|days|weeks|months|years|hours)\s+)?"
    r"(?:after|since|as|while|because|although|though|when|whereas|where|meaning(?:\s+that)?)\s+",
    re.IGNORECASE,
)
_CONCESSION = re.compile(r"^(?:even\s+)?(?:though|although)\s+", re.IGNORECASE)
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))
_OPENING = r"^(?:the\s+)?\w+(?=\W)"
_PLURAL = re.compile(r"^(?:[Tt]he\s+)?[a-z][^A-Z]*[^s]s$")  # "the militants", not "ISIS"
_EDGES = " \t\n\r,;:—–-…"


def word_claim(
    text: str,
    start: int,
    end: int,
    *,
    kind: str = "whole",
    subject: str | None = None,
    cut: Sequence[Span] = (),
    pronoun: str | None = None,
) -> str:
    """Return ``text[start:end]`` as a sentence of its own.

    ``cut`` spans (an interposed "he said") are left out, leading connectives and subordinators dropped, white space
    and unpaired quotation marks mended, the first letter made a capital, a full stop set. ``subject`` goes before a
    relative or coordinated clause, ``pronoun`` takes the place of the pronoun that opens the statement.
    """
    words = _without(text, start, end, cut)
    words = re.sub(r"\s+", " ", words.replace("''", '"')).strip(_EDGES)
    words = _DATELINE.sub("", words)
    words = _unquoted(words)
    words = _opened(words, kind)
    if subject:
        words = _with_subject(words, kind, re.sub(r"\s+", " ", subject))
    elif pronoun:
        words = re.sub(_OPENING, lambda _: pronoun, words, count=1, flags=re.IGNORECASE)
    return _closed(words)


def after_subordinator(text: str, start: int, end: int) -> int:
    """Return where a subordinate clause goes on behind its "while" or "two days after"."""
    found = _SUBORDINATOR.match(text, start, end)
    return found.end() if found else start


def _without(text: str, start: int, end: int, cut: Sequence[Span]) -> str:
    pieces, place = [], start
    for first, stop in sorted(cut):
        pieces.append(text[place : max(place, first)].rstrip(_EDGES + '"“”'))
        place = max(place, stop)
        while place < end and text[place] in _EDGES + '"“”':
            place += 1
    pieces.append(text[place:end])
    return re.sub(r"\s+(?=[.!?,;])", "", " ".join(piece for piece in pieces if piece))


def _unquoted(words: str) -> str:
    """Drop quotation marks and brackets that lack their partner, and those around the whole."""
    for one, two in _PAIRS:
        if words.count(one) != words.count(two):
            words = words.replace(one, "").replace(two, "")
    if words.startswith("'") and words.count("'") == 1:
        words = words[1:]
    if words.count('"') % 2:
        words = words.replace('"', "")
    inner = words.rstrip(".!")
    if len(inner) > 2 and ((inner[0], inner[-1]) in {("“", "”"), ('"', '"')}) and not re.search('[“”"]', inner[1:-1]):
        words = inner[1:-1]
    elif words[:1] in '"“' and words[-1:] in '"”' and len(words) > 2 and not re.search('[“”"]', words[1:-1]):
        words = words[1:-1]
    return words.strip(_EDGES)


def _opened(words: str, kind: str) -> str:
    for _ in range(2):
        words = _LEAD.sub("", words, count=1)
    if kind == "subordinate":
        words = words[after_subordinator(words, 0, len(words)) :]
    elif kind != "whole":
        words = _CONCESSION.sub("", words, count=1)
    return words.lstrip(_EDGES)


def _with_subject(words: str, kind: str, subject: str) -> str:
    if kind == "apposition":
        rest = words[len(subject) :].lstrip(" ,")
        return f"{subject} is {rest}"
    if kind == "responsibility":
        rest = words[words.index("responsibility") :]
        return f"{subject} {'claim' if _PLURAL.search(subject) else 'claims'} {rest}"
    if kind in ("relative", "stand"):
        words = re.sub(r"^(?:which|who|that)\s+", "", words)
    return f"{subject} {words}"


def _closed(words: str) -> str:
    words = re.sub(r"[,\s]+(?:but|and|or)(?=\W*$)", "", words.rstrip(_EDGES))  # what it led to was cut out
    words = re.sub(r"[,;:]+(?=[\"'”’)]*$)", "", words)
    if not words:
        return words
    body = words.rstrip("\"'”’)")
    ending = "" if body.endswith((".", "!", "?")) else "."
    first = next((place for place, letter in enumerate(words) if letter.isalnum()), 0)
    return words[:first] + words[first].upper() + words[first + 1 :] + ending
