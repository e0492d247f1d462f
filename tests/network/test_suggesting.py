"""Whom one might work with: as networkx scores them, never whom one knows, and with reasons."""

from __future__ import annotations

from math import log

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.errors import NetworkError, NotInNetwork, UnknownChoice
from ngograph.network import (
    SIMILARITIES,
    Network,
    Node,
    Suggestion,
    Tie,
    incidence,
    one_mode,
    suggest,
    two_mode,
)

Row = dict[str, str | None]
ID = "https://example.org/id/"
INDICES = ["adamic-adar", "common-neighbours", "resource-allocation"]


def named(graph: nx.Graph[int]) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph((f"n{one:02}", f"n{other:02}") for one, other in graph.edges)
    found.add_nodes_from(f"n{node:02}" for node in graph)
    return found


def scores(graph: nx.Graph[str], node: str, method: str) -> dict[str, float]:
    """Return what networkx gives for every node that *node* is not tied to; 0 left out."""
    others = [(node, other) for other in graph if other != node and other not in graph[node]]
    if method == "resource-allocation":
        found = list(nx.resource_allocation_index(graph, others))
    elif method == "adamic-adar":
        found = list(nx.adamic_adar_index(graph, others))
    else:
        found = [(*pair, len(list(nx.common_neighbors(graph, *pair)))) for pair in others]
    return {other: score for _, other, score in found if score}


@pytest.mark.parametrize("method", INDICES)
@pytest.mark.parametrize("node", ["n00", "n16", "n33"])
def test_scores_are_those_of_networkx_in_the_karate_club(method: str, node: str) -> None:
    club = named(nx.karate_club_graph())
    found = {one.node: one.score for one in suggest(club, node, method).suggestions}
    assert found == pytest.approx(scores(club, node, method))
    assert found


@given(st.integers(0, 10_000), st.sampled_from(INDICES))
def test_scores_are_those_of_networkx(seed: int, method: str) -> None:
    graph = named(nx.gnp_random_graph(9, 0.35, seed=seed))
    for node in graph:
        found = suggest(graph, node, method)
        assert {one.node: one.score for one in found.suggestions} == pytest.approx(
            scores(graph, node, method)
        )
        assert not {one.node for one in found.suggestions} & {node, *graph[node]}
        assert bool(found.suggestions) != bool(found.reason)
        for one in found.suggestions:
            assert list(one.shared) == sorted(nx.common_neighbors(graph, node, one.node))


def test_by_hand() -> None:
    # a knows z (three partners) and y (two); b shares both, c shares z.
    graph = nx.Graph([("a", "z"), ("a", "y"), ("b", "z"), ("b", "y"), ("c", "z")])
    assert suggest(graph, "a").suggestions == (
        Suggestion("b", 1 / 3 + 1 / 2, ("y", "z")),
        Suggestion("c", 1 / 3, ("z",)),
    )
    assert suggest(graph, "a", "adamic-adar").suggestions[1].score == 1 / log(3)
    assert suggest(graph, "a", most=1).suggestions == suggest(graph, "a").suggestions[:1]


def test_equal_ones_stand_by_their_iris_and_direction_does_not_matter() -> None:
    star = nx.DiGraph([("hub", leaf) for leaf in "dcba"])
    assert [one.node for one in suggest(star, "a").suggestions] == ["b", "c", "d"]
    assert suggest(one_mode(star), "a") == suggest(star.to_undirected(), "a")


def test_an_incidence_ties_those_that_share_a_thing() -> None:
    shared = incidence([("a", "P"), ("b", "P"), ("b", "Q"), ("c", "Q")])
    assert suggest(shared, "a").suggestions == (Suggestion("c", 0.5, ("b",)),)
    assert suggest(shared, "a", "two-mode").suggestions == (Suggestion("b", 1, ("P",)),)
    known = suggest(shared, "a", "two-mode", tied=[("a", "b")])
    assert known.suggestions == ()
    assert known.reason == "Whoever shares a thing with it is tied to it already."


def test_topics_in_common_beside_the_ties_that_there_are() -> None:
    topics = incidence([("a", "x"), ("b", "x"), ("c", "x"), ("c", "y"), ("a", "y"), ("d", "z")])
    found = suggest(topics, "a", "two-mode", tied=nx.Graph([("a", "b")]))
    assert found.suggestions == (Suggestion("c", 2, ("x", "y")),)
    assert suggest(topics, "d", "two-mode", tied=nx.Graph()).reason


def test_two_modes_agree_with_networkx_among_the_women_of_davis() -> None:
    women = nx.davis_southern_women_graph()
    pairs = [(one, thing) for one, thing in women.edges if one in women.graph["top"]]
    found = suggest(incidence(pairs), "Nora Fayette", "two-mode")
    assert found == suggest(women, "Nora Fayette", "two-mode")
    assert {one.node: one.shared for one in found.suggestions} == {
        other: shared
        for other in women.graph["top"]
        if other != "Nora Fayette"
        if (shared := tuple(sorted(nx.common_neighbors(women, "Nora Fayette", other))))
    }


def test_whom_the_bodies_of_five_articles_have_met(rows: list[Row]) -> None:
    known = two_mode(rows)
    met = suggest(known, f"{ID}csr-kalesija", "two-mode").suggestions
    # Those at the conference, without the groups that nobody has named; the donors of the programme were not.
    assert [one.node.removeprefix(ID) for one in met] == ["embassy", "kalesija-drr", "unicef"]
    assert {one.shared for one in met} == {(f"{ID}conference",)}
    visited = suggest(known, f"{ID}ba", "two-mode").suggestions
    assert [one.node.removeprefix(ID) for one in visited] == ["puz", "zivinice"]


@pytest.mark.parametrize("donor", ["eu", "usaid", "swiss", "un", "giz"])
def test_who_pays_is_tied_already(donor: str, rows: list[Row]) -> None:
    found = suggest(two_mode(rows), ID + donor, "two-mode")
    assert found.suggestions == ()
    assert found.reason == "Whoever shares a thing with it is tied to it already."


def test_who_pays_a_body_is_tied_to_it_though_they_have_met() -> None:
    kinds = {"a": "Organisation", "b": "Organisation", "c": "Organisation", "m": "Meeting"}
    met = [Tie(body, "m", "participation", "asserted") for body in "abc"]
    known = Network(
        tuple(Node(iri, kind, iri) for iri, kind in kinds.items()),
        (*met, Tie("a", "b", "funding", "asserted")),
    )
    assert [one.node for one in suggest(known, "a", "two-mode").suggestions] == ["c"]
    assert [one.node for one in suggest(known, "b", "two-mode").suggestions] == ["c"]
    assert [one.node for one in suggest(known, "c", "two-mode").suggestions] == ["a", "b"]


def test_partners_of_the_only_partner(rows: list[Row]) -> None:
    found = suggest(two_mode(rows), f"{ID}icrc")
    assert found.suggestions == (Suggestion(f"{ID}icrc-ca", 0.5, (f"{ID}uz",)),)


@pytest.mark.parametrize(
    ("node", "reason"),
    [("embassy", "No partner of it is known"), ("uk", "Its partners have no others to whom it is not tied")],
)
def test_no_suggestion_has_a_reason(rows: list[Row], node: str, reason: str) -> None:
    found = suggest(two_mode(rows), ID + node)
    assert found.suggestions == ()
    assert found.reason.startswith(reason)


def test_what_cannot_be_asked(rows: list[Row]) -> None:
    known = two_mode(rows)
    with pytest.raises(UnknownChoice) as unknown:
        suggest(known, f"{ID}ba", "adamic-ader")
    assert unknown.value.nearest == ("adamic-adar",)
    with pytest.raises(NotInNetwork) as missing:
        suggest(known, f"{ID}kalisara")
    assert f"{ID}kali-sara" in missing.value.nearest
    with pytest.raises(NetworkError, match=r"expected an organisation, found .*nscep.*kind Project"):
        suggest(known, f"{ID}nscep")
    with pytest.raises(NetworkError, match="found one of one mode"):
        suggest(nx.Graph([("a", "b")]), "a", "two-mode")


def test_the_first_method_is_the_usual_one() -> None:
    assert SIMILARITIES[0] == suggest(nx.Graph([("a", "b")]), "a").method
