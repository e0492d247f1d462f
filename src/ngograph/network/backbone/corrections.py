"""Adjusting p-values for being many: among a thousand tests at 0.05, fifty pass by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.translation import sentence

if TYPE_CHECKING:
    from ngograph.network.matrices import Figures

Correction = Literal["none", "bonferroni", "holm", "bh"]
CORRECTIONS: Final[tuple[Correction, ...]] = get_args(Correction)


def require(alpha: float, correction: Correction) -> None:
    """Ask for a level of significance and a correction that there are.

    Raises:
        UnknownChoice: There is no such correction.
        NetworkError: *alpha* is not above 0 and at most 1.
    """
    if correction not in CORRECTIONS:
        raise UnknownChoice("correction", correction, CORRECTIONS)
    if not 0 < alpha <= 1:
        raise NetworkError(f"expected a level of significance above 0 and at most 1, found {alpha}")


def among(tests: int, correction: Correction) -> str:
    """Say how many tests there are, and what they are corrected by."""
    if correction == "none":
        return sentence("{tests} {tests:test/tests}, uncorrected", tests=tests)
    return sentence(
        "{tests} {tests:test/tests}, corrected by {correction}", tests=tests, correction=correction
    )


def adjusted(p: Figures, tests: int, correction: Correction) -> Figures:
    """Return the p-values so adjusted that each can be held against the level of significance itself.

    With the i-th least p of m tests: bonferroni m·p; holm the greatest of (m−j+1)·p_j up to i (Holm 1979):
    both bound the chance of any false tie. bh the least of m·p_j/j from i on (Benjamini & Hochberg 1995):
    bounds the share of false ones among the ties kept.

    Args:
        p: Of the tests whose figures are wanted.
        tests: How many tests there are with those whose p is 1, which need not be among *p*.
        correction: One of the four.
    """
    if correction == "none" or not len(p):
        return p
    if correction == "bonferroni":
        return np.minimum(1, tests * p)
    order = np.argsort(p, kind="stable")
    rank = np.arange(1, len(p) + 1)
    if correction == "holm":
        stepped = np.maximum.accumulate((tests - rank + 1) * p[order])
    else:
        stepped = np.minimum.accumulate((tests / rank * p[order])[::-1])[::-1]
    found = np.empty_like(p)
    found[order] = np.minimum(1, stepped)
    return found


def reachable(least: Figures, times: Figures, tests: int, alpha: float, correction: Correction) -> bool:
    """Whether any tie could be significant, if as many as can be had the least p that they can have.

    Args:
        least: The least p that a test can give, for each kind of test.
        times: How many tests there are of each kind.
        tests: How many there are in all.
        alpha: The level of significance.
        correction: What the p-values are adjusted by.
    """
    order = np.argsort(least, kind="stable")
    if correction == "none":
        needed = np.full(len(least), alpha)
    elif correction == "bh":
        needed = alpha * np.cumsum(times[order]) / tests
    else:
        needed = np.full(len(least), alpha / tests)
    return bool((least[order] <= needed).any())
