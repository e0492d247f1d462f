"""Everything by pySHACL on rdflib: slow, and the measure of the other engines."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ngograph.errors import ContentError
from ngograph.validation.terms import Node, Term, sh
from ngograph.validation.wording import SPARQL, Broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph

    from ngograph.validation.shapes import Shapes


def oracle_findings(triples: Iterable[Triple], shapes: Shapes) -> Iterator[Broken]:
    """Return what pySHACL finds in *triples*, ontology included.

    Raises:
        ContentError: pySHACL cannot read the shapes.
    """
    import pyshacl  # noqa: PLC0415 - takes a second, and most runs do without it
    from rdflib import Graph  # noqa: PLC0415

    try:
        with _without_tracebacks():
            data, rules = _graph(triples), _graph(shapes.triples)
            _, results, text = pyshacl.validate(data, shacl_graph=rules, inference="none")
    except pyshacl.errors.ReportableRuntimeError as error:
        raise ContentError(f"pySHACL cannot use the shapes: {error.message}") from error
    if not isinstance(results, Graph):
        raise ContentError(f"pySHACL cannot use the shapes: {text}")
    for result in results.objects(None, _rdflib(sh("result"))):
        yield _broken(results, result)


def _broken(results: Graph, result: Any) -> Broken:
    def one(term: str) -> Term | None:
        value = results.value(result, _rdflib(sh(term)))
        return None if value is None else _term(value)

    shape, constraint = _node(one("sourceShape")), one("sourceConstraint")
    component = _node(one("sourceConstraintComponent"))
    path, words = one("resultPath"), one("resultMessage")
    node = one("focusNode")
    if node is None:
        raise ContentError("expected pySHACL to name the node of each result")
    return Broken(
        rule=constraint if component == SPARQL and isinstance(constraint, NamedNode) else shape,
        shape=shape,
        node=node,
        value=one("value"),
        component=component,
        path=f"<{path.value}>" if isinstance(path, NamedNode) else None,
        message=words.value if isinstance(words, Literal) else None,
    )


@contextmanager
def _without_tracebacks() -> Iterator[None]:
    """Keep rdflib from logging each ill-formed literal: finding those is what the shapes are for."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _graph(triples: Iterable[Triple]) -> Graph:
    from rdflib import Graph  # noqa: PLC0415

    graph = Graph(store=_asked_again(), bind_namespaces="none")
    for triple in triples:
        graph.add((_rdflib(triple.subject), _rdflib(triple.predicate), _rdflib(triple.object)))
    return graph


def _asked_again() -> Any:
    """Return a store that reads each query once, though pySHACL asks it anew for every node.

    Reading a constraint takes rdflib twenty times as long as answering it for one node.
    """
    from rdflib import Graph  # noqa: PLC0415
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415
    from rdflib.plugins.stores.memory import Memory  # noqa: PLC0415

    class AskedAgain(Memory):
        def __init__(self) -> None:
            super().__init__()
            self.prepared: dict[str, Any] = {}

        def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **_: Any) -> Any:  # noqa: N803
            if query not in self.prepared:
                self.prepared[query] = prepareQuery(query, initNs=initNs)
            graph = Graph(store=self, identifier=queryGraph)
            return graph.query(self.prepared[query], initBindings=initBindings, use_store_provided=False)

    return AskedAgain()


def _rdflib(term: Term) -> Any:
    from rdflib import BNode, URIRef  # noqa: PLC0415
    from rdflib import Literal as Text  # noqa: PLC0415

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal) and term.language:
        return Text(term.value, lang=term.language)
    if isinstance(term, Literal):
        # Not normalised: "01" is to be seen as it was written.
        datatype = None if term.datatype.value.endswith("#string") else URIRef(term.datatype.value)
        return Text(term.value, datatype=datatype, normalize=False)
    raise ContentError(f"expected RDF 1.1, which rdflib can read, found {term}")


def _term(value: Any) -> Term:
    from rdflib import BNode, URIRef  # noqa: PLC0415

    if isinstance(value, URIRef):
        return NamedNode(str(value))
    if isinstance(value, BNode):
        return BlankNode(str(value))
    if value.language:
        return Literal(str(value), language=value.language)
    return (
        Literal(str(value), datatype=NamedNode(str(value.datatype)))
        if value.datatype
        else Literal(str(value))
    )


def _node(term: Term | None) -> Node:
    if isinstance(term, NamedNode | BlankNode):
        return term
    raise ContentError(f"expected pySHACL to name a shape and a component, found {term}")
