"""What the start page says of the graph: how much there is, from which sources, and who is connected most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.vocab import GRAPH, NGO
from ngograph.web.links import href
from ngograph.web.questions import question
from ngograph.web.words import text

if TYPE_CHECKING:
    from ngograph.store.answering import Engine, Table

_COUNTED: Final = {
    "Organisation": ("organisation", "organisations"),
    "Activity": ("project or event", "projects and events"),
    "Relationship": ("relationship", "relationships"),
    "Person": ("person in a public function", "people in public functions"),
    "Place": ("place", "places"),
    "Evidence": ("place in a source", "places in sources"),
}


@dataclass(frozen=True)
class Source:
    """One source and what is known of it."""

    iri: str
    name: str
    href: str | None
    title: str
    document: str
    label: str
    publisher: str
    issued: str
    language: str
    statements: int


@dataclass(frozen=True)
class Connected:
    """One organisation and how many it works with and takes part in."""

    label: str
    href: str | None
    partners: int
    activities: int


@dataclass(frozen=True)
class Overview:
    """What the start page says."""

    counts: tuple[tuple[int, str], ...]
    sources: tuple[Source, ...]
    connected: tuple[Connected, ...]


async def overview(engine: Engine) -> Overview:
    """Return what *engine* has to say."""
    counts = {row["class"]: int(row["things"]) for row in _rows(await engine.table(question("counts")))}
    sources = _rows(await engine.table(question("sources")))
    connected = _rows(await engine.table(question("connected")))
    return Overview(
        counts=tuple(
            (number, words[number != 1])
            for name, words in _COUNTED.items()
            if (number := counts.get(f"{NGO}{name}", 0))
        ),
        sources=tuple(_source(row) for row in sources),
        connected=tuple(
            Connected(row["label"], href(row["thing"]), int(row["partners"]), int(row["activities"]))
            for row in connected
        ),
    )


def _source(row: dict[str, str]) -> Source:
    name = row["graph"].removeprefix(GRAPH)
    return Source(
        iri=row["graph"],
        name=name,
        href=href(row["graph"]),
        title=row["title"] or row["label"] or name,
        document=row["document"],
        label=row["label"],
        publisher=row["publisherLabel"] or text(None),
        issued=row["issued"],
        language=row["language"],
        statements=int(row["statements"]),
    )


def _rows(table: Table) -> list[dict[str, str]]:
    return [
        {name: str(getattr(term, "value", "")) for name, term in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
