"""`/void`, `/catalogue`, `/dumps`, the site map: what the service says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from ngograph.dumps import SUMS, sums
from ngograph.media import GRAPHS, HTML, JSON, choose
from ngograph.web.phrases import tongue
from ngograph.web.replies import page, tagged, unchanged
from ngograph.web.routing import reads
from ngograph.web.selfdescription import sitemap
from ngograph.web.selfdescription.pages import described_page

if TYPE_CHECKING:
    from ngograph.web.selfdescription.describing import Subject
    from ngograph.web.selfdescription.dumps import Dumps
    from ngograph.web.service import Service

_AUTHORITY: Final = re.compile(
    r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?"
)
_XML: Final = "application/xml"


def router(service: Service) -> APIRouter:
    """Return the routes of what the service says of itself."""
    routes = APIRouter(tags=["About the service"])

    @reads(routes, "/void", "How much there is of what (VoID)")
    async def void(request: Request) -> Response:
        return await described(service, request, "void", paged=True)

    @reads(routes, "/.well-known/void", "The same, where machines look for it")
    async def well_known(request: Request) -> Response:
        return await described(service, request, "void", paged=True)

    @reads(routes, "/catalogue", "The datasets that are served (DCAT 3)")
    async def catalogue(request: Request) -> Response:
        return await described(service, request, "catalogue", paged=True)

    @reads(routes, "/dumps", "The files that hold everything")
    async def dumps(request: Request) -> Response:
        chosen = choose(request.headers.get("accept"), (JSON, HTML), request.query_params.get("format"))
        headers = tagged(service, chosen, tongue(request) if chosen is HTML else None)
        if unchanged(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        files = tuple((await service.itself.dumps()).files.values())
        if chosen is HTML:
            return page(service, "dumps.html", headers, request=request, files=files)
        listed = [
            {
                "name": dump.name,
                "href": f"/dumps/{dump.name}",
                "type": dump.format.media_type,
                "gzip": dump.compressed,
                "bytes": dump.size,
                "sha256": dump.sha256,
            }
            for dump in files
        ]
        return JSONResponse(listed, headers=headers)

    @reads(routes, "/dumps/{file}", "One of these files, or the digests of all (SHA256SUMS)")
    async def dump(request: Request, file: str) -> Response:
        return _file(request, await service.itself.dumps(), file)

    @reads(routes, "/sitemap.xml", "The parts of the map of the pages")
    async def sitemap_index(request: Request) -> Response:
        count = sitemap.parts(await service.itself.pages())
        return _text(service, request, sitemap.index(count, service.release.built, address(service, request)))

    @reads(routes, "/sitemaps/{number}.xml", "One part of the map of the pages")
    async def sitemap_part(request: Request, number: str) -> Response:
        paths = await service.itself.pages()
        if number not in {str(known) for known in range(1, sitemap.parts(paths) + 1)}:
            raise HTTPException(404)
        text = sitemap.part(paths, int(number), service.release.built, address(service, request))
        return _text(service, request, text)

    @reads(routes, "/robots.txt", "What crawlers are asked to leave alone")
    async def robots(request: Request) -> Response:
        return _text(service, request, sitemap.robots(address(service, request)), "text/plain; charset=utf-8")

    return routes


async def described(service: Service, request: Request, subject: Subject, *, paged: bool = False) -> Response:
    """Return the description of *subject* in the form that the client wants most, *paged* as a page too."""
    offers = (*GRAPHS, HTML) if paged else GRAPHS
    chosen = choose(request.headers.get("accept"), offers, request.query_params.get("format"))
    headers = tagged(service, chosen, tongue(request) if chosen is HTML else None)
    if unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    if chosen is HTML:
        return await described_page(service, request, subject, headers)
    body = await service.itself.written(subject, address(service, request), chosen)
    return Response(body, headers=headers, media_type=chosen.content_type)


def address(service: Service, request: Request) -> str:
    """Return the address that the service is known by, with a slash at its end.

    Raises:
        HTTPException: it is not set, and what the client calls the service is no address.
    """
    base = service.settings.address or str(request.base_url)
    if not _AUTHORITY.fullmatch(base):
        raise HTTPException(400, f"Expected the name of a host and its port as Host, found {base!r}.")
    return f"{base.rstrip('/')}/"


def _file(request: Request, dumps: Dumps, name: str) -> Response:
    if name == SUMS:
        return Response(sums(dumps.files), media_type="text/plain; charset=utf-8")
    dump = dumps.files.get(name)
    if dump is None:
        raise HTTPException(404)
    headers = {
        "etag": f'"{dump.sha256[:32]}"',
        "repr-digest": dump.repr_digest,
        "cache-control": "no-cache, no-transform",
        "content-disposition": f'attachment; filename="{dump.name}"',
    }
    if unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(dump.path, headers=headers, media_type=dump.media_type)


def _text(service: Service, request: Request, text: str, kind: str = _XML) -> Response:
    headers = {"etag": f'W/"{service.release.digest[:16]}"', "cache-control": "no-cache"}
    if unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(text, headers=headers, media_type=kind)
