"""A release as RDF, whole and in part: read back, it is what it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from pyoxigraph import NamedNode, Quad, parse
from rdflib import Graph

from ngograph.exporting import FORMS
from ngograph.validation import validate
from ngograph.vocab import CONCEPT, DERIVED_GRAPH, GRAPH, ID, NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.check import Rules
    from ngograph.release import Release

GRAPHS = ("trig", "nquads", "jsonld")
MERGED = ("turtle", "ntriples", "rdfxml")
MIGRATION = f"{CONCEPT}topic/migration"
BRITISH = f"{ID}organisation/fdrs-dgb001"


def read(text: bytes, form: str) -> set[Quad]:
    rdf = FORMS[form].rdf
    assert rdf is not None
    return set(parse(text, format=rdf))


def test_the_whole_as_quads_is_the_dump(release: Release, exported: Callable[..., bytes]) -> None:
    assert exported(release, "nquads") == release.dump.read_bytes()


@pytest.mark.parametrize("form", GRAPHS)
def test_a_format_with_graphs_holds_the_dump(
    release: Release, exported: Callable[..., bytes], form: str
) -> None:
    assert read(exported(release, form), form) == read(release.dump.read_bytes(), "nquads")


@pytest.mark.parametrize("form", MERGED)
def test_a_format_without_graphs_holds_each_statement_once(
    release: Release, exported: Callable[..., bytes], form: str
) -> None:
    text = exported(release, form)
    assert {quad.triple for quad in read(text, form)} == {
        quad.triple for quad in read(release.dump.read_bytes(), "nquads")
    }
    assert form != "ntriples" or len(text.splitlines()) == len(read(text, form))


@pytest.mark.parametrize("form", [*GRAPHS, *MERGED])
def test_twice_gives_the_same_bytes(release: Release, exported: Callable[..., bytes], form: str) -> None:
    once = exported(release, form, topics=(MIGRATION,))
    assert once == exported(release, form, topics=(MIGRATION,))


def test_a_source_alone_is_its_graph(release: Release, exported: Callable[..., bytes]) -> None:
    graph = NamedNode(f"{GRAPH}kali-sara-memoranda")
    whole = read(release.dump.read_bytes(), "nquads")
    assert read(exported(release, "nquads", sources=("kali-sara-memoranda",)), "nquads") == {
        quad for quad in whole if quad.graph_name == graph
    }


def test_a_part_is_sorted_and_from_the_dump(release: Release, exported: Callable[..., bytes]) -> None:
    lines = exported(release, "nquads", organisations=(BRITISH,)).splitlines()
    assert 100 < len(lines) < 3000
    assert lines == sorted(set(lines))
    assert set(lines) <= set(release.dump.read_bytes().splitlines())


def test_a_part_of_a_body_holds_its_relationships_and_no_others(
    release: Release, exported: Callable[..., bytes]
) -> None:
    whole = read(release.dump.read_bytes(), "nquads")
    part = read(exported(release, "nquads", organisations=(BRITISH,)), "nquads")
    kind, relationship = NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(f"{NGO}Relationship")
    parties = {
        NamedNode(f"{NGO}{name}")
        for name in ("participant", "onBehalfOf", "party", "supporter", "impliedParty", "funder", "recipient")
    } | {NamedNode(f"{NGO}{name}") for name in ("part", "whole", "organisation", "through", "holder")}
    stated = {
        quad.subject for quad in whole if quad.predicate in parties and quad.object == NamedNode(BRITISH)
    }
    ties = {q.subject for q in whole if q.predicate == kind and q.object == relationship} & stated
    assert len(ties) > 5
    assert {q.subject for q in part if q.predicate == kind and q.object == relationship} == ties
    assert {q for q in whole if q.subject in ties} <= part


def test_what_a_part_names_it_also_calls_by_name(release: Release, exported: Callable[..., bytes]) -> None:
    part = read(exported(release, "nquads", organisations=(BRITISH,)), "nquads")
    known = {quad.subject for quad in part}
    named = {q.object for q in part if isinstance(q.object, NamedNode) and q.object.value.startswith(ID)}
    assert named <= known


def test_derived_edges_lead_nowhere_else(release: Release, exported: Callable[..., bytes]) -> None:
    part = read(exported(release, "nquads", organisations=(BRITISH,)), "nquads")
    derived = NamedNode(DERIVED_GRAPH)
    edges = {
        (q.subject, q.object) for q in part if q.graph_name == derived and q.predicate.value.startswith(NGO)
    }
    described = {q.subject for q in part if q.graph_name != derived}
    assert edges
    assert {end for edge in edges for end in edge if end.value.startswith(ID)} <= described  # type: ignore[union-attr]


def test_a_part_conforms_to_the_shapes(
    release: Release, exported: Callable[..., bytes], rules: Rules
) -> None:
    part = read(exported(release, "nquads", organisations=(BRITISH,)), "nquads")
    stated = {quad.triple for quad in part if quad.graph_name != NamedNode(DERIVED_GRAPH)}
    ontology = [triple for file in rules.ontology for triple in file.triples]
    shapes = [triple for file in rules.shapes for triple in file.triples]
    report = validate(list(stated), ontology=ontology, shapes=shapes)
    assert report.looked_at
    assert [finding.message for finding in report.violations] == []


def test_others_read_the_same_from_xml(release: Release, exported: Callable[..., bytes]) -> None:
    part = read(exported(release, "nquads", organisations=(BRITISH,)), "nquads")
    graph = Graph().parse(data=exported(release, "rdfxml", organisations=(BRITISH,)), format="xml")
    assert len(graph) == len({quad.triple for quad in part})


def test_others_read_the_same_from_json(release: Release, exported: Callable[..., bytes]) -> None:
    part = read(exported(release, "nquads", organisations=(BRITISH,)), "nquads")
    document = json.loads(exported(release, "jsonld", organisations=(BRITISH,)))
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert read(quads.encode(), "nquads") == part
