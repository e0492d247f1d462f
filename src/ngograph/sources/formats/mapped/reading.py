"""A table with a file beside it that says what its columns mean: TOML, or the metadata of CSV on the Web."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.errors import NothingToImport, UnfitMapping
from ngograph.sources.facts import Body, Name, Record, Skipped
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.mapped import csvw
from ngograph.sources.formats.mapped.rows import Reading
from ngograph.sources.formats.mapped.toml import read_toml
from ngograph.sources.known import folded
from ngograph.sources.opening import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ngograph.sources.formats.format import Task
    from ngograph.sources.formats.mapped.mapping import Mapping
    from ngograph.sources.known import Known
    from ngograph.sources.opening import Row, Sample, Sheet

_TABLES: Final = ("text", "xlsx", "xls", "json", "json-lines")
_BESIDE: Final = (".toml", csvw.SUFFIX)


def fits(found: Sample) -> bool:
    """Say whether a mapping stands beside the table that *found* is the head of."""
    return found.make in _TABLES and _beside(found.path) is not None


def _beside(path: Path) -> Path | None:
    """Return the mapping beside the table at *path*: its name with another ending."""
    candidates = (path.with_suffix(".toml"), path.with_name(f"{path.name}{csvw.SUFFIX}"))
    return next((one for one in candidates if one.is_file() and one != path), None)


def read(task: Task) -> Opened:
    """Open the file of *task*.

    Raises:
        MissingFile: there is no mapping.
        UnfitMapping: the mapping cannot be read or does not fit the table.
        UnreadableFile: the file is no table.
    """
    path = task.mapping or _beside(task.sample.path) or task.sample.path.with_suffix(".toml")
    if path.suffix == ".json":
        return csvw.read(task, path)
    mapping = read_toml(path)
    _check_classes(mapping, task.known, path)
    sheet, rows = _sheet(task, mapping, path)
    headings = _headings(rows, mapping, task.sample.path)
    used = _columns(mapping, headings, path)
    return Opened(
        _heading(mapping, headings, used), _records(task, mapping, _Table(sheet, rows, headings, used))
    )


def _check_classes(mapping: Mapping, known: Known, path: Path) -> None:
    """Raise `UnfitMapping` where a thing is of a class that the ontology does not have for it."""
    for table, top, things in (
        ("organisation", "Organisation", mapping.organisations),
        ("activity", "Activity", mapping.activities),
    ):
        classes = sorted(known.classes.get(top, ()))
        for name, thing in things.items():
            if classes and thing.kind not in classes:
                where = f"{table}.{name}.class"
                raise UnfitMapping(path, where, f"no class {thing.kind!r} below {top}", thing.kind, classes)


@dataclass(frozen=True)
class _Table:
    """A table below its headings: the rows still to be read, and where each column stands that is named."""

    sheet: Sheet
    rows: Iterator[Row]
    headings: tuple[str, ...]
    columns: dict[str, int]


def _sheet(task: Task, mapping: Mapping, path: Path) -> tuple[Sheet, Iterator[Row]]:
    """Return the table that *mapping* is for, and its rows."""
    found = list[str]()
    for sheet in sheets(task.sample, task.progress):
        if not mapping.sheet or folded(sheet.name) == folded(mapping.sheet):
            return sheet, iter(sheet.rows)
        found.append(sheet.name)
    raise UnfitMapping(path, "table.sheet", f"no sheet {mapping.sheet!r}", mapping.sheet, found)


def _headings(rows: Iterator[Row], mapping: Mapping, path: Path) -> tuple[str, ...]:
    for row in rows:
        if row.number == mapping.header:
            return row.cells
    raise NothingToImport(path, f"it has no row {mapping.header} for the headings")


def _columns(mapping: Mapping, headings: tuple[str, ...], path: Path) -> dict[str, int]:
    """Return where each column stands that *mapping* names, by the name it gives it.

    Raises:
        UnfitMapping: there is none of that name, or it stands there twice.
    """
    places = dict[str, int]()
    for column, where in mapping.columns.items():
        exact = [at for at, heading in enumerate(headings) if heading == " ".join(column.split())]
        found = exact or [at for at, heading in enumerate(headings) if folded(heading) == folded(column)]
        if not found:
            named = [heading for heading in headings if heading]
            raise UnfitMapping(path, where, f"the table has no column {column!r}", column, named)
        if len(found) > 1:
            raise UnfitMapping(path, where, f"the table has {len(found)} columns {column!r}")
        places[column] = found[0]
    return places


def _heading(mapping: Mapping, headings: tuple[str, ...], used: dict[str, int]) -> Heading:
    told, places = mapping.source, set(used.values())
    publisher = told.get("publisher", "")
    return Heading(
        told.get("title", ""),
        (told["language"],) if told.get("language") else (),
        Body((Name(publisher),)) if publisher else None,
        _day(told.get("issued", "")),
        told.get("licence", ""),
        tuple(
            f"column {heading!r} is not mapped"
            for at, heading in enumerate(headings)
            if heading and at not in places
        ),
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _records(task: Task, mapping: Mapping, table: _Table) -> Iterator[Record | Skipped]:
    keys = Keys()
    for row in table.rows:
        locator = table.sheet.locator(row.number)
        if not any(row.cells):
            yield Skipped(locator, "an empty row")
            continue
        if row.cells == table.headings:
            yield Skipped(locator, "the headings once more")
            continue
        told = {name: row.cells[at] if at < len(row.cells) else "" for name, at in table.columns.items()}
        reading = Reading(mapping, task.known, told)
        facts, cause = reading.facts()
        notes = tuple(dict.fromkeys(reading.notes))
        if facts:
            own = told.get(mapping.key, "") if mapping.key else ""
            yield Record(keys.of(own or f"row-{row.number}"), locator, facts, notes)
        else:
            yield Skipped(locator, cause, notes)


FORMAT: Final = Format("mapped", "Any table with a mapping beside it", "", fits, read)
