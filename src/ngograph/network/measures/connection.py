"""Which nodes can reach each other: the parts of a network, and what it falls into."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scipy.sparse.csgraph import connected_components

from ngograph.network.matrices import one_mode

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph, OneMode


def parts(network: OneMode | Graph) -> tuple[tuple[str, ...], ...]:
    """Return the components, each sorted: the largest first, equal ones by their IRIs.

    Of a directed network these are the weak ones, which direction does not tear apart. Reads only whether
    there is a tie.
    """
    ground = one_mode(network)
    found: dict[int, list[str]] = defaultdict(list)
    if ground.nodes:
        _, labels = connected_components(ground.strength, directed=ground.directed, connection="weak")
        for node, label in zip(ground.nodes, labels.tolist(), strict=True):
            found[label].append(node)
    return tuple(sorted((tuple(part) for part in found.values()), key=lambda part: (-len(part), part)))


def connected(network: OneMode | Graph) -> bool:
    """Whether every node can reach every other, direction aside."""
    return len(parts(network)) == 1
