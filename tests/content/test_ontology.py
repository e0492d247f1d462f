"""The ontology itself: fault queries come back empty, and its names agree with the model and with the world.

Each fault is a query in `faults/ontology/`; beside it lies a small file that has the fault, so that a query
which could never find anything does not pass for a clean bill of health.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, parse
from rdflib.namespace import OWL, RDF, RDFS, SDO, VANN, WGS, XSD

from ngograph.content import turtle_files
from ngograph.sources.turtle import read_turtle
from ngograph.vocab import CONCEPT, NGO, PREFIXES, ROOT

if TYPE_CHECKING:
    from ngograph.content import Content

FAULTS: Final = sorted((Path(__file__).parent / "faults" / "ontology").glob("*.rq"))

# Nobody packs these as files; each was looked up by a person in what its owner publishes.
REVIEWED: Final = {
    f"{PREFIXES['gn']}Feature",
    f"{PREFIXES['gn']}parentFeature",
    "https://creativecommons.org/licenses/by/4.0/",
}


@pytest.fixture(scope="module")
def triples(content: Content) -> list[Triple]:
    """All that the ontology, its concepts and its alignments state."""
    return [triple for file in turtle_files(content.ontology) for triple in read_turtle(file)]


@pytest.fixture(scope="module")
def store(content: Content) -> Store:
    store = Store()
    for file in turtle_files(content.ontology):
        store.load(path=file, format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def defined(triples: list[Triple]) -> set[str]:
    """The IRIs that the ontology gives a type."""
    kind = NamedNode(f"{PREFIXES['rdf']}type")
    return {t.subject.value for t in triples if t.predicate == kind and isinstance(t.subject, NamedNode)}


def answers(store: Store, query: str) -> list[str]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return [" ".join(str(value) for value in solution) for solution in found]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.stem)
def test_the_ontology_is_free_of(fault: Path, store: Store) -> None:
    assert answers(store, fault.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.stem)
def test_the_query_finds(fault: Path, content: Content) -> None:
    store = Store()
    for file in (*turtle_files(content.ontology), fault.with_suffix(".ttl")):
        store.load(path=file, format=RdfFormat.TURTLE)
    assert answers(store, fault.read_text(encoding="utf-8")) != []


def test_every_faulty_file_has_its_query() -> None:
    files = {path.stem for path in FAULTS[0].parent.glob("*.ttl")}
    assert files == {path.stem for path in FAULTS}


def test_every_term_of_the_model_is_defined(shared: Path, defined: set[str]) -> None:
    model = (shared / "MODEL.md").read_text(encoding="utf-8")
    named = {f"{NGO}{name}" for name in re.findall(r"`[^`]*?\bngo:(\w+)", model)}
    assert len(named) > 100
    assert sorted(named - defined) == []


def test_every_concept_of_the_model_is_defined(shared: Path, defined: set[str]) -> None:
    model = (shared / "MODEL.md").read_text(encoding="utf-8")
    keys = {
        "topic": re.search(r"\(`concept/topic/`: ([^)]*?) …\)", model),
        "role": re.search(r"concepts of `concept/role/`: ([^…]*) …", model),
        "modality": re.search(r"`concept/modality/` exactly one: ([^.]*)\.", model),
        "status": re.search(r"`concept/status/` at most one: (.*)", model),
        "agreement-kind": re.search(r"`ngo:agreementKind` \(([^…]*) …\)", model),
        "funding-kind": re.search(r"`ngo:fundingKind` \(([^)]*)\)", model),
        "affiliation-kind": re.search(r"`ngo:affiliationKind` \(([^…]*) …\)", model),
        "presence-kind": re.search(r"`ngo:presenceKind` \(([^)]*)\)", model),
    }
    found = {scheme: re.findall(r"[a-z][a-z-]+", match[1]) for scheme, match in keys.items() if match}
    assert found.keys() == keys.keys()
    named = {f"{CONCEPT}{scheme}/{key}" for scheme, keys_of in found.items() for key in keys_of}
    assert len(named) > 50
    assert sorted(named - defined) == []


def test_every_outside_term_exists(shared: Path, triples: list[Triple]) -> None:
    known = _published(shared) | REVIEWED
    nodes = {node for t in triples for node in (t.predicate, t.object) if isinstance(node, NamedNode)}
    datatypes = {t.object.datatype for t in triples if isinstance(t.object, Literal)}
    outside = {node.value for node in nodes | datatypes if not node.value.startswith(ROOT)}
    assert len(outside) > 80
    assert sorted(iri for iri in outside if iri not in known and not _in_a_closed_list(iri)) == []


def test_a_term_that_nobody_published_would_be_noticed(shared: Path) -> None:
    known = _published(shared) | REVIEWED
    invented = [
        f"{PREFIXES[prefix]}{name}"
        for prefix, name in [
            ("org", "Movement"),
            ("schema", "Ministry"),
            ("prov", "worksWith"),
            ("owl", "Klass"),
        ]
    ]
    assert [iri for iri in invented if iri in known or _in_a_closed_list(iri)] == []


def _published(shared: Path) -> set[str]:
    """The terms that the vocabularies of W3C, DCMI, FOAF and the European Commission describe."""
    folders = [shared / "suites" / "vocabs", shared / "suites" / "skos-etc", shared / "data" / "cpov"]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".ttl", ".nq")]
    return {
        quad.subject.value
        for file in files
        for quad in parse(path=file, base_iri="https://example.org/")
        if isinstance(quad.subject, NamedNode)
    }


def _in_a_closed_list(iri: str) -> bool:
    """Say whether rdflib lists *iri* in a vocabulary of which no file lies at hand."""
    lists = {str(PREFIXES["schema"]): SDO, str(VANN): VANN, PREFIXES["geo"]: WGS}
    lists |= {str(namespace): namespace for namespace in (RDF, RDFS, OWL, XSD)}
    return any(iri.startswith(start) and iri.removeprefix(start) in names for start, names in lists.items())


@pytest.mark.parametrize(
    ("scheme", "file", "whole"),
    [
        ("dac-purpose", "nonembedded/Sector.xml", False),
        ("dac-sector", "nonembedded/SectorCategory.xml", False),
        ("iati-organisation-role", "embedded/OrganisationRole.xml", True),
        ("iati-organisation-type", "nonembedded/OrganisationType.xml", True),
        ("iati-activity-date-type", "embedded/ActivityDateType.xml", True),
        ("iati-activity-status", "embedded/ActivityStatus.xml", True),
        ("iati-transaction-type", "embedded/TransactionType.xml", False),
        ("currency", "nonembedded/Currency.xml", False),
    ],
)
def test_codes_are_those_of_the_list(scheme: str, file: str, whole: bool, shared: Path, store: Store) -> None:
    items = ET.parse(shared / "data" / "iati-codelists" / file).iter("codelist-item")
    published = {
        item.findtext("code", ""): item.findtext("name/narrative", "").strip()
        for item in items
        if item.get("status") != "withdrawn" or scheme == "currency"  # amounts of former years stand
    }
    ours = _codes(store, scheme)
    assert ours
    assert ours.keys() == published.keys() if whole else ours.keys() <= published.keys()
    if scheme != "currency":  # currencies have names of our own: the list's are no English common nouns
        assert ours == {code: published[code] for code in ours}


def test_clusters_are_those_of_the_list(shared: Path, store: Store) -> None:
    text = (shared / "data" / "org-aliases" / "Humanitarian-Clusters.json").read_text(encoding="utf-8")
    published = {item["code"]: item["name"] for item in json.loads(text)["data"]}
    assert _codes(store, "humanitarian-cluster") == published


def _codes(store: Store, scheme: str) -> dict[str, str]:
    found = store.query(
        f"""PREFIX skos: <{PREFIXES["skos"]}>
        SELECT ?code ?name WHERE {{
          ?concept skos:inScheme <{CONCEPT}{scheme}> ; skos:notation ?code ; skos:prefLabel ?name .
          FILTER(LANG(?name) = "en")
        }}"""
    )
    assert isinstance(found, QuerySolutions)
    return {solution["code"].value: solution["name"].value for solution in found}


def test_every_party_of_a_relationship_is_found_by_one_path(store: Store) -> None:
    """The parties that the model names, all below ngo:involves."""
    between = "party supporter impliedParty part whole holder organisation place"
    about = "participant activity funder recipient"
    found = answers(
        store,
        f"""PREFIX ngo: <{NGO}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
        SELECT ?party WHERE {{ ?party rdfs:subPropertyOf+ ngo:involves }}""",
    )
    assert {f"<{NGO}{name}>" for name in f"{between} {about}".split()} <= set(found)


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("ngo:NationalSociety", "org:Organization"),
        ("ngo:Ministry", "cv:PublicOrganisation"),
        ("ngo:Branch", "prov:Organization"),
        ("ngo:DevelopmentAgency", "foaf:Organization"),
        ("ngo:UnnamedGroup", "schema:Organization"),
        ("ngo:WorkingGroup", "org:OrganizationalCollaboration"),
        ("ngo:PressConference", "prov:Activity"),
        ("ngo:Agreement", "ngo:Partnership"),
        ("ngo:Agreement", "prov:Entity"),
        ("ngo:Evidence", "oa:SpecificResource"),
    ],
)
def test_classes_reach_the_words_that_others_know(below: str, above: str, store: Store) -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    assert bool(store.query(f"{prefixes}ASK {{ {below} rdfs:subClassOf+ {above} }}"))


def test_the_header_says_what_this_is(store: Store) -> None:
    (said,) = answers(
        store,
        f"""PREFIX owl: <{PREFIXES["owl"]}> PREFIX vann: <{VANN}>
        SELECT ?prefix ?namespace ?same WHERE {{
          <{ROOT}ontology> a owl:Ontology ; owl:versionIRI ?iri ; owl:versionInfo ?version ;
            vann:preferredNamespacePrefix ?prefix ; vann:preferredNamespaceUri ?namespace .
          BIND(STR(?iri) = CONCAT("{ROOT}ontology/", ?version) AS ?same)
        }}""",
    )
    assert said == f'"ngo" "{NGO}" "true"^^<{PREFIXES["xsd"]}boolean>'


def test_labels_are_written_in_their_script(triples: list[Triple]) -> None:
    """Bosnian has no Cyrillic letter, and no Russian label is without one."""
    texts = [t.object for t in triples if isinstance(t.object, Literal) and t.object.language in ("bs", "ru")]
    assert [
        t.value for t in texts if t.language == "bs" and re.search("[а-яё]", t.value, re.IGNORECASE)
    ] == []
    assert [
        t.value for t in texts if t.language == "ru" and not re.search("[а-яё]", t.value, re.IGNORECASE)
    ] == []
