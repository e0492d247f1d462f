"""Projections: published values, what must hold for each, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from ngograph.errors import UnknownChoice
from ngograph.network import WEIGHTS, Network, Node, Tie, incidence, project

if TYPE_CHECKING:
    from random import Random

PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("123456789")), max_size=50)
# Newman 2001 (II), figure 6: A and B wrote three papers together, of four, two and three authors.
COAUTHORS = [
    *(("A", "1"), ("B", "1"), ("C", "1"), ("D", "1")),
    *(("A", "2"), ("B", "2")),
    *(("A", "3"), ("B", "3"), ("E", "3")),
]


def strength(pairs: list[tuple[str, str]], weight: str) -> dict[tuple[str, str], float]:
    network = project(incidence(pairs), weight)
    return {(one, other): data["strength"] for one, other, data in network.graph.edges(data=True)}


@pytest.mark.parametrize(
    ("weight", "expected"),
    [("newman", 11 / 6), ("count", 3), ("fractional", 1 / 16 + 1 / 4 + 1 / 9), ("jaccard", 1)],
)
def test_the_co_authors_of_newmans_figure(weight: str, expected: float) -> None:
    assert strength(COAUTHORS, weight)[("A", "B")] == pytest.approx(expected, rel=1e-12)


def test_likeness_is_what_is_shared_of_what_either_has() -> None:
    pairs = [*(("a", thing) for thing in "123"), *(("b", thing) for thing in "234"), ("c", "9")]
    assert strength(pairs, "jaccard") == {("a", "b"): 0.5}


def test_newmans_weights_are_the_default_and_are_those_of_networkx() -> None:
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    ours = project(incidence([(woman, event) for woman, event in graph.edges if woman in set(women)])).graph
    theirs = bipartite.collaboration_weighted_projected_graph(graph, women)
    assert {frozenset(edge) for edge in ours.edges} == {frozenset(edge) for edge in theirs.edges}
    for one, other, data in ours.edges(data=True):
        assert data["strength"] == pytest.approx(theirs[one][other]["weight"], rel=1e-12)


@pytest.mark.parametrize("weight", list(WEIGHTS))
@given(pairs=PAIRS, seed=st.randoms())
def test_neither_the_order_nor_the_repetition_of_rows_matters(
    weight: str, pairs: list[tuple[str, str]], seed: Random
) -> None:
    mixed = [*pairs, *pairs[:5]]
    seed.shuffle(mixed)
    one, other = project(incidence(pairs), weight), project(incidence(mixed), weight)
    assert one.nodes == other.nodes
    assert (one.strength.toarray() == other.strength.toarray()).all()


@pytest.mark.parametrize("weight", list(WEIGHTS))
@given(pairs=PAIRS)
def test_other_names_change_nothing(weight: str, pairs: list[tuple[str, str]]) -> None:
    turned = dict(zip("abcdefgh", "hgfedcba", strict=True))
    plain = strength(pairs, weight)
    renamed = strength([(turned[body], f"0{thing}") for body, thing in pairs], weight)
    assert {frozenset(turned[end] for end in edge): value for edge, value in plain.items()} == {
        frozenset(edge): pytest.approx(value, rel=1e-12) for edge, value in renamed.items()
    }


@pytest.mark.parametrize("weight", list(WEIGHTS))
@given(pairs=PAIRS)
def test_ties_are_mutual_positive_and_not_with_oneself(weight: str, pairs: list[tuple[str, str]]) -> None:
    network = project(incidence(pairs), weight)
    dense = network.strength.toarray()
    assert (dense == dense.T).all()
    assert not dense.diagonal().any()
    assert (network.strength.data > 0).all()
    assert network.weighting == weight
    assert not network.directed


@given(pairs=PAIRS)
def test_newmans_strength_is_the_number_of_things_with_another_in_them(pairs: list[tuple[str, str]]) -> None:
    tm = incidence(pairs)
    shared = np.asarray(tm.matrix.sum(axis=0)).ravel() >= 2
    assert project(tm).strength.sum(axis=1) == pytest.approx(tm.matrix.toarray()[:, shared].sum(axis=1))


@given(pairs=PAIRS)
def test_a_thing_counts_as_one_altogether_when_counted_in_shares(pairs: list[tuple[str, str]]) -> None:
    tm = incidence(pairs)
    k = tm.matrix.toarray().sum(axis=0)
    assert project(tm, "fractional").strength.sum() == pytest.approx((1 - 1 / k).sum())


def test_a_body_that_shares_nothing_stays() -> None:
    network = project(incidence([("a", "1"), ("b", "1"), ("alone", "2")]))
    assert network.nodes == ("a", "alone", "b")
    assert network.strength.nnz == 2


def test_nothing_projects_to_nothing() -> None:
    assert project(incidence([])).nodes == ()


def test_a_network_is_taken_by_its_ties_to_things() -> None:
    nodes = (Node("a", "Organisation", "A"), Node("b", "Organisation", "B"), Node("p", "Project", "P"))
    ties = (
        Tie("a", "b", "funding", "asserted"),
        Tie("a", "p", "funding", "asserted"),
        Tie("a", "p", "participation", "asserted"),
        Tie("b", "p", "participation", "asserted"),
    )
    assert project(Network(nodes, ties), "count").strength.toarray().tolist() == [[0, 1], [1, 0]]


def test_an_unknown_way_of_weighing_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownChoice, match=r"expected a known projection, found 'newmann'; nearest: newman"):
        project(incidence([("a", "1")]), "newmann")
