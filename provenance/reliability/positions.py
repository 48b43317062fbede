"""Who takes which position on a matter, copies counted once.

A matter is an agreement, the claims of a cluster that say the very same, with the agreements that it clashes with. To
be of one cluster makes nobody a witness: the likeness that is enough to hold two claims side by side is not enough to
say that one confirms the other. Claims that clash take different positions. Where agreements are not known, a claim
that clashes with nobody in a contested matter takes none, since it is consistent with every side.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    Row = Mapping[str, Any]

# Verdicts by which one claim speaks against another; the others have an explanation.
AGAINST = ("contradiction", "source_dispute")


@dataclass
class Stand:
    """A position on a matter: the claims that take it."""

    matter: str
    claims: list[Row] = field(default_factory=list)
    voices: set[tuple[str, str, str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class Positions:
    """``stands``: every position; ``of``: claim_id to its number, missing where the claim takes none."""

    stands: tuple[Stand, ...]
    of: Mapping[str, int]

    def without(self, articles: set[str]) -> Positions:
        """Return the positions without the claims of some articles; whose clashes stand on another copy keep them."""
        kept = (
            Stand(one.matter, [row for row in one.claims if row["article_id"] not in articles]) for one in self.stands
        )
        return Positions(tuple(one for one in kept if one.claims), {})


def cluster_of(row: Row) -> str:
    """Return the cluster of a claim; a claim in none is its own."""
    return str(row["cluster_id"] or row["claim_id"])


def agreement_of(row: Row) -> str:
    """Return what a claim says, as far as others confirm it; unknown, that is its cluster."""
    return str(row["agreement_id"] or cluster_of(row))


def origin_of(row: Row) -> str:
    """Return who stands behind a claim, as a witness: the publisher family of its origin, else the origin itself.

    Two articles of one newsroom are two texts and one witness. Unknown, the article is its own.
    """
    return str(row["origin_family"] or row["origin_id"] or row["article_id"])


def voice_of(row: Row) -> tuple[str, str, str, str]:
    """Return what copies of one claim have in common: agreement, origin, who is credited, and the words."""
    words = " ".join((row["exact_text"] or "").casefold().split())
    return agreement_of(row), origin_of(row), row["source_id"] or "", words


def take_positions(claims: pl.DataFrame, contradictions: pl.DataFrame) -> Positions:
    """Return the positions taken in CLAIMS, given the clashes in CONTRADICTIONS; the order of rows does not matter."""
    rows = sorted(claims.iter_rows(named=True), key=lambda row: (row["published_at"] or "9", row["claim_id"]))
    against = _opponents(rows, contradictions)
    matter_of = _matters(rows, against)
    contested = {matter_of[agreement_of(row)] for row in rows if voice_of(row) in against}
    stands: list[Stand] = []
    number_of: dict[tuple[str, ...], int] = {}
    by_matter: dict[str, list[int]] = defaultdict(list)
    of: dict[str, int] = {}
    for row in rows:
        voice, matter = voice_of(row), matter_of[agreement_of(row)]
        if matter in contested and row["agreement_id"] is None and voice not in against:
            continue
        if voice not in number_of:
            number_of[voice] = _choose(voice, matter, against, stands, by_matter)
        stands[number_of[voice]].claims.append(row)
        stands[number_of[voice]].voices.add(voice)
        of[row["claim_id"]] = number_of[voice]
    return Positions(tuple(stands), of)


def _opponents(rows: Iterable[Row], contradictions: pl.DataFrame) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Return, for every voice that somebody speaks against, the voices that do."""
    voices = {row["claim_id"]: voice_of(row) for row in rows}
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in contradictions.iter_rows(named=True):
        a, b = voices.get(row["a_claim_id"]), voices.get(row["b_claim_id"])
        if row["verdict"] in AGAINST and a and b and a != b:
            found[a].add(b)
            found[b].add(a)
    return dict(found)


def _matters(rows: Iterable[Row], against: Mapping[tuple[str, ...], set[tuple[str, ...]]]) -> dict[str, str]:
    """Join agreements whose claims clash; a matter is named after the first in alphabetical order."""
    head = {agreement_of(row): agreement_of(row) for row in rows}

    def find(name: str) -> str:
        while head[name] != name:
            head[name] = head[head[name]]
            name = head[name]
        return name

    for voice, others in against.items():
        for other in others:
            first, second = sorted((find(voice[0]), find(other[0])))
            head[second] = first
    return {name: find(name) for name in head}


def _choose(
    voice: tuple[str, ...],
    matter: str,
    against: Mapping[tuple[str, ...], set[tuple[str, ...]]],
    stands: list[Stand],
    by_matter: dict[str, list[int]],
) -> int:
    """Return the first position from the same agreement that the voice does not speak against; else a new one."""
    enemies = against.get(voice, set())
    for number in by_matter[matter]:
        members = stands[number].voices
        if members.isdisjoint(enemies) and any(member[0] == voice[0] for member in members):
            return number
    stands.append(Stand(matter))
    by_matter[matter].append(len(stands) - 1)
    return len(stands) - 1
