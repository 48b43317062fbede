"""Figures over time: how a counted matter was revised, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from provenance.claims import find_quantities
from provenance.report.page import clean, count, entry, heading, line, more
from provenance.report.view import compared, moment, outlet_of, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from provenance.report.view import Row, View

BAR = 16  # characters of the longest bar


def figures_over_time(view: View, top: int) -> list[RenderableType]:
    """Return the matters whose figure was revised, each as a list of values by the time they speak of."""
    updates = [row for row in view.rows("contradictions") if row["verdict"] == "update" and row["type"] == "figure"]
    found = [steps for rows in view.matters(updates) for steps in _series(view, rows) if len(steps) > 1]
    found.sort(key=lambda steps: (-len(steps), steps[0].claim["claim_id"]))
    note = (
        count(len(found), "matter with a revised figure", "matters with a revised figure") if found else "none revised"
    )
    blocks: list[RenderableType] = [heading("7 FIGURES OVER TIME", note)]
    for steps in found[:top]:
        latest = steps[-1].claim
        blocks.append(
            entry(view.short(latest["cluster_id"]), line((latest["claim"] or "", "bold")), _bars(view, steps))
        )
    return [*blocks, *more(len(found), top, "contradictions.csv with verdict update")]


class Step(NamedTuple):
    """One value of a figure that changes, and the claim that gives it."""

    claim: Row
    value: str

    @property
    def counted(self) -> str | None:
        """What is counted; null where it is not said."""
        part = quantity(self.claim, self.value)
        return part["unit"] if part else None

    @property
    def number(self) -> float:
        """The value as a number; 0 where it is none."""
        return next((one.value for one in find_quantities(self.value) if one.value is not None), 0.0)


def _series(view: View, updates: list[Row]) -> Iterator[list[Step]]:
    """Yield the values of one matter in order of time, a series for each thing counted in it.

    A value is shown once for an outlet and a time. A step whose noun was left out ("has risen to 19") goes with the
    series that its pair names.
    """
    found: dict[str | None, list[Step]] = {}
    for row in updates:
        steps = [Step(view.by_id["claims"][row[f"{side}_claim_id"]], row[f"{side}_value"]) for side in ("a", "b")]
        if all(step.value for step in steps):
            counted = next((step.counted for step in steps if step.counted), None)
            found.setdefault(counted, []).extend(steps)
    for steps in found.values():
        steps.sort(
            key=lambda step: (step.claim["published_at"] or "9999", moment(step.claim) or "", step.claim["claim_id"])
        )
        distinct = {(step.claim["published_at"], step.number, step.claim["outlet"]): step for step in reversed(steps)}
        yield list(distinct.values())[::-1]


def _bars(view: View, steps: list[Step]) -> Table:
    highest = max(abs(step.number) for step in steps) or 1
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for step in steps:
        claim, value = step
        bar = "#" * max(1, round(BAR * abs(step.number) / highest))
        who = f"{outlet_of(claim)}, {view.speaker(claim)} · {view.short(claim['claim_id'])}"
        shown = compared(claim, value)
        day = (claim["published_at"] or "undated")[:10]
        grid.add_row(day, Text(clean(shown)), Text(bar, style="blue"), Text(clean(who)))
    return grid
