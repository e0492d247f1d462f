"""The names that code must know: namespaces, prefixes, and how our own IRIs are made.

The root stands here and in the content files, and nowhere else.
"""

from __future__ import annotations

from typing import Final

ROOT: Final = "https://w3id.org/ngograph/"
NGO: Final = f"{ROOT}ontology#"
NGOSH: Final = f"{ROOT}shapes#"
CONCEPT: Final = f"{ROOT}concept/"
ID: Final = f"{ROOT}id/"
GRAPH: Final = f"{ROOT}graph/"
ONTOLOGY_GRAPH: Final = f"{GRAPH}ontology"
DERIVED_GRAPH: Final = f"{GRAPH}derived"
UNION_GRAPH: Final = f"{ROOT}union"
"""The merged triples of all graphs, in a store whose default graph is something else."""
RELEASE_GRAPH: Final = f"{ROOT}release"
"""Which release a store holds, in a store that others than us can write to."""

PREFIXES: Final[dict[str, str]] = {
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "gn": "http://www.geonames.org/ontology#",
    "ngo": NGO,
    "ngosh": NGOSH,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def source_graph(name: str) -> str:
    """Return the IRI of the named graph of the source called *name*."""
    return f"{GRAPH}{name}"


def curie(iri: str) -> str:
    """Return *iri* shortened by the longest prefix that fits, else by the root, else unchanged.

    >>> curie("https://w3id.org/ngograph/ontology#Visit")
    'ngo:Visit'
    >>> curie("https://w3id.org/ngograph/id/place/ba")
    'id/place/ba'
    """
    fits = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if fits:
        namespace, prefix = max(fits, key=lambda fit: len(fit[0]))
        return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(ROOT)
