"""Plain text and Markdown: one article a file."""

from __future__ import annotations

from provenance.articles.decoding import decode
from provenance.articles.records import GIVEN, from_html, refuse_empty


def read_page(data: bytes, *, kind: str) -> dict[str, object]:
    """Return the row of DOCUMENTS that a file of ``kind`` text or html holds, without its place and names.

    Raises
    ------
    UnreadableError
        The file holds no text.
    """
    text, encoding, notes = decode(data, html=kind == "html")
    given: dict[str, str | None] = dict.fromkeys(GIVEN)
    text, links = from_html(text, given, notes) if kind == "html" else (refuse_empty(text), [])
    return {"format": kind, "text": text, **given, "encoding": encoding, "notes": notes, "links": links}
