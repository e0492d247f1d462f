"""A screen: it finds the violations that validation finds, batch after batch, and nothing else."""

from __future__ import annotations

from typing import Final

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ngograph.errors import ContentError
from ngograph.validation import Screen, validate, validate_lines
from ngograph.validation.reading import looks_at_one_statement
from ngograph.validation.shapes import SparqlConstraint

PREFIXES: Final = """
@prefix ex: <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY: Final = "ex:Ministry rdfs:subClassOf ex:Body ."
SHAPES: Final = """
ex:Shape a sh:NodeShape ; sh:targetClass ex:Body ; sh:property ex:Shape-name , ex:Shape-size , ex:Shape-kind ;
    sh:sparql ex:Shape-written .
ex:Shape-name sh:path ex:name ; sh:minCount 1 .
ex:Shape-size sh:path ex:size ; sh:datatype xsd:decimal .
ex:Shape-kind sh:path ex:kind ; sh:maxCount 0 ; sh:severity sh:Warning .
ex:Shape-written sh:select \"\"\"SELECT $this ?value WHERE {
    $this <https://example.org/size> ?value . FILTER(DATATYPE(?value) NOT IN (xsd:decimal)) }\"\"\" ;
    sh:prefixes [ sh:declare [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#" ] ] .
"""
DATA: Final = """
ex:right a ex:Ministry ; ex:name "a \\"quoted\\"^^<x> name" ; ex:size 1.50 , 2.0 .
ex:warned a ex:Body ; ex:name "b"@en ; ex:kind "a kind" .
ex:nameless a ex:Ministry ; ex:size 1.0 .
ex:whole a ex:Body ; ex:name "c" ; ex:size "7"^^xsd:int .
"""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE)]


def lines(text: str) -> list[str]:
    return [f"{triple} ." for triple in triples(text)]


def said(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for triple in triples(text):
        found.setdefault(str(triple.subject), []).append(f"{triple.predicate} {triple.object} .")
    return found


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(triples(ONTOLOGY), triples(SHAPES))


def test_what_violates_is_found_with_its_last_rule(screen: Screen) -> None:
    assert screen.violations(said(DATA)) == {
        "<https://example.org/nameless>": "https://example.org/Shape-name",
        "<https://example.org/whole>": "https://example.org/Shape-written",
    }


@pytest.mark.parametrize(
    ("group", "alone"),
    [
        ('$this ?path ?value . FILTER(REGEX(STR(?value), "a{2}") && ?path != <urn:p>)', True),
        ("$this ?path ?value . FILTER(?path = <urn:p>) FILTER(isIRI(?value))", True),
        ("$this ?path ?value . FILTER(?value = $this)", False),
        ("$this ?path ?path . FILTER(isIRI(?path))", False),
        ("$this <urn:p> ?value . FILTER(isIRI(?value))", False),
        ("$this $PATH ?value . FILTER(isIRI(?value))", False),
        ("$this ?path ?value . FILTER(isIRI(?value)) ?value a ?path .", False),
        ("$this ?path ?value . OPTIONAL { ?value a ?class }", False),
        ("$this ?path ?value ; a ?class . FILTER(isIRI(?value))", False),
        ("?value ?path $this . FILTER(isIRI(?value))", False),
    ],
)
def test_a_rule_on_single_statements_is_told_from_others(group: str, alone: bool) -> None:
    rule = NamedNode("urn:rule")
    select = f"SELECT $this ?path ?value WHERE {{ {group} }}"
    assert looks_at_one_statement(SparqlConstraint(rule, rule, rule, select, "", None)) is alone


def test_a_rule_on_single_statements_finds_those_it_looks_at_alone() -> None:
    rule = """ex:Shape a sh:NodeShape ; sh:targetClass ex:Body ; sh:sparql ex:Shape-mail .
        ex:Shape-mail sh:select \"\"\"SELECT $this ?path ?value WHERE {
            $this ?path ?value . FILTER(CONTAINS(STR(?value), "@")) }\"\"\" ."""
    screen = Screen(triples(ONTOLOGY), triples(rule))
    mail = 'ex:name "a@example.org" .'
    assert screen.violations(said(f"ex:a a ex:Place ; {mail} ex:b a ex:Ministry ; ex:name 'b' .")) == {}
    found = screen.violations(said(f"ex:a a ex:Place ; {mail} ex:b a ex:Ministry ; {mail}"))
    assert found == {"<https://example.org/b>": "https://example.org/Shape-mail"}


def test_one_batch_knows_nothing_of_another(screen: Screen) -> None:
    assert screen.violations(said("ex:a a ex:Body .")) == {
        "<https://example.org/a>": "https://example.org/Shape-name"
    }
    assert screen.violations(said('ex:a ex:name "a" .')) == {}


@pytest.mark.parametrize("streamed", [0, 4, 8, 12])
def test_lines_are_validated_as_triples_are(streamed: int) -> None:
    held, read = triples(DATA)[streamed:], lines(DATA)[:streamed]
    ontology, shapes = triples(ONTOLOGY), triples(SHAPES)
    found = validate_lines(held, read, ontology=ontology, shapes=shapes)
    assert found == validate(triples(DATA), ontology=ontology, shapes=shapes)


def test_a_line_that_states_nothing_is_told() -> None:
    with pytest.raises(ContentError, match="N-Triples"):
        validate_lines([], ["<a:b> <a:c> ."], ontology=[], shapes=triples(SHAPES))
