"""The bar that long work shows to a person who looks at it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[str, int, int], None]
    """Told what is done now, how many steps are done, and how many there are."""


@contextmanager
def bar(*, of_bytes: bool = False) -> Iterator[Step]:
    """Show a bar on standard error, if a person looks at it.

    Args:
        of_bytes: whether what is counted are bytes: then it tells the rate and the time that is left.
    """
    console = Console(stderr=True)
    told: tuple[ProgressColumn, ...] = (TextColumn("{task.description}"), BarColumn())
    rate = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    columns = (*told, *(rate if of_bytes else (TimeElapsedColumn(),)))
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as shown:
        task = shown.add_task("", total=None)

        def step(name: str, done: int, total: int) -> None:
            shown.update(task, description=name, completed=done, total=total)

        yield step
