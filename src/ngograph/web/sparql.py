"""`/sparql`: the SPARQL 1.1 Protocol, and a query as a form and a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.errors import NgographError, NoFittingFormat
from ngograph.media import GRAPHS, HTML, RESULTS, choose
from ngograph.store.answering import Dataset, Question, Wanted
from ngograph.store.changes import Update
from ngograph.vocab import PREFIXES
from ngograph.web.authorising import holder
from ngograph.web.bodies import body_of, kind_of, text_of
from ngograph.web.forms import pairs
from ngograph.web.handing import HANDED_OVER
from ngograph.web.leaving import unless_left
from ngograph.web.replies import page, reply, tagged_answer, unchanged, wanted
from ngograph.web.routing import reads
from ngograph.web.selfdescription.routes import described
from ngograph.web.statuses import STATUS
from ngograph.web.tables import shown
from ngograph.web.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.web.authorising import Writing
    from ngograph.web.forms import Parameters
    from ngograph.web.service import Service
    from ngograph.writing.job import Holder

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

OF_RESULTS: Final = (*RESULTS, HTML)
"""The formats of the answer to SELECT and ASK."""
OF_GRAPHS: Final = (*GRAPHS, HTML)
"""Those of the answer to CONSTRUCT and DESCRIBE."""

_EXAMPLE: Final = """PREFIX ngo: <https://w3id.org/ngograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?organisation ?label ?partner ?partnerLabel
WHERE {
  ?organisation ngo:worksWith ?partner ; skos:prefLabel ?label .
  ?partner skos:prefLabel ?partnerLabel .
  FILTER(lang(?label) = "en" && lang(?partnerLabel) = "en")
}
ORDER BY ?label ?partnerLabel
"""


def router(service: Service) -> APIRouter:
    """Return the routes of `/sparql`."""
    routes = APIRouter(tags=["SPARQL"])

    @reads(routes, "/sparql", "Answer a SPARQL query, or show the form for one")
    async def get(request: Request) -> Response:
        parameters = pairs(_query_string(request))
        if (
            not parameters.get("query", [""])[0].strip()
            and "update" not in parameters
            and _for_people(request)
        ):
            return page(
                service,
                "sparql.html",
                request=request,
                query=_EXAMPLE,
                prefixes=PREFIXES,
                table=None,
            )
        if "query" not in parameters and "update" not in parameters and _fits_a_description(request):
            return await described(service, request, "service")
        return await _answered(service, request, parameters)

    @routes.post(
        "/sparql", summary="Answer a SPARQL query sent as a form or as it is", response_class=Response
    )
    async def post(request: Request) -> Response:
        kind = kind_of(request, (FORM, DIRECT, UPDATE))
        writing, most = service.writing, service.settings.request_bytes
        if kind == UPDATE and writing is not None:
            who = await holder(writing, request)
            text = text_of(await body_of(request, service.settings.write_bytes))
            return await _changed(service, writing, request, who, _both(request, {"update": [text]}))
        text = text_of(await body_of(request, most))
        sent = pairs(text) if kind == FORM else {"query" if kind == DIRECT else "update": [text]}
        parameters = _both(request, sent)
        if "update" in parameters and writing is not None:
            who = await holder(writing, request)
            return await _changed(service, writing, request, who, parameters)
        return await unless_left(request, _answered(service, request, parameters))

    return routes


def _both(request: Request, sent: Parameters) -> Parameters:
    """Return the parameters that were *sent* with those in the address of *request*."""
    beside = pairs(_query_string(request))
    return {name: [*sent.get(name, ()), *beside.get(name, ())] for name in {**sent, **beside}}


async def _changed(
    service: Service, writing: Writing, request: Request, who: Holder, parameters: Parameters
) -> Response:
    updates = parameters["update"]
    if len(updates) != 1 or "query" in parameters:
        raise HTTPException(400, "Expected one update and no query, found more.")
    using, named = (_iris(parameters, name) for name in ("using-graph-uri", "using-named-graph-uri"))
    return await write(service, writing, request, who, Update(updates[0], using, named))


async def _answered(service: Service, request: Request, parameters: Parameters) -> Response:
    question = _question(parameters)
    name = next(iter(parameters.get("format", ())), None)
    want = wanted(request.headers.get("accept"), name, OF_RESULTS, OF_GRAPHS)
    headers = tagged_answer(service, request, question.text, want)
    if unchanged(request, headers.get("etag")):
        return Response(status_code=304, headers=headers)
    if HTML in (want.results, want.graph):
        return await _page_or_stream(service, request, question, want, headers)
    handed_over = request.scope.get("state", {}).get(HANDED_OVER)
    if handed_over is not None and handed_over.engine is service.engine:
        return reply(request, await handed_over.begun.go_on(), headers)
    return reply(request, await service.engine.stream(question, want), headers)


async def _page_or_stream(
    service: Service, request: Request, question: Question, want: Wanted, headers: Mapping[str, str]
) -> Response:
    """Answer with a page where the client likes that best for the form that the answer turns out to have."""
    try:
        table = await service.engine.table(question, service.settings.page_rows)
        chosen = want.fitting(table.form)
    except NgographError as error:
        if want.results is not want.graph or type(error) not in STATUS:
            raise
        return page(
            service,
            "sparql.html",
            request=request,
            query=question.text,
            prefixes=PREFIXES,
            table=None,
            problem=error,
        )
    if chosen is not HTML:
        return reply(request, await service.engine.stream(question, want), headers)
    view = shown(
        table,
        await service.words(),
        RESULTS if table.form != "graph" else GRAPHS,
        "/sparql",
        {"query": question.text},
    )
    return page(
        service,
        "sparql.html",
        headers,
        request=request,
        query=question.text,
        prefixes=PREFIXES,
        table=view,
    )


def _question(parameters: Parameters) -> Question:
    if "update" in parameters:
        raise HTTPException(400, "Expected a query, found an update: this graph is only read.")
    queries = parameters.get("query", ())
    if len(queries) != 1:
        raise HTTPException(400, f"Expected one query, found {len(queries) or 'none'}.")
    dataset = Dataset(_iris(parameters, "default-graph-uri"), _iris(parameters, "named-graph-uri"))
    return Question(queries[0], dataset=dataset)


def _iris(parameters: Parameters, name: str) -> tuple[str, ...]:
    values = tuple(value for value in parameters.get(name, ()) if value)
    for value in values:
        try:
            NamedNode(value)
        except ValueError as error:
            raise HTTPException(400, f"{name}: expected an IRI, found {value!r}.") from error
    return values


def _query_string(request: Request) -> str:
    return str(request.scope["query_string"], "latin-1")


def _for_people(request: Request) -> bool:
    name = request.query_params.get("format")
    want = wanted(request.headers.get("accept"), name, OF_RESULTS, OF_GRAPHS)
    return HTML in (want.results, want.graph)


def _fits_a_description(request: Request) -> bool:
    """Say whether the client takes RDF, in which the endpoint describes itself to who asks it nothing."""
    try:
        choose(request.headers.get("accept"), GRAPHS, request.query_params.get("format"))
    except NoFittingFormat:
        return False
    return True
