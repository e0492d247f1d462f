from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from ngograph.errors import NetworkError
from ngograph.network import constraint, incidence, one_mode, two_mode

if TYPE_CHECKING:
    from ngograph.network.matrices import Pair


def test_a_pair_counts_once_and_rows_are_sorted() -> None:
    found = incidence([("b", "x"), ("a", "x"), ("b", "x"), ("b", "y")])
    assert (found.bodies, found.things) == (("a", "b"), ("x", "y"))
    assert found.matrix.toarray().tolist() == [[1, 0], [1, 1]]
    assert (found.row["b"], found.column["y"]) == (1, 1)


def test_a_network_gives_the_ties_of_bodies_to_things(rows: list[dict[str, str | None]]) -> None:
    network = two_mode(rows)
    found = incidence(network)
    pairs = {
        (tie.source, tie.target)
        for tie in network.ties
        if network.index[tie.source].mode == "body" and network.index[tie.target].mode == "thing"
    }
    assert pairs
    assert found.matrix.nnz == len(pairs)
    assert {(found.bodies[r], found.things[c]) for r, c in np.argwhere(found.matrix.toarray())} == pairs


def test_a_graph_of_two_modes_keeps_who_has_no_tie() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(["b", "a", "alone"], bipartite=0)
    graph.add_nodes_from(["y", "x"], bipartite=1)
    graph.add_edges_from([("x", "b"), ("a", "x"), ("b", "y")])
    found = incidence(graph)
    assert (found.bodies, found.things) == (("a", "alone", "b"), ("x", "y"))
    assert found.matrix.toarray().tolist() == [[1, 0], [0, 0], [1, 1]]
    assert incidence(found) is found


def test_a_graph_of_two_modes_says_which_node_is_of_which() -> None:
    with pytest.raises(NetworkError, match=r"`bipartite` of each node, found None of 'a'"):
        incidence(nx.Graph([("a", "b")]))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("ab", bipartite=0)
    graph.add_edge("a", "b")
    with pytest.raises(NetworkError, match="found one of 'a' to 'b'"):
        incidence(graph)


def test_strength_and_distance_are_two_attributes() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", strength=4.0)
    again = one_mode(graph).graph
    assert again.edges["a", "b"] == {"strength": 4.0, "distance": 0.25}


def test_a_weight_is_not_taken_for_a_strength_nor_a_loop_for_a_tie() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight=9)
    graph.add_edge("a", "a")
    assert one_mode(graph).strength.toarray().tolist() == [[0, 1], [1, 0]]


def test_ties_as_a_list_are_those_of_a_graph() -> None:
    ties: list[Pair] = [("c", "b"), ("b", "a", 2.0), ("a", "b", 0.5), ("a", "a")]
    graph: nx.Graph[str] = nx.Graph([("b", "c"), ("a", "b", {"strength": 2.5})])
    listed, read = one_mode(ties), one_mode(graph)
    assert listed.nodes == read.nodes
    assert listed.strength.toarray().tolist() == read.strength.toarray().tolist()
    assert constraint(listed) == constraint(graph)


def test_direction_stays() -> None:
    found = one_mode(nx.DiGraph([("b", "a"), ("c", "a")]))
    assert found.directed
    assert found.strength.toarray().tolist() == [[0, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert sorted(found.graph.edges) == [("b", "a"), ("c", "a")]


def test_nobody_and_nothing() -> None:
    found = incidence([])
    assert found.matrix.shape == (0, 0)
    assert one_mode(nx.Graph()).graph.number_of_nodes() == 0
