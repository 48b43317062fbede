"""The terminal report, in the order in which an analyst asks.

What could not be measured; 1 disagreements; 2 what holds; 3 what looks confirmed but is one origin; 4 what rests on
one or on unnamed sources; 5 who said what; 6 outlets; 7 figures over time; 8 what to check next. One module for each
or two of these, one small function a section: ``section(view, top) -> renderables``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from provenance.report.chains import trees
from provenance.report.disagreements import disagreements
from provenance.report.leads import check_next
from provenance.report.measured import not_measured, overview
from provenance.report.page import line, render
from provenance.report.standing import holds, one_origin, thin
from provenance.report.timeline import figures_over_time
from provenance.report.view import View
from provenance.report.voices import outlets, who_said_what

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from rich.console import RenderableType

__all__ = ["View", "render", "render_graph", "render_report"]

SECTIONS = (disagreements, holds, one_origin, thin, who_said_what, outlets, figures_over_time, check_next)
SCOPE = "This measures reporting and agreement, not truth."


def render_report(
    tables: Mapping[str, pl.DataFrame], run: Mapping[str, Any], *, width: int, color: bool, top: int
) -> str:
    """Return the report over the tables of a run.

    Parameters
    ----------
    tables
        All public tables, REJECTED and LINEAGE.
    run
        The record of the run, as in ``run.json``; may be empty.
    width
        Columns of the page; 40 to 200 are used as given.
    color
        With colour codes; nothing but text otherwise.
    top
        How many rows a list shows; what it leaves out is counted.

    Notes
    -----
    Passages are wrapped and never cut. Cost: linear in rows, about 0.1 s for 3,000 claims.
    """
    view = View(tables)
    blocks: list[RenderableType] = [*overview(view), *not_measured(view, run, top)]
    for section in SECTIONS:
        blocks += section(view, top)
    blocks += [Text(), line(SCOPE, style="bold"), line("Unfold any id: provenance explain DIR ID", style="dim")]
    return render(blocks, width=width, color=color)


def render_graph(tables: Mapping[str, pl.DataFrame], *, width: int, color: bool) -> str:
    """Return the origin graph of a run as trees; arguments as in ``render_report``."""
    view = View(tables)
    found = trees(view)
    empty = "No article has anything from another one, or from an outlet or agency it names."
    blocks: list[RenderableType] = [block for tree in found for block in (Text(), tree)] or [line(empty)]
    return render(blocks, width=width, color=color)
