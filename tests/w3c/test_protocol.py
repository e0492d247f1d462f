"""The W3C suites of the SPARQL 1.1 Protocol and of the Graph Store Protocol, over HTTP.

All of it holds where writing is on. Where it is off, the tests that write show that nothing is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)
from rdflib import RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import httpx
    from _pytest.mark import ParameterSet
    from rdflib.term import Node

    from .conftest import Served

SUITE: Final = Path(__file__).parents[3] / "shared" / "suites" / "rdf-tests" / "sparql" / "sparql11"
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT: Final = Namespace("http://www.w3.org/2011/http#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")

pytestmark = pytest.mark.w3c


@dataclass(frozen=True)
class Asked:
    """One request of a test and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    boolean: str
    form: str
    answered: dict[str, str]
    found: bytes

    @property
    def writes(self) -> bool:
        """Say whether it means to write."""
        update = "update" in self.headers.get("content-type", "") or self.body.startswith(b"update=")
        return update or "update=" in self.path

    def sent(self, http: httpx.Client) -> httpx.Response:
        """Send it and return the answer."""
        path = f"/sparql{self.path.removeprefix('/sparql/')}"
        return http.request(self.method, path, headers=self.headers, content=self.body or None)


def entries(file: str) -> Iterator[tuple[str, Graph, Node]]:
    manifest = SUITE / file
    if manifest.is_file():
        graph = Graph().parse(manifest, publicID=manifest.as_uri())
        for listed in graph.objects(URIRef(manifest.as_uri()), MF.entries):
            for test in Collection(graph, listed):
                yield str(test).partition("#")[2], graph, test


def requests(graph: Graph, test: Node) -> list[Asked]:
    action = graph.value(test, MF.action)
    listed = graph.value(action, HT.requests)
    assert listed is not None
    return [request(graph, node) for node in Collection(graph, listed)]


def request(graph: Graph, node: Node) -> Asked:
    body, response = graph.value(node, HT.body), graph.value(node, HT.resp)
    text, encoding = graph.value(body, CNT.chars), graph.value(body, CNT.characterEncoding)
    statuses = graph.objects(response, MF.expectedStatus)
    return Asked(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=fields(graph, node),
        body=str(text).encode(str(encoding)) if text is not None else b"",
        statuses=frozenset(str(status).rpartition("#")[2].removeprefix("StatusCode") for status in statuses),
        boolean=str(graph.value(response, MF.expectedBoolean) or ""),
        form=str(graph.value(response, MF.expectedFormat) or ""),
        answered=fields(graph, response),
        found=str(graph.value(graph.value(response, HT.body), CNT.chars) or "").encode(),
    )


def fields(graph: Graph, message: Node | None) -> dict[str, str]:
    """Return the headers of a request or of an answer."""
    headers = graph.value(message, HT.headers)
    listed: Iterable[Node] = Collection(graph, headers) if headers is not None else ()
    return {
        str(graph.value(one, HT.fieldName)).lower(): str(graph.value(one, HT.fieldValue)) for one in listed
    }


def cases(*manifests: str, only: frozenset[str] | None = None) -> list[ParameterSet]:
    found = [
        pytest.param(graph, test, id=name)
        for manifest in manifests
        for name, graph, test in entries(manifest)
        if only is None or name in only
    ]
    return found or [pytest.param(None, None, id="the suite")]


WRITING: Final = frozenset(
    {
        *("update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs"),
        *("update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri"),
    }
)
"""Tests of updates that should succeed."""

GRAPH_STORE: Final = tuple(f"graph-store-protocol/manifest-{part}.ttl" for part in ("direct", "indirect"))


@pytest.mark.parametrize(("manifest", "test"), cases("protocol/manifest.ttl"))
def test_protocol(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    http = served.holding(loaded(manifest, test), writable=True)
    for asked in requests(manifest, test):
        answer = asked.sent(http)
        assert f"{answer.status_code // 100}xx" in asked.statuses, answer.text
        media = answer.headers["content-type"].partition(";")[0]
        if asked.boolean:
            assert answer.json()["boolean"] is (asked.boolean == "true")
        if asked.form == "RDF":
            assert RdfFormat.from_media_type(media) is not None
        elif asked.form:
            assert media.startswith("application/sparql-results+")


@pytest.mark.parametrize(("manifest", "test"), cases("protocol/manifest.ttl", only=WRITING))
def test_updates_are_refused(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    store = loaded(manifest, test)
    before = set(store)
    http = served.holding(store)
    refused = [asked.sent(http).status_code for asked in requests(manifest, test) if asked.writes]
    assert refused
    assert set(refused) == {400}
    assert set(store) == before


def test_each_test_is_accounted_for(shared: Path) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    names = [name for name, _, _ in entries("protocol/manifest.ttl")]
    assert len(names) == len(set(names)) == 34
    assert set(names) >= WRITING


@pytest.mark.parametrize(("manifest", "test"), cases(*GRAPH_STORE))
def test_graph_store(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    http = served.holding(Store(), writable=True)
    location = ""
    for asked in requests(manifest, test):
        path = here(asked).replace("$LOCATION$", location)
        answer = http.request(asked.method, path, headers=asked.headers, content=asked.body or None)
        assert str(answer.status_code) in {STATUSES[status] for status in asked.statuses}, answer.text
        location = answer.headers.get("location", location)
        if asked.method == "GET" and answer.status_code == 200:
            assert answer.headers["content-type"] == asked.answered["content-type"]
        if asked.method == "HEAD":
            assert answer.content == b""
        elif asked.found:
            assert canonical(answer.content) == canonical(asked.found)


@pytest.mark.parametrize(("manifest", "test"), cases(*GRAPH_STORE))
def test_graphs_are_not_written(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    store = Store()
    http = served.holding(store)
    for asked in requests(manifest, test):
        if asked.method not in ("GET", "HEAD"):
            answer = http.request(asked.method, here(asked), headers=asked.headers, content=asked.body)
            assert answer.status_code == 405
            assert answer.headers["allow"] == "GET, HEAD"
    assert len(store) == 0


STATUSES: Final = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


def here(asked: Asked) -> str:
    """Return the address that the request has at this service."""
    return re.sub(r"^/gsp(?=$|\?)", "/graphs", re.sub(r"^/gsp/person/", "/graph/", asked.path))


def canonical(body: bytes) -> Dataset:
    dataset = Dataset(parse(body, RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def loaded(manifest: Graph, test: Node) -> Store:
    """Return a store with the named graphs of a test."""
    store = Store()
    for data in manifest.objects(test, UT.graphData):
        name = NamedNode(str(manifest.value(data, RDFS.label)))
        file = Path(str(manifest.value(data, UT.graph)).removeprefix("file://"))
        quads = parse(file.read_bytes(), RdfFormat.N_TRIPLES)
        store.extend(Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)
    return store
