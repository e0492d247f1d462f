"""The reference of the ontology: complete, the same for the same triples, and kept as it is made."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ngograph.content import turtle_files
from ngograph.reference import reference
from ngograph.sources.turtle import read_turtle
from ngograph.vocab import CONCEPT, NGO, PREFIXES, ROOT, curie

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

    from ngograph.content import Content

KEPT = Path(__file__).parents[1] / "docs" / "ontology.md"
TYPE = NamedNode(f"{PREFIXES['rdf']}type")


@pytest.fixture(scope="module")
def triples(content: Content) -> list[Triple]:
    return [triple for file in turtle_files(content.ontology) for triple in read_turtle(file)]


@pytest.fixture(scope="module")
def made(triples: list[Triple]) -> str:
    return reference(triples)


def test_the_page_that_is_kept_is_the_one_that_is_made(made: str) -> None:
    assert KEPT.read_text(encoding="utf-8") == made, "run `ngograph reference -o docs/ontology.md`"


def test_the_order_of_the_triples_does_not_matter(triples: list[Triple], made: str, content: Content) -> None:
    again = [triple for file in turtle_files(content.ontology) for triple in read_turtle(file)]
    random.Random(7).shuffle(again)
    assert again != triples  # other blank nodes, too
    assert reference(again) == made


def test_every_class_and_property_has_its_entry(triples: list[Triple], made: str) -> None:
    kinds = {f"{PREFIXES['owl']}{kind}" for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    terms = {
        triple.subject.value
        for triple in triples
        if triple.predicate == TYPE
        and isinstance(triple.object, NamedNode)
        and triple.object.value in kinds
        and isinstance(triple.subject, NamedNode)
    }
    entries = re.findall(r"^### <a id=\"[a-z0-9-]+\"></a>`(ngo:.*)`$", made, re.MULTILINE)
    assert len(terms) > 100
    assert sorted({curie(term) for term in terms} - set(entries)) == []
    assert len(entries) == len(set(entries))


def test_every_text_of_the_ontology_is_in_it(triples: list[Triple], made: str) -> None:
    told = {"definition", "scopeNote", "prefLabel", "title", "description"}
    texts = {
        triple.object.value
        for triple in triples
        if isinstance(triple.object, Literal) and re.split("[/#]", triple.predicate.value)[-1] in told
    }
    assert len(texts) > 500
    unlinked = re.sub(r"\[([^]]+)\]\(#scheme-[^)]+\)", r"\1", made)
    assert sorted(text for text in texts if text not in unlinked) == []


def test_every_concept_stands_once_in_its_scheme(triples: list[Triple], made: str) -> None:
    concepts = [
        t.subject.value.removeprefix(CONCEPT)
        for t in triples
        if t.predicate == TYPE
        and t.object == NamedNode(f"{PREFIXES['skos']}Concept")
        and isinstance(t.subject, NamedNode)
    ]
    chapters = re.split(r"^##+ ", made, flags=re.MULTILINE)
    for concept in concepts:
        scheme, key = concept.split("/")
        (chapter,) = (text for text in chapters if text.startswith(f'<a id="scheme-{scheme}"'))
        assert len(re.findall(rf"^\| (?:&emsp;)*`{key}` \|", chapter, re.MULTILINE)) == 1, concept


def test_every_link_leads_somewhere(made: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"', made))
    headings = re.findall(r"^## (.*)$", made, re.MULTILINE)
    anchors |= {heading.lower().replace(" ", "-") for heading in headings}
    links = set(re.findall(r"\]\(#([^)]+)\)", made))
    assert len(links) > 100
    assert sorted(links - anchors) == []


def test_every_table_row_has_as_many_cells_as_its_head(made: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", made, re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(counts) == 1, table


def test_the_example_says_what_the_data_say(made: str, content: Content) -> None:
    (example,) = re.findall(r"```turtle\n(.*?)```", made, re.DOTALL)
    shown = {quad.triple for quad in parse(example, RdfFormat.TURTLE)}
    assert shown
    known = {
        triple
        for file in turtle_files(content.data / "nscep-staff-exchanges")
        for triple in read_turtle(file)
    }
    assert sorted(map(str, shown - known)) == []


def test_what_a_term_says_comes_into_its_entry() -> None:
    said = """
        @base <https://w3id.org/ngograph/> .
        @prefix ngo: <https://w3id.org/ngograph/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix schema: <https://schema.org/> .
        @prefix dct: <http://purl.org/dc/terms/> .
        <ontology> a owl:Ontology ; dct:title "clubs"@en .
        ngo:Body a owl:Class .
        ngo:Person a owl:Class .
        ngo:Club a owl:Class ; rdfs:subClassOf ngo:Body, schema:Organization ;
            rdfs:label "club"@en, "klub"@bs ; skos:definition "People who meet."@en .
        ngo:joins a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:range ngo:Club ;
            rdfs:domain [ a owl:Class ; owl:unionOf ( ngo:Person ngo:Body ) ] ;
            rdfs:subPropertyOf [ owl:inverseOf schema:member ] .
    """
    made = reference(quad.triple for quad in parse(said, RdfFormat.TURTLE))
    club = made.partition("`ngo:Club`\n")[2].partition("###")[0]
    assert "*club* · *klub*\n\nPeople who meet.\n" in club
    assert "- A kind of: [Body](#class-body)\n" in club
    assert "- Reached by: [joins](#property-joins)\n" in club
    assert "- With all properties of: [Body](#class-body)\n" in club
    assert "- Elsewhere: is a kind of `schema:Organization`" in club
    joins = made.partition("`ngo:joins`\n")[2].partition("##")[0]
    assert "- From: [Person](#class-person) or [Body](#class-body)\n" in joins
    assert "- Always: at most one value\n" in joins
    assert "- Elsewhere: implies the inverse of `schema:member`" in joins


def test_the_verb_writes_it(
    ngograph: Callable[..., Outcome], tmp_path: Path, made: str, content: Content
) -> None:
    printed = ngograph("reference", "--content", content.root)
    written = ngograph("reference", "--content", content.root, "-o", tmp_path / "ontology.md")
    assert (printed.code, printed.out) == (0, made)
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "ontology.md").read_text(encoding="utf-8") == made


def test_the_verb_says_where_the_turtle_is_wrong(ngograph: Callable[..., Outcome], tmp_path: Path) -> None:
    for folder in ("ontology", "shapes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ontology" / "broken.ttl").write_text(
        f"@prefix ngo: <{NGO}> .\nngo:Club a <{ROOT}\n", encoding="utf-8"
    )
    told = ngograph("reference", "--content", tmp_path)
    assert told.code == 1
    assert "broken.ttl:2" in told.err
    assert told.out == ""
