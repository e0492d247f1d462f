"""Validation: what is looked at, what is found, how it is said, and what is refused."""

from __future__ import annotations

import json
from typing import Final

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from ngograph.errors import ContentError
from ngograph.validation import Engine, Finding, Report, validate
from ngograph.validation.report import VIOLATION, WARNING, report
from ngograph.validation.terms import name

PREFIXES: Final = """
@prefix ex: <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY: Final = "ex:Ministry rdfs:subClassOf ex:PublicBody . ex:PublicBody rdfs:subClassOf ex:Body ."
SHAPE: Final = """
ex:Shape a sh:NodeShape ; sh:targetClass ex:Body ; sh:property ex:Shape-name , ex:Shape-size .
ex:Shape-name sh:path ex:name ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:message "One name for {$this}, found {?value}."@en .
ex:Shape-size sh:path ex:size ; sh:datatype xsd:integer ; sh:severity sh:Warning ;
    sh:message "{?value} is no size."@en .
"""
ENGINES: Final = pytest.mark.parametrize("engine", ["default", "pyshacl"])


def triples(text: str) -> list[Triple]:
    quads = parse(PREFIXES + text, format=RdfFormat.TURTLE)
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def checked(data: str, shapes: str = SHAPE, engine: Engine = "default", ontology: str = ONTOLOGY) -> Report:
    return validate(triples(data), ontology=triples(ontology), shapes=triples(shapes), engine=engine)


def sparql(select: str) -> str:
    return f'ex:Shape a sh:NodeShape ; sh:targetClass ex:Body ; sh:sparql [ sh:select """{select}""" ] .'


@ENGINES
def test_a_shape_looks_at_the_instances_of_subclasses(engine: Engine) -> None:
    found = checked("ex:m a ex:Ministry . ex:b a ex:Body ; ex:name 'b' .", engine=engine)
    assert found.looked_at == {"https://example.org/Shape": 2}
    assert [finding.node for finding in found.violations] == ["https://example.org/m"]


def test_without_the_ontology_it_looks_at_nothing_and_says_so() -> None:
    found = checked("ex:m a ex:Ministry .", ontology="")
    assert found.conforms
    assert found.looked_at == {"https://example.org/Shape": 0}


def test_all_ways_of_aiming_count_each_node_once() -> None:
    shapes = """
    ex:Shape a sh:NodeShape ; sh:targetClass ex:Body , ex:PublicBody ; sh:targetNode ex:a ;
        sh:targetSubjectsOf ex:knows ; sh:targetObjectsOf ex:knows .
    ex:Off a sh:NodeShape ; sh:targetClass ex:Body ; sh:deactivated true .
    ex:PublicBody a owl:Class , sh:NodeShape ."""
    found = checked("ex:a a ex:Ministry ; ex:knows ex:b , 1.0 . ex:b a ex:PublicBody .", shapes)
    assert found.looked_at == {"https://example.org/Shape": 3, "https://example.org/PublicBody": 2}


@ENGINES
def test_a_finding_names_rule_node_path_value_and_kind(engine: Engine) -> None:
    found = checked("ex:m a ex:Ministry ; ex:name 'm' ; ex:size '007x'^^xsd:integer .", engine=engine)
    (finding,) = found.findings
    assert finding == Finding(
        shape="https://example.org/Shape-size",
        node="https://example.org/m",
        path="https://example.org/size",
        value='"007x"^^<http://www.w3.org/2001/XMLSchema#integer>',
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
        message='"007x" (xsd:integer) is no size.',
        severity=WARNING,
    )
    assert found.conforms
    assert found.warnings == found.findings


@ENGINES
def test_a_rule_on_numbers_names_all_values(engine: Engine) -> None:
    found = checked("ex:m a ex:Ministry ; ex:name 'a' , 'b' . ex:n a ex:Ministry .", engine=engine)
    assert [finding.message for finding in found.findings] == [
        'One name for https://example.org/m, found "a", "b".',
        "One name for https://example.org/n, found nothing.",
    ]


@ENGINES
def test_literals_are_seen_as_they_were_written(engine: Engine) -> None:
    """The store would make them 1 and xsd:integer."""
    shapes = sparql("SELECT $this ?value { $this <https://example.org/size> ?value }")
    shapes += "ex:Shape sh:property [ sh:path ex:size ; sh:pattern '^1$' ] ."
    found = checked("ex:m a ex:Body ; ex:size 1.0 . ex:n a ex:Body ; ex:size '1'^^xsd:int .", shapes, engine)
    decimal, integer = (f"^^<http://www.w3.org/2001/XMLSchema#{kind}>" for kind in ("decimal", "int"))
    values = {(finding.component.rpartition("#")[2], finding.value) for finding in found.findings}
    assert values == {
        ("SPARQLConstraintComponent", f'"1.0"{decimal}'),
        ("PatternConstraintComponent", f'"1.0"{decimal}'),
        ("SPARQLConstraintComponent", f'"1"{integer}'),
    }


@ENGINES
def test_a_rule_on_datatypes_sees_those_that_a_store_would_fold(engine: Engine) -> None:
    shapes = sparql(
        "SELECT $this ?value { $this ?p ?value . FILTER(isLiteral(?value) && DATATYPE(?value) != "
        "<http://www.w3.org/2001/XMLSchema#integer>) }"
    )
    found = checked("ex:m a ex:Body ; ex:size '1'^^xsd:long , 2 .", shapes, engine)
    assert [finding.value for finding in found.findings] == ['"1"^^<http://www.w3.org/2001/XMLSchema#long>']


@ENGINES
def test_a_sparql_rule_means_the_same_in_nested_groups(engine: Engine) -> None:
    shapes = sparql(
        "SELECT $this ?value { { $this <https://example.org/size> ?value FILTER(?value > 3) } UNION "
        "{ BIND($this AS ?value) FILTER($this = <https://example.org/m>) } # no { here \n"
        "OPTIONAL { ?other a <https://example.org/Thing> } "
        "FILTER NOT EXISTS { $this <https://example.org/name> '}' } }"
    )
    data = "ex:m a ex:Body . ex:n a ex:Body ; ex:size 4 . ex:p ex:size 9 ."
    data += "ex:o a ex:Body ; ex:size 4 ; ex:name '}' ."
    nodes = [
        (finding.node[-1], (finding.value or "")[:3]) for finding in checked(data, shapes, engine).findings
    ]
    assert nodes == [("m", "htt"), ("n", '"4"')]


@ENGINES
def test_a_rule_may_be_asked_of_a_property_shape_with_its_path(engine: Engine) -> None:
    shapes = """
    ex:header sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
    ex:Shape a sh:NodeShape ; sh:targetClass ex:Body ; sh:property ex:Shape-older .
    ex:Shape-older sh:path ( ex:part ex:size ) ; sh:message "{?value} of {?part}: too much."@en ; sh:sparql [
        sh:prefixes ex:header ;
        sh:select "SELECT $this ?value ?part { $this ex:part ?part ; $PATH ?value FILTER(?value > 3) }" ] ."""
    found = checked("ex:m a ex:Body ; ex:part ex:n . ex:n ex:size 4 .", shapes, engine)
    (finding,) = found.findings
    assert finding.shape == "https://example.org/Shape-older"
    assert finding.path == "<https://example.org/part>/<https://example.org/size>"
    assert "too much" in finding.message
    assert "example.org/n" in finding.message


@ENGINES
def test_blank_nodes_and_literals_keep_their_names(engine: Engine) -> None:
    shapes = """
    ex:Shape a sh:NodeShape ; sh:targetObjectsOf ex:knows ; sh:property _:size .
    _:size sh:path ex:size ; sh:maxCount 0 ; sh:message "No size, found {?value}."@en .
    ex:Other a sh:NodeShape ; sh:targetObjectsOf ex:says ; sh:property [ sh:path ex:x ; sh:minCount 1 ] ."""
    data = "_:one ex:knows _:two , _:three . _:two ex:size _:one . _:three ex:size 3 . ex:a ex:says 1.0 ."
    given = {name(term) for triple in triples(data) for term in (triple.subject, triple.object)}
    found = checked(data, shapes, engine).findings
    assert {finding.node for finding in found} <= given
    assert {finding.path for finding in found} == {"https://example.org/size", "https://example.org/x"}
    by_value = {finding.message for finding in found if finding.path == "https://example.org/size"}
    assert 'No size, found "3" (xsd:integer).' in by_value
    assert len(by_value) == 2


@pytest.mark.parametrize(
    ("shapes", "problem"),
    [
        (sparql("SELECT $this WHERE { $this a }"), "not SPARQL"),
        (sparql("SELECT ?that WHERE { ?that a ?this }"), "expected sh:select to give"),
        (sparql("ASK { $this ?p ?o }"), "SELECT query"),
        (sparql("SELECT $this WHERE { $this ?p ?o MINUS { $this a ?o } }"), "without MINUS"),
        (sparql("SELECT $this WHERE { SERVICE <http://example.org/> { $this ?p ?o } }"), "without SERVICE"),
        (sparql("SELECT $this WHERE { $this ?p ?o { SELECT ?o { ?s ?p ?o } } }"), "sub-select"),
        ("ex:S a sh:NodeShape ; sh:targetClass ex:Body ; sh:sparql [] .", "expected sh:select"),
        ("ex:S a sh:NodeShape ; sh:sparql [ sh:select 'SELECT $this {}' ] .", "would not be checked"),
        ("ex:S a sh:NodeShape ; sh:targetClass ex:Body ; sh:target [] .", "found sh:target"),
        (
            "ex:S a sh:NodeShape ; sh:targetClass ex:Body ; sh:property [ sh:path [] ] .",
            "SHACL path|shapes in SHACL",
        ),
    ],
)
def test_shapes_that_would_not_be_checked_are_refused(shapes: str, problem: str) -> None:
    with pytest.raises(ContentError, match=problem):
        checked("ex:m a ex:Body .", shapes)


def test_pyshacl_refusing_a_shape_is_an_error_of_the_content() -> None:
    with pytest.raises(ContentError, match="pySHACL"):
        checked(
            "ex:m a ex:Body .", sparql("SELECT $this WHERE { $this ?p ?o MINUS { $this a ?o } }"), "pyshacl"
        )


def test_findings_come_in_the_same_order_and_once() -> None:
    one = Finding("s", "b", None, None, "c", "m")
    two = Finding("s", "a", "p", None, "c", "m")
    three = Finding("s", "a", "p", "v", "c", "m", WARNING)
    found = report([one, three, two, one], {"z": 1, "a": 2})
    assert found.findings == (two, three, one)
    assert list(found.looked_at) == ["a", "z"]
    assert (len(found.violations), len(found.warnings), found.conforms) == (2, 1, False)


def test_a_report_is_plain_values_for_json() -> None:
    found = checked("ex:m a ex:Ministry .").to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["conforms"] is False
    assert found["findings"][0]["severity"] == VIOLATION
    assert found["looked_at"] == {"https://example.org/Shape": 1}


def test_the_order_of_triples_changes_nothing() -> None:
    data = triples("ex:m a ex:Ministry ; ex:size 'x' , 'y' . ex:n a ex:Body .")
    there, back = (
        validate(list(order), ontology=triples(ONTOLOGY), shapes=triples(SHAPE))
        for order in (data, data[::-1])
    )
    assert there.to_dict() == back.to_dict()
