"""The description of one thing: what is said of it, what points at it, its relationships, their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ngograph.errors import UnknownThing, WithdrawnThing
from ngograph.media import N_QUADS, TRIG
from ngograph.vocab import DERIVED_GRAPH, ID, PREFIXES
from ngograph.web.questions import question
from ngograph.web.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.media import Format
    from ngograph.store.answering import Engine, Table

_DEPRECATED: Final = NamedNode(f"{PREFIXES['owl']}deprecated")
_REPLACED: Final = NamedNode(f"{PREFIXES['dct']}isReplacedBy")
_PREF_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")


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
    relations = await engine.table(question("relations", thing=thing), most)
    parts = await engine.table(question("parts", thing=thing), most)
    neighbours = await engine.table(question("neighbours", thing=thing), most)
    return Description(
        iri=iri,
        about=_quads(about, "thing", "p", "o", "g"),
        pointing=_quads(pointing, "s", "p", "thing", "g"),
        relations=_quads(relations, "s", "p", "o", "g"),
        parts=_quads(parts, "s", "p", "o", "g"),
        labels=_labels(neighbours),
        words=words(neighbours, of="named"),
        whole=not any(table.more for table in (about, pointing, relations, parts, neighbours)),
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


def _quads(table: Table, *columns: str) -> tuple[Quad, ...]:
    places = [table.columns.index(column) for column in columns]
    return tuple(Quad(*(row[place] for place in places)) for row in table.rows)  # type: ignore[arg-type]


def _labels(table: Table) -> tuple[Quad, ...]:
    places = [table.columns.index(column) for column in ("named", "label", "g")]
    named = ((row[place] for place in places) for row in table.rows)
    return tuple(Quad(thing, _PREF_LABEL, label, graph) for thing, label, graph in named)  # type: ignore[arg-type]
