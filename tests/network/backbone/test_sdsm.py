"""The stochastic degree sequence model, against all matrices there are and another way to its tails."""

from __future__ import annotations

from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.network.backbone.conftest import every, of

from ngograph.errors import NetworkError
from ngograph.network import Incidence, backbone, bicm, incidence, sdsm, two_mode
from ngograph.network.backbone.sdsm import tails

if TYPE_CHECKING:
    from numpy.typing import NDArray


def by_transform(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely 0, 1, … of the draws succeed, by the characteristic function (Hong 2013)."""
    turns = np.exp(2j * np.pi * np.arange(len(chances) + 1) / (len(chances) + 1))
    values = np.prod(1 - chances[:, None] + chances[:, None] * turns, axis=0)
    return np.asarray(np.fft.fft(values).real / len(turns))


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.001, 0.2, 0.5, 0.9, 1.0]), min_size=1, max_size=9))
def test_tails_are_those_of_all_outcomes(chances: list[float]) -> None:
    expected = [0.0] * (len(chances) + 1)
    for outcome in product((0, 1), repeat=len(chances)):
        chance = prod(p if hit else 1 - p for p, hit in zip(chances, outcome, strict=True))
        for least in range(sum(outcome) + 1):
            expected[least] += chance
    kinds, times = np.unique(chances, return_counts=True)
    for most in range(1, len(chances) + 1):
        assert tails(kinds[None], times, most)[0] == pytest.approx(expected[: most + 1], abs=1e-13)


def test_a_tail_far_out_is_exact() -> None:
    chances = np.array([[0.001, 0.002]])
    found = tails(chances, np.array([6, 5]), 11)[0]
    assert found[11] == pytest.approx(0.001**6 * 0.002**5, rel=1e-12, abs=0)
    # One draw more than wanted: all, or all but one of either kind.
    ten = 6 * 0.001**5 * 0.999 * 0.002**5 + 5 * 0.001**6 * 0.002**4 * 0.998
    assert found[10] == pytest.approx(ten + found[11], rel=1e-12, abs=0)


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 1, 0], [1, 1, 0], [0, 1, 1]],
        [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]],
        [[1, 1, 1, 0], [1, 0, 1, 0], [0, 1, 0, 0]],
        [[1, 1, 1], [1, 1, 0], [0, 0, 1]],
    ],
)
def test_small_networks_are_as_all_matrices_make_them(matrix: list[list[int]]) -> None:
    observed = np.array(matrix)
    chances = bicm(of(observed)).matrix
    expected = dict.fromkeys(combinations(range(len(observed)), 2), 0.0)
    for drawn in every(*observed.shape):
        likely = np.where(drawn == 1, chances, 1 - chances).prod()
        for one, other in expected:
            if drawn[one] @ drawn[other] >= observed[one] @ observed[other]:
                expected[one, other] += likely
    found = sdsm(of(observed)).pvalues
    for (one, other), p in expected.items():
        # What is not listed shares nothing, and that much is certain.
        assert found.get((f"b{one}", f"b{other}"), 1.0) == pytest.approx(p, abs=1e-9)


def test_the_women_of_old_city(davis: Incidence) -> None:
    found = sdsm(davis)
    chances = bicm(davis).matrix
    ties = davis.matrix.toarray()
    for (one, other), p in zip(found.pairs, found.p, strict=True):
        tail = by_transform(chances[one] * chances[other])[int(ties[one] @ ties[other]) :].sum()
        assert p == pytest.approx(tail, abs=1e-12)
    # As the package bicm 3.4 reckons them.
    assert found.pvalues["Evelyn Jefferson", "Theresa Anderson"] == pytest.approx(0.186688069, abs=1e-9)
    assert found.pvalues["Nora Fayette", "Sylvia Avondale"] == pytest.approx(0.268200055, abs=1e-9)
    assert found.pvalues["Flora Price", "Olivia Carleton"] == pytest.approx(0.088372346, abs=1e-9)
    assert (len(found.p), found.tested, found.kept) == (139, 153, 0)
    assert [note.partition(":")[0] for note in found.notes] == [
        "Too small to claim anything",
        "No tie is significant at 0.05",
    ]


def test_groups_that_meet_apart_are_found() -> None:
    """Four groups of eight bodies, each with forty things of its own and ten with a body of each group."""
    random = np.random.default_rng(4)
    pairs = [
        (f"{side}{body}", f"{side}-{thing}")
        for side in "abcd"
        for thing in range(40)
        for body in random.choice(8, 5, replace=False)
    ]
    pairs += [(f"{side}{random.integers(8)}", f"one-{thing}") for side in "abcd" for thing in range(10)]
    found = sdsm(pairs, correction="holm")
    sides = {(one[0], other[0]) for one, other in found.network.graph.edges}
    assert sides == {(side, side) for side in "abcd"}
    assert 60 < found.kept <= 4 * 28
    shared = incidence(pairs).matrix @ incidence(pairs).matrix.T
    ties = found.network.strength.tocoo()
    assert len(ties.data) == 2 * found.kept
    assert (shared.toarray()[ties.coords] == ties.data).all()
    assert (found.network.weighting, found.network.directed, found.notes) == ("count", False, ())


def test_a_pair_that_comes_again_changes_nothing() -> None:
    pairs = [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"), ("a", "z"), ("c", "z"), ("d", "z")]
    assert sdsm(pairs * 2).pvalues == sdsm(pairs).pvalues
    doubled = of(np.array([[2, 1, 0], [1, 0, 1]]))
    assert sdsm(doubled).pvalues == sdsm(of(np.array([[1, 1, 0], [1, 0, 1]]))).pvalues


def test_names_do_not_matter(davis: Incidence) -> None:
    rows, columns = davis.matrix.nonzero()
    other = sdsm((f"w{99 - row}", f"e{99 - column}") for row, column in zip(rows, columns, strict=True))
    before = sdsm(davis)
    renamed = {
        tuple(sorted(f"w{99 - davis.row[name]}" for name in pair)): p for pair, p in before.pvalues.items()
    }
    assert dict(other.pvalues) == pytest.approx(renamed, abs=1e-10)


def test_the_articles_are_too_few_to_claim_anything(rows: list[dict[str, str | None]]) -> None:
    network = two_mode(rows)
    found = backbone(network, "sdsm")
    assert (found.kept, len(found.notes)) == (0, 2)
    assert found.notes[0].startswith("Too small to claim anything: with these degrees no pair could be")
    assert backbone(network, "sdsm", correction="none").kept > 0
    assert len(found.network.nodes) == len(incidence(network).bodies)


def test_too_small_for_any_tie() -> None:
    pairs = [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y")]
    found = sdsm(pairs)
    assert found.notes[0] == (
        "Too small to claim anything: with these degrees no pair could be significant at 0.05 among 3 tests, "
        "corrected by bh, were all things shared that can be."
    )
    assert sdsm(pairs, 1.0).kept == 2


def test_a_body_in_nothing_is_a_body_all_the_same() -> None:
    found = sdsm(of(np.array([[1, 1], [1, 0], [0, 0]])))
    assert found.network.nodes == ("b0", "b1", "b2")
    assert found.tested == 3


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(NetworkError, match="expected a two-mode network or pairs of a body and a thing"):
        backbone(nx.path_graph(["a", "b"]), "sdsm")


def test_pairs_without_end_are_refused() -> None:
    wide = [(f"b{number:05}", "everyone") for number in range(7000)]
    with pytest.raises(NetworkError, match="leave out the widest things, such as everyone with 7000 bodies"):
        sdsm(wide)


def test_nothing_gives_nothing() -> None:
    assert sdsm([]).notes == ("There are no ties.",)
    alone = sdsm([("a", "x")])
    assert (alone.network.nodes, alone.tested, alone.notes) == (("a",), 0, ("There are no ties.",))
