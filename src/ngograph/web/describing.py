"""The description of one thing: what is said of it, what points at it, its relationships, their evidence.

Of a thing in which very much stands the first relationships are described, so that no more is read than told.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ngograph.errors import UnknownThing, WithdrawnThing
from ngograph.media import N_QUADS, TRIG
from ngograph.vocab import DERIVED_GRAPH, ID, NGO, PREFIXES
from ngograph.web.questions import among, question
from ngograph.web.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ngograph.media import Format
    from ngograph.store.answering import Engine, Table

_DEPRECATED: Final = NamedNode(f"{PREFIXES['owl']}deprecated")
_REPLACED: Final = NamedNode(f"{PREFIXES['dct']}isReplacedBy")
_PREF_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")


_HELD: Final = frozenset({f"{NGO}evidence", f"{NGO}identifier", f"{NGO}signature"})
_SELECTOR: Final = frozenset({f"{PREFIXES['oa']}hasSelector"})
_SHARE: Final = 10
"""Of how many statements one at most begins a relationship: what is asked of where there may be too much."""
_TOGETHER: Final = 500
"""Of how many things a store is asked at once by their names."""


@dataclass(frozen=True)
class Description:
    """What the graph holds about the thing *iri*.

    Args:
        about: statements whose subject it is.
        pointing: statements whose object it is, those of its relationships among them.
        relations: what is said of the relationships that it is in.
        parts: what is said of the evidence, identifiers and signatures of it and of them.
        labels: what its neighbours are called.
        words: the same, one label each.
        whole: whether there is no more than was read.
    """

    iri: str
    about: tuple[Quad, ...]
    pointing: tuple[Quad, ...]
    relations: tuple[Quad, ...]
    parts: tuple[Quad, ...]
    labels: tuple[Quad, ...]
    words: Words
    whole: bool

    @property
    def quads(self) -> tuple[Quad, ...]:
        """Return all of it, each statement once."""
        parts = (self.about, self.pointing, self.relations, self.parts, self.labels)
        return tuple(dict.fromkeys(quad for part in parts for quad in part))


async def describe(engine: Engine, iri: str, most: int) -> Description:
    """Return the description of the thing *iri*, with at most *most* statements of each kind.

    Raises:
        UnknownThing: the graph says nothing of it.
    """
    try:
        thing = NamedNode(iri)
    except ValueError as error:
        raise UnknownThing(iri) from error
    about = await engine.table(question("about", thing=thing), most)
    pointing = await engine.table(question("pointing", thing=thing), most)
    if not about.rows and not pointing.rows:
        raise UnknownThing(iri)
    said = _quads(about, "thing", "p", "o", "g")
    gathered = _ties if len(pointing.rows) <= most // _SHARE else _first_ties
    (relations, parts, all_ties), neighbours = await asyncio.gather(
        gathered(engine, thing, said, most), engine.table(question("neighbours", thing=thing), most)
    )
    return Description(
        iri=iri,
        about=said,
        pointing=_quads(pointing, "s", "p", "thing", "g"),
        relations=relations,
        parts=parts,
        labels=_labels(neighbours),
        words=words(neighbours, of="named"),
        whole=all_ties and not any(table.more for table in (about, pointing, neighbours)),
    )


async def _ties(
    engine: Engine, thing: NamedNode, _: Sequence[Quad], most: int
) -> tuple[tuple[Quad, ...], tuple[Quad, ...], bool]:
    """Return what is said of the relationships of *thing*, and of the parts of both; whether that is all."""
    relations = await engine.table(question("relations", thing=thing), most)
    parts = await engine.table(question("parts", thing=thing), most)
    columns = ("s", "p", "o", "g")
    return _quads(relations, *columns), _quads(parts, *columns), not (relations.more or parts.more)


async def _first_ties(
    engine: Engine, thing: NamedNode, about: Sequence[Quad], most: int
) -> tuple[tuple[Quad, ...], tuple[Quad, ...], bool]:
    """Return the same of the first relationships of *thing* alone, of which *about* is said."""
    ties = await engine.table(question("ties", thing=thing), most // _SHARE)
    iris = [str(getattr(row[ties.columns.index("s")], "value", "")) for row in ties.rows]
    relations = await _stated(engine, iris)
    held = await _stated(engine, _ends((*about, *relations), _HELD))
    places = await _stated(engine, _ends((*about, *held), _SELECTOR))
    parts = (*held, *places)
    whole = not ties.more and max(len(relations), len(parts)) <= most
    return relations[:most], parts[:most], whole


async def _stated(engine: Engine, iris: Sequence[str]) -> tuple[Quad, ...]:
    """Return all that is said of *iris*, in their order."""
    parts = (iris[first : first + _TOGETHER] for first in range(0, len(iris), _TOGETHER))
    asked = [engine.table(among(question("stated"), "s", some)) for some in parts]
    tables = await asyncio.gather(*asked)
    return tuple(quad for table in tables for quad in _quads(table, "s", "p", "o", "g"))


def _ends(quads: Iterable[Quad], predicates: frozenset[str]) -> list[str]:
    ends = (quad.object for quad in quads if quad.predicate.value in predicates)
    return list(dict.fromkeys(end.value for end in ends if isinstance(end, NamedNode)))


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


def _quads(table: Table, *columns: str) -> tuple[Quad, ...]:
    places = [table.columns.index(column) for column in columns]
    return tuple(Quad(*(row[place] for place in places)) for row in table.rows)  # type: ignore[arg-type]


def _labels(table: Table) -> tuple[Quad, ...]:
    places = [table.columns.index(column) for column in ("named", "label", "g")]
    named = ((row[place] for place in places) for row in table.rows)
    return tuple(Quad(thing, _PREF_LABEL, label, graph) for thing, label, graph in named)  # type: ignore[arg-type]
