"""Whatever shape a network comes in, it is the same one; what is no network is refused, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import polars as pl
import pytest
from scipy.sparse import coo_matrix, csr_array, csr_matrix

from ngograph.errors import NetworkError
from ngograph.network import (
    Incidence,
    OneMode,
    adjusted_rand_index,
    as_graph,
    bicm,
    brokerage,
    change,
    components,
    constraint,
    degree,
    directed,
    ei_index,
    export,
    incidence,
    measures,
    modularity,
    one_mode,
    project,
    sdsm,
    strength,
    suggest,
    two_mode,
    two_mode_degree,
    without,
)
from ngograph.network.formats import About

if TYPE_CHECKING:
    from collections.abc import Callable


DAVIS = nx.davis_southern_women_graph()
WOMEN = frozenset(DAVIS.graph["top"])
WALL = [[0, 2, 0], [2, 0, 1], [0, 1, 0]]
PAIRS = [("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]


def _same(one: Incidence, other: Incidence) -> bool:
    return (one.bodies, one.things) == (other.bodies, other.things) and np.array_equal(
        one.matrix.toarray(), other.matrix.toarray()
    )


def _bare(graph: nx.Graph[str]) -> nx.Graph[str]:
    return nx.Graph(graph.edges)


@pytest.mark.parametrize(
    "given",
    [
        [("0", "1", 2), ("1", "2")],
        {("0", "1"): 2, ("1", "2"): 1},
        [("0", "1", {"strength": 2, "since": 1999}), ("1", "2", {})],
        [["0", "1", 1], ["1", "0", "1"], ["2", "1", 1]],
        nx.Graph([("0", "1", {"strength": 2}), ("1", "2", {"weight": 9})]),
        np.array([["0", "1"], ["1", "0"], ["2", "1"]]),
    ],
)
def test_ties_are_the_same_in_any_shape(given: Any) -> None:
    found = one_mode(given)
    assert found.nodes == ("0", "1", "2")
    assert not found.directed
    assert found.strength.toarray().tolist() == WALL


@pytest.mark.parametrize("matrix", [np.array(WALL), csr_array(WALL), coo_matrix(WALL), np.array(WALL, float)])
def test_a_matrix_has_numbers_for_names(matrix: Any) -> None:
    found = one_mode(matrix)
    assert not found.directed
    assert str(found.nodes) == "(0, 1, 2)"
    assert found.strength.toarray().tolist() == WALL
    assert list(strength(matrix).values()) == [2, 3, 1]
    by_name = constraint(one_mode([("0", "1", 2), ("1", "2")]))
    assert list(constraint(matrix).values()) == list(by_name.values())


def test_a_matrix_that_is_not_symmetric_has_direction_and_loops_are_left_out() -> None:
    found = one_mode(np.array([[7, 1], [0, 0]]))
    assert found.directed
    assert found.strength.toarray().tolist() == [[0, 1], [0, 0]]
    assert not one_mode(np.eye(2)).directed


def test_ties_with_direction_are_listed_too() -> None:
    found = directed([("b", "a"), ("c", "a", 2), ("a", "a"), ("c", "a")])
    graph = nx.DiGraph([("b", "a", {"strength": 1}), ("c", "a", {"strength": 3})])
    assert found.strength.toarray().tolist() == one_mode(graph).strength.toarray().tolist()
    assert (found.directed, found.weighting) == (True, "count")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["ab", "bc"], "expected ties of two nodes, each with a strength or without, found 'ab'"),
        ("ab", "found 'ab'"),
        ({"aa": ["bb"]}, "of neighbours by node, networkx.Graph makes a graph"),
        ([("a",)], r"found \('a',\)"),
        ([("a", "b", 1, 2)], r"found \('a', 'b', 1, 2\)"),
        (None, "found a NoneType"),
        (7, "found 7"),
        (pl.DataFrame({"source": ["a"], "target": ["b"]}), "found a Series"),
        ([("a", "b", 0)], "expected strengths above 0, found 0 of the tie of 'a' and 'b'"),
        ([("a", "b", -2.5)], "found -2.5"),
        ([("a", "b", "much")], "found 'much'"),
        ([("a", "b", float("nan"))], "found nan"),
        ([("a", "b"), ("b", "c", float("inf"))], "found inf of the tie of 'b' and 'c'"),
        (nx.Graph([("a", "b", {"strength": None})]), "found None"),
        ([("a", 1)], "expected names of nodes of one type, found int and str"),
        (np.ones((2, 3)), "expected a square matrix, found one of 2 by 3"),
        (np.array([[0, -1], [-1, 0]]), "expected strengths above 0, found -1"),
        (incidence(PAIRS), "expected a network of one mode, found an Incidence: project it first"),
        (two_mode([{"source": "a", "target": "p"}]), "found a Network: project it first"),
    ],
)
def test_what_is_no_network_of_one_mode_is_refused(given: Any, said: str) -> None:
    with pytest.raises(NetworkError, match=said):
        degree(given)


@pytest.mark.parametrize(
    "shape",
    [
        lambda: incidence(DAVIS),
        lambda: incidence(_bare(DAVIS), WOMEN),
        lambda: incidence([ends if ends[0] in WOMEN else ends[::-1] for ends in DAVIS.edges]),
        lambda: incidence(np.array([sorted(ends, key=WOMEN.__contains__)[::-1] for ends in DAVIS.edges])),
        lambda: incidence(as_graph(two_mode({"source": one, "target": two} for one, two in DAVIS.edges))),
        lambda: incidence(
            two_mode(pl.DataFrame(list(DAVIS.edges), schema=["source", "target"], orient="row"))
        ),
    ],
)
def test_two_modes_are_the_same_in_any_shape(shape: Callable[[], Incidence]) -> None:
    found = shape()
    assert (len(found.bodies), len(found.things), found.matrix.nnz) == (18, 14, 89)
    assert _same(found, incidence(DAVIS))


def test_a_matrix_of_bodies_by_things_counts_the_things_after_the_bodies() -> None:
    found = incidence(np.array([[3, 0, 1], [0, 0, 2]]))
    assert str((*found.bodies, *found.things)) == "(0, 1, 2, 3, 4)"
    assert found.matrix.toarray().tolist() == [[1, 0, 1], [0, 0, 1]]
    table = nx.bipartite.biadjacency_matrix(DAVIS, sorted(WOMEN), sorted(set(DAVIS) - WOMEN))
    by_name = two_mode_degree(DAVIS)
    assert list(two_mode_degree(table).values()) == [by_name[one] for one in (*incidence(DAVIS).bodies,)] + [
        by_name[one] for one in incidence(DAVIS).things
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": ["p"]}, "expected pairs of a body and a thing, found a dict"),
        (["ap"], "found 'ap'"),
        ([("a", "p", 1.0)], r"found \('a', 'p', 1.0\)"),
        ([{"source": "a", "target": "p"}], "found a dict"),
        (_bare(DAVIS), r"or say which nodes are bodies: incidence\(graph, bodies\)"),
        (one_mode([("a", "b")]), "what it was projected from cannot be told from it"),
        (np.array([[0, -1]]), "expected strengths above 0, found -1"),
        (None, "found a NoneType"),
    ],
)
def test_what_has_no_two_modes_is_refused(given: Any, said: str) -> None:
    with pytest.raises(NetworkError, match=said):
        incidence(given)


def test_bodies_are_nodes_of_the_graph() -> None:
    with pytest.raises(NetworkError, match="expected bodies that are nodes of the graph, found 'Nobody'"):
        incidence(_bare(DAVIS), ["Nobody"])


def test_a_graph_that_says_its_modes_is_taken_for_both() -> None:
    held = incidence(DAVIS)
    assert sdsm(DAVIS).pvalues == sdsm(held).pvalues
    assert (bicm(DAVIS).matrix == bicm(held).matrix).all()
    assert np.array_equal(project(DAVIS).strength.toarray(), project(held).strength.toarray())
    assert suggest(DAVIS, "Flora Price") == suggest(held, "Flora Price")
    assert measures(DAVIS) == measures(held)
    assert measures(DAVIS, "two_mode_degree") == measures(held, ["two_mode_degree"])
    assert measures(DAVIS, "degree").columns == measures(one_mode(DAVIS), ["degree"]).columns


def test_an_attribute_of_a_graph_is_told_by_its_name() -> None:
    club = nx.karate_club_graph()
    by_node = nx.get_node_attributes(club, "club")
    assert ei_index(club, "club") == ei_index(club, by_node)
    assert brokerage(club, "club", permutations=0) == brokerage(club, by_node, permutations=0)
    assert measures(club, "ei_index", attribute="club") == measures(club, ["ei_index"], attribute=by_node)
    with pytest.raises(NetworkError, match="expected an attribute of the nodes, found 'clubs'; known: club"):
        ei_index(club, "clubs")
    for nameless in ("club", ["Mr. Hi", "Officer"]):
        with pytest.raises(
            NetworkError, match="expected an attribute with a value for each node by its name"
        ):
            ei_index(one_mode(club), nameless)  # type: ignore[arg-type]


def test_communities_are_told_node_by_node_or_as_sets() -> None:
    club = nx.karate_club_graph()
    sides = [{node for node in club if club.nodes[node]["club"] == side} for side in ("Mr. Hi", "Officer")]
    by_node = nx.get_node_attributes(club, "club")
    assert modularity(club, sides) == modularity(club, by_node)
    assert modularity(club, sides) == pytest.approx(nx.community.modularity(club, sides, weight=None))
    assert adjusted_rand_index(sides, by_node) == 1
    with pytest.raises(NetworkError, match="expected each node in one community, found 0 in two"):
        modularity(club, [*sides, sides[0]])
    with pytest.raises(NetworkError, match="found none for"):
        modularity(club, sides[:1])
    for no_partition in ([0, 0, 1], "sides", None):
        with pytest.raises(
            NetworkError, match="expected the community of each node, or communities of nodes"
        ):
            adjusted_rand_index(no_partition, by_node)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [nx.path_graph(3), incidence(PAIRS), PAIRS])
def test_what_needs_to_know_bodies_and_things_takes_no_other(given: Any) -> None:
    for asked in (
        lambda: without(given, "a"),
        lambda: components(given),
        lambda: change(given, given),
        lambda: as_graph(given),
    ):
        with pytest.raises(NetworkError, match="expected a network of bodies and things, found"):
            asked()


def test_a_graph_is_exported_as_the_network_that_it_is() -> None:
    graph = nx.Graph([("a", "b", {"strength": 2.0})])
    about = About("Two")
    assert b'id="0"' in export(nx.path_graph(2), "graphml", about=about)
    assert export(graph, "graphml", about=about) == export(one_mode(graph), "graphml", about=about)


@pytest.mark.parametrize("shape", [np.array, list, csr_array, coo_matrix, csr_matrix])
def test_names_go_with_any_matrix_that_fits(shape: Callable[..., Any]) -> None:
    found = OneMode(("a", "b", "c"), shape(WALL))
    assert constraint(found) == constraint(one_mode([("a", "b", 2), ("b", "c")]))
    held = Incidence(("a", "b", "c"), ("p", "q"), shape([[1, 0], [1, 1], [0, 1]]))
    assert _same(held, incidence(PAIRS))


def test_there_is_a_name_for_each_row_and_column() -> None:
    matrix = csr_array((3, 3))
    with pytest.raises(NetworkError, match="expected a matrix of 2 by 2, as there are names, found 3 by 3"):
        OneMode(("a", "b"), matrix)
    with pytest.raises(NetworkError, match="expected a matrix of 1 by 2"):
        Incidence(("a",), ("p", "q"), matrix)


def test_what_was_exported_comes_back_with_its_modes() -> None:
    network = two_mode({"source": one, "target": thing} for one, thing in PAIRS)
    text = export(network, "graphml", about=About("Two modes")).decode()
    assert _same(incidence(nx.parse_graphml(text)), incidence(PAIRS))
