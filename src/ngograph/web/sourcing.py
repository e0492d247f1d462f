"""The page of a source: its document, how much it says, and each relationship with its place in it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.vocab import DERIVED_GRAPH, NGO, ONTOLOGY_GRAPH, ROOT
from ngograph.web.describing import describe
from ngograph.web.links import href
from ngograph.web.phrases import PREFERENCE, tongue
from ngograph.web.portraits import documents, seen
from ngograph.web.questions import question
from ngograph.web.replies import page
from ngograph.web.showing.evidence import Library
from ngograph.web.showing.lines import key, relation_line
from ngograph.web.showing.reading import by_subject, kinds, rows_as_quads
from ngograph.web.showing.roles import leads
from ngograph.web.showing.sections import FIRST, one_of
from ngograph.web.tables import Cell
from ngograph.web.vocabulary import contents
from ngograph.web.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from ngograph.store.answering import Table
    from ngograph.web.service import Service
    from ngograph.web.startpage import Source
    from ngograph.web.views import Line, Section
    from ngograph.web.words import Words

_MADE: Final = {
    ONTOLOGY_GRAPH: "Ontology, shapes and concepts",
    DERIVED_GRAPH: "What is worked out from the rest",
}
_KINDS: Final = 40
"""How many things of each kind are named before the rest is left to other formats."""


@dataclass(frozen=True)
class Told:
    """The relationships that a source tells of, by kind: the first of each, or a page of one kind alone."""

    sections: tuple[Section, ...]
    only: Section | None


async def source_page(
    service: Service,
    request: Request,
    iri: str,
    headers: Mapping[str, str],
    formats: Sequence[tuple[str, str, str]],
) -> Response:
    """Return the page of the source whose graph is *iri*."""
    graph, limits, lang = NamedNode(iri), service.settings, tongue(request)
    words = await service.tongues[lang]()
    known = documents(await service.overview())
    source = known.get(iri)
    ask = service.engine.table
    told = await ask(question("told", graph=graph))
    tells = await ask(question("tells", graph=graph), limits.description_rows)
    spots = await ask(question("spots", graph=graph), limits.description_rows)
    parties = await ask(question("parties", graph=graph), limits.description_rows)
    named = words.and_those(words_of(parties, PREFERENCE[lang]))
    shown = await asyncio.to_thread(
        _told,
        Library(known, by_subject(rows_as_quads(spots)), lang),
        tells,
        named,
        request.query_params.get("part"),
        request.query_params.get("page", "1")[:6],
    )
    about = (
        await seen(service, request, await describe(service.engine, source.document, limits.description_rows))
        if source
        else None
    )
    listed = await ask(question("contents", graph=graph), limits.page_rows)
    return page(
        service,
        "told.html" if shown.only else "graph.html",
        headers,
        request=request,
        iri=iri,
        title=_title(iri, source),
        source=source,
        view=about,
        told=shown,
        counts=_counts(told, words),
        groups=[(kind, cells[:_KINDS], len(cells)) for kind, cells in contents(listed, words)],
        more=listed.more,
        formats=formats,
    )


def _told(library: Library, tells: Table, words: Words, part: str | None, wanted: str) -> Told:
    found: dict[str, list[Line]] = defaultdict(list)
    titles = {}
    for iri, quads in by_subject(rows_as_quads(tells)).items():
        kind = next(iter(kinds(quads)), f"{NGO}Relationship")
        name = key(kind)
        titles[name] = words.label(kind).value.capitalize()
        found[name].append(
            relation_line(
                iri,
                quads,
                here="",
                leads=leads("relations"),
                beside={},
                words=words,
                library=library,
                languages=PREFERENCE[library.lang],
            )
        )
    lang, number = library.lang, int(wanted) if wanted.isdecimal() else 1
    return Told(
        tuple(one_of(found, titles, name, lang, page=1, most=FIRST) for name in sorted(found)),
        one_of(found, titles, part, lang, page=number) if part in found else None,
    )


def _counts(table: Table, words: Words) -> list[tuple[Cell, int]]:
    places = [table.columns.index(column) for column in ("class", "things")]
    return [
        (Cell(label.value, href(kind.value), label.language), int(getattr(number, "value", 0)))
        for kind, number in ((row[place] for place in places) for row in table.rows)
        if isinstance(kind, NamedNode)
        for label in [words.label(kind.value)]
    ]


def _title(iri: str, source: Source | None) -> str:
    return source.title if source else _MADE.get(iri, iri.removeprefix(ROOT))
