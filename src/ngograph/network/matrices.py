"""The ground form of a network: a sparse matrix with its index of IRIs.

A two-mode network is its incidence matrix B (organisations by things), a one-mode network its adjacency
matrix. A networkx graph is made from either when a measure, a drawing or a caller wants one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

import networkx as nx
from scipy.sparse import coo_array, csr_array

from ngograph.errors import NetworkError
from ngograph.network.shapes import is_matrix, kind, modes_by, modes_of, pairs_in, ties_in
from ngograph.network.sparse import fitting, ones, ordered, square, strengths, table
from ngograph.network.values import Network

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import sparray, spmatrix

    from ngograph.network.sparse import Said

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Matrix: TypeAlias = NDArray[np.generic] | sparray | spmatrix

Graph: TypeAlias = "nx.Graph[str] | nx.DiGraph[str]"
Pair: TypeAlias = "tuple[str, str] | tuple[str, str, float]"
"""Two nodes that are tied, and how strongly."""
Ties: TypeAlias = "Iterable[Pair] | Mapping[tuple[str, str], float]"
TwoMode: TypeAlias = "Incidence | Network | Selected | nx.Graph[str] | Iterable[tuple[str, str]] | Matrix"
"""What `incidence` makes a two-mode network of."""


@runtime_checkable
class Selected(Protocol):
    """What was selected from the tables of a release, as `selection` gives it."""

    @property
    def incidence(self) -> Incidence:
        """Its two-mode network."""


@dataclass(frozen=True, eq=False)
class Incidence:
    """A two-mode network: which organisation is tied to which thing.

    Attributes:
        bodies: IRIs of the organisations: the rows, sorted.
        things: IRIs of what they share: the columns, sorted.
        matrix: One where a body is tied to a thing, however many statements say so; floats.
    """

    bodies: tuple[str, ...]
    things: tuple[str, ...]
    matrix: csr_array

    def __post_init__(self) -> None:
        """Take any matrix that has a row for each body and a column for each thing."""
        object.__setattr__(self, "matrix", fitting(self.matrix, len(self.bodies), len(self.things)))

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The number of each body's row."""
        return {iri: number for number, iri in enumerate(self.bodies)}

    @cached_property
    def column(self) -> Mapping[str, int]:
        """The number of each thing's column."""
        return {iri: number for number, iri in enumerate(self.things)}


@dataclass(frozen=True, eq=False)
class OneMode:
    """A network of one kind of node.

    Attributes:
        nodes: Their IRIs, sorted.
        strength: How strongly each is tied to each: rows to columns; symmetric unless *directed*; nothing on
            the diagonal. What is not stored is no tie.
        directed: Whether a tie leads from its row to its column only.
        weighting: The name of what the strength means, such as `newman`.
    """

    nodes: tuple[str, ...]
    strength: csr_array
    directed: bool = False
    weighting: str = "count"

    def __post_init__(self) -> None:
        """Take any square matrix that has a row and a column for each node."""
        object.__setattr__(self, "strength", fitting(self.strength, len(self.nodes), len(self.nodes)))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of each node's row and column."""
        return {iri: number for number, iri in enumerate(self.nodes)}

    @cached_property
    def graph(self) -> Graph:
        """The same as a networkx graph, whose edges bear `strength` and `distance`, its reciprocal."""
        graph: Graph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        ties = coo_array(self.strength)
        for row, column, strength in zip(*ties.coords, ties.data, strict=True):
            if self.directed or row < column:
                graph.add_edge(
                    self.nodes[row],
                    self.nodes[column],
                    strength=float(strength),
                    distance=1 / float(strength),
                )
        return graph


def incidence(pairs: TwoMode, bodies: Collection[str] | None = None) -> Incidence:
    """Return the two-mode network of *pairs*: who is tied to what; a pair that comes again counts once.

    Args:
        pairs: Of a body and a thing; or a network, of which those ties are taken that lead from a body to a
            thing that bodies share; or a selection; or a networkx graph, whose nodes are bodies where their
            attribute `bipartite` is 0 and things where it is 1, as networkx has it; all of them stay, tied or
            not. Of a matrix the rows are bodies and the columns things, by number, things after bodies.
        bodies: Which nodes of a graph are bodies, where it does not say it; the others are things.

    Raises:
        NetworkError: A node of the graph is of neither mode, or a tie joins two of one mode; or it is nothing
            of this kind.
    """
    if isinstance(pairs, Incidence):
        return pairs
    if isinstance(pairs, OneMode):
        raise NetworkError(
            f"expected a two-mode network or pairs of a body and a thing, found {kind(pairs)}: what it was "
            "projected from cannot be told from it"
        )
    if isinstance(pairs, Selected):
        return pairs.incidence
    if is_matrix(pairs):
        return Incidence(*table(pairs))
    if isinstance(pairs, nx.Graph):
        of_mode = modes_by(pairs, bodies)
        found = _between(pairs, of_mode[0])
    else:
        found = set(_of_network(pairs) if isinstance(pairs, Network) else pairs_in(pairs))
        of_mode = ({body for body, _ in found}, {thing for _, thing in found})
    rows, columns = (ordered(nodes) for nodes in of_mode)
    return Incidence(rows, columns, ones(rows, columns, found))


def one_mode(network: OneMode | Graph | Ties | Matrix) -> OneMode:
    """Return *network* in its ground form.

    Args:
        network: A networkx graph is read by its edges' `strength`, else 1: an attribute called `weight` may
            be a length, and is left alone. Or ties without direction, each of two nodes and, if it is not 1,
            a strength, or a mapping from two nodes to it; for ties with direction see `directed`. Ties of a
            node to itself are left out, and those of the same two nodes are added up, as those of a
            multigraph are. Or a square matrix of strengths, 0 for no tie: its nodes are numbers, and its ties
            have a direction if it is not symmetric.

    Raises:
        NetworkError: A strength is not a number above 0; or it is nothing of this kind, such as a two-mode
            network, which has to be projected.

    >>> one_mode([("a", "b"), ("b", "c", 2.0)]).strength.toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 2.0], [0.0, 2.0, 0.0]]
    """
    if isinstance(network, OneMode):
        return network
    if isinstance(network, Incidence | Network | Selected):
        raise NetworkError(f"expected a network of one mode, found {kind(network)}: project it first")
    if is_matrix(network):
        return OneMode(*square(network))
    if isinstance(network, nx.Graph):
        ties = list(network.edges(data="strength", default=1.0))
        return _tied(network, ties, directed=network.is_directed())
    ties = ties_in(network)
    return _tied(_ends(ties), ties, directed=False)


def ground_form(
    network: OneMode | Incidence | Network | Selected | Graph | Ties | Matrix,
) -> OneMode | Incidence:
    """Return *network* in its ground form: of two modes if it is known to have them, else of one."""
    if isinstance(network, Incidence | Network | Selected):
        return incidence(network)
    if isinstance(network, nx.Graph) and len(network) and modes_of(network) is not None:
        return incidence(network)
    return one_mode(network)


def directed(ties: Ties, weighting: str = "count") -> OneMode:
    """Return the directed network of these ties, each from the first of its two nodes to the second.

    Args:
        ties: A list of them, or strengths by the two ends, as `one_mode` takes them.
        weighting: What the strength means.

    Raises:
        NetworkError: A strength is not a number above 0, or these are no ties.
    """
    found = ties_in(ties)
    return _tied(_ends(found), found, directed=True, weighting=weighting)


def _ends(ties: Iterable[Said]) -> set[str]:
    return {node for one, other, _ in ties for node in (one, other)}


def _tied(nodes: Iterable[str], ties: Iterable[Said], *, directed: bool, weighting: str = "count") -> OneMode:
    names = ordered(nodes)
    return OneMode(names, strengths(names, ties, directed=directed), directed, weighting)


def _between(graph: nx.Graph[str], bodies: Collection[str]) -> set[tuple[str, str]]:
    found = set()
    for one, other in graph.edges():
        if (one in bodies) == (other in bodies):
            raise NetworkError(f"expected ties of bodies to things, found one of {one!r} to {other!r}")
        found.add((one, other) if one in bodies else (other, one))
    return found


def _of_network(network: Network) -> Iterable[tuple[str, str]]:
    index = network.index
    return (
        (tie.source, tie.target)
        for tie in network.ties
        if index[tie.source].mode == "body" and index[tie.target].mode == "thing"
    )
