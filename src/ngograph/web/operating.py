"""`/ready`, `/metrics` and `/docs`: for those who run the service, and those who program against it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ngograph.errors import NgographError
from ngograph.store.answering import Question
from ngograph.web.apidocs import operations
from ngograph.web.metrics import CONTENT_TYPE, together
from ngograph.web.replies import page
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from ngograph.web.operation import Operation
    from ngograph.web.service import Service


def router(service: Service, operation: Operation) -> APIRouter:
    """Return the routes of the operation."""
    routes = APIRouter(tags=["Operation"])

    @reads(routes, "/ready", "Whether the release is open and answers")
    async def ready() -> Response:
        try:
            await answers(service)
        except NgographError as error:
            body = {"status": "not ready", "release": service.release.id, "error": type(error).__name__}
            return JSONResponse(body, 503, {"cache-control": "no-store", "retry-after": "1"})
        body = {"status": "ready", "release": service.release.id}
        return JSONResponse(body, headers={"cache-control": "no-store"})

    @reads(routes, "/metrics", "Counts for Prometheus")
    async def metrics() -> Response:
        text = operation.metrics.text(service)
        if operation.others is not None:
            text = together({str(os.getpid()): text, **await operation.others()})
        return Response(
            text,
            headers={"cache-control": "no-store", "content-type": CONTENT_TYPE},
        )

    @reads(routes, "/docs", "What can be asked of the service, for those who program against it")
    async def docs(request: Request) -> Response:
        return page(service, "docs.html", request=request, groups=operations(request.app.openapi()))

    return routes


async def answers(service: Service) -> None:
    """Ask the engine of *service* the smallest question there is.

    Raises:
        QueryError: it did not answer.
    """
    await service.engine.table(Question("ASK {}"))
