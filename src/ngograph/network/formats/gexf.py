"""GEXF 1.3, which Gephi reads: dates as spells.

An interval of GEXF 1.3 holds both its ends, as the bounds of a tie do. A tie without a date has no spell: it
is always there.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

from ngograph.network.formats.about import sentences
from ngograph.network.formats.records import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records, Type, Value

_NAMESPACE: Final = "http://gexf.net/1.3"
_TYPES: Final[Mapping[Type, str]] = {
    "string": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "list": "string",
}
_SPELL: Final = ("start", "end")
_TIMES: Final = (*_SPELL, "spells")


def write(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as GEXF."""
    root = ET.Element("gexf", xmlns=_NAMESPACE, version="1.3")
    date = {"lastmodifieddate": str(about["date"])} if "date" in about else {}
    meta = ET.SubElement(root, "meta", date)
    ET.SubElement(meta, "creator").text = "ngograph"
    ET.SubElement(meta, "description").text = sentences(about)
    dynamic = any(edge.spells for edge in records.edges)
    times = (
        {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
        if dynamic
        else {"mode": "static"}
    )
    graph = ET.SubElement(
        root, "graph", times, defaultedgetype="directed" if records.directed else "undirected"
    )
    told = {name: kind for name, kind in records.edge_columns.items() if name not in _TIMES}
    numbers = _declared(graph, "node", records.columns)
    edge_numbers = _declared(graph, "edge", told)
    nodes = ET.SubElement(graph, "nodes")
    for vertex in records.vertices:
        node = ET.SubElement(nodes, "node", id=vertex.iri, label=vertex.label)
        _values(node, vertex.attributes, numbers)
    edges = ET.SubElement(graph, "edges")
    for at, edge in enumerate(records.edges):
        drawn = ET.SubElement(edges, "edge", id=str(at), source=edge.source, target=edge.target)
        kind, strength = edge.attributes.get("kind"), edge.attributes.get("strength")
        if kind is not None:
            drawn.attrib |= {"kind": str(kind), "label": str(kind)}
        if strength is not None:
            drawn.set("weight", _text(strength))
        _values(drawn, edge.attributes, edge_numbers)
        if edge.spells:
            spells = ET.SubElement(drawn, "spells")
            for spell in edge.spells:
                ET.SubElement(spells, "spell", {n: day for n, day in zip(_SPELL, spell, strict=True) if day})
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _declared(graph: ET.Element, of: str, columns: Mapping[str, Type]) -> dict[str, str]:
    declared = ET.SubElement(graph, "attributes", {"class": of, "mode": "static"})
    numbers = {name: str(at) for at, name in enumerate(columns)}
    for name, kind in columns.items():
        ET.SubElement(declared, "attribute", id=numbers[name], title=name, type=_TYPES[kind])
    return numbers


def _values(element: ET.Element, attributes: Mapping[str, Value], numbers: Mapping[str, str]) -> None:
    found = {numbers[name]: value for name, value in attributes.items() if name in numbers}
    if found:
        values = ET.SubElement(element, "attvalues")
        for number, value in found.items():
            ET.SubElement(values, "attvalue", {"for": number, "value": _text(value)})


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(joined(value))
