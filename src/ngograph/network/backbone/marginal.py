"""The marginal likelihood filter: ties stronger than the strengths of their two nodes account for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.errors import NetworkError
from ngograph.network.backbone.corrections import Correction, adjusted, among, reachable, require
from ngograph.network.backbone.ground import GraphLike, all_pairs, one_mode_of
from ngograph.network.backbone.values import Backbone, kept, ties_of
from ngograph.translation import sentence

if TYPE_CHECKING:
    from ngograph.network.matrices import Figures, OneMode

# Beyond so many kinds of pairs a network is not small.
KINDS: Final = 4_000_000


def marginal_likelihood(
    network: GraphLike, alpha: float = 0.05, *, correction: Correction = "bh"
) -> Backbone:
    """Return the ties that the strengths of their nodes do not explain.

    If all T units of strength fell on pairs of nodes by chance, each node in proportion to its strength, a
    unit would fall on the nodes i and j with π = s_i·s_j / (2T²), and on the tie from i to j of a directed
    network with π = out_i·in_j / T². The p of a tie of strength w is P(X ≥ w), X binomial with T draws of π
    (Dianati 2016). Reads strength.

    Args:
        network: Its strengths are counts, as of things that two bodies share.
        alpha: The level of significance.
        correction: `none`, `bonferroni`, `holm` or `bh`. A backbone is a screening of many ties, of which a
            known share may be false: so bh. All pairs of nodes that have ties are tests, those without a tie
            between them with a p of 1.

    Raises:
        UnknownChoice: There is no such correction.
        NetworkError: *alpha* is not above 0 and at most 1, a strength is not a whole number above 0, or the
            network has two modes.
    """
    require(alpha, correction)
    found = one_mode_of(network)
    ties = ties_of(found.nodes, found.strength, directed=found.directed, weighting=found.weighting)
    broken = ties.strength[ties.strength != np.round(ties.strength)]
    if len(broken):
        raise NetworkError(
            f"expected strengths that are counts, found {broken[0]:g}: project the network by count"
        )
    leaving, arriving = _sums(found)
    total = ties.strength.sum()
    p = _tail(ties.strength, leaving[ties.rows], arriving[ties.columns], total, found.directed)
    tested = _tests(leaving, arriving, found.directed)
    after = adjusted(p, tested, correction)
    notes = []
    if len(p) and (after > alpha).all() and not _reachable(found, total, tested, alpha, correction):
        notes.append(
            sentence(
                "Too small to claim anything: with these strengths no tie could be significant at {alpha} "
                "among {tests}, however strong.",
                alpha=alpha,
                tests=among(tested, correction),
            )
        )
    return kept(
        ties,
        p,
        after,
        method="marginal_likelihood",
        alpha=alpha,
        correction=correction,
        tested=tested,
        notes=notes,
    )


def _sums(network: OneMode) -> tuple[Figures, Figures]:
    """Return how much strength leaves each node, and how much reaches it."""
    matrix = network.strength
    return np.asarray(matrix.sum(axis=1), dtype=float), np.asarray(matrix.sum(axis=0), dtype=float)


def _tail(strength: Figures, one: Figures, other: Figures, total: float, directed: bool) -> Figures:
    """Return P(X ≥ w), the incomplete beta function I_π(w, T − w + 1), which needs no scipy.stats."""
    from scipy.special import betainc  # noqa: PLC0415 - takes long to import, and most runs do without it

    chance = one * other / (total**2 if directed else 2 * total**2)
    return np.asarray(betainc(strength, total - strength + 1, chance))


def _tests(leaving: Figures, arriving: Figures, directed: bool) -> int:
    if directed:
        return int(np.count_nonzero(leaving)) * int(np.count_nonzero(arriving)) - int(
            np.count_nonzero((leaving > 0) & (arriving > 0))
        )
    return all_pairs(int(np.count_nonzero(leaving)))


def _reachable(network: OneMode, total: float, tested: int, alpha: float, correction: Correction) -> bool:
    """Whether a tie could be significant if it held all the strength of its weaker node."""
    (leaving, of_leaving), (arriving, of_arriving) = (
        np.unique(sums, return_counts=True) for sums in _sums(network)
    )
    if len(leaving) * len(arriving) > KINDS:
        return True
    one, other = (grid.ravel() for grid in np.meshgrid(leaving, arriving, indexing="ij"))
    times = np.outer(of_leaving, of_arriving).astype(float)
    if not network.directed:  # Each pair stands there twice, and each node with itself.
        times = (times - np.diag(of_leaving)) / 2
    some = (times.ravel() > 0) & (one > 0) & (other > 0)
    least = _tail(np.minimum(one, other), one, other, total, network.directed)
    return reachable(least[some], times.ravel()[some], tested, alpha, correction)
