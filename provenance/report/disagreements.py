"""Disagreements: both quotations, values, times, origins, and why the two cannot both hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from provenance.report.page import count, dotted, entry, heading, indent, line, more, quoted
from provenance.report.view import COUNTED, compared, grade, in_full, outlet_of, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from provenance.report.view import Row, View

SEVERITIES = ("high", "medium", "low")
VERDICTS = ("contradiction", "correction", "source_dispute")
NAMES = {
    "contradiction": ("contradiction", None),
    "correction": ("correction", None),
    "source_dispute": ("dispute between sources", "disputes between sources"),
}
ELSEWHERE = {
    "update": "{} shown under figures over time where they have a value",
    "different_scope": "{} of different scope",
    "unclear": "{} unclear",
}
MOST_ALSO = 5  # further positions shown in a matter
STYLES = {"contradiction": "bold red", "correction": "bold yellow", "source_dispute": "bold magenta"}


def clashes(view: View) -> list[list[Row]]:
    """Return the clashes, a list of pairs for each matter: the gravest matter first, and in it the gravest pair.

    Gravest means by verdict, two origins before one, then severity and confidence.
    """
    rows = [row for row in view.rows("contradictions") if row["verdict"] in VERDICTS]
    rows.sort(
        key=lambda row: (
            VERDICTS.index(row["verdict"]),
            bool(row["same_origin"]),
            SEVERITIES.index(row["severity"] or "low"),
            -(row["confidence"] or 0),
            row["pair_id"],
        )
    )
    return view.matters(rows)


def disagreements(view: View, top: int) -> list[RenderableType]:
    """Return the pairs that clash, each with both sides and the reason, and how many pairs were judged otherwise."""
    found = clashes(view)
    tally = Counter(row["verdict"] for row in view.rows("contradictions"))
    judged = ", ".join(count(tally[name], *NAMES[name]) for name in VERDICTS if tally[name])
    note = f"{count(len(found), 'matter')} ({judged})" if found else "none found"
    blocks: list[RenderableType] = [heading("1 DISAGREEMENTS", note)]
    blocks += [pair(view, *group) for group in found[:top]]
    blocks += more(len(found), top, "contradictions.csv")
    others = [text.format(f"{tally[name]:,}") for name, text in ELSEWHERE.items() if tally[name]]
    if others:
        words = f"Compared and not called a clash: {', '.join(others)} (contradictions.csv)."
        blocks.append(indent(line(words, style="dim")))
    return blocks


def pair(view: View, row: Row, *others: Row) -> RenderableType:
    """Return one matter: the gravest pair with verdict, both sides and why, then who else takes part in it."""
    origins = "one origin" if row["same_origin"] else _origins(row["a_origins"] or 1, row["b_origins"] or 1)
    grave = f"{row['severity']} severity" if row["severity"] else None
    name = NAMES.get(row["verdict"], (row["verdict"].replace("_", " "), None))[0].upper()
    head = line(
        (name, STYLES.get(row["verdict"], "bold")),
        f" · {dotted(row['type'], origins, grave)} · confidence {row['confidence'] or 0:.2f}",
    )
    sides = [part for side in ("a", "b") for part in _side(view, row, side)]
    lines = [head, *sides, line(("Why: ", "bold"), str(row["why"] or "not stated"))]
    also = list(_also(view, row, others))
    if also:
        lines.append(line(f"In the same matter ({count(len(others), 'more pair')}):"))
        lines += [indent(text) for text in also[:MOST_ALSO]]
        lines += [indent(item) for item in more(len(also), MOST_ALSO, "contradictions.csv")]
    return entry(view.short(row["pair_id"]), *lines)


def _origins(a: int, b: int) -> str:
    return "two origins" if a == b == 1 else f"{count(a, 'origin')} against {b}"


def _also(view: View, row: Row, others: Iterable[Row]) -> Iterator[RenderableType]:
    """Yield one line for each further position: who, where, what, and the pair that has it."""
    told = {_position(view, row, side) for side in ("a", "b")}
    for other in others:
        for side in ("a", "b"):
            position = _position(view, other, side)
            if position not in told:
                told.add(position)
                yield line(f"{': '.join(position)} · {view.short(other['pair_id'])}")


def _position(view: View, row: Row, side: str) -> tuple[str, str]:
    claim = view.by_id["claims"].get(row[f"{side}_claim_id"])
    if claim is None:
        return str(row[f"{side}_source"] or row[f"{side}_outlet"]), quoted(row[f"{side}_text"])
    counted = row["type"] in COUNTED and row[f"{side}_value"]
    what = compared(claim, row[f"{side}_value"]) if counted else quoted(claim["exact_text"])
    return f"{outlet_of(claim)}, {view.speaker(claim)}", what


def _side(view: View, row: Row, side: str) -> list[RenderableType]:
    claim = view.by_id["claims"].get(row[f"{side}_claim_id"])
    value, time = row[f"{side}_value"], row[f"{side}_time"]
    if claim is None:
        facts = dotted(value, time, row[f"{side}_outlet"], row[f"{side}_source"])
        return [line(quoted(row[f"{side}_text"])), indent(line(facts))]
    facts = dotted(
        compared(claim, value),
        when(claim),
        f"{outlet_of(claim)}, reliability {grade(view.outlets.get(claim['outlet']))}",
        view.speaker(claim),
        view.origin_of(claim),
        view.short(claim["claim_id"]),
    )
    full = in_full(claim)
    reading = [indent(line("that is: ", full))] if full else []
    return [line(quoted(claim["exact_text"])), *reading, indent(line(facts))]
