"""The SPARQL 1.1 Graph Store Protocol: a graph named beside `/graphs`, or by its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.errors import OutOfScope
from ngograph.media import DATASETS, choose
from ngograph.store.answering import Wanted
from ngograph.store.bodies import MULTIPART, READ
from ngograph.store.changes import GraphChange
from ngograph.tokens import covers
from ngograph.vocab import GRAPH
from ngograph.web.authorising import holder
from ngograph.web.bodies import body_of, kind_of
from ngograph.web.questions import question
from ngograph.web.replies import reply, tagged, unchanged
from ngograph.web.resources import answer_graph
from ngograph.web.routing import reads
from ngograph.web.writing import write

if TYPE_CHECKING:
    from ngograph.store.changes import How
    from ngograph.web.authorising import Writing
    from ngograph.web.service import Service


def router(service: Service) -> APIRouter:
    """Return the routes of the graph store: those that read, and where writing is on those that write."""
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

    if service.writing is not None:
        _add_writing(routes, service, service.writing)
    return routes


def _add_writing(routes: APIRouter, service: Service, writing: Writing) -> None:
    """Add the routes that write; one function answers at both addresses of a graph."""

    @routes.put("/graphs", summary="Put a graph in the place of another", response_class=Response)
    async def put(request: Request) -> Response:
        return await _changed(service, writing, request, "replace", _named(request))

    @routes.post("/graphs", summary="Add to a graph, or make a new one", response_class=Response)
    async def post(request: Request) -> Response:
        if request.query_params:
            return await _changed(service, writing, request, "add", _named(request))
        iri = f"{GRAPH}{uuid4()}"
        return await _changed(service, writing, request, "add", iri, location=iri)

    @routes.delete("/graphs", summary="Delete a graph", response_class=Response)
    async def delete(request: Request) -> Response:
        return await _changed(service, writing, request, "delete", _named(request))

    @routes.put("/graph/{source}", summary="Put a graph in its place", response_class=Response)
    async def put_source(request: Request, source: str) -> Response:
        return await _changed(service, writing, request, "replace", f"{GRAPH}{source}")

    @routes.post("/graph/{source}", summary="Add to a graph", response_class=Response)
    async def post_source(request: Request, source: str) -> Response:
        return await _changed(service, writing, request, "add", f"{GRAPH}{source}")

    @routes.delete("/graph/{source}", summary="Delete a graph", response_class=Response)
    async def delete_source(request: Request, source: str) -> Response:
        return await _changed(service, writing, request, "delete", f"{GRAPH}{source}")


async def _changed(
    service: Service,
    writing: Writing,
    request: Request,
    how: How,
    graph: str | None,
    *,
    location: str | None = None,
) -> Response:
    who = await holder(writing, request)
    if graph is not None and not covers(who.scopes, graph):
        raise OutOfScope(graph, who.scopes)
    only_new = request.headers.get("if-none-match", "").strip() == "*"
    if how == "delete":
        change = GraphChange(how, graph, only_new=only_new)
    else:
        kind_of(request, (*READ, MULTIPART))
        body = await body_of(request, service.settings.write_bytes)
        change = GraphChange(how, graph, request.headers["content-type"], body, only_new)
    return await write(service, writing, request, who, change, location=location)


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
