"""CSV on the Web: metadata that gives each column a property, turned into statements as csv2rdf does.

Of the recommendation this takes in one table with aboutUrl, propertyUrl, valueUrl, lang, datatype, separator,
default, null, virtual and suppressed columns, and the dialect's header and skipped rows. A row says what its
cells say and no more: what it refers to must be told in the same row to be checked with it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ngograph.errors import MissingFile, UnfitMapping
from ngograph.sources.facts import Record, Skipped
from ngograph.sources.formats.format import Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text, texts, within
from ngograph.sources.formats.rdf.own import Own, has_meaning
from ngograph.sources.opening import sheets
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Row, Sheet

SUFFIX: Final = "-metadata.json"
_VARIABLE: Final = re.compile(r"\{([+#]?)([\w%.-]+)\}")
_DATATYPES: Final = {
    **{name: name for name in ("date", "integer", "decimal", "boolean", "string", "dateTime")},
    "datetime": "dateTime",
    "number": "decimal",
    "gYear": "string",
    "anyURI": "string",
}
_TYPE: Final = f"{PREFIXES['rdf']}type"


@dataclass(frozen=True)
class Column:
    """One column: its name, the templates of subject, property and value, and how its cells are read."""

    name: str
    titles: tuple[str, ...]
    about: str
    predicate: str
    value: str
    language: str
    datatype: str
    separator: str
    default: str
    nulls: tuple[str, ...]
    virtual: bool


def read(task: Task, path: Path) -> Opened:
    """Open the table of *task* by the metadata at *path*.

    Raises:
        MissingFile: there is no such file.
        UnfitMapping: it is no metadata of one table, does not fit it, or gives no property of the ontology.
    """
    content = _content(path)
    columns = _columns(content, path)
    sheet = next(iter(sheets(task.sample, task.progress)))
    rows = iter(sheet.rows)
    _skip(rows, content)
    places, unread = _places(rows, columns, content, path)
    heading = Heading(
        title=text(within(content, "dc:title")) or text(within(content, "dc:title", "@value")),
        languages=tuple(texts(within(content, "lang"))),
        licence=text(within(content, "dc:license", "@id")),
        notes=tuple(f"column {name!r} is not mapped" for name in unread),
    )
    return Opened(heading, _records(task, sheet, rows, columns, places))


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise MissingFile(path, "metadata of a table") from error
    except ValueError as error:
        raise UnfitMapping(path, "", f"not well-formed JSON: {error}") from error
    tables = objects(within(content, "tables"))
    if len(tables) > 1:
        raise UnfitMapping(path, "tables", f"expected the metadata of one table, found {len(tables)}")
    if not isinstance(content, dict):
        raise UnfitMapping(path, "", "expected an object, found another JSON value")
    return {**content, **tables[0]} if tables else content


def _columns(content: dict[str, Any], path: Path) -> list[Column]:
    schema = within(content, "tableSchema")
    listed = objects(within(schema, "columns"))
    if not listed:
        raise UnfitMapping(path, "tableSchema.columns", "expected the columns of the table, found none")
    found = [
        _column(item, at, schema) for at, item in enumerate(listed, start=1) if not item.get("suppressOutput")
    ]
    if not any(column.predicate and has_meaning(NamedNode(column.predicate)) for column in found):
        raise UnfitMapping(
            path, "tableSchema.columns", "no propertyUrl is a property that the ngograph ontology knows"
        )
    return found


def _column(item: dict[str, Any], number: int, schema: dict[str, Any]) -> Column:
    titles = within(item, "titles")
    listed = titles.values() if isinstance(titles, dict) else [titles]
    named = tuple(one for told in listed for one in texts(told))
    datatype = text(within(item, "datatype")) or text(within(item, "datatype", "base"))
    return Column(
        text(item.get("name")) or next(iter(named), f"_col.{number}"),
        named,
        text(item.get("aboutUrl")) or text(schema.get("aboutUrl")),
        _absolute(text(item.get("propertyUrl"))),
        text(item.get("valueUrl")) or text(schema.get("valueUrl")),
        text(item.get("lang")) or text(schema.get("lang")),
        _DATATYPES.get(datatype, "string"),
        text(item.get("separator")),
        text(item.get("default")),
        tuple(texts(item.get("null")) or texts(schema.get("null"))),
        bool(item.get("virtual")),
    )


def _absolute(url: str) -> str:
    """Return *url* with a known prefix written out; empty if it is no address that names a property."""
    prefix, _, name = url.partition(":")
    if prefix in PREFIXES and not name.startswith("//"):
        return f"{PREFIXES[prefix]}{name}"
    return url if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", url) else ""


def _skip(rows: Iterator[Row], content: dict[str, Any]) -> None:
    told = within(content, "dialect", "skipRows")
    for _ in range(told if isinstance(told, int) else 0):
        next(rows, None)


def _places(
    rows: Iterator[Row], columns: list[Column], content: dict[str, Any], path: Path
) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands, and the headings of the columns without a meaning."""
    real = [column for column in columns if not column.virtual]
    if within(content, "dialect", "header") is False:
        listed = objects(within(content, "tableSchema", "columns"))
        return {text(item.get("name")): at for at, item in enumerate(listed)}, []
    headings = list(getattr(next(rows, None), "cells", ()))
    places = dict[str, int]()
    for column in real:
        at = next((headings.index(one) for one in (*column.titles, column.name) if one in headings), None)
        if at is None:
            wanted = next(iter(column.titles), column.name)
            raise UnfitMapping(
                path, "tableSchema.columns", f"the table has no column {wanted!r}", wanted, headings
            )
        places[column.name] = at
    used = {places[column.name] for column in real if column.predicate}
    return places, [heading for at, heading in enumerate(headings) if at not in used and heading]


def _records(
    task: Task, sheet: Sheet, rows: Iterator[Row], columns: list[Column], places: dict[str, int]
) -> Iterator[Record | Skipped]:
    keys = Keys()
    for row in rows:
        locator = sheet.locator(row.number)
        values = {name: row.cells[at] if at < len(row.cells) else "" for name, at in places.items()}
        if not any(values.values()):
            yield Skipped(locator, "an empty row")
            continue
        values |= {"_row": str(row.number), "_sourceRow": str(row.number)}
        own = Own(_statements(columns, values, row.number), task.source)
        notes = tuple(dict.fromkeys(own.notes))
        statements = own.statements()
        if statements.triples:
            yield Record(keys.of(f"row-{row.number}"), locator, (statements,), notes)
        else:
            yield Skipped(locator, "no thing of a class of the ontology", notes)


def _statements(columns: list[Column], values: dict[str, str], number: int) -> Iterator[Quad]:
    for column in columns:
        if not column.predicate:
            continue
        about = _expanded(column.about, values, column.name)
        subject = NamedNode(about) if _absolute(about) else BlankNode(f"row{number}")
        told = values.get(column.name, "") or column.default
        if told in column.nulls or (not told and not column.virtual):
            continue
        predicate = NamedNode(column.predicate)
        if column.value:
            target = _absolute(_expanded(column.value, values, column.name))
            if target:
                yield Quad(subject, predicate, NamedNode(target))
            continue
        for part in told.split(column.separator) if column.separator else [told]:
            if part.strip():
                yield Quad(subject, predicate, _literal(part.strip(), column))


def _literal(told: str, column: Column) -> Literal:
    if column.datatype != "string":
        return Literal(told, datatype=NamedNode(f"{PREFIXES['xsd']}{column.datatype}"))
    return Literal(told, language=column.language) if column.language else Literal(told)


def _expanded(template: str, values: dict[str, str], own: str) -> str:
    """Return the URI *template* (RFC 6570, simple and reserved expansion) with the cells of a row."""

    def value(found: re.Match[str]) -> str:
        told = values.get(own if found[2] == "_name" else found[2], "")
        return quote(told, safe="" if not found[1] else ":/?#[]@!$&'()*+,;=")

    return _VARIABLE.sub(value, template)
