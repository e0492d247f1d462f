"""What the graph says of one thing, and who says so."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ngograph.errors import NameNotFound
from ngograph.explain import Explanation, Provenance, Statement, explain
from ngograph.store import memory_store
from ngograph.vocab import ID, NGO, PREFIXES, ROOT

HEAD = f"""@base <{ROOT}> .
@prefix dct: <{PREFIXES["dct"]}> .
@prefix ngo: <{NGO}> .
@prefix oa: <{PREFIXES["oa"]}> .
@prefix skos: <{PREFIXES["skos"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .
"""
ARTICLE = """
<graph/article> dct:source <id/document/article> .
<id/document/article> a ngo:Document ; skos:prefLabel "Article"@en ; dct:title "Članak"@bs ;
  dct:issued "2022-08-15"^^xsd:date ; dct:identifier "a.txt" ; ngo:sha256 "00" .
<id/organisation/a> a ngo:Branch ; skos:prefLabel "A"@en, "Ah"@bs ; ngo:evidence <id/evidence/0-1> .
<id/evidence/0-1> a ngo:Evidence ; oa:hasSource <id/document/article> ; oa:hasSelector <id/selector/0-1> .
<id/selector/0-1> oa:start 0 ; oa:end 1 .
<id/partnership/ab> a ngo:Partnership ; ngo:party <id/organisation/a>, <id/organisation/b> ;
  ngo:modality <concept/modality/asserted> ; ngo:evidence <id/evidence/2-9> .
<id/evidence/2-9> a ngo:Evidence ; oa:hasSource <id/document/article> ; oa:hasSelector <id/selector/2-9> .
<id/selector/2-9> oa:start 2 ; oa:end 9 .
"""
REGISTER = """
<graph/register> dct:source <id/document/register> .
<id/document/register> a ngo:Document ; skos:prefLabel "Register"@en ;
  dct:identifier "r.json" ; ngo:sha256 "11" .
<id/organisation/a> a ngo:Branch ; skos:prefLabel "A"@en ; ngo:evidence <id/evidence/r7> ;
  ngo:identifier <id/identifier/7> .
<id/identifier/7> ngo:scheme "FDRS" ; skos:notation "7" .
<id/evidence/r7> a ngo:Evidence ; oa:hasSource <id/document/register> ; oa:hasSelector <id/selector/r7> .
<id/selector/r7> ngo:locator "/7" .
<id/organisation/b> a ngo:NationalSociety ; skos:prefLabel "B"@en .
"""
DERIVED = """
<id/organisation/a> ngo:worksWith <id/organisation/b> ; a ngo:Organisation .
<id/organisation/b> ngo:worksWith <id/organisation/a> .
<id/partnership/ab> a ngo:Relationship .
"""
ONTOLOGY = '<concept/modality/asserted> skos:prefLabel "asserted"@en .'
A = f"{ID}organisation/a"
TEXT = Provenance(f"{ID}document/article", "Članak", "2022-08-15", 0, 1, "", "a.txt", "00")
RECORD = Provenance(f"{ID}document/register", "Register", "", -1, -1, "/7", "r.json", "11")


def quads(turtle: str, graph: str) -> list[Quad]:
    name = NamedNode(f"{ROOT}graph/{graph}")
    return [Quad(q.subject, q.predicate, q.object, name) for q in parse(HEAD + turtle, RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def found() -> Explanation:
    graphs = {"article": ARTICLE, "register": REGISTER, "derived": DERIVED, "ontology": ONTOLOGY}
    store = memory_store([quad for graph, turtle in graphs.items() for quad in quads(turtle, graph)])
    return explain(store, A, {f"{NGO}worksWith": (f"{NGO}Partnership",)})


def of(found: Explanation, name: str) -> list[Statement]:
    return [statement for statement in found.statements if statement.predicate.endswith(name)]


def test_the_thing_itself(found: Explanation) -> None:
    assert (found.iri, found.label, found.classes) == (A, "A", (f"{NGO}Branch",))
    assert found.provenance == tuple(sorted([TEXT, RECORD]))


def test_a_statement_of_two_sources_is_told_once_with_both(found: Explanation) -> None:
    english = [s for s in of(found, "prefLabel") if s.language == "en"]
    assert [s.provenance for s in english] == [tuple(sorted([TEXT, RECORD]))]


def test_a_statement_of_one_source_names_that_one_only(found: Explanation) -> None:
    assert [s.provenance for s in of(found, "prefLabel") if s.language == "bs"] == [(TEXT,)]
    assert [(s.label, s.provenance) for s in of(found, "identifier")] == [("FDRS 7", (RECORD,))]


def test_a_relationship_rests_on_its_own_evidence(found: Explanation) -> None:
    [relationship] = found.relationships
    assert relationship.iri == f"{ID}partnership/ab"
    assert [(place.start, place.end) for place in relationship.provenance] == [(2, 9)]
    assert {s.label for s in relationship.statements} == {"A", "B", "asserted"}
    assert all(s.provenance == relationship.provenance for s in relationship.statements)


def test_what_was_worked_out_says_from_what(found: Explanation) -> None:
    works = [s for s in found.derived if s.predicate == f"{NGO}worksWith"]
    assert {(s.inverse, s.label, s.follows_from) for s in works} == {
        (False, "B", (f"{NGO}Partnership",)),
        (True, "B", (f"{NGO}Partnership",)),
    }
    assert all(s.provenance == () for s in found.derived)
    assert not [s for s in found.statements if s.derived]


def test_a_relationship_without_a_name_is_called_by_its_parties() -> None:
    graphs = {"article": ARTICLE, "register": REGISTER, "derived": DERIVED}
    store = memory_store([quad for graph, turtle in graphs.items() for quad in quads(turtle, graph)])
    assert explain(store, f"{ID}partnership/ab").label == "A – B"


def test_nothing_is_told_of_what_is_not_there() -> None:
    with pytest.raises(NameNotFound):
        explain(memory_store(quads(ARTICLE, "article")), f"{ID}organisation/none")


def test_the_explanation_is_plain_data(found: Explanation) -> None:
    plain = found.to_dict()
    assert plain["relationships"][0]["provenance"][0]["start"] == 2
    assert plain["provenance"][1] == {
        "document": f"{ID}document/register",
        "title": "Register",
        "locator": "/7",
        "file": "r.json",
        "sha256": "11",
    }
