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
class Count:
    """How many statements of one sort there are, under the key and the title of their section."""

    key: str
    title: str
    number: int


@dataclass(frozen=True)
class Voice:
    """What one source tells of a thing.

    Args:
        key: the name of the source.
        names: what it calls the thing.
        counts: how many statements of each sort it makes.
        years: the first and the last year that it tells of; one if they are the same, none if it tells none.
    """

    source: Source
    key: str
    names: tuple[str, ...]
    counts: tuple[Count, ...]
    years: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """What one source states of amounts of one kind and currency, added up.

    Args:
        key: the key of the section that the fundings stand in, and its title.
        kind: whether it is support, a pledge, a commitment or a disbursement; None if nothing says so.
        apart: how the source puts it, empty if it simply asserts it.
        times: of how many fundings that is the sum.
        years: the first and the last year of them; one if they are the same, none if they have no day.
    """

    key: str
    title: str
    source: Source
    kind: Cell | None
    apart: str
    amount: str
    currency: str
    times: int
    years: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """One statement in a comparison.

    Args:
        values: what it says, by column, and whether that contradicts the first statement.
    """

    sources: tuple[Source, ...]
    href: str | None
    values: tuple[tuple[tuple[Cell, ...], bool], ...]


@dataclass(frozen=True)
class Comparison:
    """A relationship, first, and what other sources say between the same parties.

    Args:
        columns: in what they differ, in words.
        agreed: what all of them say.
        more: how many further statements there are.
    """

    columns: tuple[str, ...]
    agreed: tuple[tuple[str, tuple[Cell, ...]], ...]
    sayings: tuple[Saying, ...]
    more: int


@dataclass(frozen=True)
class Name:
    """One name of a thing."""

    text: str
    lang: str | None
    kind: str


@dataclass(frozen=True)
class View:
    """All that the page of a thing shows.

    Args:
        only: the part that it shows alone, None if it shows the first of each.
        voices: what each source tells, where several do.
        sums: what each source states of amounts.
        heard: the source that alone is listened to, None if all are, and its name.
        comparison: of a relationship, what other sources say between the same parties.
    """

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
    voices: tuple[Voice, ...] = ()
    sums: tuple[Sum, ...] = ()
    heard: Source | None = None
    heard_as: str = ""
    comparison: Comparison | None = None

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
