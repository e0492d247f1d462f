"""VoID: how much there is of what, where the links lead, where the whole can be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from ngograph.dumps import WHOLE, of_graph
from ngograph.vocab import PREFIXES, ROOT
from ngograph.web.selfdescription.service import DATASET, RESULT_FORMATS
from ngograph.web.selfdescription.stating import english, say, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ngograph.web.selfdescription.facts import Facts, Links

_TARGETS: Final = {
    "https://www.geonames.org/": ("GeoNames", "https://sws.geonames.org/"),
    "https://www.wikidata.org/": ("Wikidata", "http://www.wikidata.org/entity/"),
}


def void(facts: Facts, title: str, base: str) -> Iterator[Triple]:
    """Return the VoID description of *facts*' release, served below the address *base*."""
    yield from say(
        NamedNode(f"{ROOT}void"),
        ("rdf:type", term("void:DatasetDescription")),
        ("dct:title", english(f"Description of {title}")),
        ("dct:modified", facts.built),
        ("foaf:primaryTopic", DATASET),
    )
    yield from say(
        DATASET,
        ("rdf:type", term("void:Dataset")),
        ("dct:title", english(title)),
        ("dct:modified", facts.built),
        ("foaf:homepage", NamedNode(base)),
        ("void:triples", facts.triples),
        ("void:distinctSubjects", facts.subjects),
        ("void:distinctObjects", facts.objects),
        ("void:properties", facts.properties),
        ("void:classes", len(facts.classes)),
        ("void:uriSpace", ROOT),
        ("void:sparqlEndpoint", NamedNode(f"{base}sparql")),
        ("void:dataDump", [NamedNode(f"{base}dumps/{name}") for name in WHOLE]),
        ("void:feature", [term(name) for name in RESULT_FORMATS if "SPARQL" not in name]),
        ("void:exampleResource", [NamedNode(iri) for iri in facts.specimens]),
        ("void:vocabulary", [NamedNode(iri) for iri in _vocabularies(facts)]),
    )
    yield from _partitions(facts)
    for source in facts.sources:
        yield from say(DATASET, ("void:subset", NamedNode(source.graph)))
        yield from say(
            NamedNode(source.graph),
            ("rdf:type", term("void:Dataset")),
            ("dct:title", source.title),
            ("dct:source", NamedNode(source.document) if source.document else None),
            ("void:triples", source.triples),
            ("void:dataDump", [NamedNode(f"{base}dumps/{name}") for name in of_graph(source.graph)]),
        )
    for links in facts.links:
        yield from _linkset(links)


def _partitions(facts: Facts) -> Iterator[Triple]:
    for number, (name, things) in enumerate(facts.classes.items()):
        part = BlankNode(f"class{number}")
        yield from say(DATASET, ("void:classPartition", part))
        yield from say(part, ("void:class", NamedNode(name)), ("void:entities", things))
    for number, used in enumerate(facts.used):
        part = BlankNode(f"property{number}")
        yield from say(DATASET, ("void:propertyPartition", part))
        yield from say(
            part,
            ("void:property", NamedNode(used.property)),
            ("void:triples", used.triples),
            ("void:distinctSubjects", used.subjects),
            ("void:distinctObjects", used.objects),
        )


def _linkset(links: Links) -> Iterator[Triple]:
    name, space = _TARGETS[links.target]
    word = links.used.property.rpartition("#" if "#" in links.used.property else "/")[2]
    linkset, target = NamedNode(f"{ROOT}void#{name.lower()}-{word}"), NamedNode(f"{ROOT}void#{name.lower()}")
    yield from say(DATASET, ("void:subset", linkset))
    yield from say(
        linkset,
        ("rdf:type", term("void:Linkset")),
        ("dct:title", english(f"Links to {name} by {word}")),
        ("void:subjectsTarget", DATASET),
        ("void:objectsTarget", target),
        ("void:linkPredicate", NamedNode(links.used.property)),
        ("void:triples", links.used.triples),
        ("void:distinctSubjects", links.used.subjects),
        ("void:distinctObjects", links.used.objects),
    )
    yield from say(
        target,
        ("rdf:type", term("void:Dataset")),
        ("dct:title", english(name)),
        ("foaf:homepage", NamedNode(links.target)),
        ("void:uriSpace", space),
    )


def _vocabularies(facts: Facts) -> list[str]:
    """Return the namespaces that we know of those that the graph is written in."""
    terms = [*facts.classes, *(used.property for used in facts.used)]
    return sorted({space for space in PREFIXES.values() if any(one.startswith(space) for one in terms)})
