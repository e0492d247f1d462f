"""Statements written down shortly: a subject, and pairs of a property and its values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORDS: Final = PREFIXES | {
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
"""The prefixes of what is said of the service itself."""

Node: TypeAlias = NamedNode | BlankNode
Value: TypeAlias = Node | Literal | str | int | date | None


def term(curie: str) -> NamedNode:
    """Return the IRI that *curie* is short for.

    >>> term("void:Dataset").value
    'http://rdfs.org/ns/void#Dataset'
    """
    prefix, _, name = curie.partition(":")
    return NamedNode(f"{WORDS[prefix]}{name}")


def say(subject: Node, *pairs: tuple[str, Value | Iterable[Value]]) -> Iterator[Triple]:
    """Return the statements that *pairs* make of *subject*; a value of None makes none.

    >>> [str(said.object) for said in say(BlankNode("a"), ("rdfs:label", ["x", None]), ("void:triples", 3))]
    ['"x"', '"3"^^<http://www.w3.org/2001/XMLSchema#integer>']
    """
    for property_, values in pairs:
        many = [values] if values is None or isinstance(values, _SINGLE) else values
        for value in many:
            if value is not None:
                yield Triple(subject, term(property_), _object(value))


def english(text: str) -> Literal:
    """Return *text* as English."""
    return Literal(text, language="en")


_SINGLE: Final = (NamedNode, BlankNode, Literal, str, int, date)


def _object(value: Node | Literal | str | int | date) -> Node | Literal:
    if isinstance(value, datetime):
        return Literal(value.isoformat().replace("+00:00", "Z"), datatype=term("xsd:dateTime"))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=term("xsd:date"))
    return Literal(value) if isinstance(value, str | int) else value
