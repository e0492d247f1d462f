"""What is known of a release as a whole: counts, graphs, sources and links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ngograph.summary import question
from ngograph.vocab import DERIVED_GRAPH, GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES
from ngograph.web.words import best, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ngograph.store.answering import Engine
    from ngograph.store.embedded import Term

_TOLD_PLACES = 20
"""A source that is at more places than this is not said to be about any of them."""


@dataclass(frozen=True)
class Used:
    """How often a property is used, and on how many different subjects and objects."""

    property: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True)
class Links:
    """How often a property leads to the data of the *target*."""

    target: str
    used: Used


@dataclass(frozen=True)
class Source:
    """One graph, and what is said of the document that it rests on, where it rests on one.

    Args:
        first, last: the days between which the relationships of the source lie, as it states them.
        said: what is said of the document, by property.
    """

    graph: str
    triples: int
    document: str | None
    title: Literal
    publisher: tuple[str, Literal] | None
    said: Mapping[str, tuple[Term, ...]]
    places: tuple[str, ...]
    first: Literal | None
    last: Literal | None

    @property
    def name(self) -> str:
        """The name of the graph's folder."""
        return self.graph.removeprefix(GRAPH)

    def value(self, curie: str) -> Term | None:
        """Return the first of what is said of the document by the property *curie*."""
        prefix, _, name = curie.partition(":")
        return next(iter(self.said.get(f"{PREFIXES[prefix]}{name}", ())), None)


@dataclass(frozen=True)
class Facts:
    """What is known of a release as a whole."""

    built: datetime
    triples: int
    subjects: int
    properties: int
    objects: int
    classes: Mapping[str, int]
    used: tuple[Used, ...]
    sources: tuple[Source, ...]
    links: tuple[Links, ...]
    specimens: tuple[str, ...]


async def facts(engine: Engine, built: datetime) -> Facts:
    """Return what *engine* has to say of the release of the moment *built*."""
    totals = (await _rows(engine, "totals"))[0]
    classes = await _rows(engine, "classes")
    return Facts(
        built=built,
        triples=_number(totals["triples"]),
        subjects=_number(totals["subjects"]),
        properties=_number(totals["properties"]),
        objects=_number(totals["objects"]),
        classes={_text(row["class"]): _number(row["things"]) for row in classes},
        used=tuple(_used(row) for row in await _rows(engine, "properties")),
        sources=await _sources(engine),
        links=tuple(Links(_text(row["target"]), _used(row)) for row in await _rows(engine, "linksets")),
        specimens=tuple(_text(row["specimen"]) for row in await _rows(engine, "specimens")),
    )


async def _sources(engine: Engine) -> tuple[Source, ...]:
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    documents: dict[str, str] = {}
    for row in await _rows(engine, "documents"):
        graph = _text(row["graph"])
        documents[graph] = _text(row["document"])
        if (value := row["value"]) is not None:
            said[graph][_text(row["property"])].append(value)
    places: dict[str, list[str]] = defaultdict(list)
    for row in await _rows(engine, "whereabouts"):
        places[_text(row["graph"])].append(_text(row["place"]))
    first: dict[str, Literal] = {}
    last: dict[str, Literal] = {}
    for row in await _rows(engine, "spans"):
        bounds = (
            (first, row["first"]) if _text(row["bound"]) == f"{NGO}startEarliest" else (last, row["last"])
        )
        if isinstance(bounds[1], Literal):
            bounds[0][_text(row["graph"])] = bounds[1]
    called = words(await engine.table(question("publishers"))).labels

    def source(graph: str, triples: int) -> Source:
        about = {name: tuple(values) for name, values in said[graph].items()}
        publisher = next(iter(about.get(f"{PREFIXES['dct']}publisher", ())), None)
        near = places[graph]
        return Source(
            graph=graph,
            triples=triples,
            document=documents.get(graph),
            title=_title(graph, about),
            publisher=(_text(publisher), called[_text(publisher)]) if _text(publisher) in called else None,
            said=about,
            places=tuple(near) if len(near) <= _TOLD_PLACES else (),
            first=first.get(graph),
            last=last.get(graph),
        )

    rows = await _rows(engine, "graphs")
    return tuple(source(_text(row["graph"]), _number(row["triples"])) for row in rows)


def _title(graph: str, about: Mapping[str, tuple[Term, ...]]) -> Literal:
    made = {
        ONTOLOGY_GRAPH: "Ontology, shapes and concepts",
        DERIVED_GRAPH: "What is worked out from the rest",
    }
    named = [
        value
        for name in (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['dct']}title")
        for value in about.get(name, ())
        if isinstance(value, Literal)
    ]
    if named and graph not in made:
        return best(named)
    return Literal(made.get(graph, graph.removeprefix(GRAPH)), language="en")


def _used(row: Mapping[str, Term | None]) -> Used:
    return Used(
        _text(row["property"]), _number(row["triples"]), _number(row["subjects"]), _number(row["objects"])
    )


async def _rows(engine: Engine, name: str) -> list[dict[str, Term | None]]:
    table = await engine.table(question(name))
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _number(term: Term | None) -> int:
    return int(_text(term))
