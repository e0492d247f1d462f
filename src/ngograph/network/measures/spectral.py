"""Who is central by being tied to those who are: PageRank and eigenvector centrality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csgraph, csr_array
from scipy.sparse.linalg import eigs, eigsh

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.measures import engines
from ngograph.network.measures.engines.by_scipy import pattern
from ngograph.network.measures.measure import Measure, by_node
from ngograph.translation import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ngograph.network.matrices import Graph, OneMode

_DENSE: Final = 200  # nodes up to which all eigenvectors at once are quicker than one by iteration


def pagerank(network: OneMode | Graph, *, damping: float = 0.85, engine: str = "auto") -> dict[str, float]:
    """Return the share of time that a walker who follows strong ties more often spends at each node.

        p(v) = (1 - α) / n + α · Σ p(u) s(u, v) / s(u);  a node without ties hands on to all alike

    Reads `strength`. The figures sum to 1. Brin, S., Page, L. (1998), The anatomy of a large-scale
    hypertextual Web search engine. Computer Networks 30, 107-117.

    Args:
        network: Where the nodes stand.
        damping: How often the walker follows a tie, α; else it begins anew anywhere.
        engine: What reckons it; see `engines.chosen`.
    """
    ground = one_mode(network)
    return by_node(ground, engines.pagerank(ground, damping, engine))


def eigenvector(network: OneMode | Graph, *, weighted: bool = True) -> dict[str, float]:
    """Return the score of each node that is in proportion to the sum of its neighbours' scores.

        λ x(v) = Σ x(u) s(u, v), λ the largest;  Σ x² = 1

    Of a directed network, by the ties that lead to a node. Bonacich, P. (1972), Factoring and weighting
    approaches to status scores and clique identification. Journal of Mathematical Sociology 2(1), 113-120.

    Args:
        network: Where the nodes stand.
        weighted: Read `strength`; else every tie counts alike.

    Raises:
        NetworkError: Not every node can reach every other.
    """
    ground = one_mode(network)
    count, _ = csgraph.connected_components(ground.strength, directed=ground.directed, connection="strong")
    if count > 1:
        found = sentence("strong components") if ground.directed else sentence("components")
        raise NetworkError(
            sentence(
                "eigenvector centrality: expected a network where every node reaches every other, found "
                "{count} {components}: all but the one with the largest eigenvalue would come out as 0, "
                "whoever is in them; take one component, or PageRank",
                count=count,
                components=found,
            )
        )
    return by_node(
        ground,
        _leading(
            csr_array((ground.strength if weighted else pattern(ground)).T), symmetric=not ground.directed
        ),
    )


def _leading(ties: csr_array, *, symmetric: bool) -> NDArray[np.float64]:
    """The eigenvector of the largest eigenvalue: all of it positive, since the network hangs together.

    That of a two-mode network has an opposite of the same size, so it is asked for by value, not by size.
    """
    size = ties.shape[0]
    if size <= 1:
        return np.ones(size)
    if size <= _DENSE:
        dense = ties.toarray()
        values, vectors = np.linalg.eigh(dense) if symmetric else np.linalg.eig(dense)
        vector = vectors[:, int(np.argmax(values.real))]
    else:
        start = np.ones(size)
        _, vectors = (
            eigsh(ties, k=1, which="LA", v0=start) if symmetric else eigs(ties, k=1, which="LR", v0=start)
        )
        vector = vectors[:, 0]
    found = np.abs(vector)
    scaled: NDArray[np.float64] = found / np.linalg.norm(found)
    return scaled


SPECTRAL: Final = (
    Measure(
        name="pagerank",
        title="PageRank",
        definition="What share of the time a walker along the ties, strong ones more often, is at a node.",
        formula="p(v) = (1 - α) / n + α · Σ p(u) s(u, v) / s(u), α = 0.85",
        reference="Brin & Page 1998, Computer Networks 30, 107-117",
        of="node",
        reads="strength",
        two_mode_bias="By count, things with many parties draw the walker in; Newman's weights undo that.",
        function=pagerank,
        takes=frozenset({"engine"}),
    ),
    Measure(
        name="eigenvector",
        title="Eigenvector centrality",
        definition="A node scores high when it is strongly tied to those that score high.",
        formula="λ x(v) = Σ x(u) s(u, v), λ the largest, Σ x² = 1",
        reference="Bonacich 1972, Journal of Mathematical Sociology 2(1), 113-120",
        of="node",
        reads="strength",
        needs_connected=True,
        two_mode_bias="It gathers on the parties of the largest thing, for they are a clique.",
        function=eigenvector,
    ),
)
