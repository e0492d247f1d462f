"""What the start page says of the graph: how much there is, from which sources, and who is connected most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.summary import question
from ngograph.vocab import GRAPH, NGO
from ngograph.web.links import href

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.store.answering import Engine, Table

_COUNTED: Final = ("Organisation", "Activity", "Relationship", "Person", "Place", "Evidence")


@dataclass(frozen=True)
class Source:
    """One source and what is known of it.

    Args:
        languages: the languages that it is in.
    """

    iri: str
    name: str
    href: str | None
    title: str
    document: str
    label: str
    publisher: str
    publisher_name: str
    issued: str
    languages: tuple[str, ...]
    statements: int

    @property
    def title_lang(self) -> str | None:
        """The language of its title, if that is certain."""
        one = len(self.languages) == 1 and self.title != self.label
        return self.languages[0] if one else None

    def called(self, languages: Sequence[str]) -> tuple[str, str | None]:
        """Return what a reader of *languages* is to call it, and in which language that is.

        That is its own title for who reads its language, and for everybody else our label.
        """
        own = self.title_lang or ""
        if own and any(own == lang or own.startswith(f"{lang}-") for lang in languages):
            return self.title, own
        return (self.label, "en") if self.label else (self.title, own or None)


@dataclass(frozen=True)
class Connected:
    """One organisation and how many it works with and takes part in."""

    iri: str
    label: str
    href: str | None
    partners: int
    activities: int


@dataclass(frozen=True)
class Overview:
    """What the start page says.

    Args:
        counts: how many there are, with the name of the class.
    """

    counts: tuple[tuple[int, str], ...]
    sources: tuple[Source, ...]
    connected: tuple[Connected, ...]


async def overview(engine: Engine) -> Overview:
    """Return what *engine* has to say."""
    counts = {row["class"]: int(row["things"]) for row in _rows(await engine.table(question("counts")))}
    sources = _rows(await engine.table(question("sources")))
    by_graph: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in sources:
        by_graph[row["graph"]].append(row)
    connected = _rows(await engine.table(question("connected")))
    return Overview(
        counts=tuple((number, name) for name in _COUNTED if (number := counts.get(f"{NGO}{name}", 0))),
        sources=tuple(_source(rows) for rows in by_graph.values()),
        connected=tuple(
            Connected(
                row["thing"], row["label"], href(row["thing"]), int(row["partners"]), int(row["activities"])
            )
            for row in connected
        ),
    )


def _source(rows: list[dict[str, str]]) -> Source:
    """Return the source of *rows*, which differ in its language."""
    row = rows[0]
    name = row["graph"].removeprefix(GRAPH)
    return Source(
        iri=row["graph"],
        name=name,
        href=href(row["graph"]),
        title=row["title"] or row["label"] or name,
        document=row["document"],
        label=row["label"],
        publisher=row["publisher"],
        publisher_name=row["publisherLabel"],
        issued=row["issued"],
        languages=tuple(sorted({one["language"] for one in rows} - {""})),
        statements=int(row["statements"]),
    )


def _rows(table: Table) -> list[dict[str, str]]:
    return [
        {name: str(getattr(term, "value", "")) for name, term in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
