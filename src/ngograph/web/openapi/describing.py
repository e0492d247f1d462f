"""The whole description: what FastAPI knows of the routes, and what they answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ngograph.web.networks import REPORTS
from ngograph.web.openapi import networks
from ngograph.web.openapi.offers import EXAMPLES, FORMATS, TOLD, TYPES
from ngograph.web.openapi.parts import SCHEMAS, WRONG, content, format_parameter
from ngograph.web.openapi.questions import question
from ngograph.web.openapi.reconciling import describe_reconciling
from ngograph.web.openapi.sparql import describe_sparql
from ngograph.web.openapi.writing import CHANGED, WRONG_BODY, describe_writing
from ngograph.web.problems import add_problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI

    from ngograph.analysis import Analysis
    from ngograph.queries import Catalogue


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
    components.update(SCHEMAS, Report=networks.REPORT)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    describe_writing(schema)
    describe_reconciling(schema)
    for query in catalogue:
        schema["paths"][f"/queries/{query.name}"] = {"get": question(query)}
    for analysis in analyses.values():
        operation = networks.described(analysis, format_parameter(REPORTS))
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
    offers = FORMATS.get(path, ())
    kinds = TYPES.get(path) or tuple(offer.media_type for offer in offers)
    if kinds:
        stated["200"] = {
            "description": stated.get("200", {}).get("description", "The answer."),
            "content": {kind: content(kind) for kind in kinds},
        }
    if method == "get":
        stated.setdefault("304", {"description": "What the client holds is still true."})
    if path == "/dumps/{file}":
        stated["206"] = {**stated["200"], "description": "A part of it."}
        stated["416"] = {"description": "There is no such part."}
    if path == "/network/{name}" or path in TOLD:
        add_problems(stated, networks.WRONG)
    add_problems(stated, WRONG if method == "get" else WRONG | WRONG_BODY)
    parameters = _parameters(path, operation)
    parameters.extend(map(networks.parameter, TOLD.get(path, ())))
    if path == "/sparql":
        describe_sparql(method, operation, parameters)
    if len(offers) > 1:
        parameters.append(format_parameter(offers))


def _parameters(path: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of *operation*, those in its path described."""
    parameters: list[dict[str, Any]] = operation.setdefault("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["schema"] = {"type": "string", "pattern": "^[^/?#]+$"}
            if example := EXAMPLES.get(path, {}).get(parameter["name"]):
                parameter["example"] = example
    return parameters
