from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.measures.published import KARATE
from tests.network.measures.samples import named, networks

from ngograph.errors import NetworkError
from ngograph.network import attribute_assortativity, degree_assortativity, ei_index, ei_test

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph

CLUB = {str(node + 1): club for node, club in nx.karate_club_graph().nodes(data="club")}


def test_the_karate_club_mixes_by_degree_as_published() -> None:
    # Kunegis, J., KONECT, konect.cc/networks/ucidata-zachary: -0.475613.
    assert degree_assortativity(KARATE) == pytest.approx(-0.475613, abs=5e-7)


def test_the_karate_club_keeps_to_its_sides() -> None:
    across = sum(CLUB[one] != CLUB[other] for one, other in KARATE.edges)
    assert across == 11
    assert ei_index(KARATE, CLUB) == pytest.approx((11 - 67) / 78)
    found = ei_test(KARATE, CLUB, permutations=500)
    assert found.index == ei_index(KARATE, CLUB)
    assert found.p == pytest.approx(1 / 501)


def test_newmans_couples() -> None:
    # Newman 2003, table I: couples by race, in rounded shares of all; r = 0.621.
    shares = [
        [0.258, 0.016, 0.035, 0.013],
        [0.012, 0.157, 0.058, 0.019],
        [0.013, 0.023, 0.306, 0.035],
        [0.005, 0.007, 0.024, 0.016],
    ]
    couples: nx.DiGraph[str] = nx.DiGraph()
    kind = {}
    for row, line in enumerate(shares):
        for column, share in enumerate(line):
            for number in range(round(1000 * share)):
                one, other = f"w {row} {column} {number}", f"m {row} {column} {number}"
                couples.add_edge(one, other)
                kind[one], kind[other] = row, column
    assert attribute_assortativity(couples, kind) == pytest.approx(0.621, abs=3e-3)


def test_the_ends_of_the_scale() -> None:
    sides = {str(node): node < 3 for node in range(6)}
    across = named(nx.complete_bipartite_graph(3, 3))
    within = named(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3)))
    assert (ei_index(across, sides), ei_index(within, sides)) == (1, -1)
    assert attribute_assortativity(across, sides) == pytest.approx(-1)
    assert attribute_assortativity(within, sides) == pytest.approx(1)
    assert degree_assortativity(named(nx.star_graph(4))) == pytest.approx(-1)


def test_where_all_are_alike_there_is_no_figure() -> None:
    cycle = named(nx.cycle_graph(4))
    assert degree_assortativity(cycle) is None
    assert attribute_assortativity(cycle, dict.fromkeys(cycle, "one")) is None
    alone = named(nx.empty_graph(2))
    assert ei_index(alone, {"0": "one"}) is None
    assert attribute_assortativity(alone, {"0": "one"}) is None
    assert (ei_test(alone, {"0": "one"}).p, ei_test(alone, {"0": "one"}).expected) == (None, None)


def test_who_has_no_group_is_left_out() -> None:
    path = named(nx.path_graph(4))
    groups = {"0": "one", "1": "other", "2": None, "elsewhere": "one"}
    assert ei_index(path, groups) == 1
    with pytest.raises(NetworkError, match="a value for at least one node, found none"):
        ei_index(path, {"0": None, "elsewhere": "one"})


def test_chance_comes_near_to_all_ways_to_deal() -> None:
    path, groups = named(nx.path_graph(6)), dict(zip("012345", "aaabbb", strict=True))
    figures = [ei_index(path, dict(zip("012345", dealt, strict=True))) for dealt in permutations("aaabbb")]
    known = [figure for figure in figures if figure is not None]
    mean = sum(known) / len(known)
    own = ei_index(path, groups)
    assert own is not None
    exact = sum(abs(figure - mean) >= abs(own - mean) - 1e-9 for figure in known) / len(known)
    found = ei_test(path, groups, permutations=20_000, seed=4)
    assert found.expected == pytest.approx(mean, abs=0.01)
    assert found.p == pytest.approx(exact, abs=0.01)


def test_one_seed_gives_one_answer() -> None:
    one = ei_test(KARATE, CLUB, permutations=50, seed=7)
    assert one == ei_test(KARATE, CLUB, permutations=50, seed=7)
    assert one.expected != ei_test(KARATE, CLUB, permutations=50, seed=8).expected


@given(networks(), st.lists(st.sampled_from("xyz"), min_size=9, max_size=9))
def test_networkx_comes_to_the_same(graph: Graph, kinds: list[str]) -> None:
    kind = dict(zip(sorted(graph), kinds, strict=False))
    nx.set_node_attributes(graph, kind, "kind")
    found = attribute_assortativity(graph, kind)
    if found is not None:
        assert found == pytest.approx(nx.attribute_assortativity_coefficient(graph, "kind"))
    by_degree = degree_assortativity(graph)
    if by_degree is not None:
        assert by_degree == pytest.approx(nx.degree_pearson_correlation_coefficient(graph))


def test_nobody_has_no_figure() -> None:
    for measure in (ei_index, attribute_assortativity):
        assert measure(nx.Graph(), {}) is None
        with pytest.raises(NetworkError, match="expected an attribute with a value for at least one node"):
            measure(nx.Graph([("a", "b")]), {})
