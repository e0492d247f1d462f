"""The staged store: data and ontology where SPARQL can ask of them, and what each shape looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from ngograph.validation.terms import SUBCLASS_OF, TYPE, XSD, Node, Term, name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ngograph.validation.paths import Path
    from ngograph.validation.shapes import Targets

FOCUS: Final = NamedNode("urn:ngograph:validation:focus")
LOOKS_AT: Final = NamedNode("urn:ngograph:validation:looksAt")
_KEPT: Final = "urn:ngograph:validation:datatype:"
_STRING: Final = XSD + "string"


class Staged:
    """A store in memory that holds what is validated, and what each shape looks at.

    The store changes some literals: xsd:int becomes xsd:integer, "1.0" becomes "1". A rule about datatypes
    must see what was written, and so must who reads a finding; `written` gives it back.
    """

    def __init__(self, triples: Iterable[Triple], targets: Mapping[Node, Targets]) -> None:
        """Stage *triples* and work out the focus nodes of the shapes in *targets*."""
        triples = list(triples)
        staged = _staged_literals(triples)
        self._written = {stored: written for written, stored in reversed(staged.items())}
        self.store = Store()
        self.store.bulk_extend(
            Quad(triple.subject, triple.predicate, staged.get(triple.object, triple.object))
            for triple in triples
        )
        self.focus = {shape: tuple(dict.fromkeys(self._nodes(target))) for shape, target in targets.items()}
        self.store.bulk_extend(
            Quad(shape, LOOKS_AT, node, FOCUS) for shape, nodes in self.focus.items() for node in nodes
        )

    @property
    def looked_at(self) -> dict[str, int]:
        """The number of nodes that each shape looks at."""
        return {name(shape): len(nodes) for shape, nodes in self.focus.items()}

    def values(self, node: Term, path: Path) -> list[Term]:
        """Return what can be reached from *node* by *path*, sorted."""
        text = f"SELECT DISTINCT ?this ?value WHERE {{ ?this {path} ?value }}"
        found = self.store.query(text, substitutions={Variable("this"): node})
        assert isinstance(found, QuerySolutions), "a SELECT has solutions"
        return sorted((self.written(row["value"]) for row in found), key=str)

    def written(self, term: Term) -> Term:
        """Return *term* of the store as it was written, or as one of the ways in which it was."""
        return self._written.get(term, term)

    def _nodes(self, targets: Targets) -> Iterator[Term]:
        yield from targets.nodes
        for cls in self._subclasses(targets.classes):
            yield from (quad.subject for quad in self._quads(None, TYPE, cls))
        for path in targets.subjects_of:
            yield from (quad.subject for quad in self._quads(None, path, None))
        for path in targets.objects_of:
            yield from (self.written(quad.object) for quad in self._quads(None, path, None))

    def _subclasses(self, classes: Iterable[Node]) -> list[Node]:
        found = dict.fromkeys(classes)
        waiting = list(found)
        while waiting:
            for quad in self._quads(None, SUBCLASS_OF, waiting.pop()):
                if isinstance(quad.subject, NamedNode | BlankNode) and quad.subject not in found:
                    found[quad.subject] = None
                    waiting.append(quad.subject)
        return list(found)

    def _quads(self, subject: Node | None, predicate: NamedNode, value: Term | None) -> Iterator[Quad]:
        return self.store.quads_for_pattern(subject, predicate, value, DefaultGraph())


def _staged_literals(triples: Iterable[Triple]) -> dict[Term, Term]:
    """Return the literals that the store would change, each with what is staged in its place.

    That is the store's own form where only the writing differs, and a stand-in that it leaves alone where it
    would fold one datatype into another.
    """
    typed = dict.fromkeys(triple.object for triple in triples if _has_datatype(triple.object))
    probe = Store()
    probe.bulk_extend(Quad(LOOKS_AT, NamedNode(f"{_KEPT}{at}"), term) for at, term in enumerate(typed))
    stored = {quad.predicate.value: quad.object for quad in probe}
    pairs = ((term, stored[f"{_KEPT}{at}"]) for at, term in enumerate(typed))
    return {term: _stand_in(term, kept) for term, kept in pairs if term != kept}


def _has_datatype(term: Term) -> bool:
    return isinstance(term, Literal) and term.language is None and term.datatype.value != _STRING


def _stand_in(written: Term, stored: Term) -> Term:
    assert isinstance(written, Literal), "only literals are changed"
    assert isinstance(stored, Literal), "a literal stays a literal"
    same = written.datatype == stored.datatype
    return stored if same else Literal(written.value, datatype=NamedNode(_KEPT + written.datatype.value))
