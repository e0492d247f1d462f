"""A change applied: to a store with a default graph of its own, or to named graphs whose union that is.

Both do the same to an update: take it apart, refuse what would leave this machine, and run one operation
after another. Where the default graph is the union of the named ones, it is worked out anew after each of
them, and none may change it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from ngograph.errors import GraphExists, NotWritable, QueryError, UnknownThing
from ngograph.store.bodies import graph_node, stated
from ngograph.store.changes import Update
from ngograph.store.embedded import in_graph, memory_store, named_quads
from ngograph.store.updates import operations
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.store.changes import Change, GraphChange
    from ngograph.store.updates import Operation

Graphs: TypeAlias = "dict[NamedNode, frozenset[Triple]]"
"""What named graphs state; none of them is empty."""

UNION: Final = "the default graph"
_REASON: Final = "it is the union of all graphs, and every statement has a source: name the one that is meant"


def graphs_of(quads: Iterable[Quad]) -> Graphs:
    """Return what each named graph among *quads* states."""
    found: dict[NamedNode, set[Triple]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            found.setdefault(quad.graph_name, set()).add(quad.triple)
    return {graph: frozenset(triples) for graph, triples in found.items()}


def changed(
    graphs: Mapping[NamedNode, frozenset[Triple]], change: Change, kept: Sequence[NamedNode]
) -> Graphs:
    """Return what *graphs* state after *change*.

    What the body of a change to a graph states comes out as it was written. An update is the store's own
    work, which normalises literals (``"01"^^xsd:int`` becomes the integer 1) before anybody can see them.

    Args:
        graphs: what they state before.
        change: what is to be done.
        kept: graphs that come back when an update clears everything, because they are not anybody's to clear.

    Raises:
        UpdateSyntaxError, QueryRefused, QueryError: the update is none, or one that is not run here.
        NotWritable: the change is to the default graph.
        UnknownThing: the graph to delete is not there.
        GraphExists: the graph is there and should not be.
        UnreadableBody: the body is not well-formed.
    """
    if isinstance(change, Update):
        return _updated(graphs, change, kept)
    if change.graph is None:
        raise NotWritable(UNION, _REASON)
    graph = graph_node(change.graph)
    _refuse(change, there=graph in graphs)
    before = graphs.get(graph, frozenset()) if change.how == "add" else frozenset()
    after = before if change.how == "delete" else before | set(stated(change))
    return {**{name: triples for name, triples in graphs.items() if name != graph}, **_full(graph, after)}


def change_store(store: Store, change: Change) -> None:
    """Make *change* in *store*, whose default graph is a graph of its own.

    Raises:
        UpdateSyntaxError, QueryRefused, QueryError: the update is none, or one that is not run here.
        UnknownThing: the graph to delete is not there.
        GraphExists: the graph is there and should not be.
        UnreadableBody: the body is not well-formed.
    """
    if isinstance(change, Update):
        for operation in _operations(change):
            _run(store, operation.text)
        return
    graph = DefaultGraph() if change.graph is None else graph_node(change.graph)
    _refuse(change, there=graph in (DefaultGraph(), *store.named_graphs()))
    quads = [] if change.how == "delete" else [_quad(triple, graph) for triple in stated(change)]
    if change.how == "replace":
        store.clear_graph(graph)
    elif change.how == "delete":
        store.remove_graph(graph)
    store.extend(quads)


def _refuse(change: GraphChange, *, there: bool) -> None:
    if change.how == "delete" and not there:
        raise UnknownThing(change.graph or UNION)
    if change.only_new and there:
        raise GraphExists(change.graph or UNION)


def _operations(update: Update) -> list[Operation]:
    using, using_named = ([graph_node(iri) for iri in iris] for iris in (update.using, update.using_named))
    return operations(update.text, using, using_named)


def _updated(
    graphs: Mapping[NamedNode, frozenset[Triple]], update: Update, kept: Sequence[NamedNode]
) -> Graphs:
    found = _operations(update)
    store = memory_store(quad for graph, triples in graphs.items() for quad in in_graph(triples, graph))
    union = _default(store)
    for batch in _batches(found):
        _run(store, batch)
        union = _settled(store, union, graphs, kept)
    return graphs_of(named_quads(store))


def _batches(found: Sequence[Operation]) -> list[str]:
    """Return texts to run one by one: what only states statements is taken together, all else is alone."""
    batches: list[str] = []
    for _, group in groupby(found, key=lambda each: each.prologue if each.is_data else each):
        together = list(group)
        bodies = "\n;\n".join(each.body for each in together)
        batches.append(f"{together[0].prologue}{bodies}")
    return batches


def _settled(
    store: Store,
    union: frozenset[Triple],
    graphs: Mapping[NamedNode, frozenset[Triple]],
    kept: Sequence[NamedNode],
) -> frozenset[Triple]:
    """Let the default graph be the union of the named ones again; return that.

    Raises:
        NotWritable: the default graph is not what it was, and not everything was cleared.
    """
    after, named = _default(store), graphs_of(named_quads(store))
    if after != union and (after or named):
        raise NotWritable(UNION, _REASON)
    if not named:
        named = {graph: graphs[graph] for graph in kept if graph in graphs}
        store.extend(quad for graph, triples in named.items() for quad in in_graph(triples, graph))
    settled = frozenset().union(*named.values())
    store.extend(_quad(triple) for triple in settled - after)
    for triple in after - settled:
        store.remove(_quad(triple))
    return settled


def _default(store: Store) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))


def _quad(triple: Triple, graph: NamedNode | DefaultGraph = DefaultGraph()) -> Quad:  # noqa: B008 - a constant
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _full(graph: NamedNode, triples: frozenset[Triple]) -> Graphs:
    return {graph: triples} if triples else {}


def _run(store: Store, text: str) -> None:
    try:
        store.update(text, base_iri=ROOT)
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"expected an update that can be carried out: {error}") from error
