"""The fixed degree sequence model: who shares more things than in other networks of exactly these degrees."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from ngograph.errors import NetworkError
from ngograph.network.backbone.corrections import Correction, adjusted, among, require
from ngograph.network.backbone.ground import all_pairs, shared, two_mode_of
from ngograph.network.backbone.values import Backbone, kept
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from ngograph.network.backbone.values import Ties
    from ngograph.network.matrices import Incidence, TwoMode

# So many trades of things take minutes, and so do twenty times as many comparisons of pairs.
TRADES: Final = 20_000_000
COMPARISONS: Final = 20 * TRADES
# After so many trades a body the next network has little of the one before.
MIXING: Final = 5


def fdsm(
    network: TwoMode,
    alpha: float = 0.05,
    *,
    samples: int = 1000,
    seed: int = 0,
    correction: Correction = "bh",
) -> Backbone:
    """Return the pairs of bodies that share more things than in random networks of the same degrees.

    The networks are drawn by curveball trades: two bodies put together the things that one of them alone
    has, and share them out anew (Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz 2014); each network
    with these degrees comes equally often (Carstens 2015). The p of a pair that shares w things is
    (1 + networks in which it shares w or more) / (1 + networks): never 0 (Phipson & Smyth 2010).

    Args:
        network: Bodies and things; the ties of the backbone are as strong as the things shared are many.
        alpha: The level of significance.
        samples: How many random networks to draw. No p is less than 1 / (1 + samples).
        seed: The same seed gives the same networks.
        correction: `none`, `bonferroni`, `holm` or `bh`; all pairs of bodies are tests, as for `sdsm`.

    Raises:
        UnknownChoice: There is no such correction.
        NetworkError: *alpha* is not above 0 and at most 1, *samples* is not above 0, the network has one
            mode, or it would take so many trades that the end cannot be waited for: take sdsm then.
    """
    require(alpha, correction)
    two = two_mode_of(network)
    if samples < 1:
        raise NetworkError(f"expected one random network or more, found {samples}")
    ties = shared(two)
    _require_few(two, ties, samples)
    p = (1 + _as_many(two, ties, samples, seed)) / (1 + samples)
    tested = all_pairs(len(two.bodies))
    return kept(
        ties,
        p,
        adjusted(p, tested, correction),
        method="fdsm",
        alpha=alpha,
        correction=correction,
        tested=tested,
        notes=_notes(len(p), samples, alpha, tested, correction),
    )


def _require_few(two: Incidence, ties: Ties, samples: int) -> None:
    """Refuse what cannot be waited for."""
    pairs = len(ties.rows)
    if samples * MIXING * len(two.bodies) > TRADES or samples * pairs > COMPARISONS:
        raise NetworkError(
            f"expected a network of which {samples} random ones can be drawn in minutes, found one of "
            f"{len(two.bodies)} bodies with {pairs} pairs: draw fewer, or take sdsm"
        )


def _as_many(two: Incidence, ties: Ties, samples: int, seed: int) -> NDArray[np.int64]:
    """Return in how many random networks each pair shares as many things as here, or more."""
    found = np.zeros(len(ties.rows), dtype=np.int64)
    for drawn in _networks(two, samples if len(found) else 0, seed):
        overlap = (drawn @ drawn.T)[ties.rows, ties.columns]
        found += np.asarray(overlap) >= ties.strength
    return found


def _notes(pairs: int, samples: int, alpha: float, tested: int, correction: Correction) -> list[str]:
    """Return what is to be said where not even the least p that can come would be significant."""
    least = adjusted(np.full(pairs, 1 / (1 + samples)), tested, correction)
    if not pairs or least.min() <= alpha:
        return []
    return [
        sentence(
            "Too few random networks to claim anything: {samples} allow no p below {least:.2g}, which is "
            "not significant at {alpha} among {tests}: draw more.",
            samples=samples,
            least=1 / (1 + samples),
            alpha=alpha,
            tests=among(tested, correction),
        )
    ]


def _networks(two: Incidence, samples: int, seed: int) -> Iterator[csr_array]:
    """Give networks of the same degrees, each so many trades from the one before that it has little of it."""
    draw = Random(seed).random
    starts = two.matrix.indptr
    held = [set(things.tolist()) for things in np.split(two.matrix.indices, starts[1:-1])]
    for _ in range(samples):
        for _ in range(MIXING * len(held)):
            one, other = int(draw() * len(held)), int(draw() * (len(held) - 1))
            _trade(held, one, other + (other >= one), draw)
        columns = np.fromiter((thing for things in held for thing in things), np.int64, int(starts[-1]))
        yield csr_array((np.ones(len(columns), dtype=np.int64), columns, starts), shape=two.matrix.shape)


def _trade(held: list[set[int]], one: int, other: int, draw: Callable[[], float]) -> None:
    mine, theirs = held[one] - held[other], held[other] - held[one]
    if mine and theirs:
        pool = sorted(mine | theirs)
        pool.sort(key=lambda _: draw())  # A shuffle, in half the time of random.shuffle.
        both = held[one] & held[other]
        held[one], held[other] = both | set(pool[: len(mine)]), both | set(pool[len(mine) :])
