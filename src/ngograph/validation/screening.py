"""Rules, read once, that many parts of something large are held against one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.validation.core import core_findings_in, text_of
from ngograph.validation.report import VIOLATION
from ngograph.validation.sets import kept_by, looks_at_one_statement, sparql_findings
from ngograph.validation.shapes import Shapes
from ngograph.validation.staging import staged
from ngograph.validation.terms import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Triple

_ANYBODY: Final = "<urn:ngograph:validation:anybody>"


class Screen:
    """What tells which nodes violate a rule, and nothing more: neither in words nor where it only warns.

    Args:
        ontology: classes, properties and concepts.
        shapes: SHACL Core with sh:sparql constraints.

    Raises:
        ContentError: the shapes cannot be used.
    """

    def __init__(self, ontology: Iterable[Triple], shapes: Iterable[Triple]) -> None:
        self._shapes = Shapes(shapes)
        self._ontology = list(dict.fromkeys(ontology))
        self._text = text_of(self._ontology)
        asked = {constraint.target for constraint in self._shapes.sparql}
        self._single = [one for one in self._shapes.sparql if looks_at_one_statement(one)]
        self._targets = {shape: self._shapes.targets[shape] for shape in asked}

    def violations(self, lines: Sequence[str]) -> dict[str, str]:
        """Return the nodes of *lines* that violate a rule, each with the last of the rules that it breaks.

        Args:
            lines: N-Triples without blank nodes and without line ends.
        """
        text = "\n".join((*lines, self._text))
        stage = staged(self._ontology, self._targets, lines)
        # A rule on single statements is asked first of each that is made, once, whoever it is made of.
        said = staged((), {}, (f"{_ANYBODY} {one}" for one in {line.partition(" ")[2] for line in lines}))
        kept = [constraint for constraint in self._single if kept_by(said, constraint)]
        found: dict[str, str] = {}
        for one in (
            *core_findings_in(text, self._ontology, self._shapes),
            *sparql_findings(stage, self._shapes, kept),
        ):
            if self._shapes.severity(one.rule, one.shape) == VIOLATION:
                node = name(one.node)
                found[node] = max(found.get(node, ""), name(one.rule))
        return found
