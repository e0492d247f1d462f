"""Terms as text: how findings name them, and how messages show them."""

from __future__ import annotations

from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ngograph.vocab import PREFIXES, curie

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Node: TypeAlias = NamedNode | BlankNode

RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
SH: Final = PREFIXES["sh"]
XSD: Final = PREFIXES["xsd"]

TYPE: Final = NamedNode(RDF + "type")
SUBCLASS_OF: Final = NamedNode(RDFS + "subClassOf")
CLASSES: Final = (NamedNode(RDFS + "Class"), NamedNode(PREFIXES["owl"] + "Class"))


def sh(name: str) -> NamedNode:
    """Return the term *name* of the SHACL vocabulary."""
    return NamedNode(SH + name)


def name(term: Term) -> str:
    """Return *term* as a finding names it: IRIs bare, everything else in N-Triples syntax."""
    return term.value if isinstance(term, NamedNode) else str(term)


def read(text: str) -> Term:
    """Return the term that *text* is in N-Triples syntax."""
    (quad,) = parse(f"<s:> <p:> {text} .", format=RdfFormat.N_TRIPLES)
    found: Term = quad.object
    return found


def shown(term: Term) -> str:
    """Return *term* as a message shows it: short, and with its language or datatype if that tells something.

    >>> shown(NamedNode("https://w3id.org/ngograph/ontology#Visit")), shown(Literal("Posjeta", language="bs"))
    ('ngo:Visit', '"Posjeta"@bs')
    """
    if isinstance(term, NamedNode):
        return curie(term.value)
    if isinstance(term, Literal) and term.language is None:
        datatype = term.datatype.value.removeprefix(XSD)
        return f'"{term.value}"' if datatype == "string" else f'"{term.value}" ({curie(term.datatype.value)})'
    return str(term)
