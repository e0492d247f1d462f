"""Rows as people and programs read them: a table, CSV, JSON."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from ngograph.vocab import PREFIXES, ROOT, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pyoxigraph import QuerySolutions, Triple

    Cell = NamedNode | BlankNode | Literal | Triple | None

_LABEL: Final = "Label"
_WHOLE_NUMBER: Final = f"{PREFIXES['xsd']}integer"
_TRUTH: Final = f"{PREFIXES['xsd']}boolean"


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: its columns, and a cell for each in every row; an empty cell is None."""

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.cells)

    def records(self) -> list[dict[str, str]]:
        """Return the rows as texts by column, without the empty cells."""
        return [
            {column: text(cell) for column, cell in zip(self.columns, row, strict=True) if cell is not None}
            for row in self.cells
        ]


def rows(solutions: QuerySolutions) -> Rows:
    """Return *solutions* read to the end."""
    columns = tuple(variable.value for variable in solutions.variables)
    return Rows(columns, tuple(tuple(solution) for solution in solutions))


def text(cell: Cell) -> str:
    """Return *cell* as SPARQL's CSV has it: an IRI or the lexical form, nothing for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, BlankNode):
        return f"_:{cell.value}"
    return cell.value if isinstance(cell, NamedNode | Literal) else str(cell)


def write_csv(answer: Rows, file: IO[str]) -> None:
    """Write *answer* to *file* as CSV with a line of column names (RFC 4180, but with plain line ends)."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([text(cell) for cell in row] for row in answer.cells)


def write_json(answer: Rows, file: IO[str]) -> None:
    """Write *answer* to *file* as a JSON list with an object for each row; empty cells are null."""
    records = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.cells]
    json.dump(records, file, ensure_ascii=False, indent=2)
    file.write("\n")


def relabelled(answer: Rows, label: Callable[[NamedNode], Literal | None]) -> Rows:
    """Return *answer* with what *label* calls the things in it, in columns of labels or else in their own."""
    places = {column: at for at, column in enumerate(answer.columns)}
    things = {places[f"{name}{_LABEL}"]: at for name, at in places.items() if f"{name}{_LABEL}" in places}
    beside = set(things.values())

    def cells(row: tuple[Cell, ...]) -> Iterable[Cell]:
        for at, cell in enumerate(row):
            thing = row[things.get(at, at)]
            called = label(thing) if isinstance(thing, NamedNode) and at not in beside else None
            yield called or cell

    return Rows(answer.columns, tuple(tuple(cells(row)) for row in answer.cells))


def words(column: str) -> str:
    """Return the name of a column as words: ``startLatest`` becomes ``start latest``."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in column)


def table(answer: Rows, given: Collection[str] = (), called: Callable[[str], str] = words) -> Table:
    """Return *answer* as a table for people, in which each column is *called* something.

    A column with a column of labels beside it is shown by its labels, and the columns *given* by the question
    are left out: they say the same in every row. So are columns in which there is nothing at all. What a row
    repeats from the row above, counted from the left, is not printed again.
    """
    shown = _shown(answer, given)
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name, _, _ in shown:
        drawn.add_column(called(name), overflow="fold")
    above: list[Text] = []
    for row in answer.cells:
        cells = [_cell(row, at, label) for _, at, label in shown]
        same = _same(above, cells)
        drawn.add_row(*(Text("") for _ in range(same)), *cells[same:])
        above = cells
    return drawn


def _same(above: list[Text], cells: list[Text]) -> int:
    """Return how many cells from the left are as above; never all of them."""
    count = 0
    for one, other in zip(above, cells[:-1], strict=False):
        if one != other:
            break
        count += 1
    return count


def _shown(answer: Rows, given: Collection[str]) -> list[tuple[str, int, int | None]]:
    """Return the name, place and place of the label of each column that a table shows."""
    places = {column: at for at, column in enumerate(answer.columns)}
    shown = []
    for column, at in places.items():
        of_label = column.endswith(_LABEL) and column.removesuffix(_LABEL) in places
        empty = len(answer) > 0 and all(row[at] is None for row in answer.cells)
        if of_label or empty or column in given:
            continue
        shown.append((column, at, places.get(column + _LABEL)))
    return shown


def _cell(row: Iterable[Cell], at: int, label: int | None) -> Text:
    """Return what a table shows of one cell: its label if there is one, else the value."""
    cells = list(row)
    named = cells[label] if label is not None else None
    cell = cells[at] if named is None else named
    if isinstance(cell, NamedNode):
        return Text(short(cell.value), style="cyan")
    return Text(text(cell))


def short(iri: str) -> str:
    """Return *iri* as short as it can still be given back to the command line."""
    return iri.removeprefix(ROOT) if iri.startswith((f"{ROOT}id/", f"{ROOT}concept/")) else curie(iri)


def _plain(cell: Cell) -> Any:
    """Return *cell* as the JSON value that it is."""
    if cell is None:
        return None
    if isinstance(cell, Literal):
        if cell.datatype.value == _WHOLE_NUMBER:
            return int(cell.value)
        if cell.datatype.value == _TRUTH:
            return cell.value in ("true", "1")
    return text(cell)
