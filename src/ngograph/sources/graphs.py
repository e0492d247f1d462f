"""A named graph as a source: what a folder would say, without its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ngograph.errors import UnfitGraph
from ngograph.sources.turtle import blank_node_in, document_of, is_name, title_of
from ngograph.vocab import GRAPH

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Triple

    from ngograph.sources.turtle import SourceFile


@dataclass(frozen=True)
class SourceGraph:
    """What one document says, as a named graph."""

    name: str
    graph: NamedNode
    document: NamedNode
    title: str
    triples: frozenset[Triple]
    files: tuple[SourceFile, ...] = ()


def read_graph(graph: NamedNode, triples: frozenset[Triple]) -> SourceGraph:
    """Return *graph*, which states *triples*, as a source; the rules are those for a folder.

    Raises:
        UnfitGraph: its IRI is not that of a source, it does not say which one document it renders, or it has
            a blank node.
    """
    name = graph.value.removeprefix(GRAPH)
    if name == graph.value or not is_name(name):
        raise UnfitGraph(
            graph.value, f"expected a graph {GRAPH}NAME, with a name of a-z, 0-9 and single hyphens"
        )
    if (found := blank_node_in(triples)) is not None:
        raise UnfitGraph(graph.value, f"expected an IRI for every node, found {found}")
    try:
        document = document_of(graph, triples)
    except LookupError as problem:
        raise UnfitGraph(
            graph.value,
            f"expected it to say which document it renders, as <{graph.value}> dct:source <DOCUMENT> . "
            f"<DOCUMENT> a ngo:Document, found {problem}",
        ) from None
    about = sorted((triple for triple in triples if triple.subject == document), key=str)
    return SourceGraph(name, graph, document, title_of(document, about), triples)
