"""Grants of 360Giving: what is counted here is counted in the raw files, by json alone."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from tests.sources.formats.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

_FILES = {"power-to-change.json": (870, 870), "awefw001p00000zgyHZAAY.json": (154, 55)}
# Where the titles of a table find their cells in a grant.
_COLUMNS: dict[str, tuple[str | int, ...]] = {
    "Identifier": ("id",),
    "Title": ("title",),
    "Currency": ("currency",),
    "Amount Awarded": ("amountAwarded",),
    "Award Date": ("awardDate",),
    "Planned Dates:Start Date": ("plannedDates", 0, "startDate"),
    "Planned Dates:End Date": ("plannedDates", 0, "endDate"),
    "Recipient Org:Identifier": ("recipientOrganization", 0, "id"),
    "Recipient Org:Name": ("recipientOrganization", 0, "name"),
    "Recipient Org:Charity Number": ("recipientOrganization", 0, "charityNumber"),
    "Recipient Org:0:Company Number": ("recipientOrganization", 0, "companyNumber"),
    "recipientOrganization/0/organisationType": ("recipientOrganization", 0, "organisationType"),
    "Funding Org:Identifier": ("fundingOrganization", 0, "id"),
    "Funding Org:Name": ("fundingOrganization", 0, "name"),
    "Grant Programme:Title": ("grantProgramme", 0, "title"),
    "Beneficiary Location:0:Geographic Code": ("beneficiaryLocation", 0, "geoCode"),
    "Beneficiary Location:0:Geographic Code Type": ("beneficiaryLocation", 0, "geoCodeType"),
    "Beneficiary Location:0:Country Code": ("beneficiaryLocation", 0, "countryCode"),
}
_FUNDINGS = (
    "?f a ngo:Funding ; ngo:funder/skos:prefLabel ?funder ; ngo:recipient ?recipient ; ngo:amount ?amount ; "
    "ngo:valueDate ?date ; ngo:through/skos:prefLabel ?programme ; ngo:place ?place ; "
    "ngo:activity [ ngo:identifier/skos:notation ?grant ]"
)
_NAMES = ("funder", "recipient", "amount", "date", "programme", "place", "grant")


def grants(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"), parse_float=Decimal)["grants"]
    return found


def grant(**more: Any) -> dict[str, Any]:
    return {
        "id": "360G-x-1",
        "title": "A hall",
        "currency": "GBP",
        "amountAwarded": 1000,
        "awardDate": "2020-01-02",
        "fundingOrganization": [{"id": "GB-CHC-1", "name": "Trust"}],
        "recipientOrganization": [{"id": "360G-x-org-2", "name": "Village"}],
        **more,
    }


def cells(one: dict[str, Any]) -> list[str]:
    told = []
    for path in _COLUMNS.values():
        value: Any = one
        for step in path:
            inner = isinstance(value, list) and isinstance(step, int) and step < len(value)
            value = value[step] if inner or (isinstance(value, dict) and step in value) else None
        told.append("" if value is None else str(value))
    return told


@pytest.mark.parametrize("name", _FILES)
def test_a_grant_to_an_organisation_is_a_funding_and_sums_agree(
    shared: Path, imported: Callable[..., ImportedSource], name: str
) -> None:
    path = shared / "data" / "360giving" / name
    every = grants(path)
    told = [one for one in every if "recipientIndividual" not in one]
    source = imported(path)
    assert (source.account["read"], source.account["produced"]) == (len(every), len(told)) == _FILES[name]
    individuals = source.account["skipped"].get("granted to an individual: persons are not taken", 0)
    assert individuals == len(every) - len(told)
    amounts = ask(source, "?f a ngo:Funding ; ngo:amount ?amount ; ngo:currency ?in", "f", "in", "amount")
    assert len(amounts) == len(told)
    assert {currency for _, currency, _ in amounts} == {one["currency"].lower() for one in told} == {"gbp"}
    assert sum(Decimal(amount) for *_, amount in amounts) == sum(
        Decimal(one["amountAwarded"]) for one in told
    )
    kinds = {kind for (kind,) in ask(source, "?f ngo:fundingKind ?kind", "kind")}
    assert kinds == {"commitment"}


@pytest.mark.parametrize("name", _FILES)
def test_organisations_are_known_by_their_identifiers_and_persons_not_at_all(
    shared: Path, imported: Callable[..., ImportedSource], name: str
) -> None:
    path = shared / "data" / "360giving" / name
    told = [one for one in grants(path) if "recipientIndividual" not in one]
    source = imported(path)
    for role, key in (("funder", "fundingOrganization"), ("recipient", "recipientOrganization")):
        ids = {body["id"] for one in told for body in one[key]}
        strong = "ngo:scheme 'IATI organisation' ; ngo:strength 'strong' ; skos:notation ?id"
        found = {code.upper() for (code,) in ask(source, f"?f ngo:{role}/ngo:identifier [ {strong} ]", "id")}
        nobody = {code for code in ids if code.upper().endswith(("-NA", "-N/A"))}
        assert found == {code.upper() for code in ids - nobody if not code.startswith("360G-")}
    stated = str(source.triples)
    assert "Individual Recipient" not in stated
    postcodes = {body.get("postalCode") for one in told for body in one["recipientOrganization"]} - {None, ""}
    assert not [code for code in postcodes if f'"{code}"' in stated]


def test_means_flow_through_the_programmes_that_are_named(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "360giving" / "power-to-change.json"
    source = imported(path)
    found = ask(source, "?f ngo:through [ a ngo:Programme ; skos:prefLabel ?title ]", "f", "title")
    expected = Counter(programme["title"] for one in grants(path) for programme in one["grantProgramme"])
    assert Counter(title for _, title in found) == expected


@pytest.mark.parametrize("make", ["csv", "xlsx"])
def test_a_table_with_the_titles_of_the_standard_says_what_the_package_says(
    shared: Path, imported: Callable[..., ImportedSource], tmp_path: Path, make: str
) -> None:
    package = shared / "data" / "360giving" / "power-to-change.json"
    told = grants(package)[:200]
    rows = [[*_COLUMNS, "Shoe size"], *([*cells(one), "42"] for one in told)]
    path = tmp_path / f"grants.{make}"
    if make == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book = Workbook()
        about = book.create_sheet("About", 1)
        about.append(["Made for a test"])
        sheet = book.worksheets[0]
        for row in rows:
            sheet.append(row)
        book.save(path)
    table = imported(path, source="same")
    assert table.account["format"] == "360giving"
    assert table.account["read"] == table.account["produced"] == 200
    assert table.account["notes"]["column Shoe size not read"] == 1
    media = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    assert [kind for (kind,) in ask(table, "?document dct:format ?kind", "kind")] == [media[make]]
    found = ask(table, _FUNDINGS, *_NAMES)
    numbers = {one["id"] for one in told}
    whole = [one for one in ask(imported(package, source="same"), _FUNDINGS, *_NAMES) if one[-1] in numbers]
    assert found == whole != []


def test_what_is_odd_is_noted_or_skipped(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    contact = [{"name": "Village", "email": "a.person@example.org", "contactName": "A. Person"}]
    package = {
        "publisher": {"name": "Publisher", "org_id": "GB-CHC-9"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "issued": "2021-05-04",
        "grants": [
            grant(),
            grant(awardDate="2020-31-31", recipientOrganization=contact),
            grant(id="b", currency="XQX"),
            grant(id="c", fundingOrganization=[{"id": "GB-CHC-3"}]),
            grant(id="d", recipientOrganization=[{"id": "GB-CHC-1", "name": "Trust again"}]),
            grant(id="e", beneficiaryLocation=[{"name": "Nowhere", "countryCode": "ZZ"}]),
            grant(id="f", recipientIndividual={"id": "360G-x-7", "name": "A. Person"}),
            grant(id="g", recipientOrganization=[{"name": "Individual (anonymous)"}]),
            "no grant",
        ],
    }
    source = imported(written("grants.json", package))
    assert source.account["skipped"] == {
        "granted to an individual: persons are not taken": 2,
        "no funding organisation named": 2,
        "no recipient organisation named": 1,
    }
    assert source.account["notes"] == {
        "a date that does not exist was dropped": 1,
        "contact data dropped": 2,
        "country ZZ is unknown": 1,
        "currency XQX is not known: amount dropped": 1,
    }
    assert "Person" not in str(source.triples)
    document = "?document dct:publisher/skos:prefLabel ?publisher ; dct:issued ?issued"
    assert ask(source, document, "publisher", "issued") == [("Publisher", "2021-05-04")]
    weak = "?body ngo:identifier [ ngo:strength 'weak' ; skos:notation ?code ]"
    assert ask(source, weak, "code") == [("360G-x-org-2",)]


def test_programmes_of_one_name_are_one_for_each_funder(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    main = [{"title": "Main"}]
    package = {
        "grants": [
            grant(grantProgramme=main),
            grant(id="b", grantProgramme=main),
            grant(id="c", grantProgramme=main, fundingOrganization=[{"id": "GB-CHC-3", "name": "Other"}]),
        ]
    }
    source = imported(written("grants.json", package))
    assert source.account["classes"]["ngo:Programme"] == 2


def test_an_identifier_that_stands_for_nobody_makes_no_two_bodies_one(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    package = {
        "grants": [
            grant(id=name, recipientOrganization=[{"id": "GB-COH-NA", "name": name}])
            for name in ("One", "Two")
        ]
    }
    source = imported(written("grants.json", package))
    assert (
        len(ask(source, "?f ngo:recipient ?body . ?body ngo:identifier/ngo:strength 'generic'", "body")) == 2
    )


def test_days_of_a_table_stand_first(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    text = (
        "Identifier,Currency,Amount Awarded,Award Date,Recipient Org:Name,Funding Org:Name\n"
        "g-1,GBP,5,05/01/2023,Shelter,Trust\n"
    )
    source = imported(written("grants.csv", text))
    assert ask(source, "?f ngo:valueDate ?day ; ngo:edtf ?when", "day", "when") == [("2023-01-05",) * 2]


def test_a_workbook_may_begin_with_another_sheet(
    tmp_path: Path, imported: Callable[..., ImportedSource]
) -> None:
    book = Workbook()
    book["Sheet"].append(("About this data",))
    sheet = book.create_sheet("Grants")
    sheet.append(("#", "Some trust"))
    sheet.append(
        (
            "Identifier",
            "Title",
            "Currency",
            "Amount Awarded",
            "Award Date",
            "Recipient Org:0:Name",
            "Funding Org:0:Name",
        )
    )
    sheet.append(("g-1", "Homes", "GBP", "£1,000", dt.datetime(2023, 1, 5), "Shelter", "Trust"))
    path = tmp_path / "grants.xlsx"
    book.save(path)
    source = imported(path)
    assert source.account["format"] == "360giving"
    pattern = "?f ngo:amount ?amount ; ngo:valueDate ?day ; ngo:recipient/skos:prefLabel ?to"
    assert ask(source, pattern, "amount", "day", "to") == [("1000", "2023-01-05", "Shelter")]
