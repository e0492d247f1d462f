"""The derived edges, worked out a second time in plain Python from what the sources state."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

from ngograph.store import named_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from ngograph.release import Release

ROOT = "https://w3id.org/ngograph/"
NGO = f"{ROOT}ontology#"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DERIVED = NamedNode(f"{ROOT}graph/derived")
WORKING = {f"{ROOT}concept/role/{role}" for role in ("lead", "implementer", "partner", "beneficiary")}
EVENTS = {"Event", "Visit", "Meeting", "Conference", "PressConference", "Training"}

Stated = dict[str, dict[str, set[str]]]
Edges = set[tuple[str, str]]


@pytest.fixture(scope="module")
def store(release: Release) -> Store:
    return release.store()


@pytest.fixture(scope="module")
def stated(store: Store) -> Stated:
    """Subject → property → values, as the sources state them, without ontology and derived edges."""
    found: Stated = defaultdict(lambda: defaultdict(set))
    for quad in named_quads(store):
        if not str(quad.graph_name).endswith(("/graph/derived>", "/graph/ontology>")):
            found[quad.subject.value][quad.predicate.value].add(quad.object.value)  # type: ignore[union-attr]
    return found


def derived(store: Store, name: str) -> Edges:
    quads = store.quads_for_pattern(None, NamedNode(NGO + name), None, DERIVED)
    return {(quad.subject.value, quad.object.value) for quad in quads}  # type: ignore[union-attr]


def of(node: dict[str, set[str]], *names: str) -> set[str]:
    return {value for name in names for value in node.get(NGO + name, ())}


def nodes(stated: Stated, *classes: str, modality: str = "asserted") -> Iterable[dict[str, set[str]]]:
    wanted = {NGO + name for name in classes}
    for node in list(stated.values()):
        if wanted & node.get(A, set()) and f"{ROOT}concept/modality/{modality}" in of(node, "modality"):
            yield node


def organisations(values: Iterable[str]) -> set[str]:
    return {value for value in values if "/id/organisation/" in value}


def pairs(values: set[str]) -> Edges:
    return set(permutations(values, 2))


def kinds(stated: Stated, thing: str) -> set[str]:
    return {value.removeprefix(NGO) for value in stated[thing].get(A, ())}


def working(stated: Stated) -> Edges:
    edges: Edges = set()
    for node in nodes(stated, "Partnership", "Agreement"):
        edges |= pairs(of(node, "party", "supporter"))
    shared: dict[str, set[str]] = defaultdict(set)
    for node in nodes(stated, "Participation"):
        for activity in of(node, "activity"):
            if of(node, "role") & WORKING and kinds(stated, activity) & {"Project", "Programme"}:
                shared[activity] |= organisations(of(node, "participant"))
    return edges.union(*map(pairs, shared.values()))


def meeting(stated: Stated) -> Edges:
    present: dict[str, set[str]] = defaultdict(set)
    for node in nodes(stated, "Participation"):
        for activity in of(node, "activity"):
            if kinds(stated, activity) & EVENTS:
                present[activity] |= organisations(of(node, "participant", "onBehalfOf"))
    return set().union(*map(pairs, present.values()))


def product(stated: Stated, name: str, left: tuple[str, ...], right: tuple[str, ...]) -> Edges:
    return {
        (a, b) for node in nodes(stated, name) for a in of(node, *left) for b in of(node, *right) if a != b
    }


def test_works_with(store: Store, stated: Stated) -> None:
    assert derived(store, "worksWith") == working(stated) != set()


def test_meets_with(store: Store, stated: Stated) -> None:
    assert derived(store, "meetsWith") == meeting(stated) != set()


def test_has_agreement_with(store: Store, stated: Stated) -> None:
    expected = set().union(*(pairs(of(node, "party", "supporter")) for node in nodes(stated, "Agreement")))
    assert derived(store, "hasAgreementWith") == expected != set()


@pytest.mark.parametrize(
    ("edge", "name", "left", "right"),
    [
        ("funds", "Funding", ("funder",), ("activity", "recipient")),
        ("takesPartIn", "Participation", ("participant", "onBehalfOf"), ("activity",)),
        ("partOfOrganisation", "Affiliation", ("part",), ("whole",)),
        ("presentIn", "Presence", ("organisation",), ("place",)),
        ("holdsPostIn", "Tenure", ("holder",), ("organisation",)),
    ],
)
def test_direct_edges(
    store: Store, stated: Stated, edge: str, name: str, left: tuple[str, ...], right: tuple[str, ...]
) -> None:
    assert derived(store, edge) == product(stated, name, left, right) != set()


def test_donors_are_the_asserted_funders(store: Store, stated: Stated) -> None:
    quads = [quad for quad in named_quads(store) if quad.object == NamedNode(f"{NGO}Donor")]
    donors = {
        (quad.subject.value, quad.graph_name)  # type: ignore[union-attr]
        for quad in quads
        if quad.predicate == NamedNode(A)
    }
    assert donors == {(funder, DERIVED) for node in nodes(stated, "Funding") for funder in of(node, "funder")}


@pytest.mark.parametrize("modality", ["planned", "implied"])
def test_nothing_planned_or_implied_gives_an_edge(store: Store, stated: Stated, modality: str) -> None:
    """The parties of such a relationship are joined only where an asserted one joins them as well."""
    for edge, known in (("worksWith", working(stated)), ("meetsWith", meeting(stated))):
        for node in nodes(stated, "Partnership", "Agreement", "Participation", modality=modality):
            parties = of(node, "party", "supporter", "impliedParty", "participant", "onBehalfOf", "activity")
            assert derived(store, edge) & pairs(parties) <= known


def test_an_implied_party_has_no_edge_from_its_agreement(store: Store, stated: Stated) -> None:
    implied = [node for node in nodes(stated, "Agreement") if of(node, "impliedParty")]
    assert implied
    for node in implied:
        for party in of(node, "impliedParty"):
            assert not {edge for edge in derived(store, "hasAgreementWith") if party in edge}


def test_no_edge_joins_a_thing_to_itself(store: Store) -> None:
    assert not [
        quad for quad in store.quads_for_pattern(None, None, None, DERIVED) if quad.subject == quad.object
    ]
