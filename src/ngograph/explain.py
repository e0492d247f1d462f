"""Everything that the graph holds about one thing, and for each statement who says so and where.

A statement about a relationship rests on the relationship's evidence; one about any other thing rests, in
each source, on the evidence that the source gives for the thing. What was worked out names what it follows
from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ngograph.errors import NameNotFound
from ngograph.vocab import DERIVED_GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad, Store

_TYPE: Final = NamedNode(f"{PREFIXES['rdf']}type")
_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")
_RDFS_LABEL: Final = NamedNode(f"{PREFIXES['rdfs']}label")
_EVIDENCE: Final = NamedNode(f"{NGO}evidence")
_SOURCE: Final = NamedNode(f"{PREFIXES['oa']}hasSource")
_SELECTOR: Final = NamedNode(f"{PREFIXES['oa']}hasSelector")
_RENDERS: Final = NamedNode(f"{PREFIXES['dct']}source")
_RELATIONSHIP: Final = NamedNode(f"{NGO}Relationship")
_SCHEME: Final = NamedNode(f"{NGO}scheme")
_NOTATION: Final = NamedNode(f"{PREFIXES['skos']}notation")
_PARTIES: Final = {
    NGO + name
    for name in (
        [
            "participant",
            "party",
            "impliedParty",
            "funder",
            "part",
            "holder",
            "organisation",
            "activity",
            "recipient",
            "whole",
            "place",
        ]
    )
}
_OURS: Final = (DERIVED_GRAPH, ONTOLOGY_GRAPH)


@dataclass(frozen=True, order=True)
class Provenance:
    """Where something is said.

    Args:
        document: the IRI of the source.
        title: what the source is called.
        issued: the date that the source bears, empty if none.
        start: the first character of the words, counted in Unicode code points, -1 for a record.
        end: the character after the last, -1 for a record.
        locator: where the record stands, empty for words.
        file: the name of the source's file.
        sha256: the digest of the file's bytes.
    """

    document: str
    title: str
    issued: str = ""
    start: int = -1
    end: int = -1
    locator: str = ""
    file: str = ""
    sha256: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that say something, ready for JSON."""
        return {name: value for name, value in self.__dict__.items() if value not in ("", -1)}


@dataclass(frozen=True)
class Statement:
    """One statement about the thing.

    Args:
        predicate: the IRI of the property.
        value: the other end: an IRI or the lexical form of a literal.
        label: how people read the other end.
        language: the language tag of a literal, else empty.
        is_thing: whether the other end is a thing and not a literal.
        inverse: whether the thing is the object and the other end the subject.
        provenance: where it is said.
        follows_from: for what was worked out: the classes from which it follows.
    """

    predicate: str
    value: str
    label: str
    language: str
    is_thing: bool
    inverse: bool
    provenance: tuple[Provenance, ...]
    follows_from: tuple[str, ...] = ()

    @property
    def derived(self) -> bool:
        """Tell whether the statement was worked out and not made by a source."""
        return bool(self.follows_from)

    def to_dict(self) -> dict[str, Any]:
        """Return the statement ready for JSON."""
        return {
            "property": self.predicate,
            "value": self.value,
            "label": self.label,
            **({"language": self.language} if self.language else {}),
            "inverse": self.inverse,
            "provenance": [place.to_dict() for place in self.provenance],
            **({"follows_from": list(self.follows_from)} if self.derived else {}),
        }


@dataclass(frozen=True)
class Relationship:
    """A relationship in which the thing stands, with what it says of all its parties."""

    iri: str
    classes: tuple[str, ...]
    statements: tuple[Statement, ...]
    provenance: tuple[Provenance, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the relationship ready for JSON."""
        return {
            "iri": self.iri,
            "classes": list(self.classes),
            "statements": [statement.to_dict() for statement in self.statements],
            "provenance": [place.to_dict() for place in self.provenance],
        }


@dataclass(frozen=True)
class Explanation:
    """All about one thing: what is stated of it, the relationships in which it stands, what follows."""

    iri: str
    label: str
    classes: tuple[str, ...]
    provenance: tuple[Provenance, ...]
    statements: tuple[Statement, ...]
    relationships: tuple[Relationship, ...]
    derived: tuple[Statement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation ready for JSON."""
        return {
            "iri": self.iri,
            "label": self.label,
            "classes": list(self.classes),
            "provenance": [place.to_dict() for place in self.provenance],
            "statements": [statement.to_dict() for statement in self.statements],
            "relationships": [relationship.to_dict() for relationship in self.relationships],
            "derived": [statement.to_dict() for statement in self.derived],
        }


def explain(store: Store, iri: str, derivations: Mapping[str, tuple[str, ...]] | None = None) -> Explanation:
    """Return everything that *store* holds about the thing *iri*.

    Args:
        store: the graph.
        iri: the thing or relationship.
        derivations: for the IRI of a derived property or class, the classes that it follows from.

    Raises:
        NameNotFound: the graph says nothing about it.
    """
    graph = _Graph(store, derivations or {})
    statements = graph.about(iri)
    if not statements and not graph.labels(iri):
        raise NameNotFound(iri)
    relationships, others = graph.parted(statements)
    return Explanation(
        iri=iri,
        label=graph.title(iri, statements),
        classes=graph.classes(iri),
        provenance=graph.evidence(iri),
        statements=tuple(s for s in others if not s.derived),
        relationships=tuple(graph.relationship(found) for found in relationships),
        derived=tuple(s for s in others if s.derived),
    )


@dataclass(frozen=True)
class _Graph:
    """The store as this module asks it: by named graph, so that each statement knows its source."""

    store: Store
    derivations: Mapping[str, tuple[str, ...]]

    def quads(self, subject: str | None, predicate: NamedNode | None, value: str | None) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit."""
        ends = [None if end is None else NamedNode(end) for end in (subject, value)]
        for quad in self.store.quads_for_pattern(ends[0], predicate, ends[1], None):
            if not isinstance(quad.graph_name, DefaultGraph):
                yield quad

    def about(self, iri: str) -> tuple[Statement, ...]:
        """Return the statements with *iri* at either end, each once with all its sources, sorted."""
        found: dict[tuple[NamedNode, Any, bool], set[str]] = defaultdict(set)
        for quad in self.quads(iri, None, None):
            if quad.predicate != _EVIDENCE:
                found[quad.predicate, quad.object, False].add(quad.graph_name.value)  # type: ignore[union-attr]
        for quad in self.quads(None, None, iri):
            if quad.predicate not in (_EVIDENCE, _SOURCE):
                found[quad.predicate, quad.subject, True].add(quad.graph_name.value)  # type: ignore[union-attr]
        made = [self.statement(iri, *key, graphs) for key, graphs in found.items()]
        return tuple(sorted(made, key=lambda s: (s.inverse, s.predicate, s.language, s.label, s.value)))

    def statement(
        self, iri: str, predicate: NamedNode, other: Any, inverse: bool, graphs: set[str]
    ) -> Statement:
        """Return the statement of *graphs*; one that no source makes says what it follows from."""
        is_thing = not isinstance(other, Literal)
        stated = sorted(graph for graph in graphs if graph not in _OURS)
        holder = other.value if inverse and is_thing else iri
        places = [place for graph in stated for place in self.evidence(holder, graph) or self.source(graph)]
        follows: tuple[str, ...] = ()
        if not stated:
            follows = self.derivations.get(predicate.value, ())
            if predicate == _TYPE:
                follows = self.derivations.get(other.value, follows)
            if not follows and DERIVED_GRAPH in graphs:
                follows = (_RELATIONSHIP.value,)
        return Statement(
            predicate=predicate.value,
            value=other.value,
            label=self.label(other.value) if is_thing else other.value,
            language=(other.language or "") if isinstance(other, Literal) else "",
            is_thing=is_thing,
            inverse=inverse,
            provenance=tuple(sorted(set(places))),
            follows_from=follows,
        )

    def parted(self, statements: Iterable[Statement]) -> tuple[list[str], list[Statement]]:
        """Return the relationships in which the thing stands, and the statements that are of no such node."""
        relationships: dict[str, None] = {}
        others = []
        for statement in statements:
            if statement.inverse and self.is_relationship(statement.value):
                relationships[statement.value] = None
            else:
                others.append(statement)
        return sorted(relationships), others

    def relationship(self, iri: str) -> Relationship:
        """Return what is stated of the relationship *iri*."""
        said = tuple(
            s for s in self.about(iri) if not s.inverse and not s.derived and s.predicate != _TYPE.value
        )
        return Relationship(iri, self.classes(iri), said, self.evidence(iri))

    def is_relationship(self, iri: str) -> bool:
        """Tell whether *iri* is a relationship."""
        return any(True for _ in self.quads(iri, _TYPE, _RELATIONSHIP.value))

    def evidence(self, iri: str, graph: str | None = None) -> tuple[Provenance, ...]:
        """Return where *iri* is spoken of, in every source or in that of *graph*."""
        found = (
            self.place(quad.object.value)  # type: ignore[union-attr]
            for quad in self.quads(iri, _EVIDENCE, None)
            if graph is None or quad.graph_name.value == graph  # type: ignore[union-attr]
        )
        return tuple(sorted({place for place in found if place is not None}))

    def place(self, evidence: str) -> Provenance | None:
        """Return the place to which a piece of evidence points."""
        document = self.one(evidence, _SOURCE)
        selector = self.one(evidence, _SELECTOR)
        if not document:
            return None
        start, end, locator = (
            self.one(selector, NamedNode(name)) if selector else ""
            for name in (f"{PREFIXES['oa']}start", f"{PREFIXES['oa']}end", f"{NGO}locator")
        )
        return self.provenance(document, int(start or -1), int(end or -1), locator)

    def source(self, graph: str) -> tuple[Provenance, ...]:
        """Return the source of *graph* as a whole."""
        document = self.one(graph, _RENDERS)
        return (self.provenance(document),) if document else ()

    def provenance(self, document: str, start: int = -1, end: int = -1, locator: str = "") -> Provenance:
        """Return the place in *document*."""
        dct = PREFIXES["dct"]
        return Provenance(
            document=document,
            title=self.one(document, NamedNode(f"{dct}title")) or self.label(document),
            issued=self.one(document, NamedNode(f"{dct}issued")),
            start=start,
            end=end,
            locator=locator,
            file=self.one(document, NamedNode(f"{dct}identifier")),
            sha256=self.one(document, NamedNode(f"{NGO}sha256")),
        )

    def one(self, subject: str, predicate: NamedNode) -> str:
        """Return the least value of the property, empty if there is none."""
        values = {quad.object.value for quad in self.quads(subject, predicate, None)}  # type: ignore[union-attr]
        return min(values, default="")

    def classes(self, iri: str) -> tuple[str, ...]:
        """Return the classes that the sources state, the nearest to the thing."""
        quads = list(self.quads(iri, _TYPE, None))
        stated = {q.object.value for q in quads if q.graph_name.value not in _OURS}  # type: ignore[union-attr]
        ontology = {q.object.value for q in quads if q.graph_name.value == ONTOLOGY_GRAPH}  # type: ignore[union-attr]
        return tuple(sorted(stated or ontology))

    def labels(self, iri: str) -> dict[str, str]:
        """Return the preferred labels of *iri* by language."""
        return {
            quad.object.language or "": quad.object.value
            for predicate in (_RDFS_LABEL, _LABEL)
            for quad in self.quads(iri, predicate, None)
            if isinstance(quad.object, Literal)
        }

    def label(self, iri: str) -> str:
        """Return the English label of *iri*, else any; the code of an identifier; else the IRI in short."""
        labels = self.labels(iri)
        english = [label for tag, label in sorted(labels.items()) if tag.split("-")[0].lower() == "en"]
        codes = [f"{self.one(iri, _SCHEME)} {code}".strip()] if (code := self.one(iri, _NOTATION)) else []
        return (english or [labels[tag] for tag in sorted(labels)] or codes or [curie(iri)])[0]

    def title(self, iri: str, statements: Iterable[Statement]) -> str:
        """Return the label of *iri*; for a relationship without one, the labels of those it joins."""
        label = self.label(iri)
        if label != curie(iri) or not self.is_relationship(iri):
            return label
        parties = [s.label for s in statements if s.is_thing and s.predicate in _PARTIES and not s.inverse]
        return " – ".join(dict.fromkeys(parties)) or label
