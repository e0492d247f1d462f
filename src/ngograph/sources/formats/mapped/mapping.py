"""What the columns of a table mean, as plain values: cells, things made of them, and what joins these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from ngograph.sources.facts import Strength


@dataclass(frozen=True)
class Cell:
    """Where a value comes from: a column of the table, or what is the same in each row.

    Args:
        column: the heading of the column, empty for a constant.
        value: the constant.
        language: the BCP 47 tag of a name, empty if it is that of the source.
        split: the marks that part several values in one cell; none if there is one value.
        formats: how dates are written, such as "DD/MM/YYYY"; ISO dates if there is none.
        decimal: the decimal mark of numbers.
        words: what a word of the table stands for.
    """

    column: str = ""
    value: str = ""
    language: str = ""
    split: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    decimal: str = "."
    words: ReadOnly[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeCell:
    """Where a code comes from, and what it is worth; *scheme* "IATI organisation" judges each by itself."""

    cell: Cell
    scheme: str
    strength: Strength


@dataclass(frozen=True)
class Thing:
    """How a body, an activity or a place is made of a row.

    Args:
        names: its names, the best of each language first.
        codes: what registers call it.
        kind: its class in the ontology.
        values: its other properties, such as "acronym", "country", "start", each from the first cell that is
            not empty.
        refers: properties that name other things, such as "partOf", "within", "place".
    """

    names: tuple[Cell, ...]
    codes: tuple[CodeCell, ...] = ()
    kind: str = ""
    values: ReadOnly[str, tuple[Cell, ...]] = field(default_factory=dict)
    refers: ReadOnly[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tie:
    """How a relationship is made of a row.

    Args:
        kind: its class in the ontology.
        parties: the names of the things it joins, by property.
        values: its other properties.
        only: the words of columns with which alone it is stated; in every row if empty.
    """

    kind: str
    parties: ReadOnly[str, tuple[str, ...]]
    values: ReadOnly[str, tuple[Cell, ...]] = field(default_factory=dict)
    only: ReadOnly[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """What a table means.

    Args:
        source: what is said of the table as a whole: title, language, licence, publisher, issued.
        sheet: the name of the sheet, empty for the first.
        header: the number of the row with the headings, from 1.
        key: the column that tells the rows apart, empty if none does.
        organisations: bodies by the name that relationships call them.
        activities: activities, likewise.
        places: places, likewise.
        ties: relationships.
        persons: persons in public posts, likewise.
    """

    source: ReadOnly[str, str] = field(default_factory=dict)
    sheet: str = ""
    header: int = 1
    key: str = ""
    organisations: ReadOnly[str, Thing] = field(default_factory=dict)
    activities: ReadOnly[str, Thing] = field(default_factory=dict)
    places: ReadOnly[str, Thing] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    persons: ReadOnly[str, Thing] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        """The columns that are named, each with where."""
        found = {self.key: "table.key"} if self.key else {}
        for table, things in (
            ("organisation", self.organisations),
            ("activity", self.activities),
            ("place", self.places),
            ("person", self.persons),
        ):
            for name, thing in things.items():
                where = f"{table}.{name}"
                found |= {cell.column: f"{where}.name" for cell in thing.names}
                found |= {code.cell.column: f"{where}.code" for code in thing.codes}
                found |= {c.column: f"{where}.{key}" for key, cells in thing.values.items() for c in cells}
        for number, tie in enumerate(self.ties, start=1):
            where = f"relationship {number}"
            found |= {c.column: f"{where}.{key}" for key, cells in tie.values.items() for c in cells}
            found |= dict.fromkeys(tie.only, f"{where}.only")
        return {column: where for column, where in found.items() if column}
