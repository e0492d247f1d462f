"""Plain facts in the words of the ontology: what each kind states conforms, and bears the IRIs it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ngograph.check import read_rules
from ngograph.content import find_content
from ngograph.sources.facts import (
    About,
    Affiliation,
    Body,
    Code,
    Funding,
    Holder,
    Name,
    Paper,
    Participation,
    Partnership,
    Presence,
    Record,
    Spot,
    Tenure,
    Work,
)
from ngograph.sources.reading import Document
from ngograph.sources.statements import term
from ngograph.sources.stating import Stating, lines
from ngograph.sources.writing import described
from ngograph.validation import validate
from ngograph.vocab import ID, NGO, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from ngograph.check import Rules
    from ngograph.sources.facts import Fact

REPORT = Paper((Name("Bilan", "fr"),), "http://example.org/bilan.pdf", ("fr", "sr", "?"), "2021-02-03")
WATER = Work(
    (Name("Water for all", "en"), Name("De l'eau pour tous", "fr")),
    (Code("IATI activity", "GB-1-200"),),
    "Project",
    edtf="2020-01/..",
    status="active",
    topics=("water-sanitation-and-hygiene",),
    places=(Spot(country="TD"),),
    part_of=(Work((), (Code("IATI activity", "GB-1-100"),), "Programme"),),
    codes_kept=("Sector:99810",),
    outcomes=(REPORT, Paper((), "http://example.org/")),
)
DONOR = Body((Name("Donor", "en"),), (Code("IATI organisation", "GB-1"),), "PublicBody", "DO", country="gb")
DOER = Body((Name("Croix-Rouge du Tchad", "fr"),), (Code("DAC channel code", "22000", "generic"),))
TOWN = Spot((Name("Moundou", "fr"),), (Code("P-code", "TD0801"),), within=Spot(country="td"))
FACTS: dict[str, Fact] = {
    "participation": Participation(DOER, WATER, ("implementer", "partner"), About(edtf="2020")),
    "partnership": Partnership((DONOR, DOER), (DONOR,), WATER),
    "funding": Funding(
        (DONOR,), (DOER,), (WATER,), ("commitment",), "1000.50", "EUR", "2020-02-03", about=About(key="1")
    ),
    "funding of an unknown amount": Funding((DONOR,), (DOER,)),
    "affiliation": Affiliation(DOER, DONOR, "member"),
    "presence": Presence(DOER, TOWN, about=About(topics=("health",), codes_kept=("Sector:x",))),
    "tenure": Tenure(
        Holder((Name("Jane Doe"),), "jane"), DONOR, (Name("director", "en"),), About(edtf="2019/2021")
    ),
    "body": DOER,
    "place": TOWN,
}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(find_content())


def triples(stating: Stating, record: Record) -> list[Triple]:
    """Return what *stating* makes of *record*."""
    text = "\n".join(lines(stating.record(record).blocks()))
    return [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("name", FACTS)
def test_what_is_stated_conforms(name: str, rules: Rules) -> None:
    document = Document("src", "A file", "0" * 64, "file.csv", "text/csv", ("fr",))
    stated = triples(Stating("src", "fr"), Record("r1", "row 1", (FACTS[name],)))
    report = validate(
        [*stated, *described(document)],
        ontology=[triple for file in rules.ontology for triple in file.triples],
        shapes=[triple for file in rules.shapes for triple in file.triples],
    )
    assert [finding.message for finding in report.violations] == []
    assert sum(report.looked_at.values()) > 10


def test_a_strong_code_makes_one_thing_of_two_sources() -> None:
    assert Stating("one").of(DONOR) == Stating("two").of(DONOR)
    assert Stating("one").of(DONOR).value == f"{ID}organisation/iati-organisation-gb-1"


def test_a_generic_code_does_not() -> None:
    assert Stating("one").of(DOER).value == f"{ID}organisation/one-croix-rouge-du-tchad"
    assert Stating("one").of(DOER) != Stating("two").of(DOER)


def test_a_place_without_a_code_is_told_apart_by_what_it_lies_in() -> None:
    stating = Stating("src")
    here, there = (Spot((Name("Santa Ana"),), within=Spot(country=code)) for code in ("hn", "sv"))
    assert stating.of(here) != stating.of(there)


def test_the_same_said_twice_is_one_relationship_with_two_pieces_of_evidence() -> None:
    stating = Stating("src")
    one, two = (triples(stating, Record(key, f"row {key}", (FACTS["presence"],))) for key in ("1", "2"))
    kind, evidence = NamedNode(f"{NGO}Presence"), NamedNode(f"{NGO}evidence")
    nodes = {triple.subject for triple in [*one, *two] if triple.object == kind}
    assert len(nodes) == 1
    assert len({t.object for t in [*one, *two] if t.subject in nodes and t.predicate == evidence}) == 2


def test_a_key_keeps_two_alike_apart() -> None:
    facts = tuple(Funding((DONOR,), (DOER,), amount="5", currency="EUR", about=About(key=k)) for k in "12")
    stated = triples(Stating("src"), Record("r", "row 1", facts))
    assert len({t.subject for t in stated if t.object == NamedNode(f"{NGO}Funding")}) == 2


def test_a_document_is_told_apart_by_its_address_and_its_day() -> None:
    stating = Stating("files")
    later = REPORT._replace(issued="2022-02-03")
    said = triples(stating, Record("1", "/1", (Work(key="w", outcomes=(REPORT, later)),)))
    told = {(triple.predicate, triple.object) for triple in said if triple.subject == stating.of(REPORT)}
    assert stating.of(REPORT) != stating.of(later)
    assert {
        (term("dct:identifier"), Literal("http://example.org/bilan.pdf")),
        (term("dct:issued"), Literal("2021-02-03", datatype=term("xsd:date"))),
        (term("dct:language"), Literal("sr-Latn")),
    } <= told
    assert {triple.object for triple in said if triple.predicate == NamedNode(f"{NGO}outcome")} == {
        stating.of(REPORT),
        stating.of(later),
    }


def test_an_unknown_amount_is_absent() -> None:
    stated = triples(Stating("src"), Record("r", "row 1", (Funding((DONOR,), (DOER,), currency="EUR"),)))
    assert not {t.predicate.value.removeprefix(NGO) for t in stated} & {"amount", "currency", "valueDate"}


def test_a_name_without_an_english_form_stands_in_english_as_it_is() -> None:
    label = NamedNode(f"{PREFIXES['skos']}prefLabel")
    said = triples(Stating("src", "fr"), Record("r", "row 1", (Body((Name("Croix-Rouge du Tchad"),)),)))
    assert {t.object for t in said if t.predicate == label} == {
        Literal("Croix-Rouge du Tchad", language="fr"),
        Literal("Croix-Rouge du Tchad", language="en"),
    }


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("sr", "Црвени крст", "sr-cyrl"),
        ("sr", "Crveni krst", "sr-latn"),
        ("not a tag", "Name", "en"),
        ("pt_BR", "Nome", "pt-br"),
    ],
)
def test_a_tag_is_one_that_the_graph_uses(tag: str, text: str, said: str) -> None:
    stated = triples(Stating("src"), Record("r", "row 1", (Body((Name(text, tag),)),)))
    tags = {t.object.language for t in stated if isinstance(t.object, Literal) and t.object.language}
    assert said in {one.lower() for one in tags}
