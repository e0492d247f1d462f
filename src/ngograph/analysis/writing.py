"""A report as a sheet: one line a row, for whatever reads CSV."""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from ngograph.analysis.report import Cell, Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(report: Report, file: IO[str]) -> None:
    """Write the rows of *report* to *file*, under the names of their columns.

    Where the whole is measured and nothing else, a row is a figure of it. What is not known is empty; several
    values stand in one cell with `; ` between them. A text that a spreadsheet would take for a formula gets
    an apostrophe before it.
    """
    writer = csv.writer(file, lineterminator="\n")
    rows = report.rows if report.columns else tuple(report.summary.items())
    writer.writerow(report.columns or ("measure", "figure"))
    writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: Cell) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, tuple):
        cell = "; ".join(cell)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
