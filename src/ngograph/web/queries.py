"""`/queries`: every question of the catalogue as a link to its answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import JSONResponse, Response

from ngograph.errors import AmbiguousName, NameNotFound, QueryError
from ngograph.media import GRAPHS, HTML, JSON, RESULTS, choose
from ngograph.queries import bind
from ngograph.store.answering import Question
from ngograph.web.gathering import read_labels
from ngograph.web.paging import PARAMETERS, Page, link_header, page_of
from ngograph.web.phrases import LANGUAGES, PREFERENCE, tongue
from ngograph.web.replies import page, reply, tagged, tagged_answer, unchanged, wanted
from ngograph.web.routing import reads
from ngograph.web.selfdescription.routes import described
from ngograph.web.tables import Cell, Shown, heading, shown
from ngograph.web.templating import in_tongue

if TYPE_CHECKING:
    from ngograph.queries import Query
    from ngograph.store.answering import Table
    from ngograph.web.service import Service
    from ngograph.web.words import Words


def router(service: Service) -> APIRouter:
    """Return the routes of the questions."""
    routes = APIRouter(tags=["Questions"])

    @reads(routes, "/queries", "The questions that can be asked")
    async def every(request: Request) -> Response:
        offers = (JSON, HTML, *GRAPHS)
        chosen = choose(request.headers.get("accept"), offers, request.query_params.get("format"))
        if chosen in GRAPHS:
            return await described(service, request, "examples")
        headers = tagged(service, chosen, tongue(request) if chosen is HTML else None)
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        if chosen is JSON:
            return JSONResponse([_said(query) for query in service.catalogue], headers=headers)
        return page(service, "queries.html", headers, request=request, queries=tuple(service.catalogue))

    @reads(routes, "/queries/{name}", "The answer to a question")
    async def one(request: Request, name: str) -> Response:
        query = service.catalogue.get(name)
        form = request.query_params.get("format")
        want = wanted(request.headers.get("accept"), form, (*RESULTS, HTML), (*GRAPHS, HTML))
        values = {
            key: value
            for key, value in request.query_params.items()
            if key not in ("format", "lang", *PARAMETERS) and value.strip()
        }
        headers = tagged_answer(service, request, query.text, want)
        if unchanged(request, headers.get("etag")):
            return Response(status_code=304, headers=headers)
        if HTML in (want.results, want.graph):
            return await _page(service, request, query, values, headers)
        part = page_of(query.name, request.query_params)
        question = await _question(service, query, values)
        if part is not None:
            more = bool((await service.engine.table(part.beyond(question))).rows)
            headers["link"] = link_header(part.links(f"/queries/{query.name}", values, more))
            question = part.of(question)
        return reply(request, await service.engine.stream(question, want), headers)

    return routes


async def _words(service: Service, table: Table, lang: str) -> Words:
    """Return what the things in *table* are called; in English its own labels say so."""
    words = await service.tongues[lang]()
    if lang == LANGUAGES[0]:
        return words
    iris = {term.value for row in table.rows for term in row if isinstance(term, NamedNode)}
    return words.and_those(await read_labels(service.engine, iris - words.labels.keys(), PREFERENCE[lang]))


async def _question(service: Service, query: Query, values: dict[str, str]) -> Question:
    needs_names = any(query.parameter(name).type == "iri" for name in values)
    names = await service.names() if needs_names else None
    return Question(query.text, await asyncio.to_thread(bind, query, values, names))


async def _page(
    service: Service, request: Request, query: Query, values: dict[str, str], headers: dict[str, str]
) -> Response:
    """Answer with the question as a form above its answer, or above what is wrong with what was filled in."""
    table: Shown | None = None
    problem: Exception | None = None
    around: dict[str, str] = {}
    path, most = f"/queries/{query.name}", service.settings.page_rows
    try:
        part = page_of(query.name, request.query_params) or Page(1, most)
        part = replace(part, limit=min(part.limit, most))
        question = part.from_here(await _question(service, query, values))
        found = await service.engine.table(question, part.limit)
        words = await _words(service, found, tongue(request))
        offers = GRAPHS if found.form == "graph" else RESULTS
        table = shown(found, words, offers, path, values, called=partial(_column, service, tongue(request)))
        around = part.links(path, values, found.more)
    except (QueryError, NameNotFound, AmbiguousName) as error:
        problem = error
    return page(
        service,
        "query.html",
        headers,
        request=request,
        query=query,
        values=values,
        table=table,
        problem=problem,
        around=around,
    )


def _column(service: Service, lang: str, name: str) -> Cell:
    """Return what a column is called."""
    return in_tongue(service.catalogue.sentences, f"column {name}", lang, heading(name))


def _said(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [
            {"name": one.name, "type": one.type, "description": one.description, "example": one.example}
            for one in query.parameters
        ],
        "href": f"/queries/{query.name}",
    }
