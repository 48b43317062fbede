"""Reading files: the only place of the package that opens them."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING

from provenance import tables
from provenance.articles.decoding import UnreadableError, too_large, unzip
from provenance.articles.jsonl import read_lines
from provenance.articles.records import document_row
from provenance.articles.tables_ import read_csv, read_parquet, records
from provenance.articles.text import read_page
from provenance.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from provenance.config import Articles

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
STDIN = "-"
Row = dict[str, object]


def read_documents(
    paths: Sequence[str | Path], *, config: Articles, stdin: IO[bytes] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read files and folders into DOCUMENTS and REJECTED.

    Parameters
    ----------
    paths
        Files and folders; folders are searched to any depth in sorted order, hidden files are passed over, a README in
        one is set aside, and a file named twice is read once. Formats go by extension, each also with ``.gz``:
        ``.txt .md .html .htm`` hold one article, ``.jsonl .csv .parquet`` one a row in ``text`` or ``html``, with
        optional ``id``, ``outlet`` or ``publisher``, ``url``, ``title``, ``date`` or ``published``, ``author`` or
        ``byline``, ``agency`` or ``wire``. ``-`` is JSON Lines on standard input.
    config
        ``max_bytes`` is the limit of one article, of a CSV or Parquet file, and of what a .gz file may unpack to.
    stdin
        Read for ``-``; standard input by default.

    Returns
    -------
    tuple
        DOCUMENTS in the order read, and REJECTED (stage ``read``, ``note`` for a README): one row for whatever was
        not read, with the reason and how to mend it. Bad input never raises. Texts are kept as decoded: neither
        line ends nor control characters are changed, so that offsets hold in the file as well.

    Raises
    ------
    InputError
        Paths that do not exist; all of them in one message.
    """
    missing = [str(path) for path in paths if str(path) != STDIN and not Path(path).exists()]
    if missing:
        raise InputError(f"no such file or folder: {', '.join(missing)}")
    return _frames(_read_all(paths, config, stdin or sys.stdin.buffer))


def documents_from_frame(frame: pl.DataFrame, *, config: Articles) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Turn a polars frame with one article a row into DOCUMENTS and REJECTED.

    Columns and rules are those of ``read_documents`` for a table; ``where`` is ``frame:row``, rows counted from 1.
    """
    return _frames(_read_frame(frame, Path("frame"), "frame", config.max_bytes))


def _read_all(paths: Sequence[str | Path], config: Articles, stdin: IO[bytes]) -> Iterator[Row]:
    seen: set[str] = set()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_jsonl(stdin, Path("stdin"), config.max_bytes)
            continue
        for file in _files(Path(path)):
            resolved = os.path.realpath(file)
            if resolved in seen:
                continue
            seen.add(resolved)
            if file != Path(path) and file.stem.lower() == "readme":
                note = UnreadableError("a note on the folder, not an article", "name the file itself to have it read")
                yield {**_rejection(file.name, str(file), note), "stage": "note"}
            else:
                yield from _read_file(file, config.max_bytes)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _read_file(path: Path, max_bytes: int) -> Iterator[Row]:
    """Yield rows of DOCUMENTS and of REJECTED; the latter have a stage."""
    try:
        kind = _format(path)
        if kind == "jsonl" and path.suffix.lower() != ".gz":
            with path.open("rb") as stream:
                yield from _read_jsonl(stream, path, max_bytes)
            return
        yield from _read_bytes(_load(path, max_bytes), path, kind, max_bytes)
    except UnreadableError as fault:
        yield _rejection(path.name, str(path), fault)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield _rejection(path.name, str(path), UnreadableError(f"cannot be opened: {reason}", "check its permissions"))


def _format(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    kind = FORMATS.get(suffixes[-1]) if suffixes else None
    if kind is None:
        known = " ".join(FORMATS)
        raise UnreadableError(
            f"unknown file type '{suffixes[-1] if suffixes else ''}'", f"name it one of {known}, or .gz"
        )
    if not path.is_file():
        raise UnreadableError("not a regular file", "give a file or a folder")
    return kind


def _load(path: Path, max_bytes: int) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    if not data:
        raise UnreadableError("empty file", "fetch the article again")
    return unzip(data, max_bytes) if path.suffix.lower() == ".gz" else data


def _read_bytes(data: bytes, path: Path, kind: str, max_bytes: int) -> Iterator[Row]:
    if kind in ("text", "html"):
        yield {"input_id": path.name, "where": str(path), **read_page(data, kind=kind)}
    elif kind == "jsonl":
        yield from _read_jsonl(io.BytesIO(data), path, max_bytes)
    elif kind == "csv":
        frame, encoding = read_csv(data)
        for row in _read_frame(frame, path, kind, max_bytes):
            yield row if "stage" in row else {**row, "encoding": encoding}
    else:
        yield from _read_frame(read_parquet(data), path, kind, max_bytes)


def _read_jsonl(stream: IO[bytes], path: Path, max_bytes: int) -> Iterator[Row]:
    for number, record in read_lines(stream, max_bytes):
        name, where = f"{path.name}:{number}", f"{path}:{number}"
        if isinstance(record, UnreadableError):
            yield _rejection(name, where, record)
        else:
            yield _row(record, name, where, "jsonl", max_bytes)


def _read_frame(frame: pl.DataFrame, path: Path, kind: str, max_bytes: int) -> Iterator[Row]:
    columns = {name.strip().lower() for name in frame.columns}
    if not columns & {"text", "html"}:
        fault = UnreadableError(
            "no column 'text' or 'html'", f"name the column with the articles 'text' (found: {_few(frame)})"
        )
        yield _rejection(path.name, str(path), fault)
        return
    for number, record in records(frame):
        yield _row(record, f"{path.name}:{number}", f"{path}:{number}", kind, max_bytes)


def _few(frame: pl.DataFrame) -> str:
    return ", ".join(frame.columns[:8]) or "no columns"


def _row(record: dict[str, object], name: str, where: str, kind: str, max_bytes: int) -> Row:
    try:
        return document_row(record, input_id=name, where=where, kind=kind, max_bytes=max_bytes)
    except UnreadableError as fault:
        return _rejection(str(record.get("id") or name), where, fault)


def _rejection(input_id: str, where: str, fault: UnreadableError) -> Row:
    return {"input_id": input_id, "where": where, "stage": "read", "what": fault.what, "mend": fault.mend}


def _frames(rows: Iterable[Row]) -> tuple[pl.DataFrame, pl.DataFrame]:
    read: list[Row] = []
    rejected: list[Row] = []
    for row in rows:
        (rejected if "stage" in row else read).append(row)
    repeated = {name for name, count in Counter(row["input_id"] for row in read).items() if count > 1}
    for position, row in enumerate(read):
        row["position"] = position
        if row["input_id"] in repeated:
            row["notes"] = [*_notes(row), "duplicate id"]
    return tables.DOCUMENTS.frame(read), tables.REJECTED.frame(rejected)


def _notes(row: Row) -> list[str]:
    notes = row["notes"]
    return list(notes) if isinstance(notes, list) else []
