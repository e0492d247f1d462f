"""The marginal likelihood filter, against its model played through and its formula in whole numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import networkx as nx
import pytest

from ngograph.errors import NetworkError
from ngograph.network import backbone, incidence, marginal_likelihood


def binomial(draws: int, chance: Fraction, least: int) -> float:
    return float(
        sum(comb(draws, n) * chance**n * (1 - chance) ** (draws - n) for n in range(least, draws + 1))
    )


def test_a_triangle_by_hand() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 3), ("b", "c", 1), ("a", "c", 1)], weight="strength")
    found = marginal_likelihood(graph, correction="none")
    # Strengths 4, 4, 2; five units; a unit falls on a and b with 4·4/50, on c and another with 4·2/50.
    assert found.pvalues == {
        ("a", "b"): pytest.approx(binomial(5, Fraction(16, 50), 3)),
        ("a", "c"): pytest.approx(binomial(5, Fraction(8, 50), 1)),
        ("b", "c"): pytest.approx(binomial(5, Fraction(8, 50), 1)),
    }
    assert found.tested == 3


def test_the_model_played_through() -> None:
    """Three units whose ends each fall on a node in proportion to its strength: all ways they can fall."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2), ("b", "c", 1)], weight="strength")
    share = {"a": Fraction(2, 6), "b": Fraction(3, 6), "c": Fraction(1, 6)}
    expected = dict.fromkeys([("a", "b"), ("b", "c")], Fraction(0))
    for ends in product("abc", repeat=6):
        chance = Fraction(1)
        for end in ends:
            chance *= share[end]
        units = [tuple(sorted(ends[n : n + 2])) for n in (0, 2, 4)]
        for pair in expected:
            if units.count(pair) >= graph.edges[pair]["strength"]:
                expected[pair] += chance
    found = marginal_likelihood(graph).pvalues
    assert found == {pair: pytest.approx(float(p), abs=1e-12) for pair, p in expected.items()}


def test_direction() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_weighted_edges_from(
        [("a", "b", 4), ("c", "b", 1), ("a", "c", 2), ("b", "a", 1)], weight="strength"
    )
    found = marginal_likelihood(graph, 0.5, correction="none")
    # Out: a 6, b 1, c 1. In: a 1, b 5, c 2. Eight units.
    assert found.pvalues == {
        ("a", "b"): pytest.approx(binomial(8, Fraction(30, 64), 4)),
        ("a", "c"): pytest.approx(binomial(8, Fraction(12, 64), 2)),
        ("b", "a"): pytest.approx(binomial(8, Fraction(1, 64), 1)),
        ("c", "b"): pytest.approx(binomial(8, Fraction(5, 64), 1)),
    }
    assert found.tested == 6
    assert ("b", "a") in found.network.graph.edges
    assert ("a", "b") not in found.network.graph.edges


def test_two_cliques_and_chance_ties_between_them() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for side in "ab":
        for one, other in ((0, 1), (0, 2), (1, 2)):
            graph.add_edge(f"{side}{one}", f"{side}{other}", strength=20)
    for one, other in product(range(3), repeat=2):
        graph.add_edge(f"a{one}", f"b{other}", strength=2)
    for correction in ("bonferroni", "holm", "bh"):
        found = backbone(graph, "marginal_likelihood", correction=correction)
        assert sorted(found.network.graph.edges) == [
            (f"{side}{one}", f"{side}{other}") for side in "ab" for one, other in ((0, 1), (0, 2), (1, 2))
        ]
        assert (found.kept, found.tested, found.notes) == (6, 15, ())


def test_nodes_without_ties_are_no_tests() -> None:
    graph: nx.Graph[str] = nx.path_graph(["a", "b", "c"])
    graph.add_nodes_from(["y", "z"])
    found = marginal_likelihood(graph)
    assert (found.tested, found.network.nodes) == (3, ("a", "b", "c", "y", "z"))


@pytest.mark.parametrize("graph", [nx.path_graph(["a", "b", "c"]), nx.DiGraph([("a", "b"), ("b", "c")])])
def test_a_network_too_small_says_so(graph: nx.Graph[str]) -> None:
    found = marginal_likelihood(graph)
    assert found.kept == 0
    assert found.notes[0].startswith("Too small to claim anything: with these strengths no tie could be")
    assert marginal_likelihood(graph, 1.0).notes == ()


def test_a_network_that_only_shows_nothing_is_not_called_too_small() -> None:
    graph: nx.Graph[str] = nx.complete_graph([f"n{number}" for number in range(6)])
    nx.set_edge_attributes(graph, dict.fromkeys(graph.edges, 10), "strength")
    found = marginal_likelihood(graph)
    assert found.kept == 0
    assert [note.partition(" is")[0] for note in found.notes] == ["No tie"]


def test_strengths_are_counts() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", strength=0.5)
    with pytest.raises(NetworkError, match=r"expected strengths that are counts, found 0\.5: project"):
        marginal_likelihood(graph)
    with pytest.raises(NetworkError, match="found an Incidence"):
        marginal_likelihood(incidence([("a", "x")]))  # type: ignore[arg-type]


def test_nothing_gives_nothing() -> None:
    found = marginal_likelihood(nx.Graph())
    assert (found.kept, found.tested, found.notes) == (0, 0, ("There are no ties.",))
