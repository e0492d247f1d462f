"""Who says what: what each source tells of a thing, how much money, and where two put one tie differently."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ngograph.queries import Catalogue
from ngograph.store import memory_store
from ngograph.vocab import DERIVED_GRAPH, GRAPH, ONTOLOGY_GRAPH
from ngograph.web import Settings, create_app

from .conftest import Client, Small, client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXES = """@base <https://w3id.org/ngograph/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def fundings(number: int, source: str, amount: str, year: int) -> str:
    return "".join(
        f"""<id/funding/{source}-{at}> a ngo:Funding ; ngo:funder <id/organisation/giver> ;
  ngo:activity <id/activity/wells> ; ngo:amount {amount} ; ngo:currency <concept/currency/usd> ;
  ngo:fundingKind <concept/funding-kind/commitment> ; ngo:modality <concept/modality/asserted> ;
  ngo:valueDate "{year}-03-01"^^xsd:date ; ngo:startEarliest "{year}-03-01"^^xsd:date .
"""
        for at in range(number)
    )


def document(name: str) -> str:
    return f"""<graph/{name}> dct:source <id/document/{name}> .
<id/document/{name}> a ngo:Document ; skos:prefLabel "The {name}"@en .
<id/activity/wells> a ngo:Project ; skos:prefLabel "Wells"@en .
"""


GRAPHS = {
    f"{GRAPH}sheet": document("sheet")
    + fundings(30, "sheet", "100.50", 2021)
    + """
<id/organisation/giver> a ngo:Organisation ; skos:prefLabel "Giver Fund"@en .
<id/participation/sheet> a ngo:Participation ; ngo:participant <id/organisation/giver> ;
  ngo:activity <id/activity/wells> ; ngo:role <concept/role/lead> ; ngo:status <concept/status/active> ;
  ngo:modality <concept/modality/asserted> ; ngo:edtf "2021" .
""",
    f"{GRAPH}news": document("news")
    + fundings(1, "news", "5000", 2023)
    + """
<id/organisation/giver> a ngo:Organisation ; skos:altLabel "The Giver"@en ; ngo:acronym "TGF"@en .
<id/participation/news> a ngo:Participation ; ngo:participant <id/organisation/giver> ;
  ngo:activity <id/activity/wells> ; ngo:role <concept/role/partner> ; ngo:status <concept/status/active> ;
  ngo:modality <concept/modality/planned> .
<id/funding/plan> a ngo:Funding ; ngo:funder <id/organisation/giver> ; ngo:activity <id/activity/wells> ;
  ngo:amount 7 ; ngo:currency <concept/currency/eur> ; ngo:modality <concept/modality/planned> .
""",
    ONTOLOGY_GRAPH: """
ngo:Organisation rdfs:label "organisation"@en . ngo:role rdfs:label "role"@en .
ngo:status rdfs:label "status"@en . ngo:modality rdfs:label "modality"@en .
<concept/role/lead> skos:prefLabel "lead"@en . <concept/role/partner> skos:prefLabel "partner"@en .
<concept/status/active> skos:prefLabel "active"@en .
<concept/funding-kind/commitment> skos:prefLabel "commitment"@en .
<concept/modality/planned> skos:prefLabel "planned"@en .
<concept/modality/asserted> skos:prefLabel "asserted"@en .
""",
}


@pytest.fixture(scope="module")
def giver() -> Iterator[Client]:
    """A body of which two sources tell, served."""
    stated = [
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph))
        for graph, text in GRAPHS.items()
        for triple in parse(PREFIXES + text, RdfFormat.TURTLE)
    ]
    tie = NamedNode("https://w3id.org/ngograph/ontology#Relationship")
    typed = [
        Quad(quad.subject, quad.predicate, tie, NamedNode(DERIVED_GRAPH))
        for quad in stated
        if str(quad.object).endswith(("#Funding>", "#Participation>"))
    ]
    release = Small(memory_store([*stated, *typed]))
    app = create_app(
        release=release, catalogue=Catalogue(()), tables=Catalogue(()), settings=Settings(page_rows=5)
    )
    yield from client_of(app)


def section(page: str, key: str) -> str:
    return page[page.index(f'<h2 id="{key}"') :].partition("</section>")[0]


def rows(part: str) -> list[list[str]]:
    return [
        [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.split(r"</t[hd]>", row)[:-1]
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", part.partition("<tbody>")[2], re.DOTALL)
    ]


def test_each_source_with_what_it_calls_a_thing_and_tells_of_it(giver: Client) -> None:
    page = giver.get("/id/organisation/giver", accept="text/html").text
    assert rows(section(page, "voices")) == [
        ["The sheet", "Giver Fund", "Funds 30 Leads and implements 1", "2021"],
        ["The news", "TGF , The Giver", "Funds 2 Takes part in projects 1", "2023"],
    ]


def test_amounts_are_added_up_by_source_kind_and_currency(giver: Client) -> None:
    page = giver.get("/id/organisation/giver", accept="text/html").text
    assert rows(section(page, "money")) == [
        ["Funds : commitment", "5,000 USD", "1", "2023", "The news"],
        ["Funds planned", "7 EUR", "1", "", "The news"],
        ["Funds : commitment", "3,015 USD", "30", "2021", "The sheet"],
    ]


def test_one_source_can_be_heard_alone(giver: Client) -> None:
    page = giver.get("/id/organisation/giver?source=news", accept="text/html").text
    assert "Only what this source says:" in page
    assert 'id="voices"' not in page
    assert "Giver Fund</h1>" in page  # its name stays, whoever gives it
    assert section(page, "funds").count('<li class="line ') == 2
    assert [row[0] for row in rows(section(page, "money"))] == ["Funds : commitment", "Funds planned"]
    assert (
        giver.get("/id/organisation/giver?source=nobody", accept="text/html").text.count('id="voices"') == 1
    )


def test_pages_of_a_part_keep_to_the_source(giver: Client) -> None:
    page = giver.get("/id/organisation/giver?source=sheet", accept="text/html").text
    link = re.search(r'href="(\?part=funds[^"]+)">Show all 30', page)
    assert link is not None
    part = giver.get(f"/id/organisation/giver{unescape(link[1])}", accept="text/html").text
    assert part.count('<li class="line ') == 30
    assert 'href="?part=funds&amp;lang=en">What all sources say' in part
    everything = giver.get("/id/organisation/giver?part=funds", accept="text/html").text
    assert everything.count('<li class="line ') == 32


def test_two_sources_on_one_tie_are_laid_side_by_side(giver: Client) -> None:
    page = giver.get("/id/participation/sheet", accept="text/html").text
    part = section(page, "alike")
    agreed = part.partition("<table")[0]
    assert "status" in agreed
    assert "active" in agreed
    heads = re.findall(r'<th scope="col">([^<]+)</th>', part)
    first, second = (dict(zip(heads, row, strict=True)) for row in rows(part))
    assert (first["role"], second["role"]) == ("lead", "partner")
    assert (first["When"], second["When"]) == ("2021", "–")
    marked = re.findall(r"<mark>.*?>([^<]+)</(?:a|span)></mark>", part)
    assert sorted(marked) == ["partner", "planned"]  # what is not told is no contradiction


def test_an_amount_among_the_facts_has_its_thousands_apart(giver: Client) -> None:
    facts, _, beside = giver.get("/id/funding/news-0", accept="text/html").text.partition('id="alike"')
    assert "5,000" in facts
    assert "5000" not in facts
    assert 'data-label="amount"' in beside


def test_what_one_source_alone_tells_is_compared_with_nothing(giver: Client) -> None:
    page = giver.get("/id/activity/wells", accept="text/html").text
    assert 'id="alike"' not in page
    other = giver.get("/id/funding/plan", accept="text/html").text
    assert len(rows(section(other, "alike"))) == 1 + 24
    assert "and 6 more" in section(other, "alike")
