from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given
from tests.network.measures.published import FLORENCE, KARATE, KITE, WITH_PUCCI
from tests.network.measures.samples import named, networks

from ngograph.network import clustering, core_number, degree, incidence, strength, transitivity

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.network.matrices import Graph


def test_diane_has_most_ties_in_the_kite() -> None:
    # Krackhardt 1990: Diane is tied to six, Fernando and Garth to five.
    found = degree(KITE)
    assert (found["Diane"], found["Fernando"], found["Garth"], found["Jane"]) == (6, 5, 5, 1)
    assert degree(KITE, normalized=True)["Diane"] == pytest.approx(6 / 9)


def test_the_medici_married_into_most_families() -> None:
    # Wasserman & Faust 1994, Social Network Analysis, table 5.1.
    found = degree(WITH_PUCCI, normalized=True)
    assert {family: round(found[family], 3) for family in ("Medici", "Guadagni", "Strozzi", "Pucci")} == {
        "Medici": 0.4,
        "Guadagni": 0.267,
        "Strozzi": 0.267,
        "Pucci": 0,
    }


def test_ten_of_the_karate_club_are_in_its_core_of_four() -> None:
    found = core_number(KARATE)
    core = {int(node) for node, number in found.items() if number == 4}
    assert core == {1, 2, 3, 4, 8, 9, 14, 31, 33, 34}
    assert [node for node, number in found.items() if number == 1] == ["12"]


def test_the_karate_club_closes_a_quarter_of_its_two_paths() -> None:
    # Kunegis, J., KONECT, konect.cc/networks/ucidata-zachary: 45 triangles, 528 two-paths, 0.255682.
    assert transitivity(KARATE) == pytest.approx(0.255682, abs=5e-7) == 45 * 3 / 528
    assert sum(clustering(KARATE).values()) / 34 == pytest.approx(0.5706, abs=5e-5)


def test_strength_adds_up_what_ties_bear_and_never_their_weight() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", strength=2.5, weight=100)
    graph.add_edge("b", "c", weight=100)
    assert strength(graph) == {"a": 2.5, "b": 3.5, "c": 1}
    assert degree(graph) == {"a": 1, "b": 2, "c": 1}


def test_by_newmans_weights_strength_counts_the_things_that_are_shared() -> None:
    # Newman, M. E. J. (2001), Scientific collaboration networks II. Physical Review E 64, 016132, formula 3.
    shared = incidence([("a", "x"), ("b", "x"), ("c", "x"), ("a", "y"), ("b", "y"), ("a", "z")])
    parties = shared.matrix.toarray()
    graph: nx.Graph[str] = nx.Graph()
    for one, other in ((0, 1), (0, 2), (1, 2)):
        both = (parties[one] * parties[other]).nonzero()[0]
        weight = sum(1 / (parties[:, thing].sum() - 1) for thing in both)
        graph.add_edge(shared.bodies[one], shared.bodies[other], strength=weight)
    assert strength(graph) == pytest.approx({"a": 2, "b": 2, "c": 1})


def test_with_direction_ties_from_a_node_and_to_it_count() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("c", "b"), ("b", "c")])
    assert degree(graph) == strength(graph) == {"a": 1, "b": 3, "c": 2}
    assert transitivity(graph) == 0


@pytest.mark.parametrize("size", [3, 4, 7])
def test_closed_forms(size: int) -> None:
    complete, cycle = named(nx.complete_graph(size)), named(nx.cycle_graph(size))
    star = named(nx.star_graph(size))
    assert set(clustering(complete).values()) == {1}
    assert transitivity(complete) == 1
    assert set(core_number(complete).values()) == {size - 1}
    assert set(core_number(cycle).values()) == {2}
    assert set(core_number(star).values()) == {1}
    assert transitivity(star) == 0
    assert degree(star)["0"] == size


def test_without_two_paths_transitivity_has_no_value() -> None:
    assert transitivity(named(nx.path_graph(2))) is None
    assert transitivity(nx.Graph()) is None
    assert degree(nx.Graph()) == clustering(nx.Graph()) == core_number(nx.Graph()) == {}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (clustering, nx.clustering),
        (core_number, nx.core_number),
        (degree, lambda graph: dict(graph.degree)),
        (strength, lambda graph: dict(graph.degree(weight="strength"))),
    ],
)
@given(graph=networks())
def test_networkx_comes_to_the_same(
    ours: Callable[[Graph], dict[str, float]], theirs: Callable[[Any], dict[str, float]], graph: Graph
) -> None:
    assert ours(graph) == pytest.approx(theirs(graph))


def test_the_input_is_left_as_it_was() -> None:
    before = FLORENCE.copy()
    for measure in (degree, strength, clustering, core_number):
        measure(FLORENCE)
    assert nx.utils.graphs_equal(FLORENCE, before)
