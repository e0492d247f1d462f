"""The stochastic degree sequence model: who shares more things than their degrees alone would bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.network.backbone.bicm import bicm
from ngograph.network.backbone.corrections import Correction, adjusted, among, reachable, require
from ngograph.network.backbone.ground import all_pairs, shared, two_mode_of
from ngograph.network.backbone.values import Backbone, kept
from ngograph.translation import sentence

if TYPE_CHECKING:
    from ngograph.network.backbone.bicm import Bicm
    from ngograph.network.backbone.values import Ties
    from ngograph.network.matrices import Figures, Numbers, TwoMode

# A network of more degrees than these is not small.
KINDS: Final = 100


def sdsm(network: TwoMode, alpha: float = 0.05, *, correction: Correction = "bh") -> Backbone:
    """Return the pairs of bodies that share more things than chance gives bodies of their degrees.

    In the model each tie comes with the chance that `bicm` gives it, so that every body and every thing has
    its degree on average (Neal 2014; with these chances Neal, Domagalski & Sagan 2021). The p of a pair that
    shares w things is P(X ≥ w), X the number of things with both: a sum of draws of unequal chances, whose
    tail is summed exactly (Poisson binomial).

    Args:
        network: Bodies and things; the ties of the backbone are as strong as the things shared are many.
        alpha: The level of significance.
        correction: `none`, `bonferroni`, `holm` or `bh`. A backbone is a screening of many ties, of which a
            known share may be false: so bh. All pairs of bodies are tests; a pair that shares nothing has a
            p of 1 and is not listed.

    Raises:
        UnknownChoice: There is no such correction.
        NetworkError: *alpha* is not above 0 and at most 1, the network has one mode, or its things have so
            many bodies that the pairs cannot be held.
    """
    require(alpha, correction)
    two = two_mode_of(network)
    ties = shared(two)
    model = bicm(two)
    p = _tails_of(ties, model)
    tested = all_pairs(len(two.bodies))
    after = adjusted(p, tested, correction)
    notes = []
    if len(p) and (after > alpha).all() and not _reachable(model, tested, alpha, correction):
        notes.append(
            sentence(
                "Too small to claim anything: with these degrees no pair could be significant at {alpha} "
                "among {tests}, were all things shared that can be.",
                alpha=alpha,
                tests=among(tested, correction),
            )
        )
    return kept(ties, p, after, method="sdsm", alpha=alpha, correction=correction, tested=tested, notes=notes)


def tails(chances: Figures, times: Numbers, most: int) -> Figures:
    """Return how likely at least 0, 1, … *most* of many draws succeed, a row for each row of *chances*.

    Draws of equal chances are one binomial; one after the other is added to what there is. Nothing is taken
    away from 1, so that a tail of 1e-30 is as exact as one of 0.3.

    Args:
        chances: Of each kind of draw (columns).
        times: How many draws there are of each kind.
        most: The highest count that is asked for, 1 or more.
    """
    from scipy.special import bdtrc, gammaln, xlog1py, xlogy  # noqa: PLC0415 - takes long to import, and most runs do without it

    below = np.zeros((len(chances), most))  # How likely just 0, 1, … are, most left out.
    below[:, 0] = 1
    reached = np.zeros((len(chances), 1))
    for chance, draws in zip(chances.T[..., None], times.tolist(), strict=True):
        counts = np.arange(min(most - 1, draws) + 1)
        ways = gammaln(draws + 1) - gammaln(counts + 1) - gammaln(draws - counts + 1)
        exactly = np.exp(ways + xlogy(counts, chance) + xlog1py(draws - counts, -chance))
        beyond = bdtrc(most - 1, draws, chance) if draws >= most else np.zeros_like(chance)
        # At least most, most − 1, … 1 of these draws, for what has 0, 1, … most − 1 already.
        enough = _from_above(beyond, np.pad(exactly, ((0, 0), (0, most - len(counts)))))[:, :-1]
        reached += (below * enough).sum(axis=1, keepdims=True)
        grown = below * exactly[:, :1]
        for more in counts[1:]:
            grown[:, more:] += below[:, :-more] * exactly[:, more : more + 1]
        below = grown
    return np.minimum(1, _from_above(reached, below)[:, ::-1])


def _from_above(beyond: Figures, exactly: Figures) -> Figures:
    """Return how likely each count or more is, from the count beyond the last down to 0."""
    return np.cumsum(np.concatenate([beyond, exactly[:, ::-1]], axis=1), axis=1)


def _tails_of(ties: Ties, model: Bicm) -> Figures:
    """Return the p of each pair; pairs of bodies of the same two degrees have the same chances."""
    ends = np.sort(np.stack([model.body_class[ties.rows], model.body_class[ties.columns]], axis=1), axis=1)
    wanted = ties.strength.astype(np.int64)
    p = np.empty(len(wanted))
    order = np.argsort(ends[:, 0], kind="stable")
    firsts, starts = np.unique(ends[order, 0], return_index=True)
    for first, places in zip(firsts, np.split(order, starts[1:]), strict=False):
        seconds, second = np.unique(ends[places, 1], return_inverse=True)
        most = int(wanted[places].max())
        p[places] = _tails(model, first, seconds, most)[second, wanted[places]]
    return p


def _tails(model: Bicm, one: int, others: Numbers, most: int) -> Figures:
    return tails(model.chances[one] * model.chances[others], np.bincount(model.thing_class), most)


def _reachable(model: Bicm, tested: int, alpha: float, correction: Correction) -> bool:
    """Whether a pair could be significant if the one of fewer things shared them all with the other."""
    degrees, sizes = model.body_degrees, np.bincount(model.body_class)
    if len(degrees) > KINDS:
        return True
    least, times = [], []
    for one in np.flatnonzero(degrees).tolist():
        others = np.arange(one, len(degrees))  # Those of as many things or fewer.
        tail = _tails(model, one, others, int(degrees[one]))
        least.append(tail[np.arange(len(others)), degrees[others]])
        times.append(np.where(others == one, (sizes[one] - 1) / 2, sizes[others]) * sizes[one])
    some = np.concatenate(times) > 0
    return reachable(np.concatenate(least)[some], np.concatenate(times)[some], tested, alpha, correction)
