"""Wire agencies and syndicates, by the names that credit lines print."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

SPLIT = re.compile(r"\s*(?:[/&,+]|\band\b)\s*")


@cache
def agency_names() -> dict[str, str]:
    """Return short form by name, short form and alias, these in lower case, as in ``data/wire_agencies.csv``."""
    text = (files("provenance") / "data" / "wire_agencies.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    names: dict[str, str] = {}
    for row in csv.DictReader(lines):
        for name in (row["name"], row["short"], *row["aliases"].split("|")):
            if name:
                names.setdefault(name.casefold(), row["short"] or row["name"])
    return names


def find_agency(printed: str) -> str | None:
    """Return the short form where all of ``printed`` is an agency's name, or several joined ("AP/Reuters"): the first.

    Only for the words of a credit line: short forms such as ``PA`` and ``MENA`` mean something else in running text.
    """
    names = agency_names()
    cleaned = re.sub(r"\s+", " ", printed).strip(" .\u00a0()[]-–—")
    whole = names.get(cleaned.casefold()) or names.get(re.sub(r"(?i)^the ", "", cleaned).casefold())
    if whole:
        return whole
    parts = [names.get(part.casefold()) for part in SPLIT.split(cleaned) if part]
    return parts[0] if len(parts) > 1 and all(parts) else None
