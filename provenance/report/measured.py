"""The head of the report: what was read, and first of all what could not be measured."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from provenance.report.page import clean, count, dotted, heading, indent, line, listed
from provenance.tables import SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from provenance.report.view import View


def overview(view: View) -> list[RenderableType]:
    """Return the first line: how much was read, and over which days."""
    sizes = {name: view.tables[name].height for name in ("articles", "claims", "clusters")}
    originals = view.tables["lineage"]["origin_id"].n_unique()
    outlets = view.tables["articles"]["outlet"].drop_nulls().n_unique()
    days = sorted(str(day)[:10] for day in view.tables["articles"]["published_at"].drop_nulls())
    read = dotted(
        f"{count(sizes['articles'], 'article')} from {count(outlets, 'outlet')}, {count(originals, 'original text')}",
        f"{count(sizes['claims'], 'claim')} in {count(sizes['clusters'], 'cluster')}",
        " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "no dates",
    )
    return [line(("PROVENANCE", "bold"), f"  {read}")]


def not_measured(view: View, run: Mapping[str, Any], top: int) -> list[RenderableType]:
    """Return what was not read, set aside, unknown or doubtful, each with what it means for the rest."""
    found = [*_rejected(view, top), *_unknown(view, run, top), *_problems(view, top)]
    if not found:
        found = [line("Nothing: every input was read, dated and ascribed to an outlet.")]
    return [heading("NOT MEASURED"), *(indent(item) for item in found)]


def _rejected(view: View, top: int) -> list[RenderableType]:
    rows = view.rows("rejected")
    kinds = {"read": "could not be read", **dict.fromkeys(SET_ASIDE, "set aside")}
    found: list[RenderableType] = []
    for stage in dict.fromkeys(row["stage"] for row in rows):
        here = [row for row in rows if row["stage"] == stage]
        what = kinds.get(stage, f"failed in the stage {stage}")
        found.append(line((f"{count(len(here), 'input')} {what}", "bold" if stage in SET_ASIDE else "bold red")))
        reasons: dict[str, list[str]] = {}
        for row in here:
            reasons.setdefault(f"{row['what']}; {row['mend']}", []).append(row["where"])
        found += [indent(line(f"{listed(where, top)}: {reason}")) for reason, where in list(reasons.items())[:top]]
        if len(reasons) > top:
            found.append(indent(line(f'{len(reasons) - top} more reasons under "rejected" in run.json', style="dim")))
    return found


def _unknown(view: View, run: Mapping[str, Any], top: int) -> list[RenderableType]:
    articles = view.rows("articles")
    undated = [row["input_id"] for row in articles if not row["published_at"]]
    nameless = [row["input_id"] for row in articles if not row["outlet"]]
    today = datetime.now().astimezone().date().isoformat()
    ahead = [row["input_id"] for row in articles if (row["published_at"] or "")[:10] > today]
    claims, attributions = view.tables["claims"], view.tables["attributions"]
    unresolved = attributions.filter(attributions["source_id"].is_null()).select("source_text")
    unsourced = unresolved["source_text"].null_count()
    words = unresolved["source_text"].drop_nulls().unique().sort()
    own = claims["attribution_id"].null_count()
    graded = [row for row in view.rows("outlets") if row["outlet"] in view.known_outlets]
    without = [row for row in graded if (row["reliability"] or "F") == "F"]
    least = run.get("config", {}).get("reliability", {}).get("min_n")
    needed = f" (fewer than {least} claims that others confirm or deny)" if least else ""
    sentences = [
        (undated, f"{count(len(undated), 'article')} undated, so not placed in time: {listed(undated, top)}"),
        (ahead, f"{count(len(ahead), 'article')} dated after today, so the date is in doubt: {listed(ahead, top)}"),
        (nameless, f"{count(len(nameless), 'article')} without a known outlet: {listed(nameless, top)}"),
        (unsourced, f"{count(unsourced, 'attribution')} to a source that the article does not give (hearsay)"),
        (len(words), f"{count(len(words), 'source')} not resolved to a name, given as written: {listed(words, top)}"),
        (own, f"{own:,} of {count(claims.height, 'claim')} in the outlet's own voice, with nobody credited"),
        (without, f"no reliability letter for {len(without)} of {count(len(graded), 'outlet')}{needed}"),
    ]
    return [line(text) for rows, text in sentences if rows]


def _problems(view: View, top: int) -> list[RenderableType]:
    aside = {row["where"] for row in view.rows("rejected")}
    doubtful = [row for row in view.rows("articles") if row["problems"] and row["where"] not in aside]
    if not doubtful:
        return []
    found: list[RenderableType] = [line((f"{count(len(doubtful), 'article')} with doubts about the text", "bold"))]
    found += [indent(line(f"{row['input_id']}: {'; '.join(map(clean, row['problems']))}")) for row in doubtful[:top]]
    if len(doubtful) > top:
        found.append(indent(line(f"{len(doubtful) - top} more in the column problems of articles.csv", style="dim")))
    return found
