"""Tables as rows of text: CSV and its kin, workbooks, and JSON that holds rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import ijson
from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineWorkbook

from ngograph.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ngograph.sources.opening.sample import Sample

_LOOKED_AT: Final = 1 << 20
_DELIMITERS: Final = ",;\t|"
_LARGEST_FIELD: Final = 1 << 24
_EXACT: Final = 1e15


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, from 1, and its cells as tidy text, empty where there is nothing."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its name, empty where the file is the table, and its rows; to be read once."""

    name: str
    rows: Iterable[Row]
    encoding: str = "utf-8"

    def locator(self, number: int) -> str:
        """Return where the row of that *number* stands."""
        return f"{self.name}!{number}" if self.name else f"row {number}"


def sheets(found: Sample, progress: Callable[[int], None] = lambda _: None) -> Iterator[Sheet]:
    """Yield the tables in the file that *found* is the head of, in order.

    Dates of a workbook become YYYY-MM-DD, whole numbers lose their point, a formula gives its kept value, and
    a merged cell says the same in each of its rows.

    Args:
        found: the head of a text file, a workbook or JSON.
        progress: told how many bytes have been read, as far as that is known.

    Raises:
        UnreadableFile: the file is no table or is damaged.
    """
    if found.make in ("xlsx", "xls"):
        yield from _workbook(found.path)
    elif found.make in ("json", "json-lines"):
        yield Sheet("", _json_rows(found, progress))
    elif found.make == "text":
        encoding = _encoding(found.path)
        yield Sheet("", _csv_rows(found.path, encoding, progress), encoding)
    else:
        raise UnreadableFile(found.path, f"expected a table, found {found.make}")


def _workbook(path: Path) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            yield Sheet(name, _sheet_rows(sheet))
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(path, f"expected a whole workbook: {error}") from error


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for first, last in getattr(sheet, "merged_cell_ranges", None) or ():
        if first[1] == last[1]:  # what spans rows says the same in each; what spans columns is a heading
            for row in range(first[0] + 1, last[0] + 1):
                merged[row, first[1]] = first
    held: dict[tuple[int, int], str] = {}
    starts = set(merged.values())
    for index, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = [_text(value) for value in values]
        for column, cell in enumerate(cells):
            if (index, column) in starts:
                held[index, column] = cell
            elif (index, column) in merged:
                cells[column] = held.get(merged[index, column], cell)
        yield Row(index + 1, tuple(cells))


def _text(value: object) -> str:
    """Return one value of a workbook or of JSON as tidy text."""
    match value:
        case bool():
            text = "true" if value else "false"
        case dt.datetime() if value.time() == dt.time():
            text = value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            text = value.isoformat()
        case float() if value.is_integer() and abs(value) < _EXACT:
            text = str(int(value))
        case None | dict() | list():
            text = ""
        case _:
            text = " ".join(str(value).split())
    return text


def _encoding(path: Path) -> str:
    """Return the encoding of the text at *path*: UTF-8 if the whole file is, else the likeliest."""
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    for bom, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(bom):
            return name
    if _is_utf8(path):
        return "utf-8"
    likeliest = from_bytes(head).best()
    return likeliest.encoding if likeliest else "cp1252"


def _is_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while file.read(_LOOKED_AT):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(path: Path, encoding: str, progress: Callable[[int], None]) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="") as file:
        head = file.read(1 << 16)
        file.seek(0)
        reader = csv.reader(file, delimiter=_delimiter(head), strict=False)
        try:
            for number, cells in enumerate(reader, start=1):
                yield Row(number, tuple(" ".join(cell.split()) for cell in cells))
                if not number % 1000:
                    progress(raw.tell())
        except csv.Error as error:
            raise UnreadableFile(path, f"not a table: {error}", reader.line_num) from error


def _delimiter(head: str) -> str:
    """Return what parts the cells: what parts most rows at the head into equally many."""
    best, most = ",", 0.0
    for mark in _DELIMITERS:
        widths = [len(row) for row in csv.reader(head.splitlines()[:50], delimiter=mark) if row]
        if not widths:
            continue
        common = max(set(widths), key=widths.count)
        score = common * widths.count(common) / len(widths) if common > 1 else 0.0
        if score > most:
            best, most = mark, score
    return best


def _json_rows(found: Sample, progress: Callable[[int], None]) -> Iterator[Row]:
    """Yield the rows of JSON: an array of arrays, or of objects, whose keys then are the first row."""
    with found.path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        columns: list[str] | None = None
        number = 0
        prefix = "" if found.make == "json-lines" else "item"
        try:
            for item in ijson.items(file, prefix, multiple_values=True, use_float=True):
                if isinstance(item, dict):
                    if columns is None:
                        columns = list(item)
                        number += 1
                        yield Row(number, tuple(columns))
                    columns += [name for name in item if name not in columns]
                    number += 1
                    yield Row(number, tuple(_text(item.get(name)) for name in columns))
                elif isinstance(item, list):
                    number += 1
                    yield Row(number, tuple(_text(cell) for cell in item))
                if not number % 1000:
                    progress(file.tell())
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise UnreadableFile(
                found.path, f"not well-formed JSON: {str(error).strip() or 'it ends too early'}"
            ) from error
