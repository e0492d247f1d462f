"""Which library reckons a heavy measure: all of them come to the same figures, to within 1e-9.

Every engine works in one thread. What two threads add up in turn differs in its last digits from run to run,
and a pool of threads does not outlive a fork.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from ngograph.errors import NetworkError, UnknownChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from ngograph.network.matrices import OneMode

ENGINES: Final = ("networkx", "scipy", "networkit", "rustworkx")

# Up to here networkx has done its work before another library is imported (networkit takes most of a second).
WORTH: Final = 400

# The fastest first, on ten thousand nodes with a hundred thousand ties. Betweenness along lengths needs an
# engine that follows them; rustworkx has no harmonic closeness.
OFFERS: Final = {
    "betweenness": ("networkit", "rustworkx", "scipy", "networkx"),
    "weighted betweenness": ("networkit", "networkx"),
    "closeness": ("networkit", "rustworkx", "scipy", "networkx"),
    "harmonic_closeness": ("networkit", "scipy", "networkx"),
    "pagerank": ("scipy", "networkit", "rustworkx", "networkx"),
}


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
    return _reckoned("betweenness", OFFERS[what], engine, ground, lengths)


def closeness(ground: OneMode, lengths: csr_array | None, engine: str) -> NDArray[np.float64]:
    """Return the closeness of each node to those that reach it, times the share of all that do."""
    return _reckoned("closeness", OFFERS["closeness"], engine, ground, lengths)


def harmonic_closeness(ground: OneMode, lengths: csr_array | None, engine: str) -> NDArray[np.float64]:
    """Return of each node the sum of the reciprocal distances from all others to it."""
    return _reckoned("harmonic_closeness", OFFERS["harmonic_closeness"], engine, ground, lengths)


def pagerank(ground: OneMode, damping: float, engine: str) -> NDArray[np.float64]:
    """Return the PageRank of each node by the strength of the ties; they sum to 1."""
    return _reckoned("pagerank", OFFERS["pagerank"], engine, ground, damping)


def _reckoned(
    what: str, offers: Sequence[str], engine: str, ground: OneMode, option: csr_array | float | None
) -> NDArray[np.float64]:
    taken = chosen(engine, offers, len(ground.nodes))
    figures: NDArray[np.float64] = getattr(import_module(f"{__name__}.by_{taken}"), what)(ground, option)
    return figures
