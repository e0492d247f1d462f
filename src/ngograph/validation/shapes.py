"""A shapes graph as values: its targets, its messages, its SPARQL constraints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.errors import ContentError
from ngograph.validation.paths import Path, path_text
from ngograph.validation.statements import Statements
from ngograph.validation.terms import CLASSES, TYPE, Node, Term, name, sh
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VIOLATION: Final = sh("Violation")
_IMPORTS: Final = NamedNode(PREFIXES["owl"] + "imports")
# Refused rather than passed over in silence: no engine here would check them.
_UNSUPPORTED: Final = (
    "target",
    "rule",
    "js",
    "expression",
    "validator",
    "nodeValidator",
    "propertyValidator",
)


@dataclass(frozen=True)
class Targets:
    """What a shape looks at."""

    classes: tuple[Node, ...] = ()
    nodes: tuple[Term, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        """Whether it looks at anything by itself."""
        return any((self.classes, self.nodes, self.subjects_of, self.objects_of))


@dataclass(frozen=True)
class SparqlConstraint:
    """A rule written as a SELECT query: each solution is a node that breaks it.

    Args:
        rule: what a finding names: the constraint if it is an IRI, else the shape that carries it.
        shape: the shape that carries it.
        target: the shape whose targets it is asked of.
        select: the query, with its prefixes apart.
        prefixes: PREFIX lines.
        path: the path of the property shape that carries it.
    """

    rule: Node
    shape: Node
    target: Node
    select: str
    prefixes: str
    path: Path | None


class Shapes:
    """A shapes graph, read once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Read *triples*.

        Raises:
            ContentError: there are constraints or targets of a kind that is not checked here.
        """
        self.triples = list(dict.fromkeys(triples))
        self.graph = Statements(self.triples)
        self._refuse_unsupported()

    @cached_property
    def targets(self) -> dict[Node, Targets]:
        """The shapes that look at something by themselves, with what they look at."""
        found = {shape: self._targets(shape) for shape in self._shapes()}
        return {
            shape: targets for shape, targets in found.items() if targets and not self._deactivated(shape)
        }

    @cached_property
    def core(self) -> list[Triple]:
        """The triples without those that attach SPARQL constraints."""
        return [triple for triple in self.triples if triple.predicate != sh("sparql")]

    @cached_property
    def sparql(self) -> tuple[SparqlConstraint, ...]:
        """The SPARQL constraints, each with the shape whose targets it is asked of.

        Raises:
            ContentError: one hangs where its focus nodes are not those of a shape with targets.
        """
        found = [constraint for target in self.targets for constraint in self._sparql_of(target)]
        reached = {constraint.shape for constraint in found}
        for shape in self.graph.subjects(sh("sparql")):
            if shape not in reached and not self._deactivated(shape) and self._live_sparql(shape):
                raise ContentError(
                    f"{name(shape)}: expected sh:sparql on a shape with targets or on a property shape "
                    "directly below one, found it elsewhere, where it would not be checked"
                )
        return tuple(found)

    def path(self, shape: Node) -> Path | None:
        """Return the path of *shape* if it is a property shape."""
        start = self.graph.object(shape, sh("path"))
        return None if start is None else path_text(self.graph, start)

    def severity(self, rule: Node, shape: Node) -> str:
        """Return the severity of findings of *rule* on *shape*."""
        own = self.graph.object(rule, sh("severity")) or self.graph.object(shape, sh("severity"))
        return name(own or VIOLATION)

    def message(self, rule: Node, shape: Node | None = None) -> str | None:
        """Return the message of *rule*, else of *shape*, the English one where there are several."""
        for node in (rule, shape or rule):
            texts = [text for text in self.graph.objects(node, sh("message")) if isinstance(text, Literal)]
            if texts:
                return min(texts, key=lambda text: (text.language not in ("en", None), text.value)).value
        return None

    def _shapes(self) -> Iterator[Node]:
        declared = (self.graph.subjects(TYPE, sh(kind)) for kind in ("NodeShape", "PropertyShape"))
        aimed = (
            self.graph.subjects(sh(f"target{kind}")) for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf")
        )
        return iter(dict.fromkeys(shape for found in (*declared, *aimed) for shape in found))

    def _targets(self, shape: Node) -> Targets:
        def of(kind: str) -> list[Term]:
            return self.graph.objects(shape, sh(f"target{kind}"))

        implicit = [shape] if any(cls in self.graph.objects(shape, TYPE) for cls in CLASSES) else []
        classes = [cls for cls in (*of("Class"), *implicit) if not isinstance(cls, Literal | Triple)]
        subjects = [path for path in of("SubjectsOf") if isinstance(path, NamedNode)]
        objects = [path for path in of("ObjectsOf") if isinstance(path, NamedNode)]
        return Targets(tuple(classes), tuple(of("Node")), tuple(subjects), tuple(objects))

    def _sparql_of(self, target: Node) -> Iterator[SparqlConstraint]:
        properties = self.graph.nodes(target, sh("property"))
        for shape in [target, *(shape for shape in properties if not self._deactivated(shape))]:
            for constraint in self._live_sparql(shape):
                yield SparqlConstraint(
                    rule=constraint if isinstance(constraint, NamedNode) else shape,
                    shape=shape,
                    target=target,
                    select=self._select(constraint),
                    prefixes=self._prefixes(constraint),
                    path=self.path(shape),
                )

    def _live_sparql(self, shape: Node) -> list[Node]:
        return [node for node in self.graph.nodes(shape, sh("sparql")) if not self._deactivated(node)]

    def _select(self, constraint: Node) -> str:
        select = self.graph.object(constraint, sh("select"))
        if select is None:
            raise ContentError(f"{name(constraint)}: expected sh:select with a SELECT query, found none")
        return select.value if isinstance(select, Literal) else name(select)

    def _prefixes(self, constraint: Node) -> str:
        lines = [
            f"PREFIX {_value(self.graph.object(entry, sh('prefix')))}: "
            f"<{_value(self.graph.object(entry, sh('namespace')))}>"
            for header in self._headers(self.graph.nodes(constraint, sh("prefixes")))
            for entry in self.graph.nodes(header, sh("declare"))
        ]
        return "\n".join(sorted(lines))

    def _headers(self, found: list[Node]) -> list[Node]:
        imported = [header for node in found for header in self.graph.nodes(node, _IMPORTS)]
        new = [header for header in dict.fromkeys(imported) if header not in found]
        return self._headers([*found, *new]) if new else found

    def _deactivated(self, shape: Node) -> bool:
        return _value(self.graph.object(shape, sh("deactivated"))) in ("true", "1")

    def _refuse_unsupported(self) -> None:
        for kind in _UNSUPPORTED:
            for shape in self.graph.subjects(sh(kind)):
                raise ContentError(f"{name(shape)}: expected SHACL Core or sh:sparql, found sh:{kind}")


def _value(term: Term | None) -> str:
    return "" if term is None else term.value if isinstance(term, Literal) else name(term)
