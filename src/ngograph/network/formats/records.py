"""The neutral form that each format is a short translation of: vertices and edges with plain attributes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from scipy.sparse import coo_array

from ngograph.errors import NetworkError
from ngograph.network.matrices import OneMode
from ngograph.network.values import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.values import Network

Value: TypeAlias = "str | int | float | tuple[str, ...]"  # a bool is an int
Given: TypeAlias = "Mapping[str, object]"
Type = Literal["string", "integer", "number", "boolean", "list"]

_TIE: Final[Mapping[str, Type]] = {
    "kind": "string",
    "modality": "string",
    "roles": "list",
    "via": "string",
    "relationships": "list",
    "evidence": "list",
    "start": "string",
    "end": "string",
}
_TAKEN: Final = frozenset({"from", "id", "iri", "key", "name", "source", "target", "to", "type", "value"})
_ORDER: Final = ("kind", "mode", "strength", "distance", *_TIE)


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


def records(
    network: Network | OneMode,
    nodes: Mapping[str, Given] | None = None,
    ties: Mapping[tuple[str, str], Given] | None = None,
) -> Records:
    """Return *network* as records.

    Numbers of numpy become plain ones, sets and lists of texts become tuples; None, and numbers that are not
    finite, are left out. A column of whole and broken numbers is of numbers, any other mixture is text.

    Args:
        network: Two-mode, whose ties are directed and keep their evidence; or one-mode.
        nodes: Further attributes by IRI, such as label, kind and measures; those of other nodes are ignored.
        ties: Further attributes of ties by source and target, such as what two bodies share; of an undirected
            network in either order.

    Raises:
        NetworkError: An attribute is neither text, number, truth value nor a list of texts; or bears a name
            that the formats need.
    """
    further, shared = nodes or {}, ties or {}
    if isinstance(network, OneMode):
        found = {iri: dict(further.get(iri, {})) for iri in network.nodes}
        joined = _joined(network, shared)
        expected: Mapping[str, Type] = {"strength": "number", "distance": "number"}
    else:
        found = {
            node.iri: {"label": node.label, "kind": node.kind, "mode": node.mode, **further.get(node.iri, {})}
            for node in network.nodes
        }
        joined = [
            (
                tie.source,
                tie.target,
                {name: getattr(tie, name) or None for name in _TIE}
                | dict(shared.get((tie.source, tie.target), {})),
            )
            for tie in network.ties
        ]
        expected = _TIE
    cleaner = _Cleaner()
    vertices = tuple(
        Vertex(
            cleaner.text(iri),
            cleaner.text(str(given.get("label") or iri)) or cleaner.text(iri),
            cleaner.attributes({name: value for name, value in given.items() if name != "label"}),
        )
        for iri, given in found.items()
    )
    edges = tuple(
        Edge(cleaner.text(source), cleaner.text(target), cleaner.attributes(given))
        for source, target, given in joined
    )
    columns = _columns((vertex.attributes for vertex in vertices), {})
    edge_columns = _columns((edge.attributes for edge in edges), expected)
    return Records(
        tuple(vertex._replace(attributes=_uniform(vertex.attributes, columns)) for vertex in vertices),
        tuple(edge._replace(attributes=_uniform(edge.attributes, edge_columns)) for edge in edges),
        directed=network.directed if isinstance(network, OneMode) else True,
        columns=columns,
        edge_columns=edge_columns,
        removed=cleaner.removed,
    )


def joined(value: Value) -> str | int | float:
    """Return *value* as one word or number: a list as its texts with spaces between."""
    return " ".join(value) if isinstance(value, tuple) else value


class _Cleaner:
    """Takes out what XML may not hold, and counts it."""

    def __init__(self) -> None:
        self.removed = 0

    def text(self, text: str) -> str:
        clean, count = FORBIDDEN.subn("", text)
        self.removed += count
        return clean

    def attributes(self, given: Given) -> dict[str, Value]:
        if taken := sorted(_TAKEN & given.keys()):
            raise NetworkError(f"expected attributes by names that no format needs, found {', '.join(taken)}")
        plain = {self.text(name): self._plain(name, value) for name, value in given.items()}
        return {name: value for name, value in plain.items() if value is not None}

    def _plain(self, name: str, value: object) -> Value | None:
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float):
            return value if isfinite(value) else None
        if value is None or isinstance(value, int):
            return value
        if isinstance(value, set | frozenset):
            value = sorted(value)
        if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            return tuple(self.text(one) for one in value)
        raise NetworkError(
            f"attribute {name!r}: expected text, number, truth value or a list of texts, found {value!r}"
        )


def _joined(
    network: OneMode, shared: Mapping[tuple[str, str], Given]
) -> list[tuple[str, str, dict[str, object]]]:
    found = coo_array(network.strength)
    made = []
    for row, column, stored in sorted(zip(*found.coords, found.data, strict=True)):
        if network.directed or row < column:
            ends = (network.nodes[row], network.nodes[column])
            told = shared.get(ends) or ({} if network.directed else shared.get(ends[::-1])) or {}
            strength = float(stored)
            made.append((*ends, {"strength": strength, "distance": 1 / strength, **told}))
    return made


def _columns(found: Iterable[Mapping[str, Value]], expected: Mapping[str, Type]) -> dict[str, Type]:
    types: dict[str, set[Type]] = {}
    for attributes in found:
        for name, value in attributes.items():
            types.setdefault(name, set()).add(_type(value))
    seen: dict[str, Type] = {name: _common(kinds) for name, kinds in types.items()}
    all_of_them = dict(expected) | seen
    known = [name for name in _ORDER if name in all_of_them]
    return {name: all_of_them[name] for name in [*known, *sorted(all_of_them.keys() - set(known))]}


def _type(value: Value) -> Type:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "list" if isinstance(value, tuple) else "string"


def _common(kinds: set[Type]) -> Type:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "number" if kinds == {"integer", "number"} else "string"


def _uniform(attributes: Mapping[str, Value], columns: Mapping[str, Type]) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for name, kind in columns.items():
        if (value := attributes.get(name)) is not None:
            if kind == "number" and not isinstance(value, str | tuple):
                value = float(value)
            elif kind == "string":
                value = str(joined(value))
            made[name] = value
    return made
