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
    lang: str | None = None


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
    lang: str | None = None


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
class Part:
    """One part of a page: how much there is in all, and which page of it is shown."""

    key: str
    title: str
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Section(Part):
    """Statements of one sort: those asserted, and apart from them the others."""

    lines: tuple[Line, ...]
    apart: tuple[Line, ...]


@dataclass(frozen=True)
class Shared:
    """Another organisation, what is shared with it, and where all of that is told."""

    other: Cell
    times: int
    things: tuple[Cell, ...]
    href: str | None


@dataclass(frozen=True)
class Company(Part):
    """Other organisations with which something is shared."""

    others: tuple[Shared, ...]


@dataclass(frozen=True)
class Topics(Part):
    """Topics, and how many statements and activities are on each."""

    topics: tuple[tuple[Cell, int], ...]


@dataclass(frozen=True)
class Bar:
    """A time on the line of time, in thousandths of it: when it may have been, and when it certainly was."""

    start: int
    width: int
    sure_start: int
    sure_width: int


@dataclass(frozen=True)
class Moment:
    """One entry of a timeline, under the title of the section that it is of."""

    title: str
    line: Line
    bar: Bar


@dataclass(frozen=True)
class Timeline(Part):
    """What has a date, the earliest first, between the first and the last year."""

    moments: tuple[Moment, ...]
    years: tuple[str, str]


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
    company: tuple[Company, ...]
    topics: Topics | None
    sections: tuple[Section, ...]
    timeline: Timeline | None
    sources: tuple[Source, ...]
    whole: bool
    tied: bool
    only: str | None = None

    @property
    def facts_from(self) -> tuple[Source, ...]:
        """The sources of all of the facts, if each has the same: then they need to be named only once."""
        sources = {one.sources for fact in self.facts for one in fact.values}
        return sources.pop() if len(sources) == 1 else ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of it, in order."""
        rest = (part for part in (self.topics, *self.sections, self.timeline) if part is not None)
        return (*self.company, *rest)
