"""Each derived edge from a small graph of one relationship, and none from what is planned or implied."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from ngograph.content import find_content, turtle_files
from ngograph.derive import derive
from ngograph.imports import parsed
from ngograph.queries import load_catalogue
from ngograph.store import memory_store
from ngograph.vocab import CONCEPT, ID, NGO, PREFIXES, ROOT

CONTENT = find_content(Path(__file__).parents[2])
HEAD = f"""@base <{ROOT}> .
@prefix ngo: <{NGO}> .
@prefix skos: <{PREFIXES["skos"]}> .
<id/o/a> a ngo:NationalSociety . <id/o/b> a ngo:Ministry . <id/o/c> a ngo:NonGovernmentalOrganisation .
<id/p/x> a ngo:Person . <id/place/ba> a ngo:Place .
<id/act/project> a ngo:Project . <id/act/programme> a ngo:Programme . <id/act/visit> a ngo:Visit .
"""
MODALITY = f"ngo:modality <{CONCEPT}modality/%s>"
TAKES_PART = (
    "<id/r/%s> a ngo:Participation ; ngo:participant <id/o/%s> ; "
    "ngo:activity <id/act/%s> ; ngo:role <concept/role/%s> ; "
)

Edges = set[tuple[str, str, str]]


def edges(turtle: str, modality: str = "asserted") -> Edges:
    """What the derive queries make of *turtle*, in which each `!` stands for the modality."""
    ontology = [
        quad for file in turtle_files(CONTENT.ontology) for quad in parse(path=str(file), base_iri=ROOT)
    ]
    stated = parse(HEAD + turtle.replace("!", MODALITY % modality), RdfFormat.TURTLE)
    graphs = ((ontology, NamedNode(f"{ROOT}graph/ontology")), (stated, NamedNode(f"{ROOT}graph/test")))
    store = memory_store(
        Quad(q.subject, q.predicate, q.object, graph) for quads, graph in graphs for q in quads
    )
    return {
        tuple(term.value.replace(ID, "").replace(NGO, "ngo:") for term in triple)
        for lines in derive(store, CONTENT.queries / "derive").values()
        for triple in parsed(lines)
    }


def joins(found: Edges, name: str) -> set[str]:
    """The pairs that the property joins, as "a b"."""
    return {f"{s} {o}" for s, p, o in found if p == f"ngo:{name}"}


def pair(name: str, one: str, other: str, *, a: str = "asserted", b: str = "asserted") -> str:
    """Two participations in one activity, each in its role and modality."""
    first = TAKES_PART % ("1", "a", name, one) + MODALITY % a + " ."
    second = TAKES_PART % ("2", "b", name, other) + MODALITY % b + " ."
    return first + second


BOTH_WAYS = {"o/a o/b", "o/b o/a"}
PARTNERS = "<id/r/1> a ngo:Partnership ; ngo:party <id/o/a>, <id/o/b> ; ! ."
SUPPORTED = "<id/r/1> a ngo:Partnership ; ngo:party <id/o/a>, <id/o/b> ; ngo:supporter <id/o/a> ; ! ."
AGREED = "<id/r/1> a ngo:Agreement ; ngo:party <id/o/a>, <id/o/b> ; ngo:impliedParty <id/o/c> ; ! ."
FUNDED = (
    "<id/r/1> a ngo:Funding ; ngo:funder <id/o/a> ; "
    "ngo:activity <id/act/project> ; ngo:recipient <id/o/b> ; ! ."
)
PART = (
    "<id/r/1> a ngo:Affiliation ; ngo:part <id/o/a> ; "
    "ngo:whole <id/o/b> ; ngo:affiliationKind <concept/affiliation-kind/%s> ; ! ."
)
TENURE = "<id/r/1> a ngo:Tenure ; ngo:holder <id/p/x> ; ngo:organisation <id/o/a> ; ! ."
PRESENCE = "<id/r/1> a ngo:Presence ; ngo:organisation <id/o/a> ; ngo:place <id/place/ba> ; ! ."
SENT = (
    "<id/r/1> a ngo:Participation ; ngo:participant <id/p/x> ; ngo:onBehalfOf <id/o/a> ; "
    "ngo:activity <id/act/visit> ; ngo:role <concept/role/visitor> ; ! ."
    + TAKES_PART % ("2", "b", "visit", "host")
    + "! ."
)

CASES = [
    ("worksWith", PARTNERS, BOTH_WAYS),
    ("worksWith", SUPPORTED, BOTH_WAYS),
    ("worksWith", AGREED, BOTH_WAYS),
    ("hasAgreementWith", AGREED, BOTH_WAYS),
    ("funds", FUNDED, {"o/a act/project", "o/a o/b"}),
    ("partOfOrganisation", PART % "branch", {"o/a o/b"}),
    ("holdsPostIn", TENURE, {"p/x o/a"}),
    ("presentIn", PRESENCE, {"o/a place/ba"}),
    ("takesPartIn", SENT, {"p/x act/visit", "o/a act/visit", "o/b act/visit"}),
    ("meetsWith", SENT, BOTH_WAYS),
]


@pytest.mark.parametrize(("edge", "turtle", "expected"), CASES)
def test_an_asserted_relationship_gives_its_edges(edge: str, turtle: str, expected: set[str]) -> None:
    assert joins(edges(turtle), edge) == expected


@pytest.mark.parametrize("modality", ["planned", "implied", "reported"])
@pytest.mark.parametrize(("edge", "turtle", "_expected"), CASES)
def test_another_modality_gives_none(edge: str, turtle: str, _expected: set[str], modality: str) -> None:
    found = edges(turtle, modality)
    assert joins(found, edge) == set()
    assert {p for s, p, _ in found if s.startswith(("o/", "p/", "act/"))} <= {f"{PREFIXES['rdf']}type"}
    assert ("o/a", f"{PREFIXES['rdf']}type", "ngo:Donor") not in found


@pytest.mark.parametrize("role", ["lead", "implementer", "partner", "beneficiary"])
@pytest.mark.parametrize("activity", ["project", "programme"])
def test_a_shared_project_makes_them_work_together(activity: str, role: str) -> None:
    assert joins(edges(pair(activity, role, "partner")), "worksWith") == BOTH_WAYS


@pytest.mark.parametrize(
    "turtle",
    [
        pair("project", "partner", "funder"),
        pair("project", "accountable", "partner"),
        pair("visit", "partner", "partner"),
        pair("project", "partner", "partner", b="planned"),
        pair("project", "partner", "partner", a="implied"),
        FUNDED,
        SENT,
        PART % "branch",
    ],
)
def test_these_do_not_make_them_work_together(turtle: str) -> None:
    assert joins(edges(turtle), "worksWith") == set()


def test_an_implied_party_has_no_edge() -> None:
    found = edges(AGREED)
    assert not [edge for edge in found if "o/c" in (edge[0], edge[2]) and edge[1] != f"{PREFIXES['rdf']}type"]


def test_projects_are_no_meetings() -> None:
    assert joins(edges(pair("project", "partner", "partner")), "meetsWith") == set()


def test_one_who_takes_part_twice_does_not_meet_itself() -> None:
    turtle = (
        TAKES_PART % ("1", "a", "visit", "host")
        + "! ."
        + TAKES_PART % ("2", "a", "visit", "organiser")
        + "! ."
    )
    assert joins(edges(turtle), "meetsWith") == set()


def test_only_a_funder_is_a_donor() -> None:
    typed = f"{PREFIXES['rdf']}type"
    assert {s for s, p, o in edges(FUNDED) if (p, o) == (typed, "ngo:Donor")} == {"o/a"}
    assert not {s for s, p, o in edges(PARTNERS) if (p, o) == (typed, "ngo:Donor")}


@pytest.mark.parametrize(
    ("thing", "classes"),
    [
        (
            "o/a",
            "ngo:MovementComponent ngo:Organisation org:Organization prov:Organization foaf:Organization",
        ),
        ("o/a", "schema:Organization http://schema.org/Organization"),
        ("o/b", "ngo:PublicBody ngo:Organisation schema:Organization"),
        ("p/x", "foaf:Person schema:Person"),
        ("act/visit", "ngo:Event ngo:Activity prov:Activity"),
        ("r/1", "ngo:Partnership ngo:Relationship prov:Entity"),
    ],
)
def test_types_are_closed_upward(thing: str, classes: str) -> None:
    prefixes = {**PREFIXES, "http": "http:"}
    wanted = {prefixes[name.partition(":")[0]] + name.partition(":")[2] for name in classes.split()}
    found = {o for s, p, o in edges(AGREED) if s == thing and p == f"{PREFIXES['rdf']}type"}
    assert {iri.replace(NGO, "ngo:") for iri in wanted} <= found


def test_preferred_labels_stand_as_rdfs_labels() -> None:
    found = edges('<id/o/a> skos:prefLabel "A"@en ; skos:altLabel "Aa"@en .')
    assert {o for s, p, o in found if (s, p) == ("o/a", f"{PREFIXES['rdfs']}label")} == {"A"}


@pytest.mark.parametrize(
    ("turtle", "word", "expected"),
    [
        (PART % "branch", "org:subOrganizationOf", ("o/a", "o/b")),
        (PART % "branch", "schema:parentOrganization", ("o/a", "o/b")),
        (PART % "member", "org:memberOf", ("o/a", "o/b")),
        (PART % "component", "schema:memberOf", ("o/a", "o/b")),
        (TENURE, "org:memberOf", ("p/x", "o/a")),
        (FUNDED, "schema:funder", ("act/project", "o/a")),
        (FUNDED, "schema:funder", ("o/b", "o/a")),
        (PARTNERS, "org:linkedTo", ("o/b", "o/a")),
        (SENT, "prov:wasAssociatedWith", ("act/visit", "o/a")),
    ],
)
def test_words_of_other_vocabularies(turtle: str, word: str, expected: tuple[str, str]) -> None:
    prefix, _, local = word.partition(":")
    assert (expected[0], PREFIXES[prefix] + local, expected[1]) in edges(turtle)


def test_a_founder_is_no_parent_in_other_vocabularies() -> None:
    found = edges(PART % "founder")
    assert not [p for _, p, _ in found if p.endswith(("parentOrganization", "subOrganizationOf", "memberOf"))]


def test_each_head_names_all_that_is_made() -> None:
    prefixes = {**PREFIXES, "schema-http": "http://schema.org/"}
    everything = "\n".join(
        turtle.replace("<id/r/1>", f"<id/r/{n}>") for n, (_, turtle, _) in enumerate(CASES)
    )
    stated = parse(HEAD + everything.replace("!", MODALITY % "asserted"), RdfFormat.TURTLE)
    ontology = [
        quad for file in turtle_files(CONTENT.ontology) for quad in parse(path=str(file), base_iri=ROOT)
    ]
    quads = [
        Quad(q.subject, q.predicate, q.object, NamedNode(f"{ROOT}graph/t")) for q in [*stated, *ontology]
    ]
    assert not any(isinstance(quad.graph_name, DefaultGraph) for quad in quads)
    made = derive(memory_store(quads), CONTENT.queries / "derive")
    for query in load_catalogue(CONTENT.queries / "derive"):
        names = {prefixes[name.partition(":")[0]] + name.partition(":")[2] for name in query.head["derives"]}
        triples = parsed(made[query.path.name])
        assert triples
        assert {t.predicate.value for t in triples} | {t.object.value for t in triples} >= names  # type: ignore[union-attr]
        assert {t.predicate.value for t in triples} <= names | {f"{PREFIXES['rdf']}type"}
