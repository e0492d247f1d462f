"""The shapes: each rule has a name and a message, and is broken by an example that breaks nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ngograph import frontmatter
from ngograph.content import turtle_files
from ngograph.validation import Report, validate
from ngograph.validation.shapes import Shapes
from ngograph.validation.statements import Statements
from ngograph.validation.terms import SUBCLASS_OF, TYPE, Node, name, sh
from ngograph.vocab import NGO, NGOSH, PREFIXES, curie

ROOT: Final = Path(__file__).parents[2]
SHAPES: Final = ROOT / "shapes"
HEADER: Final = SHAPES / "ngograph.ttl"
FILES: Final = [path for path in turtle_files(SHAPES) if path != HEADER]
VALID: Final = sorted(SHAPES.glob("*/valid-*.ttl"))
INVALID: Final = sorted(SHAPES.glob("*/invalid-*.ttl"))
CORE_ON_NODES: Final = ("closed", "not", "or", "and", "xone", "node", "class", "datatype", "nodeKind", "in")
NEVER_STATED: Final = {NGO + "Donor"}


def label(path: Path) -> str:
    return path.relative_to(SHAPES).as_posix()


@cache
def triples(*paths: Path) -> list[Triple]:
    quads = (quad for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE))
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


@cache
def ontology() -> list[Triple]:
    return triples(*turtle_files(ROOT / "ontology"))


@cache
def shapes() -> Shapes:
    return Shapes(triples(*turtle_files(SHAPES)))


@cache
def report_on(path: Path) -> Report:
    return validate(triples(path), ontology=ontology(), shapes=shapes().triples)


def named_in(path: Path) -> str:
    head, _ = frontmatter.read(path)
    return str(head.values["violates"])


def rules() -> list[str]:
    """Return every rule: property shapes, named constraints, and node shapes with a rule of their own."""
    graph = shapes().graph
    found = {
        name(rule)
        for shape in graph.subjects(sh("property"))
        for rule in graph.objects(shape, sh("property"))
    }
    found |= {name(rule) for rule in graph.subjects(TYPE, sh("SPARQLConstraint"))}
    for term in CORE_ON_NODES:
        found |= {name(shape) for shape in graph.subjects(sh(term)) if shape in shapes().targets}
    return sorted(curie(rule) for rule in found)


@pytest.mark.parametrize("path", VALID, ids=label)
def test_valid_example_conforms(path: Path) -> None:
    report = report_on(path)
    assert report.findings == ()
    assert any(report.looked_at[name(shape)] for shape in shapes().targets)


@pytest.mark.parametrize("path", INVALID, ids=label)
def test_invalid_example_breaks_exactly_the_rule_it_names(path: Path) -> None:
    findings = report_on(path).findings
    assert {curie(finding.shape) for finding in findings} == {named_in(path)}
    for finding in findings:
        assert finding.message.strip()
        assert "{" not in finding.message, "a variable was left in the message"


@pytest.mark.parametrize("rule", rules())
def test_each_rule_is_broken_by_an_example_beside_its_shape(rule: str) -> None:
    folders = {path.parent.name for path in INVALID if named_in(path) == rule}
    defined = {
        path.stem for path in FILES if NamedNode(NGOSH + rule.removeprefix("ngosh:")) in subjects(path)
    }
    assert folders == defined


@pytest.mark.parametrize("rule", rules())
def test_each_rule_is_an_iri_with_an_english_message(rule: str) -> None:
    assert rule.startswith("ngosh:")
    texts = shapes().graph.objects(NamedNode(NGOSH + rule.removeprefix("ngosh:")), sh("message"))
    assert [text.language for text in texts if isinstance(text, Literal)] == ["en"]
    assert all(text.value.endswith(".") for text in texts if isinstance(text, Literal))


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_file_holds_one_shape_and_its_rules_and_has_a_valid_example(path: Path) -> None:
    (shape,) = [node for node in subjects(path) if node in shapes().targets]
    words = "".join(part.capitalize() for part in path.stem.split("-"))
    assert name(shape) == f"{NGOSH}{words}Shape"
    assert all(name(node).startswith(name(shape)) for node in subjects(path) if isinstance(node, NamedNode))
    assert [example for example in VALID if example.parent.name == path.stem]


def test_each_folder_of_examples_stands_beside_its_shape() -> None:
    folders = {path.stem for path in SHAPES.iterdir() if path.is_dir()}
    assert folders == {path.stem for path in FILES}


def test_each_class_is_looked_at() -> None:
    graph = Statements(ontology())
    aimed = {name(cls) for targets in shapes().targets.values() for cls in targets.classes}
    classes = {name(cls) for cls in graph.subjects(TYPE, NamedNode(PREFIXES["owl"] + "Class"))}

    def looked_at(cls: str) -> bool:
        above = [name(term) for term in graph.objects(NamedNode(cls), SUBCLASS_OF)]
        return cls in aimed or any(looked_at(term) for term in above if term.startswith(NGO))

    ours = {cls for cls in classes if cls.startswith(NGO)} - NEVER_STATED
    assert ours
    assert {cls for cls in ours if not looked_at(cls)} == set()


def test_terms_of_the_shapes_are_those_of_the_ontology() -> None:
    known = {name(triple.subject) for triple in ontology()}
    used = {
        term.value
        for triple in shapes().triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode) and term.value.startswith(NGO)
    }
    assert used - known == set()


def test_the_ontology_alone_conforms() -> None:
    assert validate([], ontology=ontology(), shapes=shapes().triples).findings == ()


def test_the_data_conforms_and_each_shape_looked_at_something() -> None:
    report = validate(triples(*turtle_files(ROOT / "data")), ontology=ontology(), shapes=shapes().triples)
    assert report.violations == ()
    assert [curie(shape) for shape, count in report.looked_at.items() if not count] == []


def subjects(path: Path) -> set[Node]:
    return {triple.subject for triple in triples(path) if isinstance(triple.subject, NamedNode | BlankNode)}
