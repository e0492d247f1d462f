"""The fixed degree sequence model, against all matrices that have the same degrees."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from tests.network.backbone.conftest import every, of

from ngograph.errors import NetworkError
from ngograph.network import Incidence, backbone, fdsm, incidence

SAMPLES = 2000


@pytest.mark.parametrize(
    ("matrix", "many"),
    [
        ([[1, 1, 0], [1, 0, 1], [0, 1, 1]], 6),
        ([[1, 1, 0], [1, 1, 0], [0, 0, 1]], 5),
        ([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], 90),
        ([[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 1, 0, 0]], 24),
    ],
)
def test_small_networks_are_as_all_that_have_their_degrees(matrix: list[list[int]], many: int) -> None:
    observed = np.array(matrix)
    alike = [
        drawn
        for drawn in every(*observed.shape)
        if (drawn.sum(axis=0) == observed.sum(axis=0)).all()
        and (drawn.sum(axis=1) == observed.sum(axis=1)).all()
    ]
    assert len(alike) == many
    found = fdsm(of(observed), samples=SAMPLES).pvalues
    for one, other in combinations(range(len(observed)), 2):
        shared = observed[one] @ observed[other]
        p = np.mean([drawn[one] @ drawn[other] >= shared for drawn in alike])
        # Five standard errors, and the one that is added.
        near = 5 * np.sqrt(p * (1 - p) / SAMPLES) + 1 / SAMPLES
        assert found.get((f"b{one}", f"b{other}"), 1.0) == pytest.approx(p, abs=near)


def test_the_women_of_old_city_alike_by_seed(davis: Incidence) -> None:
    one, again, other = (fdsm(davis, samples=100, seed=seed) for seed in (1, 1, 2))
    assert (one.p == again.p).all()
    assert (one.p != other.p).any()
    assert one.p.min() >= 1 / 101
    assert (one.tested, len(one.p)) == (153, 139)


def test_groups_that_meet_apart_are_found() -> None:
    pairs = [(f"{side}{body}", f"{side}-{thing}") for side in "ab" for thing in range(9) for body in range(3)]
    pairs += [(f"{side}{body}", f"{body}-{side}") for side in "ab" for body in range(3)]
    found = backbone(pairs, "fdsm", samples=400, seed=3)
    assert sorted(found.network.graph.edges) == [
        (f"{side}{one}", f"{side}{other}") for side in "ab" for one, other in ((0, 1), (0, 2), (1, 2))
    ]
    assert set(found.p.tolist()) == {1 / 401}


def test_too_few_random_networks_are_said(davis: Incidence) -> None:
    found = fdsm(davis, samples=99, correction="holm")
    assert found.notes[0] == (
        "Too few random networks to claim anything: 99 allow no p below 0.01, which is not significant at "
        "0.05 among 153 tests, corrected by holm: draw more."
    )


def test_input_stays_as_it_was(davis: Incidence) -> None:
    before = davis.matrix.toarray()
    fdsm(davis, samples=5)
    assert (davis.matrix.toarray() == before).all()


def test_what_would_not_end_is_refused() -> None:
    many = [(f"b{number}", f"t{number // 2}") for number in range(6000)]
    with pytest.raises(NetworkError, match="one of 6000 bodies with 3000 pairs: draw fewer, or take sdsm"):
        fdsm(many)
    with pytest.raises(NetworkError, match="expected one random network or more, found 0"):
        fdsm(incidence([("a", "x")]), samples=0)


def test_nothing_gives_nothing() -> None:
    assert fdsm([]).notes == ("There are no ties.",)
    assert fdsm([("a", "x")]).kept == 0
