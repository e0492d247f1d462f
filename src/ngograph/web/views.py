"""What the page of a thing shows, as values ready for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ngograph.web.tables import Cell


@dataclass(frozen=True)
class Source:
    """Where a statement comes from: a source, a place in one, or our own working out."""

    label: str
    href: str | None


@dataclass(frozen=True)
class Sourced:
    """A value and where it comes from."""

    cell: Cell
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Fact:
    """One property with its values."""

    label: str
    href: str | None
    values: tuple[Sourced, ...]


@dataclass(frozen=True)
class Span:
    """The bounds of a time as ISO days; an empty one is unknown."""

    start_earliest: str = ""
    start_latest: str = ""
    end_earliest: str = ""
    end_latest: str = ""

    @property
    def known(self) -> bool:
        """Whether any bound is."""
        return any((self.start_earliest, self.start_latest, self.end_earliest, self.end_latest))


@dataclass(frozen=True)
class Line:
    """One statement: whom or what it is about beside the thing of the page, and all else that it says.

    Args:
        cells: the others in it.
        notes: what else it says, as (words, values).
        key: how the source puts it, by the key of the modality; empty if nothing is said of that.
        modality: the same in words.
    """

    cells: tuple[Cell, ...]
    notes: tuple[tuple[str, tuple[Cell, ...]], ...]
    when: str
    span: Span
    key: str
    modality: str
    sources: tuple[Source, ...]
    href: str | None = None

    @property
    def apart(self) -> bool:
        """Whether the source does not simply assert it."""
        return self.key not in ("", "asserted")


@dataclass(frozen=True)
class Section:
    """Statements of one sort: those asserted, and apart from them the others; all, or a page of them."""

    key: str
    title: str
    lines: tuple[Line, ...]
    apart: tuple[Line, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Shared:
    """Another organisation and what is shared with it."""

    other: Cell
    things: tuple[Cell, ...]


@dataclass(frozen=True)
class Bar:
    """A time on the line of time, in thousandths of it: when it may have been, and when it certainly was."""

    start: int
    width: int
    sure_start: int
    sure_width: int


@dataclass(frozen=True)
class Moment:
    """One entry of a timeline."""

    title: str
    line: Line
    bar: Bar | None


@dataclass(frozen=True)
class Name:
    """One name of a thing."""

    text: str
    lang: str | None
    kind: str


@dataclass(frozen=True)
class View:
    """All that the page of a thing shows."""

    iri: str
    title: Cell
    kinds: tuple[Cell, ...]
    names: tuple[Name, ...]
    identifiers: tuple[str, ...]
    when: str
    modality: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    works_with: tuple[Shared, ...]
    has_met: tuple[Shared, ...]
    timeline: tuple[Moment, ...]
    undated: tuple[Moment, ...]
    years: tuple[str, str]
    sources: tuple[Source, ...]
    whole: bool
    only: Section | None = None
