"""Routes that are read: GET, and HEAD beside it. What they work on ends when nobody waits for it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import Match

from ngograph.web.leaving import unless_left

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from fastapi import APIRouter
    from starlette.requests import Request

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

F = TypeVar("F", bound="Callable[..., object]")


def reads(routes: APIRouter, path: str, summary: str) -> Callable[[F], F]:
    """Return what makes a function answer GET and HEAD at *path*; only GET is described."""

    def add(function: F) -> F:
        common: dict[str, Any] = {"route_class_override": _Reading, "response_class": Response}
        routes.add_api_route(path, function, methods=["GET"], summary=summary, **common)
        routes.add_api_route(path, function, methods=["HEAD"], include_in_schema=False, **common)
        return function

    return add


class _Reading(APIRoute):
    """A route that gives up when its client leaves."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answering = super().get_route_handler()

        async def handler(request: Request) -> Response:
            return await unless_left(request, answering(request))

        return handler


def methods(request: Request) -> list[str]:
    """Return the methods that the address of *request* answers, whatever its own is."""
    asked = ({**request.scope, "method": method} for method in _METHODS)
    return [
        scope["method"]
        for scope in asked
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)
    ]
