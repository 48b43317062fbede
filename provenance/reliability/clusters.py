"""How a matter stands over all outlets, and the Admiralty number of what is claimed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.reliability.files import load_interests
from provenance.reliability.firsts import first_teller
from provenance.reliability.positions import AGAINST, Positions, agreement_of, cluster_of, origin_of, take_positions
from provenance.tables import CLUSTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from provenance.config import Reliability
    from provenance.reliability.files import Interests

    Row = Mapping[str, Any]

_UNCHECKABLE = frozenset({"planned", "conditional", "predicted"})
_HEDGED = frozenset({"hedged", "alleged"})


def weigh_clusters(claims: pl.DataFrame, contradictions: pl.DataFrame, *, config: Reliability) -> pl.DataFrame:
    """Say of every matter how it stands and give it its Admiralty number.

    Reads CLAIMS and CONTRADICTIONS, writes CLUSTERS, one row a cluster; a claim in no cluster is one of its own.
    ``status``: ``disputed`` (somebody speaks against it), ``updated`` (a later figure or a correction),
    ``anonymous_only`` (nobody named stands for it), ``holds`` (two or more independent origins say the very same in two
    or more articles, nothing against; unnamed sources do not count, for they may be the named ones), ``one_origin``
    (several outlets, one origin), ``single_source`` (nobody else says the very same). The first that applies is given.
    Origins for it are those of one agreement (``agreement_id``): other claims of the cluster are of the same matter and
    confirm nothing. ``credibility`` follows from the independent origins for and against (``rule`` prints them):

    1  two or more origins for, none against
    2  two or more for, but all or all but one of them unnamed sources, who may be the same people; or one for and two
       named sources
    3  two or more for, but hedged; or one for, none against, and another origin reports the same story; or more than
       twice as many for as against; or two or more for, all of them parties to the matter that speak of themselves or
       of one another (``config.interests``)
    4  one for and nothing else on the story, or as many for as against, or only hedged
    5  more against than for
    6  nothing that could be checked today: plans, conditions, predictions

    A further origin for the leading position never makes the number worse, one against it never better. No claims
    give no rows. Values are taken over mentions with the commonest unit. The last five columns are left to the
    person.
    """
    if claims.is_empty():
        return CLUSTERS.empty()
    weigher = _Weigher(claims, contradictions, load_interests(config.interests))
    return CLUSTERS.frame(weigher.row(name) for name in sorted(weigher.members))


@dataclass(frozen=True)
class _Tally:
    """Origins for the leading position of a cluster and against it, and what else bears on its number."""

    origins_for: int
    firm: int  # of these, not of unnamed sources
    origins_against: int
    named: int
    unnamed: bool
    parties: bool
    story_origins: int
    hedged: bool
    checkable: bool

    def number(self) -> tuple[int, str]:
        """Return the Admiralty number and the rule that gave it, in words."""
        inputs = f"{_origins(self.origins_for)} for, {self.origins_against} against"
        if not self.checkable:
            return 6, "nothing to check yet: planned, conditional or predicted"
        if self.origins_against:
            return self._contested(), inputs
        if self.origins_for >= 2 and self.parties:
            return 3, f"{inputs}; parties to the matter only"
        if self.origins_for >= 2 and not self.hedged:
            if self.unnamed or self.firm < 2:
                return 2, f"{inputs}; {'unnamed sources only' if self.unnamed else 'all but one unnamed'}"
            return 1, inputs
        if self.origins_for >= 2:
            return 3, f"{inputs}; hedged"
        if self.hedged:
            return 4, f"{inputs}; hedged"
        if self.named >= 2 and not self.parties:
            return 2, f"{inputs}; {self.named} named sources"
        if self.story_origins:
            return 3, f"{inputs}; {_origins(self.story_origins)} more on the story"
        return 4, f"{inputs}; nothing else on the story"

    def _contested(self) -> int:
        if self.origins_against > self.origins_for:
            return 5
        return 3 if self.origins_for > 2 * self.origins_against and not self.hedged else 4


def _origins(number: int) -> str:
    return "1 origin" if number == 1 else f"{number} origins"


class _Weigher:
    """CLAIMS and CONTRADICTIONS indexed by cluster, for one pass over the clusters."""

    def __init__(self, claims: pl.DataFrame, contradictions: pl.DataFrame, interests: Interests) -> None:
        self.interests = interests
        self.members: dict[str, list[Row]] = defaultdict(list)
        self.story: dict[str, set[str]] = defaultdict(set)
        rows = sorted(claims.iter_rows(named=True), key=lambda row: (row["published_at"] or "9", row["claim_id"]))
        for row in rows:
            self.members[cluster_of(row)].append(row)
            if row["story_id"]:
                self.story[row["story_id"]].add(origin_of(row))
        self.positions: Positions = take_positions(claims, contradictions)
        self.in_matter: dict[str, list[int]] = defaultdict(list)
        for place, stand in enumerate(self.positions.stands):
            self.in_matter[stand.matter].append(place)
        cluster = {row["claim_id"]: cluster_of(row) for row in rows}
        self.verdicts: dict[str, Counter[str]] = defaultdict(Counter)
        for pair in contradictions.iter_rows(named=True):
            for name in {cluster.get(pair["a_claim_id"]), cluster.get(pair["b_claim_id"])} - {None}:
                self.verdicts[str(name)][pair["verdict"]] += 1

    def row(self, name: str) -> dict[str, object]:
        """Return the row of a cluster."""
        rows = self.members[name]
        leading, against = self._sides(rows)
        tally = self._tally(rows, leading, against)
        credibility, rule = tally.number()
        times = [row["published_at"] for row in rows if row["published_at"]]
        return {
            "cluster_id": name,
            "claim": _representative(leading)["claim"],
            "status": self._status(name, rows, leading),
            "credibility": credibility,
            "mentions": len(rows),
            "articles": len({row["article_id"] for row in rows}),
            "outlets": len({row["outlet"] or row["article_id"] for row in rows}),
            "origins": len({origin_of(row) for row in rows}),
            "first_outlet": first_teller(rows, lambda row: row["outlet"]),
            "first_seen": times[0] if times else None,
            "last_seen": times[-1] if times else None,
            **_values(rows),
            "named_sources": _sources(rows, anonymous=False),
            "anonymous_sources": _sources(rows, anonymous=True),
            "contradictions": sum(self.verdicts[name][verdict] for verdict in AGAINST),
            "example": _example(leading)["exact_text"],
            "rule": rule,
            "story_id": rows[0]["story_id"],
        }

    def _sides(self, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """Return the claims of a cluster that are for its leading position, and all claims against that."""
        taken = sorted({self.positions.of[row["claim_id"]] for row in rows if row["claim_id"] in self.positions.of})
        if not taken:
            return [row for row in rows if agreement_of(row) == agreement_of(rows[0])], []
        stands = self.positions.stands
        lead = max(taken, key=lambda place: (len({origin_of(row) for row in stands[place].claims}), -place))
        against = [
            row for place in self.in_matter[stands[lead].matter] if place != lead for row in stands[place].claims
        ]
        return [row for row in rows if self.positions.of.get(row["claim_id"]) == lead], against

    def _tally(self, rows: Sequence[Row], leading: Sequence[Row], against: Sequence[Row]) -> _Tally:
        origins = {origin_of(row) for row in leading}
        story = rows[0]["story_id"]
        return _Tally(
            origins_for=len(origins),
            firm=len(_firm(leading)),
            origins_against=len({origin_of(row) for row in against}),
            named=len({row["source"].casefold() for row in leading if row["source"] and _named(row)}),
            unnamed=all(row["anonymous"] for row in leading),
            parties=all(self._is_party(row) for row in leading),
            story_origins=len(self.story[story] - origins) if story else 0,
            hedged=all(row["stance"] in _HEDGED or row["modality"] == "possible" for row in leading),
            checkable=any(row["modality"] not in _UNCHECKABLE for row in leading),
        )

    def _is_party(self, row: Row) -> bool:
        party = self.interests.party(row["source"], row["outlet"] if row["attribution_id"] is None else None)
        return party is not None and self.interests.touched(party, (row["claim"],)) is not None

    def _status(self, name: str, rows: Sequence[Row], leading: Sequence[Row]) -> str:
        verdicts = self.verdicts[name]
        if any(verdicts[verdict] for verdict in AGAINST):
            return "disputed"
        if verdicts["update"] or verdicts["correction"]:
            return "updated"
        if all(row["anonymous"] for row in rows):
            return "anonymous_only"
        if len(_firm(leading)) > 1 and len({row["article_id"] for row in leading}) > 1:
            return "holds"
        one = len({origin_of(row) for row in rows}) == 1
        return (
            "one_origin" if one and len({row["outlet"] or row["article_id"] for row in rows}) > 1 else "single_source"
        )


def _firm(rows: Sequence[Row]) -> set[str]:
    """Return the origins of claims but for those that rest on unnamed sources."""
    return {origin_of(row) for row in rows if row["origin_evidence"] != "unnamed source"}


def _named(row: Row) -> bool:
    return row["anonymous"] is False and row["source_kind"] != "outlet"


def _representative(rows: Sequence[Row]) -> Row:
    """Return the claim that speaks for a cluster: asserted, by somebody named, of middling length, early."""
    lengths = sorted(len(row["claim"] or "") for row in rows)
    middle = lengths[len(lengths) // 2]
    return min(
        rows,
        key=lambda row: (
            row["modality"] not in (None, "asserted"),
            row["anonymous"] is True,
            abs(len(row["claim"] or "") - middle),
            row["published_at"] or "9",
            row["claim_id"],
        ),
    )


def _example(rows: Sequence[Row]) -> Row:
    """Return the earliest mention that the outlet or a named source stands for."""
    return min(rows, key=lambda row: (row["anonymous"] is True, row["published_at"] or "9", row["claim_id"]))


def _sources(rows: Sequence[Row], *, anonymous: bool) -> list[str]:
    credited = (row for row in rows if row["source"] and row["source_kind"] != "outlet")
    return sorted({row["source"] for row in credited if bool(row["anonymous"]) is anonymous})


def _values(rows: Sequence[Row]) -> dict[str, object]:
    valued = [row for row in rows if row["value"] is not None]
    if not valued:
        return {}
    units = Counter(row["unit"] for row in valued)
    unit = max(sorted(units, key=str), key=lambda name: units[name])
    low = [row["value"] for row in valued if row["unit"] == unit]
    high = [row["value"] if row["value_high"] is None else row["value_high"] for row in valued if row["unit"] == unit]
    return {"value_low": min(low), "value_high": max(high), "unit": unit}
