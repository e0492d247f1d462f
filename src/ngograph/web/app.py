"""The application: everything it needs comes as an argument, the routers are joined here."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

import anyio.lowlevel
from fastapi import FastAPI
from pyoxigraph import NamedNode
from starlette.staticfiles import StaticFiles

from ngograph import __version__
from ngograph.analysis import ANALYSES
from ngograph.store.threads import Threads
from ngograph.summary import Summarised
from ngograph.vocab import ONTOLOGY_GRAPH
from ngograph.web import (
    exports,
    graphs,
    mapping,
    maps,
    networks,
    openapi,
    operating,
    pages,
    problems,
    profile_pages,
    queries,
    reconciling,
    resources,
    searching,
    slashes,
    sparql,
)
from ngograph.web.direct import Direct
from ngograph.web.drawing import drawing, ties
from ngograph.web.jsonld import context
from ngograph.web.naming import names
from ngograph.web.once import Once
from ngograph.web.operation import keeping, surround
from ngograph.web.operation import operation as new_operation
from ngograph.web.phrases import LANGUAGES, PREFERENCE
from ngograph.web.questions import question
from ngograph.web.selfdescription import SelfDescription
from ngograph.web.selfdescription import routes as about
from ngograph.web.service import Service
from ngograph.web.settings import settings as settings_of_environment
from ngograph.web.startpage import overview
from ngograph.web.templating import environment
from ngograph.web.words import spoken, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ngograph.analysis.analyst import Analyst
    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine
    from ngograph.web.authorising import Writing
    from ngograph.web.jsonld import Context
    from ngograph.web.operation import Operation
    from ngograph.web.service import Served
    from ngograph.web.settings import Settings
    from ngograph.web.words import Words


_ROOMS: Final = (
    sparql,
    pages,
    resources,
    profile_pages,
    graphs,
    queries,
    exports,
    networks,
    mapping,
    about,
    searching,
    maps,
    reconciling,
)
"""What has routes, in the order in which they are looked through."""


def create_app(
    *,
    release: Served,
    catalogue: Catalogue,
    tables: Catalogue,
    settings: Settings | None = None,
    engine: Engine | None = None,
    operation: Operation | None = None,
    writing: Writing | None = None,
    analyst: Analyst | None = None,
) -> FastAPI:
    """Return the application that serves *release*.

    Args:
        release: what is served: its store, name, digest and moment.
        catalogue: the questions that `/queries` answers.
        tables: the questions whose rows make the map.
        settings: titles and limits; None takes those of the environment.
        engine: what answers; None asks the release's store in threads of this process.
        operation: what goes on from one release to the next; None begins anew.
        writing: makes changes, and knows who may; None lets nobody write.
        analyst: analyses the network; None where there are no tables to make one of.
    """
    settings = settings or settings_of_environment()
    operation = operation or new_operation(settings)
    engine = keeping(engine or _threads(release, settings), settings)
    service = _service(
        release=release,
        catalogue=catalogue,
        tables=tables,
        settings=settings,
        engine=engine,
        writing=writing,
        analyst=analyst,
    )
    app = FastAPI(
        title=settings.title,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        lifespan=lambda _: _prepared(service),
    )
    app.state.service, app.state.operation = service, operation
    routers = [
        *(room.router(service) for room in _ROOMS),
        operating.router(service, operation),
        slashes.router(),
    ]
    app.add_middleware(Direct, routes=routers, handlers=app.exception_handlers)
    surround(app, service, operation)
    problems.install(app, service.templates)
    openapi.install(app, catalogue, ANALYSES if analyst else {})
    for router in routers:
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("ngograph.web", "static")]))
    return app


def _service(
    *,
    release: Served,
    catalogue: Catalogue,
    tables: Catalogue,
    settings: Settings,
    engine: Engine,
    writing: Writing | None,
    analyst: Analyst | None,
) -> Service:
    """Return what all addresses share, most of it worked out when it is first wanted; see `create_app`."""
    whole = Summarised(engine, release)
    return Service(
        release=release,
        engine=engine,
        catalogue=catalogue,
        settings=settings,
        templates=environment(
            settings,
            release.id,
            f"{release.built:%Y-%m-%d}",
            asked=catalogue.sentences,
            analysed=analyst is not None,
        ),
        names=Once(lambda: names(engine, catalogue)),
        words=Once(lambda: _words(engine)),
        overview=Once(lambda: overview(whole)),
        drawing={lang: Once(lambda lang=lang: drawing(engine, tables, release, lang)) for lang in LANGUAGES},  # type: ignore[misc]
        context=Once(lambda: _context(engine)),
        itself=SelfDescription(
            whole,
            catalogue,
            release=release,
            built=release.built,
            title=settings.title,
            publisher=settings.publisher,
            writable=writing is not None,
        ),
        tongues={lang: Once(lambda lang=lang: _words(engine, lang)) for lang in LANGUAGES},  # type: ignore[misc]
        ties={lang: Once(lambda lang=lang: ties(engine, tables, lang)) for lang in LANGUAGES},  # type: ignore[misc]
        writing=writing,
        analyst=analyst,
    )


@asynccontextmanager
async def _prepared(service: Service) -> AsyncIterator[None]:
    """Work out what the pages need while the service answers already; who comes early waits for it."""
    await anyio.lowlevel.checkpoint()  # loads what every streamed answer needs, of which the first would wait

    async def prepare() -> None:
        await service.overview()
        await service.words()
        await service.drawing[LANGUAGES[0]]()
        await service.names()

    preparing = asyncio.create_task(prepare())
    yield
    preparing.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await preparing


def _threads(release: Served, settings: Settings) -> Threads:
    return Threads(
        release.store(),
        at_once=settings.queries_at_once,
        waiting=settings.queries_waiting,
        seconds=settings.query_seconds,
        patience=settings.reader_seconds,
    )


async def _context(engine: Engine) -> Context:
    return context(await engine.table(question("terms", graph=NamedNode(ONTOLOGY_GRAPH))))


async def _words(engine: Engine, lang: str = LANGUAGES[0]) -> Words:
    table = await engine.table(question("words", graph=NamedNode(ONTOLOGY_GRAPH)))
    return spoken(lang).and_those(words(table, PREFERENCE[lang]))
