"""How the report of an analysis looks on a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ngograph.tabular import short

if TYPE_CHECKING:
    from ngograph.analysis import Report
    from ngograph.analysis.report import Cell

_SILENT = frozenset({"node", "source", "target"})
"""Columns of IRIs beside which a name stands."""
_KIND: Final = "type"
_WIDE: Final = 100
"""Letters of a line from which on there is room for the class of a thing beside its name."""
_NARROWEST: Final = 16
"""Letters that a column of texts gets at least."""


def print_report(report: Report) -> None:
    """Print *report*: what it is about, its rows, the figures of the whole, and how to read them."""
    console = Console(highlight=False)
    console.print(Text(report.title, style="bold"))
    console.print(Text(_scope(report), style="dim"))
    console.print()
    hidden = {name for name in _SILENT if _named(report, name)}
    if console.width < _WIDE:
        hidden.add(_KIND)
    shown = [at for at, name in enumerate(report.columns) if name not in hidden]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    names = list(report.columns)
    for at in shown:
        number = any(isinstance(row[at], (int, float)) for row in report.rows)
        longest = max((len(_cell(row[at])) for row in report.rows), default=0)
        words = _words(names[at])
        table.add_column(
            words,
            justify="right" if number else "left",
            overflow="fold",
            min_width=max(map(len, words.split())) if number else min(longest, _NARROWEST),
        )
    for row in report.rows:
        table.add_row(*(Text(_cell(row[at])) for at in shown))
    if report.rows:
        console.print(table)
    else:
        console.print("There are none.")
    for name, figure in report.summary.items():
        console.print(Text.assemble((f"{name}  ", "dim"), _cell(figure)))
    if report.notes:
        console.print()
    for note in report.notes:
        console.print(Text(note, style="dim"))


def _words(column: str) -> str:
    """Return the name of a column as words: `sourceLabel` and `core_number` as people write them."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).replace("_", " ").lower()


def _named(report: Report, name: str) -> bool:
    return ("label" if name == "node" else f"{name}Label") in report.columns


def _scope(report: Report) -> str:
    network: Any = report.network
    filters = " · ".join(f"{name}: {_short(value)}" for name, value in network["filters"].items())
    counts = ", ".join(f"{number} {name}" for name, number in network["counts"].items() if number)
    return f"{filters}\n{counts}; release {network['release']['id']}"


def _short(value: str) -> str:
    return ", ".join(short(part) if "://" in part else part for part in value.split(","))


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case bool():
            return "yes" if cell else "no"
        case float():
            return f"{cell:.4g}"
        case tuple():
            return "; ".join(cell)
        case _:
            return short(cell) if isinstance(cell, str) and "://" in cell else str(cell)
