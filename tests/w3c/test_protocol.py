"""The W3C suites of the SPARQL 1.1 Protocol and of the Graph Store Protocol, over HTTP.

The service is read only. What a test of reading wants to find is loaded beforehand. Tests that write show
that nothing is written, and count as that and not as passed: they are named in `WRITING`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)
from rdflib import RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection

from ngograph.vocab import ROOT

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


def graph_store_cases() -> list[ParameterSet]:
    found = [
        pytest.param(graph, test, id=name)
        for part in ("direct", "indirect")
        for name, graph, test in entries(f"graph-store-protocol/manifest-{part}.ttl")
        if name != CREATING
    ]
    return found or [pytest.param(None, None, id="the suite")]


def cases(*, writing: bool) -> list[ParameterSet]:
    found = [
        pytest.param(graph, test, id=name)
        for name, graph, test in entries("protocol/manifest.ttl")
        if (name in WRITING) is writing
    ]
    return found or [pytest.param(None, None, id="the suite")]


WRITING: Final = frozenset(
    {
        *("update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs"),
        *("update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri"),
    }
)
"""Tests of updates that should succeed: refused, for the service only reads."""

CREATING: Final = "post_get_new_graph"
"""The test of the Graph Store Protocol that reads only what the service itself has named."""


@pytest.mark.parametrize(("manifest", "test"), cases(writing=False))
def test_protocol(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    http = served.holding(loaded(manifest, test))
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


@pytest.mark.parametrize(("manifest", "test"), cases(writing=True))
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


@pytest.mark.parametrize(("manifest", "test"), graph_store_cases())
def test_graph_store(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    """Read what the suite wants read; what it wants written is refused, and then put there by other means."""
    assert (shared / "suites" / "rdf-tests").is_dir()
    store = Store()
    http = served.holding(store)
    for asked in requests(manifest, test):
        path = re.sub(r"^/gsp(?=$|\?)", "/graphs", re.sub(r"^/gsp/person/", "/graph/", asked.path))
        answer = http.request(asked.method, path, headers=asked.headers, content=asked.body or None)
        if asked.method not in ("GET", "HEAD"):
            assert answer.status_code == 405
            assert answer.headers["allow"] == "GET, HEAD"
            put(store, asked, named(http.build_request("GET", path).url))
            continue
        assert answer.status_code == (404 if "NotFound" in asked.statuses else 200), answer.text
        if answer.status_code == 200:
            assert answer.headers["content-type"] == asked.answered["content-type"]
        if asked.method == "HEAD":
            assert answer.content == b""
        elif asked.found:
            assert canonical(answer.content) == canonical(asked.found)


def named(url: httpx.URL) -> NamedNode | DefaultGraph:
    if "graph" in url.params:
        return NamedNode(url.params["graph"])
    return DefaultGraph() if url.path == "/graphs" else NamedNode(f"{ROOT}{url.path[1:]}")


def put(store: Store, asked: Asked, graph: NamedNode | DefaultGraph) -> None:
    if asked.method != "POST":
        store.clear_graph(graph)
    kind = asked.headers.get("content-type", "")
    parts = [asked.body]
    if kind.startswith("multipart/"):
        message = message_from_bytes(f"content-type: {kind}\r\n\r\n".encode() + asked.body)
        parts = [bytes(part.get_payload(decode=True)) for part in message.get_payload()]  # type: ignore
    for part in parts:
        quads = parse(part, RdfFormat.TURTLE)
        store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


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
