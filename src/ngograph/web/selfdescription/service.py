"""The SPARQL 1.1 Service Description: what the endpoint is and can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from ngograph.vocab import ROOT
from ngograph.web.selfdescription.stating import english, say, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ngograph.web.selfdescription.facts import Facts

DATASET: Final = NamedNode(f"{ROOT}void#dataset")
"""The whole graph, as VoID, DCAT and the service description name it."""

RESULT_FORMATS: Final = (
    "formats:SPARQL_Results_JSON",
    "formats:SPARQL_Results_XML",
    "formats:SPARQL_Results_CSV",
    "formats:SPARQL_Results_TSV",
    "formats:Turtle",
    "formats:N-Triples",
    "formats:JSON-LD",
    "formats:RDF_XML",
)


def service_description(facts: Facts, title: str, base: str, *, writable: bool = False) -> Iterator[Triple]:
    """Return the description of the endpoint below the address *base*, which answers from these *facts*.

    Whether it is *writable* decides whether it speaks the language of updates too.
    """
    service, dataset, default = NamedNode(f"{base}sparql"), BlankNode("dataset"), BlankNode("default")
    yield from say(
        service,
        ("rdf:type", term("sd:Service")),
        ("rdfs:label", english(f"{title}: SPARQL endpoint")),
        ("sd:endpoint", service),
        (
            "sd:supportedLanguage",
            [term("sd:SPARQL11Query"), *([term("sd:SPARQL11Update")] if writable else [])],
        ),
        ("sd:feature", term("sd:UnionDefaultGraph")),
        ("sd:resultFormat", [term(name) for name in RESULT_FORMATS]),
        ("sd:defaultEntailmentRegime", NamedNode("http://www.w3.org/ns/entailment/Simple")),
        ("sd:defaultDataset", dataset),
    )
    yield from say(
        dataset,
        ("rdf:type", [term("sd:Dataset"), term("sd:GraphCollection")]),
        ("sd:defaultGraph", default),
        ("dct:isPartOf", DATASET),
    )
    yield from say(
        default,
        ("rdf:type", term("sd:Graph")),
        ("rdfs:comment", english("The union of all named graphs, each statement once.")),
        ("void:triples", facts.triples),
    )
    for number, source in enumerate(facts.sources):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield from say(dataset, ("sd:namedGraph", named))
        yield from say(
            named,
            ("rdf:type", term("sd:NamedGraph")),
            ("sd:name", NamedNode(source.graph)),
            ("sd:graph", graph),
        )
        yield from say(
            graph,
            ("rdf:type", term("sd:Graph")),
            ("dct:title", source.title),
            ("void:triples", source.triples),
        )
