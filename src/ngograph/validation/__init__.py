"""Validation: triples, ontology and shapes become a report.

::

    triples + ontology + shapes ──► core constraints (the `shacl` engine) ──────────┐
                              └───► staged store ──► sh:sparql as set queries ──────┴──► Report
                              └───► pySHACL on rdflib, for everything (the oracle) ─────► Report

    some of something large ──► marks ──► the first of each ──► the same ──► which nodes violate a rule

Ontology and data go in together: without the class hierarchy a shape on Organisation never looks at a
Ministry.
"""

from ngograph.validation.rdf import report_graph
from ngograph.validation.report import Finding, Report
from ngograph.validation.screening import Screen
from ngograph.validation.validating import Engine, validate, validate_lines

__all__ = ["Engine", "Finding", "Report", "Screen", "report_graph", "validate", "validate_lines"]
