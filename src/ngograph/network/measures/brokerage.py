"""Brokerage between groups: who stands between two others that are not tied, and on whose side each is.

Gould, R. V., Fernandez, R. M. (1989), Structures of mediation: a formal approach to brokerage in transaction
networks, Sociological Methodology 19, 89-126. A node b brokers for each ordered pair of others i and j with a
tie from i to b, one from b to j, and none from i to j: an open two-path. The three groups tell the role:

    coordinator     w_I    A - [A] - A    all are of one group
    itinerant       w_O    A - [B] - A    a broker from outside, also called consultant
    representative  b_IO   A - [A] - B    from the broker's own group to another
    gatekeeper      b_OI   A - [B] - B    from another group to the broker's own
    liaison         b_O    A - [B] - C    all are of different groups

In an undirected network each pair counts in both directions, as `brokerage` of the R package sna counts it;
representative and gatekeeper are then the same. Some of its manuals give these two names the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.measures.roles import ROLES, chances, deviations, paths, roles
from ngograph.network.measures.triads import present
from ngograph.network.shapes import values_in
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from ngograph.network.matrices import Graph, OneMode
    from ngograph.network.measures.roles import Role
    from ngograph.network.shapes import Attribute


@dataclass(frozen=True, slots=True)
class Brokerage:
    """What one node brokers; None where its own group is not known.

    Attributes:
        group: Its value of the attribute.
        coordinator: How many open two-paths through it join two of its own group.
        itinerant: How many join two of one other group.
        representative: How many lead from its own group to another.
        gatekeeper: How many lead from another group to its own.
        liaison: How many lead from another group to a third.
        total: All open two-paths through it, whether groups are known or not.
        unplaced: How many of these are in no role, since one of the three has no value of the attribute.
        expected: By role, the mean over all ways of dealing out the values to the nodes that have one.
        z: By role, how many standard deviations of those ways the count lies above that mean. None where all
            ways give the same count, and where no permutations were asked for.
    """

    group: Hashable
    coordinator: float | None
    itinerant: float | None
    representative: float | None
    gatekeeper: float | None
    liaison: float | None
    total: float
    unplaced: float
    expected: Mapping[Role, float | None]
    z: Mapping[Role, float | None]


def brokerage(
    network: OneMode | Graph,
    attribute: Attribute,
    *,
    directed: bool | None = None,
    once: bool = False,
    permutations: int = 1000,
    seed: int = 1,
) -> dict[str, Brokerage]:
    """Return for each node how often it brokers in each of the five roles of Gould and Fernandez.

    Reads only whether there is a tie. What is to be expected of a node is reckoned with the ties as they are
    and the values of the attribute dealt out anew, each as often as before. Of t two-paths that have a role,
    with groups of n among N nodes, the mean is exactly t · Σ n(n-1)(n-2) / N(N-1)(N-2) as coordinator,
    t · Σ n(n-1)(N-n) / N(N-1)(N-2) as each of itinerant, representative and gatekeeper, and the rest as
    liaison. The standard deviation is that of *permutations* such dealings about this mean.

    Args:
        network: Where the nodes stand.
        attribute: The group of each node, any value, such as a country; or the name of the attribute of a
            networkx graph's nodes that tells it. Nodes without one, or with None, are of no group: a two-path
            with such a node is in no role, but in the total.
        directed: Whether ties have a direction; None takes it from the network. A directed network that is
            read without direction has a tie where there is one in either direction.
        once: Count each pair once, not in both directions; for ties without direction. All counts are halved,
            so that a pair of one's own and another group is half a representative's and half a gatekeeper's.
        permutations: How many dealings; 0 leaves out z. The time grows with their number.
        seed: Where they start from.

    Raises:
        NetworkError: The attribute has no value for any node, or *once* was asked for ties with direction.
    """
    ground, known = one_mode(network), values_in(network, attribute)
    ties = _ties(ground, ground.directed if directed is None else directed, once)
    groups = [known.get(node) for node in ground.nodes]
    placed = np.flatnonzero([group is not None for group in groups])
    if ground.nodes and not len(placed):
        raise NetworkError(sentence("expected a group for at least one node, found none in the attribute"))
    every = paths(ties, often=permutations > 0 and len(placed) == len(groups))
    within = every
    if len(placed) < len(groups):
        within = paths(csr_array(ties[placed][:, placed]), often=permutations > 0)
    codes: dict[Hashable, int] = {}
    labels = np.array([codes.setdefault(groups[node], len(codes)) for node in placed], dtype=np.int64)
    counts = roles(within, labels)
    expected = np.outer(chances(labels), counts.sum(axis=0))
    z = deviations(within, labels, expected, permutations=permutations, seed=seed)
    told = zip(_shared(counts.T, once), _shared(expected.T, once), z, strict=True)
    by_node = dict(zip(placed.tolist(), told, strict=True))
    return {
        node: _brokerage(group, total, by_node.get(number))
        for number, (node, group, total) in enumerate(
            zip(ground.nodes, groups, _shared(every.all - every.shut, once), strict=True)
        )
    }


def _ties(ground: OneMode, directed: bool, once: bool) -> csr_array:
    if once and directed:
        raise NetworkError(
            "expected ties without direction, to count each pair once; found a directed network"
        )
    both_ways = ground.directed and not directed
    return present(csr_array(ground.strength + ground.strength.T) if both_ways else ground.strength)


def _shared(counts: NDArray[np.generic], once: bool) -> list[Any]:
    """Half of *counts* where each pair counts once; as plain numbers."""
    shared: list[Any] = (np.true_divide(counts, 2) if once else counts).tolist()
    return shared


def _brokerage(
    group: Hashable, total: float, told: tuple[list[float], list[float], list[float | None]] | None
) -> Brokerage:
    if told is None:
        nowhere: dict[Role, float | None] = dict.fromkeys(ROLES)
        return Brokerage(group, None, None, None, None, None, total, total, nowhere, nowhere)
    counts, expected, z = told
    coordinator, itinerant, representative, gatekeeper, liaison = counts
    return Brokerage(
        group,
        coordinator,
        itinerant,
        representative,
        gatekeeper,
        liaison,
        total,
        total - sum(counts),
        dict(zip(ROLES, expected, strict=True)),
        dict(zip(ROLES, z, strict=True)),
    )
