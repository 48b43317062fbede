"""One record of a table, or one file, becomes one row of DOCUMENTS."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from provenance.articles.decoding import UnreadableError, too_large
from provenance.articles.html import extract_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    Links = list[dict[str, str]]

FIELDS = {
    "id": ("id",),
    "outlet": ("outlet", "publisher"),
    "url": ("url",),
    "title": ("title",),
    "date": ("date", "published"),
    "author": ("author", "byline"),
    "agency": ("agency", "wire"),
}
GIVEN = ("outlet", "url", "title", "date", "author", "agency")
SURROGATES = re.compile(r"[\ud800-\udfff]")
NO_TEXT = "give every record a 'text' or 'html' with the article"


def document_row(
    record: Mapping[str, object], *, input_id: str, where: str, kind: str, max_bytes: int
) -> dict[str, object]:
    """Return a row of DOCUMENTS, without its position.

    Column names count in any case; of two names for the same thing the first that is filled wins. A lone surrogate,
    which no file can hold, becomes U+FFFD, so that offsets stay.

    Raises
    ------
    UnreadableError
        No text, text that is no string, or too much of it.
    """
    fields = {str(name).strip().lower(): value for name, value in record.items()}
    notes: list[str] = []
    given = {name: _given(fields, FIELDS[name], notes) for name in GIVEN}
    text, links = _article_text(fields, given, notes, max_bytes)
    return {
        "input_id": _given(fields, FIELDS["id"], notes) or input_id,
        "where": where,
        "format": kind,
        "text": text,
        **given,
        "encoding": "utf-8",
        "notes": notes,
        "links": links,
    }


def _article_text(
    fields: Mapping[str, object], given: dict[str, str | None], notes: list[str], max_bytes: int
) -> tuple[str, Links]:
    if "text" not in fields and "html" not in fields:
        raise UnreadableError("no column 'text' or 'html'", NO_TEXT)
    name = "html" if fields.get("text") is None and fields.get("html") is not None else "text"
    value = fields.get(name)
    if value is None:
        raise UnreadableError("empty: no text", NO_TEXT)
    if not isinstance(value, str):
        raise UnreadableError(f"'{name}' is {type(value).__name__}, not text", "write it as a string")
    if len(value) > max_bytes:
        raise too_large(max_bytes)
    value, mended = SURROGATES.subn("\ufffd", value)
    if mended:
        notes.append(f"{mended} broken characters replaced by U+FFFD")
    return from_html(value, given, notes) if name == "html" else (refuse_empty(value), [])


def from_html(page: str, given: dict[str, str | None], notes: list[str]) -> tuple[str, Links]:
    """Return the text of a page and the links in it, and fill ``given`` where the page's metadata say more."""
    extracted = extract_html(page, given.get("url"))
    for name, value in extracted.metadata.items():
        if given.get(name) is None and value is not None:
            given[name] = value
            notes.append(f"{name} from page metadata")
    notes.extend(extracted.notes)
    return refuse_empty(extracted.text), extracted.links


def refuse_empty(text: str) -> str:
    """Return the text, or raise where nothing is to be seen in it."""
    if not text.strip():
        raise UnreadableError("empty: no text", "fetch the article again")
    return text


def _given(fields: Mapping[str, object], names: tuple[str, ...], notes: list[str]) -> str | None:
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        text = _plain(value)
        if text is None:
            notes.append(f"'{name}' is {type(value).__name__}, not used")
        elif text.strip():
            return SURROGATES.sub("\ufffd", text.strip())
    return None


def _plain(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return None
