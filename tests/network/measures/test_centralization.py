from __future__ import annotations

import networkx as nx
import pytest
from tests.network.measures.published import FLORENCE, WITH_PUCCI
from tests.network.measures.samples import named

from ngograph.errors import NetworkError
from ngograph.network import betweenness_centralization, closeness_centralization, degree_centralization

ALL = (degree_centralization, betweenness_centralization, closeness_centralization)


def test_the_florentine_families() -> None:
    # Wasserman & Faust 1994, sections 5.2.1 to 5.2.3: 0.267 and 0.383 of sixteen families, 0.322 of the
    # fifteen that are linked.
    assert degree_centralization(WITH_PUCCI) == pytest.approx(0.267, abs=5e-4)
    assert betweenness_centralization(WITH_PUCCI) == pytest.approx(0.383, abs=5e-4)
    assert closeness_centralization(FLORENCE) == pytest.approx(0.322, abs=5e-4)


@pytest.mark.parametrize("size", [3, 5, 20])
def test_the_star_has_most_and_those_where_all_are_alike_have_none(size: int) -> None:
    star, cycle, complete = nx.star_graph(size - 1), nx.cycle_graph(size), nx.complete_graph(size)
    for measure in ALL:
        assert measure(named(star)) == pytest.approx(1)
        assert measure(named(cycle)) == pytest.approx(0)
        assert measure(named(complete)) == pytest.approx(0)


def test_the_line_of_five() -> None:
    # Freeman 1979, the chain of five points: degrees 2, 2, 2, 1, 1; betweenness 4, 3, 3, 0, 0 of 6.
    line = named(nx.path_graph(5))
    assert degree_centralization(line) == pytest.approx(2 / 12)
    assert betweenness_centralization(line) == pytest.approx((0 + 1 + 1 + 4 + 4) / 6 / 4)
    assert closeness_centralization(line) == pytest.approx(
        (2 * (4 / 6 - 4 / 7) + 2 * (4 / 6 - 4 / 10)) * 7 / 12
    )


def test_direction_is_left_aside() -> None:
    star: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("c", "a"), ("a", "d")])
    assert [measure(star) for measure in ALL] == pytest.approx([1, 1, 1])


def test_where_there_is_nothing_to_outdo() -> None:
    for measure in ALL:
        assert measure(named(nx.path_graph(2))) is None
        assert measure(nx.Graph()) is None


def test_closeness_is_refused_where_the_network_falls_apart() -> None:
    with pytest.raises(NetworkError, match="expected a network in one piece"):
        closeness_centralization(WITH_PUCCI)
