"""What came of a change: the release that holds it, or the report of what it would have broken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, Response

from ngograph.errors import NoFittingFormat, NonConforming
from ngograph.media import GRAPHS, HTML, PROBLEM, choose
from ngograph.validation import report_graph
from ngograph.web.describing import written
from ngograph.web.logs import SERVICE
from ngograph.web.problems import refusal
from ngograph.web.service import stamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from ngograph.release import Release
    from ngograph.store.changes import Change
    from ngograph.web.authorising import Writing
    from ngograph.web.service import Service
    from ngograph.writing.job import Holder

_UNPROCESSABLE: Final = 422
_ACCEPTED: Final = 202


async def write(
    service: Service,
    writing: Writing,
    request: Request,
    holder: Holder,
    change: Change,
    *,
    location: str | None = None,
) -> Response:
    """Make *change* for *holder* and return what came of it: the release, and the graphs that changed.

    Args:
        service: what is served.
        writing: makes changes.
        request: brought the change; its If-Match says which release it is meant for.
        holder: who makes it.
        change: what is to be done.
        location: the IRI of a graph that is made by it.

    Raises:
        WriteError, QueryError: it was not made.
    """
    try:
        done = await writing.writer.write(change, holder, _expected(service, request))
    except NonConforming as error:
        return await _refused(service, request, error)
    fields = {"token": holder.name, "release": done.release, "graphs": list(done.graphs)}
    SERVICE.info("a change was made" if done.graphs else "a change changed nothing", extra={"fields": fields})
    status = (201 if done.created else 200) if done.served else _ACCEPTED
    headers = {"etag": f'"{done.release}"', "cache-control": "no-store"}
    if location is not None:
        headers["location"] = location
    body = {"release": done.release, "graphs": list(done.graphs), "served": done.served}
    return JSONResponse(body, status, headers)


def _expected(service: Service, request: Request) -> Callable[[Release], bool] | None:
    """Return what says whether a release is one that If-Match of *request* names, None if it names none.

    A change is of the whole release, whose tag is its id. The tags of answers that were read name it as well,
    each with the format behind it; they are weak because of the order of rows, which does not matter here.
    """
    given = ",".join(request.headers.getlist("if-match"))
    tags = {tag.strip() for tag in given.split(",")} - {""}
    if not tags:
        return None

    def fits(release: Release) -> bool:
        known = f'W/"{stamp(release, service.settings)}-'
        own = ("*", f'"{release.id}"', f'W/"{release.id}"')
        return any(tag in own or tag.startswith(known) for tag in tags)

    return fits


async def _refused(service: Service, request: Request, error: NonConforming) -> Response:
    """Return what the shapes found, in the form that the client wants most."""
    offers = (PROBLEM, *GRAPHS, HTML)
    try:
        chosen = choose(request.headers.get("accept"), offers, request.query_params.get("format"))
    except NoFittingFormat:
        chosen = PROBLEM
    if chosen in GRAPHS:
        quads = report_graph(one.finding for one in error.located)
        body = await asyncio.to_thread(written, quads, chosen)
        headers = {"vary": "Accept", "cache-control": "no-store"}
        return Response(body, _UNPROCESSABLE, headers, chosen.content_type)
    findings = [one.to_dict() for one in error.located]
    return refusal(
        service.templates,
        request,
        _UNPROCESSABLE,
        str(error),
        error=type(error).__name__,
        findings=findings,
    )
