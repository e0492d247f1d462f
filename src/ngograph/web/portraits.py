"""The page of a thing: what is said of it, and the first or one page of what points at it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from ngograph.vocab import GRAPH, ID
from ngograph.web.accounts import further
from ngograph.web.gathering import named_in, read_index, read_labels, read_said
from ngograph.web.phrases import PREFERENCE, tongue
from ngograph.web.replies import page
from ngograph.web.showing import Material, view
from ngograph.web.showing.choosing import Index, Reader, chosen
from ngograph.web.showing.sections import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Quad
    from starlette.requests import Request
    from starlette.responses import Response

    from ngograph.web.service import Service
    from ngograph.web.startpage import Overview, Source
    from ngograph.web.views import View

_LARGE: Final = 200
"""How many entries make a thing large; the others are gathered in no time."""
_ENTRY: Final = 1_000
"""Bytes that an entry costs in memory, with what goes along with it."""


async def portrait(
    service: Service,
    request: Request,
    iri: str,
    about: Sequence[Quad],
    *,
    headers: Mapping[str, str],
    formats: Sequence[tuple[str, str, str]],
) -> Response:
    """Return the page of the thing *iri*, of which *about* is said, or the part that *request* names."""
    shown = await seen(service, request, iri, about)
    return page(
        service,
        "section.html" if shown.only else "thing.html",
        headers,
        request=request,
        view=shown,
        tied=shown.tied,
        path=request.url.path,
        asks=further(service.catalogue, "sources", "organisation", iri) if _is_organisation(shown) else (),
        formats=formats,
    )


def _is_organisation(shown: View) -> bool:
    return shown.iri.startswith(f"{ID}organisation/")


async def seen(
    service: Service, request: Request, iri: str, about: Sequence[Quad], *, alone: bool = False
) -> View:
    """Return what *request* is to see of the thing *iri*, of which *about* is said.

    Args:
        alone: whether what points at it is left out.

    Raises:
        UnknownThing: the graph says nothing of it.
    """
    reader = reading(request)
    engine, lang = service.engine, reader.lang
    known = documents(await service.overview())
    index = Index({}, {}, ()) if alone else await _index(service, iri, about, lang)
    heard = reader.graph if reader.graph in known else None
    if heard:
        index = index.told_in(heard)
    what = chosen(index, reader)
    said = await read_said(engine, what.iris, about)
    words = await service.tongues[lang]()
    named = (named_in(said.values()) | what.iris | what.named) - words.labels.keys()
    material = Material(
        iri=iri,
        about=about,
        index=index,
        said=said,
        words=words.and_those(await read_labels(engine, named, PREFERENCE[lang])),
        documents=known,
        heard=heard,
        linked=any(query.name == TOGETHER for query in service.catalogue),
    )
    return await asyncio.to_thread(view, material, what, lang)


async def _index(service: Service, iri: str, about: Sequence[Quad], lang: str) -> Index:
    """Return what there is to show of *iri*; of a large thing that is kept for its next page."""
    for known in ("", lang):
        if (kept := service.indexes.get((iri, known))) is not None:
            return kept
    index = await read_index(service.engine, iri, about, lang=lang, most=service.settings.description_rows)
    return kept_index(service, (iri, lang if index.worded else ""), index)


def kept_index(service: Service, by: tuple[str, str], index: Index) -> Index:
    """Return *index*, which is kept if it is that of a large thing, *by* its IRI and language."""
    if index.entries >= _LARGE:
        service.indexes.keep(by, index, index.entries * _ENTRY)
    return index


def reading(request: Request) -> Reader:
    """Return who reads, by *request*: a number of a page that is none counts as 1."""
    asked = request.query_params
    number, source = asked.get("page", "")[:6], asked.get("source")
    return Reader(
        tongue(request),
        asked.get("part"),
        int(number) if number.isdecimal() else 1,
        f"{GRAPH}{source}" if source else None,
    )


def documents(overview: Overview) -> dict[str, Source]:
    """Return what is known of the sources, by document and by graph."""
    return {iri: source for source in overview.sources for iri in (source.document, source.iri)}
