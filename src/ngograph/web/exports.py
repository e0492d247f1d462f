"""`/network/export`: a network as a file for another tool, in every format that the command line writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from ngograph.analysis.exporting import NAME, OPTIONS
from ngograph.media import JSON
from ngograph.network import EXPORTS
from ngograph.store.answering import Wanted
from ngograph.web.networks import analyst_of, given_by, resolved
from ngograph.web.replies import tagged_answer, unchanged
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from ngograph.web.service import Service


def router(service: Service) -> APIRouter:
    """Return the route of the exports."""
    routes = APIRouter(tags=["Network"])

    @reads(routes, "/network/export", "A network as a file for another tool")
    async def exported(request: Request) -> Response:
        analyst = analyst_of(service)
        headers = tagged_answer(service, request, "", Wanted(JSON, None))
        if unchanged(request, headers.get("etag")):
            return Response(status_code=304, headers=headers)
        given = await resolved(service, NAME, OPTIONS, given_by(request, reserved=()))
        found = await analyst.export(given)
        form = EXPORTS[given["format"][0]]
        headers |= {
            "cache-status": f"ngograph; {'hit' if found.kept else 'fwd=miss'}",
            "content-disposition": f'attachment; filename="network{form.ending}"',
        }
        return Response(found.body, headers=headers, media_type=form.media_type)

    return routes
