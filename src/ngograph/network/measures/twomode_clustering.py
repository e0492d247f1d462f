"""How far a two-mode network closes in cycles, beyond the cliques that its things make of their own parties.

Projected to one mode, a thing of k parties is a clique of k, so that clustering is high whoever takes part in
what. These coefficients stay in two modes. They read only whether there is a tie, and are None where nothing
could close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array

from ngograph.errors import UnknownChoice
from ngograph.network.matrices import incidence
from ngograph.network.measures.measure import Measure
from ngograph.network.measures.triads import ends, over, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ngograph.network.matrices import TwoMode
    from ngograph.network.measures.measure import Figure

    Numbers: TypeAlias = NDArray[np.int64]

Kind = Literal["body", "thing"]


def robins_alexander_clustering(network: TwoMode) -> float | None:
    """Return how many of the paths of three ties a fourth closes: how often two that meet once meet again.

        4 · cycles of four ties / paths of three ties

    Robins, G., Alexander, M. (2004), Small worlds among interlocking directors: network structure and
    distance in bipartite graphs. Computational & Mathematical Organization Theory 10(1), 69-94.
    """
    ties = present(incidence(network).matrix)
    rows, columns = _sums(ties), _sums(csr_array(ties.T))
    source, target = ends(ties)
    paths = int(((rows[source] - 1) * (columns[target] - 1)).sum())
    # Two of either kind can be opposite corners of a cycle: the kind with less in common is less work.
    shared = _shared(ties if (columns**2).sum() <= (rows**2).sum() else csr_array(ties.T))
    return int((shared.data * (shared.data - 1)).sum()) / paths if paths else None


def opsahl_clustering(network: TwoMode, *, kind: Kind = "body") -> float | None:
    """Return how often three that two things join in a row are joined by a third thing too.

        closed paths of four ties / paths of four ties, i - p - j - q - k with five different nodes

    A path is closed when a third thing, neither p nor q, ties i and k. Opsahl, T. (2013), Triadic closure in
    two-mode networks: redefining the global and local clustering coefficients. Social Networks 35, 159-167.

    Args:
        network: Of two kinds of node.
        kind: Which of them i, j and k are: bodies, or things that share bodies.
    """
    _, every, open_ = _paths(network, kind)
    total = int(every.sum())
    return 1 - int(open_.sum()) / total if total else None


def opsahl_local_clustering(network: TwoMode, *, kind: Kind = "body") -> dict[str, Figure]:
    """Return for each node of one kind which share of the paths of four ties about it are closed.

    As in `opsahl_clustering`, of the paths with the node in the middle, j. Opsahl 2013.

    Args:
        network: Of two kinds of node.
        kind: Of which kind: bodies, or things.
    """
    nodes, every, open_ = _paths(network, kind)
    return {
        node: 1 - missing / paths if paths else None
        for node, paths, missing in zip(nodes, every.tolist(), open_.tolist(), strict=True)
    }


def latapy_clustering(network: TwoMode) -> dict[str, Figure]:
    """Return how much each node has in common with those of its kind with whom it shares anything at all.

        cc(u) = mean over v of |N(u) ∩ N(v)| / |N(u) ∪ N(v)|, over the v that share a neighbour with u

    The pairwise coefficient cc•, averaged. Latapy, M., Magnien, C., Del Vecchio, N. (2008), Basic notions for
    the analysis of large two-mode networks. Social Networks 30(1), 31-48.
    """
    two = incidence(network)
    ties = present(two.matrix)
    found: dict[str, Figure] = {}
    for nodes, own in ((two.bodies, ties), (two.things, csr_array(ties.T))):
        shared, degree = _shared(own), _sums(own)
        one, other = ends(shared)
        overlap = np.bincount(one, shared.data / (degree[one] + degree[other] - shared.data), len(nodes))
        others = np.diff(shared.indptr)
        found |= {
            node: total / count if count else None
            for node, total, count in zip(nodes, overlap.tolist(), others.tolist(), strict=True)
        }
    return found


def _sums(matrix: csr_array) -> Numbers:
    return np.asarray(matrix.sum(axis=1), dtype=np.int64)


def _shared(ties: csr_array) -> csr_array:
    """How many columns each two rows have in common; nothing on the diagonal."""
    shared = csr_array(ties @ ties.T - diags_array(_sums(ties), dtype=np.int64))
    shared.eliminate_zeros()
    shared.sort_indices()
    return shared


def _paths(network: TwoMode, kind: Kind) -> tuple[Sequence[str], Numbers, Numbers]:
    """The nodes of one kind, the paths i - p - j - q - k about each as j, and those of them that are open.

    A path can be open in three ways: i and k share nothing; they share one thing, which is p or q; they share
    two, which are p and q. Each way is counted for all j at once.
    """
    two = incidence(network)
    if kind not in get_args(Kind):
        raise UnknownChoice("kind of node", kind, get_args(Kind))
    ties = present(two.matrix if kind == "body" else csr_array(two.matrix.T))
    shared = _shared(ties)
    some, size = present(shared), _sums(csr_array(ties.T))
    pairs = _sums(shared) ** 2 - _sums(csr_array(shared.power(2)))
    every = pairs - ties @ ((size - 1) * (size - 2))
    nothing = pairs - _sums(csr_array(over(shared, some, shared).multiply(shared)))
    # The one thing of i and k is p, and q any other of j and k; or the other way round, with i and k.
    alone = over(_exactly(shared, 1), ties, ties)
    further = csr_array(shared - some)
    one = 2 * _sums(csr_array(over(ties, csr_array(alone.T), further).multiply(further)))
    return (two.bodies if kind == "body" else two.things), every, nothing + one + _by_both(ties, shared)


def _by_both(ties: csr_array, shared: csr_array) -> Numbers:
    """The paths about each j by both things that i and k share: two orders of the things, two of i and k."""
    two = _exactly(shared, 2)
    i, k = ends(two)
    once = i < k
    both = csr_array(ties[i[once]].multiply(ties[k[once]]))
    both.sort_indices()
    first, second = both.indices.reshape(-1, 2).T
    shape = (ties.shape[1], ties.shape[1])
    pairs = csr_array(coo_array((np.ones(len(first), dtype=np.int64), (first, second)), shape=shape))
    # Whoever has both things is about such a path, save i and k themselves.
    return 4 * (_sums(over(ties, pairs, ties)) - _sums(two))


def _exactly(shared: csr_array, number: int) -> csr_array:
    """One where *shared* is *number*, and nothing elsewhere."""
    found = shared.copy()
    found.data = (found.data == number).astype(np.int64)
    return present(found)


TWO_MODE_CLUSTERINGS: Final = (
    Measure(
        name="robins_alexander_clustering",
        title="Clustering in two modes (Robins & Alexander)",
        definition="How often two that meet in one thing meet in another too.",
        formula="4 · cycles of four ties / paths of three ties",
        reference="Robins & Alexander 2004, Computational & Mathematical Organization Theory 10(1), 69-94",
        of="network",
        reads="nothing",
        two_mode_bias="",
        mode="two-mode",
        smallest_n=4,
        function=robins_alexander_clustering,
    ),
    Measure(
        name="opsahl_clustering",
        title="Clustering in two modes (Opsahl)",
        definition="How often three bodies that two things join in a row are joined by a third thing too.",
        formula="closed paths of four ties / paths of four ties, between bodies",
        reference="Opsahl 2013, Social Networks 35(2), 159-167",
        of="network",
        reads="nothing",
        two_mode_bias="",
        mode="two-mode",
        smallest_n=5,
        function=opsahl_clustering,
    ),
    Measure(
        name="opsahl_local_clustering",
        title="Local clustering in two modes (Opsahl)",
        definition="How often two whom a body joins, by a thing with each, share a third thing.",
        formula="closed paths of four ties about a body / paths of four ties about it",
        reference="Opsahl 2013, Social Networks 35(2), 159-167",
        of="node",
        reads="nothing",
        two_mode_bias="",
        mode="two-mode",
        smallest_n=5,
        function=opsahl_local_clustering,
    ),
    Measure(
        name="latapy_clustering",
        title="Overlap in two modes (Latapy)",
        definition="How much of what a node is tied to it shares with each with whom it shares anything.",
        formula="mean over v of |N(u) ∩ N(v)| / |N(u) ∪ N(v)|, over the v with a neighbour of u",
        reference="Latapy, Magnien & Del Vecchio 2008, Social Networks 30(1), 31-48",
        of="node",
        reads="nothing",
        two_mode_bias="",
        mode="two-mode",
        smallest_n=3,
        function=latapy_clustering,
    ),
)
