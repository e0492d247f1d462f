"""The ontology and the shapes as one reads them, and what a source speaks of, by kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ngograph.vocab import PREFIXES
from ngograph.web.links import href
from ngograph.web.tables import Cell, cell
from ngograph.web.words import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ngograph.store.answering import Table
    from ngograph.web.words import Words

_TYPE: Final = f"{PREFIXES['rdf']}type"
_DEFINED: Final = (
    f"{PREFIXES['skos']}definition",
    f"{PREFIXES['sh']}description",
    f"{PREFIXES['sh']}message",
)
_KINDS: Final = {
    f"{PREFIXES['owl']}Class": "classes",
    f"{PREFIXES['owl']}ObjectProperty": "object-properties",
    f"{PREFIXES['owl']}DatatypeProperty": "data-properties",
    f"{PREFIXES['owl']}AnnotationProperty": "annotations",
    f"{PREFIXES['sh']}NodeShape": "node-shapes",
    f"{PREFIXES['sh']}PropertyShape": "property-shapes",
}
_SHOWN: Final = {
    f"{PREFIXES['rdfs']}subClassOf": "is-kind-of",
    f"{PREFIXES['rdfs']}subPropertyOf": "is-kind-of",
    f"{PREFIXES['rdfs']}domain": "said-of",
    f"{PREFIXES['rdfs']}range": "its-value",
    f"{PREFIXES['owl']}inverseOf": "inverse-of",
    f"{PREFIXES['skos']}closeMatch": "much-like",
    f"{PREFIXES['owl']}equivalentClass": "same",
    f"{PREFIXES['owl']}equivalentProperty": "same",
    f"{PREFIXES['sh']}targetClass": "for-each",
    f"{PREFIXES['sh']}path": "of-path",
}


@dataclass(frozen=True)
class Term:
    """One class, property or shape.

    Args:
        facts: what is said of it, under keys of phrases.
    """

    anchor: str
    iri: str
    label: Cell
    definition: Cell | None
    facts: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Vocabulary:
    """The statements about the terms of one namespace, with the nameless nodes that belong to them."""

    iri: str
    quads: tuple[Quad, ...]

    def groups(self, words: Words, languages: Sequence[str]) -> list[tuple[str, list[Term]]]:
        """Return the terms by kind, which is a key of a phrase, as the page lists them."""
        by_subject: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            if isinstance(quad.subject, NamedNode):
                by_subject[quad.subject.value].append(quad)
        grouped: dict[str, list[Term]] = defaultdict(list)
        for iri, quads in by_subject.items():
            types = {
                quad.object.value
                for quad in quads
                if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode)
            }
            kind = next((title for kind, title in _KINDS.items() if kind in types), None)
            if kind and iri != self.iri:
                grouped[kind].append(_term(iri, quads, words, languages))
        return [
            (title, sorted(grouped[title], key=lambda term: term.anchor))
            for title in _KINDS.values()
            if title in grouped
        ]


def vocabulary(rows: Table, iri: str) -> Vocabulary:
    """Return what the *rows* (s, p, o) of the ontology's graph say of *iri* and the terms `iri#…`."""
    by_subject: dict[object, list[Quad]] = defaultdict(list)
    for quad in terms(rows):
        by_subject[quad.subject].append(quad)
    waiting = [
        subject
        for subject in by_subject
        if isinstance(subject, NamedNode)
        and (subject.value == iri or subject.value.startswith((f"{iri}#", f"{iri}/")))
    ]
    seen: dict[object, None] = dict.fromkeys(waiting)
    while waiting:
        for quad in by_subject[waiting.pop()]:
            if isinstance(quad.object, BlankNode) and quad.object not in seen:
                seen[quad.object] = None
                waiting.append(quad.object)  # type: ignore[arg-type]
    return Vocabulary(iri, tuple(quad for subject in seen for quad in by_subject[subject]))


def terms(rows: Table) -> Iterable[Quad]:
    """Return the *rows* (graph, s, p, o) as quads."""
    places = [rows.columns.index(column) for column in ("s", "p", "o", "graph")]
    return (Quad(*(row[place] for place in places)) for row in rows.rows)  # type: ignore[arg-type]


def contents(rows: Table, words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the things in the *rows* (type, thing, label) of a source, by kind."""
    places = [rows.columns.index(column) for column in ("type", "thing", "label")]
    grouped: dict[str, dict[str, Cell]] = defaultdict(dict)
    for row in rows.rows:
        kind, thing, label = (row[place] for place in places)
        if isinstance(kind, NamedNode) and isinstance(thing, NamedNode) and isinstance(label, Literal):
            called = words.labels.get(thing.value) or label
            shown = Cell(called.value, href(thing.value), called.language)
            grouped[words.label(kind.value).value][thing.value] = shown
    return [(kind, list(grouped[kind].values())) for kind in sorted(grouped)]


def _text(label: Literal) -> Cell:
    return Cell(label.value, lang=label.language)


def _term(iri: str, quads: Sequence[Quad], words: Words, languages: Sequence[str]) -> Term:
    definitions = [
        quad.object for quad in quads if quad.predicate.value in _DEFINED and isinstance(quad.object, Literal)
    ]
    facts: dict[str, list[Cell]] = defaultdict(list)
    for quad in quads:
        title = _SHOWN.get(quad.predicate.value)
        if title and isinstance(quad.object, NamedNode):
            facts[title].append(cell(quad.object, words))
    return Term(
        anchor=iri.partition("#")[2],
        iri=iri,
        label=_text(words.label(iri)),
        definition=_text(best(definitions, languages)) if definitions else None,
        facts=tuple((title, tuple(cells)) for title, cells in facts.items()),
    )
