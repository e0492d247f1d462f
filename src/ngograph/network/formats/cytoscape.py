"""What Cytoscape reads: Cytoscape.js JSON and CX2, the Cytoscape exchange format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.network.formats.jsontext import dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records, Type

_TYPES: Final[Mapping[Type, str]] = {
    "string": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "list": "list_of_string",
}


def cyjs(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as Cytoscape.js JSON; `value` and `key` let networkx read it back."""
    nodes = [
        {"data": {**vertex.attributes, "id": vertex.iri, "value": vertex.iri, "name": vertex.label}}
        for vertex in records.vertices
    ]
    edges = []
    for at, edge in enumerate(records.edges):
        data = {
            **edge.attributes,
            "id": f"edge-{at}",
            "key": at,
            "source": edge.source,
            "target": edge.target,
        }
        if "kind" in edge.attributes:
            data["interaction"] = edge.attributes["kind"]
        edges.append({"data": data})
    return dumped(
        {
            "format_version": "1.0",
            "generated_by": "ngograph",
            "target_cytoscapejs_version": "~3",
            "data": {"name": about["title"], **about},
            "directed": records.directed,
            "multigraph": True,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def cx2(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as CX2: attributes are declared first, nodes bear numbers, the IRI is an attribute."""
    number = records.number
    said = {("name" if name == "title" else name): value for name, value in about.items()}
    nodes = [
        {"id": number[vertex.iri], "v": {"name": vertex.label, "iri": vertex.iri, **vertex.attributes}}
        for vertex in records.vertices
    ]
    edges = [
        {
            "id": at,
            "s": number[edge.source],
            "t": number[edge.target],
            "v": {
                **edge.attributes,
                **({"interaction": edge.attributes["kind"]} if "kind" in edge.attributes else {}),
            },
        }
        for at, edge in enumerate(records.edges, 1)
    ]
    interaction: dict[str, Type] = {"interaction": "string"} if "kind" in records.edge_columns else {}
    declared = {
        "networkAttributes": {
            name: {"d": "long" if isinstance(value, int) else "string"}
            for name, value in (said | {"directed": ""}).items()
        }
        | {"directed": {"d": "boolean"}},
        "nodes": _declared({"name": "string", "iri": "string", **records.columns}),
        "edges": _declared({**records.edge_columns, **interaction}),
    }
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [declared],
        "networkAttributes": [said | {"directed": records.directed}],
        "nodes": nodes,
        "edges": edges,
    }
    counted = [{"name": name, "elementCount": len(elements)} for name, elements in aspects.items()]
    return dumped(
        [
            {"CXVersion": "2.0", "hasFragments": False},
            {"metaData": counted},
            *({name: elements} for name, elements in aspects.items()),
            {"status": [{"error": "", "success": True}]},
        ]
    )


def _declared(columns: Mapping[str, Type]) -> dict[str, dict[str, str]]:
    return {name: {"d": _TYPES[kind]} for name, kind in columns.items()}
