"""Communities: groups of nodes with stronger ties inside than between them, found many times over.

A run of Louvain or Leiden gives one of many nearly equal answers. So there are many runs, the one that agrees
best with all others stands for them, and how far they agree is part of the result.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.partitioning import Engine, Method, engine_for, partitions
from ngograph.network.partitions import agreement, labels, quality
from ngograph.network.sparse import positive
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ngograph.network.matrices import Graph, OneMode
    from ngograph.network.partitions import Labels

# Partitions that agree by less are in poor agreement (Steinley 2004).
POOR: Final = 0.65
# A convention: among fewer nodes a division into groups is found in ties that fell at random as well.
SMALL: Final = 20
DIRECTED: Final = sentence("The direction of the ties was left out: the strengths of both ways are added.")
UNTIED: Final = sentence("There are no ties.")


class Spread(NamedTuple):
    """The least, the middle and the greatest of some figures."""

    least: float
    median: float
    greatest: float


@dataclass(frozen=True)
class Communities:
    """The communities of a network, and how far they can be relied on.

    Attributes:
        partition: For each node the number of its community. The largest is 1; of equal ones that with the
            least IRI comes first.
        stability: How far the runs agree: the mean adjusted Rand index of all pairs of them, over the nodes
            that have ties. None with one run, or without ties.
        modularity: That of the partition; None without ties.
        spread: The modularity of the runs; None without ties.
        seeds: One a run.
        resolution: That of the modularity.
        method: `louvain` or `leiden`.
        engine: The library that ran it.
        notes: What a reader has to know, in sentences.
    """

    partition: Mapping[str, int]
    stability: float | None
    modularity: float | None
    spread: Spread | None
    seeds: tuple[int, ...]
    resolution: float
    method: Method
    engine: Engine
    notes: tuple[str, ...]

    @property
    def runs(self) -> int:
        """How many times communities were looked for."""
        return len(self.seeds)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The IRIs of each community's nodes, sorted, in the order of the numbers."""
        members: dict[int, list[str]] = {}
        for node in sorted(self.partition):
            members.setdefault(self.partition[node], []).append(node)
        return tuple(tuple(members[number]) for number in sorted(members))


def communities(
    network: OneMode | Graph,
    *,
    seeds: int | Sequence[int] = 50,
    resolution: float = 1.0,
    method: Method = "louvain",
    engine: Engine = "auto",
) -> Communities:
    """Return the communities of *network*: of many runs, the one that agrees best with all others.

    That one (the medoid by the adjusted Rand index, "best of k" of Goder & Filkov 2008) is an answer that a
    run has given, as a partition put together from several is not; of equals the one of the highest
    modularity, then of the earliest seed. Reads strength. Ties that lead one way are taken for both, the
    strengths of both ways added. A node without ties is a community of one.

    Args:
        network: Where they are looked for.
        seeds: How many runs, with the seeds from 0 on; or the seeds themselves.
        resolution: γ of the modularity: above 1 for more and smaller communities.
        method: `louvain`, or `leiden`, which never leaves a community in parts without ties to each other.
        engine: `networkx` or `networkit`; `auto` takes networkit for leiden and for large networks. Each
            engine has random numbers of its own, so two find the same only where the runs agree.

    Raises:
        UnknownChoice: There is no such method or engine.
        NetworkError: No seeds, a resolution or a strength that is not above 0, or an engine that is not
            installed.
    """
    taken = _seeds(seeds)
    if not resolution > 0:
        raise NetworkError(f"expected a resolution above 0, found {resolution}")
    ground = one_mode(network)
    strength = positive(ground.strength)
    if ground.directed:
        strength = csr_array(strength + strength.T)
    tied = np.flatnonzero(np.diff(strength.indptr))
    used = engine_for(method, engine, len(tied))
    notes: list[str] = [DIRECTED] if ground.directed else []
    if not len(tied):
        partition = _numbered(ground.nodes, np.arange(len(ground.nodes)))
        return Communities(partition, None, None, None, taken, resolution, method, used, (*notes, UNTIED))
    core = strength[tied][:, tied]
    best, stability, modularity, spread = _judged(
        core, partitions(core, taken, resolution=resolution, method=method, engine=used), resolution
    )
    more = _notes(len(ground.nodes) - len(tied), best, stability, connected_components(core)[1])
    # Nodes without ties get labels after those of the others.
    every = np.arange(len(ground.nodes), dtype=np.int64) + len(tied)
    every[tied] = best
    return Communities(
        _numbered(ground.nodes, every),
        stability,
        modularity,
        spread,
        taken,
        resolution,
        method,
        used,
        (*notes, *more),
    )


def _seeds(seeds: int | Sequence[int]) -> tuple[int, ...]:
    taken = tuple(range(seeds)) if isinstance(seeds, int) else tuple(seeds)
    if not taken or min(taken) < 0:
        raise NetworkError(f"expected one run or more, with seeds from 0 on, found {seeds!r}")
    return taken


def _judged(
    core: csr_array, found: Sequence[Labels], resolution: float
) -> tuple[Labels, float | None, float, Spread]:
    """Return the run that stands for all, how far they agree, its modularity, and that of all."""
    runs = [tuple(row.tolist()) for row in found]
    rated = {run: quality(core, np.asarray(run, dtype=np.int64), resolution) for run in set(runs)}
    best, stability = _medoid(Counter(runs), rated)
    qualities = [rated[run] for run in runs]
    spread = Spread(min(qualities), float(np.median(qualities)), max(qualities))
    return best, stability, rated[tuple(best.tolist())], spread


def _medoid(
    times: Counter[tuple[int, ...]], rated: Mapping[tuple[int, ...], float]
) -> tuple[Labels, float | None]:
    """Return the run that agrees best with all others, and the mean agreement of all pairs of runs."""
    distinct = [np.asarray(row, dtype=np.int64) for row in times]
    runs = np.asarray(list(times.values()))
    agreed = np.ones((len(distinct), len(distinct)))
    for one in range(len(distinct)):
        for other in range(one):
            agreed[one, other] = agreed[other, one] = agreement(distinct[one], distinct[other])
    with_all = agreed @ runs
    best = max(range(len(distinct)), key=lambda one: (round(with_all[one], 9), rated[tuple(distinct[one])]))
    total = int(runs.sum())
    stability = float(runs @ with_all - total) / (total * (total - 1)) if total > 1 else None
    return distinct[best], stability


def _numbered(nodes: Sequence[str], row: NDArray[np.integer]) -> dict[str, int]:
    members: dict[int, list[str]] = {}
    for node, label in zip(nodes, row.tolist(), strict=True):
        members.setdefault(label, []).append(node)
    ordered = sorted(members.values(), key=lambda group: (-len(group), group[0]))
    numbers = {node: number for number, group in enumerate(ordered, start=1) for node in group}
    return {node: numbers[node] for node in nodes}


def _notes(alone: int, best: Labels, stability: float | None, parts: NDArray[np.integer]) -> list[str]:
    notes: list[str] = []
    if alone:
        notes.append(sentence("Without ties: {alone}, each a community of one.", alone=alone))
    if len(best) < SMALL:
        notes.append(
            sentence(
                "Too small to claim anything: {tied} {tied:node/nodes} with ties; among fewer than {least} "
                "such groups are found in chance ties as well.",
                tied=len(best),
                least=SMALL,
            )
        )
    if stability is not None and stability < POOR:
        notes.append(
            sentence(
                "Unstable: the runs agree by {stability:.2f} on average (adjusted Rand index), below {poor}: "
                "who belongs to which community depends on the run.",
                stability=stability,
                poor=POOR,
            )
        )
    if parts.max() and np.array_equal(labels(parts.tolist()), best):
        notes.append(
            sentence("The communities are the parts that no tie joins, and nothing beyond that was found.")
        )
    return notes
