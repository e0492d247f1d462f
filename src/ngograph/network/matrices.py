"""The ground form of a network: a sparse matrix with its index of IRIs.

A two-mode network is its incidence matrix B (organisations by things), a one-mode network its adjacency
matrix. A networkx graph is made from either when a measure, a drawing or a caller wants one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array

from ngograph.errors import NetworkError
from ngograph.network.values import Network

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]

Graph: TypeAlias = "nx.Graph[str] | nx.DiGraph[str]"
Pair: TypeAlias = "tuple[str, str] | tuple[str, str, float]"
"""Two nodes that are tied, and how strongly."""


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


def incidence(pairs: Incidence | Network | nx.Graph[str] | Iterable[tuple[str, str]]) -> Incidence:
    """Return the two-mode network of *pairs*: who is tied to what; a pair that comes again counts once.

    Args:
        pairs: Of a body and a thing; or a network, of which those ties are taken that lead from a body to a
            thing that bodies share; or a networkx graph, whose nodes are bodies where their attribute
            `bipartite` is 0 and things where it is 1, as networkx has it; all of them stay, tied or not.

    Raises:
        NetworkError: A node of the graph is of neither mode, or a tie joins two of one mode.
    """
    if isinstance(pairs, Incidence):
        return pairs
    if isinstance(pairs, nx.Graph):
        found, of_mode = _of_graph(pairs)
    else:
        found = set(_pairs(pairs))
        of_mode = ({body for body, _ in found}, {thing for _, thing in found})
    bodies, things = (tuple(sorted(nodes)) for nodes in of_mode)
    row = {iri: number for number, iri in enumerate(bodies)}
    column = {iri: number for number, iri in enumerate(things)}
    ties = sorted(found)
    return Incidence(
        bodies,
        things,
        _sparse(
            [row[body] for body, _ in ties],
            [column[thing] for _, thing in ties],
            [1.0] * len(ties),
            (len(bodies), len(things)),
        ),
    )


def one_mode(network: OneMode | Graph | Iterable[Pair]) -> OneMode:
    """Return *network* in its ground form.

    Args:
        network: A networkx graph is read by its edges' `strength`, else 1: an attribute called `weight` may
            be a length, and is left alone. Or ties without direction, each of two nodes and, if it is not 1,
            a strength; for ties with direction see `directed`. Ties of a node to itself are left out, and
            those of the same two nodes are added up, as those of a multigraph are.

    >>> one_mode([("a", "b"), ("b", "c", 2.0)]).strength.toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 2.0], [0.0, 2.0, 0.0]]
    """
    if isinstance(network, OneMode):
        return network
    graph = network if isinstance(network, nx.Graph) else _graph(network)
    nodes = tuple(sorted(graph.nodes))
    place = {node: number for number, node in enumerate(nodes)}
    directed = graph.is_directed()
    rows, columns, strengths = [], [], []
    for source, target, strength in graph.edges(data="strength", default=1.0):
        if source != target:
            ends = [(source, target)] if directed else [(source, target), (target, source)]
            for one, other in ends:
                rows.append(place[one])
                columns.append(place[other])
                strengths.append(float(strength))
    return OneMode(nodes, _sparse(rows, columns, strengths, (len(nodes), len(nodes))), directed)


def _graph(ties: Iterable[Pair]) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for one, other, *strength in ties:
        graph.add_edge(one, other, **({"strength": strength[0]} if strength else {}))
    return graph


def _of_graph(graph: nx.Graph[str]) -> tuple[set[tuple[str, str]], tuple[set[str], set[str]]]:
    modes: tuple[set[str], set[str]] = (set(), set())
    for node in graph:
        mode = graph.nodes[node].get("bipartite")
        if mode not in {0, 1}:
            raise NetworkError(f"expected 0 or 1 for `bipartite` of each node, found {mode!r} of {node!r}")
        modes[mode].add(node)
    found = set()
    for one, other in graph.edges():
        if (one in modes[0]) == (other in modes[0]):
            raise NetworkError(f"expected ties of bodies to things, found one of {one!r} to {other!r}")
        found.add((one, other) if one in modes[0] else (other, one))
    return found, modes


def positive(strength: csr_array) -> csr_array:
    """Return *strength* for what reads it as an amount.

    Raises:
        NetworkError: A strength is not a number above 0.
    """
    wrong = strength.data[~((strength.data > 0) & np.isfinite(strength.data))]
    if len(wrong):
        raise NetworkError(f"expected strengths above 0, found {wrong[0]:g}")
    return strength


def directed(strengths: Mapping[tuple[str, str], float], weighting: str) -> OneMode:
    """Return the directed network of these ties, each from the first of its two nodes to the second.

    Args:
        strengths: By the two ends, which differ; more than nothing.
        weighting: What the strength means.
    """
    nodes = tuple(sorted({node for ends in strengths for node in ends}))
    place = {node: number for number, node in enumerate(nodes)}
    rows = [place[source] for source, _ in strengths]
    columns = [place[target] for _, target in strengths]
    matrix = _sparse(rows, columns, list(strengths.values()), (len(nodes), len(nodes)))
    return OneMode(nodes, matrix, directed=True, weighting=weighting)


def _pairs(pairs: Network | Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    if not isinstance(pairs, Network):
        return pairs
    index = pairs.index
    return (
        (tie.source, tie.target)
        for tie in pairs.ties
        if index[tie.source].mode == "body" and index[tie.target].mode == "thing"
    )


def _sparse(
    rows: Sequence[int], columns: Sequence[int], values: Sequence[float], shape: tuple[int, int]
) -> csr_array:
    places = (np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64))
    return csr_array(coo_array((np.asarray(values, dtype=float), places), shape=shape))
