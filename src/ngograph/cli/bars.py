"""The bar that long work shows to a person who looks at it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Task

    Step = Callable[[str, int, int], None]
    """Told what is done now, how many steps are done, and how many there are."""


class _RowsPerSecond(ProgressColumn):
    """How many rows are done in a second."""

    def render(self, task: Task) -> Text:
        """Return it, empty for as long as it is not known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} rows/s" if speed else "")


@contextmanager
def bar(*, of_bytes: bool = False, of_rows: bool = False) -> Iterator[Step]:
    """Show a bar on standard error, if a person looks at it.

    Args:
        of_bytes: whether what is counted are bytes: then it tells the rate and the time that is left.
        of_rows: the same of rows.
    """
    console = Console(stderr=True)
    told: tuple[ProgressColumn, ...] = (TextColumn("{task.description}"), BarColumn())
    rate: tuple[ProgressColumn, ...] = (TimeElapsedColumn(),)
    if of_bytes:
        rate = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    elif of_rows:
        rate = (MofNCompleteColumn(), _RowsPerSecond(), TimeRemainingColumn())
    columns = (*told, *rate)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as shown:
        task = shown.add_task("", total=None)

        def step(name: str, done: int, total: int) -> None:
            shown.update(task, description=name, completed=done, total=total)

        yield step
