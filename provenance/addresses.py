"""Web addresses: the host, and what makes two of them one page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = re.compile(r"utm_\w+|fbclid|gclid")


def host_of(url: str | None) -> str | None:
    """Return the host without "www.", null where there is none or the address is broken."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # "http://[example.org/"
        return None
    return re.sub(r"^www\d?\.", "", host) if host else None


def page_of(url: str) -> str:
    """Return host, path without closing stroke, and query without tracking: equal for addresses of one page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not TRACKING.fullmatch(pair[0])))
    page = f"{host_of(url) or ''}{parts.path.rstrip('/')}"
    return f"{page}?{query}" if query else page
