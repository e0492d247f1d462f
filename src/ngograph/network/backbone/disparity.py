"""The disparity filter: ties that hold more of a node's strength than an even scatter would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from ngograph.errors import UnknownChoice
from ngograph.network.backbone.corrections import Correction, adjusted, require
from ngograph.network.backbone.ground import GraphLike, one_mode_of
from ngograph.network.backbone.values import Backbone, kept, ties_of
from ngograph.translation import sentence

if TYPE_CHECKING:
    from ngograph.network.matrices import Figures

Ends = Literal["either", "both"]


def disparity(
    network: GraphLike, alpha: float = 0.05, *, ends: Ends = "either", correction: Correction = "none"
) -> Backbone:
    """Return the ties that stand out among those of one of their nodes.

    For a node with k ties whose strengths add up to s, a tie of strength w has p = (1 − w/s)^(k−1): how
    likely it is to be as strong if s were cut into k parts at random (Serrano, Boguñá & Vespignani 2009). A
    node with one tie says nothing of it: its p is 1. In a directed network the ties that leave the one node
    and those that reach the other are looked at. Reads strength.

    Args:
        network: Weighted: where all ties are equally strong, none stands out.
        alpha: The level. Serrano and others turn it as the fineness of a sieve, uncorrected; so does this,
            unless a correction makes a test of it: each end with two ties or more is a test then.
        ends: Whether a tie has to stand out for `either` of its nodes (as in the paper), or for `both`.
        correction: `none`, `bonferroni`, `holm` or `bh`.

    Raises:
        UnknownChoice: There is no such correction, or nothing of the name in *ends*.
        NetworkError: *alpha* is not above 0 and at most 1, a strength is not above 0, or the network has two
            modes.
    """
    require(alpha, correction)
    if ends not in get_args(Ends):
        raise UnknownChoice("choice of ends", ends, get_args(Ends))
    found = one_mode_of(network)
    ties = ties_of(found.nodes, found.strength, directed=found.directed, weighting=found.weighting)
    leaving, arriving = found.strength, found.strength.T.tocsr()
    sides = []
    several = []
    for side, places in ((leaving, ties.rows), (arriving, ties.columns)):
        count = np.diff(side.indptr)[places]
        whole = side.sum(axis=1)[places]
        sides.append(np.where(count > 1, np.clip(1 - ties.strength / whole, 0, 1) ** (count - 1), 1.0))
        several.append(count > 1)
    tested = int(np.sum(several))
    p: Figures = np.concatenate(sides)
    after = adjusted(p, tested, correction).reshape(2, -1)
    of_both = np.min if ends == "either" else np.max
    notes = []
    if len(ties.rows) and not tested:
        notes.append(sentence("Too small to claim anything: no node has more than one tie."))
    return kept(
        ties,
        of_both(p.reshape(2, -1), axis=0),
        of_both(after, axis=0),
        method="disparity",
        alpha=alpha,
        correction=correction,
        tested=tested,
        notes=notes,
    )
