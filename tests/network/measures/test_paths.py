from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.measures.published import FLORENCE, KARATE, KITE
from tests.network.measures.samples import named, networks

from ngograph.errors import NetworkError
from ngograph.network import betweenness, closeness, harmonic_closeness, sampled_betweenness
from ngograph.network.measures.engines import WORTH

if TYPE_CHECKING:
    from random import Random

    from ngograph.network.matrices import Graph


def test_the_medici_stand_between_the_others() -> None:
    # Jackson, M. O. (2008), Social and Economic Networks, section 1.2.1: 0.522, 0.103 and 0.255.
    found = betweenness(FLORENCE)
    assert {family: round(found[family], 3) for family in ("Medici", "Strozzi", "Guadagni")} == {
        "Medici": 0.522,
        "Strozzi": 0.103,
        "Guadagni": 0.255,
    }
    assert betweenness(FLORENCE, normalized=False)["Medici"] == pytest.approx(47.5)
    # Wasserman & Faust 1994, Social Network Analysis, table 5.1: closeness of the Medici.
    assert closeness(FLORENCE)["Medici"] == pytest.approx(0.56)


def test_heather_stands_between_the_others_in_the_kite() -> None:
    # Krackhardt 1990: Heather goes between most often, Fernando and Garth are nearest to all.
    found = betweenness(KITE, normalized=False)
    assert found["Heather"] == max(found.values()) == pytest.approx(14)
    near = closeness(KITE)
    assert sorted(near, key=lambda name: -near[name])[:2] == ["Fernando", "Garth"]
    assert near["Fernando"] == near["Garth"] == pytest.approx(9 / 14)


def test_the_heads_of_the_karate_club_stand_between_the_others() -> None:
    # Members 1 and 34, as igraph, sna and UCINET print them: betweenness 231.07 and 160.55.
    found = betweenness(KARATE, normalized=False)
    assert (round(found["1"], 4), round(found["34"], 4)) == (231.0714, 160.5516)
    assert betweenness(KARATE)["1"] == pytest.approx(found["1"] / 528)
    near = closeness(KARATE)
    assert (round(near["1"], 4), round(near["34"], 4)) == (0.5690, 0.5500)


@pytest.mark.parametrize("size", [3, 4, 5, 8])
def test_closed_forms(size: int) -> None:
    star, complete = named(nx.star_graph(size - 1)), named(nx.complete_graph(size))
    assert betweenness(star)["0"] == pytest.approx(1)
    assert betweenness(star)["1"] == 0
    assert set(betweenness(complete).values()) == {0}
    assert betweenness(named(nx.path_graph(size)), normalized=False)["1"] == pytest.approx(size - 2)
    assert harmonic_closeness(star)["0"] == pytest.approx(size - 1)
    assert harmonic_closeness(star)["1"] == pytest.approx(1 + (size - 2) / 2)
    assert set(harmonic_closeness(complete, normalized=True).values()) == {1}
    assert closeness(star)["1"] == pytest.approx((size - 1) / (2 * size - 3))
    # On a cycle each pair at distance d has d - 1 nodes between, on one way or half of them on each of two.
    around = sum(min(step, size - step) - 1 for step in range(1, size)) / 2
    found = betweenness(named(nx.cycle_graph(size)), normalized=False)
    assert list(found.values()) == pytest.approx([around] * size)


def test_a_small_component_does_not_seem_close() -> None:
    graph = named(nx.disjoint_union(nx.star_graph(4), nx.path_graph(2)))
    assert closeness(graph, wf_improved=False)["5"] == 1
    assert closeness(graph)["5"] == pytest.approx(1 / 6)
    assert harmonic_closeness(graph)["5"] == 1
    alone = named(nx.empty_graph(2))
    assert closeness(alone) == closeness(alone, wf_improved=False) == {"0": 0, "1": 0}


def test_strong_ties_make_short_ways() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", strength=1)
    graph.add_edge("a", "c", strength=4)
    graph.add_edge("c", "b", strength=4)
    assert betweenness(graph)["c"] == 0
    assert betweenness(graph, weighted=True)["c"] == 1
    assert harmonic_closeness(graph, weighted=True)["b"] == pytest.approx(1 / 0.5 + 1 / 0.25)
    assert closeness(graph, weighted=True)["b"] == pytest.approx(2 / 0.75)


def test_ways_that_are_equally_long_stay_so() -> None:
    # 6/5 and 3/5 are 9/5, but not in floats: both ways from a to d count.
    graph: nx.Graph[str] = nx.Graph()
    for one, other, distance in (
        ("a", "b", 6 / 5),
        ("b", "d", 3 / 5),
        ("a", "c", 1 / 2),
        ("c", "d", 13 / 10),
    ):
        graph.add_edge(one, other, strength=1 / distance)
    found = betweenness(graph, normalized=False, weighted=True)
    assert (found["b"], found["c"]) == (0.5, 0.5)


@given(st.integers(2, 12), st.floats(0.1, 0.9), st.randoms(use_true_random=False), st.booleans())
def test_ways_of_fractions_are_told_as_by_fractions(
    size: int, share: float, chance: Random, directed: bool
) -> None:
    graph = named(nx.gnp_random_graph(size, share, seed=chance, directed=directed))
    for _, _, data in graph.edges(data=True):
        data["exact"] = Fraction(chance.randint(1, 12), chance.randint(1, 12))
        data["strength"] = float(1 / data["exact"])
    assert betweenness(graph, weighted=True) == pytest.approx(
        nx.betweenness_centrality(graph, weight="exact")
    )


@given(networks(), st.randoms(use_true_random=False))
def test_relabelling_changes_nothing(graph: Graph, chance: Random) -> None:
    names = [f"https://example.org/{number}" for number in range(len(graph))]
    chance.shuffle(names)
    new = dict(zip(graph, names, strict=True))
    other = nx.relabel_nodes(graph, new)
    for measure in (betweenness, harmonic_closeness, closeness):
        figures, moved = measure(graph, weighted=True), measure(other, weighted=True)
        assert {new[node]: figure for node, figure in figures.items()} == pytest.approx(moved)
        assert list(moved) == sorted(names)


@given(networks())
def test_an_isolate_changes_nobodys_raw_betweenness(graph: Graph) -> None:
    before, near = betweenness(graph, normalized=False), harmonic_closeness(graph)
    graph.add_node("z")
    assert betweenness(graph, normalized=False) == pytest.approx({**before, "z": 0})
    assert harmonic_closeness(graph) == pytest.approx({**near, "z": 0})


@given(networks())
def test_raw_betweenness_adds_up_to_the_steps_between(graph: Graph) -> None:
    # Every shortest path of length d has d - 1 nodes in between.
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    between = sum(max(far - 1, 0) for reached in steps.values() for far in reached.values())
    found = betweenness(graph, normalized=False)
    assert sum(found.values()) == pytest.approx(between if graph.is_directed() else between / 2)


@given(graph=networks(), normalized=st.booleans(), more=st.integers(0, 3))
def test_betweenness_from_all_nodes_is_exact(graph: Graph, normalized: bool, more: int) -> None:
    found = sampled_betweenness(graph, normalized=normalized, samples=len(graph) + more)
    assert found == pytest.approx(betweenness(graph, normalized=normalized))


def test_what_is_expected_of_a_sample_is_the_betweenness() -> None:
    exact = betweenness(KARATE)
    draws = [sampled_betweenness(KARATE, samples=10, seed=seed) for seed in range(300)]
    for node in ("1", "34", "33", "3", "32"):
        figures = [draw[node] for draw in draws]
        assert max(figures) > min(figures)
        assert sum(figures) / len(figures) == pytest.approx(exact[node], rel=0.04)


def test_the_same_seed_draws_the_same_nodes() -> None:
    assert sampled_betweenness(KARATE, samples=5, seed=3) == sampled_betweenness(KARATE, samples=5, seed=3)
    assert sampled_betweenness(KARATE, samples=5, seed=3) != sampled_betweenness(KARATE, samples=5, seed=4)


def test_a_long_chain_is_estimated_too() -> None:
    size = WORTH + 1
    found = sampled_betweenness(named(nx.path_graph(size)), normalized=False, samples=size)
    assert found == {str(node): pytest.approx(node * (size - 1 - node)) for node in range(size)}


def test_an_estimate_from_no_node_is_refused() -> None:
    with pytest.raises(NetworkError, match="expected 1 node or more to walk from, found 0"):
        sampled_betweenness(KARATE, samples=0)
    assert sampled_betweenness(nx.Graph()) == {}
