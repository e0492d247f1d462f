"""The SPARQL protocol: every way of asking, every format, and every way of asking wrongly."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from rdflib import Graph

from ngograph.vocab import GRAPH, NGO

if TYPE_CHECKING:
    from .conftest import Client

SELECT = "SELECT ?o ?label { ?o <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?o ?label"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://w3id.org/ngograph/graph/alpha> { ?s ?p ?o } }"
ASK = "ASK { ?s ?p ?o }"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
UTF_16 = {"content-type": 'application/sparql-query; charset="UTF-16"'}


@pytest.mark.parametrize(
    "accept",
    ["application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"],
)
def test_solutions_parse_back(client: Client, accept: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, accept=accept)
    assert answer.headers["content-type"].split(";")[0] == accept
    solutions = parse_query_results(
        answer.content, QueryResultsFormat.from_media_type(accept) or QueryResultsFormat.XML
    )
    assert isinstance(solutions, QuerySolutions)
    labels = [solution["label"].value for solution in solutions]
    assert "One & <b>Only</b>" in labels
    assert "Један" in labels


def test_csv_parses_back(client: Client) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, accept="text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert {row["label"] for row in rows} >= {"One & <b>Only</b>", "Један", "planned"}


@pytest.mark.parametrize(
    ("name", "reads"),
    [("json", lambda text: json.loads(text)["boolean"]), ("xml", lambda text: "<boolean>true" in text)],
)
def test_ask(client: Client, name: str, reads: object) -> None:
    answer = client.get("/sparql", params={"query": ASK, "format": name})
    assert callable(reads)
    assert reads(answer.text) is True
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_ask_as_text(client: Client, name: str) -> None:
    assert client.get("/sparql", params={"query": ASK, "format": name}).text.strip() == "true"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_triples_parse_back(client: Client, accept: str) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, accept=accept)
    assert answer.headers["content-type"].split(";")[0] == accept
    ours = {quad.triple for quad in parse(answer.content, RdfFormat.from_media_type(accept))}
    assert len(ours) == 28
    by_another = Graph().parse(
        data=answer.text, format={"application/ld+json": "json-ld"}.get(accept, accept)
    )
    assert len(by_another) == 28


def test_the_default_graph_is_the_union(client: Client) -> None:
    query = f"ASK {{ ?s a <{NGO}NationalSociety> ; <{NGO}worksWith> ?o }}"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


def test_three_ways_of_asking_have_one_answer(client: Client) -> None:
    got = client.get("/sparql", params={"query": SELECT})
    form = client.post("/sparql", data={"query": SELECT})
    direct = client.post(
        "/sparql", content=SELECT, headers={"content-type": "application/sparql-query; charset=utf-8"}
    )
    assert got.status_code == form.status_code == direct.status_code == 200
    assert got.json() == form.json() == direct.json()
    assert got.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("way", ["get", "form", "beside the form", "direct"])
def test_graphs_of_the_asker(client: Client, way: str) -> None:
    query = "SELECT ?d { ?d a <https://w3id.org/ngograph/ontology#Document> }"
    graphs = {"default-graph-uri": "https://w3id.org/ngograph/graph/beta"}
    if way == "get":
        answer = client.get("/sparql", params={"query": query, **graphs})
    elif way == "form":
        answer = client.post("/sparql", data={"query": query, **graphs})
    elif way == "beside the form":
        answer = client.post("/sparql", params=graphs, data={"query": query})
    else:
        answer = client.post("/sparql", params=graphs, content=query, headers=DIRECT)
    found = [row["d"]["value"] for row in answer.json()["results"]["bindings"]]
    assert found == ["https://w3id.org/ngograph/id/document/beta"]


def test_graphs_of_the_question(client: Client) -> None:
    query = f"SELECT ?d FROM <{GRAPH}beta> {{ ?d a <{NGO}Document> }}"
    assert len(client.get("/sparql", params={"query": query}).json()["results"]["bindings"]) == 1


def test_relative_iris_begin_at_our_root(client: Client) -> None:
    query = "ASK { <id/organisation/one> ?p ?o FILTER(?o != 'service') }"
    answer = client.get("/sparql", params={"query": query})
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/json;q=0.2, text/tab-separated-values;q=0.3, */*;q=0.1", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_weights_decide(client: Client, accept: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": ASK}, accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == media


def test_a_mistake_is_said_with_its_place(client: Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p"})
    problem = answer.json()
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert (problem["line"], problem["column"], problem["status"]) == (2, 14, 400)
    assert problem["error"] == "QuerySyntaxError"


@pytest.mark.parametrize(
    ("status", "method", "options"),
    [
        (400, "GET", {"params": {}, "accept": "text/csv"}),
        (400, "GET", {"params": {"query": ""}}),
        (400, "GET", {"params": {"query": ["ASK {}", "ASK {}"]}}),
        (400, "GET", {"params": {"update": "CLEAR ALL"}}),
        (400, "GET", {"params": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}),
        (400, "GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}),
        (400, "GET", {"params": {"query": ASK, "default-graph-uri": "not an iri"}}),
        (400, "POST", {"data": {"update": "CLEAR ALL"}}),
        (400, "POST", {"content": b"query=%FF%FE", "headers": FORM}),
        (400, "POST", {"content": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}),
        (400, "POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}),
        (400, "POST", {"data": {"query": ASK}, "params": {"query": ASK}}),
        (400, "POST", {"data": {"query": [ASK, ASK]}}),
        (400, "POST", {"content": ASK, "headers": DIRECT, "params": {"query": ASK}}),
        (400, "POST", {"data": {"query": ASK}, "params": {"named-graph-uri": "x y"}}),
        (400, "GET", {"params": {"query": "SELECT (<urn:x-f>(1) AS ?x) {}"}}),
        (405, "PUT", {"content": ASK, "headers": DIRECT}),
        (406, "GET", {"params": {"query": ASK}, "accept": "image/png"}),
        (406, "GET", {"params": {"query": ASK}, "accept": "text/turtle"}),
        (406, "GET", {"params": {"query": CONSTRUCT, "format": "csv"}}),
        (406, "GET", {"params": {"query": ASK, "format": "exe"}}),
        (413, "POST", {"content": "ASK {} #" + "x" * 3000, "headers": DIRECT}),
        (413, "POST", {"data": {"query": "ASK {} #" + "x" * 3000}}),
        (415, "POST", {"content": ASK, "headers": {"content-type": "text/plain"}}),
        (415, "POST", {"content": ASK}),
        (415, "POST", {"content": ASK.encode("utf-16"), "headers": UTF_16}),
    ],
)
def test_asking_wrongly(client: Client, status: int, method: str, options: dict[str, object]) -> None:
    answer = client.request(method, "/sparql", **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_body_of_unknown_length_is_measured_as_it_comes(client: Client) -> None:
    async def pieces() -> object:
        for _ in range(100):
            yield b"x" * 100

    answer = client.post("/sparql", content=pieces(), headers=DIRECT)
    assert answer.status_code == 413


def test_head_has_no_body(client: Client) -> None:
    answer = client.request("HEAD", "/sparql", params={"query": SELECT})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"


def test_a_page_for_people(client: Client) -> None:
    page = client.get("/sparql", params={"query": SELECT}, accept="text/html")
    assert page.status_code == 200
    assert "One &amp; &lt;b&gt;Only&lt;/b&gt;" in page.text
    assert "<b>Only" not in page.text
    assert "the first of more" in page.text  # five rows a page here
    assert 'href="/id/organisation/one"' in page.text
    assert "format=csv" in page.text


def test_the_form_stands_alone(client: Client) -> None:
    page = client.get("/sparql", accept="text/html")
    assert page.status_code == 200
    assert '<form action="/sparql"' in page.text
    assert "<textarea" in page.text


def test_a_mistake_on_the_page(client: Client) -> None:
    page = client.get("/sparql", params={"query": "SELECT <script>"}, accept="text/html")
    assert page.status_code == 400
    assert "That could not be answered" in page.text
    assert "<script>" not in page.text


def test_yes_on_the_page(client: Client) -> None:
    assert "Yes" in client.get("/sparql", params={"query": ASK, "format": "html"}).text


def test_who_takes_pages_for_one_form_only_gets_the_other_streamed(client: Client) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, accept="text/turtle, text/html;q=0.5")
    assert answer.headers["content-type"].startswith("text/turtle")
    answer = client.get("/sparql", params={"query": SELECT}, accept="text/turtle, text/html;q=0.5")
    assert answer.headers["content-type"].startswith("text/html")
