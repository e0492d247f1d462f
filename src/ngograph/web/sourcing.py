"""The page of a source: its document, how much it says, and each relationship with its place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.vocab import DERIVED_GRAPH, NGO, ONTOLOGY_GRAPH, ROOT
from ngograph.web.accounts import further, imported
from ngograph.web.gathering import dated_later, named_in, read_about, read_labels, read_said
from ngograph.web.links import href
from ngograph.web.phrases import PREFERENCE, phrase
from ngograph.web.portraits import documents, kept_index, reading, seen
from ngograph.web.questions import bounded, question
from ngograph.web.replies import page
from ngograph.web.showing.choosing import Index, chosen
from ngograph.web.showing.evidence import Library
from ngograph.web.showing.places import told_of
from ngograph.web.showing.reading import rows_of
from ngograph.web.showing.sections import sections, writing
from ngograph.web.showing.ways import pointing
from ngograph.web.tables import Cell
from ngograph.web.vocabulary import contents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from ngograph.store.answering import Table
    from ngograph.web.service import Service
    from ngograph.web.showing.choosing import Chosen
    from ngograph.web.startpage import Source
    from ngograph.web.views import Section, View
    from ngograph.web.words import Words

_MADE: Final = {ONTOLOGY_GRAPH: "made-ontology", DERIVED_GRAPH: "made-derived"}
_TOLD: Final = "told"
"""What stands in the place of a language beside what a source tells, which is in none."""
_KINDS: Final = 40
"""How many things of each kind are named before the rest is left to other formats."""


@dataclass(frozen=True)
class Told:
    """The relationships that a source tells of, by kind: the first of each, or a page of one kind alone."""

    sections: tuple[Section, ...]
    only: str | None


async def source_page(
    service: Service,
    request: Request,
    iri: str,
    headers: Mapping[str, str],
    formats: Sequence[tuple[str, str, str]],
) -> Response:
    """Return the page of the source whose graph is *iri*."""
    graph, limits, reader = NamedNode(iri), service.settings, reading(request)
    lang, ask = reader.lang, service.engine.table
    words = await service.tongues[lang]()
    known = documents(await service.overview())
    source = known.get(iri)
    told = await ask(question("told", graph=graph))
    shown = await _told(service, iri, chosen(await _tells(service, iri), reader), lang)
    about = await _document(service, request, source.document) if source else None
    listed = await ask(question("contents", graph=graph), limits.page_rows)
    things = {row[0] for row in rows_of(listed, "thing")} - words.labels.keys()
    named = words.and_those(await read_labels(service.engine, things, PREFERENCE[lang]))
    return page(
        service,
        "told.html" if shown.only else "graph.html",
        headers,
        request=request,
        iri=iri,
        title=_title(iri, source, lang),
        source=source,
        view=about,
        told=shown,
        counts=_counts(told, words),
        groups=[(kind, cells[:_KINDS], len(cells)) for kind, cells in contents(listed, named)],
        more=listed.more,
        imported=imported(service.release, iri),
        asks=further(service.catalogue, "coverage", "source", source.document) if source else (),
        formats=formats,
    )


async def _tells(service: Service, iri: str) -> Index:
    """Return what relationships the graph *iri* tells of; those of a large one are kept for its next page."""
    if (kept := service.indexes.get((iri, _TOLD))) is not None:
        return kept
    engine, most, graph = service.engine, service.settings.description_rows, NamedNode(iri)
    table = await engine.table(bounded(question("tells", graph=graph), most), most)
    found = await dated_later(engine, pointing((table,)), question("days-told", graph=graph), most)
    return kept_index(service, (iri, _TOLD), Index(told_of(found), {}, ()))


async def _told(service: Service, iri: str, what: Chosen, lang: str) -> Told:
    """Return the relationships *what* that the graph *iri* tells of, as it tells them."""
    everywhere = await read_said(service.engine, what.iris)
    said = {
        thing: [quad for quad in quads if quad.graph_name == NamedNode(iri)]
        for thing, quads in everywhere.items()
    }
    words = await service.tongues[lang]()
    named = (named_in(said.values()) | what.iris) - words.labels.keys()
    words = words.and_those(await read_labels(service.engine, named, PREFERENCE[lang]))
    library = Library(documents(await service.overview()), said, lang)
    titles = {name: words.label(f"{NGO}{name}").value.capitalize() for name in what.sections}
    write = writing("", said, words, library, PREFERENCE[lang])
    return Told(sections(what.sections, titles, write), what.only)


async def _document(service: Service, request: Request, iri: str) -> View:
    """Return what *request* is to see of the document *iri*, but for what points at it."""
    about = await read_about(service.engine, iri, service.settings.description_rows)
    return await seen(service, request, iri, about, alone=True)


def _counts(table: Table, words: Words) -> list[tuple[Cell, int]]:
    places = [table.columns.index(column) for column in ("class", "things")]
    return [
        (Cell(label.value, href(kind.value), label.language), int(getattr(number, "value", 0)))
        for kind, number in ((row[place] for place in places) for row in table.rows)
        if isinstance(kind, NamedNode)
        for label in [words.label(kind.value)]
    ]


def _title(iri: str, source: Source | None, lang: str) -> str:
    if source is None:
        return phrase(_MADE[iri], lang) if iri in _MADE else iri.removeprefix(ROOT)
    return source.title
