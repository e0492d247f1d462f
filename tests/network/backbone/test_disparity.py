"""The disparity filter on cases that are reckoned by hand from its formula."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import OneMode, backbone, disparity


def graph(*ties: tuple[str, str, float], directed: bool = False) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    found.add_weighted_edges_from(ties, weight="strength")
    return found


STAR = graph(("hub", "a", 7), ("hub", "b", 1), ("hub", "c", 1), ("hub", "d", 1))


def test_a_star_by_hand() -> None:
    found = disparity(STAR)
    # The hub has four ties and a strength of 10: (1 − 7/10)³ and (1 − 1/10)³; the others have one tie each.
    assert found.pvalues == {
        ("a", "hub"): pytest.approx(0.027),
        ("b", "hub"): pytest.approx(0.729),
        ("c", "hub"): pytest.approx(0.729),
        ("d", "hub"): pytest.approx(0.729),
    }
    assert sorted(found.network.graph.edges(data="strength")) == [("a", "hub", 7.0)]
    assert found.network.nodes == ("a", "b", "c", "d", "hub")
    assert (found.kept, found.tested) == (1, 4)
    assert found.notes == ("Not corrected: of 4 tests up to 0.2 would pass at 0.05 by chance.",)


def test_the_rows_say_all_of_a_tie() -> None:
    assert next(disparity(STAR).rows()) == {
        "source": "a",
        "target": "hub",
        "strength": 7.0,
        "p": pytest.approx(0.027),
        "adjusted": pytest.approx(0.027),
        "kept": True,
    }


def test_either_end_or_both() -> None:
    square = graph(("a", "b", 6), ("a", "c", 2), ("b", "c", 3), ("b", "d", 1))
    # a: k 2, s 8; b: k 3, s 10; c: k 2, s 5; d: k 1.
    ends = {
        ("a", "b"): (1 - 6 / 8, (1 - 6 / 10) ** 2),
        ("a", "c"): (1 - 2 / 8, 1 - 2 / 5),
        ("b", "c"): ((1 - 3 / 10) ** 2, 1 - 3 / 5),
        ("b", "d"): ((1 - 1 / 10) ** 2, 1.0),
    }
    assert disparity(square).pvalues == {pair: pytest.approx(min(p)) for pair, p in ends.items()}
    both = disparity(square, 0.5, ends="both")
    assert both.pvalues == {pair: pytest.approx(max(p)) for pair, p in ends.items()}
    assert sorted(both.network.graph.edges) == [("a", "b"), ("b", "c")]


def test_direction() -> None:
    arrows = graph(("a", "b", 9), ("a", "c", 1), ("c", "b", 1), ("b", "a", 5), directed=True)
    # Out of a: k 2, s 10; into b: k 2, s 10; out of b, out of c, into a and into c: k 1.
    assert disparity(arrows).pvalues == {
        ("a", "b"): pytest.approx(0.1),
        ("a", "c"): pytest.approx(0.9),
        ("b", "a"): 1.0,
        ("c", "b"): pytest.approx(0.9),
    }
    found = disparity(arrows, 0.1 + 1e-12)
    assert sorted(found.network.graph.edges) == [("a", "b")]
    assert found.network.directed
    assert found.tested == 4


def test_a_correction_counts_each_end_with_ties_to_compare() -> None:
    assert disparity(STAR, correction="holm").adjusted.tolist() == pytest.approx([0.108, 1, 1, 1])
    assert disparity(STAR, correction="holm").kept == 0


def test_nodes_with_one_tie_say_nothing() -> None:
    found = disparity(graph(("a", "b", 5), ("c", "d", 1)))
    assert set(found.pvalues.values()) == {1.0}
    assert found.notes[0] == "Too small to claim anything: no node has more than one tie."
    assert disparity(nx.Graph()).notes == ("There are no ties.",)


def test_a_weight_is_not_a_strength() -> None:
    plain: nx.Graph[str] = nx.Graph()
    plain.add_weighted_edges_from([("hub", leaf, weight) for leaf, weight in (("a", 7), ("b", 1), ("c", 1))])
    assert list(disparity(plain).pvalues.values()) == pytest.approx([(2 / 3) ** 2] * 3)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), min_size=1, max_size=15))
def test_names_and_units_do_not_matter(ties: list[tuple[int, int, int]]) -> None:
    some = {(min(a, b), max(a, b)): w for a, b, w in ties if a != b}
    one = disparity(graph(*((f"n{a}", f"n{b}", w) for (a, b), w in some.items()))).pvalues
    other = disparity(graph(*((f"m{9 - a}", f"m{9 - b}", w * 1000) for (a, b), w in some.items()))).pvalues
    assert {tuple(sorted(f"m{9 - int(n[1:])}" for n in pair)): p for pair, p in one.items()} == pytest.approx(
        other
    )


def test_twenty_thousand_bodies() -> None:
    random = np.random.default_rng(1)
    ends = np.unique(np.sort(random.integers(0, 20_000, (100_000, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]]
    strength = random.integers(1, 9, len(ends)).astype(float)
    half = csr_array(coo_array((strength, (ends[:, 0], ends[:, 1])), shape=(20_000, 20_000)))
    found = disparity(OneMode(tuple(f"n{number:05}" for number in range(20_000)), csr_array(half + half.T)))
    one, other = found.pairs[0]
    ties = (half + half.T).tocsr()
    p = [(1 - strength[0] / ties[[node]].sum()) ** (ties[[node]].nnz - 1) for node in (int(one), int(other))]
    assert found.p[0] == pytest.approx(min(p))
    assert len(found.p) == len(ends)
    assert 0 < found.kept < len(ends)


def test_unknown_choices() -> None:
    wrong: Any = "bot"
    with pytest.raises(UnknownChoice, match="expected a known choice of ends, found 'bot'; nearest: both"):
        disparity(STAR, ends=wrong)
    with pytest.raises(UnknownChoice, match="expected a known method, found 'disparty'; nearest: disparity"):
        backbone(STAR, "disparty")  # type: ignore[arg-type]


def test_a_two_mode_network_is_refused() -> None:
    from ngograph.network import incidence

    with pytest.raises(NetworkError, match="found an Incidence: project it, or take sdsm or fdsm"):
        backbone(incidence([("a", "x")]), "disparity")
