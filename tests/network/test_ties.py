"""The rows of `queries/tables/ties.rq` over the project's own content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ngograph.queries import load_query
from ngograph.store import memory_store, select

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.release import Release

ID = "https://w3id.org/ngograph/id/"
Row = dict[str, str | None]


@pytest.fixture(name="ties", scope="module")
def _ties(content: Content, release: Release) -> list[Row]:
    return _rows(content, release, None)


def _rows(content: Content, release: Release, lang: str | None) -> list[Row]:
    query = load_query(content.queries / "tables" / "ties.rq")
    solutions = select(release.store(), query.text, {"lang": Literal(lang)} if lang else {})
    columns = [variable.value for variable in solutions.variables]
    return [{column: getattr(row[column], "value", None) for column in columns} for row in solutions]


def _of(ties: list[Row], source: str, target: str) -> Row:
    (found,) = (
        r for r in ties if r["source"] == f"{ID}organisation/{source}" and r["relationship"] == ID + target
    )
    return found


def test_each_relationship_and_party_is_one_row(ties: list[Row]) -> None:
    keys = [(row["source"], row["target"], row["tie"], row["relationship"]) for row in ties]
    assert len(keys) == len(set(keys))
    assert len(keys) > 100


def test_every_row_has_its_ends_labels_types_and_evidence(ties: list[Row]) -> None:
    for row in ties:
        for column in ("source", "target", "tie", "modality", "relationship", "evidence"):
            assert row[column], row
        assert not str(row["sourceLabel"]).startswith("http"), row
        assert not str(row["targetLabel"]).startswith("http"), row
        assert bool(row["via"]) == bool(row["viaLabel"]) == bool(row["viaType"])


def test_classes_are_the_most_specific(ties: list[Row]) -> None:
    types = {row["source"]: str(row["sourceType"]).rpartition("#")[2] for row in ties}
    assert types[f"{ID}organisation/fdrs-dba001"] == "NationalSociety"
    assert types[f"{ID}organisation/usaid"] == "DevelopmentAgency"
    assert "Donor" not in types.values()


def test_funds_pass_through_their_programme(ties: list[Row]) -> None:
    row = _of(ties, "european-union", "funding/nscep-european-union")
    assert (row["tie"], row["via"], row["viaLabel"]) == ("funding", f"{ID}activity/erasmus-plus", "Erasmus+")


def test_who_acts_for_an_organisation_ties_it(ties: list[Row]) -> None:
    persons = [row for row in ties if "/person/" in str(row["source"])]
    assert not persons
    sent = [row for row in ties if str(row["target"]).endswith("nscep-visit-ankara")]
    assert f"{ID}organisation/red-cross-tuzla-canton" in {row["source"] for row in sent}


def test_an_implied_party_is_implied_whatever_the_agreement_is(ties: list[Row]) -> None:
    row = _of(ties, "kali-sara", "agreement/kali-sara-memorandum-jajce")
    assert str(row["modality"]).endswith("/implied")
    named = _of(ties, "centre-for-social-work-jajce", "agreement/kali-sara-memorandum-jajce")
    assert str(named["modality"]).endswith("/asserted")


def test_labels_come_in_the_language_asked_for(content: Content, release: Release, ties: list[Row]) -> None:
    bosnian = _rows(content, release, "bs")
    assert len(bosnian) == len(ties)
    labels = {row["sourceLabel"] for row in bosnian}
    assert "Crveni križ Tuzlanskog kantona" in labels
    assert "Red Crescent Society of Uzbekistan" in labels
    assert "Red Crescent Society of Uzbekistan" not in {
        row["sourceLabel"] for row in _rows(content, release, "ru")
    }


TOPICS = """
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/> .
:a a ngo:Organisation ; skos:prefLabel "A"@en , "Б"@ru .
:r a ngo:Partnership , ngo:Relationship ; ngo:party :a ; ngo:modality :asserted ; ngo:evidence :e ;
  ngo:topic :t1 , :t2 .
:t1 skos:prefLabel "tracing"@en , "traženje"@bs .
:t2 skos:prefLabel "first aid"@en , "prva pomoć"@bs .
"""


def test_a_partnership_without_a_name_is_called_by_its_topics(content: Content) -> None:
    triples = parse(TOPICS, format=RdfFormat.TURTLE)
    store = memory_store(
        Quad(t.subject, t.predicate, t.object, NamedNode("https://example.org/g")) for t in triples
    )
    text = load_query(content.queries / "tables" / "ties.rq").text
    told = {
        lang: [r["targetLabel"].value for r in select(store, text, {"lang": Literal(lang)})]
        for lang in ("bs", "ru")
    }
    assert told == {"bs": ["Prva pomoć, traženje"], "ru": ["First aid, tracing"]}


def test_an_activity_lends_its_time_to_ties_without_one(ties: list[Row]) -> None:
    starts = {row["startEarliest"] for row in ties if str(row["target"]).endswith("nscep-visit-ankara")}
    assert starts == {"2022-11-20"}
