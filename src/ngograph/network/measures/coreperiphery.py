"""Whether a network has a core that is tied to all and a periphery that is tied to the core only."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.network.measures.connection import both_ways
from ngograph.network.measures.engines.by_scipy import pattern
from ngograph.network.measures.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ngograph.network.matrices import Graph, OneMode

    Whole = NDArray[np.int64]

_STARTS: Final = 20  # sizes of the core from which to look for better ones
_SWAPS_UP_TO: Final = 2000  # nodes; beyond them a table of all swaps is too large, and the greedy core stands


@dataclass(frozen=True)
class CorePeriphery:
    """The best division of a network into a core and a periphery.

    Attributes:
        core: IRIs of the nodes in the core, sorted.
        fit: Correlation of the ties with those of the ideal, from -1 to 1; None where there is nothing to
            divide: fewer than three nodes, no ties, or all of them.
    """

    core: tuple[str, ...]
    fit: float | None


def core_periphery(network: OneMode | Graph) -> CorePeriphery:
    """Return the core whose ideal the ties fit best: every pair tied of which one is in the core, no other.

    The fit is Pearson's correlation over all pairs between being tied and being tied in the ideal. Reads only
    whether there is a tie, direction aside. Borgatti, S. P., Everett, M. G. (1999), Models of core/periphery
    structures. Social Networks 21(4), 375-395, formulas 1 and 2.

    No quick way is known to the very best core. Two of each size are tried, one that grows by whoever has
    most ties to those outside, one that leaves those outside who have fewest ties to each other, equal ones
    by their IRIs; those that fit best are bettered by swaps until none helps.
    """
    ground = both_ways(network)
    ties = pattern(ground)
    size, held = len(ground.nodes), ties.nnz // 2
    if size < 3 or not 0 < held < size * (size - 1) // 2:
        return CorePeriphery((), None)
    best, fit = np.zeros(0, dtype=np.int64), -2.0
    for grows in (True, False):
        order = _order(ties, grows=grows)
        for core, found in _cores(ties, order):
            if found > fit + 1e-12:
                best, fit = core, found
    return CorePeriphery(tuple(ground.nodes[one] for one in np.sort(best)), fit)


def core_periphery_fit(network: OneMode | Graph) -> float | None:
    """Return how well the ties fit the best core and periphery; see `core_periphery`."""
    return core_periphery(network).fit


def _fit(hits: Whole, core: Whole, held: int, size: int) -> NDArray[np.float64]:
    """The correlation of two patterns of 0 and 1 over all pairs, of which *hits* are 1 in both."""
    pairs = size * (size - 1) / 2
    ideal = pairs - (size - core) * (size - core - 1) / 2
    fits: NDArray[np.float64] = (pairs * hits - held * ideal) / np.sqrt(
        held * (pairs - held) * ideal * (pairs - ideal)
    )
    return fits


def _cores(ties: csr_array, order: Whole) -> Iterator[tuple[Whole, float]]:
    """Cores that begin in *order*, of the sizes that fit best, with their fits."""
    size, held = ties.shape[0], ties.nnz // 2
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    rows, columns = ties.tocoo().coords
    # A tie touches the core from when the first of its ends is in it; each is stored twice.
    touched = np.cumsum(np.bincount(np.minimum(rank[rows], rank[columns]), minlength=size)) // 2
    sizes = np.arange(1, size - 1)
    fits = _fit(touched[sizes - 1], sizes, held, size)
    if size > _SWAPS_UP_TO:
        first = int(np.argmax(fits))
        yield order[: sizes[first]], float(fits[first])
        return
    for count in sizes[np.argsort(-fits, kind="stable")][:_STARTS]:
        core, hits = _bettered(ties, order[:count])
        yield core, float(_fit(np.array(hits), np.array(count), held, size))


def _order(ties: csr_array, *, grows: bool) -> Whole:
    """The nodes from the core outwards.

    Either the core grows by whoever has most ties to those outside, or the periphery by whoever has fewest
    ties within it.
    """
    degrees = np.diff(ties.indptr).tolist()
    joined = [0] * len(degrees)  # ties to those that are in order already

    def turn(node: int) -> tuple[int, int, int]:
        return (joined[node] - degrees[node], 0, node) if grows else (joined[node], degrees[node], node)

    heap = [turn(node) for node in range(len(degrees))]
    heapify(heap)
    order: dict[int, None] = {}
    while heap:
        entry = heappop(heap)
        node = entry[-1]
        if node in order or entry != turn(node):
            continue
        order[node] = None
        for other in ties.indices[ties.indptr[node] : ties.indptr[node + 1]].tolist():
            if other not in order:
                joined[other] += 1
                heappush(heap, turn(other))
    outwards = np.array(list(order))
    return outwards if grows else outwards[::-1]


def _bettered(ties: csr_array, core: Whole) -> tuple[Whole, int]:
    """Swap a node of the core for one outside while that makes it touch more ties; how many in the end."""
    inside = np.zeros(ties.shape[0], dtype=bool)
    inside[core] = True
    while True:
        outward = np.asarray(ties @ (~inside).astype(float))
        ins, outs = np.flatnonzero(inside), np.flatnonzero(~inside)
        between = ties[ins][:, outs].toarray()
        gains = outward[outs] + between - outward[ins][:, None]
        best = int(np.argmax(gains))
        if gains.flat[best] <= 0:
            return ins, (ties.nnz - int(outward[outs].sum())) // 2
        one, other = divmod(best, len(outs))
        inside[ins[one]], inside[outs[other]] = False, True


CORE_PERIPHERY: Final = (
    Measure(
        name="core_periphery_fit",
        title="Core-periphery fit",
        definition="How well a core that is tied to all and a periphery tied to the core only describe it.",
        formula="max over cores of the correlation of the ties with the ideal's",
        reference="Borgatti & Everett 1999, Social Networks 21(4), 375-395",
        of="network",
        reads="nothing",
        two_mode_bias="The parties of one large thing look like a core, for they are a clique.",
        smallest_n=3,
        function=core_periphery_fit,
    ),
)
