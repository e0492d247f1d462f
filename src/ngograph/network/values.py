"""What a network is made of: nodes and ties, and the network that holds both, as frozen values in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import networkx as nx

from ngograph.errors import NetworkError

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENTS: Final = frozenset({"Event", "Visit", "Meeting", "Conference", "PressConference", "Training"})
PROJECTS: Final = frozenset({"Project", "Programme", "Activity"})
ARRANGEMENTS: Final = frozenset({"Agreement", "Partnership"})
OTHERS: Final = frozenset({"Place", "Concept", "Thing"})
THINGS: Final = EVENTS | PROJECTS | ARRANGEMENTS | OTHERS

FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What XML 1.0 does not allow or advises against, and lone surrogates, which UTF-8 cannot write."""

Mode = Literal["body", "thing"]


@dataclass(frozen=True, order=True, slots=True)
class Node:
    """One organisation, or one thing that organisations share.

    Attributes:
        iri: What identifies the node everywhere.
        kind: The local name of its class, such as `NationalSociety` or `Project`.
        label: Its name in the language that was asked for.
    """

    iri: str
    kind: str
    label: str

    @property
    def mode(self) -> Mode:
        """Whether this is a body (an organisation) or a thing that bodies share."""
        return "thing" if self.kind in THINGS else "body"


@dataclass(frozen=True, order=True, slots=True)
class Tie:
    """One organisation's tie to one thing (for funds without an activity, to the body that receives them).

    Attributes:
        source: IRI of the organisation.
        target: IRI of the thing.
        kind: `participation`, `party`, `funding`, `receipt`; `programme` from one to what it pays for.
        modality: `asserted`, `reported`, `planned` or `implied`.
        roles: Keys of the roles, sorted.
        via: IRI of the programme that funds pass through, else empty.
        relationships: IRIs of the statements behind the tie, sorted.
        evidence: IRIs of the evidence behind those, sorted.
        start: The earliest day on which it may have begun (ISO 8601), else empty.
        end: The latest day on which it may have ended, else empty.
        strength: What the rows give as weight, added up; 1 where they give none.
    """

    source: str
    target: str
    kind: str
    modality: str
    roles: tuple[str, ...] = ()
    via: str = ""
    relationships: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    strength: float = 1.0


@dataclass(frozen=True)
class Network:
    """Nodes and ties, each sorted, so that equal networks are equal values and give equal pictures."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    @cached_property
    def index(self) -> Mapping[str, Node]:
        """The nodes by IRI, in order."""
        return {node.iri: node for node in self.nodes}

    @cached_property
    def bodies(self) -> tuple[Node, ...]:
        """The organisations: the rows of the two-mode matrix."""
        return tuple(node for node in self.nodes if node.mode == "body")

    @cached_property
    def things(self) -> tuple[Node, ...]:
        """What they share: the columns of the two-mode matrix."""
        return tuple(node for node in self.nodes if node.mode == "thing")


def required(network: object) -> Network:
    """Return *network*, if it is one of bodies and things with their ties.

    Raises:
        NetworkError: It is a graph, a matrix or anything else, which does not say what its nodes are.
    """
    if not isinstance(network, Network):
        raise NetworkError(
            f"expected a network of bodies and things, found {type(network).__name__}: two_mode makes one of "
            "rows, named of a selection"
        )
    return network


def as_graph(network: Network) -> nx.MultiDiGraph[str]:
    """Return *network* as a networkx graph: its nodes are IRIs, its attributes those of the values.

    Raises:
        NetworkError: It is no such network.
    """
    required(network)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(node.iri, kind=node.kind, label=node.label, mode=node.mode)
    for tie in network.ties:
        attributes = {name: getattr(tie, name) for name in Tie.__slots__ if name not in {"source", "target"}}
        graph.add_edge(tie.source, tie.target, **attributes)
    return graph


def components(network: Network) -> tuple[Network, ...]:
    """Return the parts of *network* that no tie joins, the largest first, equal ones by their IRIs.

    Raises:
        NetworkError: It is no network of bodies and things; `connected_components` takes any other.
    """
    parts = [frozenset(part) for part in nx.weakly_connected_components(as_graph(network))]
    return tuple(_part(network, iris) for iris in sorted(parts, key=lambda part: (-len(part), min(part))))


def _part(network: Network, iris: frozenset[str]) -> Network:
    return Network(
        tuple(node for node in network.nodes if node.iri in iris),
        tuple(tie for tie in network.ties if tie.source in iris),
    )
