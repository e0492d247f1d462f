"""What the reference tells of, as plain values: terms, concepts, and their ties to other vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Labels = dict[str, str]


@dataclass(frozen=True)
class Term:
    """A class or a property, named by its short form such as `ngo:Visit`."""

    name: str
    labels: Labels
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    parents: tuple[str, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Property(Term):
    """A property: which classes it stands on, what it leads to, and what always holds of it."""

    domain: tuple[str, ...]
    range: tuple[str, ...]
    traits: tuple[str, ...]


@dataclass(frozen=True)
class Tie:
    """An axiom that ties something of ours to something of another vocabulary: *ours* *how* *theirs*."""

    ours: str
    how: str
    theirs: str


@dataclass(frozen=True)
class Concept:
    """A value in a concept scheme; *level* says how deep it stands below the scheme's top."""

    key: str
    labels: Labels
    others: tuple[str, ...]
    definition: str
    notes: tuple[str, ...]
    level: int
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Scheme:
    """A list of concepts; *source* is the outside list that it renders, if it is not a list of our own."""

    key: str
    titles: Labels
    description: str
    source: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True)
class Ontology:
    """All that the reference tells."""

    iri: str
    version: str
    titles: Labels
    description: str
    licence: str
    prefix: str
    notes: tuple[str, ...]
    classes: Mapping[str, Term]
    properties: Mapping[str, Property]
    apart: tuple[tuple[str, ...], ...]
    schemes: tuple[Scheme, ...]
    children: Mapping[str, tuple[str, ...]]

    def line(self, name: str) -> tuple[str, ...]:
        """Return the class *name* and all classes above it, from below."""
        above = [name]
        for found in above:
            above += [parent for parent in self.classes[found].parents if parent not in above]
        return tuple(above)

    def descending(self, name: str = "") -> tuple[str, ...]:
        """Return all classes below *name*, each before those below it; without *name* every class."""
        below = self.children.get(name, ())
        return tuple(dict.fromkeys(each for child in below for each in (child, *self.descending(child))))

    def properties_of(self, name: str) -> list[Property]:
        """Return the properties whose domain names the class *name* itself."""
        return [each for each in self.properties.values() if name in each.domain]
