"""Who is central by its own ties and theirs: degree, strength, core number, clustering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from ngograph.network.matrices import one_mode
from ngograph.network.measures.connection import both_ways
from ngograph.network.measures.engines.by_scipy import pattern
from ngograph.network.measures.measure import Measure, by_node

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ngograph.network.matrices import Graph, OneMode


def degree(network: OneMode | Graph, *, normalized: bool = False) -> dict[str, float]:
    """Return the number of ties of each node (in a directed network, those from it and those to it).

    Reads only whether there is a tie. Freeman, L. C. (1979), Centrality in social networks: conceptual
    clarification. Social Networks 1(3), 215-239.

    Args:
        network: Where the nodes stand.
        normalized: Divide by n - 1, the number of others.
    """
    ground = one_mode(network)
    ties = _sums(ground, pattern(ground))
    return by_node(ground, ties / max(len(ground.nodes) - 1, 1) if normalized else ties)


def strength(network: OneMode | Graph) -> dict[str, float]:
    """Return the sum of the strengths of each node's ties (in a directed network, from it and to it).

    Reads `strength`. Barrat, A. et al. (2004), The architecture of complex weighted networks. PNAS 101(11),
    3747-3752. In Newman's projection it is the number of a node's things with two or more parties.
    """
    ground = one_mode(network)
    return by_node(ground, _sums(ground, ground.strength))


def core_number(network: OneMode | Graph) -> dict[str, float]:
    """Return the largest k for which each node is in a part where all have k ties to others of the part.

    Reads only whether there is a tie. Seidman, S. B. (1983), Network structure and minimum degree. Social
    Networks 5(3), 269-287.
    """
    ground = one_mode(network)
    found = nx.core_number(ground.graph)
    return {node: float(found[node]) for node in ground.nodes}


def clustering(network: OneMode | Graph) -> dict[str, float]:
    """Return for each node the share of pairs of its neighbours that are tied themselves; 0 without pairs.

        c(i) = triangles(i) / (d(i) (d(i) - 1) / 2)

    Reads only whether there is a tie. Watts, D. J., Strogatz, S. H. (1998), Collective dynamics of
    'small-world' networks. Nature 393, 440-442; with direction: Fagiolo, G. (2007), Clustering in complex
    directed networks. Physical Review E 76, 026107.
    """
    ground = one_mode(network)
    triangles, open_or_closed = _triads(ground)
    return by_node(
        ground, np.divide(triangles, open_or_closed, out=np.zeros_like(triangles), where=open_or_closed > 0)
    )


def transitivity(network: OneMode | Graph) -> float | None:
    """Return the share of two-paths whose ends are tied, in the whole network; None when there are none.

    Reads only whether there is a tie, direction aside. Newman, M. E. J., Strogatz, S. H., Watts, D. J.
    (2001), Random graphs with arbitrary degree distributions. Physical Review E 64, 026118.
    """
    triangles, open_or_closed = _triads(both_ways(network))
    paths = float(open_or_closed.sum())
    return float(triangles.sum()) / paths if paths else None


def _sums(ground: OneMode, matrix: csr_array) -> NDArray[np.float64]:
    figures = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    return figures + np.asarray(matrix.sum(axis=0), dtype=float).ravel() if ground.directed else figures


def _triads(ground: OneMode) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each node the pairs of its ties that close to triangles, and all of its pairs."""
    ties = pattern(ground)
    total = _sums(ground, ties)
    if ground.directed:
        mutual = np.asarray(ties.multiply(ties.T).sum(axis=1), dtype=float).ravel()
        ties = csr_array(ties + ties.T)
        pairs = 2 * (total * (total - 1) - 2 * mutual)
    else:
        pairs = total * (total - 1)
    return np.asarray((ties @ ties).multiply(ties).sum(axis=1), dtype=float).ravel(), pairs


CENTRALITIES: Final = (
    Measure(
        name="degree",
        title="Degree",
        definition="With how many others a node is tied.",
        formula="d(i) = number of j with a tie i-j",
        reference="Freeman 1979, Social Networks 1(3), 215-239",
        of="node",
        reads="nothing",
        two_mode_bias="One thing with k parties alone gives each of them k - 1 ties.",
        function=degree,
    ),
    Measure(
        name="strength",
        title="Strength",
        definition="How strong the ties of a node are together.",
        formula="s(i) = Σ s(i, j)",
        reference="Barrat et al. 2004, PNAS 101(11), 3747-3752",
        of="node",
        reads="strength",
        two_mode_bias="By count, a thing with k parties adds k - 1 to each; by Newman's weights it adds 1.",
        function=strength,
    ),
    Measure(
        name="core_number",
        title="Core number",
        definition="The largest k such that a node is in a part where all have k ties within the part.",
        formula="max k: i is in the k-core",
        reference="Seidman 1983, Social Networks 5(3), 269-287",
        of="node",
        reads="nothing",
        two_mode_bias="The parties of one thing with k parties are a core of k - 1 by themselves.",
        function=core_number,
    ),
    Measure(
        name="clustering",
        title="Clustering",
        definition="What share of the pairs of a node's neighbours are tied themselves.",
        formula="c(i) = triangles(i) / (d(i) (d(i) - 1) / 2)",
        reference="Watts & Strogatz 1998, Nature 393, 440-442; with direction Fagiolo 2007",
        of="node",
        reads="nothing",
        two_mode_bias="Each thing with three parties is a triangle of its own: read the two-mode "
        "coefficients instead.",
        smallest_n=3,
        function=clustering,
    ),
    Measure(
        name="transitivity",
        title="Transitivity",
        definition="What share of the ways of two steps are closed by a tie.",
        formula="3 · triangles / two-paths",
        reference="Newman, Strogatz & Watts 2001, Physical Review E 64, 026118",
        of="network",
        reads="nothing",
        two_mode_bias="Each thing with three parties is a triangle of its own: read the two-mode "
        "coefficients instead.",
        smallest_n=3,
        function=transitivity,
    ),
)
