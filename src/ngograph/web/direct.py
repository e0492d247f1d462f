"""The short way to an address that is asked more often than all others together.

FastAPI's own way from an address to its function takes longer than a small question. Here the function is
called at once; what describes it, and what it answers, stay the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fastapi.routing import APIRoute
from starlette.requests import Request

from ngograph.web.leaving import unless_left

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from fastapi import APIRouter
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    Handlers = Mapping[Any, Callable[[Request, Exception], Any]]


class Direct:
    """Answers at some addresses by itself and leaves the rest to its application.

    What is read there ends when its client leaves; a function that answers POST sees to that by itself, once
    it has taken the body.

    Args:
        app: what it stands around.
        routes: the routes of those addresses, with neither variables nor parameters but the request.
        handlers: what answers in the place of a route that fails.
    """

    def __init__(self, app: ASGIApp, *, routes: APIRouter, handlers: Handlers) -> None:
        self.app = app
        self._handlers = handlers
        self._routes = {
            (method, route.path): route
            for route in routes.routes
            if isinstance(route, APIRoute)
            for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or pass it on."""
        route = self._routes.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if route is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = route
        request = Request(scope, receive, send)
        endpoint = cast("Callable[[Request], Coroutine[Any, Any, Response]]", route.endpoint)
        try:
            answering = endpoint(request)
            response = await (answering if request.method == "POST" else unless_left(request, answering))
        except Exception as error:
            known = [kind for kind in type(error).__mro__ if kind in self._handlers]
            if not known:
                raise
            response = await self._handlers[known[0]](request, error)
        await response(scope, receive, send)
