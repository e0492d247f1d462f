from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given
from tests.network.measures.published import FLORENCE, KARATE, KITE, WITH_PUCCI
from tests.network.measures.samples import networks

from ngograph.network import bridges, connected_components, cut_points, measures

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph


def test_the_pucci_are_apart() -> None:
    parts = connected_components(WITH_PUCCI)
    assert [len(part) for part in parts] == [15, 1]
    assert parts[1] == ("Pucci",)
    assert connected_components(nx.Graph()) == ()


def test_large_components_come_first_and_equal_ones_by_their_names() -> None:
    graph = nx.Graph([("d", "c"), ("b", "a"), ("g", "f"), ("f", "e")])
    assert connected_components(graph) == (("e", "f", "g"), ("a", "b"), ("c", "d"))


def test_who_holds_the_families_together() -> None:
    # To be read off the drawing in Padgett & Ansell 1993: three families hang on one other each, and the
    # Pazzi on the Salviati, who hang on the Medici.
    assert cut_points(FLORENCE) == ("Albizzi", "Guadagni", "Medici", "Salviati")
    assert bridges(FLORENCE) == (
        ("Acciaiuoli", "Medici"),
        ("Albizzi", "Ginori"),
        ("Guadagni", "Lamberteschi"),
        ("Medici", "Salviati"),
        ("Pazzi", "Salviati"),
    )


def test_the_tail_of_the_kite() -> None:
    assert cut_points(KITE) == ("Heather", "Ike")
    assert bridges(KITE) == (("Heather", "Ike"), ("Ike", "Jane"))


def test_only_the_head_of_the_karate_club_holds_anyone_alone() -> None:
    assert cut_points(KARATE) == ("1",)
    assert bridges(KARATE) == (("1", "12"),)


def test_direction_joins_all_the_same() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("c", "b"), ("b", "a")])
    assert connected_components(graph) == (("a", "b", "c"),)
    assert cut_points(graph) == ("b",)
    assert bridges(graph) == (("a", "b"), ("b", "c"))


@given(networks())
def test_without_a_cut_point_or_a_bridge_there_is_a_part_more(graph: Graph) -> None:
    plain = nx.Graph(graph.to_undirected())
    count = len(connected_components(graph))
    found = measures(graph, ["cut_points", "bridges"])
    for node, cut in zip(found.nodes, found.columns["cut_points"], strict=True):
        rest = nx.restricted_view(plain, [node], [])
        assert (nx.number_connected_components(rest) > count) == cut
    for ends, bridge in found.ties["bridges"].items():
        rest = nx.restricted_view(plain, [], [ends])
        assert (nx.number_connected_components(rest) > count) == bridge
    assert len(found.ties["bridges"]) == plain.number_of_edges()
