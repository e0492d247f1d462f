"""Tables of a known layout: their columns by title, and their rows as records of text."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from ngograph.sources.opening.tabular import first_rows, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.opening import Sample

_LOOKED_AT: Final = 20
"""In how many rows at the top the titles are looked for."""


def titles(found: Sample) -> frozenset[str]:
    """Return what stands in the first rows of the table that *found* is the head of; nothing for other files.

    Of a workbook these are the first rows of each of its sheets.
    """
    return frozenset(cell for row in _top(found) for cell in row)


def heading(found: Sample, heads: Callable[[set[str]], bool]) -> tuple[str, ...]:
    """Return the first row of the table that *heads* takes for titles; nothing if it takes none."""
    return next((row for row in _top(found) if heads(set(row))), ())


def rows(
    found: Sample,
    heads: Callable[[set[str]], bool],
    progress: Callable[[int], None] = lambda _: None,
    named: Callable[[tuple[str, ...]], tuple[str, ...]] = tuple,
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield where each row of the tables in the file stands, and its cells by title.

    Empty rows, rows of tags (each cell empty or begun with #) and sheets without a row of titles are none.

    Args:
        found: the head of the file.
        heads: whether cells are the titles of the table that is meant.
        progress: told how many bytes have been read, as far as that is known.
        named: gives the titles by which cells are told, where those of the table are not.

    Raises:
        UnreadableFile: the file is no table or is damaged.
    """
    for sheet in sheets(found, progress):
        columns: tuple[str, ...] = ()
        for index, row in enumerate(sheet.rows):
            if not columns:
                if heads(set(row.cells)):
                    columns = named(row.cells)
                elif index >= _LOOKED_AT:
                    break
            elif any(cell and not cell.startswith("#") for cell in row.cells):
                yield sheet.locator(row.number), dict(zip(columns, row.cells, strict=False))


@lru_cache(maxsize=2)
def _top(found: Sample) -> tuple[tuple[str, ...], ...]:
    if found.make == "text":
        return tuple(
            tuple(" ".join(cell.split()) for cell in row.cells) for row in first_rows(found, _LOOKED_AT)
        )
    if found.make in ("xlsx", "xls"):
        return tuple(row.cells for sheet in sheets(found) for row in islice(sheet.rows, _LOOKED_AT))
    return ()
