"""What a backbone is: the ties that stand out against chance, with what each was tested by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csr_array

from ngograph.network.backbone.corrections import Correction, among
from ngograph.network.matrices import OneMode
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ngograph.network.matrices import Figures, Numbers


@dataclass(frozen=True, eq=False)
class Backbone:
    """The ties of a network that a model of chance does not explain.

    Attributes:
        network: All nodes, and the ties that were kept, with the strength they had.
        pairs: For each tie there was the numbers of its two nodes, a row each: from and to in a directed
            network, else the lesser number first; sorted.
        strength: How strong each of them is.
        p: For each of them how likely the model makes a tie at least as strong.
        adjusted: The same after the correction; kept are the ties whose figure is at most *alpha*.
        method: The name of the model.
        alpha: The level of significance.
        correction: How the figures were adjusted for being many.
        tested: How many tests they were adjusted for.
        notes: What a reader has to know, in sentences.
    """

    network: OneMode
    pairs: Numbers
    strength: Figures
    p: Figures
    adjusted: Figures
    method: str
    alpha: float
    correction: Correction
    tested: int
    notes: tuple[str, ...]

    @property
    def kept(self) -> int:
        """How many ties were kept."""
        return int((self.adjusted <= self.alpha).sum())

    @cached_property
    def pvalues(self) -> Mapping[tuple[str, str], float]:
        """For each tie there was, by the IRIs of its nodes in the order of *pairs*, its *p*."""
        nodes = self.network.nodes
        return {
            (nodes[one], nodes[other]): p
            for (one, other), p in zip(self.pairs.tolist(), self.p.tolist(), strict=True)
        }

    def of(self, network: OneMode) -> OneMode:
        """Return the ties of *network* that were kept, as strong as they are there.

        Args:
            network: Over the same nodes, such as the projection that was tested, weighed in another way.
        """
        there = self.network.strength.astype(bool)
        return replace(network, strength=csr_array(network.strength.multiply(there)))

    def rows(self) -> Iterator[dict[str, str | float | bool]]:
        """Give one mapping a tie: `source`, `target`, `strength`, `p`, `adjusted`, `kept` (true or false)."""
        figures = (self.strength.tolist(), self.p.tolist(), self.adjusted.tolist())
        for (source, target), strength, p, adjusted in zip(self.pvalues, *figures, strict=True):
            yield {
                "source": source,
                "target": target,
                "strength": strength,
                "p": p,
                "adjusted": adjusted,
                "kept": adjusted <= self.alpha,
            }


@dataclass(frozen=True, eq=False)
class Ties:
    """The ties of a network, each once, in the order of `Backbone.pairs`."""

    nodes: tuple[str, ...]
    rows: Numbers
    columns: Numbers
    strength: Figures
    directed: bool
    weighting: str


def ties_of(nodes: tuple[str, ...], strength: csr_array, *, directed: bool, weighting: str) -> Ties:
    """Return the ties that a matrix of strengths holds, which is symmetric unless *directed*."""
    found = coo_array(strength)
    rows, columns = (places.astype(np.int64) for places in found.coords)
    once = rows != columns if directed else rows < columns
    order = np.lexsort((columns[once], rows[once]))
    return Ties(
        nodes,
        rows[once][order],
        columns[once][order],
        found.data[once][order].astype(float),
        directed,
        weighting,
    )


def kept(
    ties: Ties,
    p: Figures,
    adjusted: Figures,
    *,
    method: str,
    alpha: float,
    correction: Correction,
    tested: int,
    notes: Sequence[str],
) -> Backbone:
    """Return the backbone of those *ties* whose *adjusted* figure is at most *alpha*."""
    stand = adjusted <= alpha
    rows, columns, strength = ties.rows[stand], ties.columns[stand], ties.strength[stand]
    if not ties.directed:
        rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
        strength = np.concatenate([strength, strength])
    count = len(ties.nodes)
    matrix = csr_array(coo_array((strength, (rows, columns)), shape=(count, count)))
    return Backbone(
        OneMode(ties.nodes, matrix, ties.directed, ties.weighting),
        np.stack([ties.rows, ties.columns], axis=1),
        ties.strength,
        p,
        adjusted,
        method,
        alpha,
        correction,
        tested,
        (*notes, *_plainly(p, adjusted, alpha, correction, tested)),
    )


def _plainly(p: Figures, adjusted: Figures, alpha: float, correction: Correction, tested: int) -> list[str]:
    if not len(p):
        return [sentence("There are no ties.")]
    notes: list[str] = []
    if correction == "none":
        notes.append(
            sentence(
                "Not corrected: of {tested} {tested:test/tests} up to {passing:.3g} would pass at {alpha} by "
                "chance.",
                tested=tested,
                passing=alpha * tested,
                alpha=alpha,
            )
        )
    if adjusted.min() > alpha:
        figures = {"alpha": alpha, "least": float(p.min()), "tests": among(tested, correction)}
        notes.append(
            sentence("No tie is significant at {alpha}: the least p is {least:.3g}, of {tests}.", **figures)
            if correction == "none"
            else sentence(
                "No tie is significant at {alpha}: the least p is {least:.3g}, {after:.3g} after correction, "
                "of {tests}.",
                after=float(adjusted.min()),
                **figures,
            )
        )
    return notes
