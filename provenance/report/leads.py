"""What to check next: a ranked list of leads, each with the id that ``explain`` unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.report.disagreements import clashes
from provenance.report.page import clean, count, entry, heading, line, listed, quoted
from provenance.report.standing import unnamed_only, with_status
from provenance.report.view import compared, in_full, outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from provenance.report.view import Row, View


class Lead(NamedTuple):
    """One thing to check: the id to unfold, and what to do."""

    identifier: str
    what: str


def check_next(view: View, top: int) -> list[RenderableType]:
    """Return what to check next, the gravest first; clusters that a person has checked are left out and counted."""
    found = list(leads(view))
    checked = sum(bool(row["checked"]) for row in view.by_id["clusters"].values())
    note = f"{count(checked, 'cluster')} already checked" if checked else ""
    blocks: list[RenderableType] = [heading("8 CHECK NEXT", note or ("" if found else "nothing stands out"))]
    width = len(str(min(len(found), top))) + 1
    for number, lead in enumerate(found[:top], 1):
        blocks.append(entry(f"{number}.", line((view.short(lead.identifier), "cyan"), f"  {lead.what}"), width=width))
    if len(found) > top:
        blocks.append(line(f"{len(found) - top:,} more leads: the rest of sections 1, 3 and 4", style="dim"))
    return blocks


def leads(view: View) -> Iterator[Lead]:
    """Yield the leads in order: clashes, unnamed sources, one origin, undated articles."""
    for row, *_ in clashes(view):
        if not _is_checked(view, row["cluster_id"]):
            yield Lead(row["pair_id"], _settle(view, row))
    for alike in _by_unnamed_source(view):
        first, *others = alike
        also = f" and {count(len(others), 'more matter')}" if others else ""
        unnamed = listed(first["anonymous_sources"], 2)
        yield Lead(first["cluster_id"], f"Find a named second source: only {unnamed} for {_matter(first)}{also}")
    for row in with_status(view, "one_origin"):
        if not row["checked"]:
            origins = listed(view.origins_of(view.members.get(row["cluster_id"], [])), 2) or "the origin"
            what = f"Ask {origins} what it rests on: {count(row['outlets'], 'outlet')}, 1 origin for {_matter(row)}"
            yield Lead(row["cluster_id"], what)
    for row in view.rows("articles"):
        if not row["published_at"]:
            yield Lead(row["article_id"], f"Find the date of {clean(row['input_id'])}: its claims stand outside time")


def _by_unnamed_source(view: View) -> list[list[Row]]:
    """Return the unchecked clusters on unnamed sources only, together where they rest on the same ones in a story."""
    groups: dict[object, list[Row]] = {}
    for row in unnamed_only(view):
        if row["anonymous_sources"] and not row["checked"]:
            groups.setdefault((row["story_id"], *row["anonymous_sources"]), []).append(row)
    return list(groups.values())


def _is_checked(view: View, cluster_id: str | None) -> bool:
    return bool(view.by_id["clusters"].get(cluster_id or "", {}).get("checked"))


def _settle(view: View, row: Row) -> str:
    claims = {side: view.by_id["claims"].get(row[f"{side}_claim_id"]) for side in ("a", "b")}
    positions = "; ".join(_position(view, claim, row, side) for side, claim in claims.items() if claim)
    if row["verdict"] == "correction":
        return f"Use the corrected statement, and see who still carries the other: {positions or row['why']}"
    asked = "what each counted, where and until when" if row["type"] == "figure" else "how each knows"
    return f"Ask {asked}: {positions or row['why']}"


def _position(view: View, claim: Row, row: Row, side: str) -> str:
    """Return a side's position: the value by which it was compared, or its words."""
    who = outlet_of(claim) if claim["source_kind"] == "outlet" else claim["source"] or view.speaker(claim)
    if row["type"] == "figure" and row[f"{side}_value"]:
        return f"{who} has {compared(claim, row[f'{side}_value'])}"
    return f"{who}: {(in_full(claim) or quoted(claim['exact_text'])).rstrip('.')}"


def _matter(row: Row) -> str:
    return quoted(row["claim"] or row["example"] or "")
