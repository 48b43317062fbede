"""How matters stand: what holds, what only looks confirmed, what rests on one or on unnamed sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.report.chains import chains
from provenance.report.page import dotted, entry, heading, line, listed, more, share
from provenance.report.view import outlet_of, reach

if TYPE_CHECKING:
    from rich.console import RenderableType

    from provenance.report.view import Row, View


SURE = 0.6  # probability of an attribution below which it is listed last
# Kinds of unnamed sources, those first whom a reporter has met.
REACHABLE = ("named_person", "unnamed_person", "unnamed_group", "document", "news_media", "social_media", "hearsay")


def holds(view: View, top: int) -> list[RenderableType]:
    """Return the clusters that stand on two or more origins with none against."""
    rows = with_status(view, "holds")
    blocks: list[RenderableType] = [heading("2 HOLDS ON TWO OR MORE ORIGINS", str(len(rows)) if rows else "none")]
    for row in rows[:top]:
        members = view.members.get(row["cluster_id"], [])
        agreeing = _agreeing(members)
        blocks.append(
            entry(
                view.short(row["cluster_id"]),
                line((row["claim"] or "", "bold")),
                line(dotted(_agreement(view, row, agreeing), reach(row))),
                line(dotted(first(row, members), _voices(agreeing))),
                *_deniers(members),
            )
        )
    return [*blocks, *more(len(rows), top, "clusters.csv")]


def _agreement(view: View, row: Row, agreeing: list[Row]) -> str:
    """Return who agrees, before what else was said in the matter: "2 of 5 origins agree: AP, the mayor"."""
    names = view.origins_of(agreeing)
    many = len({claim["origin_family"] or claim["origin_id"] for claim in agreeing})
    whole = f"{many} of {row['origins']} origins agree" if row["origins"] > many else f"{many} origins agree"
    return f"{whole}: {listed(names)}"


def one_origin(view: View, top: int) -> list[RenderableType]:
    """Return the clusters that several outlets carry from a single origin."""
    rows = with_status(view, "one_origin")
    note = str(len(rows)) if rows else "none"
    blocks: list[RenderableType] = [heading("3 LOOKS CONFIRMED BUT IS ONE ORIGIN", note)]
    for row in rows[:top]:
        members = view.members.get(row["cluster_id"], [])
        carriers = listed(dict.fromkeys(outlet_of(claim) for claim in members))
        blocks.append(
            entry(
                view.short(row["cluster_id"]),
                line((row["claim"] or "", "bold")),
                line(dotted(reach(row), first(row, members))),
                line(f"{carriers} have it from one place: {_origin(view, members)}"),
            )
        )
    return [*blocks, *more(len(rows), top, "clusters.csv"), *chains(view, top)]


def thin(view: View, top: int) -> list[RenderableType]:
    """Return the clusters that rest on unnamed sources only, then those on one source, the most carried first."""
    unnamed = unnamed_only(view)
    single = with_status(view, "single_source")
    note = f"{len(unnamed)} on unnamed sources only, {len(single)} on one source" if unnamed or single else "none"
    blocks: list[RenderableType] = [heading("4 RESTS ON ONE OR ON UNNAMED SOURCES", note)]
    blocks += [_thin_entry(view, row) for row in unnamed[:top]]
    blocks += more(len(unnamed), top, "clusters.csv with status anonymous_only")
    blocks += [_thin_entry(view, row) for row in single[:top]]
    return [*blocks, *more(len(single), top, "clusters.csv with status single_source")]


def with_status(view: View, status: str) -> list[Row]:
    """Return the clusters of a status: by origins and outlets, those with a figure first, then by mentions."""
    return sorted(
        (row for row in view.by_id["clusters"].values() if row["status"] == status),
        key=lambda row: (
            -row["origins"],
            -row["outlets"],
            row["value_low"] is None,
            -row["mentions"],
            row["first_seen"] or "9999",
            row["cluster_id"],
        ),
    )


def unnamed_only(view: View) -> list[Row]:
    """Return the clusters that rest on unnamed sources only, those first whose source can best be found and asked.

    Matters that are but doubtfully credited to anybody come last.
    """
    return sorted(with_status(view, "anonymous_only"), key=lambda row: (_is_doubtful(view, row), _vagueness(view, row)))


def _is_doubtful(view: View, row: Row) -> bool:
    """Tell whether every attribution of a matter has a probability under SURE."""
    said = [view.by_id["attributions"].get(claim["attribution_id"] or "") for claim in view.members[row["cluster_id"]]]
    return max((one["confidence"] or 0 for one in said if one), default=0) < SURE


def _vagueness(view: View, row: Row) -> int:
    """Return how far the best unnamed source of a matter is from somebody who can be found and asked."""
    kinds = [claim["source_kind"] for claim in view.members.get(row["cluster_id"], []) if claim["source"]]
    return min((REACHABLE.index(kind) for kind in kinds if kind in REACHABLE), default=len(REACHABLE))


def _thin_entry(view: View, row: Row) -> RenderableType:
    members = view.members.get(row["cluster_id"], [])
    facts = [line(_basis(view, claim)) for claim in _one_a_voice(members)]
    return entry(view.short(row["cluster_id"]), line((row["claim"] or "", "bold")), line(dotted(reach(row))), *facts)


def _one_a_voice(members: list[Row]) -> list[Row]:
    return list({(claim["outlet"], claim["source"]): claim for claim in reversed(members)}.values())[::-1]


def _basis(view: View, claim: Row) -> str:
    """Return on whose word a claim stands: outlet, source, the reason for not naming it, the chain."""
    chain = view.by_id["attributions"].get(claim["attribution_id"] or "", {}).get("chain") or []
    return dotted(
        f"{outlet_of(claim)}: {view.speaker(claim)}",
        view.anonymity(claim),
        f"chain: {' > '.join(chain)}" if len(chain) > 1 else None,
        f"{claim['published_at'] or 'undated'}",
    )


def _origin(view: View, members: list[Row]) -> str:
    if not members:
        return "one origin"
    origin = view.by_id["origins"].get(members[0]["origin_id"] or "", {})
    overlap = origin.get("overlap")
    evidence = dotted(origin.get("evidence"), f"{share(overlap)} the same words" if overlap else None)
    label = view.origin_of(members[0])
    return f"{label} ({evidence})" if evidence else label


def _agreeing(members: list[Row]) -> list[Row]:
    """Return the members that say the same as one another: of the agreement with most origins."""
    agreements: dict[str, list[Row]] = {}
    for claim in members:
        agreements.setdefault(claim["agreement_id"], []).append(claim)
    return max(
        agreements.values(),
        key=lambda claims: len({claim["origin_family"] or claim["origin_id"] for claim in claims}),
        default=[],
    )


def _deniers(members: list[Row]) -> list[RenderableType]:
    """Return a line that names whoever denies something in this matter, though no clash was found."""
    names = sorted({claim["source"] for claim in members if claim["stance"] == "denied" and claim["source"]})
    return [line(("A denial in this matter by ", "bold"), listed(names))] if names else []


def first(row: Row, members: list[Row]) -> str:
    """Return when and where a matter was first seen; all outlets of that time where it is not known who was first."""
    if not row["first_seen"]:
        return "undated"
    then = sorted({outlet_of(claim) for claim in members if claim["published_at"] == row["first_seen"]})
    return f"first seen {row['first_seen']} in {row['first_outlet'] or ' and '.join(then) or 'an unknown outlet'}"


def _voices(members: list[Row]) -> str:
    credited = [claim for claim in members if claim["source"] and claim["source_kind"] != "outlet"]
    named = sorted({claim["source"] for claim in credited if not claim["anonymous"]})
    unnamed = sorted({claim["source"] for claim in credited if claim["anonymous"]})
    parts = [f"sources: {listed(named, 5)}" if named else None]
    parts.append(f"unnamed: {listed(unnamed, 5)}" if unnamed else None)
    return dotted(*parts) or "no source credited"
