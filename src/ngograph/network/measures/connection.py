"""What holds a network together: its components, cut points and bridges, and how far it falls apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scipy.sparse import csgraph

from ngograph.network.matrices import one_mode

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph, OneMode


def connected_components(network: OneMode | Graph) -> tuple[tuple[str, ...], ...]:
    """Return the components, each sorted: the largest first, equal ones by their IRIs.

    Of a directed network these are the weak ones, which direction does not tear apart. Reads only whether
    there is a tie.
    """
    ground = one_mode(network)
    found: dict[int, list[str]] = defaultdict(list)
    if ground.nodes:
        _, labels = csgraph.connected_components(ground.strength, directed=ground.directed)
        for node, label in zip(ground.nodes, labels.tolist(), strict=True):
            found[label].append(node)
    return tuple(sorted((tuple(part) for part in found.values()), key=lambda part: (-len(part), part)))


def connected(network: OneMode | Graph) -> bool:
    """Whether every node can reach every other, direction aside; true where there are no others."""
    return len(connected_components(network)) <= 1
