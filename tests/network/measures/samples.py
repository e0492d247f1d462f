"""Networks that are measured: well-known ones with text for names, and any small one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
from hypothesis import strategies as st

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph


def named(graph: nx.Graph[Any]) -> nx.Graph[str]:
    """The same, with text for the names of its nodes."""
    return nx.relabel_nodes(graph, {node: str(node) for node in graph})


@st.composite
def networks(draw: st.DrawFn) -> Graph:
    """Of two to nine nodes, directed or not, with ties of differing strength."""
    nodes = "abcdefghi"[: draw(st.integers(2, 9))]
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)).filter(lambda pair: pair[0] != pair[1])
    ties = draw(st.dictionaries(ends, st.sampled_from([0.25, 0.5, 1.0, 3.0])))
    graph: Graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(((*pair, strength) for pair, strength in ties.items()), weight="strength")
    return graph


@st.composite
def two_kinds(draw: st.DrawFn) -> nx.Graph[str]:
    """Of up to six bodies and six things."""
    bodies, things = "abcdef"[: draw(st.integers(1, 6))], "uvwxyz"[: draw(st.integers(0, 6))]
    pairs = [(body, thing) for body in bodies for thing in things]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(bodies, bipartite=0)
    graph.add_nodes_from(things, bipartite=1)
    graph.add_edges_from(draw(st.sets(st.sampled_from(pairs))) if pairs else ())
    return graph
