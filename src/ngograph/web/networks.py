"""`/network`: what analysts ask of the network of partners, with the same options as the command line."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ngograph.analysis import ANALYSES
from ngograph.analysis.options import read
from ngograph.errors import (
    AmbiguousName,
    NameNotFound,
    NetworkError,
    ParameterError,
    QueryError,
    UnknownAnalysis,
)
from ngograph.media import CSV, HTML, JSON, choose
from ngograph.network import EXPORTS, KINDS
from ngograph.store.answering import Wanted
from ngograph.web.phrases import tongue
from ngograph.web.replies import page, tagged, tagged_answer, unchanged
from ngograph.web.reports import shown_report
from ngograph.web.routing import reads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis import Analysis, Option
    from ngograph.analysis.analyst import Analyst, Reported
    from ngograph.names import NameIndex
    from ngograph.web.reports import ShownReport
    from ngograph.web.service import Service

    Given = Mapping[str, Sequence[str]]

REPORTS: Final = (JSON, CSV, HTML)
"""Formats of a report; the first answers a client that takes any."""
LARGEST: Final = 2**31 - 1
"""The largest number that may be told."""

_MAPS: Final = tuple(kind for kind in KINDS if kind != "ego")
"""The kinds of map that need not be told whom they are about."""


@dataclass(frozen=True)
class Field:
    """An option in the form above a report.

    Attributes:
        option: which.
        texts: what was told.
    """

    option: Option
    texts: Sequence[str]

    @property
    def parts(self) -> list[str]:
        """What was told of what can be chosen; where nothing was, what holds then."""
        return ",".join(self.texts or [self.option.default]).split(",")

    @property
    def differs(self) -> bool:
        """Whether something else was told than what holds anyway."""
        return bool(self.texts) and self.parts != self.option.default.split(",")

    @property
    def boxes(self) -> list[str]:
        """The texts of the boxes to write in: one more than is filled where there may be many."""
        room = 1 if self.option.many or not self.texts else 0
        return [*self.texts, *[""] * room]


def router(service: Service) -> APIRouter:
    """Return the routes of the analyses."""
    routes = APIRouter(tags=["Network"])

    @reads(routes, "/network", "What can be asked of the network")
    async def every(request: Request) -> Response:
        analyst_of(service)
        chosen = choose(request.headers.get("accept"), (JSON, HTML), request.query_params.get("format"))
        headers = tagged(service, chosen, tongue(request) if chosen is HTML else None)
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        if chosen is JSON:
            return JSONResponse([_said(one) for one in ANALYSES.values()], headers=headers)
        return page(
            service,
            "networks.html",
            headers,
            request=request,
            analyses=tuple(ANALYSES.values()),
            maps=_MAPS,
            exports=tuple(EXPORTS.values()),
        )

    @reads(routes, "/network/{name}", "The report of an analysis")
    async def one(request: Request, name: str) -> Response:
        analyst_of(service)
        if (analysis := ANALYSES.get(name)) is None:
            raise UnknownAnalysis(name, tuple(ANALYSES))
        chosen = choose(request.headers.get("accept"), REPORTS, request.query_params.get("format"))
        headers = tagged_answer(service, request, "", Wanted(chosen, None))
        if unchanged(request, headers.get("etag")):
            return Response(status_code=304, headers=headers)
        given = given_by(request)
        if chosen is HTML:
            return await _page(service, request, analysis, given, headers)
        found = await _report(
            service, analysis, await resolved(service, name, analysis.options, given), chosen.name
        )
        status = "hit" if found.kept else "fwd=miss"
        headers = {**headers, "cache-status": f"ngograph; {status}"}
        return Response(found.body, headers=headers, media_type=chosen.content_type)

    return routes


def analyst_of(service: Service) -> Analyst:
    """Return what analyses the network.

    Raises:
        HTTPException: nothing does: 404.
    """
    if service.analyst is None:
        raise HTTPException(
            404,
            "Expected a release with tables, of which networks are made, found one without: build it again.",
        )
    return service.analyst


def given_by(request: Request, reserved: Sequence[str] = ("format",)) -> dict[str, list[str]]:
    """Return what *request* tells, as texts by the names of the options; *reserved* words are none."""
    given: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        if name not in reserved and text.strip():
            given.setdefault(name, []).append(text.strip())
    return given


async def resolved(service: Service, asked: str, options: Sequence[Option], given: Given) -> Given:
    """Return what is *given* with things by their IRIs, as it fits *options* of what is *asked*.

    Raises:
        QueryError, NetworkError: it was told something that does not fit.
        NameNotFound, AmbiguousName: nothing, or more than one thing, is called so.
    """
    things = any(option.type == "thing" and option.name in given for option in options)
    names = await service.names() if things else None
    return await asyncio.to_thread(_understood, asked, options, given, names)


def _understood(asked: str, options: Sequence[Option], given: Given, names: NameIndex | None) -> Given:
    found = dict(given)
    for option in options:
        if option.type == "thing" and names is not None and option.name in given:
            found[option.name] = [names.find(text, option.kind or None) for text in given[option.name]]
    told = read(asked, options, found)
    for option in options:
        if option.type in ("integer", "number") and not abs(told[option.key] or 0) <= LARGEST:
            text = ", ".join(given[option.name])
            raise ParameterError(asked, option.name, f"a number up to {LARGEST}", text)
    return found


async def _report(service: Service, analysis: Analysis, given: Given, form: str) -> Reported:
    links = {offer.name: _address(analysis, given, offer.name) for offer in REPORTS}
    most = service.settings.page_rows
    return await analyst_of(service).report(analysis.name, given, form, {**links, "all": "/network"}, most)


def _address(analysis: Analysis, given: Given, form: str) -> str:
    pairs = [(option.name, text) for option in analysis.options for text in given.get(option.name, ())]
    return f"/network/{analysis.name}?{urlencode([*pairs, ('format', form)])}"


async def _page(
    service: Service, request: Request, analysis: Analysis, given: Given, headers: dict[str, str]
) -> Response:
    """Answer with the options as a form above the report, or above what is wrong with what was filled in."""
    report: ShownReport | None = None
    problem: Exception | None = None
    lang = tongue(request)
    own = tuple(option.name for option in analysis.own)
    needed = any(option.needed for option in analysis.own)
    if not needed or any(name != "lang" for name in given):  # else there is only the form to be filled in
        try:
            meant = await resolved(service, analysis.name, analysis.options, {"lang": [lang], **given})
            found = await _report(service, analysis, meant, "rows")
            links = [(offer.label, _address(analysis, meant, offer.name)) for offer in (JSON, CSV)]
            words = await service.tongues[lang]()
            report = shown_report(json.loads(found.body), links, words, lang)
        except (QueryError, NetworkError, NameNotFound, AmbiguousName) as error:
            problem = error
    fields = [Field(option, given.get(option.name, ())) for option in analysis.options]
    scope = [field for field in fields[len(own) :] if field.option.name != "lang"]
    return page(
        service,
        "network.html",
        headers,
        request=request,
        analysis=analysis,
        own=fields[: len(own)],
        scope=scope,
        narrowed=any(field.differs for field in scope),
        report=report,
        problem=problem,
    )


def _said(analysis: Analysis) -> dict[str, Any]:
    return {
        "name": analysis.name,
        "title": analysis.title,
        "description": analysis.description,
        "parameters": [
            {
                "name": option.name,
                "type": option.type,
                "description": option.description,
                "default": option.default or None,
                "choices": list(option.choices),
                "many": option.many,
                "needed": option.needed,
                "example": option.example or None,
            }
            for option in analysis.options
        ],
        "href": f"/network/{analysis.name}",
    }
