"""The addresses of the Reconciliation API: 0.2 at `/reconcile`, 1.0 below `/reconcile/1.0-draft`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ngograph.media import HTML, JSON, choose
from ngograph.web.bodies import body_of, kind_of, text_of
from ngograph.web.leaving import unless_left
from ngograph.web.reconciling.desk import Desk
from ngograph.web.reconciling.manifest import PATH, PATH_1, manifest, manifest_1
from ngograph.web.reconciling.parsing import parsed
from ngograph.web.reconciling.replying import form, said
from ngograph.web.reconciling.results import FEATURES
from ngograph.web.reconciling.speaking import speech
from ngograph.web.replies import page
from ngograph.web.routing import reads
from ngograph.web.selfdescription.routes import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.web.service import Service

FORM: Final = "application/x-www-form-urlencoded"


def router(service: Service) -> APIRouter:
    """Return the routes of reconciliation."""
    routes = APIRouter(tags=["Reconciliation"])
    desk = Desk(service)

    async def root(request: Request) -> Response:
        asked = request.query_params
        if "queries" in asked or "extend" in asked:
            return await _answered(desk, request, {name: asked.getlist(name) for name in asked})
        chosen = choose(request.headers.get("accept"), (JSON, HTML), asked.get("format"))
        if chosen is HTML and "callback" not in asked:
            return await _page(desk, request)
        body = manifest(service, address(service, request), await speech(service, request))
        return said(service, request, body, varies="Accept, Accept-Language")

    async def send(request: Request) -> Response:
        kind = kind_of(request, (FORM, JSON.media_type))
        body = await body_of(request, service.settings.request_bytes)
        if kind == FORM:
            return await unless_left(request, _answered(desk, request, form(text_of(body))))
        return await unless_left(request, _answered_1(desk, request, body))

    reads(routes, f"/{PATH}", "Reconcile: the manifest of the service, or a batch of queries")(root)
    routes.add_api_route(
        f"/{PATH}",
        send,
        methods=["POST"],
        summary="Answer a batch of queries, or tell more of what was found",
        response_class=Response,
    )
    for method, answering in (("GET", root), ("HEAD", root), ("POST", send)):
        routes.add_api_route(f"/{PATH}/", answering, methods=[method], include_in_schema=False)
    _add_parts(routes, desk)
    _add_draft(routes, desk)
    return routes


def _add_parts(routes: APIRouter, desk: Desk) -> None:
    """Add what both versions have: suggestions, previews and proposals of properties."""

    async def suggest(request: Request, what: str) -> Response:
        return said(desk.service, request, await desk.suggested(request, what))

    async def preview(request: Request) -> Response:
        return await desk.preview(request)

    async def flyout(request: Request, what: str) -> Response:
        return said(desk.service, request, await desk.flyout(request, what))

    async def propose(request: Request) -> Response:
        return said(desk.service, request, await desk.proposed(request))

    parts: tuple[tuple[str, str, Callable[..., object]], ...] = (
        ("suggest/{what}", "What a prefix may become: entity, type or property", suggest),
        ("preview", "A thing in a few lines, to be shown in a frame", preview),
        ("extend/propose", "The properties that things of a type have", propose),
    )
    for path, summary, answering in parts:
        for root in (PATH, PATH_1):
            reads(routes, f"/{root}/{path}", summary)(answering)
    reads(routes, f"/{PATH}/flyout/{{what}}", "A few words about an entity, a type or a property")(flyout)


def _add_draft(routes: APIRouter, desk: Desk) -> None:
    """Add what only version 1.0 has."""
    service = desk.service

    async def root(request: Request) -> Response:
        body = manifest_1(service, address(service, request), await speech(service, request))
        return said(service, request, body)

    async def match(request: Request) -> Response:
        kind_of(request, (JSON.media_type,))
        body = await body_of(request, service.settings.request_bytes)
        return await unless_left(request, _answered_1(desk, request, body))

    reads(routes, f"/{PATH_1}", "The manifest of version 1.0 of the Reconciliation API")(root)
    for method in ("GET", "HEAD"):
        routes.add_api_route(f"/{PATH_1}/", root, methods=[method], include_in_schema=False)
    for path, summary in (
        ("match", "Answer a batch of queries of version 1.0"),
        ("extend", "Tell more of what was found, as version 1.0 has it"),
    ):
        routes.add_api_route(
            f"/{PATH_1}/{path}", match, methods=["POST"], summary=summary, response_class=Response
        )
    routes.add_api_route(f"/{PATH_1}/reconcile", match, methods=["POST"], include_in_schema=False)


async def _answered(desk: Desk, request: Request, sent: dict[str, list[str]]) -> Response:
    """Answer what was *sent* as a form in version 0.2."""
    asked = [(name, text) for name in ("queries", "extend") for text in sent.get(name, ())]
    if len(asked) != 1:
        raise HTTPException(400, f"Expected queries or extend, once, found {len(asked) or 'neither'}.")
    name, text = asked[0]
    part = parsed(text, name)
    body = await (desk.batch if name == "queries" else desk.extended)(request, part)
    return said(desk.service, request, body, kept=False)


async def _answered_1(desk: Desk, request: Request, sent: bytes) -> Response:
    """Answer what was *sent* as JSON in version 1.0."""
    part = parsed(text_of(sent), "body")
    body = await (desk.extended_1 if "ids" in part else desk.batch_1)(request, part)
    return said(desk.service, request, body, kept=False)


async def _page(desk: Desk, request: Request) -> Response:
    """Answer with the page that tells people how to reconcile a table."""
    told = await speech(desk.service, request)
    return page(
        desk.service,
        "reconcile.html",
        request=request,
        address=address(desk.service, request),
        features=FEATURES,
        types=[one.said(told) for one in await desk.types()],
        properties=[(one, one.label(told)) for one in await desk.properties()],
    )
