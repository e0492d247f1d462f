"""The order of the rows of a matrix that shows its blocks: components, groups in them, like beside like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WHOLE: Final = 12  # a component up to this size is one group
_OPTIMAL: Final = 160  # a group up to this size gets the best order of its tree


def seriated(pairs: Mapping[tuple[str, str], float], *, seed: int = 1) -> list[list[list[str]]]:
    """Return components, in each its groups, in each its nodes, in an order that puts like beside like.

    Groups of a large component are communities by Louvain's method (Blondel et al. 2008). Within a group the
    order is that of the leaves of an average-linkage tree over the cosine distance of rows, turned so that
    neighbours are as near as they can be (Bar-Joseph, Gifford and Jaakkola 2001).

    Args:
        pairs: The strength of each tie by its two ends; in which direction does not matter.
        seed: Where the search for communities starts from.
    """
    names = sorted({iri for pair in pairs for iri in pair})
    at = {iri: number for number, iri in enumerate(names)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    for (one, other), strength in sorted(pairs.items()):
        known = graph.get_edge_data(at[one], at[other], {"strength": 0.0})["strength"]
        graph.add_edge(at[one], at[other], strength=known + strength)
    matrix = nx.to_numpy_array(graph, nodelist=range(len(names)), weight="strength")
    np.fill_diagonal(matrix, matrix.max(axis=1))
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    return [
        [[names[number] for number in _ordered(group, matrix)] for group in _groups(part, graph, seed)]
        for part in parts
    ]


def _groups(part: Sequence[int], graph: nx.Graph[int], seed: int) -> list[list[int]]:
    if len(part) <= _WHOLE:
        return [list(part)]
    # A fresh graph in order: Louvain walks the nodes as they were added.
    own: nx.Graph[int] = nx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from(sorted(graph.subgraph(part).edges(data=True), key=lambda edge: edge[:2]))
    found = nx.community.louvain_communities(own, weight="strength", seed=seed)
    groups = [sorted(group) for group in found]
    between = {
        n: [sum(own[a][b]["strength"] for a in group for b in own[a] if b in set(other)) for other in groups]
        for n, group in enumerate(groups)
    }
    order = [max(range(len(groups)), key=lambda n: (len(groups[n]), -groups[n][0]))]
    while len(order) < len(groups):  # each group beside the one it is most tied to of those left
        left = [n for n in range(len(groups)) if n not in order]
        order.append(max(left, key=lambda n: (between[order[-1]][n], len(groups[n]), -groups[n][0])))
    return [groups[n] for n in order]


def _ordered(group: Sequence[int], matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[int]:
    if len(group) < 3:
        return list(group)
    from scipy.cluster.hierarchy import leaves_list, linkage  # noqa: PLC0415 - takes long to import, and most runs do without it
    from scipy.spatial.distance import pdist  # noqa: PLC0415

    rows = matrix[np.ix_(group, group)]
    tree = linkage(pdist(rows, "cosine"), "average", optimal_ordering=len(group) <= _OPTIMAL)
    order = [group[int(leaf)] for leaf in leaves_list(tree)]
    # Of the two directions the one that begins with the stronger end.
    weight = matrix.sum(axis=1)
    return order if weight[order[0]] >= weight[order[-1]] else order[::-1]
