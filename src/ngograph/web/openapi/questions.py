"""What the description says of each question: its parameters, and the columns of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QuerySolutions, Store

from ngograph.media import HTML, RESULTS, RESULTS_JSON
from ngograph.store import query as answered
from ngograph.vocab import ROOT
from ngograph.web.openapi.parts import WRONG, content, format_parameter, number_parameter
from ngograph.web.paging import DEFAULT, MOST
from ngograph.web.problems import add_problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.queries import Parameter, Query

_VALUES: Final[Mapping[str, dict[str, Any]]] = {
    "iri": {"type": "string"},
    "string": {"type": "string"},
    "choices": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}


def question(query: Query) -> dict[str, Any]:
    """Return the operation that answers *query*."""
    columns = _columns(query)
    results = {
        "allOf": [{"$ref": "#/components/schemas/Results"}],
        "properties": {
            "results": {
                "properties": {"bindings": {"items": {"properties": columns, "additionalProperties": False}}}
            }
        },
    }
    responses: dict[str, Any] = {
        "200": {
            "description": "The rows, in their order.",
            "headers": {
                "Link": {
                    "description": "The first, previous and next page, where pages are asked for (RFC 8288).",
                    "schema": {"type": "string"},
                }
            },
            "content": {
                offer.media_type: {"schema": results} if offer is RESULTS_JSON else content(offer.media_type)
                for offer in (*RESULTS, HTML)
            },
        }
    }
    add_problems(responses, WRONG)
    return {
        "tags": ["Questions", *query.tags],
        "summary": query.title,
        "description": query.description,
        "operationId": query.name,
        "parameters": [
            *(_parameter(parameter) for parameter in query.parameters),
            number_parameter(
                "limit",
                f"The rows of a page, {DEFAULT} if only its number is given; without both, all.",
                MOST,
            ),
            number_parameter("page", "The number of the page.", None),
            format_parameter((*RESULTS, HTML)),
        ],
        "responses": responses,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_VALUES[parameter.type])
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    hint = (
        f" A name in any language or script, a path, or an IRI below {ROOT}."
        if parameter.type == "iri"
        else ""
    )
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "allowEmptyValue": True,
        "description": f"{parameter.description}{hint} Left out or empty, it stands for every value.",
        "schema": schema,
        **({"example": _example(parameter)} if parameter.example is not None else {}),
    }


def _example(parameter: Parameter) -> str | int | float:
    value = parameter.example or ""
    if parameter.type == "integer":
        return int(value)
    return float(value) if parameter.type == "decimal" else value


def _columns(query: Query) -> dict[str, Any]:
    """Return the columns of the answer to *query*, as the engine reads its text."""
    found = answered(Store(), query.text)
    names = [variable.value for variable in found.variables] if isinstance(found, QuerySolutions) else []
    return {
        name: {
            "$ref": "#/components/schemas/Term",
            **({"description": query.columns[name]} if name in query.columns else {}),
        }
        for name in names
    }
