"""How far one node outdoes all others: Freeman's centralization, 1 for the star."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.errors import NetworkError
from ngograph.network.measures.centrality import degree
from ngograph.network.measures.connection import both_ways, connected
from ngograph.network.measures.measure import Measure
from ngograph.network.measures.paths import betweenness, closeness
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Collection

    from ngograph.network.matrices import Graph, OneMode


def degree_centralization(network: OneMode | Graph) -> float | None:
    """Return how far one node's degree outdoes the others': 0 when all are alike, 1 for the star.

        C = Σ (max d - d(i)) / ((n - 1) (n - 2)), direction aside; None of fewer than three nodes

    Freeman, L. C. (1979), Centrality in social networks: conceptual clarification. Social Networks 1(3),
    215-239.
    """
    figures = degree(both_ways(network)).values()
    return _excess(figures, (len(figures) - 1) * (len(figures) - 2))


def betweenness_centralization(network: OneMode | Graph, *, engine: str = "auto") -> float | None:
    """Return how far one node's betweenness outdoes the others': 0 when all are alike, 1 for the star.

        C = Σ (max b - b(i)) / (n - 1), b normalized, direction aside; None of fewer than three nodes

    Freeman (1979), as `degree_centralization`.
    """
    figures = betweenness(both_ways(network), engine=engine).values()
    return _excess(figures, len(figures) - 1)


def closeness_centralization(network: OneMode | Graph, *, engine: str = "auto") -> float | None:
    """Return how far one node's closeness outdoes the others': 0 when all are alike, 1 for the star.

        C = Σ (max c - c(i)) (2n - 3) / ((n - 1) (n - 2)), direction aside; None of fewer than three nodes

    Freeman (1979), as `degree_centralization`.

    Raises:
        NetworkError: The network falls apart: Freeman's closeness has no value there.
    """
    ground = both_ways(network)
    if not connected(ground):
        raise NetworkError(
            sentence(
                "closeness centralization: expected a network in one piece, found one that falls apart, "
                "where distances are not defined; take one component"
            )
        )
    figures = closeness(ground, engine=engine).values()
    return _excess(figures, (len(figures) - 1) * (len(figures) - 2) / (2 * len(figures) - 3))


def _excess(figures: Collection[float], star: float) -> float | None:
    """By how much the highest figure exceeds all, as a share of what it does in the star."""
    return sum(max(figures) - figure for figure in figures) / star if len(figures) > 2 else None


CENTRALIZATIONS: Final = (
    Measure(
        name="degree_centralization",
        title="Degree centralization",
        definition="How far one node outdoes the others in ties: 0 when all are alike, 1 for the star.",
        formula="Σ (max d - d(i)) / ((n - 1) (n - 2))",
        reference="Freeman 1979, Social Networks 1(3), 215-239",
        of="network",
        reads="nothing",
        two_mode_bias="The parties of the largest thing are all alike, which lowers it.",
        smallest_n=3,
        function=degree_centralization,
    ),
    Measure(
        name="betweenness_centralization",
        title="Betweenness centralization",
        definition="How far one node outdoes the others as a go-between: 0 if all are alike, 1 for the star.",
        formula="Σ (max b - b(i)) / (n - 1), b normalized",
        reference="Freeman 1979, Social Networks 1(3), 215-239",
        of="network",
        reads="nothing",
        two_mode_bias="Within a thing nobody stands between its parties, so who links things stands out.",
        smallest_n=3,
        function=betweenness_centralization,
        heavy=True,
        takes=frozenset({"engine"}),
    ),
    Measure(
        name="closeness_centralization",
        title="Closeness centralization",
        definition="How far one node outdoes the others in nearness: 0 when all are alike, 1 for the star.",
        formula="Σ (max c - c(i)) (2n - 3) / ((n - 1) (n - 2))",
        reference="Freeman 1979, Social Networks 1(3), 215-239",
        of="network",
        reads="nothing",
        two_mode_bias="One thing with many parties puts each of them one step from all the others.",
        smallest_n=3,
        function=closeness_centralization,
        heavy=True,
        needs_connected=True,
        takes=frozenset({"engine"}),
    ),
)
