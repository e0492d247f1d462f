"""What went wrong, said over HTTP: one table from error to status, and bodies as RFC 9457 has them."""

from __future__ import annotations

import json
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from ngograph import errors
from ngograph.media import HTML, PROBLEM, choose
from ngograph.web.authorising import beyond_scope
from ngograph.web.leaving import CLOSED_REQUEST
from ngograph.web.logs import SERVICE
from ngograph.web.phrases import has_phrase, phrase, tongue
from ngograph.web.replies import rendered
from ngograph.web.routing import methods
from ngograph.web.statuses import status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from jinja2 import Environment
    from starlette.requests import Request

_EVIDENCE: Final = (
    "line",
    "column",
    "nearest",
    "candidates",
    "known",
    "offers",
    "expected",
    "found",
    "filter",
    "seconds",
    "megabytes",
    "waiting",
    "graph",
    "release",
)

_LIMITS: Final[dict[type[errors.NgographError], tuple[str, str]]] = {
    errors.TooManyQueries: ("queries_waiting", "waiting"),
    errors.QueryTooLong: ("query_seconds", "seconds"),
    errors.QueryTooLarge: ("query_megabytes", "megabytes"),
    errors.TooManyAnalyses: ("analyses_waiting", "waiting"),
    errors.AnalysisTooLong: ("analysis_seconds", "seconds"),
    errors.AnalysisTooLarge: ("analysis_megabytes", "megabytes"),
    errors.TooManyWrites: ("writes_waiting", "waiting"),
    errors.WriteTooLong: ("write_seconds", "seconds"),
    errors.WriteTooLarge: ("write_megabytes", "megabytes"),
}
"""The setting that an error is the limit of, and where the error knows its value."""


def install(app: FastAPI, templates: Environment) -> None:
    """Let *app* answer every error with a problem: a page where one is asked for, else JSON."""

    async def ours(request: Request, error: Exception) -> Response:
        status = status_of(error)
        evidence = {
            name: value for name in _EVIDENCE if (value := getattr(error, name, None)) not in (None, ())
        }
        headers = _headers(error)
        if (limit := _LIMITS.get(type(error))) is not None:  # type: ignore[arg-type]
            headers["ngograph-limit"] = f"{limit[0]}={getattr(error, limit[1]):g}"
        detail = str(error)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            fields = {"id": request.scope.get("state", {}).get("request_id", ""), "error": detail}
            SERVICE.error("a request failed", extra={"fields": fields})
            detail = "Something here is not in order."
        return _problem(templates, request, status, detail, headers, error=type(error).__name__, **evidence)

    async def theirs(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = (
            error.detail if error.detail != HTTPStatus(error.status_code).phrase else _said(request, error)
        )
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = {"allow": ", ".join(methods(request)) or headers.get("Allow", "")}
        return _problem(templates, request, error.status_code, detail, headers)

    async def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        detail = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        return _problem(templates, request, 400, detail, {})

    async def left(_: Request, __: Exception) -> Response:
        return Response(status_code=CLOSED_REQUEST)

    app.add_exception_handler(errors.NgographError, ours)
    app.add_exception_handler(ClientDisconnect, left)
    app.add_exception_handler(HTTPException, theirs)
    app.add_exception_handler(RequestValidationError, unfit)


def refusal(
    templates: Environment,
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    **evidence: Any,
) -> Response:
    """Return a problem for a request that does not come as far as a route, or to its end, with *evidence*."""
    return _problem(templates, request, status, detail, headers or {}, **evidence)


def add_problems(responses: dict[str, Any], wrong: Mapping[str, str]) -> None:
    """Say in *responses*, as OpenAPI has them, what goes *wrong*: a description for each status."""
    content = {
        PROBLEM.media_type: {"schema": {"$ref": "#/components/schemas/Problem"}},
        HTML.media_type: {"schema": {"type": "string"}},
    }
    for status, description in wrong.items():
        responses.setdefault(status, {"description": description, "content": content})


def _headers(error: Exception) -> dict[str, str]:
    """Return the headers that tell of *error*."""
    match error:
        case errors.TooManyQueries() | errors.TooManyAnalyses() | errors.TooManyWrites() | errors.StoreBusy():
            return {"retry-after": str(error.retry_after)}
        case errors.ReleaseBusy() | errors.WriteEnded() | errors.AnalysisEnded():
            return {"retry-after": "1"}
        case errors.ReleaseMoved():
            return {"etag": f'"{error.release}"'}
        case errors.OutOfScope():
            return {"www-authenticate": beyond_scope(error.graph)}
    return {}


def _said(request: Request, error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"There is nothing at {request.url.path}."
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method} is not something that {request.url.path} does."
    return str(error.detail)


def _problem(
    templates: Environment,
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str],
    **evidence: Any,
) -> Response:
    title = HTTPStatus(status).phrase
    sent = {**headers, "vary": "Accept", "cache-control": "no-store"}
    if _wants_page(request):
        lang, key = tongue(request), f"status-{status}"
        heading = phrase(key, lang) if has_phrase(key) else title
        page, lang = rendered(
            templates, "problem.html", request, status=status, title=heading, detail=detail, evidence=evidence
        )
        sent |= {"vary": "Accept, Accept-Language", "content-language": lang}
        return Response(page, status, sent, HTML.media_type)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **evidence}
    return Response(json.dumps(body, ensure_ascii=False), status, sent, PROBLEM.media_type)


def _wants_page(request: Request) -> bool:
    """Say whether a page is what the client likes best; one that likes neither gets JSON."""
    for name in (request.query_params.get("format"), None):
        with suppress(errors.NoFittingFormat):
            return choose(request.headers.get("accept"), (PROBLEM, HTML), name) is HTML
    return False
