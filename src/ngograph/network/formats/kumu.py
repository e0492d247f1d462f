"""A blueprint for Kumu: elements and connections, which find each other by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.network.formats.jsontext import dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records


def write(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as a blueprint; a label that several nodes bear ends in the last part of the IRI."""
    names = records.names
    elements = []
    for vertex in records.vertices:
        further = {name: value for name, value in vertex.attributes.items() if name != "kind"}
        kind = {"type": vertex.attributes["kind"]} if "kind" in vertex.attributes else {}
        elements.append({**kind, **further, "label": names[vertex.iri], "iri": vertex.iri})
    connections = []
    for edge in records.edges:
        further = {name: value for name, value in edge.attributes.items() if name != "kind"}
        kind = {"type": edge.attributes["kind"]} if "kind" in edge.attributes else {}
        direction = "directed" if records.directed else "undirected"
        ends = {"from": names[edge.source], "to": names[edge.target], "direction": direction}
        connections.append({**kind, **further, **ends})
    return dumped({"about": about, "elements": elements, "connections": connections})
