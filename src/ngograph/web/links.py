"""Where a thing's page is: IRIs under our root are answered here, under this server's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.media import Format

_ANSWERED: Final = ("id/", "concept/", "graph/", "ontology", "shapes")


def local(iri: str) -> str | None:
    """Return the path under which this server answers for *iri*, None if it does not.

    >>> local("https://w3id.org/ngograph/id/place/ba")
    '/id/place/ba'
    """
    path = iri.removeprefix(ROOT)
    return f"/{path}" if path != iri and path.startswith(_ANSWERED) else None


def href(iri: str) -> str | None:
    """Return what a link to *iri* may point to: a page here, a page of the web, or nothing.

    >>> href("javascript:alert(1)") is None
    True
    """
    return local(iri) or (iri if iri.startswith(("https://", "http://")) else None)


def link_header(path: str, iri: str, chosen: Format, offers: Sequence[Format]) -> str:
    """Return the Link header of a page about *iri*: its true name, and the same in other formats."""
    links = [f'<{iri}>; rel="canonical"']
    links += [
        f'<{path}?format={offer.name}>; rel="alternate"; type="{offer.media_type}"'
        for offer in offers
        if offer != chosen
    ]
    return ", ".join(links)
