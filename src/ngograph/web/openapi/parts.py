"""What returns in the description: schemas, statuses, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.media import CSV, HTML, RESULTS_JSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.media import Format

WRONG: Final = {
    "400": "The request is not understood: a parameter, a name that means several things, a query.",
    "404": "There is no such thing, question or file.",
    "406": "None of the formats on offer is accepted.",
    "503": "Too many questions wait.",
    "504": "The answer did not begin in time.",
}
SCHEMAS: Final = {
    "Problem": {
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "error": {"type": "string", "description": "The name of what went wrong."},
        },
    },
    "Term": {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode", "triple"]},
            "value": {},
            "datatype": {"type": "string"},
            "xml:lang": {"type": "string"},
        },
    },
    "Results": {
        "type": "object",
        "description": "SPARQL 1.1 Query Results JSON.",
        "required": ["head"],
        "properties": {
            "head": {
                "type": "object",
                "properties": {"vars": {"type": "array", "items": {"type": "string"}}},
            },
            "boolean": {"type": "boolean"},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {"$ref": "#/components/schemas/Term"},
                        },
                    }
                },
            },
        },
    },
}


def number_parameter(name: str, description: str, most: int | None) -> dict[str, Any]:
    """Return the parameter *name*, a whole number from 1 to *most*."""
    schema = {"type": "integer", "minimum": 1, "maximum": most or 1_000_000_000}
    return {"name": name, "in": "query", "description": description, "schema": schema}


def format_parameter(offers: Sequence[Format]) -> dict[str, Any]:
    """Return the parameter that chooses one of *offers*."""
    names = list(dict.fromkeys(offer.name for offer in offers))
    schema = {"type": "string", "enum": names}
    return {"name": "format", "in": "query", "description": "Outranks the Accept header.", "schema": schema}


def content(kind: str) -> dict[str, Any]:
    """Return what is said of an answer of the media type *kind*."""
    if kind == RESULTS_JSON.media_type:
        return {"schema": {"$ref": "#/components/schemas/Results"}}
    return {"schema": {"type": "string"}} if kind in (HTML.media_type, CSV.media_type) else {}
