from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.measures.samples import named, networks

from ngograph.network.measures.holes import constraint, effective_size, efficiency, hierarchy

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from ngograph.network.matrices import Graph
    from ngograph.network.measures.measure import Figure

BURT: nx.Graph[str] = nx.Graph(
    [
        ("A", "B"),
        ("A", "F"),
        ("A", "G"),
        ("A", "E"),
        ("E", "G"),
        ("F", "G"),
        ("B", "G"),
        ("B", "D"),
        ("D", "G"),
        ("G", "C"),
    ]
)
"""The ego network of G in Burt 1992, p. 56, on which Borgatti 1997 counts redundancy."""


@pytest.mark.parametrize(
    ("measure", "published"),
    [
        (effective_size, {"G": 4.67, "A": 2.50, "C": 1.00}),
        (efficiency, {"G": 0.78}),
        (constraint, {"G": 0.400, "A": 0.595, "C": 1.000}),
    ],
)
def test_the_example_of_burt_and_borgatti(
    measure: Callable[[Graph], dict[str, Figure]], published: dict[str, float]
) -> None:
    """Borgatti 1997, Connections 20(1), 35-38; constraint by UCINET and igraph, as networkx tests it."""
    found = measure(BURT)
    assert {node: found[node] for node in published} == pytest.approx(published, abs=5e-3)


def test_four_pairs_that_only_ego_joins() -> None:
    """Borgatti 1997: each of the eight contacts is tied to one other, so that eight count as seven."""
    graph: nx.Graph[str] = nx.Graph([("A", "B"), ("C", "D"), ("E", "F"), ("G", "H")])
    graph.add_edges_from(("ego", name) for name in "ABCDEFGH")
    assert effective_size(graph)["ego"] == pytest.approx(7)


def test_directed_ties_of_differing_strength() -> None:
    """The figures are of UCINET and igraph, as networkx tests them."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_weighted_edges_from(
        [("0", "1", 2), ("0", "2", 2), ("1", "0", 1), ("2", "1", 1)], weight="strength"
    )
    assert constraint(graph) == pytest.approx({"0": 0.840, "1": 1.143, "2": 1.378}, abs=1e-3)
    assert effective_size(graph) == pytest.approx({"0": 1.567, "1": 1.083, "2": 1.0}, abs=1e-3)


@pytest.mark.parametrize("leaves", [1, 2, 5, 40])
def test_the_hub_of_a_star(leaves: int) -> None:
    star = named(nx.star_graph(leaves))
    assert constraint(star)["0"] == pytest.approx(1 / leaves)
    assert effective_size(star)["0"] == pytest.approx(leaves)
    assert efficiency(star)["0"] == pytest.approx(1)
    assert hierarchy(star)["0"] == pytest.approx(1 if leaves == 1 else 0)
    assert [constraint(star)["1"], hierarchy(star)["1"]] == pytest.approx([1, 1])


@pytest.mark.parametrize("size", [3, 4, 9])
def test_where_all_are_tied_to_all(size: int) -> None:
    complete, contacts = named(nx.complete_graph(size)), size - 1
    share = 1 / contacts
    assert constraint(complete)["0"] == pytest.approx(contacts * (share + (contacts - 1) * share**2) ** 2)
    assert effective_size(complete)["0"] == pytest.approx(1)
    assert efficiency(complete)["0"] == pytest.approx(share)
    assert hierarchy(complete)["0"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("measure", [constraint, effective_size, efficiency, hierarchy])
def test_who_has_no_tie_has_no_figure(measure: Callable[[Graph], dict[str, Figure]]) -> None:
    graph = nx.DiGraph([("a", "b")])
    graph.add_node("alone")
    graph.add_edge("loop", "loop")
    found = measure(graph)
    assert (found["alone"], found["loop"]) == (None, None)
    assert found["a"] == found["b"] == pytest.approx(1)
    assert measure(nx.Graph()) == {}


def test_a_weight_is_not_a_strength_and_the_network_stays_as_it_was() -> None:
    karate = named(nx.karate_club_graph())
    before = nx.to_dict_of_dicts(karate)
    bare: nx.Graph[str] = nx.Graph(karate.edges)
    for measure in (constraint, effective_size, efficiency, hierarchy):
        assert measure(karate) == measure(bare)
    assert nx.to_dict_of_dicts(karate) == before


@given(networks())
def test_as_networkx_has_them_node_by_node(graph: Graph) -> None:
    # Asked for some nodes, networkx takes those for isolates that only receive: a tie of nothing back helps.
    both = graph.copy()
    both.add_edges_from(
        (target, source, {"strength": 0.0})
        for source, target in graph.edges
        if not graph.has_edge(target, source)
    )
    for measure, theirs in ((constraint, nx.constraint), (effective_size, nx.effective_size)):
        expected = theirs(both, nodes=list(both), weight="strength")
        found = measure(graph)
        assert found.keys() == set(graph)
        for node, figure in found.items():
            assert (
                math.isnan(expected[node])
                if figure is None
                else figure == pytest.approx(expected[node], 1e-9)
            )


@given(networks())
def test_hierarchy_as_written(graph: Graph) -> None:
    def disorder(node: str) -> float | None:
        contacts: list[str] = sorted(set(nx.all_neighbors(graph, node)))
        if len(contacts) < 2:
            return 1.0 if contacts else None
        local = [nx.local_constraint(graph, node, contact, weight="strength") for contact in contacts]
        mean = sum(local) / len(local)
        return sum(one / mean * math.log(one / mean) for one in local) / (len(local) * math.log(len(local)))

    found = hierarchy(graph)
    for node in graph:
        expected = disorder(node)
        assert found[node] == (expected if expected is None else pytest.approx(expected, abs=1e-9))


@given(networks(), st.randoms(use_true_random=False))
def test_other_names_change_nothing(graph: Graph, chance: Random) -> None:
    names = list(graph)
    chance.shuffle(names)
    renamed = dict(zip(graph, names, strict=True))
    for measure in (constraint, effective_size, efficiency, hierarchy):
        before, after = measure(graph), measure(nx.relabel_nodes(graph, renamed))
        for node in graph:
            figure = before[node]
            assert after[renamed[node]] == (figure if figure is None else pytest.approx(figure))
