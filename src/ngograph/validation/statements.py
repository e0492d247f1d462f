"""Triples by subject and by predicate, for reading a graph that fits into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple

from ngograph.validation.terms import RDF, Node, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")


class Statements:
    """An index of triples."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Index *triples* as they come; the order of what is found is theirs."""
        self._objects: dict[tuple[Term, NamedNode], list[Term]] = {}
        self._subjects: dict[NamedNode, list[tuple[Node, Term]]] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode | BlankNode):
                self._objects.setdefault((triple.subject, triple.predicate), []).append(triple.object)
                self._subjects.setdefault(triple.predicate, []).append((triple.subject, triple.object))

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Return what *subject* has as *predicate*."""
        return self._objects.get((subject, predicate), [])

    def object(self, subject: Term, predicate: NamedNode) -> Term | None:
        """Return the first of what *subject* has as *predicate*, if anything."""
        return next(iter(self.objects(subject, predicate)), None)

    def nodes(self, subject: Term, predicate: NamedNode) -> list[Node]:
        """Return the IRIs and blank nodes among what *subject* has as *predicate*."""
        return [term for term in self.objects(subject, predicate) if isinstance(term, NamedNode | BlankNode)]

    def subjects(self, predicate: NamedNode, value: Term | None = None) -> list[Node]:
        """Return who has *value*, or anything, as *predicate*, each once."""
        found = self._subjects.get(predicate, [])
        return list(dict.fromkeys(subject for subject, term in found if value is None or term == value))

    def members(self, start: Term) -> list[Term]:
        """Return the members of the RDF list that begins at *start*."""
        found: list[Term] = []
        node: Term | None = start
        while node is not None and (first := self.object(node, _FIRST)) is not None:
            found.append(first)
            node = self.object(node, _REST)
        return found
