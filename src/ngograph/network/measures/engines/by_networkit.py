"""The heavy measures by networkit (MIT), which an extra installs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import networkit  # type: ignore[import-untyped]
import numpy as np
from scipy.sparse import coo_array, csr_array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ngograph.network.matrices import OneMode


def betweenness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the raw betweenness of each node."""
    scores = _scores(networkit.centrality.Betweenness, _graph(ground, lengths))
    return scores if ground.directed else scores / 2


def closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the closeness of each node, as Wasserman and Faust make it fit several components."""
    general = networkit.centrality.ClosenessVariant.GENERALIZED
    # Without the option it divides 0 by 0 where a node has no ties.
    return np.nan_to_num(
        _scores(networkit.centrality.Closeness, _graph(ground, lengths, inward=True), False, general)
    )


def harmonic_closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the sum of reciprocal distances to each node."""
    return _scores(networkit.centrality.HarmonicCloseness, _graph(ground, lengths, inward=True), False)


def pagerank(ground: OneMode, damping: float) -> NDArray[np.float64]:
    """Return the PageRank of each node."""
    # Only of a directed graph does networkit hand on the rank of nodes without ties.
    ties = coo_array(ground.strength)
    graph = _made((ties.data, ties.coords), len(ground.nodes), directed=True)
    sinks = networkit.centrality.SinkHandling.DistributeSinks
    return _scores(networkit.centrality.PageRank, graph, damping, 1e-14, distributeSinks=sinks)


def _graph(ground: OneMode, lengths: csr_array | None, *, inward: bool = False) -> Any:
    """Return the graph to walk in; *inward* turns the ties round, for distances to a node."""
    ties = coo_array(ground.strength if lengths is None else lengths)
    rows, columns = ties.coords
    once = np.ones(len(rows), dtype=bool) if ground.directed else rows < columns
    ends = (columns[once], rows[once]) if inward else (rows[once], columns[once])
    data = np.ones(len(ends[0])) if lengths is None else ties.data[once]
    return _made((data, ends), len(ground.nodes), directed=ground.directed, weighted=lengths is not None)


def _made(data: Any, size: int, *, directed: bool, weighted: bool = True) -> Any:
    return networkit.GraphFromCoo(data, n=size, weighted=weighted, directed=directed)


def _scores(algorithm: Any, graph: Any, *options: Any, **named: Any) -> NDArray[np.float64]:
    if not graph.numberOfNodes():
        return np.zeros(0)
    with _one_thread():
        return np.asarray(algorithm(graph, *options, **named).run().scores())


@contextmanager
def _one_thread() -> Iterator[None]:
    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    try:
        yield
    finally:
        networkit.setNumberOfThreads(before)
