"""How close-knit the whole network is: density, distance within components, fragmentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.matrices import one_mode
from ngograph.network.measures.connection import both_ways, connected_components
from ngograph.network.measures.engines.by_scipy import distances
from ngograph.network.measures.measure import Measure

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph, OneMode


def density(network: OneMode | Graph) -> float | None:
    """Return the share of pairs that are tied; None where there is no pair.

    Reads only whether there is a tie. Wasserman, S., Faust, K. (1994), Social Network Analysis, chapter 4.
    """
    ground = one_mode(network)
    # What is stored leads from row to column, so pairs without direction are there twice.
    pairs = _ordered_pairs(ground)
    return ground.strength.nnz / pairs if pairs else None


def average_shortest_path_length(network: OneMode | Graph) -> float | None:
    """Return the mean number of steps between two nodes that can reach each other; None where none can.

        L = Σ d(s, t) / number of pairs s, t with a way from s to t

    Of a network in one piece this is the usual mean; pairs in different components are left out, so read it
    together with the number of components. Watts, D. J., Strogatz, S. H. (1998), Nature 393, 440-442.
    """
    reached, far, _ = distances(one_mode(network))
    pairs = float(reached.sum())
    return float(far.sum()) / pairs if pairs else None


def fragmentation(network: OneMode | Graph) -> float | None:
    """Return the share of pairs that cannot reach each other, direction aside; None where there is no pair.

        F = 1 - Σ s (s - 1) / (n (n - 1)), s the sizes of the components

    Borgatti, S. P. (2006), Identifying sets of key players in a social network. Computational and
    Mathematical Organization Theory 12(1), 21-34.
    """
    ground = one_mode(network)
    pairs = _ordered_pairs(ground)
    if not pairs:
        return None
    return 1 - sum(len(part) * (len(part) - 1) for part in connected_components(ground)) / pairs


def distance_fragmentation(network: OneMode | Graph) -> float | None:
    """Return 1 less the mean reciprocal distance of all pairs, direction aside; None without pairs.

        DF = 1 - 2 Σ 1 / d(i, j) / (n (n - 1)), i < j, where what cannot be reached adds 0

    0 where all are tied to all, 1 where none are. Borgatti (2006), as `fragmentation`.
    """
    ground = both_ways(network)
    pairs = _ordered_pairs(ground)
    return 1 - float(distances(ground)[2].sum()) / pairs if pairs else None


def _ordered_pairs(ground: OneMode) -> int:
    return len(ground.nodes) * (len(ground.nodes) - 1)


COHESION: Final = (
    Measure(
        name="density",
        title="Density",
        definition="What share of the pairs of nodes are tied.",
        formula="2 m / (n (n - 1)), with direction m / (n (n - 1))",
        reference="Wasserman & Faust 1994, Social Network Analysis, chapter 4",
        of="network",
        reads="nothing",
        two_mode_bias="One thing with k parties alone adds up to k (k - 1) / 2 ties.",
        function=density,
    ),
    Measure(
        name="average_shortest_path_length",
        title="Mean distance",
        definition="How many steps part two nodes on average, of those that can reach each other.",
        formula="Σ d(s, t) / number of pairs s, t with a way",
        reference="Watts & Strogatz 1998, Nature 393, 440-442",
        of="network",
        reads="nothing",
        two_mode_bias="All parties of one thing are one step apart.",
        function=average_shortest_path_length,
        heavy=True,
    ),
    Measure(
        name="fragmentation",
        title="Fragmentation",
        definition="What share of the pairs of nodes cannot reach each other.",
        formula="F = 1 - Σ s (s - 1) / (n (n - 1)), s the sizes of the components",
        reference="Borgatti 2006, Computational and Mathematical Organization Theory 12(1), 21-34",
        of="network",
        reads="nothing",
        two_mode_bias="",
        function=fragmentation,
    ),
    Measure(
        name="distance_fragmentation",
        title="Fragmentation by distance",
        definition="How far apart the nodes are: 0 when all are tied to all, 1 when none are.",
        formula="DF = 1 - 2 Σ 1 / d(i, j) / (n (n - 1)), i < j",
        reference="Borgatti 2006, Computational and Mathematical Organization Theory 12(1), 21-34",
        of="network",
        reads="nothing",
        two_mode_bias="All parties of one thing are one step apart.",
        function=distance_fragmentation,
        heavy=True,
    ),
)
