"""The IRIs of the graph, answered: as RDF that parses back, and as pages that tell and do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph, URIRef

from ngograph.media import DATASETS, GRAPHS
from ngograph.vocab import ID, NGO, ROOT

if TYPE_CHECKING:
    from ngograph.media import Format

    from .conftest import Client

ONE, TWO = f"{ID}organisation/one", f"{ID}organisation/two"


@pytest.mark.parametrize("offer", DATASETS, ids=lambda offer: offer.name)
@pytest.mark.parametrize("by", ["accept", "format"])
def test_a_description_parses_back(client: Client, offer: Format, by: str) -> None:
    path = "/id/organisation/one"
    answer = (
        client.get(path, accept=offer.media_type)
        if by == "accept"
        else client.get(f"{path}?format={offer.name}")
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == offer.content_type
    triples = {quad.triple for quad in parse(answer.content, RdfFormat.from_media_type(offer.media_type))}
    said = {(t.subject.value, t.predicate.value, getattr(t.object, "value", "")) for t in triples}
    relation = f"{ID}partnership/one-two"
    assert (relation, f"{NGO}party", ONE) in said  # what points here
    assert (relation, f"{NGO}edtf", "2022-11-20/2022-12-02") in said  # the relationship itself
    assert (f"{ID}identifier/one", f"{NGO}scheme", "FDRS") in said  # a part
    assert (f"{ID}selector/alpha-3-9", "http://www.w3.org/ns/oa#start", "3") in said  # the evidence
    assert (
        TWO,
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "<script>alert('two')</script>",
    ) in said  # a neighbour
    assert not any(subject == f"{ID}document/beta" for subject, _, _ in said)


def test_graphs_are_kept_where_the_format_has_them(client: Client) -> None:
    answer = client.get("/id/organisation/one", accept="application/trig")
    quads = parse(answer.content, RdfFormat.TRIG)
    names = {getattr(quad.graph_name, "value", "") for quad in quads}
    assert names >= {f"{ROOT}graph/alpha", f"{ROOT}graph/beta", f"{ROOT}graph/derived"}


def test_another_parser_agrees(client: Client) -> None:
    answer = client.get("/id/organisation/one", accept="application/rdf+xml")
    graph = Graph().parse(data=answer.text, format="xml")
    assert (URIRef(ONE), URIRef(f"{NGO}worksWith"), URIRef(TWO)) in graph


def test_headers(client: Client) -> None:
    answer = client.get("/id/organisation/one", accept="text/turtle")
    assert answer.headers["vary"] == "Accept, Accept-Profile, Accept-Encoding"
    links = answer.headers["link"]
    assert f'<{ONE}>; rel="canonical"' in links
    assert '</id/organisation/one?format=jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert "format=ttl" not in links
    again = client.get(
        "/id/organisation/one", accept="text/turtle", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    assert again.content == b""
    other = client.get(
        "/id/organisation/one", accept="application/trig", headers={"if-none-match": answer.headers["etag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize("accept", [None, "*/*", "image/png, */*;q=0.1"])
def test_who_takes_anything_gets_turtle(client: Client, accept: str | None) -> None:
    assert client.get("/id/organisation/one", accept=accept).headers["content-type"].startswith("text/turtle")


def test_a_page_tells_and_escapes(client: Client) -> None:
    page = client.get("/id/organisation/one", accept="text/html").text
    assert "<h1>One &amp; &lt;b&gt;Only&lt;/b&gt;</h1>" in page
    assert 'lang="sr-cyrl">Један' in page
    assert "FDRS DBA001" in page
    assert "20 November 2022 to 2 December 2022" in page
    assert 'class="line planned"' in page
    assert "Alpha paper, 19 May 2023, characters 3–9" in page
    assert 'href="/id/evidence/alpha-3-9"' in page
    assert "<script" not in page
    assert f'<link rel="canonical" href="{ONE}">' in page


def test_a_page_links_only_where_it_is_safe(client: Client) -> None:
    page = client.get("/id/organisation/two", accept="text/html").text
    assert 'href="https://example.org/two"' in page
    assert 'href="javascript' not in page
    assert "alert(1)" in page


def test_statements_name_their_source(client: Client) -> None:
    page = client.get("/id/document/alpha", accept="text/html").text
    assert '<a class="source" href="/graph/alpha">Alpha paper, 19 May 2023</a>' in page


@pytest.mark.parametrize(
    "path",
    [
        "/id/organisation/three",
        "/id/organisation/a%20b",
        "/id/organisation/%3Cx%3E",
        "/graph/gamma",
        "/concept/x",
        "/shapes",
    ],
)
@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_what_is_not_there(client: Client, path: str, accept: str) -> None:
    answer = client.get(path, accept=accept)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == (
        "application/problem+json" if accept == "text/turtle" else "text/html; charset=utf-8"
    )


def test_what_is_not_on_offer(client: Client) -> None:
    assert client.get("/id/organisation/one", accept="image/png").status_code == 406
    assert client.get("/id/organisation/one?format=docx").status_code == 406


@pytest.mark.parametrize("path", ["/concept/modality", "/concept/modality/planned"])
def test_concepts(client: Client, path: str) -> None:
    answer = client.get(path, accept="text/turtle")
    subjects = {quad.subject for quad in parse(answer.content, RdfFormat.TURTLE)}
    assert NamedNode(ROOT.rstrip("/") + path) in subjects
    assert client.get(path, accept="text/html").status_code == 200


@pytest.mark.parametrize("offer", DATASETS, ids=lambda offer: offer.name)
def test_a_source_is_all_that_it_says(client: Client, offer: Format) -> None:
    answer = client.get("/graph/beta", accept=offer.media_type)
    assert len(list(parse(answer.content, RdfFormat.from_media_type(offer.media_type)))) == 5


def test_a_source_as_a_page(client: Client) -> None:
    page = client.get("/graph/alpha", accept="text/html").text
    assert "Alpha paper" in page
    assert 'href="/id/organisation/one"' in page
    assert "19 May 2023" in page


@pytest.mark.parametrize("offer", GRAPHS, ids=lambda offer: offer.name)
def test_the_ontology_with_its_nameless_nodes_and_nothing_else(client: Client, offer: Format) -> None:
    triples = [
        quad.triple
        for quad in parse(
            client.get("/ontology", accept=offer.media_type).content,
            RdfFormat.from_media_type(offer.media_type),
        )
    ]
    assert any(triple.predicate.value.endswith("minCardinality") for triple in triples)
    assert not any("/concept/" in str(triple.subject) for triple in triples)


def test_the_ontology_as_a_page_with_an_anchor_for_each_term(client: Client) -> None:
    page = client.get("/ontology", accept="text/html").text
    assert 'id="NationalSociety"' in page
    assert 'href="/ontology#Organisation"' in page
    assert "A body." in page


def test_head(client: Client) -> None:
    answer = client.request("HEAD", "/graph/alpha", accept="text/turtle")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
