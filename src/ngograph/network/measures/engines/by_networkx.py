"""The heavy measures by networkx: the plainest, and the slowest on a large network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ngograph.network.matrices import Graph, OneMode


def betweenness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the raw betweenness of each node."""
    graph, length = _graph(ground, lengths)
    return _figures(nx.betweenness_centrality(graph, normalized=False, weight=length).values())


def closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the closeness of each node, as Wasserman and Faust make it fit several components."""
    graph, length = _graph(ground, lengths)
    return _figures(nx.closeness_centrality(graph, distance=length).values())


def harmonic_closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the sum of reciprocal distances to each node."""
    graph, length = _graph(ground, lengths)
    return _figures(nx.harmonic_centrality(graph, distance=length).values())


def pagerank(ground: OneMode, damping: float) -> NDArray[np.float64]:
    """Return the PageRank of each node."""
    # networkx stops when a step moves less than the tolerance times the number of nodes.
    tolerance = 1e-13 / max(len(ground.nodes), 1)
    found = nx.pagerank(ground.graph, alpha=damping, weight="strength", tol=tolerance, max_iter=2000)
    return _figures(found.values())


def _graph(ground: OneMode, lengths: csr_array | None) -> tuple[Graph, str | None]:
    """The graph to walk in, and which attribute of its ties is their length; nodes in order."""
    if lengths is None:
        return ground.graph, None
    empty: nx.Graph[int] = nx.DiGraph() if ground.directed else nx.Graph()
    return nx.from_scipy_sparse_array(lengths, create_using=empty, edge_attribute="length"), "length"


def _figures(values: Iterable[float]) -> NDArray[np.float64]:
    return np.fromiter(values, dtype=float)
