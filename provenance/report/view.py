"""The tables of a run, looked up by id: what every section of the report and ``explain`` reads from."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from provenance.claims import find_quantities
from provenance.report.page import count, dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    Row = dict[str, Any]

IDS = {
    "claims": "claim_id",
    "clusters": "cluster_id",
    "attributions": "attribution_id",
    "sources": "source_id",
    "contradictions": "pair_id",
    "articles": "article_id",
    "origins": "origin_id",
}
BOUNDS = {
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
}
PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet"}
UNCHANGED = {"percent", "cent", "aircraft", "police", "troops", "people", "celsius", "hertz"}
SHORTEST = 4
UNNAMED = {"unnamed_person", "unnamed_group", "named_person"}  # whoever could have been named
COUNTED = {"figure", "date"}  # types of contradiction in which values are compared, not statements


class View:
    """The tables of a run by id, and the short form of each id."""

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Keep the tables; each lookup is made when it is first asked for."""
        self.tables = tables
        self._rows: dict[str, list[Row]] = {}

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table as dictionaries."""
        if name not in self._rows:
            self._rows[name] = self.tables[name].to_dicts()
        return self._rows[name]

    @cached_property
    def by_id(self) -> dict[str, dict[str, Row]]:
        """Rows of each public table under their id."""
        return {name: {row[key]: row for row in self.rows(name)} for name, key in IDS.items()}

    @cached_property
    def outlets(self) -> dict[str, Row]:
        """Rows of OUTLETS under the outlet's name."""
        return {row["outlet"]: row for row in self.rows("outlets")}

    @cached_property
    def known_outlets(self) -> frozenset[str]:
        """Names of the outlets that some article is known to be from; OUTLETS also has rows for articles of none."""
        return frozenset(self.tables["articles"]["outlet"].drop_nulls())

    @cached_property
    def statements(self) -> dict[str, Row]:
        """Rows of STATEMENTS by claim."""
        return {row["claim_id"]: row for row in self.rows("statements")}

    @cached_property
    def matches(self) -> dict[str, Row]:
        """Rows of MATCHES by claim."""
        return {row["claim_id"]: row for row in self.rows("matches")}

    @cached_property
    def relations(self) -> dict[frozenset[str], Row]:
        """Rows of RELATIONS by the two claims."""
        return {frozenset((row["a_claim_id"], row["b_claim_id"])): row for row in self.rows("relations")}

    @cached_property
    def members(self) -> dict[str, list[Row]]:
        """Claims of each cluster, the earliest first."""
        earliest = sorted(self.by_id["claims"].values(), key=lambda row: (moment(row) or "9999", row["claim_id"]))
        return _grouped(earliest, "cluster_id")

    @cached_property
    def flags(self) -> dict[str, list[str]]:
        """What the use of an unnamed source leaves open, by attribution."""
        return {row["attribution_id"]: row["flags"] or [] for row in self.rows("anonymity")}

    @cached_property
    def said(self) -> dict[str, list[Row]]:
        """Attributions of each source."""
        return _grouped(self.by_id["attributions"].values(), "source_id")

    @cached_property
    def claimed(self) -> dict[str, list[Row]]:
        """Claims of each attribution."""
        return _grouped(self.by_id["claims"].values(), "attribution_id")

    @cached_property
    def id_length(self) -> int:
        """How many characters tell all ids of the run apart, 4 at least."""
        known = sorted({identifier for rows in self.by_id.values() for identifier in rows})
        return max((_shared(one, two) + 1 for one, two in pairwise(known)), default=SHORTEST) if known else SHORTEST

    def matters(self, pairs: Iterable[Row]) -> list[list[Row]]:
        """Group pairs of claims by what they are about: pairs of one kind that share a cluster belong together.

        The order of the pairs is kept, in a group and among groups. Cost: linear in pairs times groups.
        """
        groups: list[tuple[set[object], list[Row]]] = []
        for row in pairs:
            counted = row["type"] in COUNTED
            keys = {(counted, self._matter(row[f"{side}_claim_id"])) for side in ("a", "b")}
            touching = [group for group in groups if group[0] & keys]
            if not touching:
                groups.append((set(keys), [row]))
                continue
            first, *others = touching
            first[0].update(keys, *(group[0] for group in others))
            first[1].extend([other for group in others for other in group[1]] + [row])
            groups = [group for group in groups if group not in others]
        return [rows for _, rows in groups]

    def _matter(self, claim_id: str) -> object:
        claim = self.by_id["claims"].get(claim_id)
        return claim["cluster_id"] if claim else claim_id

    def short(self, identifier: str) -> str:
        """Return the first characters of an id, enough to tell it from all others in this run."""
        return identifier[: max(self.id_length, SHORTEST)]

    def speaker(self, row: Row) -> str:
        """Return who is credited with a claim or in an attribution: "Ada Quill (named person)", "in its own voice".

        A source that was not resolved to a name is given in the article's words.
        """
        if row["source_kind"] == "outlet" or not row["attribution_id"]:
            return "in its own voice"
        said = self.by_id["attributions"].get(row["attribution_id"], {})
        kind = kind_name(row["source_kind"], anonymous=row["anonymous"])
        if row["source"]:
            return f"{row['source']} ({kind})"
        words = said.get("source_text")
        return f"“{words}” ({kind})" if words else "a source the article does not give"

    def anonymity(self, claim: Row) -> str | None:
        """Return the reason for which a person or group is not named in full; None for anything else."""
        if not claim["anonymous"] or claim["source_kind"] not in UNNAMED:
            return None
        said = self.by_id["attributions"].get(claim["attribution_id"] or "", {})
        access = said.get("access")
        known = f"{access.replace('_', ' ')} knowledge" if access else None
        return dotted(known, f"reason for not naming: {said.get('anonymity_reason') or 'none given'}")

    def origin_label(self, origin_id: str | None) -> str:
        """Return what an origin is called."""
        row = self.by_id["origins"].get(origin_id or "")
        return str(row["label"]) if row and row["label"] else "unknown origin"

    def origin_of(self, claim: Row) -> str:
        """Return what a claim's origin is called, for use in a sentence: "origin AP", "unknown origin (title)"."""
        label = claim["origin_label"] or self.origin_label(claim["origin_id"])
        return label if label.startswith("unknown origin") else f"origin {label}"

    def origins_of(self, claims: Iterable[Row]) -> list[str]:
        """Return the names of the origins that these claims have, each once."""
        return sorted({claim["origin_label"] or self.origin_label(claim["origin_id"]) for claim in claims})


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Return the rows by the value of a column; a row without one is in no group."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column]:
            found[row[column]].append(row)
    return found


def _shared(one: str, two: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def kind_name(kind: str | None, *, anonymous: bool | None) -> str:
    """Return the kind of a source in words."""
    if anonymous and kind == "named_person":
        return "first name only"
    return (kind or "of unknown kind").replace("_", " ")


def moment(claim: Row) -> str | None:
    """Return the time that a claim speaks of, or else when its article came out."""
    found = claim["as_of"] or claim["published_at"]
    return str(found) if found else None


def when(claim: Row) -> str:
    """Return the time that a claim speaks of, or else when it was published, and which of the two it is."""
    if claim["as_of"]:
        return f"as of {claim['as_of']}"
    return f"published {claim['published_at']}" if claim["published_at"] else "undated"


def figure(row: Row) -> str:
    """Return a claim's first quantity in words: "at least 12 people", "10 to 15 percent"; empty without one."""
    if row["value"] is None:
        return "" if row.get("bound") != "vague" else f"an unstated number of {row['unit'] or 'things'}"
    text = plain_number(row["value"])
    if row["value_high"] is not None and row["value_high"] != row["value"]:
        text = f"{text} to {plain_number(row['value_high'])}"
    unit = row["unit"] or ""
    counted = unit if row["value"] == 1 and row["value_high"] is None else plural_unit(unit)
    return f"{BOUNDS.get(row.get('bound') or '', '')}{text} {counted}".strip()


def compared(claim: Row, value: str | None) -> str:
    """Return the value by which a claim was compared, with bound and unit where it is one of its quantities."""
    if value is None:
        return figure(claim)
    part = quantity(claim, value)
    return figure({**part, "value_high": part["high"]}) if part else value


def quantity(claim: Row, value: str | None) -> Row | None:
    """Return that quantity of a claim by which it was compared, as printed in a pair: "310", "three", "800 metres"."""
    read = find_quantities(value or "")
    numbers = {one.value for one in read if one.value is not None}
    return next((part for part in claim["quantities"] or [] if part["value"] in numbers), None)


def plural_unit(unit: str) -> str:
    """Return a unit (singular, lower case) as it stands after a number other than one."""
    *before, last = unit.split(" ")
    if not last.isalpha() or last in UNCHANGED:
        return unit
    if last in PLURALS:
        plural = PLURALS[last]
    elif last.endswith("y") and last[-2:-1] not in set("aeiou"):
        plural = f"{last[:-1]}ies"
    else:
        plural = f"{last}es" if last.endswith(("s", "x", "ch", "sh")) else f"{last}s"
    return " ".join([*before, plural])


def plain_number(value: float) -> str:
    """Return a number as people write it: 2,300 and 4.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def outlet_of(row: Row) -> str:
    """Return the outlet's name, or that it is unknown."""
    return str(row["outlet"] or f"unknown outlet ({row['input_id']})")


def grade(row: Row | None) -> str:
    """Return letter and count of a source or outlet: "B (n 12)", "F (n 2)"."""
    return f"{row['reliability'] or 'F'} (n {row['n'] or 0})" if row else "F (n 0)"


def reach(cluster: Row) -> str:
    """Return how far a matter went: outlets always beside origins."""
    return dotted(
        f"{count(cluster['outlets'], 'outlet')}, {count(cluster['origins'], 'origin')}",
        count(cluster["mentions"], "mention"),
        f"credibility {cluster['credibility'] or 6}",
    )


def in_full(claim: Row) -> str | None:
    """Return the claim as a sentence where its passage is a fragment ("which denied responsibility"), else null."""
    return claim["claim"] if str(claim["exact_text"] or "")[:1].islower() else None
