"""What networkx writes itself: GraphML and node-link JSON."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import networkx as nx

from ngograph.network.formats.jsontext import dumped
from ngograph.network.formats.records import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records


def graphml(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as GraphML; lists are texts with spaces between, as GraphML knows none."""
    file = BytesIO()
    nx.write_graphml_xml(_graph(records, about, lists=False), file)
    return file.getvalue()


def node_link(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as JSON for `networkx.node_link_graph`, and for d3."""
    return dumped(nx.node_link_data(_graph(records, about, lists=True), edges="edges"))


def _graph(records: Records, about: Mapping[str, str | int], *, lists: bool) -> nx.Graph[str]:
    graph: Any = _empty(records)
    graph.graph.update(about)
    for vertex in records.vertices:
        graph.add_node(vertex.iri, label=vertex.label, **_held(vertex.attributes, lists))
    for edge in records.edges:
        graph.add_edge(edge.source, edge.target, **_held(edge.attributes, lists))
    found: nx.Graph[str] = graph
    return found


def _empty(records: Records) -> Any:
    pairs = {(edge.source, edge.target) for edge in records.edges}
    if len(pairs) < len(records.edges):
        return nx.MultiDiGraph() if records.directed else nx.MultiGraph()
    return nx.DiGraph() if records.directed else nx.Graph()


def _held(attributes: Mapping[str, Any], lists: bool) -> dict[str, Any]:
    return {
        name: list(value) if lists and isinstance(value, tuple) else joined(value)
        for name, value in attributes.items()
    }
