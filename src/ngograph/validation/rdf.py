"""What validation says as RDF: a sh:ValidationReport, as the SHACL recommendation has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ngograph.validation.report import VIOLATION
from ngograph.validation.terms import TYPE, Term, read, sh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.validation.report import Finding


def report_graph(findings: Iterable[Finding]) -> list[Quad]:
    """Return the report of *findings*.

    A path that is more than one property is left out: its rule says it.
    """
    findings = list(findings)
    report = BlankNode("report")
    conforms = not any(finding.severity == VIOLATION for finding in findings)
    quads = [
        Quad(report, TYPE, sh("ValidationReport")),
        Quad(report, sh("conforms"), Literal(conforms)),
    ]
    for number, finding in enumerate(findings):
        result = BlankNode(f"result{number}")
        quads.append(Quad(report, sh("result"), result))
        quads += [Quad(result, predicate, value) for predicate, value in _said(finding)]
    return quads


def _said(finding: Finding) -> list[tuple[NamedNode, Term]]:
    said: list[tuple[NamedNode, Term]] = [
        (TYPE, sh("ValidationResult")),
        (sh("focusNode"), _term(finding.node)),
        (sh("resultSeverity"), NamedNode(finding.severity)),
        (sh("resultMessage"), Literal(finding.message, language="en")),
        (sh("sourceConstraintComponent"), NamedNode(finding.component)),
        (sh("sourceShape"), _term(finding.shape)),
    ]
    if finding.path is not None and "<" not in finding.path:
        said.append((sh("resultPath"), NamedNode(finding.path)))
    if finding.value is not None:
        said.append((sh("value"), _term(finding.value)))
    return said


def _term(text: str) -> Term:
    """Return the term that a finding names as *text*."""
    return read(text) if text.startswith(('"', "_:", "<")) else NamedNode(text)
