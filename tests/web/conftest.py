"""A small graph with awkward words in it, served, and a client that speaks HTTP to it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from ngograph.cli.analysing import analyst_of
from ngograph.queries import Catalogue, load_catalogue
from ngograph.store import memory_store
from ngograph.vocab import DERIVED_GRAPH, GRAPH, ONTOLOGY_GRAPH
from ngograph.web import Settings, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI

    from ngograph.content import Content
    from ngograph.release import Release

_PREFIXES = """@base <https://w3id.org/ngograph/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_GRAPHS = {
    f"{GRAPH}alpha": """
<graph/alpha> dct:source <id/document/alpha> .
<id/document/alpha> a ngo:Document ; skos:prefLabel "Alpha paper"@en ;
  dct:issued "2023-05-19"^^xsd:date ; dct:language "bs" .
<id/organisation/one> a ngo:NationalSociety ; skos:prefLabel "One & <b>Only</b>"@en , "Један"@sr-Cyrl ;
  ngo:identifier <id/identifier/one> .
<id/identifier/one> a ngo:Identifier ; ngo:scheme "FDRS" ; skos:notation "DBA001" .
<id/organisation/two> a ngo:Organisation ; skos:prefLabel "<script>alert('two')</script>"@en ;
  rdfs:seeAlso <javascript:alert(1)> , <https://example.org/two> .
<id/partnership/one-two> a ngo:Partnership ;
  ngo:party <id/organisation/one> , <id/organisation/two> ;
  ngo:modality <concept/modality/planned> ; ngo:edtf "2022-11-20/2022-12-02" ;
  ngo:evidence <id/evidence/alpha-3-9> .
<id/evidence/alpha-3-9> a ngo:Evidence ; oa:hasSource <id/document/alpha> ;
  oa:hasSelector <id/selector/alpha-3-9> .
<id/selector/alpha-3-9> a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 .
""",
    f"{GRAPH}beta": """
<graph/beta> dct:source <id/document/beta> .
<id/document/beta> a ngo:Document ; skos:prefLabel "Beta table"@en .
<id/organisation/one> a ngo:NationalSociety ; skos:prefLabel "One & <b>Only</b>"@en .
""",
    ONTOLOGY_GRAPH: """
<ontology> a owl:Ontology .
ngo:Organisation a owl:Class ; rdfs:label "organisation"@en ; skos:definition "A body."@en ;
  rdfs:isDefinedBy <ontology> .
ngo:NationalSociety a owl:Class ; rdfs:label "national society"@en ; rdfs:subClassOf ngo:Organisation ,
  [ a owl:Restriction ; owl:onProperty ngo:party ; owl:minCardinality 0 ] .
ngo:Partnership a owl:Class ; rdfs:label "partnership"@en .
ngo:party a owl:ObjectProperty ; rdfs:label "party"@en .
<concept/modality> a skos:ConceptScheme ; skos:prefLabel "modality"@en .
<concept/modality/planned> a skos:Concept ; skos:inScheme <concept/modality> ; skos:prefLabel "planned"@en .
""",
    DERIVED_GRAPH: """
<id/partnership/one-two> a ngo:Relationship .
<id/organisation/one> a ngo:Organisation ; ngo:worksWith <id/organisation/two> .
<id/organisation/two> ngo:worksWith <id/organisation/one> .
""",
}

_QUERIES = {
    "partners.rq": """#+ title = "Who works with whom?"
#+ description = "Each pair."
#+ tags = ["partners"]
#+
#+ [parameters.organisation]
#+ type = "iri"
#+ kind = "organisation"
#+ description = "The organisation."
#+ example = "id/organisation/one"
#+
#+ [parameters.least]
#+ type = "integer"
#+ description = "Nothing that matters."
#+
#+ [columns]
#+ organisation = "The organisation."
PREFIX ngo: <https://w3id.org/ngograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?organisation ?organisationLabel ?partner ?partnerLabel ?least
WHERE {
  ?organisation ngo:worksWith ?partner ; skos:prefLabel ?organisationLabel .
  ?partner skos:prefLabel ?partnerLabel .
  FILTER(lang(?organisationLabel) = "en" && lang(?partnerLabel) = "en")
}
ORDER BY ?organisation
""",
    "names-of-thing.rq": """#+ title = "What is a thing called?"
#+ description = "Names."
#+ tags = ["names"]
#+
#+ [columns]
#+ thing = "The thing."
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?thing ?thingLabel ?kind ?name ?sort
WHERE { ?thing a ?class ; ?sort ?name . VALUES ?sort { skos:prefLabel } BIND("organisation" AS ?kind) }
ORDER BY ?thing ?name
""",
}


@dataclass(frozen=True)
class Small:
    """The small graph as a release."""

    graph: Store
    id: str = "20261122T000000Z-000000000000"
    digest: str = "0123456789abcdef" * 4
    built: datetime = field(default=datetime(2026, 11, 22, tzinfo=UTC))

    def store(self) -> Store:
        """Return the store."""
        return self.graph


@dataclass(frozen=True)
class Client:
    """Requests to an application, one after another, on one event loop."""

    runner: asyncio.Runner
    http: httpx.AsyncClient
    app: FastAPI

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Ask for *path*; `accept=` is the header."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """Send to *path*."""
        return self.request("POST", path, **options)

    def request(self, method: str, path: str, accept: str | None = None, **options: Any) -> httpx.Response:
        """Send a request and read the whole answer."""
        headers = (
            {"accept": accept or "", **options.pop("headers", {})} if accept else options.pop("headers", {})
        )
        return self.runner.run(self.http.request(method, path, headers=headers, **options))


def client_of(app: FastAPI) -> Iterator[Client]:
    """Give a client of *app* and take it away again."""
    with asyncio.Runner() as runner:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        http = httpx.AsyncClient(transport=transport, base_url="http://test")
        yield Client(runner, http, app)
        runner.run(http.aclose())


@pytest.fixture(scope="session")
def small() -> Small:
    """The small graph as a release."""
    quads = (
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph))
        for graph, text in _GRAPHS.items()
        for triple in parse(_PREFIXES + text, RdfFormat.TURTLE)
    )
    return Small(memory_store(list(quads)))


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Two questions."""
    folder: Path = tmp_path_factory.mktemp("queries")
    for name, text in _QUERIES.items():
        (folder / name).write_text(text, "utf-8")
    return load_catalogue(folder)


@pytest.fixture
def client(small: Small, catalogue: Catalogue) -> Iterator[Client]:
    """A client of the small graph, with small limits."""
    settings = Settings(request_bytes=2000, page_rows=5)
    yield from client_of(
        create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=settings)
    )


@pytest.fixture(scope="session")
def moved(small: Small, catalogue: Catalogue) -> Iterator[Client]:
    """A client of the small graph with a thing that was merged, one withdrawn, and a term out of use."""
    store = Store()
    store.extend(small.graph)
    store.update(f"""PREFIX dct: <http://purl.org/dc/terms/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
        BASE <https://w3id.org/ngograph/>
        INSERT DATA {{
          GRAPH <{DERIVED_GRAPH}> {{ <id/organisation/uno> dct:isReplacedBy <id/organisation/one> }}
          GRAPH <{GRAPH}alpha> {{
            <id/organisation/gone> owl:deprecated true .
            <id/organisation/two> dct:isReplacedBy <id/organisation/one> .
            <id/organisation/two> <https://schema.org/memberOf> <id/organisation/one> .
          }}
          GRAPH <{ONTOLOGY_GRAPH}> {{ <concept/modality/old> owl:deprecated true }}
        }}""")
    yield from client_of(create_app(release=Small(store), catalogue=catalogue, tables=Catalogue(())))


@pytest.fixture(scope="session")
def whole(release: Release, content: Content) -> Iterator[Client]:
    """A client of a release of the project's own content."""
    app = create_app(
        release=release,
        catalogue=load_catalogue(content.queries),
        tables=load_catalogue(content.queries / "tables"),
        analyst=analyst_of(release, Settings()),
    )
    yield from client_of(app)
