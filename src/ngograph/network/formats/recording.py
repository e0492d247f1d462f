"""A network as records: its nodes and ties with all that is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scipy.sparse import coo_array

from ngograph.network.formats.attributes import TIE, Cleaner, columns, uniform
from ngograph.network.formats.records import Edge, Records, Vertex
from ngograph.network.matrices import OneMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.formats.attributes import Given
    from ngograph.network.formats.records import Type
    from ngograph.network.values import Network, Tie

    Told = tuple[str, str, Mapping[str, object]]

_PROJECTED: Final[Mapping[str, Type]] = {"strength": "number", "distance": "number"}


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
    cleaner = Cleaner()
    vertices = [_vertex(iri, told, cleaner) for iri, told in _nodes(network, nodes or {})]
    edges = [
        Edge(cleaner.text(source), cleaner.text(target), cleaner.attributes(told))
        for source, target, told in _ties(network, ties or {})
    ]
    told = columns((vertex.attributes for vertex in vertices), {})
    told_of_edges = columns(
        (edge.attributes for edge in edges), _PROJECTED if isinstance(network, OneMode) else TIE
    )
    return Records(
        tuple(vertex._replace(attributes=uniform(vertex.attributes, told)) for vertex in vertices),
        tuple(edge._replace(attributes=uniform(edge.attributes, told_of_edges)) for edge in edges),
        directed=network.directed if isinstance(network, OneMode) else True,
        columns=told,
        edge_columns=told_of_edges,
        removed=cleaner.removed,
    )


def _nodes(network: Network | OneMode, further: Mapping[str, Given]) -> Iterable[tuple[str, Given]]:
    if isinstance(network, OneMode):
        return ((iri, further.get(iri, {})) for iri in network.nodes)
    return (
        (node.iri, {"label": node.label, "kind": node.kind, "mode": node.mode, **further.get(node.iri, {})})
        for node in network.nodes
    )


def _vertex(iri: str, given: Given, cleaner: Cleaner) -> Vertex:
    return Vertex(
        cleaner.text(iri),
        cleaner.text(str(given.get("label") or iri)) or cleaner.text(iri),
        cleaner.attributes({name: value for name, value in given.items() if name != "label"}),
    )


def _ties(network: Network | OneMode, further: Mapping[tuple[str, str], Given]) -> Iterable[Told]:
    if isinstance(network, OneMode):
        return _of_matrix(network, further)
    return ((tie.source, tie.target, _told(tie, further)) for tie in network.ties)


def _told(tie: Tie, further: Mapping[tuple[str, str], Given]) -> Given:
    return {name: getattr(tie, name) or None for name in TIE} | dict(
        further.get((tie.source, tie.target), {})
    )


def _of_matrix(network: OneMode, further: Mapping[tuple[str, str], Given]) -> Iterable[Told]:
    found = coo_array(network.strength)
    for row, column, stored in sorted(zip(*found.coords, found.data, strict=True)):
        if network.directed or row < column:
            ends = (network.nodes[row], network.nodes[column])
            told = further.get(ends) or ({} if network.directed else further.get(ends[::-1])) or {}
            strength = float(stored)
            yield (*ends, {"strength": strength, "distance": 1 / strength, **told})
