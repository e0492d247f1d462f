"""Rules, read once, that many parts of something large are held against one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.validation.core import compiled, core_findings_in, text_of
from ngograph.validation.likeness import Likeness
from ngograph.validation.reading import readings
from ngograph.validation.report import VIOLATION
from ngograph.validation.sampling import Found, Sampling
from ngograph.validation.sets import sparql_findings
from ngograph.validation.shapes import Shapes
from ngograph.validation.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from ngograph.validation.likeness import Said

_IRI: Final = re.compile("<[^<>]*>")


class Screen:
    """What tells which nodes violate a rule, and nothing more: neither in words nor where it only warns.

    Of nodes that no rule can tell apart one is checked, if it is sure what the rules read; else all are.

    Args:
        ontology: classes, properties and concepts.
        shapes: SHACL Core with sh:sparql constraints.

    Raises:
        ContentError: the shapes cannot be used.
    """

    def __init__(self, ontology: Iterable[Triple], shapes: Iterable[Triple]) -> None:
        self._shapes = Shapes(shapes)
        self._held = compiled(self._shapes)
        self._ontology = list(dict.fromkeys(ontology))
        self._text = text_of(self._ontology)
        self._rules = [
            one for one in self._shapes.sparql if self._shapes.severity(one.rule, one.shape) == VIOLATION
        ]
        self._targets = {one.target: self._shapes.targets[one.target] for one in self._rules}
        self.sampling: Sampling | None = None
        if found := readings(self._shapes):
            named = frozenset(_IRI.findall(self._text) + _IRI.findall(text_of(self._shapes.core)))
            likeness = Likeness(found, self._shapes.targets, self._ontology, named)
            self.sampling = Sampling(self._shapes, self._held, self._ontology, found, likeness)

    def violations(self, said: Said) -> dict[str, str]:
        """Return the nodes of *said* that violate a rule, each with the last of the rules that it breaks.

        Nodes are written as in *said*, rules as bare IRIs.

        Args:
            said: what is said of each node, without blank nodes.
        """
        if self.sampling and (known := self.sampling.violations(said)) is not None:
            return known
        lines = [f"{node} {one}" for node, told in said.items() for one in told]
        stage = staged(self._ontology, self._targets, lines)
        text = "\n".join((*lines, self._text))
        found = Found()
        for broken in (
            *core_findings_in(text, self._ontology, self._shapes, self._held),
            *sparql_findings(stage, self._shapes, self._rules),
        ):
            if str(broken.node) in said and self._shapes.severity(broken.rule, broken.shape) == VIOLATION:
                found.take(broken)
        return found
