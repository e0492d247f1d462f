"""Who is central by the ways through the network: betweenness, closeness, harmonic closeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.measures import engines
from ngograph.network.measures.engines.by_scipy import distances
from ngograph.network.measures.measure import Measure, by_node

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph, OneMode

_GRID: Final = 232_792_560  # lcm(1, …, 20)
SAMPLES: Final = 500
"""From how many nodes betweenness is estimated unless told otherwise: in some ten seconds, where there are
twenty thousand nodes with four hundred thousand ties."""


def betweenness(
    network: OneMode | Graph, *, normalized: bool = True, weighted: bool = False, engine: str = "auto"
) -> dict[str, float]:
    """Return how often each node stands on the shortest paths between others.

        b(v) = sum over pairs s, t of paths(s, t over v) / paths(s, t)

    Freeman, L. C. (1977), A set of measures of centrality based on betweenness. Sociometry 40(1), 35-41.

    Args:
        network: Where the nodes stand; a pair without direction counts once.
        normalized: Divide by the number of pairs of others, (n - 1)(n - 2) / 2, twice that with direction.
        weighted: Read `distance`, so that strong ties make short ways; else every tie is one step.
        engine: What reckons it; see `engines.chosen`.
    """
    ground = one_mode(network)
    raw = engines.betweenness(ground, _commensurate(ground) if weighted else None, engine)
    return by_node(ground, raw / _pairs(ground) if normalized else raw)


def sampled_betweenness(
    network: OneMode | Graph, *, normalized: bool = True, samples: int = SAMPLES, seed: int = 1
) -> dict[str, float]:
    """Return an estimate of the betweenness of each node, by the ways from some nodes to all others.

        b(v) ≈ (n - 1) / k · sum over t, and over k drawn s, of paths(s, t over v) / paths(s, t)

    What is expected of the draw is the betweenness itself; what it strays falls with the root of k. The nodes
    that matter most are told apart well, those with little betweenness are not.

    Brandes, U., Pich, C. (2007), Centrality estimation in large networks. International Journal of
    Bifurcation and Chaos 17(7), 2303-2318.

    Args:
        network: Where the nodes stand; a pair without direction counts once.
        normalized: As for `betweenness`.
        samples: From how many nodes the ways are walked; where there are no more, the figures are exact.
        seed: Where the draw starts from.

    Raises:
        NetworkError: It is to be estimated from no node.
    """
    if samples < 1:
        raise NetworkError(f"expected 1 node or more to walk from, found {samples}")
    ground = one_mode(network)
    size = len(ground.nodes)
    if not size:
        return {}
    starts = np.sort(np.random.default_rng(seed).choice(size, min(samples, size), replace=False))
    # No way from a node itself leads over it: what was drawn is seen from one start fewer.
    seen_from = np.full(size, len(starts))
    seen_from[starts] -= 1
    raw = engines.betweenness_from(ground, starts) * (size - 1) / np.maximum(seen_from, 1)
    return by_node(ground, raw / _pairs(ground) if normalized else raw)


def closeness(
    network: OneMode | Graph, *, wf_improved: bool = True, weighted: bool = False, engine: str = "auto"
) -> dict[str, float]:
    """Return the reciprocal of the mean distance to each node from those that reach it; 0 where none do.

        c(v) = r / sum of d(u, v) over the r nodes u that reach v;  times r / (n - 1) if *wf_improved*

    Wasserman, S., Faust, K. (1994), Social Network Analysis, p. 201. Where the network falls apart,
    harmonic closeness is the plainer measure.

    Args:
        network: Where the nodes stand.
        wf_improved: Count what share of all reach it; without, those in a small component seem close.
        weighted: Read `distance`; else every tie is one step.
        engine: What reckons it; see `engines.chosen`.
    """
    ground = one_mode(network)
    figures = engines.closeness(ground, _distance(ground) if weighted else None, engine)
    if not wf_improved:
        reached, _, _ = distances(ground)
        share = reached / max(len(figures) - 1, 1)
        figures = np.divide(figures, share, out=np.zeros_like(figures), where=share > 0)
    return by_node(ground, figures)


def harmonic_closeness(
    network: OneMode | Graph, *, normalized: bool = False, weighted: bool = False, engine: str = "auto"
) -> dict[str, float]:
    """Return the sum of the reciprocal distances from all others to each node; who cannot reach it adds 0.

        h(v) = sum over u of 1 / d(u, v)

    Marchiori, M., Latora, V. (2000), Harmony in the small-world. Physica A 285(3-4), 539-546; as a
    centrality: Rochat, Y. (2009), Closeness centrality extended to unconnected graphs.

    Args:
        network: Where the nodes stand.
        normalized: Divide by n - 1, which every node of a complete network has.
        weighted: Read `distance`; else every tie is one step.
        engine: What reckons it; see `engines.chosen`.
    """
    ground = one_mode(network)
    figures = engines.harmonic_closeness(ground, _distance(ground) if weighted else None, engine)
    return by_node(ground, figures / max(len(figures) - 1, 1) if normalized else figures)


def _pairs(ground: OneMode) -> float:
    """How many pairs of others each node may stand between; 1 where there are none."""
    size = len(ground.nodes)
    return (size - 1) * (size - 2) / (1 if ground.directed else 2) or 1.0


def _distance(ground: OneMode) -> csr_array:
    """The reciprocal of each strength."""
    strength = ground.strength
    return csr_array((1 / strength.data, strength.indices, strength.indptr), shape=strength.shape)


def _commensurate(ground: OneMode) -> csr_array:
    """The distances as whole numbers of a small unit, in floats.

    Shortest paths are told by equality, and 1.2 + 0.6 is not 1.8 in floats. In a unit that divides the
    fractions of small wholes, ways that are equally long stay so, in whatever order they are added up.
    """
    lengths = _distance(ground)
    if lengths.nnz:
        # Strengths above 1 make distances far below 1: a finer unit keeps them apart.
        finer = 2.0 ** max(0, int(np.ceil(np.log2(ground.strength.data.max()))))
        lengths.data = np.maximum(np.rint(lengths.data * _GRID * finer), 1)
    return lengths


PATHS: Final = (
    Measure(
        name="betweenness",
        title="Betweenness",
        definition="How often a node stands on the shortest ways between others, as a share of their pairs.",
        formula="b(v) = Σ paths(s, t over v) / paths(s, t), divided by (n - 1)(n - 2) / 2",
        reference="Freeman 1977, Sociometry 40(1), 35-41",
        of="node",
        reads="nothing",
        two_mode_bias="Within a thing with many parties nobody stands between them, for all are tied: "
        "betweenness falls to those who link things.",
        smallest_n=3,
        function=betweenness,
        heavy=True,
        estimate="sampled_betweenness",
        takes=frozenset({"engine"}),
    ),
    Measure(
        name="sampled_betweenness",
        title="Betweenness, estimated",
        definition="Betweenness as the ways from 500 nodes, drawn at random, let it be estimated: for "
        "networks that are too large to walk between all pairs.",
        formula="b(v) ≈ (n - 1) / k · Σ paths(s, t over v) / paths(s, t) over the k nodes s that were drawn, "
        "divided by (n - 1)(n - 2)",
        reference="Brandes & Pich 2007, International Journal of Bifurcation and Chaos 17(7), 2303-2318",
        of="node",
        reads="nothing",
        two_mode_bias="Within a thing with many parties nobody stands between them, for all are tied: "
        "betweenness falls to those who link things.",
        smallest_n=3,
        function=sampled_betweenness,
        samples=SAMPLES,
        takes=frozenset({"seed"}),
    ),
    Measure(
        name="harmonic_closeness",
        title="Harmonic closeness",
        definition="How near a node is to all others; those out of reach add nothing.",
        formula="h(v) = Σ 1 / d(u, v)",
        reference="Marchiori & Latora 2000, Physica A 285, 539-546; Rochat 2009",
        of="node",
        reads="nothing",
        two_mode_bias="One thing with many parties puts each of them one step from all the others.",
        function=harmonic_closeness,
        heavy=True,
        takes=frozenset({"engine"}),
    ),
    Measure(
        name="closeness",
        title="Closeness",
        definition="The reciprocal of the mean distance to a node, times the share of nodes that reach it.",
        formula="c(v) = r / (n - 1) · r / Σ d(u, v) over the r nodes u that reach v",
        reference="Wasserman & Faust 1994, Social Network Analysis, p. 201",
        of="node",
        reads="nothing",
        two_mode_bias="One thing with many parties puts each of them one step from all the others.",
        function=closeness,
        heavy=True,
        takes=frozenset({"engine"}),
    ),
)
