"""Corrections for many tests, against the worked example of Benjamini & Hochberg and what defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import backbone
from ngograph.network.backbone import BACKBONES
from ngograph.network.backbone.corrections import adjusted, reachable

if TYPE_CHECKING:
    from ngograph.network.backbone.corrections import Correction

# Benjamini & Hochberg 1995, section 3.2: 15 tests of a trial of thrombolysis.
TRIAL = np.array([1, 4, 19, 95, 201, 278, 298, 344, 459, 3240, 4262, 5719, 6528, 7590, 10_000]) / 10_000
ALL: list[Correction] = ["none", "bonferroni", "holm", "bh"]


@pytest.mark.parametrize(("correction", "found"), [("none", 9), ("bonferroni", 3), ("holm", 3), ("bh", 4)])
def test_the_published_example(correction: Correction, found: int) -> None:
    shuffled = np.random.default_rng(1).permutation(TRIAL)
    after = adjusted(shuffled, 15, correction)
    assert (after <= 0.05).sum() == found
    assert set(shuffled[after <= 0.05]) == set(TRIAL[:found])


def test_figures_by_hand() -> None:
    p = np.array([0.04, 0.01, 0.03])
    assert adjusted(p, 3, "bonferroni") == pytest.approx([0.12, 0.03, 0.09])
    assert adjusted(p, 3, "holm") == pytest.approx([0.06, 0.03, 0.06])
    assert adjusted(p, 3, "bh") == pytest.approx([0.04, 0.03, 0.04])


@pytest.mark.parametrize("correction", ALL)
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=20), ones=st.integers(0, 30))
def test_tests_whose_p_is_one_need_not_be_there(correction: Correction, p: list[float], ones: int) -> None:
    tests = len(p) + ones
    short = adjusted(np.array(p), tests, correction)
    full = adjusted(np.array(p + [1.0] * ones), tests, correction)
    assert short == pytest.approx(full[: len(p)])
    assert ((short >= np.array(p) - 1e-12) & (short <= 1)).all()


def test_holm_lies_between_bonferroni_and_bh() -> None:
    bonferroni, holm, bh = (adjusted(TRIAL, 15, correction) for correction in ALL[1:])
    assert (bonferroni >= holm).all()
    assert (holm >= bh).all()


@pytest.mark.parametrize("correction", ALL)
@given(
    least=st.lists(st.floats(0.0001, 0.2), min_size=1, max_size=8),
    times=st.lists(st.integers(1, 4), min_size=8, max_size=8),
    more=st.integers(0, 20),
)
def test_what_can_be_reached_is_what_the_least_figures_would_give(
    correction: Correction, least: list[float], times: list[int], more: int
) -> None:
    kinds, many = np.array(least), np.array(times[: len(least)])
    tests = int(many.sum()) + more
    could = adjusted(np.repeat(kinds, many), tests, correction).min()
    if abs(could - 0.05) > 1e-9:
        assert reachable(kinds, many.astype(float), tests, 0.05, correction) == (could <= 0.05)


@pytest.mark.parametrize("method", BACKBONES)
def test_an_unknown_correction_is_met_with_the_nearest(method: Any) -> None:
    with pytest.raises(UnknownChoice, match="known correction, found 'bonferoni'; nearest: bonferroni"):
        backbone([], method, correction="bonferoni")


@pytest.mark.parametrize("method", BACKBONES)
@pytest.mark.parametrize("alpha", [0, -1, 1.5, float("nan")])
def test_a_level_lies_between_nought_and_one(method: Any, alpha: float) -> None:
    with pytest.raises(NetworkError, match="expected a level of significance above 0 and at most 1"):
        backbone([], method, alpha)
