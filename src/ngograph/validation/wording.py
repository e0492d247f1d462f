"""From what an engine says of a broken rule to a finding that names it in our words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ngograph.validation.messages import filled
from ngograph.validation.paths import Path, shown_path
from ngograph.validation.report import Finding
from ngograph.validation.terms import Node, Term, name, sh
from ngograph.vocab import curie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.validation.shapes import Shapes
    from ngograph.validation.staging import Staged

SPARQL: NamedNode = sh("SPARQLConstraintComponent")


@dataclass(frozen=True)
class Broken:
    """What an engine says: this node breaks that rule.

    Args:
        rule: what the finding names.
        shape: the shape that carries the rule; the rule itself if it is a shape.
        node: the focus node.
        value: the offending value, where there is one.
        component: the kind of constraint.
        path: the path, where the shape has none.
        message: the engine's words, for a rule that has none of its own.
        row: the variables of a solution of a SPARQL constraint.
    """

    rule: Node
    shape: Node
    node: Term
    value: Term | None
    component: Node
    path: Path | None = None
    message: str | None = None
    row: Mapping[str, Term] | None = None


def finding(broken: Broken, shapes: Shapes, staged: Staged) -> Finding:
    """Return the finding for *broken*, with the message of its rule."""
    path = shapes.path(broken.shape) or broken.path
    return Finding(
        shape=name(broken.rule),
        node=name(broken.node),
        path=None if path is None else shown_path(path),
        value=None if broken.value is None else name(broken.value),
        component=name(broken.component),
        message=_message(broken, path, shapes, staged),
        severity=shapes.severity(broken.rule, broken.shape),
    )


def _message(broken: Broken, path: Path | None, shapes: Shapes, staged: Staged) -> str:
    template = shapes.message(broken.rule, broken.shape)
    if template is None or (broken.component == SPARQL and broken.row is None):
        template = broken.message  # pySHACL alone knows the solution, and has put it into its words
    if template is None:
        return f"{curie(name(broken.component))} is not met"
    found = {variable: [term] for variable, term in (broken.row or {}).items()}
    found["this"] = [broken.node]
    if broken.value is not None:
        found["value"] = [broken.value]
    elif path is not None and "value" not in found:
        # A rule on how many there are has no single offending value: it is all of them.
        found["value"] = staged.values(broken.node, path)
    if path is not None:
        bare = shown_path(path)
        found["PATH"] = found["path"] = [NamedNode(bare)] if bare != path else []
    return filled(template, found)
