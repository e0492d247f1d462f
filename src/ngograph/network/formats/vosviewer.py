"""A network for VOSviewer, whose links have one strength and no direction."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

from ngograph.network.formats.about import sentences
from ngograph.network.formats.jsontext import dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records, Vertex

_CLUSTERS = range(1, 1001)


def write(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as VOSviewer's JSON.

    A link's strength is the sum of those of the ties it stands for; ties without one count 1 each. A whole
    number called `cluster` is the cluster; other numbers of a node are its scores.
    """
    links: dict[tuple[str, str], float] = {}
    for edge in records.edges:
        one, other = sorted((edge.source, edge.target))
        links[one, other] = links.get((one, other), 0) + edge.strength
    degree: Counter[str] = Counter()
    total: defaultdict[str, float] = defaultdict(float)
    for pair, strength in links.items():
        for iri in pair:
            degree[iri] += 1
            total[iri] += strength
    items = [
        _item(vertex) | {"weights": {"Links": degree[vertex.iri], "Total link strength": total[vertex.iri]}}
        for vertex in records.vertices
    ]
    lines = [
        {"source_id": one, "target_id": other, "strength": strength}
        for (one, other), strength in sorted(links.items())
    ]
    said = {"title": str(about["title"]), "description": escape(sentences(about)).replace("\n", "<br>")}
    return dumped({"network": {"items": items, "links": lines}, "info": said})


def _item(vertex: Vertex) -> dict[str, Any]:
    item: dict[str, Any] = {"id": vertex.iri, "label": vertex.label}
    if vertex.iri.startswith(("http://", "https://")):
        item["url"] = vertex.iri
    told = [f"{name}: {value}" for name, value in vertex.attributes.items() if isinstance(value, str)]
    if told:
        item["description"] = escape("\n".join(told)).replace("\n", "<br>")  # it is read as HTML
    numbers = {
        name: value
        for name, value in vertex.attributes.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    if numbers.get("cluster") in _CLUSTERS and isinstance(numbers["cluster"], int):
        item["cluster"] = numbers.pop("cluster")
    return item | ({"scores": numbers} if numbers else {})
