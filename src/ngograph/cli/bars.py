"""The bar that long work shows to a person who looks at it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[str, int, int], None]
    """Told what is done now, how many steps are done, and how many there are."""


@contextmanager
def bar() -> Iterator[Step]:
    """Show a bar on standard error, if a person looks at it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as shown:
        task = shown.add_task("", total=None)

        def step(name: str, done: int, total: int) -> None:
            shown.update(task, description=name, completed=done, total=total)

        yield step
