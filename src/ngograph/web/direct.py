"""The short way to an address that stands for itself.

FastAPI's own way from an address to its function takes longer than a small question. Here the function is
called at once; what describes it, and what it answers, stay the same.
"""

from __future__ import annotations

from inspect import iscoroutinefunction, signature
from typing import TYPE_CHECKING, Any, Final

from fastapi.routing import APIRoute
from starlette.requests import Request

from ngograph.web.leaving import unless_left

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping

    from fastapi import APIRouter
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    Handlers = Mapping[Any, Callable[[Request, Exception], Any]]


_READ: Final = frozenset({"GET", "HEAD"})


class Direct:
    """Answers at addresses without variables by itself, and leaves the rest to its application.

    What is read there ends when its client leaves; a function that answers POST sees to that by itself, once
    it has taken the body.

    Args:
        app: what it stands around.
        routes: the routes; those whose functions want anything but the request are left to *app*.
        handlers: what answers in the place of a route that fails.
    """

    def __init__(self, app: ASGIApp, *, routes: Iterable[APIRouter], handlers: Handlers) -> None:
        self.app = app
        self._handlers = handlers
        self._routes = {
            (method, route.path): (route, _answering(route.endpoint))
            for router in routes
            for route in router.routes
            if isinstance(route, APIRoute) and _stands_alone(route)
            for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or pass it on."""
        found = self._routes.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        scope["route"], answering = found
        request = Request(scope, receive, send)
        try:
            coming = answering(request)
            response = await (unless_left(request, coming) if scope["method"] in _READ else coming)
        except Exception as error:
            known = [kind for kind in type(error).__mro__ if kind in self._handlers]
            if not known:
                raise
            response = await self._handlers[known[0]](request, error)
        await response(scope, receive, send)


def _stands_alone(route: APIRoute) -> bool:
    wanted = signature(route.endpoint).parameters.keys()
    return "{" not in route.path and wanted <= {"request"} and iscoroutinefunction(route.endpoint)


def _answering(endpoint: Callable[..., Any]) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    if signature(endpoint).parameters:
        return endpoint
    return lambda _: endpoint()
