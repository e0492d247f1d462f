"""`/graphs`: the SPARQL 1.1 Graph Store Protocol for reading, each graph named beside the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.media import DATASETS, choose
from ngograph.store.answering import Wanted
from ngograph.web.questions import question
from ngograph.web.replies import reply, tagged, unchanged
from ngograph.web.resources import answer_graph
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from ngograph.web.service import Service


def router(service: Service) -> APIRouter:
    """Return the route of the graph store."""
    routes = APIRouter(tags=["Linked data"])

    @reads(routes, "/graphs", "A graph by its IRI, or the union of all")
    async def graphs(request: Request) -> Response:
        if (iri := _named(request)) is not None:
            return await answer_graph(service, request, iri)
        chosen = choose(request.headers.get("accept"), DATASETS, request.query_params.get("format"))
        headers = tagged(service, chosen)
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        return reply(request, await service.engine.stream(question("union"), Wanted(None, chosen)), headers)

    return routes


def _named(request: Request) -> str | None:
    """Return the IRI of the graph that is asked for, None for the default graph."""
    try:
        given = parse_qs(request.url.query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise HTTPException(400, f"Expected an address in UTF-8: {error}.") from error
    graphs, default = given.get("graph", []), "default" in given
    if default is bool(graphs) or len(graphs) > 1:
        found = " and ".join([*(f"graph={graph!r}" for graph in graphs), *(["default"] if default else [])])
        raise HTTPException(400, f"Expected either one graph=IRI or default, found {found or 'neither'}.")
    return graphs[0] if graphs else None
