"""Where a thing's page is: IRIs under our root are answered here, under this server's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from ngograph.vocab import ROOT
from ngograph.web.profiles import PROFILES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from ngograph.media import Format
    from ngograph.web.profiles import Profile

IN_IRIS: Final = "/:@!$&'()*+,;=~?#[]%"
"""What may stand in an address beside letters and digits; the rest is percent-encoded in a header."""

_ANSWERED: Final = ("id/", "concept/", "graph/", "ontology", "profile/", "shapes")


def local(iri: str) -> str | None:
    """Return the path under which this server answers for *iri*, None if it does not.

    >>> local("https://w3id.org/ngograph/id/place/ba")
    '/id/place/ba'
    """
    path = iri.removeprefix(ROOT)
    return f"/{path}" if path != iri and path.startswith(_ANSWERED) else None


def graph_path(iri: str) -> str:
    """Return the path under which this server answers for the graph *iri*, one of ours or another.

    >>> graph_path("http://example.org/x")
    '/graphs?graph=http%3A%2F%2Fexample.org%2Fx'
    """
    return local(iri) or f"/graphs?graph={quote(iri, safe='')}"


def href(iri: str) -> str | None:
    """Return what a link to *iri* may point to: a page here, a page of the web, or nothing.

    >>> href("javascript:alert(1)") is None
    True
    """
    return local(iri) or (iri if iri.startswith(("https://", "http://")) else None)


def here(request: Request) -> str:
    """Return the address that *request* asks, with the graph that it names and nothing else beside it."""
    path = quote(request.scope["path"], safe="/:@!$&'()*+,;=~")
    graph = request.query_params.get("graph") if path == "/graphs" else None
    return f"{path}?graph={quote(graph, safe='')}" if graph is not None else path


def link_header(path: str, iri: str, chosen: Format, offers: Sequence[Format]) -> str:
    """Return the Link header of a page about *iri*: its true name, and the same in other formats."""
    links = [f'<{quote(iri, safe=IN_IRIS)}>; rel="canonical"']
    mark = "&" if "?" in path else "?"
    links += [
        f'<{path}{mark}format={offer.name}>; rel="alternate"; type="{offer.media_type}"'
        for offer in offers
        if offer != chosen
    ]
    return ", ".join(links)


def alternates(request: Request, offers: Sequence[Format]) -> list[tuple[str, str, str]]:
    """Return the same as what *request* asks for in *offers*: label, address, media type."""
    base = here(request)
    mark = "&" if "?" in base else "?"
    return [(offer.label, f"{base}{mark}format={offer.name}", offer.media_type) for offer in offers]


def profile_headers(path: str, profile: Profile | None, headers: Mapping[str, str]) -> dict[str, str]:
    """Return what *profile*, None for a page, adds to the *headers* of a description at *path*."""
    links = [
        f'<{path}?_profile={other.name}>; rel="alternate"; formats="{other.iri}"'
        for other in PROFILES
        if other != profile
    ]
    added = {
        "link": ", ".join([headers["link"], *links, '</ontology>; rel="describedby"']),
        "vary": f"{headers['vary']}, Accept-Profile",
    }
    if profile is not None:
        added["link"] += f', <{profile.iri}>; rel="profile"'
        added["content-profile"] = f"<{profile.iri}>"
        added["etag"] = f'{headers["etag"].removesuffix(chr(34))}-{profile.name}"'
    return added
