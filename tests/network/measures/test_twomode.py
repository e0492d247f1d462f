from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given
from networkx.algorithms import bipartite
from tests.network.measures.samples import two_kinds

from ngograph.errors import NetworkError
from ngograph.network import incidence
from ngograph.network.measures.engines import OFFERS
from ngograph.network.measures.twomode import two_mode_betweenness, two_mode_closeness, two_mode_degree

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.network import Incidence

DAVIS = nx.davis_southern_women_graph()
WOMEN = [node for node in DAVIS if DAVIS.nodes[node]["bipartite"] == 0]

# Degree, closeness and betweenness, normalised, of Borgatti, S. P., Halgin, D. (2011), Analyzing affiliation
# networks, in The SAGE Handbook of Social Network Analysis.
PUBLISHED = """
E8: 0.78 0.85 0.24
E9: 0.67 0.79 0.23
E7: 0.56 0.73 0.13
Nora Fayette: 0.57 0.80 0.11
Evelyn Jefferson: 0.57 0.80 0.10
Theresa Anderson: 0.57 0.80 0.09
E6: 0.44 0.69 0.07
Sylvia Avondale: 0.50 0.77 0.07
Laura Mandeville: 0.50 0.73 0.05
Brenda Rogers: 0.50 0.73 0.05
Katherina Rogers: 0.43 0.73 0.05
E5: 0.44 0.59 0.04
Helen Lloyd: 0.36 0.73 0.04
E3: 0.33 0.56 0.02
Ruth DeSand: 0.29 0.71 0.02
Verne Sanderson: 0.29 0.71 0.02
E12: 0.33 0.56 0.02
Myra Liddel: 0.29 0.69 0.02
E11: 0.22 0.54 0.02
Eleanor Nye: 0.29 0.67 0.01
Frances Anderson: 0.29 0.67 0.01
Pearl Oglethorpe: 0.21 0.67 0.01
E4: 0.22 0.54 0.01
Charlotte McDowd: 0.29 0.60 0.01
E10: 0.28 0.55 0.01
Olivia Carleton: 0.14 0.59 0.01
Flora Price: 0.14 0.59 0.01
E2: 0.17 0.52 0.00
E1: 0.17 0.52 0.00
Dorothy Murchison: 0.14 0.65 0.00
E13: 0.17 0.52 0.00
E14: 0.17 0.52 0.00
"""


def test_the_southern_women() -> None:
    rows = [line.split(": ") for line in PUBLISHED.split("\n") if line]
    measures = (two_mode_degree(DAVIS), two_mode_closeness(DAVIS), two_mode_betweenness(DAVIS))
    assert len(rows) == len(DAVIS) == 32
    for name, figures in rows:
        published = [float(figure) for figure in figures.split()]
        # Two decimals are printed, and some of them cut off.
        assert [measure[name] for measure in measures] == pytest.approx(published, abs=0.01)


@pytest.mark.parametrize(
    ("measure", "theirs"),
    [
        (two_mode_degree, bipartite.degree_centrality),
        (two_mode_closeness, bipartite.closeness_centrality),
        (two_mode_betweenness, bipartite.betweenness_centrality),
    ],
)
def test_as_networkx_has_them_where_all_are_linked(measure: Any, theirs: Any) -> None:
    assert measure(DAVIS) == pytest.approx(theirs(DAVIS, WOMEN), abs=1e-12)
    assert measure(incidence(DAVIS)) == measure(DAVIS)


def test_counts_as_they_are() -> None:
    assert two_mode_degree(DAVIS, normalized=False)["E8"] == 14
    raw = nx.betweenness_centrality(DAVIS, normalized=False)
    assert two_mode_betweenness(DAVIS, normalized=False) == pytest.approx(raw)


def star(center: int, leaves: int) -> Incidence:
    """One body tied to all *center* things, *leaves* further bodies hung over these as evenly as can be."""
    hung = [(f"leaf{number}", f"thing{number % center}") for number in range(leaves)]
    return incidence([*(("hub", f"thing{number}") for number in range(center)), *hung])


@pytest.mark.parametrize(("center", "leaves"), [(2, 0), (2, 1), (3, 3), (3, 7), (5, 4)])
def test_the_most_that_a_body_can_have(center: int, leaves: int) -> None:
    network = star(center, leaves)
    assert two_mode_degree(network)["hub"] == 1
    assert two_mode_betweenness(network)["hub"] == pytest.approx(1)
    assert two_mode_closeness(network)["hub"] == pytest.approx(1)


@given(two_kinds())
def test_shares_are_shares_whatever_falls_apart(graph: nx.Graph[str]) -> None:
    for measure in (two_mode_degree, two_mode_closeness, two_mode_betweenness):
        figures = measure(graph)
        assert figures.keys() == set(graph)
        assert all(0 <= figure <= 1 + 1e-12 for figure in figures.values())
        assert all(figures[node] == 0 for node in nx.isolates(graph))


@given(two_kinds())
def test_closeness_by_distances(graph: nx.Graph[str]) -> None:
    found = two_mode_closeness(graph)
    for node in graph:
        far = nx.single_source_shortest_path_length(graph, node)
        best = sum(1 if distance % 2 else 2 for distance in far.values() if distance)
        share = (len(far) - 1) / max(len(graph) - 1, 1)
        assert found[node] == pytest.approx(best / sum(far.values()) * share if len(far) > 1 else 0)


def test_in_a_small_component_closeness_is_small() -> None:
    """networkx, which takes the sizes of the whole network, comes to 4/3 times the share reached: above 1."""
    graph = nx.union(nx.relabel_nodes(DAVIS, str), pair())
    assert bipartite.closeness_centrality(graph, [*WOMEN, "a"])["a"] > 1
    assert two_mode_closeness(graph)["a"] == pytest.approx(1 / 33)


def pair() -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", bipartite=0)
    graph.add_node("x", bipartite=1)
    graph.add_edge("a", "x")
    return graph


@pytest.mark.parametrize(
    ("measure", "engine"),
    [
        *((two_mode_closeness, engine) for engine in OFFERS["closeness"]),
        *((two_mode_betweenness, engine) for engine in OFFERS["betweenness"]),
    ],
)
def test_every_engine_comes_to_the_same(measure: Callable[..., dict[str, float]], engine: str) -> None:
    assert measure(DAVIS, engine=engine) == pytest.approx(measure(DAVIS, engine="networkx"), abs=1e-9)


def test_nobody_and_nothing() -> None:
    for measure in (two_mode_degree, two_mode_closeness, two_mode_betweenness):
        assert measure(incidence([])) == {}
        assert measure(pair())["a"] in {0, 1}


def test_a_body_is_no_thing() -> None:
    with pytest.raises(NetworkError, match="'b' both a body and a thing"):
        two_mode_degree(incidence([("a", "b"), ("b", "x")]))
