"""How far the sheets of a workbook reach: whoever reads one holds all cells of it, the empty ones too.

A single cell in the last row makes millions of empty ones before it, out of a file of a few kilobytes.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_CELLS: Final = 1 << 25
"""How many cells a sheet has at most, empty ones counted: they take about a gigabyte of memory."""

_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_STATED: Final = re.compile(rb'<(?:\w+:)?dimension\s+ref="[A-Z]{1,3}\d+:([A-Z]{1,3})(\d{1,7})"')
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_HEAD: Final = 1 << 13
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 256


def expect_bounded(path: Path) -> None:
    """Refuse the workbook at *path* if one of its sheets reaches further than can be held; only XLSX says so.

    Raises:
        UnreadableFile: one of its sheets has more than `MOST_CELLS`.
    """
    told = path.stat()
    rows, columns = _furthest(path, told.st_mtime_ns, told.st_size)
    if rows * columns > MOST_CELLS:
        raise UnreadableFile(
            path,
            f"expected sheets of up to {MOST_CELLS:,} cells, found {rows:,} rows by {columns:,} columns: "
            "delete those that are empty, or save it as CSV",
        )


@lru_cache(8)
def _furthest(path: Path, _changed: int, _size: int) -> tuple[int, int]:
    """Return how many rows and columns the largest sheet of *path* has, 0 where nothing tells."""
    if not zipfile.is_zipfile(path):
        return 0, 0
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if _SHEETS.fullmatch(name)]
        return max(
            (_extent(archive, name) for name in members), key=lambda one: one[0] * one[1], default=(0, 0)
        )


def _extent(archive: zipfile.ZipFile, member: str) -> tuple[int, int]:
    """Return how many rows and columns a sheet has, as it states itself, else as its cells do."""
    with archive.open(member) as content:
        head = content.read(_HEAD)
    if stated := _STATED.search(head):
        return int(stated[2]), _column(stated[1])
    rows = columns = 0
    for letters, number in _cells(archive, member):
        rows, columns = max(rows, int(number)), max(columns, _column(letters))
    return rows, columns


def _cells(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[bytes, bytes]]:
    rest = b""
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            text, end = rest + chunk, 0
            for found in _CELL.finditer(text):
                end = found.end()
                yield found[1], found[2]
            rest = text[max(end, len(text) - _OVERLAP) :]


@lru_cache(1 << 10)
def _column(letters: bytes) -> int:
    """Return the number of the column with these *letters*.

    >>> _column(b"A"), _column(b"AN"), _column(b"XFD")
    (1, 40, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
