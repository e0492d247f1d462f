"""`/search`: things by name, in any language, script or inflection, as a page or JSON."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import JSONResponse, Response

from ngograph.media import HTML, JSON, choose
from ngograph.names import expand, search
from ngograph.web.links import href, local
from ngograph.web.phrases import PREFERENCE, tongue
from ngograph.web.questions import question
from ngograph.web.replies import page
from ngograph.web.routing import reads
from ngograph.web.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.names import Found
    from ngograph.web.service import Service

_LONGEST: Final = 200
_MOST: Final = 60


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    iri: str
    href: str | None
    label: str
    lang: str | None
    kind: str
    classes: tuple[str, ...]
    name: str
    how: str


def router(service: Service) -> APIRouter:
    """Return the route of the search."""
    routes = APIRouter(tags=["Pages"])

    @reads(routes, "/search", "Find things by name")
    async def found(request: Request) -> Response:
        chosen = choose(request.headers.get("accept"), (JSON, HTML), request.query_params.get("format"))
        text = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
        lang = tongue(request)
        hits, more = await _hits(service, text, lang)
        if chosen is JSON:
            body = {"query": text, "more": more, "results": [_said(hit) for hit in hits]}
            headers = {"vary": "Accept, Accept-Language", "content-language": lang}
            return JSONResponse(body, headers=headers)
        groups: dict[str, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.kind, []).append(hit)
        return page(service, "search.html", request=request, q=text, groups=groups, hits=hits, more=more)

    return routes


async def _hits(service: Service, text: str, lang: str) -> tuple[list[Hit], bool]:
    if not text:
        return [], False
    index = await service.names()
    if (iri := expand(text)) and local(iri):
        named = next((name for name in index.names if name.iri == iri), None)
        if named:
            text = named.text
    found = await asyncio.to_thread(search, index, text, most=_MOST + 1)
    return [await _hit(service, one, lang) for one in found[:_MOST]], len(found) > _MOST


async def _hit(service: Service, found: Found, lang: str) -> Hit:
    """Return *found* with its label and its classes in *lang*."""
    iri, languages = found.name.iri, PREFERENCE[lang]
    rows = await service.engine.table(question("called", thing=NamedNode(iri)))
    label = words(rows, languages).labels.get(iri)
    shown = label.value if label else found.name.label or found.name.text
    classes = await service.tongues[lang]()
    stated = (row[rows.columns.index("class")] for row in rows.rows)
    named = dict.fromkeys(classes.label(kind.value).value for kind in stated if isinstance(kind, NamedNode))
    return Hit(
        iri=iri,
        href=href(iri),
        label=shown,
        lang=label.language if label else None,
        kind=found.name.kind,
        classes=tuple(named),
        name=shown if found.name.hidden else found.name.text,
        how=found.how,
    )


def _said(hit: Hit) -> dict[str, str | Sequence[str] | None]:
    return {
        "iri": hit.iri,
        "href": hit.href,
        "label": hit.label,
        "language": hit.lang,
        "kind": hit.kind,
        "classes": list(hit.classes),
        "name": hit.name,
        "match": hit.how,
    }
