"""DCAT 3: the graph and each of its sources as datasets, with licence, time, place and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from ngograph.dumps import WHOLE, of_graph
from ngograph.vocab import DERIVED_GRAPH, ONTOLOGY_GRAPH, ROOT
from ngograph.web.links import graph_path
from ngograph.web.selfdescription.service import DATASET
from ngograph.web.selfdescription.stating import english, say, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from ngograph.dumps import Dump
    from ngograph.web.selfdescription.dumps import Dumps
    from ngograph.web.selfdescription.facts import Facts, Source

CATALOGUE: Final = NamedNode(f"{ROOT}catalogue")
ABOUT: Final = (
    "Who works with whom in humanitarian and social partnership: organisations, their activities, and the "
    "relationships between them, each statement with the place in the source that makes it."
)
_PUBLISHER: Final = NamedNode(f"{ROOT}catalogue#publisher")
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_LANGUAGES: Final = "http://id.loc.gov/vocabulary/iso639-1/"
_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def catalogue(facts: Facts, dumps: Dumps, title: str, publisher: str, base: str) -> Iterator[Triple]:
    """Return the catalogue of what is served below the address *base*."""
    service = NamedNode(f"{base}sparql")
    yield from say(
        CATALOGUE,
        ("rdf:type", term("dcat:Catalog")),
        ("dct:title", english(f"{title}: catalogue")),
        ("dct:description", english(f"The graph {title} as a whole and by source.")),
        ("dct:publisher", _PUBLISHER),
        ("dct:modified", facts.built),
        ("foaf:homepage", NamedNode(base)),
        ("dcat:dataset", [DATASET, *(NamedNode(source.graph) for source in facts.sources)]),
        ("dcat:service", service),
        ("dct:language", NamedNode(f"{_LANGUAGES}en")),
    )
    yield from say(_PUBLISHER, ("rdf:type", term("foaf:Agent")), ("foaf:name", publisher))
    yield from say(NamedNode(base), ("rdf:type", term("foaf:Document")))
    yield from say(
        service,
        ("rdf:type", [term("dcat:DataService"), term("rdfs:Resource")]),
        ("dct:title", english(f"{title}: SPARQL endpoint")),
        ("dct:description", english("SPARQL 1.1 queries over the union of all sources.")),
        ("dct:conformsTo", NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
        ("dcat:endpointURL", service),
        ("dcat:endpointDescription", service),
        ("dcat:servesDataset", [DATASET, *(NamedNode(source.graph) for source in facts.sources)]),
        ("dct:publisher", _PUBLISHER),
    )
    standards = ("https://www.w3.org/TR/sparql11-protocol/", f"{ROOT}ontology")
    for standard in standards:
        yield from say(NamedNode(standard), ("rdf:type", term("dct:Standard")))
    yield from _whole(facts, dumps, title, base)
    for source in facts.sources:
        yield from _source(source, facts, dumps, base)
    yield from _languages(facts)


def _whole(facts: Facts, dumps: Dumps, title: str, base: str) -> Iterator[Triple]:
    yield from say(
        DATASET,
        ("rdf:type", term("dcat:Dataset")),
        ("dct:title", english(title)),
        ("dct:description", english(ABOUT)),
        ("dct:identifier", DATASET.value),
        ("dct:publisher", _PUBLISHER),
        ("dct:modified", facts.built),
        ("dcat:version", facts.built.strftime("%Y-%m-%d")),
        ("dcat:landingPage", NamedNode(base)),
        ("dct:conformsTo", NamedNode(f"{ROOT}ontology")),
        ("dct:language", sorted({one for source in facts.sources for one in _spoken(source)}, key=str)),
        ("dct:hasPart", [NamedNode(source.graph) for source in facts.sources]),
    )
    yield from _distributions(DATASET, title, (dumps.files[name] for name in WHOLE), None, base)


def _source(source: Source, facts: Facts, dumps: Dumps, base: str) -> Iterator[Triple]:
    node, page = NamedNode(source.graph), NamedNode(f"{base}{graph_path(source.graph)[1:]}")
    made = source.graph in (ONTOLOGY_GRAPH, DERIVED_GRAPH)
    licence = source.value("dct:license")
    text = "Made for this graph." if made else f"What one source says, as a graph: {source.title.value}"
    period = BlankNode(f"period-{of_graph(source.graph)[0]}") if source.first or source.last else None
    publisher = NamedNode(source.publisher[0]) if source.publisher else _PUBLISHER if made else None
    yield from say(
        node,
        ("rdf:type", term("dcat:Dataset")),
        ("dct:title", source.title),
        ("dct:description", english(text)),
        ("dct:identifier", source.graph),
        ("dct:isPartOf", DATASET),
        ("prov:wasDerivedFrom", NamedNode(source.document) if source.document else None),
        ("dct:issued", _literal(source, "dct:issued")),
        ("dct:modified", facts.built),
        ("dct:publisher", publisher),
        ("dct:language", _spoken(source)),
        ("dct:spatial", [NamedNode(place) for place in source.places]),
        ("dct:temporal", period),
        ("dcat:landingPage", page),
    )
    yield from say(page, ("rdf:type", term("foaf:Document")))
    for place in source.places:
        yield from say(NamedNode(place), ("rdf:type", term("dct:Location")))
    if source.publisher:
        yield from say(
            NamedNode(source.publisher[0]),
            ("rdf:type", term("foaf:Agent")),
            ("foaf:name", source.publisher[1]),
        )
    if period:
        yield from say(
            period,
            ("rdf:type", term("dct:PeriodOfTime")),
            ("dcat:startDate", source.first),
            ("dcat:endDate", source.last),
        )
    files = (dumps.files[name] for name in of_graph(source.graph))
    yield from _distributions(
        node, source.title.value, files, licence if isinstance(licence, NamedNode) else None, base
    )


def _distributions(
    dataset: NamedNode, title: str, files: Iterable[Dump], licence: NamedNode | None, base: str
) -> Iterator[Triple]:
    for dump in files:
        node = NamedNode(f"{base}dumps/{dump.name}")
        form = NamedNode(f"{_MEDIA_TYPES}{dump.format.media_type}")
        packed = NamedNode(f"{_MEDIA_TYPES}application/gzip") if dump.compressed else None
        checksum = BlankNode(f"checksum-{dump.sha256[:16]}")
        yield from say(dataset, ("dcat:distribution", node))
        yield from say(
            node,
            ("rdf:type", term("dcat:Distribution")),
            ("dct:title", english(f"{title} ({dump.format.label}{', gzip' if packed else ''})")),
            ("dcat:accessURL", node),
            ("dcat:downloadURL", node),
            ("dcat:mediaType", form),
            ("dcat:compressFormat", packed),
            ("dcat:byteSize", Literal(str(dump.size), datatype=term("xsd:nonNegativeInteger"))),
            ("dct:license", licence),
            ("spdx:checksum", checksum),
        )
        yield from say(
            checksum,
            ("rdf:type", term("spdx:Checksum")),
            ("spdx:algorithm", NamedNode(_SHA256)),
            ("spdx:checksumValue", Literal(dump.sha256, datatype=term("xsd:hexBinary"))),
        )
        yield from say(NamedNode(_SHA256), ("rdf:type", term("spdx:ChecksumAlgorithm")))
        yield from say(form, ("rdf:type", term("dct:MediaType")))
        if packed:
            yield from say(packed, ("rdf:type", term("dct:MediaType")))
        if licence:
            yield from say(licence, ("rdf:type", term("dct:LicenseDocument")))


def _languages(facts: Facts) -> Iterator[Triple]:
    spoken = {language for source in facts.sources for language in _spoken(source)}
    for language in sorted({*spoken, NamedNode(f"{_LANGUAGES}en")}, key=str):
        yield from say(language, ("rdf:type", term("dct:LinguisticSystem")))


def _spoken(source: Source) -> list[NamedNode]:
    """Return the languages of a source, by the code of two letters that the Library of Congress keeps."""
    tag = source.value("dct:language")
    code = tag.value.partition("-")[0].lower() if isinstance(tag, Literal) else ""
    return [NamedNode(f"{_LANGUAGES}{code}")] if len(code) == 2 and code.isalpha() else []


def _literal(source: Source, curie: str) -> Literal | None:
    value = source.value(curie)
    return value if isinstance(value, Literal) else None
