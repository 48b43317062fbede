"""Progress bars on standard error: only for a terminal, only for work that takes a while."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[str], Callable[[int, int], None]]

NAMES = {"credits": "who said what", "vectors": "sentence vectors"}


@contextmanager
def bars(*, quiet: bool = False) -> Iterator[Progress | None]:
    """Give a callback that draws one bar a long stage; None when quiet or when standard error is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<18}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:

        def begin(stage: str) -> Callable[[int, int], None]:
            task = drawn.add_task(NAMES.get(stage, stage), total=None)
            return lambda done, total: drawn.update(task, completed=done, total=total)

        yield begin
