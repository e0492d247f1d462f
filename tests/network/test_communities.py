"""Communities over many runs: what is known of small networks, and that a seed decides everything."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from statistics import fmean
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import adjusted_rand_index, communities, incidence, modularity, one_mode, two_mode

if TYPE_CHECKING:
    from ngograph.network.partitioning import Engine, Method

WAYS: list[tuple[Method, Engine]] = [
    ("louvain", "networkx"),
    ("louvain", "networkit"),
    ("leiden", "networkit"),
]


def named(graph: nx.Graph[Any]) -> nx.Graph[str]:
    """The same without its weights, its nodes named."""
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(f"n{node:03}" for node in graph)
    found.add_edges_from((f"n{one:03}", f"n{other:03}") for one, other in graph.edges)
    return found


KARATE = named(nx.karate_club_graph())


@pytest.mark.parametrize(("method", "engine"), WAYS)
def test_cliques_in_a_ring_are_the_communities(method: Method, engine: Engine) -> None:
    found = communities(named(nx.ring_of_cliques(6, 5)), method=method, engine=engine)
    assert found.groups == tuple(
        tuple(f"n{node:03}" for node in range(first, first + 5)) for first in range(0, 30, 5)
    )
    assert (found.stability, found.runs, found.notes) == (1, 50, ())
    # 60 of 66 ties stand inside, and each clique holds a sixth of all ends.
    assert found.modularity == pytest.approx(60 / 66 - 1 / 6)
    assert found.spread == pytest.approx((found.modularity,) * 3)


@pytest.mark.parametrize(("method", "engine"), WAYS)
def test_the_karate_club_comes_near_its_highest_modularity(method: Method, engine: Engine) -> None:
    found = communities(KARATE, method=method, engine=engine)
    assert found.spread is not None
    # 0.4198 is the highest there is (Brandes et al. 2008), with four groups of these sizes.
    assert found.spread.greatest == pytest.approx(0.4198, abs=5e-5)
    assert [len(group) for group in found.groups] == [12, 11, 6, 5]
    assert found.modularity == pytest.approx(modularity(KARATE, found.partition), abs=1e-12)
    assert found.spread.least <= found.spread.median <= found.spread.greatest


def test_stability_is_the_mean_agreement_of_all_pairs_of_runs_and_the_medoid_stands_for_them() -> None:
    seeds = (3, 4, 5, 6, 7, 8)
    single = [communities(KARATE, seeds=[seed]) for seed in seeds]
    assert {run.stability for run in single} == {None}
    agreed = np.array(
        [[adjusted_rand_index(one.partition, other.partition) for other in single] for one in single]
    )
    assert agreed.min() < 1
    found = communities(KARATE, seeds=seeds)
    assert found.stability == pytest.approx(fmean(agreed[np.triu_indices(6, 1)]))
    nearest = agreed.sum(axis=0)
    assert found.partition in [
        single[run].partition for run in np.flatnonzero(nearest >= nearest.max() - 1e-9)
    ]
    assert found.seeds == seeds


@pytest.mark.parametrize(("method", "engine"), WAYS)
def test_a_seed_gives_the_same_in_every_process(method: Method, engine: Engine) -> None:
    script = (
        "import networkx as nx; from ngograph.network import communities\n"
        "graph = nx.relabel_nodes(nx.gnm_random_graph(60, 150, seed=2), str)\n"
        f"print(communities(graph, seeds=8, method={method!r}, engine={engine!r}))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert len(answers) == 1
    assert "Communities" in answers.pop()


def test_leiden_leaves_no_community_in_parts() -> None:
    graph = named(nx.powerlaw_cluster_graph(400, 2, 0.3, seed=3))
    for seed in range(5):
        found = communities(graph, seeds=[seed], method="leiden")
        assert all(nx.is_connected(graph.subgraph(group)) for group in found.groups)


def test_networkit_has_its_threads_back() -> None:
    networkit = import_module("networkit")
    before = networkit.getMaxNumberOfThreads()
    communities(KARATE, method="leiden", seeds=2)
    assert networkit.getMaxNumberOfThreads() == before


def test_strength_counts_and_weight_does_not() -> None:
    graph: nx.Graph[str] = nx.cycle_graph(["a", "b", "c", "d"])
    nx.set_edge_attributes(graph, {("a", "b"): 9.0, ("c", "d"): 9.0}, "strength")
    nx.set_edge_attributes(graph, {("b", "c"): 99.0, ("a", "d"): 99.0}, "weight")
    assert communities(graph).groups == (("a", "b"), ("c", "d"))


def test_direction_is_left_out_and_said_so() -> None:
    arrows: nx.DiGraph[str] = nx.DiGraph()
    arrows.add_weighted_edges_from(
        [("a", "b", 2), ("b", "a", 1), ("b", "c", 3), ("c", "d", 4), ("d", "e", 1)], weight="strength"
    )
    lines: nx.Graph[str] = nx.Graph()
    lines.add_weighted_edges_from([("a", "b", 3), ("b", "c", 3), ("c", "d", 4), ("d", "e", 1)], "strength")
    one, other = communities(arrows), communities(lines)
    assert (one.partition, one.stability, one.spread) == (other.partition, other.stability, other.spread)
    assert one.notes == (
        "The direction of the ties was left out: the strengths of both ways are added.",
        *other.notes,
    )


def test_nodes_without_ties_are_communities_of_one_and_change_nothing_else() -> None:
    graph = KARATE.copy()
    graph.add_nodes_from(["a", "z"])
    found, before = communities(graph), communities(KARATE)
    assert found.groups == (*before.groups, ("a",), ("z",))
    assert (found.stability, found.spread) == (before.stability, before.spread)
    assert found.notes == ("Without ties: 2, each a community of one.",)


def test_without_ties_nothing_is_measured() -> None:
    graph: nx.Graph[str] = nx.empty_graph(["b", "a"])
    found = communities(graph)
    assert found.groups == (("a",), ("b",))
    assert (found.stability, found.modularity, found.spread) == (None, None, None)
    assert found.notes == ("There are no ties.",)
    assert communities(nx.Graph()).groups == ()


def test_few_nodes_and_mere_parts_are_said() -> None:
    found = communities(nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y")]))
    assert found.groups == (("a", "b", "c"), ("x", "y"))
    assert [note.partition(":")[0] for note in found.notes] == [
        "Too small to claim anything",
        "The communities are the parts that no tie joins, and nothing beyond that was found.",
    ]


def test_runs_that_disagree_are_said() -> None:
    found = communities(named(nx.gnm_random_graph(100, 300, seed=1)))
    assert found.stability is not None
    assert found.stability < 0.65
    assert found.notes[-1].startswith(f"Unstable: the runs agree by {found.stability:.2f} on average")


def test_resolution_makes_more_communities() -> None:
    coarse, fine = (communities(KARATE, resolution=resolution) for resolution in (0.3, 3.0))
    assert len(coarse.groups) < 4 < len(fine.groups)
    assert fine.modularity == pytest.approx(modularity(KARATE, fine.partition, resolution=3.0))


def test_the_articles_fall_apart_into_what_they_tell_of(rows: list[dict[str, str | None]]) -> None:
    two = incidence(two_mode(rows))
    shared = two.matrix @ two.matrix.T
    shared.setdiag(0)
    shared.eliminate_zeros()
    graph = nx.relabel_nodes(nx.Graph(nx.from_scipy_sparse_array(shared)), dict(enumerate(two.bodies)))
    found = communities(one_mode(graph))
    home = {iri.rpartition("/")[2]: number for iri, number in found.partition.items()}
    assert home["otaharin"] == home["wg-brcko"] == home["giz"]
    assert home["uz"] == home["icrc"] == home["icrc-ca"] != home["otaharin"]
    assert home["kali-sara"] == home["klub"] == home["usaid"] != home["uz"]


def test_input_stays_as_it_was() -> None:
    ground = one_mode(KARATE)
    before = ground.strength.toarray()
    communities(ground, seeds=2)
    assert np.array_equal(ground.strength.toarray(), before)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"seeds": 0}, "expected one run or more"),
        ({"seeds": [-1]}, "seeds from 0 on"),
        ({"resolution": 0}, "expected a resolution above 0"),
        ({"method": "leiden", "engine": "networkx"}, "which does not have it"),
    ],
)
def test_what_cannot_be_run_is_refused(options: dict[str, Any], problem: str) -> None:
    with pytest.raises(NetworkError, match=problem):
        communities(KARATE, **options)


@pytest.mark.parametrize(
    ("what", "name", "nearest"), [("method", "louvian", "louvain"), ("engine", "igraph", "")]
)
def test_an_unknown_name_is_met_with_the_nearest(what: str, name: str, nearest: str) -> None:
    options: dict[str, Any] = {what: name}
    with pytest.raises(UnknownChoice, match=f"expected a known {what}, found '{name}'.*{nearest}"):
        communities(KARATE, **options)


@pytest.mark.parametrize("strength", [0.0, -1.0, float("nan")])
def test_a_strength_is_above_nought(strength: float) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", strength=strength)
    with pytest.raises(NetworkError, match="expected strengths above 0"):
        communities(graph)


def test_without_networkit_there_is_louvain_and_a_word_on_leiden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkit", None)
    assert communities(KARATE).engine == "networkx"
    with pytest.raises(NetworkError, match=r"pip install 'ngograph\[fast\]'"):
        communities(KARATE, method="leiden")
