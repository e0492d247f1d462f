"""`/id/{kind}/{key}/map.svg`: the map of what one thing is tied to, drawn when it is first asked for."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.errors import DrawingError, EmptySelection, UnknownQuery
from ngograph.media import SVG
from ngograph.release import Release
from ngograph.tables import Tables
from ngograph.vocab import ROOT
from ngograph.web.drawing import ego_drawing, ego_of_tables
from ngograph.web.headers import DRAWING_POLICY
from ngograph.web.phrases import tongue
from ngograph.web.replies import tagged, unchanged
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from ngograph.web.service import Service

_KEPT: Final = 256


def router(service: Service) -> APIRouter:
    """Return the route of the maps of single things, which keeps the latest drawn."""
    routes = APIRouter(tags=["Pages"])
    kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
    pen = asyncio.Lock()

    async def drawn(iri: str, lang: str) -> bytes:
        async with pen:  # one at a time: drawing takes a whole core
            if (iri, lang) not in kept:
                try:
                    kept[iri, lang] = await _drawn(service, iri, lang)
                except (DrawingError, EmptySelection, UnknownQuery) as error:
                    raise HTTPException(404, f"<{iri}> has no ties that could be drawn.") from error
                if len(kept) > _KEPT:
                    kept.popitem(last=False)
            kept.move_to_end((iri, lang))
            return kept[iri, lang]

    @reads(routes, "/id/{kind}/{key}/map.svg", "The map of what a thing is tied to")
    async def around(request: Request, kind: str, key: str) -> Response:
        lang = tongue(request)
        headers = {
            **tagged(service, SVG, lang),
            "vary": "Accept-Language",
            "content-language": lang,
            "content-security-policy": DRAWING_POLICY,
        }
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        body = await drawn(f"{ROOT}id/{kind}/{key}", lang)
        return Response(body, headers=headers, media_type=SVG.media_type)

    return routes


async def _drawn(service: Service, iri: str, lang: str) -> bytes:
    """Return the map of *iri* out of the tables of the release, where it has any; else its store is asked."""
    release = service.release
    if isinstance(release, Release) and release.tables is not None:
        return await ego_of_tables(Tables(release), iri, release, lang)
    return await ego_drawing(await service.ties[lang](), iri, release, lang)
