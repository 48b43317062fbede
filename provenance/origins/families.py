"""Which outlets are one publisher: sections and labels of one newsroom, web addresses, and the user's own list."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from provenance.errors import ConfigError
from provenance.origins.names import name_key, same_name

SECTION = re.compile(
    r"\s*(?:\([^()]*\)|[-–—:|]\s*(?:news|opinion|editorial|online|politics|business|world|international)|"
    r"\s(?:online|opinion|editorial|digital)(?=\s|$))",
    re.IGNORECASE,
)


class Families:
    """Publisher families: what counts once however many of its outlets say so. Unknown means its own family."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._family = rows
        self._known = {*rows, *rows.values()} - {""}
        self._one: dict[tuple[str, str], bool] = {}

    def knows(self, name: str) -> bool:
        """Tell whether a name is that of an outlet or agency on one of the lists."""
        return _key(name) in self._known

    def one(self, left: str, right: str) -> bool:
        """Tell whether two printed names are of one publisher: by spelling, initials or family."""
        key = (left, right) if left < right else (right, left)
        if key not in self._one:
            self._one[key] = same_name(left, right) or self.of(left) == self.of(right) is not None
        return self._one[key]

    def of(self, outlet: str | None) -> str | None:
        """Return the key of the family of an outlet or agency, null for none."""
        if not outlet or not (key := _key(outlet)):
            return None
        bare = key.removesuffix(" news")  # "NPR News"; but "Daily News" stays what it is
        key = bare if key not in self._known and bare in self._known else key
        path = [key]
        while (further := self._family.get(path[-1], path[-1])) not in path:
            path.append(further)
        return min(path[path.index(further) :])  # of families that name each other the first


def load_families(path: str | None = None) -> Families:
    """Return the families known, and those of the user's CSV (``outlet,family``), whose rows win.

    Raises
    ------
    ConfigError
        The file cannot be read or lacks one of the two columns.
    """
    given = {_key(row["outlet"]): _key(row["family"]) for row in _given(Path(path))} if path else {}
    return Families({**_known_families(), **{key: family for key, family in given.items() if key and family}})


@cache
def _known_families() -> dict[str, str]:
    rows: dict[str, str] = {}
    for name in ("news_media.csv", "wire_agencies.csv"):
        for row in _shipped(name):
            others = [*row["aliases"].split("|"), row.get("short") or "", row.get("domain") or ""]
            rows |= {_key(other): _key(row["name"]) for other in [row["name"], *others] if other}
    return rows | {_key(row["outlet"]): _key(row["family"]) for row in _shipped("outlet_families.csv")}


def _key(outlet: str) -> str:
    """Return the name without its section: "Fox News (Online)" and "Fox Online News" are one."""
    return name_key(SECTION.sub("", outlet).strip()) or name_key(outlet)


def _shipped(name: str) -> list[dict[str, str]]:
    text = (files("provenance") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _given(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"origins.families: {path} cannot be read ({error}); name a CSV file in UTF-8") from error
    kept = "".join(line for line in io.StringIO(text, newline="") if not line.startswith("#"))
    try:
        reader = csv.DictReader(io.StringIO(kept, newline=""))
        if not {"outlet", "family"} <= set(reader.fieldnames or ()):
            raise ConfigError(f"origins.families: {path} needs a header row with the columns outlet and family")
        return [row for row in reader if row["outlet"] and row["family"]]
    except csv.Error as error:
        raise ConfigError(f"origins.families: {path} is no CSV file ({error})") from error
