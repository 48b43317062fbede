"""A run's folder: written so that a person, a spreadsheet and this program can each read it back.

    DIR/articles.csv … origins.csv   the public tables, UTF-8, LF, header row; empty = unknown
    DIR/articles.parquet             ARTICLES with the texts that all offsets refer to
    DIR/tables/NAME.parquet          every other table in full, for ``report`` and ``explain`` (vectors are not kept)
    DIR/report.txt                   the report, 80 columns, plain text
    DIR/run.json                     versions, options, models, counts, what was not read, seconds a stage

In a CSV cell, lists and spans are JSON, booleans ``true``/``false``, numbers plain; shares, similarities and
confidences have 4 decimals. A cell of free text that a spreadsheet would take for a formula (it begins with ``=``,
``+``, ``-``, ``@``, tab or carriage return and is no number) gets an apostrophe in front; so does one that already has
apostrophes before such a character, so that removing one apostrophe from ``'*[=+-@]…`` always gives the text back.
The exact passages (``EXACT``) are left alone unless ``export.csv_guard`` is ``all``, because they must stay equal to
``text[start:end]``.

Files are written into a hidden folder first and then moved, ``run.json`` last: a folder with ``run.json`` is complete.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance import tables
from provenance.errors import InputError, OutputError, TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.tables import Table

RUN_FILE = "run.json"
REPORT_FILE = "report.txt"
GONE = "clusters_gone.csv"
CHECKS = ("checked", "checker", "check_method", "check_date", "note")
EXACT = frozenset(
    {"exact_text", "source_text", "cue_text", "content_text", "anonymity_reason", "doubt_text", "a_text", "b_text"}
)
LEFT_OUT = {"articles": ("text",)}
FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")
ROUNDED = re.compile(r"confidence|similarity|likelihood|overlap|shared|containment|p|p_low|p_high|\w+_share")

# The columns that scorers and users' sheets read, in their order; what else a table has follows after them.
PUBLIC: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "articles": "article_id input_id title outlet republisher byline agency published_at date_source language words"
        " body_spans origin_id duplicate_of sha256 problems",
        "attributions": "attribution_id article_id input_id source_spans cue_spans content_spans source_text cue_text"
        " content_text quote_type source_id source source_kind anonymous anonymity_reason role stance chain confidence",
        "claims": "claim_id article_id input_id outlet published_at start end exact_text claim attribution_id"
        " source_id source source_kind anonymous stance as_of value value_high unit place negated cluster_id origin_id"
        " confidence",
        "clusters": "cluster_id claim status credibility mentions articles outlets origins first_outlet first_seen"
        " last_seen value_low value_high unit named_sources anonymous_sources contradictions example checked checker"
        " check_method check_date note",
        "relations": "a_claim_id b_claim_id cluster_id a_text b_text relation likelihood a_covered b_covered"
        " alike apart",
        "contradictions": "pair_id verdict type a_claim_id b_claim_id a_text b_text a_outlet b_outlet a_source b_source"
        " a_time b_time a_value b_value same_origin why confidence",
        "sources": "source_id source kind anonymous aliases role affiliation articles outlets claims origins"
        " corroborated contradicted reliability p p_low p_high n note",
        "outlets": "outlet articles claims attributed_share anonymous_share copied_share first_with corroborated"
        " contradicted reliability p p_low p_high n prior note",
        "anonymity": "attribution_id article_id input_id source_id source identification source_count anonymity_reason"
        " anonymity_reason_kind access channel flags claims content_text source_text",
        "origins": "origin_id label first_article articles outlets overlap evidence",
        "derivations": "derivation_id article_id input_id outlet kind from_name from_article shared certain start end"
        " exact_text evidence",
    }.items()
}
KEPT: tuple[Table, ...] = (
    tables.ARTICLES,
    tables.SENTENCES,
    tables.ATTRIBUTIONS,
    tables.STATEMENTS,
    tables.MATCHES,
    tables.RELATIONS,
    tables.COPIES,
    tables.LINEAGE,
    tables.CLAIMS,
    tables.DERIVATIONS,
    tables.CONTRADICTIONS,
    tables.CLUSTERS,
    tables.ANONYMITY,
    tables.SOURCES,
    tables.OUTLETS,
    tables.ORIGINS,
    tables.REJECTED,
)


def public_table(name: str, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return a public table: the columns of the contract first, then the others the stage wrote.

    ``articles`` comes without its texts and with ``origin_id`` and ``duplicate_of`` from LINEAGE.
    """
    frame = frames[name]
    if name == "articles":
        lineage = frames["lineage"].select("article_id", "origin_id", "duplicate_of")
        frame = frame.join(lineage, on="article_id", how="left", maintain_order="left")
    rest = [column for column in frame.columns if column not in (*PUBLIC[name], *LEFT_OUT.get(name, ()))]
    return frame.select(*PUBLIC[name], *rest)


def csv_text(frame: pl.DataFrame, *, guard: str = "text") -> str:
    """Return a table as CSV, by the rules at the top of this module.

    Parameters
    ----------
    frame
        Any table; its columns keep their order.
    guard
        ``off``: no cell is changed; ``text``: dangerous cells outside ``EXACT`` get an apostrophe; ``all``: every one.
    """
    cells = {name: list(map(_formatter(frame, name, guard), frame[name].to_list())) for name in frame.columns}
    return pl.DataFrame(cells, schema=dict.fromkeys(frame.columns, pl.String)).write_csv()


def _formatter(frame: pl.DataFrame, name: str, guard: str) -> Callable[[Any], str | None]:
    kind = frame.schema[name]
    if kind == pl.String:
        guarded = guard == "all" or (guard == "text" and name not in EXACT)
        return guard_formula if guarded else _text
    if kind == pl.Boolean:
        return lambda value: None if value is None else str(value).lower()
    if kind.is_float():
        digits = 4 if ROUNDED.fullmatch(name) else None
        return lambda value: format_number(value, digits)
    if kind.is_nested():
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    return lambda value: None if value is None else str(value)


def _text(value: str | None) -> str | None:
    return value or None


def guard_formula(value: str | None) -> str | None:
    """Return a cell that no spreadsheet takes for a formula; null and empty give null."""
    if not value or not FORMULA.match(value) or NUMBER.fullmatch(value):
        return value or None
    return f"'{value}"


def format_number(value: float | None, digits: int | None = None) -> str | None:
    """Return a number without exponent or needless ".0"; null and NaN give null."""
    if value is None or math.isnan(value):
        return None
    rounded = value if digits is None else round(value, digits)
    return str(int(rounded)) if float(rounded).is_integer() and abs(rounded) < 1e15 else repr(rounded)


# ------------------------------------------------------------------ writing


def check_folder(folder: Path) -> None:
    """Raise OutputError unless the folder is new, empty or that of an earlier run: nobody's files are overwritten."""
    if folder.is_file():
        raise OutputError(f"{folder}: is a file; name a folder to write into")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / RUN_FILE).is_file():
        raise OutputError(f"{folder}: holds files that are not a run's (no {RUN_FILE}); name a new or empty folder")
    standing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        raise OutputError(f"{folder}: cannot be made, because {standing} is no folder that may be written into")


def write_run(
    folder: str | Path,
    frames: Mapping[str, pl.DataFrame],
    run: Mapping[str, object],
    *,
    report: str = "",
    guard: str = "text",
) -> Path:
    """Write every table, the report and ``run.json`` into a folder and return its path.

    What a person wrote into the last five columns of an earlier ``clusters.csv`` there is kept, by ``cluster_id``;
    rows so marked whose cluster is no longer found go to ``clusters_gone.csv``.

    Raises
    ------
    OutputError
        The folder holds other files, or it cannot be written (disk full, no permission).
    """
    target = Path(folder)
    check_folder(target)
    try:
        gone = _checks_gone(frames["clusters"], target)
        frames = {**frames, "clusters": keep_checks(frames["clusters"], target)}
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as made:
            _write_files(Path(made), frames, run, guard)
            _save(Path(made) / REPORT_FILE, report)
            if gone is not None:
                _save(Path(made) / GONE, gone.write_csv())
            _move_in(Path(made), target)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{target}: cannot be written ({reason}); free the disk or name another --out") from error
    return target


def _write_files(folder: Path, frames: Mapping[str, pl.DataFrame], run: Mapping[str, object], guard: str) -> None:
    (folder / "tables").mkdir()
    for name in PUBLIC:
        _save(folder / f"{name}.csv", csv_text(public_table(name, frames), guard=guard))
    for table in KEPT:
        place = folder if table.name == "articles" else folder / "tables"
        frames.get(table.name, table.empty()).write_parquet(place / f"{table.name}.parquet")
    _save(folder / RUN_FILE, json.dumps(run, ensure_ascii=False, indent=2, default=str) + "\n")


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def write_text(path: Path, text: str) -> Path:
    """Write a file of its own, whole or not at all, and return its path.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(part, text)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); name another file") from error
    return path


def _move_in(made: Path, target: Path) -> None:
    """Put the files in place; ``run.json`` goes first and comes back last, so a cut-off move never looks complete."""
    (target / "tables").mkdir(parents=True, exist_ok=True)
    (target / RUN_FILE).unlink(missing_ok=True)
    for path in sorted(made.rglob("*")):
        if path.is_file() and path.name != RUN_FILE:
            path.replace(target / path.relative_to(made))
    (made / RUN_FILE).replace(target / RUN_FILE)


# ------------------------------------------------------------------ reading


def read_run(folder: str | Path) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """Return the tables of a run's folder by name, and its ``run.json``; vectors are not among them.

    The person's own columns of ``clusters.csv`` (checked … note) are read back into CLUSTERS.

    Raises
    ------
    InputError
        The folder is not that of a complete run, or a file in it is missing or broken.
    """
    source = Path(folder)
    if not (source / RUN_FILE).is_file():
        raise InputError(f"{source}: not the folder of a run (no {RUN_FILE}); make one with: provenance annotate PATHS")
    try:
        run = json.loads((source / RUN_FILE).read_text(encoding="utf-8"))
        frames = {table.name: _read_table(source, table) for table in KEPT}
    except TableError as error:
        raise InputError(f"{source}: written by another version ({error}); run provenance annotate again") from error
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{source}: a file of this run is broken ({error}); run provenance annotate again") from error
    frames["clusters"] = keep_checks(frames["clusters"], source)
    return frames, run


def _read_table(folder: Path, table: Table) -> pl.DataFrame:
    place = folder if table.name == "articles" else folder / "tables"
    return table.conform(pl.read_parquet(place / f"{table.name}.parquet"), stage="read")


def keep_checks(clusters: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """Return CLUSTERS with what a person has written into ``clusters.csv`` of this folder, if there is one."""
    sheet = _checked_rows(folder / "clusters.csv")
    if sheet is None:
        return clusters
    columns = [name for name in CHECKS if name in sheet.columns]
    written = sheet.select("cluster_id", *(pl.col(name).str.replace(r"^'('*[=+\-@\t\r])", "$1") for name in columns))
    joined = clusters.drop(columns).join(written, on="cluster_id", how="left")
    return joined.select(clusters.columns).sort("cluster_id")


def _checks_gone(clusters: pl.DataFrame, folder: Path) -> pl.DataFrame | None:
    """Return the rows that a person has marked in this or an earlier run and whose cluster is not among these."""
    sheets = [found for name in ("clusters.csv", GONE) if (found := _checked_rows(folder / name)) is not None]
    if not sheets:
        return None
    marked = pl.concat(sheets, how="diagonal").unique("cluster_id", keep="first", maintain_order=True)
    gone = marked.join(clusters.select("cluster_id"), on="cluster_id", how="anti", maintain_order="left")
    return None if gone.is_empty() else gone


def _checked_rows(path: Path) -> pl.DataFrame | None:
    """Return the rows of a sheet that a person has marked, one a cluster; None where there is no such sheet."""
    if not path.is_file():
        return None
    sheet = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    columns = [name for name in CHECKS if name in sheet.columns]
    if "cluster_id" not in sheet.columns or not columns:
        return None
    marked = sheet.filter(pl.any_horizontal(pl.col(columns).is_not_null()))
    return marked.unique("cluster_id", keep="first", maintain_order=True)


__all__ = ["PUBLIC", "check_folder", "csv_text", "public_table", "read_run", "write_run"]
