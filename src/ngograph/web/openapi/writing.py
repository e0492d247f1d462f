"""What the description of the service for machines says of writing, where writing is on."""

from __future__ import annotations

from typing import Any, Final

from ngograph.media import GRAPHS, JSON
from ngograph.store.bodies import MULTIPART, READ
from ngograph.web.problems import add_problems

CHANGED: Final = ("/graphs", "/graph/{source}")
"""Where graphs are written."""
WRONG_BODY: Final = {"413": "The body is too large.", "415": "The body is neither a form nor a query."}
_WRONG_CHANGE: Final = {
    "400": "The body or the update is not well-formed, or names no graph.",
    "401": "There is no token, or none that is known.",
    "403": "The token is not for that graph, or the graph is not written from outside.",
    "404": "There is no such graph to delete.",
    "412": "If-Match names another release than the published one, or If-None-Match a graph that is there.",
    "422": "The shapes would be broken; the report, as RDF for who takes RDF.",
    "503": "Too many changes wait, or the work was ended.",
    "504": "The work took too long.",
    "507": "The work needs too much memory.",
}
_WRITTEN: Final = {
    "type": "object",
    "description": "What came of a change.",
    "required": ["release", "graphs", "served"],
    "properties": {
        "release": {"type": "string", "description": "The release that holds it."},
        "graphs": {"type": "array", "items": {"type": "string"}, "description": "The graphs that changed."},
        "served": {"type": "boolean", "description": "Whether that release is served here now."},
    },
}


def describe_writing(schema: dict[str, Any]) -> None:
    """Say in *schema* what its routes that write take and answer, if it has any."""
    if "put" not in schema["paths"].get("/graphs", {}):
        return
    schema["components"]["schemas"]["Written"] = _WRITTEN
    schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path in CHANGED:
        for method, operation in schema["paths"][path].items():
            if method != "get":
                _describe_change(path, method, operation)
    _let_update(schema["paths"]["/sparql"]["post"])


def _describe_change(path: str, method: str, operation: dict[str, Any]) -> None:
    """Say what an *operation* that writes a graph takes and answers."""
    parameters = operation.setdefault("parameters", [])
    if path == "/graphs":
        graph = {"type": "string", "format": "uri", "description": "The IRI of the graph."}
        parameters.append({"name": "graph", "in": "query", "required": method != "post", "schema": graph})
    tag = {"type": "string", "description": "The tag of a release, or of what was read of it."}
    parameters.append({"name": "If-Match", "in": "header", "schema": tag})
    if method != "delete":
        content = {kind: {"schema": {"type": "string"}} for kind in (*READ, MULTIPART)}
        operation["requestBody"] = {"required": True, "content": content}
    operation["security"] = [{"token": []}]
    done = {"content": {JSON.media_type: {"schema": {"$ref": "#/components/schemas/Written"}}}}
    responses: dict[str, Any] = {
        "200": {"description": "The change was made, or changed nothing.", **done},
        "202": {"description": "The change was made and is not served here yet.", **done},
    }
    if method != "delete":
        responses["201"] = {"description": "A graph was made.", **done}
    _add_changes(responses)
    operation["responses"] = responses


def _add_changes(responses: dict[str, Any]) -> None:
    """Add what can go wrong with a change to *responses*."""
    add_problems(responses, _WRONG_CHANGE | WRONG_BODY)
    unfit = dict(responses["422"]["content"]) | {offer.media_type: {} for offer in GRAPHS}
    responses["422"] = {**responses["422"], "content": unfit}


def _let_update(operation: dict[str, Any]) -> None:
    """Say that *operation*, which answers queries, makes updates too."""
    content = operation["requestBody"]["content"]
    form = content["application/x-www-form-urlencoded"]["schema"]
    del form["required"]
    graphs = form["properties"]["default-graph-uri"]
    form["properties"] |= {
        "update": {"type": "string", "description": "A SPARQL 1.1 update, in place of the query."},
        "using-graph-uri": graphs,
        "using-named-graph-uri": graphs,
    }
    content["application/sparql-update"] = {
        "schema": {"type": "string"},
        "example": "CLEAR SILENT GRAPH <x:x>",
    }
    operation["security"] = [{}, {"token": []}]
    written = {"schema": {"$ref": "#/components/schemas/Written"}}
    answers = operation["responses"]
    answers["200"] = {**answers["200"], "content": {**answers["200"]["content"], JSON.media_type: written}}
    answers["202"] = {
        "description": "The change was made and is not served here yet.",
        "content": {JSON.media_type: written},
    }
    _add_changes(answers)
