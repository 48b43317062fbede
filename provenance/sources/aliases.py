"""Other names of organisations and states that are common knowledge."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from provenance.sources.keys import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@cache
def load_aliases() -> Mapping[str, str]:
    """Return {plain other name: name} of organisations, news media and states. Capitals do not stand for states."""
    return dict(_aliases())


def _aliases() -> Iterator[tuple[str, str]]:
    for file, column in (
        ("organisation_aliases.csv", "aliases"),
        ("states.csv", "other_names"),
        ("news_media.csv", "aliases"),
    ):
        text = (files("provenance") / "data" / file).read_text(encoding="utf-8")
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
            for other in row[column].split("|"):
                if other:
                    yield plain(other).replace("-", " "), row["name"]
