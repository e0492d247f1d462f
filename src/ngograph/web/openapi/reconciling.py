"""What the description of the service for machines says of reconciliation."""

from __future__ import annotations

from typing import Any, Final

from ngograph.media import HTML, JSON
from ngograph.web.problems import add_problems
from ngograph.web.reconciling.manifest import PATH, PATH_1
from ngograph.web.reconciling.replying import SCRIPT
from ngograph.web.reconciling.routes import FORM

_WRONG: Final = {
    "400": "A batch or a parameter is not as the API has it; the place is named.",
    "503": "Too many batches wait.",
    "504": "The work took too long.",
}
_UNKNOWN: Final = {"404": "There is nothing of that name."}
_WRONG_BODY: Final = {
    "413": "The body is too large, or the batch too long.",
    "415": "The body is neither a form nor JSON.",
}
_TEXT: Final = {"type": "string"}
_FIELDS: Final = {"type": "object"}
_BATCH: Final = '{"q0": {"query": "Crveni križ Tuzlanskog kantona", "type": "Organisation"}}'
_BATCH_1: Final = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "ICRC"}]}]}
_EXTEND_1: Final = {"ids": ["organisation/icrc"], "properties": [{"id": "country"}]}
_PARAMETERS: Final = {
    "queries": "A batch of queries of version 0.2, as JSON.",
    "extend": "A query of data extension of version 0.2, as JSON.",
    "lang": "The language of names, for what is asked at this address.",
    "callback": "The function that the answer is a call of, for old clients (JSONP).",
    "prefix": "The beginning of a name, or an identifier.",
    "type": "The type that it is of.",
    "id": "The identifier.",
}
_EXAMPLES: Final = {"queries": _BATCH, "prefix": "red c", "id": "organisation/icrc", "type": "Ministry"}


def describe_reconciling(schema: dict[str, Any]) -> None:
    """Say in *schema* what its routes of reconciliation take and answer."""
    paths = schema["paths"]
    _get(
        paths[f"/{PATH}"],
        "queries",
        "extend",
        "callback",
        "lang",
        kinds=(JSON.media_type, HTML.media_type, SCRIPT),
    )
    _post(
        paths[f"/{PATH}"],
        {
            FORM: {
                "schema": {"type": "object", "properties": {"queries": _TEXT, "extend": _TEXT}},
                "example": {"queries": _BATCH},
            },
            JSON.media_type: {"schema": _FIELDS, "example": _BATCH_1},
        },
    )
    _get(paths[f"/{PATH_1}"], "lang")
    _post(paths[f"/{PATH_1}/match"], {JSON.media_type: {"schema": _FIELDS, "example": _BATCH_1}})
    _post(paths[f"/{PATH_1}/extend"], {JSON.media_type: {"schema": _FIELDS, "example": _EXTEND_1}})
    for root in (PATH, PATH_1):
        _get(paths[f"/{root}/suggest/{{what}}"], "prefix", "type", "lang", numbers=("cursor",), lacking=True)
        _get(paths[f"/{root}/preview"], "id", "lang", kinds=(HTML.media_type,), lacking=True)
        _get(paths[f"/{root}/extend/propose"], "type", "lang", numbers=("limit",))
    _get(paths[f"/{PATH}/flyout/{{what}}"], "id", "lang", lacking=True)


def _get(
    path: dict[str, Any],
    *names: str,
    numbers: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (JSON.media_type, SCRIPT),
    lacking: bool = False,
) -> None:
    """Describe what is read at *path*: its parameters by *names*, and the *kinds* of the answer."""
    operation = path["get"]
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        if parameter["name"] == "what":
            parameter["schema"] = {"type": "string", "enum": ["entity", "type", "property"]}
            parameter["example"] = "entity"
    for name in names:
        example = {"example": _EXAMPLES[name]} if name in _EXAMPLES else {}
        parameters.append(
            {"name": name, "in": "query", "description": _PARAMETERS[name], "schema": _TEXT, **example}
        )
    for name in numbers:
        number = {"type": "integer", "minimum": 0, "maximum": 10_000}
        parameters.append({"name": name, "in": "query", "description": "How many.", "schema": number})
    responses = _answers(kinds)
    add_problems(responses, _WRONG | (_UNKNOWN if lacking else {}))
    if HTML.media_type in kinds and JSON.media_type in kinds:
        add_problems(responses, {"406": "None of the formats on offer is accepted."})
        form = {"type": "string", "enum": [JSON.name, HTML.name]}
        parameters.append(
            {"name": "format", "in": "query", "description": "Outranks the Accept header.", "schema": form}
        )
    if "queries" in names:
        add_problems(responses, {"413": _WRONG_BODY["413"]})
    operation["responses"] = responses


def _post(path: dict[str, Any], content: dict[str, Any]) -> None:
    """Describe what is sent to *path*, of whichever kind of *content*."""
    operation = path["post"]
    operation["requestBody"] = {"required": True, "content": content}
    operation["responses"] = _answers((JSON.media_type, SCRIPT))
    add_problems(operation["responses"], _WRONG | _WRONG_BODY)


def _answers(kinds: tuple[str, ...]) -> dict[str, Any]:
    content = {kind: {"schema": _FIELDS if kind == JSON.media_type else _TEXT} for kind in kinds}
    return {"200": {"description": "The answer.", "content": content}}
