from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.measures.published import FLORENCE, WITH_PUCCI
from tests.network.measures.samples import named, networks

from ngograph.errors import NetworkError
from ngograph.network import eigenvector, pagerank

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph


def test_pagerank_of_the_eleven_pages() -> None:
    # The drawing in Wikipedia's "PageRank", with a damping of 0.85, in percent.
    leads = {
        "B": "C",
        "C": "B",
        "D": "AB",
        "E": "BDF",
        "F": "BE",
        **dict.fromkeys("GHI", "BE"),
        "J": "E",
        "K": "E",
    }
    found = pagerank(nx.DiGraph([(page, other) for page, others in leads.items() for other in others]))
    assert {page: round(100 * figure, 1) for page, figure in found.items()} == {
        "A": 3.3,
        "B": 38.4,
        "C": 34.3,
        "D": 3.9,
        "E": 8.1,
        "F": 3.9,
        **dict.fromkeys("GHIJK", 1.6),
    }


def test_eigenvector_of_the_florentine_families() -> None:
    # As Bonacich's centrality of this network is printed by UCINET: the Medici 0.430, the Strozzi 0.356.
    found = eigenvector(FLORENCE)
    assert {family: round(found[family], 3) for family in ("Medici", "Strozzi", "Ridolfi", "Pazzi")} == {
        "Medici": 0.430,
        "Strozzi": 0.356,
        "Ridolfi": 0.342,
        "Pazzi": 0.045,
    }


def test_eigenvector_is_refused_where_the_network_falls_apart() -> None:
    with pytest.raises(NetworkError, match="found 2 components: all but the one"):
        eigenvector(WITH_PUCCI)
    with pytest.raises(NetworkError, match="found 2 strong components"):
        eigenvector(nx.DiGraph([("a", "b")]))


@pytest.mark.parametrize("sides", [(1, 4), (3, 5), (20, 300)])
def test_two_sides_that_are_all_tied_share_the_score(sides: tuple[int, int]) -> None:
    # Each side has half of the squares, however often the sign would turn in powers of the matrix.
    found = eigenvector(named(nx.complete_bipartite_graph(*sides)))
    expected = [(0.5 / side) ** 0.5 for side in sides for _ in range(side)]
    assert [found[str(node)] for node in range(sum(sides))] == pytest.approx(expected)


def test_strength_draws_rank_and_score() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for one, other, strength in (("a", "b", 1), ("b", "c", 5), ("c", "a", 1)):
        graph.add_edge(one, other, strength=strength, weight=1000 / strength)
    assert pagerank(graph)["b"] > pagerank(graph)["a"]
    assert eigenvector(graph)["b"] > eigenvector(graph)["a"]
    assert list(eigenvector(graph, weighted=False).values()) == pytest.approx([3**-0.5] * 3)


def test_with_direction_the_score_comes_by_ties_to_a_node() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "b"), ("a", "c"), ("d", "b"), ("b", "d")])
    found = eigenvector(graph)
    assert found["b"] == max(found.values())
    ties = nx.to_numpy_array(graph, nodelist=sorted(graph))
    vector = np.array(list(found.values()))
    value = float(np.max(np.linalg.eigvals(ties).real))
    assert vector @ ties == pytest.approx(value * vector)


def test_one_node_and_none() -> None:
    alone = named(nx.empty_graph(1))
    assert eigenvector(alone) == pagerank(alone) == {"0": 1}
    assert eigenvector(nx.Graph()) == pagerank(nx.Graph()) == {}


@given(st.integers(2, 12), st.integers(0, 10**6))
def test_the_score_of_each_is_in_proportion_to_its_neighbours(size: int, seed: int) -> None:
    graph = named(nx.random_labeled_tree(size, seed=seed))
    vector = np.array(list(eigenvector(graph).values()))
    neighbours = nx.to_numpy_array(graph, nodelist=sorted(graph)) @ vector
    assert (vector > 0).all()
    assert neighbours == pytest.approx(neighbours.sum() / vector.sum() * vector)


@given(networks())
def test_pagerank_is_a_share(graph: Graph) -> None:
    found = pagerank(graph)
    assert sum(found.values()) == pytest.approx(1)
    assert min(found.values()) >= 0.15 / len(graph) - 1e-12
