from __future__ import annotations

import sys
from itertools import permutations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.measures.samples import named, networks

from ngograph.errors import NetworkError
from ngograph.network.measures.broker_roles import BROKERAGE
from ngograph.network.measures.brokerage import brokerage
from ngograph.network.measures.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.matrices import Graph

STRIKE = """
Frank: Gill
Gill: Ike Hal John
Ike: Mike Bob
Mike: Bob
Hal: John Bob
John: Karl Lanny Bob
Karl: Lanny Ozzie
Lanny: Bob
Bob: Alejandro Norm
Alejandro: Carlos Eduardo Domingo
Carlos: Eduardo Domingo
Eduardo: Domingo
Norm: Ozzie Vern Paul Utrecht Sam
Vern: Ted
Paul: Quint
Quint: Utrecht Russ
Utrecht: Russ Sam
Russ: Ted
Sam: Xavier Wendle
Xavier: Wendle
"""
LANGUAGES = {
    "young": "Frank Gill Ike Mike Hal John Karl Lanny Bob",
    "Spanish": "Alejandro Carlos Eduardo Domingo",
    "old": "Norm Ozzie Vern Paul Quint Utrecht Russ Ted Sam Xavier Wendle",
}
# Whom `brokerage` of the R package sna finds brokering among them: w_I, w_O, b_IO, b_OI, b_O, t.
BY_SNA = """
Utrecht 8 0 0 0 0 8
Norm 18 0 5 5 0 28
Hal 2 0 0 0 0 2
Russ 4 0 0 0 0 4
Karl 0 0 2 2 0 4
Bob 14 0 10 10 2 36
Quint 4 0 0 0 0 4
Ozzie 0 0 1 1 0 2
Ike 4 0 0 0 0 4
Ted 2 0 0 0 0 2
Sam 8 0 0 0 0 8
Vern 2 0 0 0 0 2
Gill 10 0 0 0 0 10
Lanny 2 0 0 0 0 2
Alejandro 0 0 3 3 0 6
Paul 2 0 0 0 0 2
John 12 0 0 0 0 12
"""


def test_the_strike_as_sna_counts_it() -> None:
    """Michael, J. H. (1997), Labor dispute reconciliation in a forest products manufacturing facility."""
    rows = [line.split(": ") for line in STRIKE.split("\n") if line]
    graph: nx.Graph[str] = nx.Graph([(one, other) for one, others in rows for other in others.split()])
    groups = {name: group for group, names in LANGUAGES.items() for name in names.split()}
    expected: dict[str, tuple[int, ...]] = dict.fromkeys(graph, (0,) * 6)
    for line in BY_SNA.split("\n"):
        if line:
            name, *figures = line.split()
            expected[name] = tuple(map(int, figures))
    found = brokerage(graph, groups, permutations=0)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (24, 38)
    assert {name: (*counts(one), one.total) for name, one in found.items()} == expected


def counts(one: Any) -> tuple[float, ...]:
    return tuple(getattr(one, role) for role in ROLES)


def by_hand(graph: Graph, groups: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """All ordered triples, one by one, by the definitions of Gould and Fernandez."""
    found = {node: [0] * 5 for node in graph}
    for i, b, j in permutations(graph, 3):
        if graph.has_edge(i, b) and graph.has_edge(b, j) and not graph.has_edge(i, j):
            if groups[i] == groups[b] == groups[j]:
                role = 0
            elif groups[i] == groups[j]:
                role = 1
            elif groups[i] == groups[b]:
                role = 2
            elif groups[b] == groups[j]:
                role = 3
            else:
                role = 4
            found[b][role] += 1
    return {node: tuple(roles) for node, roles in found.items()}


def karate() -> tuple[Graph, dict[str, Any]]:
    graph = named(nx.karate_club_graph())
    return graph, {node: graph.nodes[node]["club"] for node in graph}


def florentine() -> tuple[Graph, dict[str, Any]]:
    """Padgett's marriages, the families split into three sides."""
    oligarchs = {"Albizzi", "Bischeri", "Castellani", "Guadagni", "Lamberteschi", "Peruzzi", "Strozzi"}
    medici = {"Medici", "Acciaiuoli", "Ginori", "Pazzi", "Salviati", "Tornabuoni"}
    graph = nx.florentine_families_graph()
    split = {
        node: "oligarchs" if node in oligarchs else "Medici" if node in medici else "none" for node in graph
    }
    return graph, split


def kite() -> tuple[Graph, dict[str, Any]]:
    graph = named(nx.krackhardt_kite_graph())
    return graph, {node: int(node) % 3 for node in graph}


@pytest.mark.parametrize("network", [karate, florentine, kite])
def test_well_known_networks_triple_by_triple(network: Any) -> None:
    graph, groups = network()
    found = brokerage(graph, groups, permutations=0)
    expected = by_hand(graph, groups)
    assert {node: counts(one) for node, one in found.items()} == expected
    assert any(any(roles) for roles in expected.values())
    assert [one.total for one in found.values()] == [sum(expected[node]) for node in found]


@given(networks(), st.lists(st.sampled_from("xyz"), min_size=9, max_size=9))
def test_any_network_triple_by_triple(graph: Graph, values: list[str]) -> None:
    groups = dict(zip(sorted(graph), values, strict=False))
    for number in (0, 1):
        found = brokerage(graph, groups, permutations=number)
        assert {node: counts(one) for node, one in found.items()} == by_hand(graph, groups)


@pytest.mark.parametrize("network", [karate, florentine, kite])
def test_too_many_to_list_are_counted_all_the_same(network: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, groups = network()
    listed = brokerage(graph, groups, permutations=20)
    monkeypatch.setattr(sys.modules["ngograph.network.measures.roles"], "LISTED", 0)
    assert brokerage(graph, groups, permutations=20) == listed


@given(networks(), st.lists(st.sampled_from(["x", "y", None]), min_size=9, max_size=9))
def test_the_total_is_the_number_of_open_two_paths(graph: Graph, values: list[str | None]) -> None:
    groups = dict(zip(sorted(graph), ["x", *values[1:]], strict=False))
    found = brokerage(graph, groups, permutations=0)
    everywhere = by_hand(graph, dict.fromkeys(graph))
    placed = by_hand(graph.subgraph([node for node in graph if groups[node]]), groups)
    for node, one in found.items():
        assert one.total == sum(everywhere[node])
        assert one.unplaced == one.total - sum(placed.get(node, ()))
        assert counts(one) == (placed[node] if groups[node] else (None,) * 5)


def test_a_direction_tells_gatekeeper_from_representative() -> None:
    graph = nx.DiGraph([("a", "gate"), ("gate", "b"), ("b", "envoy"), ("envoy", "c")])
    groups = {"a": "A", "gate": "B", "b": "B", "envoy": "B", "c": "C"}
    found = brokerage(graph, groups, permutations=0)
    assert counts(found["gate"]) == (0, 0, 0, 1, 0)
    assert counts(found["envoy"]) == (0, 0, 1, 0, 0)
    without = brokerage(graph, groups, directed=False, permutations=0)
    assert counts(without["gate"]) == (0, 0, 1, 1, 0)


def test_each_pair_once() -> None:
    graph, groups = karate()
    both, once = brokerage(graph, groups), brokerage(graph, groups, once=True)
    hub = sum(1 for i, j in permutations(graph["0"], 2) if not graph.has_edge(i, j)) // 2
    assert once["0"].total == hub
    for node, one in once.items():
        assert [2 * count for count in counts(one)] == list(counts(both[node]))
        assert one.z == both[node].z
    with pytest.raises(NetworkError, match="without direction"):
        brokerage(nx.DiGraph([("a", "b")]), {"a": 1}, once=True)


def test_what_is_expected_is_the_mean_of_all_dealings() -> None:
    graph: Graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("b", "e")])
    values = ["x", "x", "x", "y", "z"]
    dealings = [by_hand(graph, dict(zip(graph, dealt, strict=True))) for dealt in permutations(values)]
    found = brokerage(graph, dict(zip(graph, values, strict=True)), permutations=4000, seed=3)
    for node, one in found.items():
        for number, role in enumerate(ROLES):
            outcomes = [dealt[node][number] for dealt in dealings]
            mean = sum(outcomes) / len(outcomes)
            deviation = (sum((outcome - mean) ** 2 for outcome in outcomes) / len(outcomes)) ** 0.5
            assert one.expected[role] == pytest.approx(mean)
            if deviation == 0:
                assert one.z[role] is None
            else:
                assert one.z[role] == pytest.approx((counts(one)[number] - mean) / deviation, abs=0.1)


def test_z_goes_by_the_seed_alone() -> None:
    graph, groups = karate()
    again = brokerage(graph, dict(reversed(groups.items())))
    assert brokerage(graph, groups) == again
    assert brokerage(graph, groups, seed=2)["0"].z != again["0"].z
    assert brokerage(graph, groups, permutations=0)["0"].z == dict.fromkeys(ROLES)


def test_between_clubs_the_instructor_coordinates() -> None:
    """More than chance within his own club, less than chance towards the other."""
    graph, groups = karate()
    instructor = brokerage(graph, groups)["0"]
    assert instructor.group == "Mr. Hi"
    assert counts(instructor) == (174, 0, 15, 15, 0)
    assert (instructor.z["coordinator"] or 0) > 3
    assert (instructor.z["gatekeeper"] or 0) < -3


def test_groups_of_nobody() -> None:
    with pytest.raises(NetworkError, match="a group for at least one node"):
        brokerage(nx.Graph([("a", "b")]), {"elsewhere": "A"})
    assert brokerage(nx.Graph(), {}) == {}


def test_each_role_is_a_measure_of_its_own() -> None:
    graph, groups = florentine()
    found = brokerage(graph, groups, permutations=0)
    assert [measure.name for measure in BROKERAGE] == list(ROLES)
    for measure in BROKERAGE:
        figures = measure.function(graph, attribute=groups)
        assert figures == {node: getattr(one, measure.name) for node, one in found.items()}
