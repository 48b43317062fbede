"""One row unfolded: where it stands, in which words, on what evidence, and what went into its letter or number.

``explain`` takes the id (or its first characters) of a claim, cluster, attribution, source, pair of claims, article or
origin, or the name of an outlet or source, and looks everything up in the tables of a run. It computes nothing anew.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.explain.kinds import EXPLAINERS
from provenance.report.page import listed, render
from provenance.report.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from provenance.report.view import Row

__all__ = ["explain", "find"]


def explain(tables: Mapping[str, pl.DataFrame], identifier: str, *, width: int = 80, color: bool = False) -> str:
    """Return everything behind an id.

    Parameters
    ----------
    tables
        The tables of a run; vectors are not needed.
    identifier
        An id, the first characters of one, or the name of an outlet or source.
    width
        Columns of the page.
    color
        With colour codes; plain text otherwise, where ``>>`` and ``<<`` mark a passage.

    Raises
    ------
    InputError
        Nothing has this id (the nearest are named), or the characters fit several.
    """
    view = View(tables)
    blocks = [block for kind, row in find(view, identifier) for block in EXPLAINERS[kind](view, row)]
    return render(blocks, width=width, color=color)


def find(view: View, identifier: str) -> list[tuple[str, Row]]:
    """Return the rows that an id, its first characters, or a name stand for, each with the name of its table."""
    wanted = identifier.strip()
    named = _by_name(view, wanted)
    if named:
        return named
    fitting = {found for rows in view.by_id.values() for found in rows if wanted and found.startswith(wanted.lower())}
    if wanted.lower() in fitting:
        fitting = {wanted.lower()}
    if len(fitting) == 1:
        found = fitting.pop()
        return [(name, rows[found]) for name, rows in view.by_id.items() if found in rows]
    if fitting:
        raise InputError(
            f"{wanted!r} fits {len(fitting)} ids ({_examples(view, sorted(fitting))}); give more characters"
        )
    raise InputError(f"nothing in this run has the id {wanted!r}{_nearest(view, wanted)}")


def _by_name(view: View, wanted: str) -> list[tuple[str, Row]]:
    if wanted in view.outlets:
        return [("outlets", view.outlets[wanted])]
    sources = [("sources", row) for row in view.by_id["sources"].values() if row["source"] == wanted]
    return sources or [("articles", row) for row in view.by_id["articles"].values() if row["input_id"] == wanted]


def _examples(view: View, identifiers: Sequence[str]) -> str:
    kinds = {found: name for name, rows in view.by_id.items() for found in rows}
    return listed((f"{found} in {kinds[found]}" for found in identifiers), 5)


def _nearest(view: View, wanted: str) -> str:
    names = [found for rows in view.by_id.values() for found in rows]
    names += [*view.outlets, *(row["source"] for row in view.by_id["sources"].values() if row["source"])]
    near = difflib.get_close_matches(wanted, sorted(set(names)), n=3, cutoff=0.5)
    return f"; near it: {listed(near)}" if near else "; ids stand in the report and in the CSV files"
