"""Sheets of a workbook (XLSX, XLSB, XLS, ODS) as rows of values; what is merged is told in each row."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ngograph.errors import UnreadableFile
from ngograph.sources.opening.extent import expect_bounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNKEPT: Final = re.compile(rb"(</f>|<f(\s[^<>]*)?/>)(<v\s*/>|<v></v>)?</c>")
_OVERLAP: Final = 64
# How a workbook of old (XLS) begins, and what it is a multiple of in size.
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR: Final = 512


class Table(NamedTuple):
    """One sheet: its name, whether its maker hid it, and the values of its rows."""

    name: str
    hidden: bool
    rows: Iterator[list[Any]]


def tables(path: Path) -> Iterator[Table]:
    """Yield the sheets of the workbook at *path* in order; charts are none.

    Raises:
        UnreadableFile: it is damaged, needs a password, or has more cells than can be held.
    """
    with path.open("rb") as file:
        old = file.read(len(_OLD)) == _OLD
    if old and path.stat().st_size % _SECTOR:
        raise UnreadableFile(path, "expected a whole workbook: it is cut off")
    expect_bounded(path)
    with _whole(path), CalamineWorkbook.from_path(str(path)) as book:
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(about.name)
                yield Table(about.name, about.visible != SheetVisibleEnum.Visible, _rows(path, sheet))


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Tell what is wrong with the workbook at *path* in words of our own."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(path, f"expected a whole workbook: {error}") from error
    except BaseException as error:
        # The engine panics at some damages, with an exception that has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(path, "expected a whole workbook: it is damaged") from error


def unkept_formulas(path: Path) -> int:
    """Return how many formulas of the workbook at *path* were saved without their value.

    Only XLSX says so; a program that computes nothing writes such files.
    """
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        return sum(_counted(archive, name) for name in members)


def _counted(archive: zipfile.ZipFile, member: str) -> int:
    count, rest = 0, b""
    with archive.open(member) as content:
        while chunk := content.read(1 << 20):
            text = rest + chunk
            end = 0
            for match in _UNKEPT.finditer(text):
                count, end = count + 1, match.end()
            rest = text[max(end, len(text) - _OVERLAP) :]
    return count


def _rows(path: Path, sheet: Any) -> Iterator[list[Any]]:
    with _whole(path):
        values, ranges = sheet.iter_rows(), sheet.merged_cell_ranges or ()
    left = [""] * (sheet.start[1] if sheet.start else 0)
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for first, last in ranges:
        if first[1] == last[1]:  # what spans rows says the same in each; what spans columns is a heading
            for below in range(first[0] + 1, last[0] + 1):
                merged[below, first[1]] = first
    held: dict[tuple[int, int], Any] = {}
    starts = set(merged.values())
    for index, cells in enumerate(values):
        row = [*left, *cells]
        if starts:
            for column, value in enumerate(row):
                if (index, column) in starts:
                    held[index, column] = value
                elif (index, column) in merged:
                    row[column] = held.get(merged[index, column], value)
        yield row
