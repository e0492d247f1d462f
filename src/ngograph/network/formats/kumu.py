"""A blueprint for Kumu: elements and connections, which find each other by ids of their own.

An id is made of what it stands for, so that a blueprint that is taken in again mends what is there: an
element's of its IRI, a connection's of its ends and its kind. It is short and plain, for Kumu has it in the
addresses of its pages.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from ngograph.network.formats.jsontext import dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Edge, Records, Value

_LENGTH: Final = 16


def write(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as a blueprint."""
    elements = [
        {**_told(vertex.attributes), "id": _id(vertex.iri), "label": vertex.label, "iri": vertex.iri}
        for vertex in records.vertices
    ]
    direction = "directed" if records.directed else "undirected"
    times: Counter[str] = Counter()
    connections = []
    for edge in records.edges:
        what = _what(edge)
        times[what] += 1
        ends = {"from": _id(edge.source), "to": _id(edge.target), "direction": direction}
        connections.append({**_told(edge.attributes), "id": _id(f"{what} {times[what]}"), **ends})
    return dumped({"about": about, "elements": elements, "connections": connections})


def _told(attributes: Mapping[str, Value]) -> dict[str, Any]:
    kind = {"type": attributes["kind"]} if "kind" in attributes else {}
    return {**kind, **{name: value for name, value in attributes.items() if name != "kind"}}


def _what(edge: Edge) -> str:
    told = (edge.attributes.get(name, "") for name in ("kind", "modality", "via"))
    return " ".join(map(str, (edge.source, edge.target, *told)))


def _id(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_LENGTH]
