"""The page of a thing, from its description and what stands beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ngograph.vocab import NGO
from ngograph.web.phrases import tongue
from ngograph.web.questions import question
from ngograph.web.replies import page
from ngograph.web.showing import Reader, view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from ngograph.web.describing import Description
    from ngograph.web.service import Service
    from ngograph.web.startpage import Overview, Source
    from ngograph.web.views import View

_TIES = tuple(NGO + name for name in ("worksWith", "meetsWith", "hasAgreementWith", "takesPartIn", "funds"))


async def portrait(
    service: Service,
    request: Request,
    description: Description,
    headers: Mapping[str, str],
    formats: Sequence[tuple[str, str, str]],
) -> Response:
    """Return the page of the thing that *description* describes, or the part of it that *request* names."""
    shown = await seen(service, request, description)
    tied = any(quad.predicate.value in _TIES for quad in description.about)
    template = "section.html" if shown.only else "thing.html"
    return page(
        service,
        template,
        headers,
        request=request,
        view=shown,
        tied=tied,
        path=request.url.path,
        formats=formats,
    )


async def seen(service: Service, request: Request, description: Description) -> View:
    """Return what *request* is to see of the thing that *description* describes."""
    thing, most = NamedNode(description.iri), service.settings.description_rows
    wanted = request.query_params.get("page", "")[:6]
    lang = tongue(request)
    return await asyncio.to_thread(
        view,
        description,
        await service.tongues[lang](),
        reader=Reader(lang, request.query_params.get("part"), int(wanted) if wanted.isdecimal() else 1),
        documents=documents(await service.overview()),
        beside=await service.engine.table(question("beside", thing=thing), most),
        together=await service.engine.table(question("together", thing=thing), most),
    )


def documents(overview: Overview) -> dict[str, Source]:
    """Return what is known of the sources, by document and by graph."""
    return {iri: source for source in overview.sources for iri in (source.document, source.iri)}
