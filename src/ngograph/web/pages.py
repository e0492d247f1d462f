"""The start page, its map, and what a watchman asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ngograph.media import HTML, SVG, choose
from ngograph.web.gathering import read_labels
from ngograph.web.headers import DRAWING_POLICY
from ngograph.web.phrases import PREFERENCE, tongue
from ngograph.web.replies import page, tagged, unchanged
from ngograph.web.routing import reads
from ngograph.web.selfdescription.dataset import dataset
from ngograph.web.selfdescription.routes import address

if TYPE_CHECKING:
    from ngograph.queries import Catalogue, Query
    from ngograph.web.service import Service
    from ngograph.web.startpage import Overview


def router(service: Service) -> APIRouter:
    """Return the routes of the start page."""
    routes = APIRouter(tags=["Pages"])

    @reads(routes, "/", "The start page")
    async def start(request: Request) -> Response:
        choose(request.headers.get("accept"), (HTML,), request.query_params.get("format"))
        headers = tagged(service, HTML, tongue(request))
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        overview, lang = await service.overview(), tongue(request)
        drawing = service.drawing[lang]
        return page(
            service,
            "start.html",
            headers,
            request=request,
            overview=overview,
            names=await read_labels(service.engine, _named(overview), PREFERENCE[lang]),
            languages=PREFERENCE[lang],
            dataset=dataset(
                service.settings.title,
                service.settings.publisher,
                service.release.built,
                address(service, request),
            ),
            queries=_telling(service.catalogue),
            asked=len(service.catalogue),
            drawn=not drawing.is_made or await drawing() is not None,
        )

    @reads(routes, "/map.svg", "The map")
    async def everything(request: Request) -> Response:
        lang = tongue(request)
        drawn = await service.drawing[lang]()
        if drawn is None:
            raise HTTPException(404, "The graph holds nothing that could be drawn.")
        headers = {
            **tagged(service, SVG, lang),
            "vary": "Accept, Accept-Language",
            "content-language": lang,
            "content-security-policy": DRAWING_POLICY,
        }
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        return Response(drawn, headers=headers, media_type=SVG.media_type)

    @reads(routes, "/health", "Whether the service is well, and what it serves")
    async def health() -> Response:
        body = {"status": "ok", "release": service.release.id, "digest": service.release.digest}
        return JSONResponse(body, headers={"cache-control": "no-store"})

    return routes


def _named(overview: Overview) -> set[str]:
    """Return the IRIs of the organisations that the start page names."""
    published = {source.publisher for source in overview.sources}
    return ({one.iri for one in overview.connected} | published) - {""}


def _telling(catalogue: Catalogue) -> list[Query]:
    """Return one question of each kind, where a kind is its first tag."""
    return list({query.tags[0]: query for query in reversed(tuple(catalogue))}.values())[::-1]
