"""Addresses with a slash too many lead to those without it."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

_READ: Final = (
    *("/id/{kind}/{key}/", "/concept/{scheme}/", "/concept/{scheme}/{key}/", "/graph/{source}/"),
    *("/ontology/", "/shapes/", "/graphs/", "/queries/", "/queries/{name}/"),
)


def router() -> APIRouter:
    """Return the routes that end in a slash."""
    routes = APIRouter(include_in_schema=False)
    for path in _READ:
        routes.add_api_route(path, _without, methods=["GET", "HEAD"])
    routes.add_api_route("/sparql/", _without, methods=["GET", "HEAD", "POST"])
    return routes


async def _without(request: Request) -> Response:
    path = quote(request.scope["path"].rstrip("/"), safe="/:@!$&'()*+,;=~")
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(status_code=308, headers={"location": f"{path}{query}"})
