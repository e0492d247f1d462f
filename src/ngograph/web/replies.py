"""From an answer of the engine to a response, and from a request to what it wants."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.responses import Response, StreamingResponse

from ngograph.brief.terms import tag
from ngograph.errors import NoFittingFormat
from ngograph.media import HTML, choose
from ngograph.store.answering import Wanted
from ngograph.store.cached import is_volatile
from ngograph.web.phrases import LANGUAGES, OWN_NAMES, named_tongue, tongue
from ngograph.web.statuses import status_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from ngograph.media import Format
    from ngograph.store.answering import Answer
    from ngograph.web.service import Service


_LINK: Final = re.compile(r'(<a\b[^>]*?\bhref=")(/[^"#]*)')
_TONGUELESS: Final = ("/static/", "/dumps/", "/openapi.json", "/context.jsonld")
"""Addresses whose answers are in no language."""


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
    headers = kept_headers(answer, headers)
    if answer.whole is not None:
        return Response(answer.whole, headers=headers, media_type=answer.format.content_type)
    if request.method == "HEAD":
        answer.close()
        return Response(headers=headers, media_type=answer.format.content_type)
    return Streamed(answer, headers)


def kept_headers(answer: Answer, headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return *headers* with what there is to say of keeping *answer*."""
    if answer.kept is None:
        return headers
    return {**headers, "cache-status": "ngograph; hit" if answer.kept else "ngograph; fwd=miss"}


def wanted(
    accept: str | None, name: str | None, results: Sequence[Format], graphs: Sequence[Format]
) -> Wanted:
    """Return what a client wants, of an answer that may turn out to be a result or a graph.

    Raises:
        NoFittingFormat: it wants neither.
    """
    asked = len(accept or "") + len(name or "")
    return (_remembered if asked < _LONG else _wanted)(accept, name, tuple(results), tuple(graphs))


def _wanted(
    accept: str | None, name: str | None, results: tuple[Format, ...], graphs: tuple[Format, ...]
) -> Wanted:
    offers = tuple(dict.fromkeys(offer.name if name else offer.media_type for offer in (*results, *graphs)))
    found = [_fitting(accept, name, formats) for formats in (results, graphs)]
    if found == [None, None]:
        raise NoFittingFormat(name or accept or "", offers)
    return Wanted(found[0], found[1], name or accept or "", offers)


_remembered: Final = lru_cache(maxsize=1024)(_wanted)
_LONG: Final = 300
"""Letters from which on what a client says is not remembered."""


def _fitting(accept: str | None, name: str | None, offers: Sequence[Format]) -> Format | None:
    try:
        return choose(accept, offers, name)
    except NoFittingFormat:
        return None


def page(
    service: Service,
    template: str,
    headers: Mapping[str, str] | None = None,
    *,
    request: Request | None = None,
    problem: Exception | None = None,
    **values: object,
) -> Response:
    """Return the page that *template* makes of *values*, in the language that *request* wants.

    A page that tells of a *problem*, above the form that led to it, has its status, and is kept nowhere.
    """
    html, lang = rendered(service.templates, template, request, problem=problem, **values)
    kept = {} if problem is not None else dict(headers or {})
    varies = kept.get("vary", "Accept")
    sent = {**kept, "vary": f"{varies}, Accept-Language", "content-language": lang}
    return Response(html, status_of(problem) if problem else 200, sent, media_type=HTML.media_type)


def rendered(
    templates: Environment, template: str, request: Request | None, **values: object
) -> tuple[str, str]:
    """Return what *template* makes of *values* for *request*, and the language it is in.

    A language that the address names is named by every link on the page too, so that a reader stays in it.
    """
    lang = tongue(request) if request else LANGUAGES[0]
    named = named_tongue(request) if request else None
    switch = _switch(request)
    html = templates.get_template(template).render(lang=lang, named_lang=named, switch=switch, **values)
    return (_LINK.sub(lambda link: _in_language(link, named), html) if named else html), lang


def _in_language(link: re.Match[str], lang: str) -> str:
    start, address = link.groups()
    path, mark, query = address.partition("?")
    if "lang=" in query or "format=" in query or path.startswith(_TONGUELESS):
        return link[0]
    return f"{start}{path}?{query}{'&amp;' if mark else ''}lang={lang}"


def _switch(request: Request | None) -> list[tuple[str, str, str]]:
    """Return the languages of the pages, by code and name, each with the address of this page in it."""
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"] if request else []
    path = request.url.path if request else "/"
    return [(other, OWN_NAMES[other], f"{path}?{urlencode([*kept, ('lang', other)])}") for other in LANGUAGES]


def unchanged(request: Request, tag: str | None) -> bool:
    """Say whether the client holds what bears *tag* already; what bears none is always sent."""
    if tag is None:
        return False
    held = ",".join(request.headers.getlist("if-none-match"))
    return held.strip() == "*" or tag in {part.strip() for part in held.split(",")}


def tagged(service: Service, chosen: Format, lang: str | None = None) -> dict[str, str]:
    """Return the headers that let a client keep an answer in *chosen* for as long as the release stays."""
    spoken = f"-{lang}" if lang else ""
    return {
        "etag": f'W/"{service.stamp}-{chosen.name}{spoken}"',
        "cache-control": freshness(service),
        "vary": "Accept",
    }


def tagged_answer(service: Service, request: Request, text: str, want: Wanted) -> dict[str, str]:
    """Return the headers of the answer to the query *text*, which came by *request*.

    The tag is weak: neither the order of the rows nor the encoding that they are sent in is told by it. An
    answer to a body has none, for a cache knows answers by their address; nor has one that may change.
    """
    if is_volatile(text) or request.method not in ("GET", "HEAD"):
        return timeliness(service, "", volatile=is_volatile(text))
    lang = tongue(request) if HTML in (want.results, want.graph) else None
    return timeliness(
        service, tag_of(service, request.scope["path"], request.scope["query_string"], want, lang)
    )


def timeliness(service: Service, tag: str, *, volatile: bool = False) -> dict[str, str]:
    """Return the headers that say for how long an answer holds: with this *tag*, if any; *volatile*: not."""
    held = {"cache-control": "no-store" if volatile else freshness(service), "vary": "Accept"}
    return {**held, "etag": tag} if tag else held


def tag_of(service: Service, path: str, query_string: bytes, want: Wanted, lang: str | None = None) -> str:
    """Return the tag of the answer at an address, in the formats and the language wanted."""
    return tag(service.stamp, before_tag(path, want, lang) + query_string)


def before_tag(path: str, want: Wanted, lang: str | None = None) -> bytes:
    """Return what the tag of such answers is made from, before the query in the address."""
    forms = "/".join([form.name if form else "" for form in (want.results, want.graph)])
    return f"{path} {forms} {lang} ".encode()


def freshness(service: Service) -> str:
    """Return for how long an answer may be used without asking again."""
    seconds = service.settings.cache_seconds
    return f"public, max-age={seconds}" if seconds else "no-cache"
