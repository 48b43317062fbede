"""Web pages: text and metadata by trafilatura (Barbaresi, ACL 2021 demos)."""

from __future__ import annotations

from dataclasses import dataclass, field

# htmldate would otherwise take its latest date from the clock, and guess from the page's running text
DATE_OPTIONS = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2035-12-31",
    "outputformat": "%Y-%m-%d",
}


SHORTEST_LINK = 3  # characters; a mark or a number of a note leads nowhere that can be told


@dataclass(frozen=True)
class Extracted:
    """Text of a page and what its metadata say; an unknown is None."""

    text: str
    metadata: dict[str, str | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)  # url, and the words in the text that lead there


def extract_html(page: str, url: str | None = None) -> Extracted:
    """Return the article on a web page; where none is told from the page around it, all of the page's text."""
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            page, url=url, with_metadata=True, include_comments=False, date_extraction_params=DATE_OPTIONS
        )
    except (ValueError, TypeError, AttributeError, RecursionError):  # broken markup that the parser lets through
        document = None
    if document is not None and not isinstance(document, dict) and (document.text or "").strip():
        text = str(document.text)
        return Extracted(text, _metadata(document), links=_links(page, text))
    return Extracted(trafilatura.html2txt(page), {}, ["no article told from the page: all of its text taken"])


def _links(page: str, text: str) -> list[dict[str, str]]:
    """Return the links to other sites or pages whose words stand in the article's text, each once, in order."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return []
    found: dict[tuple[str, str], dict[str, str]] = {}
    for anchor in tree.iterfind(".//a[@href]"):
        url, words = str(anchor.get("href")).strip(), " ".join(anchor.text_content().split())
        if url.casefold().startswith(("http://", "https://")) and len(words) >= SHORTEST_LINK and words in text:
            found.setdefault((url, words), {"url": url, "text": words})
    return list(found.values())


def _metadata(document: object) -> dict[str, str | None]:
    names = {"title": "title", "author": "author", "date": "date", "outlet": "sitename", "url": "url"}
    return {ours: getattr(document, theirs, None) or None for ours, theirs in names.items()}
