"""The heavy measures by rustworkx (Apache-2.0), which an extra installs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import rustworkx as rx
from scipy.sparse import coo_array, csr_array

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ngograph.network.matrices import OneMode

    Digraph = rx.PyDiGraph[int, float]
    Graph = Digraph | rx.PyGraph[int, float]


def betweenness(ground: OneMode, lengths: None = None) -> NDArray[np.float64]:  # noqa: ARG001
    """Return the raw betweenness of each node."""
    graph = _graph(ground, ground.strength)
    found = rx.betweenness_centrality(graph, normalized=False, parallel_threshold=_never(ground))
    return _figures(found, ground)


def closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the closeness of each node, as Wasserman and Faust make it fit several components."""
    if lengths is None:
        graph = _graph(ground, ground.strength)
        return _figures(rx.closeness_centrality(graph, parallel_threshold=_never(ground)), ground)
    # It turns the strengths that it is given into lengths by itself.
    graph = _graph(ground, csr_array((1 / lengths.data, lengths.indices, lengths.indptr), lengths.shape))
    found = rx.newman_weighted_closeness_centrality(
        graph,  # type: ignore[arg-type] # its stub knows one kind of graph, it takes both
        weight_fn=float,
        wf_improved=True,
        parallel_threshold=_never(ground),
    )
    return _figures(found, ground)


def pagerank(ground: OneMode, damping: float) -> NDArray[np.float64]:
    """Return the PageRank of each node."""
    if not ground.nodes:
        return np.zeros(0)
    graph: Digraph = rx.PyDiGraph(multigraph=False)
    _filled(graph, ground.strength, both=True)
    # It stops when a step moves less than the tolerance times the number of nodes.
    tolerance = 1e-13 / len(ground.nodes)
    return _figures(rx.pagerank(graph, alpha=damping, weight_fn=float, tol=tolerance, max_iter=2000), ground)


def _graph(ground: OneMode, values: csr_array) -> Graph:
    graph: Graph = rx.PyDiGraph(multigraph=False) if ground.directed else rx.PyGraph(multigraph=False)
    _filled(graph, values, both=ground.directed)
    return graph


def _filled(graph: Graph, values: csr_array, *, both: bool) -> None:
    graph.add_nodes_from(range(values.shape[0]))
    ties = coo_array(values)
    rows, columns = ties.coords
    once = np.ones(len(rows), dtype=bool) if both else rows < columns
    graph.add_edges_from(
        list(zip(rows[once].tolist(), columns[once].tolist(), ties.data[once].tolist(), strict=True))
    )


def _never(ground: OneMode) -> int:
    """The size from which on rustworkx would work in several threads: one that the network does not have."""
    return len(ground.nodes) + 1


def _figures(found: Mapping[int, float], ground: OneMode) -> NDArray[np.float64]:
    return np.array([found[number] for number in range(len(ground.nodes))], dtype=float)
