"""The description of one thing: what is said of it, what points at it, its relationships, their evidence."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ngograph.errors import UnknownThing, WithdrawnThing
from ngograph.media import N_QUADS, TRIG
from ngograph.vocab import DERIVED_GRAPH, ID, PREFIXES
from ngograph.web.description import Description, labels_of
from ngograph.web.parting import a_page
from ngograph.web.questions import question
from ngograph.web.showing.reading import quads_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.media import Format
    from ngograph.store.answering import Engine

_DEPRECATED: Final = NamedNode(f"{PREFIXES['owl']}deprecated")
_REPLACED: Final = NamedNode(f"{PREFIXES['dct']}isReplacedBy")
_PREF_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")
_SHARE: Final = 10
"""Of how many statements one at most begins a relationship: what is asked of where there may be too much."""


async def describe(engine: Engine, iri: str, most: int, page: int = 1) -> Description:
    """Return the description of the thing *iri*, with at most *most* statements of each kind.

    Args:
        page: which page of its relationships, where these are so many that they come page by page.

    Raises:
        UnknownThing: the graph says nothing of it.
    """
    try:
        thing = NamedNode(iri)
    except ValueError as error:
        raise UnknownThing(iri) from error
    about = await engine.table(question("about", thing=thing), most)
    pointing = await engine.table(question("how-many", thing=thing))
    number = sum(int(statements) for (statements,) in rows_of(pointing, "statements"))
    if not about.rows and not number:
        raise UnknownThing(iri)
    said = quads_of(about, "thing", "p", "o", "g")
    if number > most // _SHARE:
        told = await a_page(engine, thing, said, most, page)
    else:
        told = await _all(engine, thing, said, most)
    return replace(told, whole=told.whole and not about.more)


async def _all(engine: Engine, thing: NamedNode, about: tuple[Quad, ...], most: int) -> Description:
    """Return the description of a *thing* of which *about* is said, with all of its relationships."""
    names = ("pointing", "relations", "parts", "neighbours")
    tables = await asyncio.gather(*(engine.table(question(name, thing=thing), most) for name in names))
    pointing, relations, parts, neighbours = tables
    return Description(
        iri=thing.value,
        about=about,
        pointing=quads_of(pointing, "s", "p", "thing", "g"),
        relations=quads_of(relations, "s", "p", "o", "g"),
        parts=quads_of(parts, "s", "p", "o", "g"),
        labels=labels_of(neighbours),
        whole=not any(table.more for table in tables),
    )


def standing(iri: str, about: Iterable[Quad]) -> str | None:
    """Return the IRI of what stands for the thing *iri* now, of which *about* is said; None if itself does.

    The derived graph says so of a thing that was merged with another; who publishes says so of one that was
    withdrawn. Terms and concepts are described as long as there is anything to say.

    Raises:
        WithdrawnThing: it has been withdrawn, and nothing stands for it.
    """
    if not iri.startswith(ID):
        return None
    said = list(about)
    for quad in said:
        replaced = quad.predicate == _REPLACED and quad.graph_name == NamedNode(DERIVED_GRAPH)
        if replaced and isinstance(quad.object, NamedNode) and quad.object.value != iri:
            return quad.object.value
    if any(quad.predicate == _DEPRECATED and quad.object == Literal(True) for quad in said):
        raise WithdrawnThing(iri)
    return None


def written(quads: Iterable[Quad], form: Format) -> bytes:
    """Return *quads* in *form*; one that knows no graphs gets triples, each once."""
    rdf = RdfFormat.from_media_type(form.media_type)
    if form in (TRIG, N_QUADS):
        return serialize(sorted(quads, key=str), format=rdf, prefixes=PREFIXES) or b""
    triples = dict.fromkeys(quad.triple for quad in quads)
    return serialize(sorted(triples, key=str), format=rdf, prefixes=PREFIXES) or b""
