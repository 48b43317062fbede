"""CSV and Parquet: one article a row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from provenance.articles.decoding import UnreadableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = ",;\t|"


def read_csv(data: bytes) -> tuple[pl.DataFrame, str]:
    """Return a CSV table, all of it text, and its encoding; comma, semicolon, tab and bar are told apart by the header.

    Raises
    ------
    UnreadableError
        It is no CSV table.
    """
    text, encoding, _ = decode(data)
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    try:
        frame = pl.read_csv(text.encode("utf-8"), separator=delimiter, infer_schema=False, truncate_ragged_lines=True)
    except pl.exceptions.PolarsError as error:
        raise UnreadableError(f"no CSV table ({_first_line(error)})", "write it again with a header row") from error
    return frame, encoding


def read_parquet(data: bytes) -> pl.DataFrame:
    """Return a Parquet table.

    Raises
    ------
    UnreadableError
        It is no Parquet file, or a damaged one.
    """
    try:
        return pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableError(f"damaged Parquet file ({_first_line(error)})", "write it again") from error


def records(frame: pl.DataFrame) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield row number, from 1, and record."""
    yield from enumerate(frame.iter_rows(named=True), start=1)


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0][:120] if lines else type(error).__name__
