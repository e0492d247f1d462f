"""What partitions of a network's nodes are worth: how well two agree, and the modularity of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.shapes import partition_in

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ngograph.network.matrices import Graph, Numbers, OneMode
    from ngograph.network.shapes import Partition

    Labels = Numbers


def adjusted_rand_index(one: Partition, other: Partition) -> float:
    """Return how far two partitions agree: 1 when they are the same, 0 as by chance, below when less.

    (S − E) / (M − E): S the pairs of nodes that both put together, E what chance would give with the same
    sizes, M the mean of the pairs that each puts together (Hubert & Arabie 1985).

    Args:
        one: For each node the community it is put in; or the communities, each the nodes that are put in it.
        other: The same of the other partition.

    Raises:
        NetworkError: The two do not hold the same nodes, or a node is put in two communities.
    """
    one, other = partition_in(one), partition_in(other)
    if one.keys() != other.keys():
        alone = sorted(one.keys() ^ other.keys())
        raise NetworkError(f"expected two partitions of the same nodes, found {alone[0]!r} in one only")
    return agreement(labels(one.values()), labels(other[node] for node in one))


def modularity(network: OneMode | Graph, partition: Partition, *, resolution: float = 1.0) -> float | None:
    """Return how much more strength stays inside the communities than their nodes' strengths would give.

    Σ_c (inside_c / W − γ · out_c · in_c / W²): W the sum over all rows and columns, γ the resolution (Newman
    & Girvan 2004; with direction Leicht & Newman 2008). Reads strength. None without ties.

    Args:
        network: What is divided.
        partition: For each node the community it is put in; or the communities, each the nodes in it.
        resolution: γ.

    Raises:
        NetworkError: A node of the network is in no community, or in two.
    """
    partition = partition_in(partition)
    found = one_mode(network)
    missing = [node for node in found.nodes if node not in partition]
    if missing:
        raise NetworkError(f"expected a community for each node, found none for {missing[0]!r}")
    if not found.strength.sum():
        return None
    return quality(found.strength, labels(partition[node] for node in found.nodes), resolution)


def labels(communities: Iterable[Hashable]) -> Labels:
    """Return numbers for *communities* in the order in which they first come, from 0 on."""
    numbers: dict[Hashable, int] = {}
    return np.asarray([numbers.setdefault(one, len(numbers)) for one in communities], dtype=np.int64)


def agreement(one: Labels, other: Labels) -> float:
    """Return the adjusted Rand index of two rows of labels."""
    both = np.unique(one * (int(other.max(initial=0)) + 1) + other, return_inverse=True)[1]
    together, first, second = (_pairs(np.bincount(row)) for row in (both, one, other))
    pairs = _pairs(np.asarray([len(one)]))
    middle = (first + second) / 2
    chance = first * second / pairs if pairs else 0.0
    # Only where both put all together, or both all apart, does nothing remain to be agreed on.
    return 1.0 if middle == chance else (together - chance) / (middle - chance)


def quality(strength: csr_array, communities: Labels, resolution: float = 1.0) -> float:
    """Return the modularity of rows of labels over a matrix of strengths that has ties."""
    ties = strength.tocoo()
    rows, columns = ties.coords
    inside = float(ties.data[communities[rows] == communities[columns]].sum())
    total = float(strength.sum())
    leaving = np.bincount(communities, weights=strength.sum(axis=1))
    arriving = np.bincount(communities, weights=strength.sum(axis=0))
    return inside / total - resolution * float(leaving @ arriving) / total**2


def _pairs(sizes: NDArray[np.integer]) -> int:
    return int((sizes * (sizes - 1) // 2).sum())
