from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from tests.network.measures.published import FLORENCE, KARATE
from tests.network.measures.samples import named, networks

from ngograph.network import CorePeriphery, core_periphery

if TYPE_CHECKING:
    from collections.abc import Collection

    from ngograph.network.matrices import Graph


def fit(graph: nx.Graph[str], core: Collection[str]) -> float:
    """Borgatti & Everett 1999, formulas 1 and 2, written out."""
    pairs = list(combinations(sorted(graph), 2))
    ties = [graph.has_edge(one, other) for one, other in pairs]
    ideal = [one in core or other in core for one, other in pairs]
    return float(np.corrcoef(ties, ideal)[0, 1])


def test_the_star_is_the_ideal() -> None:
    # Borgatti & Everett 1999: Freeman's star is the core of one.
    found = core_periphery(named(nx.star_graph(6)))
    assert found.core == ("0",)
    assert found.fit == pytest.approx(1)


@pytest.mark.parametrize(("core", "periphery"), [(2, 3), (3, 9), (5, 2)])
def test_a_core_that_is_tied_to_all_is_found(core: int, periphery: int) -> None:
    graph: nx.Graph[int] = nx.complete_graph(core + periphery)
    graph.remove_edges_from(list(combinations(range(core, core + periphery), 2)))
    found = core_periphery(named(graph))
    assert found.core == tuple(str(node) for node in range(core))
    assert found.fit == pytest.approx(1)


def test_the_heads_of_the_karate_club_are_its_core() -> None:
    found = core_periphery(KARATE)
    assert {"1", "34", "33"} <= set(found.core)
    assert found.fit == pytest.approx(fit(KARATE, found.core))


def test_there_is_nothing_to_divide() -> None:
    nobody: nx.Graph[str] = nx.Graph()
    assert core_periphery(nobody) == CorePeriphery((), None)
    for graph in (nx.path_graph(2), nx.empty_graph(5), nx.complete_graph(5)):
        assert core_periphery(named(graph)) == CorePeriphery((), None)


def test_large_networks_are_divided_without_swaps() -> None:
    star: nx.Graph[int] = nx.star_graph(2500)
    star.add_edge(1, 2)
    assert core_periphery(named(star)).core == ("0",)


def test_equal_networks_have_equal_cores() -> None:
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_edges_from(reversed(list(FLORENCE.edges)))
    assert core_periphery(shuffled) == core_periphery(FLORENCE)


@given(networks())
def test_no_core_of_a_small_network_fits_better(graph: Graph) -> None:
    plain = nx.Graph(graph.to_undirected())
    assume(0 < plain.number_of_edges() < len(plain) * (len(plain) - 1) / 2)
    found = core_periphery(graph)
    assert found.fit == pytest.approx(fit(plain, found.core))
    sizes = range(1, len(plain) - 1)
    best = max(fit(plain, core) for size in sizes for core in combinations(sorted(plain), size))
    assert found.fit == pytest.approx(best)
