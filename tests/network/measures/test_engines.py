from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from tests.network.measures.published import KARATE
from tests.network.measures.samples import named, networks

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import ENGINES, betweenness, closeness, harmonic_closeness, measures, pagerank
from ngograph.network.measures import engines

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.network.matrices import Graph

MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "betweenness": betweenness,
    "closeness": closeness,
    "harmonic_closeness": harmonic_closeness,
    "pagerank": pagerank,
}
CASES = [
    *((name, {}, engine) for name in MEASURES for engine in engines.OFFERS[name]),
    *(("betweenness", {"weighted": True}, engine) for engine in engines.OFFERS["weighted betweenness"]),
    *(
        (name, {"weighted": True}, engine)
        for name in ("closeness", "harmonic_closeness")
        for engine in engines.OFFERS[name]
    ),
]


@pytest.mark.parametrize(("name", "options", "engine"), CASES)
@given(graph=networks())
def test_all_engines_come_to_the_same(name: str, options: dict[str, bool], engine: str, graph: Graph) -> None:
    expected = MEASURES[name](graph, engine="networkx", **options)
    assert MEASURES[name](graph, engine=engine, **options) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "engine"), [(name, one) for name in MEASURES for one in engines.OFFERS[name]]
)
def test_engines_agree_on_a_network_beyond_one_batch_and_one_thread(name: str, engine: str) -> None:
    graph = named(nx.disjoint_union(nx.barabasi_albert_graph(150, 3, seed=2), nx.empty_graph(2)))
    expected = MEASURES[name](graph, engine="networkx")
    assert MEASURES[name](graph, engine=engine) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "engine"), [(name, one) for name in MEASURES for one in engines.OFFERS[name]]
)
def test_the_same_engine_gives_the_same_to_the_last_digit(name: str, engine: str) -> None:
    graph = named(nx.gnm_random_graph(300, 1500, seed=5))
    assert MEASURES[name](graph, engine=engine) == MEASURES[name](graph, engine=engine)


@pytest.mark.parametrize(
    ("name", "engine"), [(name, one) for name in MEASURES for one in engines.OFFERS[name]]
)
def test_no_engine_minds_an_empty_network(name: str, engine: str) -> None:
    assert MEASURES[name](nx.Graph(), engine=engine) == {}


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_the_quick_way_is_taken_where_it_pays_and_is_as_right(name: str) -> None:
    size = engines.WORTH + 1
    assert engines.chosen("auto", engines.OFFERS[name], size) != "networkx"
    assert engines.chosen("auto", engines.OFFERS[name], engines.WORTH) == "networkx"
    graph = named(nx.gnm_random_graph(size, 2 * size, seed=1))
    expected = MEASURES[name](graph, engine="networkx")
    assert MEASURES[name](graph) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_long_chain_is_walked_as_rightly() -> None:
    size = engines.WORTH + 1
    found = betweenness(named(nx.path_graph(size)), normalized=False)
    expected = {str(node): pytest.approx(node * (size - 1 - node)) for node in range(size)}
    assert found == expected


def test_an_engine_that_nobody_knows_is_refused() -> None:
    with pytest.raises(
        UnknownChoice, match="expected a known engine, found 'networkkit'; nearest: networkit"
    ):
        betweenness(KARATE, engine="networkkit")
    with pytest.raises(UnknownChoice):
        measures(KARATE, engine="igraph")


def test_an_engine_without_the_measure_is_refused() -> None:
    with pytest.raises(
        NetworkError, match=r"has this measure \(scipy, networkit, networkx\), found rustworkx"
    ):
        harmonic_closeness(KARATE, engine="rustworkx")
    found = measures(KARATE, engine="rustworkx")
    assert set(found.columns["harmonic_closeness"]) == {None}
    assert "found rustworkx" in found.notes["harmonic_closeness"][0]
    assert None not in found.columns["betweenness"]


ALONE = """
import sys
from importlib.machinery import PathFinder

class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, *rest):
        return None if name in {"networkit", "rustworkx"} else super().find_spec(name, *rest)

sys.meta_path[:] = [Without if one is PathFinder else one for one in sys.meta_path]
import networkx as nx
from ngograph.errors import NetworkError
from ngograph.network import ENGINES, betweenness, closeness
graph = nx.relabel_nodes(nx.cycle_graph(450), str)
for weighted in (False, True):
    betweenness(graph, weighted=weighted), closeness(graph, weighted=weighted)
for engine in ENGINES:
    try:
        closeness(graph, engine=engine)
    except NetworkError as refused:
        print(refused)
"""


def test_without_the_extra_all_is_measured_and_the_extra_named() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        f"expected {engine} to be installed, found it is not: pip install ngograph[fast]"
        for engine in ENGINES
        if engine in {"networkit", "rustworkx"}
    ]


FORKED = """
import os
import networkx as nx
from ngograph.network import betweenness, closeness
graph = nx.relabel_nodes(nx.gnm_random_graph(200, 600, seed=1), str)
before = [closeness(graph, engine="networkit"), betweenness(graph, engine="rustworkx")]
child = os.fork()
if not child:
    again = [closeness(graph, engine="networkit"), betweenness(graph, engine="rustworkx")]
    os._exit(0 if again == before else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing forks there")
def test_what_forks_afterwards_can_measure_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKED], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout.strip(), done.stderr) == ("0", "")
