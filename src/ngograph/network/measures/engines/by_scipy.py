"""The heavy measures by sparse matrices: the walks from many nodes at once are one product a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csgraph, csr_array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ngograph.network.matrices import OneMode

    Table = NDArray[np.float64]

_BATCH: Final = 64  # walks at once: three tables of so many columns are held, one row a node


def betweenness(ground: OneMode, lengths: None = None) -> NDArray[np.float64]:  # noqa: ARG001
    """Return the raw betweenness of each node."""
    return betweenness_from(ground, np.arange(len(ground.nodes)))


def betweenness_from(ground: OneMode, starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what the ways from the nodes numbered *starts* give to the raw betweenness of each node.

    Brandes' two passes, level by level.

    Brandes, U. (2001), A faster algorithm for betweenness centrality. Journal of Mathematical Sociology
    25(2), 163-177; as products of matrices: Kepner, J., Gilbert, J. (2011), Graph Algorithms in the Language
    of Linear Algebra, chapter 6.
    """
    ties = pattern(ground)
    back = csr_array(ties.T)
    total = np.zeros(len(ground.nodes))
    for sources in _batches(starts):
        levels, paths = _walked(back, sources)
        share = np.divide(1, paths, out=np.zeros_like(paths), where=paths > 0)
        credit = np.zeros_like(paths)
        for depth in range(int(levels.max()), 0, -1):
            credit += (ties @ ((1 + credit) * share * (levels == depth))) * paths * (levels == depth - 1)
        credit[sources, np.arange(len(sources))] = 0
        total += credit.sum(axis=1)
    return total if ground.directed else total / 2


def closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the closeness of each node, as Wasserman and Faust make it fit several components."""
    reached, far, _ = distances(ground, lengths)
    share = reached / max(len(ground.nodes) - 1, 1)
    return np.divide(reached, far, out=np.zeros_like(far), where=far > 0) * share


def harmonic_closeness(ground: OneMode, lengths: csr_array | None) -> NDArray[np.float64]:
    """Return the sum of reciprocal distances to each node."""
    return distances(ground, lengths)[2]


def pagerank(ground: OneMode, damping: float) -> NDArray[np.float64]:
    """Return the PageRank of each node, by steps until one moves less than 1e-13 in all."""
    size = len(ground.nodes)
    if not size:
        return np.zeros(0)
    out = np.asarray(ground.strength.sum(axis=1)).ravel()
    share = np.divide(1, out, out=np.zeros(size), where=out > 0)
    rank, step = np.full(size, 1 / size), 1.0
    into = csr_array(ground.strength.T)
    while step > 1e-13:
        # What leads nowhere hands its rank to all alike.
        after = damping * (into @ (rank * share) + rank[out == 0].sum() / size) + (1 - damping) / size
        step = float(np.abs(after - rank).sum())
        rank = after
    return rank


def distances(
    ground: OneMode, lengths: csr_array | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return of each node how many others reach it, and the sums of distances and of their reciprocals."""
    size = len(ground.nodes)
    reached, far, near = np.zeros(size), np.zeros(size), np.zeros(size)
    ties = pattern(ground) if lengths is None else csr_array(lengths.T)
    for sources in _batches(np.arange(size)):
        table = _levels(ties, sources) if lengths is None else csgraph.dijkstra(ties, indices=sources).T
        others = np.isfinite(table) & (table > 0)
        reached[sources] = others.sum(axis=0)
        far[sources] = np.where(others, table, 0).sum(axis=0)
        near[sources] = np.divide(1, table, out=np.zeros_like(table), where=others).sum(axis=0)
    return reached, far, near


def pattern(ground: OneMode) -> csr_array:
    """Return the matrix of *ground* with 1 for every tie."""
    strength = ground.strength
    ones = np.ones_like(strength.data)
    return csr_array((ones, strength.indices, strength.indptr), shape=strength.shape)


def _batches(starts: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for first in range(0, len(starts), _BATCH):
        yield starts[first : first + _BATCH]


def _walked(ties: csr_array, sources: NDArray[np.int64]) -> tuple[NDArray[np.int64], Table]:
    """How many steps lead from each source (a column) to each node (a row), else -1; along how many paths."""
    paths = np.zeros((ties.shape[0], len(sources)))
    paths[sources, np.arange(len(sources))] = 1
    levels = np.where(paths > 0, 0, -1)
    front, depth = paths, 0
    while front.any():
        front = (ties @ front) * (levels < 0)
        depth += 1
        levels[front > 0] = depth
        paths = paths + front
    return levels, paths


def _levels(ties: csr_array, sources: NDArray[np.int64]) -> Table:
    levels, _ = _walked(ties, sources)
    return np.where(levels < 0, np.inf, levels)
