"""Voices: who said what, and how the outlets fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from provenance.report.page import clean, count, dotted, entry, heading, indent, line, listed, more, quoted, share
from provenance.report.view import grade, kind_name

if TYPE_CHECKING:
    from rich.console import RenderableType

    from provenance.report.view import Row, View

LEGEND = (
    "letter, and in brackets how many claims it rests on; 90 %: interval of the share of its claims that hold, in per "
    "cent; cred.: its claims with a source; unn.: of those, with an unnamed one; copied: its articles taken from "
    "others; first: clusters it had before others; +/-: claims confirmed and contradicted from other origins"
)
DOUBTFUL = {"denied", "alleged", "hedged"}
MEANINGFUL = 4  # words that an example has at least, if there is one


def who_said_what(view: View, top: int) -> list[RenderableType]:
    """Return the sources with the most claims: of what kind, how graded, and the shortest thing they said."""
    rows = sorted(view.rows("sources"), key=lambda row: (-row["claims"], -row["articles"], row["source"] or ""))
    unnamed = sum(bool(row["anonymous"]) for row in rows)
    note = f"{count(len(rows), 'source')}, {unnamed} of them unnamed" if rows else "nobody is credited with anything"
    blocks: list[RenderableType] = [heading("5 WHO SAID WHAT", note), *_unnamed(view)]
    blocks += [_source(view, row) for row in rows[:top]]
    return [*blocks, *more(len(rows), top, "sources.csv")]


def _unnamed(view: View) -> list[RenderableType]:
    """Return a line on how the use of unnamed sources is explained, in numbers of attributions."""
    rows = view.rows("anonymity")
    told = [
        (sum(flag in (row["flags"] or []) for row in rows), words)
        for flag, words in (
            ("no_reason", "without a reason for not naming"),
            ("rote_reason", "with no more than the formula"),
            ("bare_source", 'bare ("sources")'),
            ("anonymous_opinion", "quoted with nothing that can be checked"),
            ("single_anonymous_origin", "the only origin of a matter"),
        )
    ]
    facts = ", ".join(f"{number} {words}" for number, words in told if number)
    said = f"{count(len(rows), 'attribution')} to people without a full name{f': {facts}' if facts else ''}"
    return [line(said, style="italic")] if rows else []


def _source(view: View, row: Row) -> RenderableType:
    who = dotted(
        kind_name(row["kind"], anonymous=row["anonymous"]),
        ", ".join(filter(None, (row["role"], row["affiliation"]))),
        f"reliability {grade(row)}",
    )
    reached = dotted(
        f"{count(row['claims'], 'claim')}, credited in {count(row['articles'], 'article')}",
        f"{count(row['outlets'], 'outlet')}, {count(row['origins'], 'origin')}",
        f"confirmed {row['corroborated']}, contradicted {row['contradicted']}",
    )
    past = dotted(
        f"first with {count(row['first_with'], 'matter')}" if row["first_with"] else None,
        f"revised {count(row['revised'], 'figure')} of its own" if row["revised"] else None,
        f"at odds with {listed(row['contradicted_by'], 5)}" if row["contradicted_by"] else None,
    )
    also = [alias for alias in row["aliases"] or [] if alias != row["source"]]
    lines = [line((row["source"] or "unknown", "bold"), f" · {who}"), line(reached)]
    if past:
        lines.append(line(past))
    if also:
        lines.append(line(f"also as {listed(also, 5)}"))
    said = _example(view, row["source_id"])
    return entry(view.short(row["source_id"]), *lines, *([line(said)] if said else []))


def _example(view: View, source_id: str) -> str | None:
    """Return the shortest thing that a source is credited with, four words at least where there is such a one.

    Best is one that makes a claim: what makes none may be half a sentence ("seeks | to shore up its presence"), and
    what is half a claim is given whole ("ISIS' claim | of responsibility for …").
    """
    said = [(row["content_text"], row) for row in view.said.get(source_id, []) if row["content_text"]]
    claimed = [(claim["exact_text"], row) for _, row in said for claim in view.claimed.get(row["attribution_id"], [])]
    claimed = [(claim if row["content_text"] in claim else row["content_text"], row) for claim, row in claimed]
    if not said:
        return None
    words, row = min(claimed or said, key=lambda one: (len(one[0].split()) < MEANINGFUL, len(one[0]), one[0]))
    stance = f"{row['stance']}: " if row["stance"] in DOUBTFUL else ""
    return f"{stance}{quoted(words)}"


def outlets(view: View, top: int) -> list[RenderableType]:
    """Return a table of the outlets with the most claims."""
    rows = sorted(view.rows("outlets"), key=lambda row: (-row["claims"], -row["articles"], row["outlet"]))
    known = sum(row["outlet"] in view.known_outlets for row in rows)
    unknown = f", {count(len(rows) - known, 'article')} of an unknown one" if len(rows) > known else ""
    blocks: list[RenderableType] = [
        heading("6 OUTLETS", f"{count(known, 'outlet')}{unknown}" if rows else "none known")
    ]
    if rows:
        table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold", expand=False)
        table.add_column("outlet", overflow="fold", min_width=12)
        for name in ("letter", "90 %", "art.", "claims", "cred.", "unn.", "copied", "first", "+/-"):
            table.add_column(name, justify="right", no_wrap=True)
        for row in rows[:top]:
            table.add_row(Text(clean(row["outlet"])), *_outlet_cells(row))
        blocks += [table, *more(len(rows), top, "outlets.csv"), *_pasts(rows[:top])]
        blocks.append(indent(line(LEGEND, style="dim")))
    return blocks


def _pasts(rows: list[Row]) -> list[RenderableType]:
    """Return a line for every outlet of which a list has an opinion, or that revised or was contradicted."""
    told = [
        (
            row["outlet"],
            dotted(
                f"opinion used: {row['prior']}" if row["prior"] else None,
                f"revised {count(row['revised'], 'figure')} of its own" if row["revised"] else None,
                f"at odds with {listed(row['contradicted_by'], 5)}" if row["contradicted_by"] else None,
            ),
        )
        for row in rows
    ]
    return [indent(line(f"{name}: {past}")) for name, past in told if past]


def _outlet_cells(row: Row) -> list[str]:
    interval = "-" if row["p_low"] is None else f"{100 * row['p_low']:.0f}–{100 * row['p_high']:.0f}"
    return [
        f"{row['reliability'] or 'F'} ({row['n'] or 0})",
        interval,
        str(row["articles"]),
        str(row["claims"]),
        share(row["attributed_share"]),
        share(row["anonymous_share"]),
        share(row["copied_share"]),
        str(row["first_with"]),
        f"{row['corroborated']}/{row['contradicted']}",
    ]
