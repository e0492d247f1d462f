"""The bipartite configuration model: its sums are degrees, its odds are products."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.network.backbone.conftest import every, of

from ngograph.errors import NetworkError
from ngograph.network import Incidence, bicm, incidence

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sums(matrix: NDArray[np.generic]) -> NDArray[np.generic]:
    return np.concatenate([matrix.sum(axis=0), matrix.sum(axis=1)])


def test_equal_degrees_have_equal_chances() -> None:
    assert bicm(of(np.eye(4, dtype=int))).matrix == pytest.approx(np.full((4, 4), 0.25))
    ring = np.eye(5, dtype=int) + np.roll(np.eye(5, dtype=int), 1, axis=1)
    assert bicm(of(ring)).matrix == pytest.approx(np.full((5, 5), 0.4))


def test_one_body_of_two_things_and_two_of_one_by_hand() -> None:
    # Degrees 2, 1, 1 on both sides. With x·y = a for the first body and thing, b for the first and another,
    # c for two others (a·c = b²): a/(1+a) + 2b/(1+b) = 2 and b/(1+b) + 2c/(1+c) = 1.
    found = bicm(of(np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1]]))).matrix
    first, mixed, others = found[0, 0], found[0, 1], found[1, 1]
    assert first + 2 * mixed == pytest.approx(2)
    assert mixed + 2 * others == pytest.approx(1)
    odds = [p / (1 - p) for p in (first, mixed, others)]
    assert odds[0] * odds[2] == pytest.approx(odds[1] ** 2)
    # Put into one another: p = chance of two others solves 2p² − … ; its value to twelve places by bisection.
    low, high = 0.0, 0.5
    for _ in range(60):
        p = (low + high) / 2
        b = (1 - 2 * p) / (2 * p)
        a = b * b * (1 - p) / p
        low, high = (p, high) if a / (1 + a) + 2 * (1 - 2 * p) > 2 else (low, p)
    assert others == pytest.approx(p, abs=1e-12)


def test_the_women_of_old_city(davis: Incidence) -> None:
    found = bicm(davis)
    degrees = sums(davis.matrix.toarray())
    assert sums(found.matrix) == pytest.approx(degrees, abs=1e-8)
    # As the package bicm 3.4 (of the authors of the model) reckons them.
    for woman, event, chance in (
        ("Evelyn Jefferson", "E1", 0.342328906),
        ("Evelyn Jefferson", "E8", 0.933382493),
        ("Flora Price", "E9", 0.362794091),
        ("Sylvia Avondale", "E14", 0.268488709),
        ("Olivia Carleton", "E3", 0.100952606),
    ):
        assert found.matrix[davis.row[woman], davis.column[event]] == pytest.approx(chance, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
        lambda shape: arrays(np.int64, shape, elements=st.integers(0, 1))
    )
)
def test_any_degrees_are_met_and_names_do_not_matter(matrix: NDArray[np.int64]) -> None:
    found = bicm(of(matrix)).matrix
    assert sums(found) == pytest.approx(sums(matrix), abs=1e-8)
    assert bicm(of(matrix[::-1, ::-1])).matrix[::-1, ::-1] == pytest.approx(found, abs=1e-8)
    turned = bicm(of(matrix.T)).matrix.T
    assert turned == pytest.approx(found, abs=1e-8)


def test_odds_are_products() -> None:
    """That and the sums are what the model is: no other chances have both."""
    random = np.random.default_rng(5)
    matrix = (random.random((12, 15)) < random.random((12, 1)) * 0.8).astype(int)
    found = bicm(of(matrix)).matrix
    inner = found[np.ix_((found > 0).any(axis=1), (found > 0).any(axis=0))]
    assert ((inner > 0) & (inner < 1)).all()
    logs = np.log(inner) - np.log1p(-inner)
    assert logs - logs[:1] - logs[:, :1] + logs[0, 0] == pytest.approx(np.zeros_like(logs), abs=1e-9)


@pytest.mark.parametrize("shape", [(3, 3), (3, 4), (4, 4)])
def test_just_what_the_degrees_decide_is_certain(shape: tuple[int, int]) -> None:
    """A place is certain when all matrices with the same degrees agree on it."""
    same: dict[tuple[int, ...], list[NDArray[np.int64]]] = defaultdict(list)
    for matrix in every(*shape):
        down, across = matrix.sum(axis=0), matrix.sum(axis=1)
        if (np.diff(down) >= 0).all() and (np.diff(across) >= 0).all():
            same[*down, *across].append(matrix)
    assert len(same) > 30
    for degrees, matrices in same.items():
        found, mean = bicm(of(matrices[0])).matrix, np.mean(matrices, axis=0)
        assert ((found == 0) == (mean == 0)).all(), degrees
        assert ((found == 1) == (mean == 1)).all(), degrees
        assert sums(found) == pytest.approx(np.array(degrees, dtype=float), abs=1e-8)


def test_a_corner_that_is_full_leaves_two_problems() -> None:
    one, nought, ones = np.eye(2, dtype=int), np.zeros((2, 2), dtype=int), np.ones((2, 2), dtype=int)
    found = bicm(of(np.block([[ones, one], [one, nought]]))).matrix
    assert found == pytest.approx(np.block([[ones, ones / 2], [ones / 2, nought]]))


def test_many_bodies_of_very_unequal_degrees() -> None:
    random = np.random.default_rng(2)
    ties = {
        (f"b{body}", f"t{thing}") for body, thing in zip(*random.zipf(1.6, (2, 60_000)) % 20_000, strict=True)
    }
    two = incidence(ties)
    found = bicm(two)
    of_things = np.bincount(found.thing_class)
    of_bodies = np.bincount(found.body_class)
    assert found.body_degrees.max() > 700
    assert found.chances @ of_things == pytest.approx(found.body_degrees, abs=1e-8)
    assert of_bodies @ found.chances == pytest.approx(found.thing_degrees, abs=1e-8)
    assert found.body_degrees[found.body_class].tolist() == two.matrix.sum(axis=1).tolist()


def test_a_network_of_one_mode_is_refused() -> None:
    with pytest.raises(
        NetworkError, match="found a Graph: what it was projected from cannot be told from it"
    ):
        bicm(nx.path_graph(["a", "b"]))


def test_nothing_gives_nothing() -> None:
    assert bicm([]).matrix.shape == (0, 0)
    assert sqrt(bicm([("a", "x")]).matrix[0, 0]) == 1
