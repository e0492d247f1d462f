"""From two kinds of node to one: organisations tied by the things they share, one function a way of weighing.

    a ── project ── b         a ══ b
    a ── event ─┬── b    →     ╲  ╱
                └── c            c

All are B·D·Bᵀ for the incidence matrix B and a diagonal D of what each thing gives to each pair of its k
parties. Every one of them turns a thing of k parties into k(k-1)/2 ties, so that clustering is high by the
way of making alone; a thing's own parties can be seen only in two modes. A body that shares no thing with
another stays, as a node without a tie: that it works alone is something to know, and shares and densities
count it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from ngograph.errors import UnknownChoice
from ngograph.network.matrices import Incidence, OneMode, incidence
from ngograph.network.multiplying import product

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ngograph.network.matrices import TwoMode


def project(tm: TwoMode, weight: str = "newman") -> OneMode:
    """Return the organisations of *tm*, tied where they share a thing, weighed in the way called *weight*.

    Args:
        tm: Two modes, or what `incidence` makes them of; a network is taken by its ties from a body to a
            thing.
        weight: One of `WEIGHTS`: the function of that name says what its strength means.

    Raises:
        UnknownChoice: No way of weighing is called so.
    """
    if weight not in WEIGHTS:
        raise UnknownChoice("projection", weight, tuple(WEIGHTS))
    return WEIGHTS[weight](tm)


def count(tm: TwoMode) -> OneMode:
    """How many things two organisations share: B·Bᵀ.

        three projects together: 3, whether two take part in each or two hundred

    Strength: a number of things, whole. Bias: one conference of two hundred ties each of them to 199 as
    firmly as an agreement of two does; big gatherings rule the picture.

    Reference: Breiger, R. L. (1974). The duality of persons and groups. Social Forces 53(2), 181-190.
    """
    found = _two(tm)
    return OneMode(found.bodies, product(found.matrix, found.matrix), weighting="count")


def newman(tm: TwoMode) -> OneMode:
    """Things shared, each divided among the others in it: the sum of 1/(k-1) over the things of k parties.

        a thing of two: 1; of three: 1/2 to each pair; of eleven: 1/10

    Each party of a thing has as much as one tie from it, divided evenly: a node's strength (the sum of its
    ties) is the number of its things that have two parties or more. Things of one party give nothing. Bias:
    takes all others in a thing as equally close; a large activity in which two did all the work counts little
    for them. The fractional counting of Perianes-Rodriguez, Waltman and van Eck (2016) is the same for
    undirected ties.

    Reference: Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E 64, 016132,
    equation 2.
    """
    found = _two(tm)
    parties = _parties(found)
    return _weighed(found, np.where(parties > 1, 1 / np.maximum(parties - 1, 1), 0), "newman")


def fractional(tm: TwoMode) -> OneMode:
    """Shares of things: every party holds 1/k of a thing, a tie is the product of shares: the sum of 1/k².

        a thing of two: 1/4; of three: 1/9; of ten: 1/100

    Every thing counts as one altogether, over all ordered pairs of its parties, each with itself among them
    (which is left out of the network): (B·K⁻¹)·(B·K⁻¹)ᵀ, K the numbers of parties. Bias: strongest against
    large things; a node's strength is the sum of (k-1)/k² and falls with the size of what it takes part in.

    Reference: Batagelj, V., Cerinšek, M. (2013). On bibliographic networks. Scientometrics 96, 845-864, the
    third co-authorship network, Ct.
    """
    found = _two(tm)
    return _weighed(found, 1 / np.maximum(_parties(found), 1) ** 2, "fractional")


def jaccard(tm: TwoMode) -> OneMode:
    """How alike two organisations are by their things: those they share among those that either has.

        a in 1, 2, 3; b in 2, 3, 4: two shared of four: 1/2

    Strength: from 0 to 1; 1 if all things of both are the same. Bias: two that share their only thing are
    tied as firmly as can be; a body with many things is close to nobody. A measure of likeness, not of
    quantity.

    Reference: Jaccard, P. (1901). Étude comparative de la distribution florale dans une portion des Alpes et
    du Jura. Bulletin de la Société vaudoise des sciences naturelles 37, 547-579.
    """
    found = _two(tm)
    shared = product(found.matrix, found.matrix)
    has = found.matrix.sum(axis=1)
    either = np.repeat(has, np.diff(shared.indptr)) + has[shared.indices]
    shared.data = shared.data / (either - shared.data)
    return OneMode(found.bodies, shared, weighting="jaccard")


WEIGHTS: Final[Mapping[str, Callable[[TwoMode], OneMode]]] = {
    "newman": newman,
    "count": count,
    "fractional": fractional,
    "jaccard": jaccard,
}


def _two(tm: TwoMode) -> Incidence:
    return incidence(tm)


def _parties(tm: Incidence) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how many bodies each thing has: k."""
    return np.bincount(tm.matrix.indices, minlength=len(tm.things)).astype(float)


def _weighed(tm: Incidence, gives: np.ndarray[tuple[int], np.dtype[np.float64]], weighting: str) -> OneMode:
    ties = tm.matrix
    given = csr_array((ties.data * gives[ties.indices], ties.indices, ties.indptr), ties.shape)
    return OneMode(tm.bodies, product(given, ties), weighting=weighting)
