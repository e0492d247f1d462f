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
    here: bool = False


@dataclass(frozen=True)
class Fact:
    """One property with its values."""

    label: str
    href: str | None
    values: tuple[Sourced, ...]


@dataclass(frozen=True)
class Relation:
    """One relationship: its parties and what else is said of it."""

    href: str | None
    kind: str
    facts: tuple[Fact, ...]
    when: str
    modality: str
    sources: tuple[Source, ...]


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
    facts: tuple[Fact, ...]
    worked_out: tuple[Fact, ...]
    relations: tuple[tuple[str, tuple[Relation, ...]], ...]
    mentions: tuple[Fact, ...]
    sources: tuple[Source, ...]
    whole: bool
