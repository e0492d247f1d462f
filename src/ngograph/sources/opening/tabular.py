"""Tables as rows of text: CSV and its kin, workbooks, and JSON that holds rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ngograph.errors import UnreadableFile
from ngograph.sources.characters import meant
from ngograph.sources.opening import json_tables, workbook
from ngograph.sources.opening.encoding import likeliest, marked, written_in
from ngograph.sources.remembering import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ngograph.sources.opening.encoding import Written
    from ngograph.sources.opening.sample import Sample

_DELIMITERS: Final = ",;\t|"
_LARGEST_FIELD: Final = 1 << 24
_EXACT: Final = 1e15
_REMEMBERED: Final = 1 << 14
_OFTEN: Final = 64
"""After how many rows of text their lines are let go, but for those of the last."""
_NOTHING: Final = frozenset({"#n/a", "#ref!", "#name?", "#value!", "#div/0!", "#null!", "#num!"})


class Row(NamedTuple):
    """One row: its number in the file, from 1, and its cells as tidy text, empty where there is nothing."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    Args:
        name: of the sheet, or the key of JSON that holds it; empty where the file is the table.
        rows: to be read once.
        encoding: in which the file is written.
        hidden: whether its maker hid it from view.
        notes: what somebody should know of the file, on its first sheet.
        first: of an array of JSON, the number of the row that is its first item.
    """

    name: str
    rows: Iterable[Row]
    encoding: str = "utf-8"
    hidden: bool = False
    notes: tuple[str, ...] = ()
    first: int | None = None

    def locator(self, number: int) -> str:
        """Return where the row of that *number* stands: as a JSON pointer, after its sheet, or by itself."""
        if self.first is not None:
            return f"/{self.name}/{number - self.first}" if self.name else f"/{number - self.first}"
        return f"{self.name}!{number}" if self.name else f"row {number}"


def sheets(
    found: Sample, progress: Callable[[int], None] = lambda _: None, *, lines: bool = False
) -> Iterator[Sheet]:
    """Yield the tables in the file that *found* is the head of, in order.

    Dates of a workbook become YYYY-MM-DD, whole numbers lose their point, a formula gives its kept value, a
    merged cell says the same in each of its rows, and an error of a spreadsheet such as #N/A says nothing.

    Args:
        found: the head of a text file, a workbook or JSON.
        progress: told how many bytes have been read, as far as that is known.
        lines: whether the lines within a cell are kept apart; else a cell is one line.

    Raises:
        UnreadableFile: the file is no table or is damaged.
    """
    if found.make in ("xlsx", "xls"):
        unkept = workbook.unkept_formulas(found.path)
        notes = ("a formula has no kept value",) * unkept
        for table in workbook.tables(found.path):
            yield Sheet(table.name, _rows(table.rows, lines), hidden=table.hidden, notes=notes)
            notes = ()
    elif found.make in ("json", "json-lines"):
        for held in json_tables.tables(found, progress):
            first = None if found.make == "json-lines" else 1 + held.headed
            yield Sheet(held.name, _rows(held.rows, lines), first=first)
    elif found.make == "text":
        written = written_in(found.path)
        notes = tuple(_odd(found, written))
        yield Sheet("", _csv_rows(found, written, progress, lines), written.encoding, notes=notes)
    else:
        raise UnreadableFile(found.path, f"expected a table, found {found.make}")


def _odd(found: Sample, written: Written) -> Iterator[str]:
    """Yield what somebody should know of how a text is written."""
    if b"\0" in found.head and not marked(found.head):
        yield "characters without meaning (NUL) are left out"
    if written.errors != "replace":
        yield "some of its lines are written in another encoding than the others"


def first_rows(found: Sample, most: int = 50) -> list[Row]:
    """Return some rows at the head of text or JSON without opening the file; of others none."""
    if found.make in ("json", "json-lines"):
        return list(_rows(json_tables.first_rows(found, most), lines=False))
    if found.make != "text":
        return []
    text = found.head.decode(likeliest(found.head), errors="replace").removeprefix("\ufeff").replace("\0", "")
    csv.field_size_limit(_LARGEST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    return [Row(number, tuple(map(str.strip, cells))) for number, cells in enumerate(islice(rows, most), 1)]


def _rows(rows: Iterable[list[Any]], lines: bool) -> Iterator[Row]:
    for number, values in enumerate(rows, start=1):
        yield Row(number, tuple(_text(value, lines) for value in values))


def _text(value: object, lines: bool) -> str:
    """Return one value of a workbook or of JSON as tidy text."""
    match value:
        case str():
            text = _lined(value) if lines else _tidy(value)
        case bool():
            text = "true" if value else "false"
        case dt.datetime() if value.time() == dt.time():
            text = value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            text = value.isoformat()
        case float() if value.is_integer() and abs(value) < _EXACT:
            text = str(int(value))
        case list():
            text = "; ".join(_text(one, lines) for one in value if isinstance(one, str | int | float))
        case None | dict():
            text = ""
        case _:
            text = str(value)
    return text


def _lined(cell: str) -> str:
    """Return *cell* tidy, each of its lines by itself."""
    if "\n" in cell or "\r" in cell:
        return "\n".join(filter(None, map(_tidy, cell.splitlines())))
    return _tidy(cell)


@lru_cache(_REMEMBERED)
def _tidy(cell: str) -> str:
    """Return *cell* with single spaces."""
    text = " ".join(meant(cell).split())
    return "" if text[:1] == "#" and text.lower() in _NOTHING else text


def _csv_rows(found: Sample, written: Written, progress: Callable[[int], None], lines: bool) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    # Tables repeat themselves, so what was said is remembered.
    tidied = Remembered(_lined if lines else _tidy, _REMEMBERED).__getitem__
    with (
        found.path.open("rb") as raw,
        io.TextIOWrapper(raw, written.encoding, errors=written.errors, newline="") as file,
    ):
        mark = _delimiter(file.read(1 << 16))
        file.seek(0)
        held, before, end = list[str](), 0, 0
        reader = csv.reader(_holding(file, held), delimiter=mark, strict=False)
        try:
            for number, cells in enumerate(reader, start=1):
                before, end = end, reader.line_num
                yield Row(number, tuple(map(tidied, cells)))
                if not number % _OFTEN:
                    del held[: before - end]
                if not number % 1000:
                    progress(raw.tell())
        except csv.Error as error:
            raise UnreadableFile(found.path, f"not a table: {error}", reader.line_num) from error
        if not _is_closed(held[before - end :], mark):
            raise UnreadableFile(
                found.path, "a quotation mark that is never closed: the rest is lost", before + 1
            )


def _holding(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    """Yield *lines*, and keep each in *held*."""
    for line in lines:
        held.append(line)
        yield line


def _is_closed(lines: list[str], mark: str) -> bool:
    """Say whether the row that *lines* write ends outside of quotation marks."""
    try:
        list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return True


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
