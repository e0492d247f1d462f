"""One run of an algorithm that finds communities, for one seed, by one of the engines that have it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal, get_args

import networkx as nx
import numpy as np

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.partitions import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_array

    from ngograph.network.partitions import Labels

Method = Literal["louvain", "leiden"]
PARTITIONS: Final[tuple[Method, ...]] = get_args(Method)
Engine = Literal["auto", "networkx", "networkit"]

# From so many nodes on, fifty runs of networkx take long enough to be waited for.
LARGE: Final = 500
# ParallelLeiden stops by itself when nothing moves any more; its own three rounds are often too few for that.
ROUNDS: Final = 10
# networkit has one stream of random numbers and one number of threads for the whole process.
_ALONE: Final = Lock()


def engine_for(method: Method, engine: Engine, nodes: int) -> Engine:
    """Return the engine that runs *method* on so many *nodes*: networkit for Leiden and for large networks.

    Raises:
        UnknownChoice: There is no such method or engine.
        NetworkError: The engine is not installed, or does not have the method.
    """
    for what, name, known in (("method", method, PARTITIONS), ("engine", engine, get_args(Engine))):
        if name not in known:
            raise UnknownChoice(what, name, known)
    installed = find_spec("networkit") is not None
    if engine == "auto":
        engine = "networkit" if method == "leiden" or (installed and nodes >= LARGE) else "networkx"
    if engine == "networkit" and not installed:
        raise NetworkError(
            f"expected networkit for {method}, found it not installed: pip install 'ngograph[fast]'"
        )
    if engine == "networkx" and method == "leiden":
        raise NetworkError("expected networkit for leiden, found networkx, which does not have it")
    return engine


def partitions(
    strength: csr_array, seeds: Sequence[int], *, resolution: float, method: Method, engine: Engine
) -> list[Labels]:
    """Return for each seed the communities that a run finds, as labels in the order of the nodes.

    Louvain (Blondel, Guillaume, Lambiotte & Lefebvre 2008) and Leiden (Traag, Waltman & van Eck 2019) both
    look for the partition of the highest modularity; of networkit, PLM without refinement (Staudt &
    Meyerhenke 2016) and ParallelLeiden.

    Args:
        strength: Symmetric; every node has a tie.
        seeds: The same seed gives the same communities, by the same engine.
        resolution: Above 1 for more and smaller communities, below for fewer and larger.
        method: Which of the two.
        engine: One that `engine_for` has given.
    """
    if engine == "networkit":
        return _by_networkit(strength, seeds, resolution, method)
    return _by_networkx(strength, seeds, resolution)


def _by_networkx(strength: csr_array, seeds: Sequence[int], resolution: float) -> list[Labels]:
    # Numbers, not IRIs: sets of words come in another order in each process.
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(strength.shape[0]))
    ties = strength.tocoo()
    rows, columns = ties.coords
    graph.add_weighted_edges_from(
        zip(rows.tolist(), columns.tolist(), ties.data.tolist(), strict=True), weight="strength"
    )
    runs = []
    for seed in seeds:
        found = nx.community.louvain_communities(graph, weight="strength", resolution=resolution, seed=seed)
        row = np.empty(len(graph), dtype=np.int64)
        for number, members in enumerate(found):
            row[list(members)] = number
        runs.append(labels(row.tolist()))
    return runs


def _by_networkit(
    strength: csr_array, seeds: Sequence[int], resolution: float, method: Method
) -> list[Labels]:
    networkit = import_module("networkit")
    ties = strength.tocoo()
    rows, columns = ties.coords
    once = rows < columns
    with _ALONE:
        before = networkit.getMaxNumberOfThreads()
        networkit.setNumberOfThreads(1)  # Threads race, and then a seed decides nothing.
        try:
            graph = networkit.GraphFromCoo(
                (ties.data[once], (rows[once], columns[once])), n=strength.shape[0], weighted=True
            )
            runs = []
            for seed in seeds:
                networkit.setSeed(seed, False)
                if method == "leiden":
                    run = networkit.community.ParallelLeiden(graph, iterations=ROUNDS, gamma=resolution)
                else:
                    run = networkit.community.PLM(graph, gamma=resolution, par="none randomized")
                run.run()
                runs.append(labels(run.getPartition().getVector()))
            return runs
        finally:
            networkit.setNumberOfThreads(before)
