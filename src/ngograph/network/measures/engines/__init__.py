"""Which library reckons a heavy measure: all of them come to the same figures, to within 1e-9.

Every engine works in one thread. What two threads add up in turn differs in its last digits from run to run,
and a pool of threads does not outlive a fork.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csgraph

from ngograph.errors import NetworkError, UnknownChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ngograph.network.matrices import OneMode

ENGINES: Final = ("networkx", "scipy", "networkit", "rustworkx")

# Up to here networkx takes about a second, and another library some of that to be imported.
WORTH: Final = 400

# The fastest first, in one thread on thousands of nodes with seven times as many ties. Betweenness along
# lengths needs an engine that follows them; rustworkx has no harmonic closeness.
OFFERS: Final = {
    "betweenness": ("scipy", "rustworkx", "networkit", "networkx"),
    "weighted betweenness": ("networkit", "networkx"),
    "closeness": ("networkit", "scipy", "rustworkx", "networkx"),
    "harmonic_closeness": ("scipy", "networkit", "networkx"),
    "pagerank": ("scipy", "networkit", "rustworkx", "networkx"),
}

# Steps from the middle to the margin beyond which scipy, that touches every node at every step, falls behind.
_DEEP: Final = 50


def chosen(engine: str, offers: Sequence[str], nodes: int) -> str:
    """Return which of the engines on offer to take.

    Args:
        engine: One of `ENGINES`; or `auto`: networkx where it is on offer and the network is small, else the
            first on offer that is installed.
        offers: The engines that have the measure, the fastest first.
        nodes: The size of the network.

    Raises:
        UnknownChoice: There is no such engine.
        NetworkError: It is not installed, or does not have the measure.
    """
    if engine == "auto":
        if nodes <= WORTH and "networkx" in offers:
            return "networkx"
        return next(one for one in offers if find_spec(one))
    known(engine)
    if engine not in offers:
        raise NetworkError(f"expected an engine that has this measure ({', '.join(offers)}), found {engine}")
    return engine


def known(engine: str) -> None:
    """Refuse an engine that is not there.

    Raises:
        UnknownChoice: There is no such engine.
        NetworkError: It is not installed.
    """
    if engine not in ("auto", *ENGINES):
        raise UnknownChoice("engine", engine, ("auto", *ENGINES))
    if engine != "auto" and not find_spec(engine):
        raise NetworkError(f"expected {engine} to be installed, found it is not: pip install ngograph[fast]")


def betweenness(ground: OneMode, lengths: csr_array | None, engine: str) -> NDArray[np.float64]:
    """Return of each node the shares of shortest paths between others that lead over it, raw.

    Args:
        ground: The network; a pair without direction counts once.
        lengths: The length of each tie; None makes all of them 1.
        engine: See `chosen`.
    """
    what = "betweenness" if lengths is None else "weighted betweenness"
    return _walked("betweenness", OFFERS[what], engine, ground, lengths)


def betweenness_from(ground: OneMode, starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what the ways from the nodes numbered *starts* give to the raw betweenness of each node."""
    walker = "networkx" if _deep(ground) else "scipy"
    found: NDArray[np.float64] = import_module(f"{__name__}.by_{walker}").betweenness_from(ground, starts)
    return found


def closeness(ground: OneMode, lengths: csr_array | None, engine: str) -> NDArray[np.float64]:
    """Return the closeness of each node to those that reach it, times the share of all that do."""
    return _walked("closeness", OFFERS["closeness"], engine, ground, lengths)


def harmonic_closeness(ground: OneMode, lengths: csr_array | None, engine: str) -> NDArray[np.float64]:
    """Return of each node the sum of the reciprocal distances from all others to it."""
    return _walked("harmonic_closeness", OFFERS["harmonic_closeness"], engine, ground, lengths)


def pagerank(ground: OneMode, damping: float, engine: str) -> NDArray[np.float64]:
    """Return the PageRank of each node by the strength of the ties; they sum to 1."""
    return _reckoned("pagerank", OFFERS["pagerank"], engine, ground, damping)


def _walked(
    what: str, offers: Sequence[str], engine: str, ground: OneMode, lengths: csr_array | None
) -> NDArray[np.float64]:
    if engine == "auto" and len(ground.nodes) > WORTH and _deep(ground):
        offers = [one for one in offers if one != "scipy"]
    return _reckoned(what, offers, engine, ground, lengths)


def _deep(ground: OneMode) -> bool:
    hub = int(np.argmax(np.diff(ground.strength.indptr)))
    steps = csgraph.dijkstra(ground.strength, directed=ground.directed, indices=[hub], unweighted=True)
    return bool(steps[np.isfinite(steps)].max() > _DEEP)


def _reckoned(
    what: str, offers: Sequence[str], engine: str, ground: OneMode, option: csr_array | float | None
) -> NDArray[np.float64]:
    taken = chosen(engine, offers, len(ground.nodes))
    figures: NDArray[np.float64] = getattr(import_module(f"{__name__}.by_{taken}"), what)(ground, option)
    return figures
