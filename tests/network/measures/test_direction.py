from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from tests.network.measures.published import FLORENCE
from tests.network.measures.samples import networks

from ngograph.errors import NetworkError
from ngograph.network import degree, in_degree, in_strength, measures, out_degree, out_strength, strength

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph


def test_what_is_given_and_what_is_received() -> None:
    funding: nx.DiGraph[str] = nx.DiGraph()
    for donor, recipient, amount in (("d", "a", 100.0), ("d", "b", 50.0), ("e", "a", 20.0), ("a", "b", 5.0)):
        funding.add_edge(donor, recipient, strength=amount)
    assert in_strength(funding) == {"a": 120, "b": 55, "d": 0, "e": 0}
    assert out_strength(funding) == {"a": 5, "b": 0, "d": 150, "e": 20}
    assert in_degree(funding) == {"a": 2, "b": 2, "d": 0, "e": 0}
    assert out_degree(funding) == {"a": 1, "b": 0, "d": 2, "e": 1}


@given(networks())
def test_both_ways_add_up(graph: Graph) -> None:
    directed = nx.DiGraph(graph)
    both = degree(directed)
    assert both == {node: in_degree(directed)[node] + out_degree(directed)[node] for node in both}
    both = strength(directed)
    inward, outward = in_strength(directed), out_strength(directed)
    assert both == pytest.approx({node: inward[node] + outward[node] for node in both})


def test_without_direction_they_are_not_taken_and_refused_by_name() -> None:
    assert "in_degree" not in measures(FLORENCE).columns
    assert "in_degree" in measures(nx.DiGraph(FLORENCE)).columns
    for measure in (in_degree, out_degree, in_strength, out_strength):
        with pytest.raises(
            NetworkError, match=f"^{measure.__name__}: expected a network whose ties have a dir"
        ):
            measure(FLORENCE)
