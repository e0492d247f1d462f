"""Tables of a known layout: their columns by title, and their rows as records of text."""

from __future__ import annotations

import csv
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from ngograph.sources.opening.tabular import sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.opening import Sample

_LOOKED_AT: Final = 20
"""In how many rows at the top the titles are looked for."""


@lru_cache(maxsize=2)
def titles(found: Sample) -> frozenset[str]:
    """Return what stands in the first rows of the table that *found* is the head of; nothing for other files.

    Of a workbook these are the rows of its first sheet.
    """
    if found.make == "text":
        lines = found.text.removeprefix("\ufeff").splitlines()[:_LOOKED_AT]
        mark = max(",;\t|", key=lambda mark: lines[0].count(mark) if lines else 0)
        rows = csv.reader(lines, delimiter=mark)
        return frozenset(" ".join(cell.split()) for row in rows for cell in row)
    if found.make in ("xlsx", "xls"):
        first = next(sheets(found), None)
        return frozenset(
            cell for row in islice(first.rows if first else (), _LOOKED_AT) for cell in row.cells
        )
    return frozenset()


def rows(
    found: Sample, wanted: frozenset[str], progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield where each row of the tables in the file stands, and its cells by title.

    Empty rows, rows of tags (each cell empty or begun with #) and sheets without the columns *wanted* are not
    records.

    Raises:
        UnreadableFile: the file is no table or is damaged.
    """
    for sheet in sheets(found, progress):
        columns: tuple[str, ...] = ()
        for index, row in enumerate(sheet.rows):
            if not columns:
                if wanted <= set(row.cells):
                    columns = row.cells
                elif index >= _LOOKED_AT:
                    break
            elif any(cell and not cell.startswith("#") for cell in row.cells):
                yield sheet.locator(row.number), dict(zip(columns, row.cells, strict=False))
