"""From bytes to text: compression, encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import re
import zlib

from charset_normalizer import from_bytes

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP or office file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip file",
}
CONTROL_BYTES = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
HEAD = 8192
MAX_CONTROL_SHARE = 0.1
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


class UnreadableError(Exception):
    """One input cannot be read: what is wrong, and how to mend it. It never leaves the package: see REJECTED."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def too_large(max_bytes: int) -> UnreadableError:
    """Return the refusal of an input above the limit."""
    return UnreadableError(f"larger than {max_bytes:,} bytes", "split it, or raise articles.max_bytes")


def unzip(data: bytes, max_bytes: int) -> bytes:
    """Decompress gzip data of one or more members, never to more than ``max_bytes``.

    Raises
    ------
    UnreadableError
        Broken or truncated data, or too much of it.
    """
    parts: list[bytes] = []
    left = max_bytes + 1
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, left))
        except zlib.error as error:
            raise UnreadableError(f"damaged gzip data ({error})", "compress the file again") from error
        left -= len(parts[-1])
        if left <= 0:
            raise too_large(max_bytes)
        if not member.eof:
            raise UnreadableError("truncated gzip data", "fetch the file again: its end is missing")
        data = member.unused_data.lstrip(b"\x00")
    return b"".join(parts)


def decode(data: bytes, *, html: bool = False) -> tuple[str, str, list[str]]:
    """Return text, name of the encoding, and notes for the reader.

    A byte order mark decides, then UTF-8, then for HTML the charset the page declares, then what charset-normalizer
    finds likeliest. Line ends and control characters are kept as they are.

    Raises
    ------
    UnreadableError
        Binary data, or no encoding fits.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding), encoding, ["byte order mark removed"]
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _decode_declared(data) if html and DECLARED.search(data[:HEAD]) else _decode_guessed(data)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"broken {encoding} text at byte {error.start}", "save it again as UTF-8") from error


def _decode_declared(data: bytes) -> tuple[str, str, list[str]]:
    declared = DECLARED.search(data[:HEAD])
    name = declared.group(1).decode("ascii", "replace") if declared else ""
    try:
        encoding = codecs.lookup(name).name
        return data.decode(encoding), encoding, [f"decoded as {encoding}, as the page declares"]
    except (LookupError, UnicodeDecodeError):
        return _decode_guessed(data)


def _decode_guessed(data: bytes) -> tuple[str, str, list[str]]:
    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise UnreadableError("in no known encoding", "save it again as UTF-8")
    # Western single-byte sets differ in few letters, and on the web cp1252 is by far the commonest of those that fit.
    fits = {name for match in matches if match.chaos <= best.chaos for name in match.could_be_from_charset}
    encoding = "cp1252" if "cp1252" in fits else best.encoding
    return _decode_as(data, encoding), encoding, [f"decoded as {encoding}, the likeliest encoding"]


def _refuse_binary(data: bytes) -> None:
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableError(f"{kind}, not text", "extract its text first")
    head = data[:HEAD]
    control = len(head) - len(head.translate(None, CONTROL_BYTES))
    if control > MAX_CONTROL_SHARE * len(head):
        raise UnreadableError("binary data, not text", "extract its text first")
