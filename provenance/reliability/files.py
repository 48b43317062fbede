"""What the user's own files say of outlets and sources: opinions of others, and parties to a conflict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.addresses import host_of
from provenance.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

MOST = 4.0  # claims that an opinion is worth at most
LETTERS = {"A": 0.9, "B": 0.85, "C": 0.7, "D": 0.45, "E": 0.2}  # share of claims taken to hold
BOUNDS = (("B", 0.8), ("C", 0.55), ("D", 0.35), ("E", 0.0))
# The words of Wikipedia's list of perennial sources; "no consensus" is no opinion.
STATUS = {"reliable": 0.85, "unreliable": 0.45, "deprecated_or_blacklisted": 0.2}
NO_OPINION = ("no_consensus",)
VALUES = ("p", "letter", "pc1", "status")


@dataclass(frozen=True)
class Opinion:
    """What a list thinks of an outlet: share of its claims taken to hold, claims that is worth, and whose it is."""

    mean: float
    weight: float
    list: str

    @property
    def letter(self) -> str:
        """The letter that goes with the mean; never A."""
        return next(letter for letter, least in BOUNDS if self.mean >= least)

    def __str__(self) -> str:
        """Return "B by RATINGS 2026-01-15"."""
        return f"{self.letter} by {self.list}"


def load_opinions(path: str | None) -> Mapping[str, Opinion]:
    """Return opinions by outlet's name in lower case or by host, from the user's CSV or Parquet file; none without one.

    A row has ``outlet``, ``name`` or ``domain`` (one or more of these) and one of ``p`` (0..1), ``letter`` (A–E),
    ``pc1`` (0..1, with ``n_observed``: rows that rest on no observed rating are passed over) or ``status`` (reliable,
    unreliable, deprecated_or_blacklisted); optional ``weight`` (claims, at most 4), ``list`` and ``date``.

    Raises
    ------
    ConfigError
        The file cannot be read, lacks these columns, or holds a value out of range.
    """
    if not path:
        return {}
    rows = _read(path, "reliability.priors", ("outlet", "name", "domain"), VALUES)
    found: dict[str, Opinion] = {}
    for number, row in enumerate(rows, 2):
        where = f"reliability.priors: {path}, row {number}"
        mean = _mean(row, where)
        if mean is None:
            continue
        weight = min(MOST, _number(row, "weight", MOST, where))
        named = " ".join(str(part) for part in (row.get("list") or Path(path).stem, row.get("date")) if part)
        for key in filter(None, (row.get("outlet"), row.get("name"), row.get("domain"))):
            if weight:
                found.setdefault(str(key).strip().casefold().removeprefix("www."), Opinion(mean, weight, named))
    return found


def opinion_on(outlet: str, urls: Iterable[str | None], opinions: Mapping[str, Opinion]) -> Opinion | None:
    """Return the opinion on an outlet, by its name, else by the host of its pages; null where the list has none."""
    hosts = sorted({host for url in urls if (host := host_of(url))})
    keys = [outlet.casefold(), outlet.casefold().removeprefix("the "), *hosts]
    return next((opinions[key] for key in keys if key in opinions), None)


@dataclass(frozen=True)
class Interests:
    """Who is a party to which matters: names of parties, in lower case, to those they speak of with an interest."""

    about: Mapping[str, tuple[str, ...]]

    def party(self, *names: str | None) -> str | None:
        """Return the party that one of the names is, if any."""
        return next((name.casefold() for name in names if name and name.casefold() in self.about), None)

    def touched(self, party: str, texts: Iterable[str | None]) -> str | None:
        """Return the first of those it has an interest in, itself among them, that the texts speak of."""
        whole = "\n".join(text for text in texts if text).casefold()
        names = dict.fromkeys((*self.about[party], party))
        return next((name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole)), None)


def load_interests(path: str | None) -> Interests:
    """Return the parties of the user's CSV or Parquet file (``source``, ``about``: a row a pair); none without one.

    Raises
    ------
    ConfigError
        The file cannot be read or lacks one of the two columns.
    """
    about: dict[str, tuple[str, ...]] = {}
    for row in _read(path, "reliability.interests", ("source",), ("about",)) if path else ():
        if row.get("source"):
            party = str(row["source"]).casefold()
            others = (str(row["about"]).casefold(),) if row.get("about") else ()
            about[party] = (*about.get(party, ()), *others)
    return Interests(about)


def _read(path: str, option: str, *needed: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the rows of a table that has a column of each of the tuples."""
    try:
        table = pl.read_parquet(path) if path.endswith(".parquet") else pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ConfigError(f"{option}: {path} cannot be read ({error}); name a CSV or Parquet file") from error
    for names in needed:
        if not set(names) & set(table.columns):
            raise ConfigError(f"{option}: {path} has no column {' or '.join(names)}; add it or name another file")
    return table.to_dicts()


def _mean(row: Row, where: str) -> float | None:
    """Return the share of claims that a row takes to hold; null where it has no opinion."""
    if row.get("letter"):
        letter = str(row["letter"]).strip().upper()
        if letter == "F":
            return None
        if letter not in LETTERS:
            raise ConfigError(f"{where}: letter {letter!r}; A to F are letters")
        return LETTERS[letter]
    if row.get("status"):
        status = str(row["status"]).strip().casefold().replace(" ", "_")
        if status not in (*STATUS, *NO_OPINION):
            raise ConfigError(f"{where}: status {status!r}; known are {', '.join((*STATUS, *NO_OPINION))}")
        return STATUS.get(status)
    if row.get("pc1") is not None and not _number(row, "n_observed", 1.0, where):
        return None
    value = row.get("p") if row.get("p") is not None else row.get("pc1")
    if value is None or value == "":
        return None
    mean = _number({"p": value}, "p", 0.0, where)
    if mean > 1:
        raise ConfigError(f"{where}: p {mean} is not from 0 to 1")
    return min(max(mean, 0.01), 0.99)


def _number(row: Row, name: str, default: float, where: str) -> float:
    """Return a number of a row, 0 or more; the default where the cell is empty."""
    value = default if row.get(name) in (None, "") else row[name]
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{where}: {name} {value!r} is no number") from error
    if not number >= 0:
        raise ConfigError(f"{where}: {name} {value} is below 0")
    return number
