from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from tests.network.measures.published import FLORENCE, KARATE, WITH_PUCCI
from tests.network.measures.samples import named, networks

from ngograph.network import (
    average_shortest_path_length,
    density,
    distance_fragmentation,
    fragmentation,
)

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph


def test_density_and_distance_as_published() -> None:
    # Wasserman & Faust 1994, chapter 4: 20 marriages among 16 families, 0.167.
    assert density(WITH_PUCCI) == pytest.approx(20 / 120)
    # Zachary 1977: 78 ties among 34 members; the mean distance of 2.408 is in many a textbook since.
    assert density(KARATE) == pytest.approx(78 / 561)
    assert average_shortest_path_length(KARATE) == pytest.approx(2.408, abs=5e-4)


def test_pairs_that_cannot_reach_each_other_have_no_distance() -> None:
    assert average_shortest_path_length(WITH_PUCCI) == average_shortest_path_length(FLORENCE)
    assert average_shortest_path_length(named(nx.empty_graph(3))) is None


def test_borgattis_fragmentation() -> None:
    # Borgatti's F: two parts of five leave 20 of 45 pairs, sixteen families all but 15 of 120.
    assert fragmentation(named(nx.disjoint_union(nx.path_graph(5), nx.cycle_graph(5)))) == pytest.approx(
        25 / 45
    )
    assert fragmentation(WITH_PUCCI) == pytest.approx(15 / 120)
    assert fragmentation(FLORENCE) == 0
    # His distance-weighted F of the path a-b-c: 1 - (1 + 1 + 1/2) / 3.
    assert distance_fragmentation(named(nx.path_graph(3))) == pytest.approx(1 / 6)


def test_the_ends_of_the_scale() -> None:
    alone, complete = named(nx.empty_graph(4)), named(nx.complete_graph(4))
    assert (density(alone), fragmentation(alone), distance_fragmentation(alone)) == (0, 1, 1)
    assert (density(complete), fragmentation(complete), distance_fragmentation(complete)) == (1, 0, 0)
    assert average_shortest_path_length(complete) == 1


def test_without_pairs_there_is_no_figure() -> None:
    for size in (0, 1):
        graph = named(nx.empty_graph(size))
        assert density(graph) is None
        assert fragmentation(graph) is None
        assert distance_fragmentation(graph) is None


@given(networks())
def test_networkx_comes_to_the_same(graph: Graph) -> None:
    assert density(graph) == pytest.approx(nx.density(graph))
    plain = nx.Graph(graph.to_undirected())
    pairs = len(graph) * (len(graph) - 1) / 2
    assert distance_fragmentation(graph) == pytest.approx(1 - nx.global_efficiency(plain))
    together = sum(len(part) * (len(part) - 1) / 2 for part in nx.connected_components(plain))
    assert fragmentation(graph) == pytest.approx(1 - together / pairs)
    steps = [
        far for _, reached in nx.all_pairs_shortest_path_length(graph) for far in reached.values() if far
    ]
    assert average_shortest_path_length(graph) == (pytest.approx(sum(steps) / len(steps)) if steps else None)
