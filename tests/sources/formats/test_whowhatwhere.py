"""Tables of who does what where: every shared file is read or refused with the reason."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from anyascii import anyascii

from ngograph.errors import NothingToImport, UnknownFormat
from ngograph.sources.facts import Funding, Participation, Partnership, Presence, Record
from ngograph.sources.formats import Task, format_of
from ngograph.sources.formats.whowhatwhere import FORMAT
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.sources.facts import Skipped, Spot
    from ngograph.sources.formats import Heading
    from ngograph.sources.known import Known

_COUNTRY = "ocha-3w-country/whowhatwhere_"
_PRESENCE = "ocha-operational-presence/"

Read = tuple["Heading", list["Record | Skipped"]]


@pytest.fixture
def read(shared: Path, world: Known) -> Callable[[str], Read]:
    """Read a shared file by its path below the folder of data; it must be taken for a table of this kind."""

    def opened(name: str) -> Read:
        found = sample(shared / "data" / name)
        assert format_of(found) is FORMAT
        task = FORMAT.read(Task(found, "a", world))
        return task.heading, list(task.records)

    return opened


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: value.strip() for name, value in row.items()} for row in csv.DictReader(file)]


def rows(path: Path, sheet: str) -> list[tuple[str, ...]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = [
        tuple("" if cell is None else " ".join(str(cell).split()) for cell in row)
        for row in book[sheet].iter_rows(values_only=True)
    ]
    book.close()
    return found


def facts(records: list[Record | Skipped], kind: type) -> Iterator[Any]:
    return (
        fact
        for record in records
        if isinstance(record, Record)
        for fact in record.facts
        if isinstance(fact, kind)
    )


def present(records: list[Record | Skipped]) -> Counter[str]:
    return Counter(fact.organisation.names[0].text for fact in facts(records, Presence))


def code(place: Spot) -> str:
    return place.codes[0].notation if place.codes else ""


@pytest.mark.parametrize(
    ("name", "sheet", "column", "first"),
    [
        ("3w_tcd_oct2021.xlsx", "Feuil1", 4, 2),
        ("5w_mli_mar2022.xlsx", "ML_5W", 0, 2),
        ("iraq_3w_jan_to_apr_2022_longtable_20220518.xlsx", "3W longtable Jan-Apr 2022 ", 14, 2),
        ("ss_20220520_3w_op_january_march_2022.xlsx", "January to March", 1, 1),
    ],
)
def test_rows_by_organisation_are_those_of_the_sheet(
    name: str, sheet: str, column: int, first: int, read: Callable[[str], Read], shared: Path
) -> None:
    raw = [row for row in rows(shared / "data" / f"{_COUNTRY}{name}", sheet)[first:] if any(row)]
    _, records = read(f"{_COUNTRY}{name}")
    assert len(records) == len(raw)
    assert present(records) == Counter(row[column] for row in raw)
    assert all(isinstance(record, Record) for record in records)
    assert [record.locator for record in records[:2]] == [f"{sheet}!{first + 1}", f"{sheet}!{first + 2}"]


def test_the_finest_place_bears_its_code(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data" / f"{_PRESENCE}hdx_hapi_operational_presence_global.csv")
    _, records = read(f"{_PRESENCE}hdx_hapi_operational_presence_global.csv")
    named = [row for row in raw if row["org_name"] not in ("", "Other")]
    expected = Counter(
        row["admin2_code"] or row["admin1_code"] for row in named if row["admin2_code"] or row["admin1_code"]
    )
    found = Counter(code(fact.place) for fact in facts(records, Presence) if fact.place.codes)
    assert sum((expected - found).values()) + sum((found - expected).values()) <= 2
    unnamed = [record for record in records if not isinstance(record, Record)]
    assert {record.cause for record in unnamed} == {"no organisation named"}
    assert len(records) == len(raw)


def test_a_finished_a_running_and_a_planned_row_say_so(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data" / f"{_COUNTRY}345_honduras.csv")[1:]
    _, records = read(f"{_COUNTRY}345_honduras.csv")
    words = {"Finalizada": "ended", "En ejecución": "active", "Planeada": "planned", "": ""}
    statuses = Counter(fact.about.status for fact in facts(records, Presence))
    assert statuses == Counter(words[row["ESTADO"]] for row in raw)
    planned = Counter(fact.about.modality for fact in facts(records, Presence))
    assert planned == {"planned": statuses["planned"], "asserted": len(raw) - statuses["planned"]}
    assert present(records) == Counter(row["ORGANIZACIÓN IMPLEMENTADORA"] for row in raw)
    assert [record.key for record in records if isinstance(record, Record)] == [row["ID"] for row in raw]


def test_who_gives_and_who_receives_are_two(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data" / f"{_COUNTRY}345_honduras.csv")[1:]
    _, records = read(f"{_COUNTRY}345_honduras.csv")
    pairs = ((row["ORGANIZACIÓN DONANTE"], row["ORGANIZACIÓN IMPLEMENTADORA"]) for row in raw)
    expected = Counter(
        (donor, worker)
        for donor, worker in pairs
        if donor and anyascii(donor).upper() != anyascii(worker).upper()
    )
    found = Counter(
        (fact.funders[0].names[0].text, fact.recipients[0].names[0].text) for fact in facts(records, Funding)
    )
    assert found == expected
    left_out = sum(1 for row in raw if row["COSTO ESTIMADO"])
    notes = Counter(note for record in records for note in record.notes)
    assert notes["an amount without a currency is left out"] == left_out


def test_dates_are_read_in_the_order_of_their_column(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data" / f"{_COUNTRY}345_honduras.csv")[1:]
    _, records = read(f"{_COUNTRY}345_honduras.csv")

    def edtf(row: dict[str, str]) -> str:
        start, end = (
            "-".join(reversed(row[f"FECHA DE {one}"].split("/"))) for one in ("INICIO", "FINALIZACIÓN")
        )
        return "" if start > end > "" else start if start == end else f"{start}/{end}"

    assert [fact.about.edtf for fact in facts(records, Presence)] == [edtf(row) for row in raw]


def test_donor_partner_and_implementer_are_told_apart(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data" / f"{_PRESENCE}3w_august_2025.csv")
    filled = [row for row in raw if any(row.values())]
    heading, records = read(f"{_PRESENCE}3w_august_2025.csv")
    assert len(records) == len(raw)
    causes = Counter(record.cause for record in records if not isinstance(record, Record))
    assert causes == {"an empty row": len(raw) - len(filled)}
    full = {
        row[f"{one} Acronym"]: row[f"{one} Name"]
        for row in filled
        for one in ("Program partner", "Program Partner", "Implementing Partner")
        if row.get(f"{one} Acronym") and row.get(f"{one} Name")
    }
    expected = Counter(
        " ".join((row["Implementing Partner Name"] or full[row["Implementing Partner Acronym"]]).split())
        for row in filled
    )
    assert present(records) == expected
    assert {fact.about.edtf for fact in facts(records, Presence)} == {"2025-08"}
    assert "year 2025, where months lack one, taken from the name of the file" in heading.notes
    donors = Counter(
        name.text for fact in facts(records, Funding) for body in fact.funders for name in body.names
    )
    assert donors["Bureau of Humanitarian Assistance"] == sum(row["Donor Acronym"] == "BHA" for row in filled)
    assert "Multiple Donor" not in donors
    assert present(records)["Swiss Church Aid (HEKS/EPER)"] == 8


def test_two_spellings_of_one_acronym_are_no_partners(read: Callable[[str], Read]) -> None:
    _, records = read(f"{_PRESENCE}3w_august_2025.csv")
    for fact in facts(records, Partnership):
        acronyms = [body.acronym.casefold() for body in fact.parties if body.acronym]
        assert len(fact.parties) == 2
        assert len(set(acronyms)) == len(acronyms)


def test_no_partner_means_that_the_partner_does_it(read: Callable[[str], Read], shared: Path) -> None:
    raw = rows(shared / "data" / f"{_COUNTRY}3w_as_of_may_2021.xlsx", "3W as of May 2021")[2:]
    raw = [row for row in raw if any(row)]
    heading, records = read(f"{_COUNTRY}3w_as_of_may_2021.xlsx")
    assert present(records) == Counter(row[3] if row[4] == "No partner" else row[4] for row in raw)
    both = Counter(tuple(sorted((row[3], row[4]))) for row in raw if row[4] not in ("No partner", row[3]))
    found = Counter(
        tuple(sorted(body.names[0].text for body in fact.parties)) for fact in facts(records, Partnership)
    )
    assert found == both
    assert any(note.startswith("sheet 'CODs Libya' not read") for note in heading.notes)
    assert {fact.place.within.country for fact in facts(records, Presence)} == {"ly"}


def test_the_name_of_the_file_gives_the_country_where_nothing_else_does(
    read: Callable[[str], Read], shared: Path
) -> None:
    raw = rows(shared / "data" / f"{_COUNTRY}sudan_3w_2021.xlsx", "2020 3Ws compiled")[2:]
    heading, records = read(f"{_COUNTRY}sudan_3w_2021.xlsx")
    assert "country SD taken from the name of the file" in heading.notes
    assert present(records) == Counter(one for row in raw if row[4] for one in row[4].split("/"))


def test_several_national_societies_in_a_cell_are_several(read: Callable[[str], Read], shared: Path) -> None:
    raw = json.loads((shared / "data/3w-nepal-redcross/nepal-2015-red-cross-3w.json").read_bytes())
    _, records = read("3w-nepal-redcross/nepal-2015-red-cross-3w.json")
    expected = Counter(one for row in raw for one in str(row["#org"]).split("/"))
    assert present(records) == expected
    together = list(facts(records, Partnership))
    assert len(together) == sum("/" in row["#org"] for row in raw)
    assert {fact.about.modality for fact in together} == {"implied"}
    assert [record.locator for record in records[:2]] == ["/0", "/1"]


def test_what_is_unsure_stays_whole_and_is_noted(read: Callable[[str], Read], shared: Path) -> None:
    raw = Counter(
        row["org"].strip()
        for row in json.loads((shared / "data/3w-ebola-guinea/ebola-guinea-3w.json").read_bytes())
    )
    heading, records = read("3w-ebola-guinea/ebola-guinea-3w.json")
    found = present(records)
    assert heading.languages == ("fr",)
    assert (found["CRG"], found["FICR"]) == (raw["CRG/FICR"],) * 2
    assert found["UNICEF/Concern Universal"] == raw["UNICEF/Concern Universal"]
    assert found["OMS"] == raw["OMS"]
    skipped = sum(1 for record in records if not isinstance(record, Record))
    assert skipped == sum(raw[name] for name in ("Divers Bailleurs", "Privé", "UN", "Cellule"))


def test_a_project_code_makes_a_project(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data/hxl-showcase/rowca-3w-hxl.csv")[1:]
    _, records = read("hxl-showcase/rowca-3w-hxl.csv")
    found = Counter(fact.activity.codes[0].notation for fact in facts(records, Participation))
    assert found == Counter(row["ProjectCode"] for row in raw)
    assert {fact.roles for fact in facts(records, Participation)} == {("implementer",)}
    assert Counter(record.notes for record in records) == {("a month without a year",): len(raw)}


def test_tags_of_the_first_drafts_are_read(read: Callable[[str], Read], shared: Path) -> None:
    raw = table(shared / "data/hxl-showcase/unhcr-3w.csv")[1:]
    _, records = read("hxl-showcase/unhcr-3w.csv")
    assert len(records) == len(raw)
    countries = Counter(
        fact.place.within.country if fact.place.within else fact.place.country
        for fact in facts(records, Presence)
    )
    assert countries["td"] == sum(row["Country name"] == "Chad" for row in raw)
    assert countries["ke"] == sum(row["Country name"] == "Kenya" for row in raw)
    assert present(records)["UNHCR"] >= sum(row["Organisation name"] == "UNHCR" for row in raw)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            f"{_COUNTRY}ukr_5w_round12_2022_05_26.xlsx",
            "it holds counts, and no header speaks of an organisation",
        ),
        (f"{_PRESENCE}org_map.csv", "no header speaks of an organisation"),
        (f"{_PRESENCE}download-global-pcodes-adm-1-2.csv", "no header speaks of an organisation"),
        ("hxl-libhxl-tests/input-broken.xlsx", "no header speaks of an organisation"),
        ("org-aliases/agencies.csv", "no column says where, on what or when the organisations work"),
        ("iati-dportal-covid/expected-transactions.csv", "its rows are transactions"),
    ],
)
def test_what_is_no_table_of_this_kind_is_refused_with_the_reason(
    name: str, reason: str, read: Callable[[str], Read]
) -> None:
    with pytest.raises(NothingToImport) as raised:
        read(name)
    assert reason in raised.value.reason


_CODED = ("input-invalid.csv", "input-multiple-headers.csv")
_NONE = {
    "hxl-default-schema.json": UnknownFormat,
    "input-broken.xlsx": NothingToImport,
    "input-invalid.png": UnknownFormat,
    "input-multiline.csv": UnknownFormat,
    "input-untagged-csv.zip": UnknownFormat,
    "input-valid-csv.zip": UnknownFormat,
    "input-valid-json-selector.json": UnknownFormat,
    "input-zip-invalid.zip": UnknownFormat,
}


def test_one_small_table_reads_alike_in_every_dress(shared: Path, world: Known) -> None:
    folder = shared / "data/hxl-libhxl-tests"
    expected = [("ACNUR", "pa"), ("OMS", "co"), ("UNICEF", "co"), ("OMS", "ve")]
    merged = [expected[0], ("UNICEF", "co"), *expected[2:]]
    doubled = {"input-quality.xls": [*merged, *merged], "input-quality.xlsx": [*merged, *merged]}
    seen = 0
    for path in sorted(folder.iterdir()):
        if path.name in (*_NONE, *_CODED, "SOURCE.md"):
            continue
        found = sample(path)
        opened = format_of(found).read(Task(found, "a", world))
        told = [
            (fact.organisation.names[0].text, fact.place.within.country)
            for fact in facts(list(opened.records), Presence)
        ]
        assert told == doubled.get(path.name, merged if path.name == "input-merged.xlsx" else expected), (
            path.name
        )
        seen += 1
    assert seen == 22


@pytest.mark.parametrize("name", _NONE)
def test_what_holds_no_rows_is_refused(name: str, shared: Path, world: Known) -> None:
    found = sample(shared / "data/hxl-libhxl-tests" / name)
    with pytest.raises(_NONE[name]):
        format_of(found).read(Task(found, "a", world))


@pytest.mark.parametrize(
    "name",
    [
        f"{_COUNTRY}345_honduras.csv",
        f"{_COUNTRY}3w_as_of_may_2021.xlsx",
        f"{_PRESENCE}3w_august_2025.csv",
        "3w-ebola-guinea/ebola-guinea-3w.json",
        "hxl-showcase/iati-sierraleone.csv",
    ],
)
def test_what_is_read_conforms_and_is_accounted_for(
    name: str, imported: Callable[..., ImportedSource], shared: Path
) -> None:
    account = imported(shared / "data" / name).account
    assert account["format"] == "3w"
    assert account["read"] == account["produced"] + sum(account["skipped"].values())
    broken = {cause: count for cause, count in account["skipped"].items() if cause.startswith("breaks")}
    assert sum(broken.values()) * 100 < account["read"]
