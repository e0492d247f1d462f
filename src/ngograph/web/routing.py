"""Routes that are read: GET, and HEAD beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import APIRouter

F = TypeVar("F", bound="Callable[..., object]")


def reads(routes: APIRouter, path: str, summary: str) -> Callable[[F], F]:
    """Return what makes a function answer GET and HEAD at *path*; only GET is described."""

    def add(function: F) -> F:
        routes.add_api_route(path, function, methods=["GET"], summary=summary, response_class=Response)
        routes.add_api_route(path, function, methods=["HEAD"], include_in_schema=False)
        return function

    return add
