"""`/id/…`, `/concept/…`, `/graph/…`, `/ontology`: the IRIs of the graph, under this server's address."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import Response

from ngograph.errors import UnknownThing
from ngograph.media import DATASETS, GRAPHS, HTML, JSON_LD, choose
from ngograph.store.answering import Wanted
from ngograph.vocab import ONTOLOGY_GRAPH, ROOT
from ngograph.web.describing import describe, standing, written
from ngograph.web.gathering import read_about
from ngograph.web.jsonld import document, published
from ngograph.web.links import IN_IRIS, alternates, here, link_header, local, profile_headers
from ngograph.web.paging import leaves
from ngograph.web.phrases import PREFERENCE, tongue
from ngograph.web.portraits import portrait, reading
from ngograph.web.profiles import choose_profile, profiled
from ngograph.web.questions import question
from ngograph.web.replies import page, reply, tagged, unchanged
from ngograph.web.routing import reads
from ngograph.web.sourcing import source_page
from ngograph.web.vocabulary import terms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ngograph.media import Format
    from ngograph.web.profiles import Profile
    from ngograph.web.service import Service

    Answering = Callable[[Format, dict[str, str]], Awaitable[Response]]


def router(service: Service) -> APIRouter:
    """Return the routes that answer for the IRIs of the graph."""
    routes = APIRouter(tags=["Linked data"])

    @reads(routes, "/id/{kind}/{key}", "Describe a thing")
    async def thing(request: Request, kind: str, key: str) -> Response:
        return await _described(service, request, f"{ROOT}id/{kind}/{key}")

    @reads(routes, "/concept/{scheme}", "Describe a list of concepts")
    async def scheme(request: Request, scheme: str) -> Response:
        return await _described(service, request, f"{ROOT}concept/{scheme}")

    @reads(routes, "/concept/{scheme}/{key}", "Describe a concept")
    async def concept(request: Request, scheme: str, key: str) -> Response:
        return await _described(service, request, f"{ROOT}concept/{scheme}/{key}")

    @reads(routes, "/graph/{source}", "All that one source says")
    async def graph(request: Request, source: str) -> Response:
        return await answer_graph(service, request, f"{ROOT}graph/{source}")

    @reads(routes, "/ontology", "The words that the graph is written in")
    async def ontology(request: Request) -> Response:
        return await _vocabulary(service, request, f"{ROOT}ontology", "ontology")

    @reads(routes, "/shapes", "The rules that the graph keeps")
    async def shapes(request: Request) -> Response:
        return await _vocabulary(service, request, f"{ROOT}shapes", "shapes")

    @reads(routes, "/context.jsonld", "The words of JSON-LD")
    async def context(request: Request) -> Response:
        chosen = choose(request.headers.get("accept"), (JSON_LD,), request.query_params.get("format"))
        headers = tagged(service, chosen)
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        body = published(await service.context())
        return Response(body, headers=headers, media_type=JSON_LD.media_type)

    return routes


async def _described(service: Service, request: Request, iri: str) -> Response:
    profile = choose_profile(request.headers.get("accept-profile"), request.query_params.get("_profile"))

    async def answering(chosen: Format, headers: dict[str, str]) -> Response:
        most = service.settings.description_rows
        about = await read_about(service.engine, iri, most)
        if (successor := standing(iri, about)) is not None:
            return _moved(request, successor, headers)
        if chosen is HTML:
            formats = alternates(request, DATASETS)
            return await portrait(service, request, iri, about, headers=headers, formats=formats)
        number = reading(request).page
        description = await describe(service.engine, iri, most, number)
        if not description.whole:
            headers["ngograph-limit"] = f"description_rows={service.settings.description_rows}"
            if pages := leaves(here(request), request.query_params, number, description.more):
                headers["link"] += f", {pages}"
        quads = profiled(description, profile)
        if chosen is JSON_LD:
            triples = {quad.triple for quad in quads}
            body = await asyncio.to_thread(document, iri, triples, await service.context())
        else:
            body = await asyncio.to_thread(written, quads, chosen)
        return Response(body, headers=headers, media_type=chosen.content_type)

    return await _negotiated(service, request, iri, DATASETS, answering, profile=profile)


def _moved(request: Request, successor: str, headers: dict[str, str]) -> Response:
    """Lead to what stands for a thing now, with the same wishes."""
    query = f"?{request.url.query}" if request.url.query else ""
    location = f"{quote(local(successor) or successor, safe=IN_IRIS)}{query}"
    return Response(status_code=308, headers={"location": location, "vary": headers["vary"]})


async def answer_graph(service: Service, request: Request, iri: str) -> Response:
    """Answer with all that the graph *iri* holds.

    Raises:
        UnknownThing: there is no such graph.
    """

    async def answering(chosen: Format, headers: dict[str, str]) -> Response:
        graph = _named(iri)
        if not (await service.engine.table(question("graph", graph=graph), 1)).rows:
            raise UnknownThing(iri)
        if chosen is JSON_LD and (body := await _compact(service, graph)) is not None:
            return Response(body, headers=headers, media_type=chosen.content_type)
        if chosen in GRAPHS:
            answer = await service.engine.stream(question("graph", graph=graph), Wanted(None, chosen))
            return reply(request, answer, headers)
        if chosen is HTML:
            return await source_page(service, request, iri, headers, alternates(request, DATASETS))
        rows = await service.engine.table(question("statements", graph=graph))
        body = await asyncio.to_thread(written, terms(rows), chosen)
        return Response(body, headers=headers, media_type=chosen.content_type)

    return await _negotiated(service, request, iri, DATASETS, answering)


async def _compact(service: Service, graph: NamedNode) -> bytes | None:
    """Return all that *graph* holds as JSON-LD in short words, None if it is too much to be held at once."""
    rows = await service.engine.table(question("statements", graph=graph), service.settings.description_rows)
    if rows.more:
        return None
    triples = {quad.triple for quad in terms(rows)}
    return await asyncio.to_thread(document, graph.value, triples, await service.context())


async def _vocabulary(service: Service, request: Request, iri: str, name: str) -> Response:
    async def answering(chosen: Format, headers: dict[str, str]) -> Response:
        rows = await service.engine.table(question("statements", graph=NamedNode(ONTOLOGY_GRAPH)))
        found = await asyncio.to_thread(vocabulary, rows, iri)
        if not found.quads:
            raise UnknownThing(iri)
        if chosen is HTML:
            lang = tongue(request)
            groups = found.groups(await service.tongues[lang](), PREFERENCE[lang])
            return page(
                service,
                "vocabulary.html",
                headers,
                request=request,
                iri=iri,
                name=name,
                groups=groups,
                formats=alternates(request, GRAPHS),
            )
        body = await asyncio.to_thread(written, found.quads, chosen)
        return Response(body, headers=headers, media_type=chosen.content_type)

    return await _negotiated(service, request, iri, GRAPHS, answering)


async def _negotiated(
    service: Service,
    request: Request,
    iri: str,
    formats: Sequence[Format],
    answering: Answering,
    *,
    profile: Profile | None = None,
) -> Response:
    """Answer in the format that the client wants most, and say which others there are."""
    offers = (*formats, HTML)
    chosen = choose(request.headers.get("accept"), offers, request.query_params.get("format"))
    lang = tongue(request) if chosen is HTML else None
    headers = {**tagged(service, chosen, lang), "link": link_header(here(request), iri, chosen, offers)}
    if profile is not None:
        headers |= profile_headers(here(request), None if chosen is HTML else profile, headers)
    if unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return await answering(chosen, headers)


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnknownThing(iri) from error
