"""Lines that belong to the page around an article: menus, tickers, widgets, notices. Marked, never cut."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from provenance.articles.lines import FINAL, WORD, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.articles.lines import Line

GAP = re.compile(r"(?:[\s\u00a0]{3,}|\t| \| | \u2022 | \u00b7 | :: | \+\+\+ )")
MENU_MARK = re.compile(r"\s*[|\u2022\u00b7\u00bb>\u203a]\s*")
CAPTION = re.compile(
    r"[\[(]?(?:(?:AP |AFP |Reuters |File |Archive )?(?:Photo|Image|Picture|Illustration|Graphic|Video)s?"
    r"(?: credit| courtesy)?"
    r"(?:\s*[:/(]| by | courtesy ).{0,250}|Image \d+ of \d+|!\[[^\]]{0,200}\]\([^)]{0,400}\))",
    re.IGNORECASE,
)
DANGLING = re.compile(
    r"(?:(?<=[.!?] )|(?<=[.!?][\"”’] )|^)(?:An?|The)"
    r" (?:screen ?shots?|photo(?:graph)?|picture|image|still|map|graphic|video)\b"
    r"[^.!?]{0,100} (?:can be seen|is seen|is shown|appears|is embedded|can be found) (?:on |at |to )?(?:the )?"
    r"(?:right|left|below|above|top|bottom)\."
)
PHOTO_CREDIT = re.compile(
    r"(?:\((?:[^()]{0,80}[ /:])?(?:Reuters|AP|AFP|EPA|Getty(?: Images)?|[Pp]hoto|Shutterstock)(?:[ /:][^()]{0,80})?\)"
    r"|\b(?:REUTERS|AP Photo|AFP|EPA|Getty) ?/ ?[A-Z][\w.’' -]{2,60}|[|/] ?Getty Images|\bGetty Images)\.?$"
)
LISTED = re.compile(r"(?:Labels|Tags|Topics|Categories|Category|Filed under|Keywords)\s*:", re.IGNORECASE)
CONTACT = re.compile(r"(?:Media |Press |News )?Contacts?(?: information)?\s*:", re.IGNORECASE)
RULE = re.compile(r"[*_=~#{}\[\]+•·.–—\s-]+")
MIN_TICKER_PARTS = 4
LONGEST_LISTED = 600
CAPTION_WORDS = 80
REPEATED = 3


@cache
def residue_phrases() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]], list[tuple[str, str]]]:
    """Return whole lines, starts of lines by first word, and phrases anywhere, from ``data/residue_phrases.csv``."""
    text = (files("provenance") / "data" / "residue_phrases.csv").read_text(encoding="utf-8")
    whole: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    anywhere: list[tuple[str, str]] = []
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        phrase = _shape(row["phrase"].replace("#", "0"))
        if row["where"] == "whole":
            whole[phrase] = row["label"]
        elif row["where"] == "start" and phrase:
            starts[phrase.split()[0]].append((phrase, row["label"]))
        else:
            anywhere.append((phrase, row["label"]))
    return whole, dict(starts), anywhere


def find_residue(line: Line) -> str | None:
    """Return the label of a line that by its own words or shape is no part of an article, else ``None``."""
    if _is_ticker(line.text):
        return "ticker"
    if len(line.text) > LONGEST_LISTED:
        return None
    label = _by_phrase(_shape(line.text), sentence=line.is_sentence)
    return label or _by_shape(line)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", plain(text))


def _by_phrase(words: str, *, sentence: bool) -> str | None:
    whole, starts, anywhere = residue_phrases()
    if words in whole:
        return whole[words]
    for phrase, label in starts.get(words.partition(" ")[0], ()):
        # "Also on" opens a list of links, but "Also on Thursday, the mayor said …" a paragraph
        if words == phrase or (words.startswith(phrase + " ") and not (sentence and label == "related")):
            return label
    return next((label for phrase, label in anywhere if f" {phrase} " in f" {words} "), None)


def _by_shape(line: Line) -> str | None:
    if RULE.fullmatch(line.text):
        return "rule"
    if LISTED.match(line.text) and not line.is_sentence:
        return "related"
    if CONTACT.match(line.text):
        return "contact"
    if CAPTION.fullmatch(line.text) or (line.words <= CAPTION_WORDS and PHOTO_CREDIT.search(line.text[-200:])):
        return "caption"
    parts = [part for part in MENU_MARK.split(line.text) if part]
    if len(parts) > 1 and all(len(part.split()) <= 4 and not FINAL.search(part) for part in parts):
        return "menu"
    return None


def _is_ticker(text: str) -> bool:
    """Whether it is a row of headlines: many parts between wide gaps, few of them sentences with a full stop."""
    parts = [part for part in GAP.split(text) if part.strip()]
    if len(parts) < MIN_TICKER_PARTS:
        return False
    headlines = sum(2 <= len(part.split()) <= 30 and not part.rstrip().endswith(".") for part in parts)
    return headlines >= 0.8 * len(parts)


def find_dangling(line: Line) -> list[tuple[int, int]]:
    """Return the places of sentences that only point at a picture which the text has lost."""
    return [(line.start + match.start(), line.start + match.end()) for match in DANGLING.finditer(line.text)]


def menu_words(lines: Iterable[tuple[Line, str | None]]) -> set[str]:
    """Return the words of a page's menus."""
    return {word for line, label in lines if label == "menu" for word in plain(line.text).split()}


def repeated_lines(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Return the lines, as plain words, that recur on three pages or more of one site.

    Copies of one article share their longest paragraph and count as one page, or all of a wire story would be residue.
    """
    pages_of: dict[str, set[str]] = defaultdict(set)
    for lines in pages:
        if lines:
            article = plain(max(lines, key=lambda line: (len(line.text), line.text)).text)
            for words in {plain(line.text) for line in lines if len(line.text) <= LONGEST_LISTED}:
                pages_of[words].add(article)
    counts = Counter({words: len(articles) for words, articles in pages_of.items()})
    return {words for words, count in counts.items() if count >= REPEATED and WORD.search(words)}
