"""Routes that are read: GET, and HEAD beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from starlette.responses import Response
from starlette.routing import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import APIRouter
    from starlette.requests import Request

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

F = TypeVar("F", bound="Callable[..., object]")


def reads(routes: APIRouter, path: str, summary: str) -> Callable[[F], F]:
    """Return what makes a function answer GET and HEAD at *path*; only GET is described."""

    def add(function: F) -> F:
        routes.add_api_route(path, function, methods=["GET"], summary=summary, response_class=Response)
        routes.add_api_route(path, function, methods=["HEAD"], include_in_schema=False)
        return function

    return add


def methods(request: Request) -> list[str]:
    """Return the methods that the address of *request* answers, whatever its own is."""
    asked = ({**request.scope, "method": method} for method in _METHODS)
    return [
        scope["method"]
        for scope in asked
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)
    ]
