"""`/void` and `/catalogue` for people: how much there is of what, and each source with where to fetch it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph.dumps import WHOLE, of_graph
from ngograph.media import GRAPHS
from ngograph.vocab import DERIVED_GRAPH, ONTOLOGY_GRAPH
from ngograph.web.links import alternates, graph_path, href
from ngograph.web.phrases import PREFERENCE, phrase, tongue
from ngograph.web.replies import page
from ngograph.web.tables import Cell
from ngograph.web.words import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from ngograph.web.selfdescription.describing import Subject
    from ngograph.web.selfdescription.facts import Source
    from ngograph.web.service import Service
    from ngograph.web.startpage import Source as Document
    from ngograph.web.words import Words

_MADE: Final = {ONTOLOGY_GRAPH: "made-ontology", DERIVED_GRAPH: "made-derived"}


@dataclass(frozen=True)
class Listed:
    """One source as a page lists it.

    Args:
        years: the first and the last year of what it tells, one if they are the same, none if it tells none.
        files: the files that hold it, each with the name of its format.
    """

    title: Cell
    publisher: Cell | None
    issued: str
    languages: str
    years: tuple[str, ...]
    licence: Cell | None
    statements: int
    files: tuple[tuple[str, str], ...]


async def described_page(
    service: Service, request: Request, subject: Subject, headers: Mapping[str, str]
) -> Response:
    """Return the page that tells what the description of *subject* does."""
    lang, known = tongue(request), await service.itself.facts()
    words = await service.tongues[lang]()
    documents = {one.iri: one for one in (await service.overview()).sources}
    return page(
        service,
        f"{subject}.html",
        headers,
        request=request,
        known=known,
        whole=WHOLE,
        sources=[_listed(source, documents.get(source.graph), lang) for source in known.sources],
        classes=[(_term(iri, words), number) for iri, number in _most(known.classes)],
        properties=[(_term(used.property, words), used) for used in known.used],
        links=[(one.target, _term(one.used.property, words), one.used) for one in known.links],
        formats=alternates(request, GRAPHS),
    )


def _listed(source: Source, document: Document | None, lang: str) -> Listed:
    title = Cell(source.title.value, lang=source.title.language)
    if document:
        called, called_in = document.called(PREFERENCE[lang])
        title = Cell(called, lang=called_in)
    elif source.graph in _MADE:
        title = Cell(phrase(_MADE[source.graph], lang))
    turtle, _, quads, _ = of_graph(source.graph)
    bounds = [bound.value[:4] for bound in (source.first, source.last) if bound]
    return Listed(
        title=replace(title, href=graph_path(source.graph)),
        publisher=Cell(source.publisher[1].value, href(source.publisher[0]), source.publisher[1].language)
        if source.publisher
        else None,
        issued=text(source.value("dct:issued")),
        languages=", ".join(document.languages) if document else "",
        years=tuple(dict.fromkeys(bounds)),
        licence=_licence(source),
        statements=source.triples,
        files=((turtle, "Turtle"), (quads, "N-Quads")),
    )


def _licence(source: Source) -> Cell | None:
    """Return the licence of a source as a link, or what its document says of rights in words."""
    said = source.value("dct:license") or source.value("dct:rights")
    if isinstance(said, NamedNode):
        return Cell(said.value, href(said.value))
    return Cell(said.value, lang=said.language) if isinstance(said, Literal) else None


def _term(iri: str, words: Words) -> Cell:
    label = words.label(iri)
    return Cell(label.value, href(iri), label.language)


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
