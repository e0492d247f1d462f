"""What a network hangs together by: its components, cut points and bridges."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import networkx as nx
from scipy.sparse import csgraph, csr_array

from ngograph.network.matrices import one_mode
from ngograph.network.measures.measure import Measure

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


def cut_points(network: OneMode | Graph) -> tuple[str, ...]:
    """Return the nodes without any one of which a component falls apart, sorted; direction aside.

    Harary, F. (1969), Graph Theory, chapter 3.
    """
    return tuple(sorted(nx.articulation_points(both_ways(network).graph)))


def bridges(network: OneMode | Graph) -> tuple[tuple[str, str], ...]:
    """Return the ties without any one of which a component falls apart, sorted; direction aside.

    Harary, F. (1969), Graph Theory, chapter 3.
    """
    found = nx.bridges(both_ways(network).graph)
    return tuple(sorted((min(ends), max(ends)) for ends in found))


def both_ways(network: OneMode | Graph) -> OneMode:
    """Return *network* without direction: a tie either way is one tie, as strong as both together."""
    ground = one_mode(network)
    if not ground.directed:
        return ground
    return replace(ground, strength=csr_array(ground.strength + ground.strength.T), directed=False)


def _count(network: OneMode | Graph) -> float:
    return float(len(connected_components(network)))


def _cut_points(network: OneMode | Graph) -> dict[str, float]:
    found = set(cut_points(network))
    return {node: float(node in found) for node in one_mode(network).nodes}


def _bridges(network: OneMode | Graph) -> dict[tuple[str, str], float]:
    found = set(bridges(network))
    return {tuple(sorted(ends)): float(ends in found) for ends in sorted(both_ways(network).graph.edges)}


CONNECTION: Final = (
    Measure(
        name="connected_components",
        title="Components",
        definition="Into how many parts that no tie joins the network falls.",
        formula="number of components, direction aside",
        reference="Harary 1969, Graph Theory, chapter 2",
        of="network",
        reads="nothing",
        two_mode_bias="",
        smallest_n=1,
        function=_count,
    ),
    Measure(
        name="cut_points",
        title="Cut points",
        definition="1 for a node without which its component falls apart, else 0.",
        formula="1 when the component of i falls apart without i",
        reference="Harary 1969, Graph Theory, chapter 3",
        of="node",
        reads="nothing",
        two_mode_bias="Who alone links things is a cut point; who shares but one thing never is.",
        smallest_n=3,
        function=_cut_points,
    ),
    Measure(
        name="bridges",
        title="Bridges",
        definition="1 for a tie without which its component falls apart, else 0.",
        formula="1 when the component of i and j falls apart without i-j",
        reference="Harary 1969, Graph Theory, chapter 3",
        of="tie",
        reads="nothing",
        two_mode_bias="Three parties of a thing close a circle, so only things with two make bridges.",
        function=_bridges,
    ),
)
