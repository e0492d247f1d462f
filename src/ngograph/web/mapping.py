"""`/maps/{kind}.{form}`: any kind of map of any part of the network, drawn when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.analysis.mapping import NAME, OPTIONS
from ngograph.media import HTML, PDF, PNG, SVG
from ngograph.network import KINDS
from ngograph.network.drawing.page import policy
from ngograph.store.answering import Wanted
from ngograph.web.headers import DRAWING_POLICY
from ngograph.web.networks import analyst_of, given_by, resolved
from ngograph.web.phrases import tongue
from ngograph.web.replies import tagged_answer, unchanged
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from ngograph.web.service import Service

FORMS: Final = {form.name: form for form in (SVG, PNG, PDF, HTML)}
"""What a map may be, by the end of its address."""


def router(service: Service) -> APIRouter:
    """Return the route of the maps."""
    routes = APIRouter(tags=["Network"])

    @reads(routes, "/maps/{kind}.{form}", "A map of the network")
    async def drawn(request: Request, kind: str, form: str) -> Response:
        analyst = analyst_of(service)
        if kind not in KINDS or form not in FORMS:
            raise HTTPException(
                404, f"Expected a map of one of {', '.join(KINDS)} as one of {', '.join(FORMS)}."
            )
        lang = tongue(request)
        headers = {
            **tagged_answer(service, request, "", Wanted(HTML, None)),
            **_policy(form),
            "vary": "Accept-Language",
            "content-language": lang,
        }
        if unchanged(request, headers.get("etag")):
            return Response(status_code=304, headers=headers)
        given = await resolved(service, NAME, OPTIONS, {"lang": [lang], **given_by(request, reserved=())})
        found = await analyst.map(kind, form, given)
        headers["cache-status"] = f"ngograph; {'hit' if found.kept else 'fwd=miss'}"
        return Response(found.body, headers=headers, media_type=FORMS[form].content_type)

    return routes


def _policy(form: str) -> dict[str, str]:
    """Return what a browser may do with a map: a page carries style and script, known by their digests."""
    if form == HTML.name:
        return {"content-security-policy": f"{policy()}; frame-ancestors 'none'"}
    return {"content-security-policy": DRAWING_POLICY} if form == SVG.name else {}
