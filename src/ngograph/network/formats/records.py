"""The neutral form that each format is a short translation of: vertices and edges with plain attributes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from ngograph.network.spells import Spell, parted

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = "str | int | float | tuple[str, ...]"  # a bool is an int
Type = Literal["string", "integer", "number", "boolean", "list"]


class Vertex(NamedTuple):
    """A node: its attributes hold only what is known."""

    iri: str
    label: str
    attributes: Mapping[str, Value]


class Edge(NamedTuple):
    """A tie of two nodes: its attributes hold only what is known."""

    source: str
    target: str
    attributes: Mapping[str, Value]

    @property
    def strength(self) -> float:
        """The strength; 1 of a tie that has none."""
        found = self.attributes.get("strength", 1)
        return found if isinstance(found, int | float) else 1

    @property
    def spells(self) -> tuple[Spell, ...]:
        """When it may have stood, in order; none of a tie without a date, which is always there."""
        told = self.attributes.get("spells")
        if isinstance(told, tuple):
            return tuple(parted(spell) for spell in told)
        start, end = (str(self.attributes.get(bound, "")) for bound in ("start", "end"))
        return ((start, end),) if start or end else ()


@dataclass(frozen=True)
class Records:
    """A network as records.

    Attributes:
        vertices: The nodes, in the order of the network.
        edges: The ties, in the order of the network; several may join the same two nodes.
        directed: Whether an edge leads from its source to its target only.
        columns: The attributes that vertices may have, with their types, in the order to show them.
        edge_columns: Those that edges may have.
        removed: How many characters were left out that no XML may hold.
    """

    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    directed: bool
    columns: Mapping[str, Type]
    edge_columns: Mapping[str, Type]
    removed: int = 0

    @property
    def number(self) -> Mapping[str, int]:
        """The number of each vertex by its IRI, from 1."""
        return {vertex.iri: at for at, vertex in enumerate(self.vertices, 1)}

    @property
    def names(self) -> Mapping[str, str]:
        """A name for each IRI that no other has: the label, with the end of the IRI where it is shared.

        For formats that tell nodes apart by their names.
        """
        shared = Counter(vertex.label for vertex in self.vertices)
        names: dict[str, str] = {}
        taken: set[str] = set()
        for vertex in self.vertices:
            name = vertex.label
            if shared[name] > 1 or name in taken:
                name = f"{name} ({re.split('[/#]', vertex.iri)[-1]})"
            if name in taken:
                name = f"{vertex.label} ({vertex.iri})"
            names[vertex.iri] = name
            taken.add(name)
        return names


def joined(value: Value) -> str | int | float:
    """Return *value* as one word or number: a list as its texts with spaces between."""
    return " ".join(value) if isinstance(value, tuple) else value
