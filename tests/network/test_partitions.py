"""Agreement of partitions and modularity, against pairs that are counted one by one and published values."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb

import networkx as nx
import pytest

from ngograph.errors import NetworkError
from ngograph.network import adjusted_rand_index, modularity


def named(labels: tuple[int, ...]) -> dict[str, int]:
    return {f"n{number}": label for number, label in enumerate(labels)}


def counted(one: tuple[int, ...], other: tuple[int, ...]) -> Fraction:
    """Hubert & Arabie's index, pair by pair."""
    pairs = list(combinations(range(len(one)), 2))
    first = sum(one[a] == one[b] for a, b in pairs)
    second = sum(other[a] == other[b] for a, b in pairs)
    both = sum(one[a] == one[b] and other[a] == other[b] for a, b in pairs)
    chance = Fraction(first * second, comb(len(one), 2))
    middle = Fraction(first + second, 2)
    return Fraction(1) if middle == chance else (both - chance) / (middle - chance)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 0, 1, 1), (1, 1, 0, 0), 1),
        ((0, 0, 1, 1), (0, 0, 1, 2), Fraction(4, 7)),
        ((0, 0, 1, 1), (0, 1, 0, 1), Fraction(-1, 2)),
        ((0, 0, 0, 0), (0, 1, 2, 3), 0),
        ((0, 1, 2, 3), (3, 2, 1, 0), 1),
        ((0, 0, 0), (1, 1, 1), 1),
    ],
)
def test_agreement_of_small_partitions(one: tuple[int, ...], other: tuple[int, ...], expected: float) -> None:
    assert adjusted_rand_index(named(one), named(other)) == pytest.approx(float(expected))


def test_agreement_is_that_of_the_pairs_counted_one_by_one() -> None:
    rows = list(product(range(3), repeat=5))[::7]
    for one in rows:
        for other in rows:
            found = adjusted_rand_index(named(one), named(other))
            assert found == pytest.approx(float(counted(one, other)), abs=1e-12)


def test_partitions_of_other_nodes_do_not_agree_or_disagree() -> None:
    with pytest.raises(NetworkError, match="found 'b' in one only"):
        adjusted_rand_index({"a": 1}, {"a": 1, "b": 1})


def test_modularity_of_the_split_of_the_karate_club() -> None:
    graph = nx.karate_club_graph()
    club: nx.Graph[str] = nx.relabel_nodes(nx.Graph(graph.edges), str)
    split = {str(node): graph.nodes[node]["club"] for node in graph}
    # Of the 78 ties 11 stand between the two sides, whose degrees add up to 75 and 81.
    assert modularity(club, split) == pytest.approx(67 / 78 - (75**2 + 81**2) / 156**2, abs=1e-12)


def test_modularity_reads_strength_direction_and_resolution() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2.0), ("b", "c", 1.0), ("c", "a", 3.0)], weight="strength")
    parts = {"a": "x", "b": "x", "c": "y"}
    for resolution in (0.5, 1.0, 2.0):
        expected = nx.community.modularity(graph, [{"a", "b"}, {"c"}], "strength", resolution)
        assert modularity(graph, parts, resolution=resolution) == pytest.approx(expected, abs=1e-12)


def test_modularity_of_nothing_is_not_nought() -> None:
    graph: nx.Graph[str] = nx.empty_graph(["a", "b"])
    assert modularity(graph, {"a": 1, "b": 2}) is None


def test_each_node_needs_a_community() -> None:
    with pytest.raises(NetworkError, match="found none for 'b'"):
        modularity(nx.Graph([("a", "b")]), {"a": 1})
