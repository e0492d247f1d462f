"""The questions as examples for editors of SPARQL: `sh:SPARQLExecutable`, and the prefixes they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from ngograph.vocab import PREFIXES, ROOT
from ngograph.web.selfdescription.stating import english, say, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ngograph.queries import Catalogue


def examples(catalogue: Catalogue, base: str) -> Iterator[Triple]:
    """Return the questions of *catalogue*, which are answered below the address *base*, as RDF."""
    prefixes = NamedNode(f"{ROOT}ontology")
    for number, (prefix, namespace) in enumerate(PREFIXES.items()):
        declared = BlankNode(f"prefix{number}")
        yield from say(prefixes, ("sh:declare", declared))
        yield from say(
            declared,
            ("rdf:type", term("sh:PrefixDeclaration")),
            ("sh:prefix", prefix),
            ("sh:namespace", Literal(namespace, datatype=term("xsd:anyURI"))),
        )
    for query in catalogue:
        yield from say(
            NamedNode(f"{base}queries/{query.name}"),
            ("rdf:type", [term("sh:SPARQLExecutable"), term("sh:SPARQLSelectExecutable")]),
            ("rdfs:label", english(query.title)),
            ("rdfs:comment", english(query.description)),
            ("schema:keywords", list(query.tags)),
            ("schema:target", NamedNode(f"{base}sparql")),
            ("sh:prefixes", prefixes),
            ("sh:select", query.text),
        )
