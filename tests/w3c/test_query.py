"""The W3C suite of SPARQL 1.1 queries and of result formats, asked of `/sparql` over HTTP."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet
    from rdflib.term import Node

    from .conftest import Served

SUITE: Final = Path(__file__).parents[3] / "shared" / "suites" / "rdf-tests" / "sparql" / "sparql11"
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
DIRECT: Final = {"content-type": "application/sparql-query"}

pytestmark = pytest.mark.w3c

_NOT_A_STRING: Final = "Oxigraph 0.5 lets GROUP_CONCAT keep the language that all its members share"
_SCOPE: Final = "Oxigraph 0.5 binds ?g of GRAPH ?g too late for what stands in it (oxigraph#1758)"
_NO_LENGTH: Final = "Oxigraph 0.5 finds no path of length zero to a term that the data lacks"

UPSTREAM: Final = {
    "aggregates/agg-groupconcat-04": _NOT_A_STRING,
    "aggregates/agg-groupconcat-06": _NOT_A_STRING,
    "aggregates/agg-empty-group-count-graph": _SCOPE,
    "bindings/graph": _SCOPE,
    "negation/graph-minus": _SCOPE,
    "functions/bnode01": "Oxigraph 0.5 makes one blank node of BNODE(text) for all rows",
    "property-path/zero_or_more_set_start": _NO_LENGTH,
    "property-path/zero_or_more_set_end": _NO_LENGTH,
    "property-path/zero_or_one_set_start": _NO_LENGTH,
    "property-path/zero_or_one_set_end": _NO_LENGTH,
    "csv-tsv-res/csv03": "Oxigraph 0.5 writes every number in one way of its own: 1000000 for 1.0E6",
}
"""What the engine beneath gets wrong: 10 of 328 queries and one of 10 result formats."""


def entries(manifest: Path) -> Iterator[tuple[str, Graph, Node]]:
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    here = URIRef(manifest.as_uri())
    for included in graph.objects(here, MF.include):
        for path in Collection(graph, included):
            yield from entries(Path(str(path).removeprefix("file://")))
    for listed in graph.objects(here, MF.entries):
        for test in Collection(graph, listed):
            yield f"{manifest.parent.name}/{str(test).partition('#')[2]}", graph, test


def cases() -> list[ParameterSet]:
    found = [
        pytest.param(
            graph,
            test,
            id=name,
            marks=[pytest.mark.xfail(reason=UPSTREAM[name], strict=True)] if name in UPSTREAM else [],
        )
        for part in ("query", "results")
        if (manifest := SUITE / f"manifest-sparql11-{part}.ttl").is_file()
        for name, graph, test in entries(manifest)
    ]
    return found or [pytest.param(None, None, id="the suite")]  # so that without it there is one test to skip


@pytest.mark.parametrize(("manifest", "test"), cases())
def test_query(manifest: Graph, test: Node, shared: Path, served: Served) -> None:
    assert (shared / "suites" / "rdf-tests").is_dir()
    kind = manifest.value(test, RDF.type)
    action = manifest.value(test, MF.action)
    if kind in (MF.PositiveSyntaxTest11, MF.NegativeSyntaxTest11):
        client = served.holding(Store())
        answer = client.post("/sparql", content=path(action).read_bytes(), headers=DIRECT)
        read_it = (
            answer.status_code == 200 or answer.json()["error"] == "QueryError"
        )  # a function unknown here
        assert read_it is (kind == MF.PositiveSyntaxTest11), answer.text
        assert answer.status_code in (200, 400)
        return
    query = path(manifest.value(action, QT.query))
    result = path(manifest.value(test, MF.result))
    text = f"BASE <{query.as_uri()}>\n{query.read_text('utf-8')}"
    accept = {
        ".srx": "application/sparql-results+xml",
        ".srj": "application/sparql-results+json",
        ".csv": "text/csv",
        ".tsv": "text/tab-separated-values",
        ".ttl": "text/turtle, application/sparql-results+json",
        ".nt": "application/n-triples",
    }[result.suffix]
    answer = served.holding(loaded(manifest, action)).post(
        "/sparql", content=text.encode(), headers={**DIRECT, "accept": accept}
    )
    assert answer.status_code == 200, answer.text
    media = answer.headers["content-type"].partition(";")[0]
    assert media in accept
    if kind == MF.CSVResultFormatTest:
        assert table(answer.text) == table(result.read_text("utf-8"))
    elif result.suffix == ".ttl" and media == "application/sparql-results+json":
        expected = canonical(parse(result.read_bytes(), RdfFormat.TURTLE, base_iri=result.as_uri()))
        assert canonical(
            as_statements(answer.content, media, ordered=b"rs:index" in result.read_bytes())
        ) == (expected)
    elif result.suffix in (".ttl", ".nt"):
        expected = canonical(parse(result.read_bytes(), RdfFormat.TURTLE, base_iri=result.as_uri()))
        assert canonical(parse(answer.content, RdfFormat.from_media_type(media))) == expected
    else:
        expected = canonical(as_statements(result.read_bytes(), accept))
        assert canonical(as_statements(answer.content, media)) == expected


def loaded(manifest: Graph, action: Node | None) -> Store:
    """Return a store with the default graph and the named graphs of a test."""
    store = Store()
    for data in manifest.objects(action, QT.data):
        store.extend(read(path(data)))
    for data in manifest.objects(action, QT.graphData):
        graph = NamedNode(str(data))
        store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in read(path(data)))
    return store


def read(file: Path) -> Iterator[Quad]:
    return parse(file.read_bytes(), RdfFormat.from_extension(file.suffix[1:]), base_iri=file.as_uri())


def path(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


def table(text: str) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """Return head and rows; `*` has columns in any order, and each answer names blank nodes anew."""
    head, *rows = csv.reader(io.StringIO(text))
    order = sorted(range(len(head)), key=lambda column: head[column])
    cells = (tuple(re.sub(r"^_:\w+$", "_:", row[column]) for column in order) for row in rows)
    return sorted(head), Counter(cells)


def canonical(quads: Iterator[Quad]) -> Dataset:
    """Return *quads* as they compare: blank nodes named alike, numbers written as the engine writes them."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def as_statements(body: bytes, media: str, *, ordered: bool = False) -> Iterator[Quad]:
    """Return results as the suite's vocabulary for them has it, so that they compare as graphs do."""
    results = parse_query_results(body, QueryResultsFormat.from_media_type(media) or QueryResultsFormat.XML)
    whole, kind = BlankNode(), NamedNode(str(RDF.type))
    yield Quad(whole, kind, NamedNode(f"{RS}ResultSet"))
    if isinstance(results, QueryBoolean):
        yield Quad(whole, NamedNode(f"{RS}boolean"), Literal(bool(results)))
        return
    assert isinstance(results, QuerySolutions)
    for variable in results.variables:
        yield Quad(whole, NamedNode(f"{RS}resultVariable"), Literal(variable.value))
    for number, solution in enumerate(results, 1):
        row = BlankNode()
        yield Quad(whole, NamedNode(f"{RS}solution"), row)
        if ordered:
            yield Quad(row, NamedNode(f"{RS}index"), Literal(number))
        for variable, value in zip(results.variables, solution, strict=True):
            if value is not None:
                binding = BlankNode()
                yield Quad(row, NamedNode(f"{RS}binding"), binding)
                yield Quad(binding, NamedNode(f"{RS}variable"), Literal(variable.value))
                yield Quad(binding, NamedNode(f"{RS}value"), value)
