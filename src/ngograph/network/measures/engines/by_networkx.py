"""The heavy measures by networkx: the plainest, and the slowest on a large network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ngograph.network.matrices import Graph, OneMode


def betweenness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the raw betweenness of each node."""
    graph, length = _graph(ground, lengths)
    return _figures(graph, nx.betweenness_centrality(graph, normalized=False, weight=length))


def betweenness_from(ground: OneMode, starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what the ways from the nodes numbered *starts* give to the raw betweenness of each node."""
    sources = [ground.nodes[start] for start in starts]
    return _figures(
        ground.graph, nx.betweenness_centrality_subset(ground.graph, sources, ground.nodes, normalized=False)
    )


def closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the closeness of each node, as Wasserman and Faust make it fit several components."""
    graph, length = _graph(ground, lengths)
    return _figures(graph, nx.closeness_centrality(graph, distance=length))


def harmonic_closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the sum of reciprocal distances to each node."""
    graph, length = _graph(ground, lengths)
    return _figures(graph, nx.harmonic_centrality(graph, distance=length))


def pagerank(ground: OneMode, damping: float) -> NDArray[np.float64]:
    """Return the PageRank of each node."""
    # networkx stops when a step moves less than the tolerance times the number of nodes.
    tolerance = 1e-13 / max(len(ground.nodes), 1)
    found = nx.pagerank(ground.graph, alpha=damping, weight="strength", tol=tolerance, max_iter=2000)
    return _figures(ground.graph, found)


def _graph(ground: OneMode, lengths: csr_array | None) -> tuple[Graph, str | None]:
    """The graph to walk in, and which attribute of its ties is their length; nodes in order."""
    if lengths is None:
        return ground.graph, None
    empty: nx.Graph[int] = nx.DiGraph() if ground.directed else nx.Graph()
    return nx.from_scipy_sparse_array(lengths, create_using=empty, edge_attribute="length"), "length"


def _figures(graph: Graph, found: Mapping[str, float]) -> NDArray[np.float64]:
    """The figures in the order of the nodes, which not every measure of networkx keeps."""
    return np.array([found[node] for node in graph], dtype=float)
