"""JSON Lines: one article a line."""

from __future__ import annotations

import codecs
import io
import json
from typing import IO, TYPE_CHECKING

from provenance.articles.decoding import BYTE_ORDER_MARKS, UnreadableError, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_lines(stream: IO[bytes], max_bytes: int) -> Iterator[tuple[int, dict[str, object] | UnreadableError]]:
    """Yield line number, from 1, and record, or why that line cannot be read; blank lines are passed over.

    The stream is read line by line, so that a file may be larger than memory; no line may exceed ``max_bytes``.
    """
    buffered = io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream
    number = 0
    while line := buffered.readline(max_bytes + 1):
        number += 1
        if number == 1:
            line, wide = _without_mark(line)
            if wide:
                yield 1, UnreadableError(f"JSON Lines in {wide}", "save it again as UTF-8")
                return
        if len(line) > max_bytes:
            _skip_line(buffered, line)
            yield number, too_large(max_bytes)
        elif line.strip():
            yield number, _parse(line)


def _without_mark(line: bytes) -> tuple[bytes, str | None]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if line.startswith(mark):
            return line[len(mark) :], None if mark == codecs.BOM_UTF8 else encoding
    return line, None


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _parse(line: bytes) -> dict[str, object] | UnreadableError:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return UnreadableError(f"not UTF-8 at byte {error.start}", "save it again as UTF-8")
    except json.JSONDecodeError as error:
        return UnreadableError(f"broken JSON at column {error.colno}: {error.msg}", "mend or delete the line")
    except (RecursionError, ValueError):
        return UnreadableError("JSON nested too deeply, or a number too long", "mend or delete the line")
    if not isinstance(record, dict):
        return UnreadableError("not a JSON object", 'write one {"text": ...} a line')
    return record
