"""How a page of the report is set: safe text, wrapped and never cut, in plain characters.

Whatever comes out of an article passes ``clean`` on its way to the terminal: escape sequences and control characters
are taken out, and nothing is ever read as markup.
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    Part = str | tuple[str, str]

NARROWEST, WIDEST = 40, 200
UNSAFE = frozenset({"Cc", "Cf", "Co", "Cs"})
ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]P^_X].*?(?:\x07|\x1b\\|$)|\x1b.?", re.DOTALL)
JOINERS = "\u200c\u200d"  # they shape words in many scripts and move nothing


def clean(text: object) -> str:
    """Return a text on one line, without control characters, terminal escapes and marks that turn its direction."""
    kept = (
        " " if mark.isspace() else mark
        for mark in ESCAPES.sub("", str(text))
        if mark.isspace() or mark in JOINERS or unicodedata.category(mark) not in UNSAFE
    )
    return " ".join("".join(kept).split())


def line(*parts: Part, style: str = "") -> Text:
    """Return one paragraph made of texts and (text, style) pairs, all of them cleaned."""
    text = Text(style=style, overflow="fold")
    for part in parts:
        words, how = (part, "") if isinstance(part, str) else part
        text.append(_clean_edges(words), how or None)
    return text


def _clean_edges(words: str) -> str:
    """Clean a part but keep one blank at either end, where parts meet."""
    left, right = " " * words[:1].isspace(), " " * (len(words) > 1 and words[-1:].isspace())
    return f"{left}{clean(words)}{right}"


def heading(title: str, note: str = "") -> RenderableType:
    """Return a section's title line."""
    return Group(Text(), line((title, "bold"), f": {note}" if note else ""))


def entry(mark: str, *lines: RenderableType, width: int = 0) -> Table:
    """Return paragraphs with an id (or number) standing in the margin."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=max(width, len(mark)), no_wrap=True, style="cyan")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(mark), Group(*lines))
    return grid


def indent(content: RenderableType, by: int = 2) -> Padding:
    """Return something moved to the right."""
    return Padding(content, (0, 0, 0, by))


def quoted(text: object) -> str:
    """Return a passage in quotation marks, whole; one that brings its own is left as it stands."""
    passage = clean(text)
    has_own = len(passage) > 1 and passage[0] in '"“' and passage[-1] in '"”'
    return passage if has_own else f"“{passage}”"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return "1 outlet", "2 outlets"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(items: Iterable[object], top: int | None = None) -> str:
    """Return "a, b, c", or "a, b and 3 more" when there are more than ``top``."""
    shown = [clean(item) for item in items]
    if top is None or len(shown) <= top:
        return ", ".join(shown)
    return f"{', '.join(shown[:top])} and {len(shown) - top} more"


def dotted(*parts: str | None) -> str:
    """Return the parts that say something, with middle dots between them."""
    return " · ".join(part for part in parts if part)


def share(value: float | None) -> str:
    """Return a share of 0..1 as "12 %"; unknown is "-"."""
    return "-" if value is None else f"{round(100 * value)} %"


def more(total: int, shown: int, file: str) -> list[RenderableType]:
    """Return the line that counts what a list leaves out, if it leaves out anything."""
    return [line(f"{total - shown:,} more in {file}", style="dim")] if total > shown else []


def render(blocks: Sequence[RenderableType], *, width: int, color: bool) -> str:
    """Return the page as text: ``width`` columns at most, no blanks at line ends, colour codes only if asked for."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=min(max(width, NARROWEST), WIDEST),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    for block in blocks:
        console.print(block)
    return "\n".join(row.rstrip() for row in file.getvalue().split("\n")).strip("\n") + "\n"
