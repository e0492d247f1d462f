"""How the report of an analysis looks on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ngograph.analysis.speaking import sentences
from ngograph.store import select
from ngograph.tabular import short
from ngograph.translation import figure, sentence
from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ngograph.analysis import Shown
    from ngograph.analysis.report import Cell
    from ngograph.release import Release

_SILENT = frozenset({"node", "source", "target"})
"""Columns of IRIs beside which a name stands."""
_KIND: Final = "type"
_WIDE: Final = 100
"""Letters of a line from which on there is room for the class of a thing beside its name."""
_NARROWEST: Final = 16
"""Letters that a column of texts gets at least."""
_GAP: Final = 2
"""Blanks between two columns."""
_CLASSES: Final = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?label WHERE { ?class a owl:Class ; rdfs:label ?label }"""
_NONE: Final = sentence("There are none.")
_TRUTHS: Final = {True: sentence("yes"), False: sentence("no")}
_RELEASE: Final = sentence("release")


def kinds(release: Release, lang: str) -> dict[str, str]:
    """Return what *release* calls classes of the ontology in *lang*, by their local names; no English."""
    if lang == "en":
        return {}
    found = select(release.store(), _CLASSES)
    return {
        row["class"].value.removeprefix(NGO): row["label"].value
        for row in found
        if row["label"].language == lang
    }


def print_report(report: Shown, lang: str) -> None:
    """Print *report*: what it is about, its rows, the figures of the whole, and how to read them."""
    console = Console(highlight=False)
    console.print(Text(report.title, style="bold"))
    console.print(Text(_scope(report, lang), style="dim"))
    console.print()
    hidden = {name for name in _SILENT if _named(report, name)}
    if console.width < _WIDE:
        hidden.add(_KIND)
    shown = [at for at, name in enumerate(report.columns) if name not in hidden]
    if report.rows:
        columns = [_column(report, at, lang) for at in shown]
        for number, part in enumerate(_beside_each_other(columns, console.width)):
            if number:
                console.print()
            # Where not even that has room, lines run over the edge, and nothing is lost.
            console.print(_table(part), width=max(console.width, _width(part)), crop=False)
    elif report.columns:
        console.print(sentences().say(_NONE, lang))
    for name, found in report.summary:
        console.print(Text.assemble((f"{name}  ", "dim"), _cell(found, lang)))
    if report.notes:
        console.print()
    for note in report.notes:
        console.print(Text(note, style="dim"))


@dataclass(frozen=True)
class _Column:
    """A column as it is printed.

    Attributes:
        heading: What it is called.
        cells: What stands in it.
        names: Whether it says of whom a row is.
        number: Whether it holds figures.
        width: How wide it is at least.
    """

    heading: str
    cells: Sequence[str]
    names: bool
    number: bool
    width: int


def _column(report: Shown, at: int, lang: str) -> _Column:
    name = list(report.columns)[at]
    heading = report.headings[name]
    cells = [_cell(row[at], lang) for row in report.rows]
    number = any(isinstance(row[at], (int, float)) for row in report.rows)
    longest = max(map(len, cells), default=0)
    least = longest if number else min(longest, _NARROWEST)
    least = max(least, *map(len, heading.split()))
    return _Column(heading, cells, name.lower().endswith("label"), number, least)


def _beside_each_other(columns: Sequence[_Column], width: int) -> Iterator[Sequence[_Column]]:
    """Yield as many columns as there is room for, and so on, each time with those that say of whom."""
    named = [column for column in columns if column.names] or columns[:1]
    part = [*named]
    for column in columns:
        if column in named:
            continue
        if len(part) > len(named) and _width([*part, column]) > width:
            yield part
            part = [*named]
        part.append(column)
    yield part


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width + _GAP for column in columns) - _GAP


def _table(columns: Sequence[_Column]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, _GAP, 0, 0))
    for column in columns:
        justify: Literal["right", "left"] = "right" if column.number else "left"
        table.add_column(column.heading, justify=justify, overflow="fold", min_width=column.width)
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*map(Text, row))
    return table


def _named(report: Shown, name: str) -> bool:
    return ("label" if name == "node" else f"{name}Label") in report.columns


def _scope(report: Shown, lang: str) -> str:
    filters = " · ".join(f"{name}: {_short(value)}" for name, value in report.filters)
    counts = [
        f"{number} {name}" if lang == "en" else f"{name}: {number}"
        for name, number in report.counts
        if number
    ]
    return f"{filters}\n{', '.join(counts)}; {sentences().say(_RELEASE, lang)} {report.release}"


def _short(value: str) -> str:
    return ", ".join(short(part) if "://" in part else part for part in map(str.strip, value.split(",")))


def _cell(cell: Cell, lang: str) -> str:
    match cell:
        case None:
            return "–"
        case bool():
            return sentences().say(_TRUTHS[cell], lang)
        case float():
            return figure(cell, lang)
        case tuple():
            return "; ".join(cell)
        case _:
            return short(cell) if isinstance(cell, str) and "://" in cell else str(cell)
