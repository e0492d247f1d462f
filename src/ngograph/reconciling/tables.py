"""The table whose rows are to be reconciled: its header found, its rows read as often as needed."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final

from ngograph.errors import UnknownColumn
from ngograph.sources.opening.sample import sample
from ngograph.sources.opening.tabular import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ngograph.sources.opening.sample import Sample
    from ngograph.sources.opening.tabular import Row

_HEAD: Final = 30
"""Rows among which the header is looked for; what stands above it are titles."""


@dataclass(frozen=True)
class Table:
    """One table of a file.

    Args:
        found: the head of the file.
        sheet: the place of the table among those of the file.
        header: the number of the row with the names of the columns.
        above: the rows above it.
        columns: the names of the columns, as many as the longest row has cells.
        wanted: the places of the columns that were asked for.
        count: how many rows there are below the header.
    """

    found: Sample
    sheet: int
    header: int
    above: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    wanted: tuple[int, ...]
    count: int

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows below the header, each with a cell for every column.

        Raises:
            UnreadableFile: the file is damaged.
        """
        for row in _rows(self.found, self.sheet):
            if row.number > self.header:
                yield (*row.cells, *[""] * (len(self.columns) - len(row.cells)))


def table(path: Path, wanted: Sequence[str]) -> Table:
    """Return the first table in the file at *path* that has the columns *wanted*, whatever their case.

    Raises:
        MissingFile: there is no such file.
        UnreadableFile: it is no table, or damaged.
        UnknownColumn: no table in it has these columns.
    """
    found = sample(path)
    names: dict[str, None] = {}
    for at, sheet in enumerate(sheets(found)):
        above: list[tuple[str, ...]] = []
        for row in islice(sheet.rows, _HEAD):
            places = {_key(cell): place for place, cell in reversed(list(enumerate(row.cells)))}
            if all(_key(name) in places for name in wanted):
                chosen = tuple(places[_key(name)] for name in wanted)
                widths = [len(other.cells) for other in _rows(found, at) if other.number > row.number]
                blank = [""] * max(0, max(widths, default=0) - len(row.cells))
                columns = (*row.cells, *blank)
                return Table(found, at, row.number, tuple(above), columns, chosen, len(widths))
            above.append(row.cells)
            if sum(map(bool, row.cells)) > 1:
                names.update(dict.fromkeys(filter(None, row.cells)) if len(names) < _HEAD else {})
    missing = next((name for name in wanted if _key(name) not in map(_key, names)), wanted[0])
    near = get_close_matches(_key(missing), list(map(_key, names)), n=3, cutoff=0.5)
    known = tuple(name for name in names if _key(name) in near) or tuple(islice(names, 12))
    raise UnknownColumn(path, missing, known)


def _rows(found: Sample, sheet: int) -> Iterator[Row]:
    yield from next(islice(sheets(found), sheet, None)).rows


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
