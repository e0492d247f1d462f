"""Who is central where there are two kinds of node, and ties only from one kind to the other.

Borgatti, S. P., Everett, M. G. (1997), Network analysis of 2-mode data, Social Networks 19, 243-269, divide
each measure by the most that a node of its kind could have; Faust, K. (1997), Centrality in affiliation
networks, Social Networks 19, 157-191, tells what they mean. All take a two-mode network, or whatever
`incidence` makes one of, and give figures of both kinds of node. They read only whether there is a tie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from ngograph.errors import NetworkError
from ngograph.network.matrices import OneMode, incidence
from ngograph.network.measures import engines
from ngograph.network.measures.measure import Measure, by_node

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ngograph.network.matrices import TwoMode

    Floats: TypeAlias = NDArray[np.float64]


def two_mode_degree(network: TwoMode, *, normalized: bool = True) -> dict[str, float]:
    """Return to how many of the other kind each node is tied.

    Args:
        network: Of two kinds of node.
        normalized: Divide by how many there are of the other kind.
    """
    ground, body = _joined(network)
    degree = np.diff(ground.strength.indptr).astype(np.float64)
    return by_node(ground, degree / np.maximum(_sizes(body)[1], 1) if normalized else degree)


def two_mode_closeness(network: TwoMode, *, engine: str = "auto") -> dict[str, float]:
    """Return how near each node is to all others, over how near it could be; 0 where it reaches none.

        c(v) = (o + 2s) / Σ d(u, v) · r / (n - 1)

    over the r nodes u that it reaches, o of the other kind and s of its own, out of n in all. At best, those
    of the other kind are one step away and those of its own two: where all are linked, this is Borgatti and
    Everett's. Where not, it is theirs in the component, times the share of nodes that are reached, as
    Wasserman and Faust have it for one mode. networkx takes o and s from the whole network even then, and may
    exceed 1.

    Args:
        network: Of two kinds of node.
        engine: What reckons the distances; see `engines.chosen`.
    """
    ground, body = _joined(network)
    size = len(ground.nodes)
    own, other = _sizes(body, _components(ground))
    best, reached = other + 2 * (own - 1), own + other - 1
    # That of one mode has the number of nodes that are reached for the sum of distances at best.
    near = engines.closeness(ground, None, engine) * best
    return by_node(ground, np.divide(near, reached, out=np.zeros(size), where=reached > 0))


def two_mode_betweenness(
    network: TwoMode, *, normalized: bool = True, engine: str = "auto"
) -> dict[str, float]:
    """Return how often each node stands on the shortest paths between others of either kind.

    Args:
        network: Of two kinds of node.
        normalized: Divide by what a node would have that is tied to all m of the other kind, over which the
            n - 1 others of its own kind hang as evenly as can be: with s, t the quotient and rest of
            (n - 1) / m, (m²(s + 1)² + m(s + 1)(2t - s - 1) - t(2s - t + 3)) / 2.
        engine: What reckons it; see `engines.chosen`.
    """
    ground, body = _joined(network)
    raw = engines.betweenness(ground, None, engine)
    own, other = _sizes(body)
    s, t = np.divmod(own - 1, np.maximum(other, 1))
    most = (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    return by_node(ground, raw / np.where(most > 0, most, 1) if normalized else raw)


def _joined(network: TwoMode) -> tuple[OneMode, NDArray[np.int64]]:
    """Both kinds as nodes of one network, and of each whether it is a body."""
    two = incidence(network)
    names = (*two.bodies, *two.things)
    if twice := sorted(set(two.bodies) & set(two.things)):
        raise NetworkError(f"expected two kinds of node, found {twice[0]!r} both a body and a thing")
    order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
    place, bodies = np.argsort(order), len(two.bodies)
    rows, columns = coo_array(two.matrix).coords
    one, other = place[:bodies][rows], place[bodies:][columns]
    ends = (np.concatenate([one, other]), np.concatenate([other, one]))
    ties = csr_array(coo_array((np.ones(2 * len(one)), ends), shape=(len(names), len(names))))
    return OneMode(tuple(sorted(names)), ties), np.asarray(order < bodies, dtype=np.int64)


def _components(ground: OneMode) -> NDArray[np.int64]:
    """The number of the component that each node is in."""
    if not ground.nodes:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(connected_components(ground.strength, directed=False)[1], dtype=np.int64)


def _sizes(body: NDArray[np.int64], part: NDArray[np.int64] | int = 0) -> tuple[Floats, Floats]:
    """How many nodes there are of the kind of each, itself among them, and how many of the other; by part."""
    own, other = 2 * part + body, 2 * part + 1 - body
    sizes = np.bincount(own, minlength=int(other.max(initial=0)) + 1).astype(np.float64)
    return sizes[own], sizes[other]


TWO_MODE_CENTRALITIES: Final = tuple(
    Measure(
        name=name,
        title=title,
        definition=definition,
        formula=formula,
        reference="Borgatti & Everett 1997, Social Networks 19(3), 243-269",
        of="node",
        reads="nothing",
        two_mode_bias="",
        mode="two-mode",
        function=function,
        takes=frozenset({"engine"} if heavy else ()),
        heavy=heavy,
    )
    for name, title, definition, formula, function, heavy in (
        (
            "two_mode_degree",
            "Degree in two modes",
            "To which share of the nodes of the other kind a node is tied.",
            "d(v) / o, with o nodes of the other kind",
            two_mode_degree,
            False,
        ),
        (
            "two_mode_closeness",
            "Closeness in two modes",
            "How near a node is to all others, over how near one of its kind could be.",
            "c(v) = (o + 2s) / Σ d(u, v) · r / (n - 1) over the r = o + s nodes u that v reaches",
            two_mode_closeness,
            True,
        ),
        (
            "two_mode_betweenness",
            "Betweenness in two modes",
            "How often a node stands on the shortest ways between others, over the most for its kind.",
            "b(v) = Σ paths(s, t over v) / paths(s, t), divided by the most for its kind",
            two_mode_betweenness,
            True,
        ),
    )
)
