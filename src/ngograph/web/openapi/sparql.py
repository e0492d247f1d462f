"""What the description says of `/sparql`: the query, and the graphs that it is asked of."""

from __future__ import annotations

from typing import Any


def describe_sparql(method: str, operation: dict[str, Any], parameters: list[dict[str, Any]]) -> None:
    """Add to *operation* and its *parameters* what a query may be sent as."""
    graphs = {"type": "array", "items": {"type": "string", "format": "uri"}}
    about = {
        "default-graph-uri": "The IRIs of the graphs whose union is the default graph.",
        "named-graph-uri": "The IRIs of the graphs that GRAPH can reach.",
    }
    if method == "get":
        query = {
            "type": "string",
            "description": "A SPARQL 1.1 query; without one the endpoint describes itself.",
        }
        parameters.append({"name": "query", "in": "query", "schema": query, "example": "ASK { ?s ?p ?o }"})
    else:
        form = {
            "type": "object",
            "required": ["query"],
            "properties": {"query": {"type": "string"}, **dict.fromkeys(about, graphs)},
        }
        operation["requestBody"] = {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": form,
                    "example": {"query": "ASK { ?s ?p ?o }"},
                },
                "application/sparql-query": {"schema": {"type": "string"}, "example": "ASK { ?s ?p ?o }"},
            },
        }
    for name, description in about.items():
        parameters.append({"name": name, "in": "query", "description": description, "schema": graphs})
