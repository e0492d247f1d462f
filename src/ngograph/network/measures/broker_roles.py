"""The five roles of brokerage as measures: how often each node is in one, without what chance makes of it.

What they mean is told in `ngograph.network.measures.brokerage`, which counts them all at once. Each function
takes a network and the group of each node, and gives None for those that have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.measures.brokerage import brokerage
from ngograph.network.measures.measure import Measure

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph, OneMode
    from ngograph.network.measures.measure import Figure
    from ngograph.network.measures.roles import Role
    from ngograph.network.shapes import Attribute


def coordinator(network: OneMode | Graph, attribute: Attribute) -> dict[str, Figure]:
    """Return how often each node stands between two of its own group that are not tied: A - [A] - A."""
    return _counts("coordinator", network, attribute)


def itinerant(network: OneMode | Graph, attribute: Attribute) -> dict[str, Figure]:
    """Return how often each node stands between two of one other group that are not tied: A - [B] - A."""
    return _counts("itinerant", network, attribute)


def representative(network: OneMode | Graph, attribute: Attribute) -> dict[str, Figure]:
    """Return how often each node leads from its own group to another: A - [A] - B."""
    return _counts("representative", network, attribute)


def gatekeeper(network: OneMode | Graph, attribute: Attribute) -> dict[str, Figure]:
    """Return how often each node leads from another group to its own: A - [B] - B."""
    return _counts("gatekeeper", network, attribute)


def liaison(network: OneMode | Graph, attribute: Attribute) -> dict[str, Figure]:
    """Return how often each node stands between two groups, neither of them its own: A - [B] - C."""
    return _counts("liaison", network, attribute)


def _counts(role: Role, network: OneMode | Graph, attribute: Attribute) -> dict[str, Figure]:
    found = brokerage(network, attribute, permutations=0)
    return {node: getattr(one, role) for node, one in found.items()}


BROKERAGE: Final = tuple(
    Measure(
        name=function.__name__,
        title=f"Brokerage as {function.__name__}",
        definition=definition,
        formula=f"number of open two-paths i - [b] - j with the groups {groups}",
        reference="Gould & Fernandez 1989, Sociological Methodology 19, 89-126",
        of="node",
        reads="nothing",
        two_mode_bias="The parties of one thing are all tied: one brokers only between different things.",
        smallest_n=3,
        takes=frozenset({"attribute"}),
        function=function,
    )
    for function, groups, definition in (
        (
            coordinator,
            "A - [A] - A",
            "How often a node stands between two of its own group that are not tied.",
        ),
        (
            itinerant,
            "A - [B] - A",
            "How often a node stands between two of one other group that are not tied.",
        ),
        (representative, "A - [A] - B", "How often a node leads from its own group to another."),
        (gatekeeper, "A - [B] - B", "How often a node leads from another group to its own."),
        (liaison, "A - [B] - C", "How often a node stands between two groups, neither of them its own."),
    )
)
