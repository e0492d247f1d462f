"""The staged store: data and ontology where SPARQL can ask of them, and what each shape looks at."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from ngograph.errors import ContentError
from ngograph.validation.terms import SUBCLASS_OF, TYPE, XSD, Node, Term, name, read

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from ngograph.validation.paths import Path
    from ngograph.validation.shapes import Targets

FOCUS: Final = NamedNode("urn:ngograph:validation:focus")
LOOKS_AT: Final = NamedNode("urn:ngograph:validation:looksAt")
_KEPT: Final = "urn:ngograph:validation:datatype:"
_STRING: Final = XSD + "string"
_TOGETHER: Final = 1 << 16
"""How many lines are staged together."""


class Staged:
    """A store in memory that holds what is validated, and what each shape looks at.

    The store changes some literals: xsd:int becomes xsd:integer, "1.0" becomes "1". A rule about datatypes
    must see what was written, and so must who reads a finding; `written` gives it back.
    """

    def __init__(
        self,
        store: Store,
        literals: Mapping[Term, Term],
        targets: Mapping[Node, Targets],
        among: Container[Term] | None = None,
    ) -> None:
        """Work out the focus nodes of the shapes in *targets*.

        Args:
            store: what is validated, in its default graph.
            literals: those for which others stand in it, with these.
            targets: what each shape looks at.
            among: the nodes that are looked at, if not all.
        """
        self._written = {stored: written for written, stored in reversed(list(literals.items()))}
        self.store = store
        found = {shape: dict.fromkeys(self._nodes(target)) for shape, target in targets.items()}
        self.focus = {
            shape: tuple(nodes if among is None else (one for one in nodes if one in among))
            for shape, nodes in found.items()
        }
        self.store.bulk_extend(
            Quad(shape, LOOKS_AT, node, FOCUS) for shape, nodes in self.focus.items() for node in nodes
        )

    @property
    def looked_at(self) -> dict[str, int]:
        """The number of nodes that each shape looks at."""
        return {name(shape): len(nodes) for shape, nodes in self.focus.items()}

    def values(self, node: Term, path: Path) -> list[Term]:
        """Return what can be reached from *node* by *path*, sorted."""
        text = f"SELECT DISTINCT ?this ?value WHERE {{ ?this {path} ?value }}"
        found = self.store.query(text, substitutions={Variable("this"): node})
        assert isinstance(found, QuerySolutions), "a SELECT has solutions"
        return sorted((self.written(row["value"]) for row in found), key=str)

    def written(self, term: Term) -> Term:
        """Return *term* of the store as it was written, or as one of the ways in which it was."""
        return self._written.get(term, term)

    def _nodes(self, targets: Targets) -> Iterator[Term]:
        yield from targets.nodes
        for cls in self._subclasses(targets.classes):
            yield from (quad.subject for quad in self._quads(None, TYPE, cls))
        for path in targets.subjects_of[:1]:
            yield from (quad.subject for quad in self._quads(None, path, None))
        for path in targets.subjects_of[1:]:
            # Most of them have been found by the first, and the engine tells so sooner than Python does.
            other = f"OPTIONAL {{ ?this {targets.subjects_of[0]} ?other }} FILTER(!BOUND(?other))"
            found = self.store.query(f"SELECT ?this WHERE {{ ?this {path} ?any {other} }}")
            assert isinstance(found, QuerySolutions), "a SELECT has solutions"
            yield from (row["this"] for row in found)
        for path in targets.objects_of:
            yield from (self.written(quad.object) for quad in self._quads(None, path, None))

    def _subclasses(self, classes: Iterable[Node]) -> list[Node]:
        found = dict.fromkeys(classes)
        waiting = list(found)
        while waiting:
            for quad in self._quads(None, SUBCLASS_OF, waiting.pop()):
                if isinstance(quad.subject, NamedNode | BlankNode) and quad.subject not in found:
                    found[quad.subject] = None
                    waiting.append(quad.subject)
        return list(found)

    def _quads(self, subject: Node | None, predicate: NamedNode, value: Term | None) -> Iterator[Quad]:
        return self.store.quads_for_pattern(subject, predicate, value, DefaultGraph())


def staged(
    triples: Iterable[Triple],
    targets: Mapping[Node, Targets],
    lines: Iterable[str] = (),
    among: Container[Term] | None = None,
) -> Staged:
    """Stage *triples* and *lines* of N-Triples for the shapes in *targets*; no line becomes terms.

    Args:
        triples: what fits into memory.
        targets: what each shape looks at.
        lines: more, without line ends.
        among: the nodes that are looked at, if not all.

    Raises:
        ContentError: a line is no statement.
    """
    triples = list(triples)
    literals = _stand_ins(triple.object for triple in triples if _has_datatype(triple.object))
    store = Store()
    store.bulk_extend(
        Quad(triple.subject, triple.predicate, literals.get(triple.object, triple.object))
        for triple in triples
    )
    written, rest = dict[str, str](), iter(lines)
    while part := list(islice(rest, _TOGETHER)):
        literals |= _load(store, part, written)
    return Staged(store, literals, targets, among)


def _load(store: Store, lines: list[str], written: dict[str, str]) -> dict[Term, Term]:
    """Load *lines* into *store*; return the literals for which others stand in it, with these.

    Args:
        store: where to.
        lines: N-Triples.
        written: what stands for each literal with a datatype that was met before, itself in most cases.
    """
    typed = {at: line.split(" ", 2)[2][:-2] for at, line in enumerate(lines) if _is_typed(line)}
    try:
        terms = {text: read(text) for text in sorted(set(typed.values()) - written.keys())}
        found = _stand_ins(terms.values())
        written |= {text: str(found.get(term, term)) for text, term in terms.items()}
        for at, text in typed.items():
            if written[text] != text:
                lines[at] = f"{lines[at][: -2 - len(text)]}{written[text]} ."
        store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise ContentError(f"expected statements as N-Triples: {error}") from error
    return found


def _is_typed(line: str) -> bool:
    """Say whether a line of N-Triples ends in a literal with a datatype."""
    return line.endswith("> .") and '"^^<' in line


def _stand_ins(literals: Iterable[Term]) -> dict[Term, Term]:
    """Return those of *literals* that the store would change, each with what is staged in its place.

    That is the store's own form where only the writing differs, and a stand-in that it leaves alone where it
    would fold one datatype into another.
    """
    typed = dict.fromkeys(literals)
    probe = Store()
    probe.bulk_extend(Quad(LOOKS_AT, NamedNode(f"{_KEPT}{at}"), term) for at, term in enumerate(typed))
    stored = {quad.predicate.value: quad.object for quad in probe}
    pairs = ((term, stored[f"{_KEPT}{at}"]) for at, term in enumerate(typed))
    return {term: _stand_in(term, kept) for term, kept in pairs if term != kept}


def _has_datatype(term: Term) -> bool:
    return isinstance(term, Literal) and term.language is None and term.datatype.value != _STRING


def _stand_in(written: Term, stored: Term) -> Term:
    assert isinstance(written, Literal), "only literals are changed"
    assert isinstance(stored, Literal), "a literal stays a literal"
    same = written.datatype == stored.datatype
    return stored if same else Literal(written.value, datatype=NamedNode(_KEPT + written.datatype.value))
