"""The core constraints, by the `shacl` engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import shacl
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from ngograph.errors import ContentError
from ngograph.validation.terms import Term, read
from ngograph.validation.wording import Broken

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from ngograph.validation.shapes import Shapes

_FORMAT: Final = "ntriples"
_NUMBERED: Final = re.compile(r"_:\d+_b(\d+)")


def core_findings(triples: Sequence[Triple], shapes: Shapes) -> Iterator[Broken]:
    """Return what breaks the core constraints of *shapes* in *triples*, ontology included.

    The engine is given N-Triples made from the incoming triples: it sees literals as they were written.

    Raises:
        ContentError: the engine cannot read the shapes.
    """
    return core_findings_in(text_of(triples), triples, shapes)


def compiled(shapes: Shapes) -> shacl.Shapes:
    """Return the core constraints of *shapes* as the engine holds them.

    Raises:
        ContentError: the engine cannot read them.
    """
    try:
        return shacl.Shapes.from_text(text_of(shapes.core), format=_FORMAT)
    except ValueError as error:
        raise ContentError(f"expected shapes in SHACL Core: {error}") from error


def core_findings_in(
    data: str | Path,
    triples: Iterable[Triple],
    shapes: Shapes,
    held: shacl.Shapes | None = None,
    among: Container[str] | None = None,
) -> Iterator[Broken]:
    """Return what breaks the core constraints of *shapes* in *data*, ontology included.

    Args:
        data: what is validated, as N-Triples: the text, or a file that ends in `.nt`.
        triples: those of it that may have blank nodes, in the order in which they stand there.
        shapes: what it is held against.
        held: the same as the engine holds them, if that is known.
        among: the nodes that are asked about, as N-Triples writes them, if not all.

    Raises:
        ContentError: the engine cannot read the shapes.
    """
    compiled_shapes = held or compiled(shapes)
    found = _BlankNodes(shapes.core, triples)
    if isinstance(data, str):
        report = compiled_shapes.validate_text(data, format=_FORMAT)
    else:
        report = compiled_shapes.validate_file(str(data))
    for result in report.results:
        if among is not None and result.focus_node not in among:
            continue
        shape = found.term(result.source_shape or result.root_shape or "")
        assert isinstance(shape, NamedNode | BlankNode), "a shape is no literal"
        yield Broken(
            rule=shape,
            shape=shape,
            node=found.term(result.focus_node),
            value=None if result.value is None else found.term(result.value),
            component=NamedNode(result.component_iri),
            path=result.path,
            message=result.message,
        )


class _BlankNodes:
    """The blank nodes by the numbers that the engine gives them: shapes first, then data, as they come."""

    def __init__(self, *graphs: Iterable[Triple]) -> None:
        self._known = [node for graph in graphs for node in _blank_nodes(graph)]

    def term(self, text: str) -> Term:
        """Return the term that the engine writes as *text*, with the name that it came with."""
        numbered = _NUMBERED.fullmatch(text)
        return self._known[int(numbered[1])] if numbered else read(text)


def _blank_nodes(triples: Iterable[Triple]) -> list[BlankNode]:
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    return list(dict.fromkeys(term for term in terms if isinstance(term, BlankNode)))


def text_of(triples: Iterable[Triple]) -> str:
    """Return *triples* as N-Triples."""
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
