from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given
from networkx.algorithms import bipartite
from tests.network.measures.samples import two_kinds

from ngograph.errors import UnknownChoice
from ngograph.network import incidence
from ngograph.network.measures.twomode_clustering import (
    latapy_clustering,
    opsahl_clustering,
    opsahl_local_clustering,
    robins_alexander_clustering,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

DAVIS = nx.davis_southern_women_graph()

# As `clustering_local_tm` of Opsahl's R package tnet gives them.
WOMEN = {
    "Evelyn Jefferson": 0.7666667,
    "Laura Mandeville": 0.8421751,
    "Theresa Anderson": 0.7523437,
    "Brenda Rogers": 0.8387909,
    "Charlotte McDowd": 1.0000000,
    "Frances Anderson": 0.8690476,
    "Eleanor Nye": 0.7959184,
    "Pearl Oglethorpe": 0.6462585,
    "Ruth DeSand": 0.6702509,
    "Verne Sanderson": 0.6740891,
    "Myra Liddel": 0.7138810,
    "Katherina Rogers": 0.7695560,
    "Sylvia Avondale": 0.7461929,
    "Nora Fayette": 0.8379501,
    "Helen Lloyd": 0.8159204,
    "Dorothy Murchison": 0.5407407,
    "Olivia Carleton": 0.5806452,
    "Flora Price": 0.5806452,
}
EVENTS = {
    "E1": 1.0000000,
    "E2": 0.9487179,
    "E3": 0.9532967,
    "E4": 0.9644970,
    "E5": 0.9628253,
    "E6": 0.8135593,
    "E7": 0.7171825,
    "E8": 0.7791580,
    "E9": 0.7353630,
    "E10": 0.8544601,
    "E11": 0.9555556,
    "E12": 0.8844765,
    "E13": 0.8709677,
    "E14": 0.8709677,
}


def test_the_southern_women() -> None:
    """0.7718968 is what `clustering_tm` of tnet gives, 0.468 what networkx and others print."""
    assert opsahl_clustering(DAVIS) == pytest.approx(0.7718968, abs=5e-8)
    assert opsahl_local_clustering(DAVIS) == pytest.approx(WOMEN, abs=6e-8)
    assert opsahl_local_clustering(DAVIS, kind="thing") == pytest.approx(EVENTS, abs=6e-8)
    assert robins_alexander_clustering(DAVIS) == pytest.approx(0.468, abs=5e-4)
    assert latapy_clustering(DAVIS) == pytest.approx(bipartite.latapy_clustering(DAVIS, mode="dot"))


def paths(graph: nx.Graph[Any], middle: Iterable[str]) -> dict[str, list[bool]]:
    """Of each path i - p - j - q - k about each j, whether a third thing closes it."""
    return {
        j: [
            bool(set(graph[i]) & set(graph[k]) - {p, q})
            for p, q in permutations(graph[j], 2)
            for i in graph[p]
            for k in graph[q]
            if len({i, j, k}) == 3
        ]
        for j in middle
    }


@given(two_kinds())
def test_opsahl_path_by_path(graph: nx.Graph[str]) -> None:
    two = incidence(graph)
    for kind, nodes in (("body", two.bodies), ("thing", two.things)):
        about = paths(graph, nodes)
        local = {j: sum(closed) / len(closed) if closed else None for j, closed in about.items()}
        every = [closed for closings in about.values() for closed in closings]
        assert_alike(opsahl_local_clustering(graph, kind=kind), local)  # type: ignore[arg-type]
        whole = sum(every) / len(every) if every else None
        assert_alike({"": opsahl_clustering(graph, kind=kind)}, {"": whole})  # type: ignore[arg-type]


@given(two_kinds())
def test_the_others_as_networkx_has_them(graph: nx.Graph[str]) -> None:
    """For networkx what cannot close is 0."""
    assert (robins_alexander_clustering(graph) or 0) == pytest.approx(
        bipartite.robins_alexander_clustering(graph)
    )
    found = latapy_clustering(graph)
    theirs = bipartite.latapy_clustering(graph, mode="dot")
    assert {node: figure or 0 for node, figure in found.items()} == pytest.approx(theirs)


def assert_alike(found: dict[str, float | None], expected: dict[str, float | None]) -> None:
    assert found.keys() == expected.keys()
    for node, figure in expected.items():
        assert found[node] == (figure if figure is None else pytest.approx(figure))


def test_a_cycle_of_six_is_closed_and_one_of_eight_is_not() -> None:
    six = incidence([("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"), ("c", "z"), ("a", "z")])
    eight = incidence(
        [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"), ("c", "z"), ("d", "z"), ("d", "w"), ("a", "w")]
    )
    assert (opsahl_clustering(six), opsahl_clustering(eight)) == (1, 0)
    assert robins_alexander_clustering(six) == 0


def test_one_thing_alone_closes_nothing() -> None:
    """Where a projection would have a clique of five."""
    network = incidence([(name, "x") for name in "abcde"])
    assert opsahl_clustering(network) is None
    assert robins_alexander_clustering(network) is None
    assert opsahl_local_clustering(network) == dict.fromkeys("abcde")
    assert latapy_clustering(network) == {**dict.fromkeys("abcde", 1.0), "x": None}
    assert opsahl_clustering(incidence([])) is None


def test_there_are_two_kinds() -> None:
    with pytest.raises(UnknownChoice, match="nearest: body"):
        opsahl_clustering(DAVIS, kind="bodies")  # type: ignore[arg-type]
