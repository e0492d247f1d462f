"""SHACL paths as SPARQL property paths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import NamedNode

from ngograph.errors import ContentError
from ngograph.validation.terms import Term, name, sh

if TYPE_CHECKING:
    from ngograph.validation.statements import Statements

Path: TypeAlias = str

_ONE_IRI: Final = re.compile(r"<[^<>]*>")
_SUFFIX: Final = (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?"))


def path_text(graph: Statements, start: Term) -> Path:
    """Return the path that begins at *start* in the shapes *graph*, in the syntax of SPARQL.

    Raises:
        ContentError: what stands there is no SHACL path.
    """
    if isinstance(start, NamedNode):
        return f"<{start.value}>"
    if (inverse := graph.object(start, sh("inversePath"))) is not None:
        return f"^{_group(graph, inverse)}"
    if (choice := graph.object(start, sh("alternativePath"))) is not None:
        return "|".join(_group(graph, member) for member in graph.members(choice))
    for term, sign in _SUFFIX:
        if (inner := graph.object(start, sh(term))) is not None:
            return f"{_group(graph, inner)}{sign}"
    if steps := graph.members(start):
        return "/".join(_group(graph, step) for step in steps)
    raise ContentError(f"{name(start)}: expected a SHACL path")


def shown_path(path: Path) -> str:
    """Return *path* as a finding names it: an IRI alone without its brackets."""
    return path[1:-1] if _ONE_IRI.fullmatch(path) else path


def _group(graph: Statements, start: Term) -> Path:
    text = path_text(graph, start)
    return text if isinstance(start, NamedNode) else f"({text})"
