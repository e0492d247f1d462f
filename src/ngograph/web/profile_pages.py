"""`/profile/{name}`: what each profile of a description holds, for the client that met its IRI."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from pyoxigraph import Literal, NamedNode, Quad
from starlette.responses import Response

from ngograph.errors import UnknownThing
from ngograph.media import GRAPHS, HTML, choose
from ngograph.vocab import PREFIXES, ROOT
from ngograph.web.describing import written
from ngograph.web.links import here, link_header
from ngograph.web.phrases import LANGUAGES, phrase, tongue
from ngograph.web.profiles import PROFILES
from ngograph.web.replies import page, tagged, unchanged
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from ngograph.web.profiles import Profile
    from ngograph.web.service import Service

_PROF: Final = "http://www.w3.org/ns/dx/prof/"
_OFFERS: Final = (*GRAPHS, HTML)


def router(service: Service) -> APIRouter:
    """Return the route of the profiles."""
    routes = APIRouter(tags=["Linked data"])

    @reads(routes, "/profile/{name}", "What a profile of a description holds")
    async def profile(request: Request, name: str) -> Response:
        found = next((one for one in PROFILES if one.name == name), None)
        if found is None:
            raise UnknownThing(f"{ROOT}profile/{name}")
        chosen = choose(request.headers.get("accept"), _OFFERS, request.query_params.get("format"))
        lang = tongue(request) if chosen is HTML else None
        headers = {
            **tagged(service, chosen, lang),
            "link": link_header(here(request), found.iri, chosen, _OFFERS),
        }
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        if chosen is HTML:
            formats = [(one.label, f"?format={one.name}", one.media_type) for one in GRAPHS]
            return page(
                service,
                "profile.html",
                headers,
                request=request,
                profile=found,
                profiles=PROFILES,
                formats=formats,
            )
        body = await asyncio.to_thread(written, told(found), chosen)
        return Response(body, headers=headers, media_type=chosen.content_type)

    return routes


def told(profile: Profile) -> tuple[Quad, ...]:
    """Return what there is to say of *profile*, in the words of the Profiles Vocabulary."""
    iri = NamedNode(profile.iri)
    titles = [Literal(phrase(f"profile-{profile.name}", lang), language=lang) for lang in LANGUAGES]
    return (
        Quad(iri, NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(f"{_PROF}Profile")),
        Quad(iri, NamedNode(f"{_PROF}hasToken"), Literal(profile.name)),
        *(Quad(iri, NamedNode(f"{PREFIXES['dct']}title"), title) for title in titles),
    )
