"""The W3C suite of SPARQL 1.1 updates, sent to `/sparql` over HTTP.

LOAD would fetch something from elsewhere: it is read and refused. The tests of its syntax want it read,
and those of LOAD SILENT want a failure to leave everything as it was; these seven are named in `LOADING`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, Store
from rdflib import RDF, RDFS, Namespace

from .test_query import MF, SUITE, entries, path, read

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from _pytest.mark import ParameterSet
    from rdflib import Graph
    from rdflib.term import Node

    from .conftest import Served

UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
DIRECT: Final = {"content-type": "application/sparql-update"}
MANIFEST: Final = SUITE / "manifest-sparql11-update.ttl"

LOADING: Final = frozenset(
    {
        *(f"syntax-update-1/test_{number}" for number in (1, 2, 3, 4, 37)),
        *("update-silent/load-silent", "update-silent/load-into-silent"),
    }
)

pytestmark = pytest.mark.w3c


def cases() -> list[ParameterSet]:
    found = [
        pytest.param(name, graph, test, id=name)
        for name, graph, test in (entries(MANIFEST) if MANIFEST.is_file() else ())
    ]
    return found or [pytest.param("", None, None, id="the suite")]


@pytest.mark.parametrize(("name", "manifest", "test"), cases())
def test_update(name: str, manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    kind, action = manifest.value(test, RDF.type), manifest.value(test, MF.action)
    if kind != MF.UpdateEvaluationTest:
        client = served.holding(Store(), writable=True)
        text = f"BASE <{path(action).as_uri()}>\n{path(action).read_text('utf-8')}"
        answer = client.post("/sparql", content=text.encode(), headers=DIRECT)
        assert refused(answer) is (name in LOADING)
        is_one = answer.status_code == 200 or answer.json()["error"] in ("QueryRefused", "QueryError")
        assert is_one is (kind == MF.PositiveUpdateSyntaxTest11), answer.text
        return
    store = loaded(manifest, action)
    request = path(manifest.value(action, UT.request))
    text = f"BASE <{request.as_uri()}>\n{request.read_text('utf-8')}"
    answer = served.holding(store, writable=True).post("/sparql", content=text.encode(), headers=DIRECT)
    assert refused(answer) is (name in LOADING)
    assert answer.status_code == 200 or refused(answer), answer.text
    assert canonical(store) == canonical(loaded(manifest, manifest.value(test, MF.result)))


def refused(answer: httpx.Response) -> bool:
    """Whether the update was read and is one that is not run here."""
    return answer.status_code == 400 and answer.json()["error"] == "QueryRefused"


def test_each_test_is_accounted_for(shared: Path) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    names = [name for name, _, _ in entries(MANIFEST)]
    assert len(names) == 157
    assert set(names) >= LOADING


def loaded(manifest: Graph, state: Node | None) -> Store:
    """Return a store with the graphs before or after a test."""
    store = Store()
    for data in manifest.objects(state, UT.data):
        store.extend(read(path(data)))
    for data in manifest.objects(state, UT.graphData):
        graph = NamedNode(str(manifest.value(data, RDFS.label)))
        store.add_graph(graph)
        quads = read(path(manifest.value(data, UT.graph)))
        store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
    return store


def canonical(store: Store) -> tuple[Dataset, frozenset[object]]:
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset, frozenset(graph for graph in store.named_graphs() if graph != DefaultGraph())
