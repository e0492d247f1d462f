"""Any table with a mapping: what its columns mean is said beside it, and a misspelt word is an error."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from tests.sources.formats.asking import ask

from ngograph.errors import MissingFile, NothingToImport, UnfitMapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.imports import ImportedSource

    Import = Callable[..., ImportedSource]
    Write = Callable[[str, object], Path]

DOCS = Path(__file__).parents[3] / "docs" / "imports.md"

TABLE = """Projekti;;;;;;;
Šifra;Projekat;Donator;Partneri;Početak;Kraj;Iznos (KM);Kontakt
P-1;Voda za selo;Sida;Crveni krst Jajca, Otaharin;01.02.2023;31.12.2024;125.000,50;ana@example.org
P-2;Sigurna kuća;Sida;Otaharin;31.02.2023;;;
;;;;;;;
P-3;Bez ikoga;;;2023;;10;
"""
MAPPING = """
[source]
title = "Spisak projekata"
language = "bs"

[table]
header = 2
key = "Šifra"

[organisation.donor]
name = "Donator"
class = "PublicBody"

[organisation.partner]
name = { column = "Partneri", split = "," }
class = "NonGovernmentalOrganisation"

[activity.project]
name = "Projekat"
key = "Šifra"
class = "Project"
start = { column = "Početak", format = ["DD.MM.YYYY", "YYYY"] }
end = { column = "Kraj", format = "DD.MM.YYYY" }

[[relationship]]
class = "Participation"
participant = "partner"
activity = "project"
role = "implementer"

[[relationship]]
class = "Funding"
funder = "donor"
activity = "project"
fundingKind = "commitment"
amount = { column = "Iznos (KM)", decimal = "," }
currency = { value = "BAM" }
"""


@pytest.fixture
def table(written: Write) -> Path:
    written("projects.toml", MAPPING)
    return written("projects.csv", TABLE)


def test_rows_become_relationships_as_the_mapping_says(imported: Import, table: Path) -> None:
    source = imported(table)
    assert source.title == "Spisak projekata"
    assert (source.account["read"], source.account["produced"]) == (4, 2)
    assert source.account["skipped"] == {"an empty row": 1, "no organisation named": 1}
    part = "?p ngo:participant/skos:prefLabel ?who ; ngo:activity/skos:prefLabel ?what ; ngo:role ?role"
    assert ask(source, f"{part} FILTER(lang(?who) = 'bs' && lang(?what) = 'bs')", "who", "what", "role") == [
        ("Crveni krst Jajca", "Voda za selo", "implementer"),
        ("Otaharin", "Sigurna kuća", "implementer"),
        ("Otaharin", "Voda za selo", "implementer"),
    ]
    paid = "?f ngo:funder/a ngo:PublicBody ; ngo:amount ?amount ; ngo:currency ?currency"
    assert ask(source, paid, "amount", "currency") == [("125000.5", "bam")]
    assert ask(source, "?a a ngo:Project ; ngo:edtf ?when", "when") == [("2023-02-01/2024-12-31",)]


def test_dates_that_do_not_exist_and_columns_that_are_not_named_are_told(
    imported: Import, table: Path
) -> None:
    source = imported(table)
    assert source.account["notes"]["a date that does not exist was dropped"] == 1
    assert source.account["notes"]["column 'Kontakt' is not mapped"] == 1
    assert "ana@example.org" not in "\n".join(map(str, source.triples))


def test_a_row_is_found_again_by_its_number(imported: Import, table: Path) -> None:
    source = imported(table)
    assert ask(source, "?s ngo:locator ?where", "where") == [("row 3",), ("row 4",)]


def test_a_workbook_is_read_alike(imported: Import, table: Path, tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    sheet = book.create_sheet("Spisak")
    for row in csv.reader(TABLE.splitlines(), delimiter=";"):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "book.toml").write_text(MAPPING.replace("[table]", '[table]\nsheet = "spisak"'), "utf-8")
    from_csv, from_book = imported(table, source="same"), imported(tmp_path / "book.xlsx", source="same")
    assert from_book.account["classes"] == from_csv.account["classes"]
    assert ask(from_book, "?s ngo:locator ?where", "where") == [("Spisak!3",), ("Spisak!4",)]


def test_a_mapping_can_stand_elsewhere(imported: Import, written: Write) -> None:
    path = written("other.csv", TABLE)
    mapping = written("mine.toml", MAPPING)
    assert imported(path, mapping=mapping).account["produced"] == 2
    with pytest.raises(MissingFile):
        imported(path, mapping=mapping.with_name("none.toml"))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"Donator"', '"Donatori"', r"organisation\.donor\.name: .*'Donatori'; nearest: 'Donator'"),
        (
            "participant =",
            "participants =",
            r"relationship 1\.participants: no such key; nearest: 'participant'",
        ),
        ('funder = "donor"', 'funder = "doner"', r"relationship 2\.funder: .*'doner'; nearest: 'donor'"),
        ('"Funding"', '"Fundings"', r"relationship 2\.class: .*'Fundings'; nearest: 'Funding'"),
        ('role = "implementer"', "", "relationship 1: a Participation needs 'role'"),
        (
            '"Project"',
            '"Projekt"',
            r"activity\.\w+\.class: no class 'Projekt' below Activity; nearest: 'Project'",
        ),
        ("[source]", "[sources]", "sources: no such key; nearest: 'source'"),
        ('{ value = "BAM" }', '{ value = "BAM", column = "x" }', "expected either a column or a value"),
        ('split = ","', "split = 1", r"organisation\.partner\.name\.split: expected a text"),
        ("header = 2", "header = 0", "table.header: expected the number of a row"),
        ('currency = { value = "BAM" }', "currency = ", "not well-formed TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_says_where_and_what_is_nearest(
    imported: Import, written: Write, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in MAPPING
    written("projects.toml", MAPPING.replace(old, new, 1))
    with pytest.raises(UnfitMapping, match=rf"projects\.toml: {problem}|projects\.toml: .*{problem}"):
        imported(written("projects.csv", TABLE))
    assert not list((tmp_path / "imports").glob("*"))


def test_a_table_without_rows_is_refused(imported: Import, written: Write) -> None:
    written("a.toml", MAPPING)
    with pytest.raises(NothingToImport, match="0 records read"):
        imported(written("a.csv", "\n".join(TABLE.splitlines()[:2])))
    with pytest.raises(NothingToImport, match="no row 2 for the headings"):
        imported(written("a.csv", "only;one\n"))


def test_words_conditions_codes_and_places(imported: Import, written: Write) -> None:
    written(
        "a.toml",
        """
[organisation.body]
name = [{ column = "Name", language = "en" }, { column = "Nom", language = "fr" }]
acronym = "Short"
kind = "Type"
country = "Country"
code = [
  { column = "Ref", scheme = "IATI organisation" },
  { column = "No", scheme = "My register", strength = "strong" },
]
[place.district]
name = "District"
code = { column = "Pcode", scheme = "P-code", strength = "strong" }
country = "Country"
[organisation.umbrella]
name = { value = "The Umbrella" }
[[relationship]]
class = "Presence"
organisation = "body"
place = "district"
presenceKind = { column = "How", words = { "works in" = "works", seat = "headquartered" } }
topic = { column = "Sector", split = [" / ", ";"] }
[[relationship]]
class = "Affiliation"
part = "body"
whole = "umbrella"
affiliationKind = "member"
only = { Member = ["yes", "Y"] }
""",
    )
    rows = (
        "Name,Nom,Short,Type,Country,Ref,No,District,Pcode,How,Sector,Member\n"
        "Relief,Secours,RLF,National NGO,Bosnia and Herzegovina,22000,7,Jajce,BA01,Works in,"
        "Protection / Zumba,yes\n"
        "Aid,Aide,,Ministry,BA,GB-CHC-202918,8,Jajce,BA01,seat,,no\n"
    )
    source = imported(written("a.csv", rows))
    assert source.account["produced"] == 2
    assert ask(source, "?p a ngo:Presence ; ngo:organisation ?who ; ngo:presenceKind ?how", "who", "how") == [
        ("iati-organisation-gb-chc-202918", "headquartered"),
        ("my-register-7", "works"),
    ]
    assert ask(source, "?x ngo:within ?country", "x", "country") == [("p-code-ba01", "ba")]
    assert ask(source, "?a ngo:part ?part", "part") == [("my-register-7",)]
    assert ask(source, "?i skos:notation '22000' ; ngo:strength ?worth", "worth") == [("generic",)]
    assert ask(source, "?r a ngo:Presence ; ngo:statedCode ?code", "code") == [("Topic:Zumba",)]
    assert ask(source, "?x a ngo:NonGovernmentalOrganisation", "x") == [("my-register-7",)]


def test_a_list_of_agencies_becomes_bodies(imported: Import, written: Write, shared: Path) -> None:
    path = shared / "data/org-aliases/agencies.csv"
    with path.open(encoding="utf-8", newline="") as file:
        raw = list(csv.DictReader(file))
    mapping = written(
        "agencies.toml",
        """
[organisation.agency]
name = [{ column = "agency_name_en", language = "en" }, { column = "agency_name_fr", language = "fr" }]
acronym = "acronym"
country = "donor_name_en"
class = "PublicBody"
""",
    )
    source = imported(path, mapping=mapping)
    named = [one for one in raw if one["agency_name_en"].strip() or one["agency_name_fr"].strip()]
    assert source.account["read"] == len(raw)
    assert source.account["produced"] == len(named)


METADATA = {
    "@context": "http://www.w3.org/ns/csvw",
    "url": "members.csv",
    "tableSchema": {
        "aboutUrl": "http://example.org/body/{id}",
        "columns": [
            {"titles": "id", "name": "id"},
            {"titles": {"en": "name"}, "name": "name", "propertyUrl": "skos:prefLabel", "lang": "en"},
            {"titles": "ime", "name": "ime", "propertyUrl": "skos:altLabel", "lang": "bs", "separator": "|"},
            {"titles": "mail", "name": "mail", "propertyUrl": "foaf:mbox"},
            {
                "virtual": True,
                "name": "a",
                "propertyUrl": "rdf:type",
                "valueUrl": "ngo:NonGovernmentalOrganisation",
            },
        ],
    },
}


def test_metadata_of_csv_on_the_web_is_a_mapping(imported: Import, written: Write) -> None:
    written("members.csv-metadata.json", METADATA)
    path = written("members.csv", "id,name,ime,mail\n1,Otaharin,Otaharin|Udruženje,x@example.org\n2,,,\n")
    source = imported(path)
    assert (source.account["read"], source.account["produced"]) == (2, 1)
    assert source.account["skipped"] == {"breaks ngosh:OrganisationShape-prefLabel": 1}
    names = "?x a ngo:NonGovernmentalOrganisation ; skos:prefLabel|skos:altLabel ?name"
    assert ask(source, names, "name") == [("Otaharin",), ("Otaharin",), ("Udruženje",)]
    assert source.account["notes"]["foaf:mbox has no meaning here"] == 1
    assert "x@example.org" not in "\n".join(map(str, source.triples))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            {"tableSchema": {"columns": [{"name": "id", "propertyUrl": "foaf:mbox"}]}},
            "no propertyUrl is a property",
        ),
        (
            {"tableSchema": {"columns": [{"titles": "nam", "propertyUrl": "skos:prefLabel"}]}},
            "nearest: 'name'",
        ),
        ({"tables": [{"url": "a"}, {"url": "b"}]}, "one table, found 2"),
        ({}, "expected the columns of the table"),
        ("{", "not well-formed JSON"),
    ],
)
def test_metadata_that_does_not_fit_says_why(
    imported: Import, written: Write, content: object, problem: str
) -> None:
    written("members.csv-metadata.json", content)
    with pytest.raises(UnfitMapping, match=problem):
        imported(written("members.csv", "id,name\n1,Otaharin\n"))


def test_the_example_of_the_documentation_runs(imported: Import, written: Write) -> None:
    blocks = re.findall(r"```(csv|toml)\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    (table,) = [text for kind, text in blocks if kind == "csv"]
    (mapping,) = [text for kind, text in blocks if kind == "toml"]
    written("grants.toml", mapping)
    source = imported(written("grants.csv", table))
    assert source.account["read"] == source.account["produced"] == len(table.strip().splitlines()) - 1
    assert {"ngo:Funding", "ngo:Participation", "ngo:Project"} <= set(source.account["classes"])


def test_agreements_and_posts_are_relationships_too(imported: Import, written: Write) -> None:
    written(
        "a.toml",
        """
[organisation.one]
name = "One"
[organisation.other]
name = "Other"
[person.signer]
name = "Signed by"
key = "Signed by"
[place.town]
name = "Town"
[[relationship]]
class = "Agreement"
party = ["one", "other"]
agreementKind = { column = "Kind", words = { "MoU" = "memorandum" } }
signedAt = "town"
start = "From"
[[relationship]]
class = "Tenure"
holder = "signer"
organisation = "one"
post = { column = "As", language = "bs" }
""",
    )
    text = "One,Other,Kind,Town,From,Signed by,As\nFirst,Second,MoU,Mostar,2020,Ana Anić,direktorica\n"
    text += "First,,MoU,,,,\n"
    source = imported(written("a.csv", text))
    pattern = (
        "?a a ngo:Agreement ; ngo:party/skos:prefLabel ?party ; ngo:agreementKind ?kind ; ngo:edtf ?when ; "
        "ngo:signedAt/skos:prefLabel ?town"
    )
    assert ask(source, pattern, "party", "kind", "when", "town") == [
        ("First", "memorandum", "2020/", "Mostar"),
        ("Second", "memorandum", "2020/", "Mostar"),
    ]
    post = "?t ngo:holder/skos:prefLabel ?who ; ngo:organisation/skos:prefLabel ?where ; ngo:post ?post"
    assert ask(source, post, "who", "where", "post") == [("Ana Anić", "First", "direktorica")]
    assert source.account["skipped"] == {"no Tenure: a party is not named": 1}
