"""What the description of the service for machines says of analyses: each by itself, with its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.media import JSON
from ngograph.vocab import ROOT
from ngograph.web.networks import LARGEST, REPORTS
from ngograph.web.problems import add_problems

if TYPE_CHECKING:
    from ngograph.analysis import Analysis, Option

WRONG: Final = {
    "400": "An option is unknown or of the wrong type, or a name means several things.",
    "404": "Nothing is called so, or nothing is left of the network.",
    "406": "None of the formats on offer is accepted.",
    "503": "Too many analyses wait.",
    "504": "The analysis took too long.",
    "507": "The analysis needs too much memory.",
}
_VALUES: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "thing": {"type": "string"},
    "choice": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "flag": {"type": "string", "enum": ["true", "false"]},
    "integer": {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    "number": {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
}
_HINTS: Final = {"thing": f" A name in any language or script, a path, or an IRI below {ROOT}."}
_TEXTS: Final = {"type": "object", "additionalProperties": {}}
REPORT: Final = {
    "type": "object",
    "description": "What an analysis comes to; null is what is not known or not defined.",
    "required": ["title", "release", "filters", "counts", "summary", "columns", "rows", "notes", "links"],
    "properties": {
        "title": {"type": "string"},
        "release": _TEXTS,
        "filters": _TEXTS,
        "counts": _TEXTS,
        "summary": _TEXTS,
        "columns": {"type": "object", "additionalProperties": {"type": "string"}},
        "rows": {"type": "array", "items": _TEXTS},
        "notes": {"type": "array", "items": {"type": "string"}},
        "links": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def described(analysis: Analysis, form: dict[str, Any]) -> dict[str, Any]:
    """Return the operation that answers with the report of *analysis*; *form* describes `format`."""
    json = {"schema": {"$ref": "#/components/schemas/Report"}}
    text = {"schema": {"type": "string"}}
    responses: dict[str, Any] = {
        "200": {
            "description": "The report.",
            "content": {offer.media_type: json if offer is JSON else text for offer in REPORTS},
        },
        "304": {"description": "What the client holds is still true."},
    }
    add_problems(responses, WRONG)
    return {
        "tags": ["Network"],
        "summary": analysis.title,
        "description": analysis.description,
        "operationId": f"network-{analysis.name}",
        "parameters": [*(parameter(option) for option in analysis.options), form],
        "responses": responses,
    }


def parameter(option: Option) -> dict[str, Any]:
    """Return the parameter that takes *option*."""
    schema = dict(_VALUES[option.type])
    if option.choices:
        schema["enum"] = list(option.choices)
    if option.least is not None:
        schema["minimum"] = option.least if option.type == "number" else int(option.least)
    if option.default and not option.many:
        schema["default"] = _value(option, option.default)
    told: Any = _value(option, option.example)
    otherwise = f" Else {option.default}." if option.default else ""
    if option.many:
        schema = {"type": "array", "items": schema}
        told = [option.example] if option.type == "thing" else option.example.split(",")
    return {
        "name": option.name,
        "in": "query",
        "required": option.needed,
        "description": f"{option.description}{_HINTS.get(option.type, '')}{otherwise}",
        "schema": schema,
        **({"example": told} if option.example else {}),
    }


def _value(option: Option, text: str) -> str | int | float:
    kinds: dict[str, type[int | float | str]] = {"integer": int, "number": float}
    return kinds.get(option.type, str)(text) if text else text
