"""Reports as RDF: what SHACL says that a report is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ngograph.validation import Finding, report_graph
from ngograph.validation.report import VIOLATION, WARNING
from ngograph.validation.terms import Term, name, sh

FINDING = Finding(
    shape="x:shape",
    node="x:node",
    path="x:path",
    value='"01"^^<http://www.w3.org/2001/XMLSchema#int>',
    component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
    message="Expected more.",
)


def results(findings: list[Finding]) -> list[dict[str, Term]]:
    quads = report_graph(findings)
    nodes = [quad.object for quad in quads if quad.predicate == sh("result")]
    return [{quad.predicate.value: quad.object for quad in quads if quad.subject == node} for node in nodes]


def test_a_result_says_all_that_the_finding_does() -> None:
    (result,) = results([FINDING])
    said = {key.rpartition("#")[2]: value for key, value in result.items()}
    assert said == {
        "type": sh("ValidationResult"),
        "focusNode": NamedNode("x:node"),
        "resultSeverity": sh("Violation"),
        "resultMessage": Literal("Expected more.", language="en"),
        "sourceConstraintComponent": NamedNode(FINDING.component),
        "sourceShape": NamedNode("x:shape"),
        "resultPath": NamedNode("x:path"),
        "value": Literal("01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#int")),
    }


def test_a_path_of_several_steps_is_left_out() -> None:
    (result,) = results([replace(FINDING, path="^<x:a>/<x:b>", value=None)])
    assert not {sh("resultPath").value, sh("value").value} & result.keys()


def test_only_violations_do_not_conform() -> None:
    warning = replace(FINDING, severity=WARNING)
    for findings, conforms in (([], True), ([warning], True), ([warning, FINDING], False)):
        quads = report_graph(findings)
        assert Quad(BlankNode("report"), sh("conforms"), Literal(conforms)) in quads


TERMS = st.one_of(
    st.just(NamedNode("x:iri")),
    st.just(BlankNode("b1")),
    st.builds(Literal, st.text(st.characters(codec="utf-8", exclude_characters="\x00"))),
    st.builds(lambda text: Literal(text, language="bs"), st.text('abč"\\\n')),
    st.builds(Literal, st.integers()),
)


@given(TERMS, st.sampled_from([VIOLATION, WARNING]))
def test_terms_come_back_as_they_were(term: Term, severity: str) -> None:
    (result,) = results([replace(FINDING, node="_:n", value=name(term), severity=severity)])
    assert result[sh("value").value] == term
    assert result[sh("focusNode").value] == BlankNode("n")
