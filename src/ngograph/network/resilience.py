"""What a network would lose if one of its nodes left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from ngograph.network.nearest import require
from ngograph.network.partners import funders, parties, partners
from ngograph.network.values import Network, Tie, required

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Cohesion:
    """How the bodies of a network hang together through whatever they share.

    Attributes:
        bodies: Their number.
        components: The parts that no tie joins, those without any body left out.
        pairs: Pairs of bodies that can reach each other.
        fragmentation: The share of pairs that cannot; None with fewer than two bodies.
    """

    bodies: int
    components: int
    pairs: int
    fragmentation: float | None


@dataclass(frozen=True)
class Leaving:
    """What is lost when a node leaves, as far as the graph knows; everything in order of IRI.

    "Last known" is meant strictly: the network names no other. That there is none is not said.

    Attributes:
        node: IRI of what leaves.
        ties: The ties that go with it; with a programme also the funds that pass through it.
        things: The things that lose a party by it, each with the parties that stay.
        bare: Those of them that fewer than two parties are left to.
        unfunded_things: Things that lose their last known funder.
        unfunded_bodies: Organisations whose last known funder it was, directly or through what they share.
        partnerless: Organisations that lose their last known partner.
        before: The cohesion of the network with it.
        after: The cohesion of what remains, in which *node* is not counted.
        pairs_lost: Pairs of those that stay which could reach each other only with it.
        remaining: The network without it: who loses all ties stays as a node.
    """

    node: str
    ties: tuple[Tie, ...]
    things: Mapping[str, tuple[str, ...]]
    bare: tuple[str, ...]
    unfunded_things: tuple[str, ...]
    unfunded_bodies: tuple[str, ...]
    partnerless: tuple[str, ...]
    before: Cohesion
    after: Cohesion
    pairs_lost: int
    remaining: Network


def without(network: Network, node: str) -> Leaving:
    """Return what *network* would lose if *node* left.

    Args:
        network: Where it stands; select the modalities and the time that are meant before.
        node: IRI of a body, or of a thing that bodies share.

    Returns:
        What is lost. Partners and funders are read as `partners` and `funders` do. Fragmentation is
        1 − Σ s(s − 1) / n(n − 1) over parts of s among n bodies: S. P. Borgatti, Identifying sets of key
        players in a social network, Computational and Mathematical Organization Theory 12 (2006).

    Raises:
        NotInNetwork: There is no such node.
        NetworkError: It is no network of bodies and things.
    """
    required(network)
    require(node, {one.iri: one.label for one in network.nodes})
    gone = tuple(tie for tie in network.ties if node in (tie.source, tie.target, tie.via))
    remaining = Network(
        tuple(one for one in network.nodes if one.iri != node),
        tuple(tie for tie in network.ties if node not in (tie.source, tie.target, tie.via)),
    )
    staying = {thing: tuple(sorted(who - {node})) for thing, who in parties(network).items() if node in who}
    touched = {tie.target for tie in gone}
    near = {tie.source for tie in network.ties if tie.target in touched} - {node}
    had, have = partners(network), partners(remaining)
    paid, pay = funders(network), funders(remaining)
    unfunded = frozenset(iri for iri in paid if iri not in pay)
    before, after = _sizes(network), _sizes(remaining)
    own = sum(size - 1 for size, iris in before if node in iris and network.index[node].mode == "body")
    cohesion = _cohesion(before), _cohesion(after)
    return Leaving(
        node=node,
        ties=gone,
        things=dict(sorted(staying.items())),
        bare=tuple(sorted(thing for thing, who in staying.items() if len(who) < 2)),
        unfunded_things=tuple(one.iri for one in remaining.things if one.iri in unfunded),
        unfunded_bodies=tuple(one.iri for one in remaining.bodies if one.iri in unfunded),
        partnerless=tuple(sorted(body for body in near if had[body] and not have[body])),
        before=cohesion[0],
        after=cohesion[1],
        pairs_lost=cohesion[0].pairs - own - cohesion[1].pairs,
        remaining=remaining,
    )


def _sizes(network: Network) -> list[tuple[int, frozenset[str]]]:
    """Return the number of bodies in each part that has any, with its nodes."""
    bodies = {body.iri for body in network.bodies}
    graph = nx.Graph((tie.source, tie.target) for tie in network.ties)
    graph.add_nodes_from(bodies)
    parts = map(frozenset[str], nx.connected_components(graph))
    return [(size, part) for part in parts if (size := len(part & bodies))]


def _cohesion(parts: list[tuple[int, frozenset[str]]]) -> Cohesion:
    bodies = sum(size for size, _ in parts)
    pairs = sum(size * (size - 1) // 2 for size, _ in parts)
    every = bodies * (bodies - 1) // 2
    return Cohesion(bodies, len(parts), pairs, 1 - pairs / every if every else None)
