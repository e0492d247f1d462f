"""From an answer of the engine to a response, and from a request to what it wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse

from ngograph.errors import NoFittingFormat
from ngograph.media import HTML, choose
from ngograph.store.answering import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from ngograph.media import Format
    from ngograph.store.answering import Answer
    from ngograph.web.service import Service


class Streamed(StreamingResponse):
    """Sends an answer piece by piece; whatever ends the sending ends the answering too."""

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        """Send the pieces of *answer* with *headers*."""
        super().__init__(answer.pieces, headers=headers, media_type=answer.format.content_type)
        self._close = answer.close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._close()


def reply(request: Request, answer: Answer, headers: Mapping[str, str]) -> Response:
    """Return the response that carries *answer*: at once if it is whole, else piece by piece."""
    if answer.whole is not None:
        return Response(answer.whole, headers=headers, media_type=answer.format.content_type)
    if request.method == "HEAD":
        answer.close()
        return Response(headers=headers, media_type=answer.format.content_type)
    return Streamed(answer, headers)


def wanted(
    accept: str | None, name: str | None, results: Sequence[Format], graphs: Sequence[Format]
) -> Wanted:
    """Return what a client wants, of an answer that may turn out to be a result or a graph.

    Raises:
        NoFittingFormat: it wants neither.
    """
    offers = tuple(dict.fromkeys(offer.name if name else offer.media_type for offer in (*results, *graphs)))
    found = [_fitting(accept, name, formats) for formats in (results, graphs)]
    if found == [None, None]:
        raise NoFittingFormat(name or accept or "", offers)
    return Wanted(found[0], found[1], name or accept or "", offers)


def _fitting(accept: str | None, name: str | None, offers: Sequence[Format]) -> Format | None:
    try:
        return choose(accept, offers, name)
    except NoFittingFormat:
        return None


def page(
    service: Service, template: str, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """Return the page that *template* makes of *values*."""
    html = service.templates.get_template(template).render(**values)
    return Response(html, headers={"vary": "Accept", **(headers or {})}, media_type=HTML.media_type)


def unchanged(request: Request, tag: str) -> bool:
    """Say whether the client holds what bears *tag* already."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or tag in {part.strip() for part in held.split(",")}


def tagged(service: Service, chosen: Format) -> dict[str, str]:
    """Return the headers that let a client keep an answer in *chosen* for as long as the release stays."""
    return {
        "etag": f'W/"{service.release.digest[:16]}-{chosen.name}"',
        "cache-control": "no-cache",
        "vary": "Accept",
    }
