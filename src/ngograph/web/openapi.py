"""The description of the service for machines, OpenAPI 3.1: every route, and every question by itself.

FastAPI knows the routes; what they answer with is said here: formats, statuses, and for each question its
typed parameters, their examples and the columns of the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QuerySolutions, Store

from ngograph.analysis import exporting, mapping
from ngograph.media import CSV, DATASETS, GRAPHS, HTML, JSON, RESULTS, RESULTS_JSON, SVG
from ngograph.network import EXPORTS
from ngograph.store import query as answered
from ngograph.vocab import ROOT
from ngograph.web import openapi_networks
from ngograph.web.mapping import FORMS
from ngograph.web.networks import REPORTS
from ngograph.web.openapi_reconciling import describe_reconciling
from ngograph.web.openapi_writing import CHANGED, WRONG_BODY, describe_writing
from ngograph.web.paging import DEFAULT, MOST
from ngograph.web.problems import add_problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI

    from ngograph.analysis import Analysis
    from ngograph.media import Format
    from ngograph.queries import Catalogue, Parameter, Query

_FORMATS: Final[dict[str, tuple[Format, ...]]] = {
    "/": (HTML,),
    "/catalogue": (*GRAPHS, HTML),
    "/concept/{scheme}": (*DATASETS, HTML),
    "/concept/{scheme}/{key}": (*DATASETS, HTML),
    "/dumps": (JSON, HTML),
    "/graph/{source}": (*DATASETS, HTML),
    "/health": (JSON,),
    "/id/{kind}/{key}": (*DATASETS, HTML),
    "/map.svg": (SVG,),
    "/network": (JSON, HTML),
    "/network/{name}": REPORTS,
    "/ontology": (*GRAPHS, HTML),
    "/profile/{name}": (*GRAPHS, HTML),
    "/queries": (JSON, HTML, *GRAPHS),
    "/queries/{name}": (*RESULTS, *GRAPHS, HTML),
    "/shapes": (*GRAPHS, HTML),
    "/sparql": (*RESULTS, *GRAPHS, HTML),
    "/void": (*GRAPHS, HTML),
    "/.well-known/void": (*GRAPHS, HTML),
}
_TYPES: Final = {
    "/dumps/{file}": (
        "application/n-quads",
        "application/trig",
        "text/turtle",
        "application/gzip",
        "text/plain",
    ),
    "/maps/{kind}.{form}": tuple(form.media_type for form in FORMS.values()),
    "/network/export": tuple(sorted({form.media_type for form in EXPORTS.values()})),
    "/robots.txt": ("text/plain",),
    "/sitemap.xml": ("application/xml",),
    "/sitemaps/{number}.xml": ("application/xml",),
}
_TOLD: Final = {"/maps/{kind}.{form}": mapping.OPTIONS, "/network/export": exporting.OPTIONS}
"""What can be told where no analysis is meant, but the same process works."""
_EXAMPLES: Final = {
    "/concept/{scheme}": {"scheme": "role"},
    "/concept/{scheme}/{key}": {"scheme": "role", "key": "partner"},
    "/dumps/{file}": {"file": "SHA256SUMS"},
    "/graph/{source}": {"source": "derived"},
    "/id/{kind}/{key}": {"kind": "place", "key": "ba"},
    "/maps/{kind}.{form}": {"kind": "two-mode", "form": "svg"},
    "/network/{name}": {"name": "measures"},
    "/profile/{name}": {"name": "plain"},
    "/queries/{name}": {"name": "sources"},
    "/sitemaps/{number}.xml": {"number": "1"},
}
_WRONG: Final = {
    "400": "The request is not understood: a parameter, a name that means several things, a query.",
    "404": "There is no such thing, question or file.",
    "406": "None of the formats on offer is accepted.",
    "503": "Too many questions wait.",
    "504": "The answer did not begin in time.",
}
_SCHEMAS: Final = {
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
_VALUES: Final[Mapping[str, dict[str, Any]]] = {
    "iri": {"type": "string"},
    "string": {"type": "string"},
    "choices": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}


def install(app: FastAPI, catalogue: Catalogue, analyses: Mapping[str, Analysis]) -> None:
    """Let *app* describe itself, the questions of *catalogue* and the *analyses*, once and for all."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None or "x-questions" not in app.openapi_schema:
            app.openapi_schema = describe(plain(), catalogue, analyses)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def describe(
    schema: dict[str, Any], catalogue: Catalogue, analyses: Mapping[str, Analysis]
) -> dict[str, Any]:
    """Return *schema*, which names the routes, with what they answer, and questions and analyses apart."""
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    for left_by_fastapi in ("HTTPValidationError", "ValidationError"):
        components.pop(left_by_fastapi, None)
    components.update(_SCHEMAS, Report=openapi_networks.REPORT)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    describe_writing(schema)
    describe_reconciling(schema)
    for query in catalogue:
        schema["paths"][f"/queries/{query.name}"] = {"get": _question(query)}
    for analysis in analyses.values():
        operation = openapi_networks.described(analysis, _format(REPORTS))
        schema["paths"][f"/network/{analysis.name}"] = {"get": operation}
    schema["x-questions"] = len(catalogue)
    return schema


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Say what *operation* answers with, beside what its route says itself."""
    if method != "get" and path in CHANGED:
        _parameters(path, operation)
        return
    stated = operation.setdefault("responses", {})
    stated.pop("422", None)  # what FastAPI thinks; such a request is answered with 400
    offers = _FORMATS.get(path, ())
    kinds = _TYPES.get(path) or tuple(offer.media_type for offer in offers)
    if kinds:
        stated["200"] = {
            "description": stated.get("200", {}).get("description", "The answer."),
            "content": {kind: _content(kind) for kind in kinds},
        }
    if method == "get":
        stated.setdefault("304", {"description": "What the client holds is still true."})
    if path == "/dumps/{file}":
        stated["206"] = {**stated["200"], "description": "A part of it."}
        stated["416"] = {"description": "There is no such part."}
    if path == "/network/{name}" or path in _TOLD:
        add_problems(stated, openapi_networks.WRONG)
    add_problems(stated, _WRONG if method == "get" else _WRONG | WRONG_BODY)
    parameters = _parameters(path, operation)
    parameters.extend(map(openapi_networks.parameter, _TOLD.get(path, ())))
    if path == "/sparql":
        _describe_sparql(method, operation, parameters)
    if len(offers) > 1:
        parameters.append(_format(offers))


def _parameters(path: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of *operation*, those in its path described."""
    parameters: list[dict[str, Any]] = operation.setdefault("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["schema"] = {"type": "string", "pattern": "^[^/?#]+$"}
            if example := _EXAMPLES.get(path, {}).get(parameter["name"]):
                parameter["example"] = example
    return parameters


def _describe_sparql(method: str, operation: dict[str, Any], parameters: list[dict[str, Any]]) -> None:
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


def _question(query: Query) -> dict[str, Any]:
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
                offer.media_type: {"schema": results} if offer is RESULTS_JSON else _content(offer.media_type)
                for offer in (*RESULTS, HTML)
            },
        }
    }
    add_problems(responses, _WRONG)
    return {
        "tags": ["Questions", *query.tags],
        "summary": query.title,
        "description": query.description,
        "operationId": query.name,
        "parameters": [
            *(_parameter(parameter) for parameter in query.parameters),
            _number(
                "limit",
                f"The rows of a page, {DEFAULT} if only its number is given; without both, all.",
                MOST,
            ),
            _number("page", "The number of the page.", None),
            _format((*RESULTS, HTML)),
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


def _number(name: str, description: str, most: int | None) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": most or 1_000_000_000}
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _format(offers: Sequence[Format]) -> dict[str, Any]:
    names = list(dict.fromkeys(offer.name for offer in offers))
    schema = {"type": "string", "enum": names}
    return {"name": "format", "in": "query", "description": "Outranks the Accept header.", "schema": schema}


def _content(kind: str) -> dict[str, Any]:
    if kind == RESULTS_JSON.media_type:
        return {"schema": {"$ref": "#/components/schemas/Results"}}
    return {"schema": {"type": "string"}} if kind in (HTML.media_type, CSV.media_type) else {}
