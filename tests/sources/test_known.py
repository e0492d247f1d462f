"""What readers may know before they read, as the content tells it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ngograph.content import source_folders, turtle_files
from ngograph.sources import read_folder
from ngograph.sources.known import Known, known
from ngograph.sources.statements import ALT_LABEL, PREF_LABEL, identified, thing
from ngograph.sources.turtle import read_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.content import Content


@pytest.fixture(scope="module")
def all_known(content: Content) -> Known:
    ontology = [triple for file in turtle_files(content.ontology) for triple in read_turtle(file)]
    names = ("ifrc-go", "geonames-countries", "countries", "cldr-territories-")
    folders = [folder for folder in source_folders(content) if folder.name.startswith(names)]
    return known(ontology, [triple for folder in folders for triple in read_folder(folder).triples])


def test_every_country_is_found_by_its_codes(all_known: Known, shared: Path) -> None:
    rows = json.loads((shared / "data/i18n-iso-countries/codes.json").read_bytes())
    assert len(rows) == 250
    assert [row[0] for row in rows if all_known.country(row[0]) != row[0].lower()] == []
    wrong = [row[1] for row in rows if all_known.country(row[1]) != row[0].lower()]
    assert wrong == ["XKK"]  # a user's own code, of which there are several
    assert all_known.countries.keys() == {row[0].lower() for row in rows}


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "bs", "uk"])
def test_the_countries_that_have_no_society_are_found_by_name(
    all_known: Known, shared: Path, content: Content, language: str
) -> None:
    names = json.loads((shared / f"data/i18n-iso-countries/langs/{language}.json").read_bytes())["countries"]
    societies = {triple.subject for triple in read_folder(content.data / "ifrc-go").triples}
    others = {code: name for code, name in names.items() if thing("place", code.lower()) not in societies}
    assert len(others) == 58
    assert {
        code: name
        for code, name in others.items()
        if all_known.country(name if isinstance(name, str) else name[0]) != code.lower()
    } == {}


def test_a_name_that_two_countries_are_also_called_finds_neither() -> None:
    facts: list[Triple] = []
    for code, english in (("aa", "Aland"), ("bb", "Bland")):
        node = thing("place", code)
        facts += identified(node, "ISO 3166-1 alpha-2", code.upper())
        facts += [
            Triple(node, PREF_LABEL, Literal(english, language="en")),
            Triple(node, ALT_LABEL, Literal("Cland", language="en")),
        ]
    found = known([], facts)
    assert (found.country("aland"), found.country("Cland")) == ("aa", "")


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("72010", "emergency-response"),
        ("72050", "emergency-response"),
        ("74010", "disaster-risk-management"),
        ("12220", "health"),
        ("12250", "health"),
        ("12240", "nutrition"),
        ("11220", "education"),
        ("14021", "water-sanitation-and-hygiene"),
        ("15160", "human-rights"),
        ("15110", "governance"),
        ("16012", "social-protection"),
        ("31163", "agriculture"),
        ("52010", "food-security"),
        ("122", "health"),
        ("16030", ""),
        ("99810", ""),
        (" 72010 ", "emergency-response"),
        ("1220", ""),
        ("12 monkeys", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_purpose_has_the_topic_of_its_code_or_of_its_category(
    all_known: Known, code: str | None, topic: str
) -> None:
    assert all_known.purpose(code) == topic


def test_most_purposes_of_humanitarian_and_social_work_have_a_topic(all_known: Known, shared: Path) -> None:
    items = ET.parse(shared / "data/iati-codelists/nonembedded/Sector.xml").iter("codelist-item")
    codes = [item.findtext("code", "") for item in items]
    social = [
        code for code in codes if code.startswith(("11", "12", "14", "15", "31", "52", "72", "73", "74"))
    ]
    assert len(social) > 130
    assert {code for code in social if not all_known.purpose(code)} == {"15210", "15230", "15240"}


def test_categories_agree_with_how_others_map_them_to_clusters(all_known: Known, shared: Path) -> None:
    path = shared / "data/iati-dportal-covid/dac3-to-humanitarian-cluster.json"
    mapped = {
        code: (all_known.topic(facts.get("humanitarian-mapping")), all_known.purpose(code))
        for code, facts in json.loads(path.read_bytes()).items()
    }
    both = {code: pair for code, pair in mapped.items() if all(pair)}
    assert len(both) > 10
    assert {code: pair for code, pair in both.items() if pair[0] != pair[1]} == {
        "311": ("food-security", "agriculture"),
        "313": ("food-security", "agriculture"),
    }


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("WSH", "water-sanitation-and-hygiene"),
        ("Water Sanitation & Hygiene", "water-sanitation-and-hygiene"),
        ("EHA", "water-sanitation-and-hygiene"),
        ("Agua, Saneamiento e Higiene", "water-sanitation-and-hygiene"),
        ("Shelter/NFI", "shelter"),
        ("ES/NFIs", "shelter"),
        ("Abris / NFI", "shelter"),
        ("Securité alimentaire", "food-security"),
        ("SEGURIDAD ALIMENTARIA", "food-security"),
        ("FSL", "food-security"),
        ("Protección", "protection"),
        ("PRO-GBV", "gender-based-violence"),
        ("Gender-Based Violence", "gender-based-violence"),
        ("CCCM", "camp-management"),
        ("ETC", "emergency-telecommunications"),
        ("MPCA", "cash-and-voucher-assistance"),
        ("Multi-purpose cash", "cash-and-voucher-assistance"),
        ("Relèvement Précoce", "early-recovery"),
        ("التعليم", "education"),
        ("Livelihood", "livelihoods"),
        ("Registration", ""),
    ],
)
def test_a_sector_is_found_by_the_names_that_tables_use(all_known: Known, name: str, topic: str) -> None:
    assert all_known.topic(name) == topic


def test_every_currency_in_use_is_known(all_known: Known, shared: Path) -> None:
    items = ET.parse(shared / "data/iati-codelists/nonembedded/Currency.xml").iter("codelist-item")
    listed = {item.findtext("code", "") for item in items if item.get("status") != "withdrawn"}
    units_of_account = {"BOV", "CLF", "COU", "MXV", "SVC", "USN", "UYI", "XBT"}
    assert listed - all_known.currencies == units_of_account | {"VED"}  # an alias of VES for payments
    assert {"ZWL", "LTL", "HRK"} <= all_known.currencies


def test_what_is_matched_to_nothing_near_is_no_topic() -> None:
    topic, code = thing("x", "y"), NamedNode("https://w3id.org/ngograph/concept/dac-purpose/1")
    broad = NamedNode("http://www.w3.org/2004/02/skos/core#broadMatch")
    assert known([Triple(topic, broad, code)], []).purposes == {}
