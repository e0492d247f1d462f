"""What IFRC GO answers: what is counted here is counted in the raw files, by csv and json alone."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import NothingToImport, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

_SOCIETY = {"iso": "AF", "iso3": "AFG", "id": 14, "record_type": 1, "fdrs": "DAF001", "name": "Afghanistan"}
_HOST = {**_SOCIETY, "society_name": "Afghan Red Crescent Society"}
_ABROAD = {
    "iso": "NO",
    "iso3": "NOR",
    "id": 131,
    "fdrs": "DNO001",
    "name": "Norway",
    "society_name": "Norwegian Red Cross",
}
_PROJECT = {
    "id": 5,
    "name": "First aid",
    "reporting_ns": 131,
    "reporting_ns_detail": _ABROAD,
    "project_country": 14,
    "project_country_detail": _HOST,
    "project_districts_detail": [{"id": 1, "name": "Ghor", "code": "AF23"}],
    "programme_type": 0,
    "programme_type_display": "Bilateral",
    "primary_sector": 1,
    "primary_sector_display": "Health",
    "secondary_sectors_display": ["Migration", "Something else"],
    "start_date": "2023-01-01",
    "end_date": "2023-12-31",
    "budget_amount": 100,
    "status": 1,
    "reporting_ns_contact_name": "A. Person",
    "reporting_ns_contact_email": "a.person@example.org",
}
_UNIT = {
    "id": 9,
    "country": 14,
    "country_details": {"id": 14, "name": "Afghanistan", "iso3": "AFG"},
    "local_branch_name": "شعبه غور",
    "english_branch_name": "Ghor Branch",
    "type_details": {"name": "Administrative", "code": 1},
    "location_geojson": {"type": "Point", "coordinates": [65.25, 34.5]},
    "focal_person_loc": "A. Person",
    "email": "a.person@example.org",
    "validated": False,
}


def results(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["results"]
    return found


def tabled(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write *records* as the table that the service makes of them, with dotted names."""
    rows = []
    for record in records:
        cells: dict[str, Any] = {}
        for key, value in record.items():
            if value and isinstance(value, list) and isinstance(value[0], dict):
                for name in value[0]:
                    cells[f"{key}.{name}"] = ", ".join(str(one[name]) for one in value)
            elif isinstance(value, list):
                cells[key] = ", ".join(value)
            elif isinstance(value, dict):
                cells |= {f"{key}.{name}": cell for name, cell in value.items()}
            else:
                cells[key] = value
        rows.append(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("name", "rows", "societies"), [("countries_0.json", 200, 143), ("countries_1.json", 81, 62)]
)
def test_a_society_is_one_body_however_many_countries_bear_it(
    shared: Path, imported: Callable[..., ImportedSource], name: str, rows: int, societies: int
) -> None:
    path = shared / "data" / "ifrc-go" / name
    records = results(path)
    told = [one for one in records if one["society_name"] and one["record_type"] == 1]
    source = imported(path)
    assert (source.account["read"], source.account["produced"]) == (len(records), len(told))
    assert source.account["read"] == rows
    names = {"ICRC": "International Committee of the Red Cross"}
    names["IFRC"] = "International Federation of Red Cross and Red Crescent Societies"
    expected = {names.get(one["society_name"], one["society_name"]) for one in told}
    pattern = "?body skos:prefLabel ?name . FILTER(CONTAINS(STR(?body), '/organisation/'))"
    bodies = [body for body, name in ask(source, pattern, "body", "name") if name in expected]
    assert len(bodies) == len(set(bodies)) == len(expected) == societies
    codes = ask(source, "?body ngo:identifier [ ngo:scheme 'FDRS' ; skos:notation ?code ]", "code")
    assert {code for (code,) in codes} == {one["fdrs"] for one in records if one["fdrs"]}


def test_a_territory_is_covered_by_the_society_of_its_state(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ifrc-go" / "go-api" / "Countries.json"
    fields = [one["fields"] for one in json.loads(path.read_text("utf-8"))]
    source = imported(path)
    told = [one for one in fields if one.get("society_name") and one["record_type"] == 1]
    assert source.account["produced"] == len(told) == 235
    assert source.account["classes"]["ngo:NationalSociety"] == 192
    # Beside the societies: three that are not recognised, the ICRC and the IFRC.
    assert len({one["society_name"] for one in told}) == 192 + 3 + 2
    pattern = "?body ngo:identifier/skos:notation 'DDK001' . ?here ngo:organisation ?body ; ngo:place ?place"
    expected = {one["iso"].lower() for one in told if one["society_name"] == "Danish Red Cross"}
    assert {place for (place,) in ask(source, pattern, "place")} == expected == {"dk", "fo", "gl"}


def test_names_of_a_society_keep_their_languages(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    source = imported(shared / "data" / "ifrc-go" / "go-api" / "Countries.json")
    pattern = "?body ngo:identifier/skos:notation 'DUA001' ; skos:prefLabel ?name . BIND(LANG(?name) AS ?tag)"
    assert [tag for (tag,) in ask(source, pattern, "tag")] == ["ar", "en", "es", "fr"]


def test_a_table_of_countries_without_codes_gives_a_society_a_row(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ifrc-go" / "go-api" / "Countries.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    source = imported(path)
    told = [row for row in rows if row["society_name"]]
    assert (source.account["read"], source.account["produced"]) == (len(rows), len(told))
    assert source.account["classes"]["ngo:NationalSociety"] == len({row["society_name"] for row in told})


def test_appeals_have_their_society_their_time_and_what_the_fund_grants(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ifrc-go" / "appeals_0.json"
    records = results(path)
    source = imported(path)
    assert source.account["read"] == source.account["produced"] == len(records) == 178
    role = "https://w3id.org/ngograph/concept/role/implementer"
    implied = "https://w3id.org/ngograph/concept/modality/implied"
    found = ask(
        source,
        f"?part ngo:role <{role}> ; ngo:modality <{implied}> ; ngo:participant/skos:prefLabel ?name ; "
        "ngo:activity/ngo:identifier/skos:notation ?code",
        "code",
        "name",
    )
    assert set(found) == {(one["code"], one["country"]["society_name"]) for one in records}
    states = ask(
        source, "?appeal ngo:identifier [ ngo:scheme 'IFRC appeal' ] ; ngo:status ?state", "appeal", "state"
    )
    assert Counter(state for _, state in states) == {
        "active": sum(one["status"] == 0 for one in records),
        "ended": sum(one["status"] in (1, 3) for one in records),
    }
    granted = [
        Decimal(one["amount_funded"]) for one in records if one["atype"] == 0 and float(one["amount_funded"])
    ]
    amounts = ask(source, "?f a ngo:Funding ; ngo:amount ?amount ; ngo:currency ?chf", "f", "amount", "chf")
    assert sorted(Decimal(amount) for _, amount, _ in amounts) == sorted(granted)
    assert {currency for *_, currency in amounts} == {"chf"}
    untold = sum(one["atype"] == 1 and float(one["amount_funded"]) > 0 for one in records)
    assert source.account["notes"]["funded by donors who are not named: not taken"] == untold


def test_the_table_of_appeals_says_what_the_answer_says(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    folder = shared / "data" / "ifrc-go"
    with (folder / "appeals_data_global.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = imported(folder / "appeals_data_global.csv")
    assert table.account["read"] == table.account["produced"] == len(rows) == 144
    pattern = (
        "?appeal a ngo:Programme ; ngo:edtf ?time ; ngo:place ?place ; ngo:identifier/skos:notation ?code"
    )
    told = set(ask(table, pattern, "appeal", "time", "place"))
    assert len(told) == 144
    assert told <= set(ask(imported(folder / "appeals_0.json"), pattern, "appeal", "time", "place"))


@pytest.mark.parametrize("make", ["json", "csv"])
def test_a_project_has_its_society_at_work_in_another_country(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    tmp_path: Path,
    make: str,
) -> None:
    path = (
        written("projects.json", {"count": 1, "results": [_PROJECT]})
        if make == "json"
        else tabled(tmp_path / "projects.csv", [_PROJECT])
    )
    source = imported(path)
    roles = "?part ngo:participant/skos:prefLabel ?name ; ngo:role ?role ; ngo:modality ?modality"
    assert ask(source, roles, "name", "role", "modality") == [
        ("Afghan Red Crescent Society", "host", "implied"),
        ("Norwegian Red Cross", "partner", "asserted"),
        ("Norwegian Red Cross", "reporting", "asserted"),
    ]
    assert ask(
        source,
        "?here a ngo:Presence ; ngo:organisation/skos:prefLabel ?name ; ngo:place ?place",
        "name",
        "place",
    ) == [("Norwegian Red Cross", "af")]
    assert ask(source, "?project a ngo:Project ; ngo:edtf ?time ; ngo:status ?status", "time", "status") == [
        ("2023-01-01/2023-12-31", "active")
    ]
    assert ask(
        source, "?project ngo:place ?place . ?place ngo:within ?in ; skos:prefLabel ?name", "name", "in"
    ) == [("Ghor", "af")]
    assert source.account["notes"]["contact data dropped"] == 2
    assert source.account["notes"]["a budget without a funder: not taken"] == 1
    assert "Person" not in str(source.triples)


def test_a_project_at_home_is_carried_out_and_one_ahead_is_planned(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    home = {**_PROJECT, "programme_type": 2, "reporting_ns_detail": _HOST, "status": 0}
    source = imported(written("projects.json", {"results": [home]}))
    pattern = "?part a ngo:Participation ; ngo:role ?role ; ngo:modality ?modality"
    assert ask(source, pattern, "role", "modality") == [("implementer", "planned"), ("reporting", "planned")]


def test_a_local_unit_is_a_branch_of_the_society_of_its_country(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    clinic = {**_UNIT, "id": 10, "english_branch_name": "Clinic", "type_details": {"name": "Health Care"}}
    source = imported(written("units.json", {"results": [_UNIT, clinic, {**_UNIT, "country_details": None}]}))
    assert source.account["skipped"] == {"no country named": 1}
    pattern = (
        "?tie a ngo:Affiliation ; ngo:part/skos:prefLabel ?part ; ngo:affiliationKind ?kind ; "
        "ngo:whole/ngo:identifier/skos:notation ?whole . FILTER(LANG(?part) = 'en')"
    )
    assert ask(source, pattern, "part", "whole", "kind") == [
        ("Clinic", "14", "unit"),
        ("Ghor Branch", "14", "branch"),
    ]
    point = "?place geo:lat ?lat ; geo:long ?long ; ngo:within ?in"
    assert ask(source, point, "lat", "long", "in") == [("34.5", "65.25", "af")] * 2
    assert source.account["notes"]["contact data dropped"] == 6
    assert source.account["notes"]["not validated by the society"] == 2
    assert "Person" not in str(source.triples)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Districts.json", "names and codes of places"),
        ("Regions.json", "names and codes of places"),
        ("DisasterTypes.json", "a list of words"),
        ("delegation_office_types.json", "a list of words"),
        ("emergency_project_activity_actions.json", "a list of words"),
        ("local-unit-level.json", "a list of words"),
        ("dummy_partner.json", "contacts of persons"),
    ],
)
def test_a_file_without_relationships_is_refused_with_the_true_reason(
    shared: Path, imported: Callable[..., ImportedSource], name: str, reason: str
) -> None:
    with pytest.raises(NothingToImport, match=reason):
        imported(shared / "data" / "ifrc-go" / "go-api" / name)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"deployment": {"id": 1}, "country_from": _ABROAD, "name": "A B"}, "persons who were sent abroad"),
        ({"disaster_start_date": "2015-04-25", "name": "Earthquake"}, "emergencies"),
        ({"eru_owner": {"id": 1}, "deployed_to": _HOST}, "units of emergency response"),
        ({"name": "Ghor", "is_enclave": False, "country": _HOST}, "names and codes of places"),
        (None, "an answer without records"),
    ],
)
def test_other_answers_are_refused_with_what_they_are(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    record: object,
    reason: str,
) -> None:
    answer = {"count": 1, "next": None, "results": [record] if record else []}
    with pytest.raises(NothingToImport, match=reason):
        imported(written("answer.json", answer))


def test_a_project_in_an_emergency_is_part_of_it_and_has_its_host(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    project = {
        "id": 7,
        "title": "Clean water",
        "activity_lead": "national_society",
        "reporting_ns": 131,
        "reporting_ns_details": _ABROAD,
        "reporting_ns_contact_email": "a@example.org",
        "country": 14,
        "country_details": _HOST,
        "event": 3,
        "event_details": {"id": 3, "name": "Floods"},
        "status": "on_going",
        "start_date": "2023-01-01",
        "end_date": None,
        "activities": [{"sector_details": {"title": "WASH"}}],
    }
    other = {**project, "id": 8, "reporting_ns_details": None}
    source = imported(written("answer.json", {"count": 2, "results": [project, other]}))
    pattern = (
        "?p ngo:participant/skos:prefLabel ?body ; ngo:role ?role ; ngo:modality ?how ; ngo:activity ?work . "
        "?work ngo:status ?status ; ngo:partOf/skos:prefLabel ?whole"
    )
    assert ask(source, pattern, "body", "role", "how", "status", "whole") == [
        ("Afghan Red Crescent Society", "host", "implied", "active", "Floods"),
        ("Norwegian Red Cross", "partner", "asserted", "active", "Floods"),
        ("Norwegian Red Cross", "reporting", "asserted", "active", "Floods"),
    ]
    assert source.account["skipped"] == {"no society named that reports": 1}
    assert source.account["notes"]["contact data dropped"] == 2


def test_what_is_odd_is_noted_or_skipped(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    appeal = {
        "code": "MDRAF001",
        "name": "Earthquake",
        "atype": 0,
        "status": 2,
        "status_display": "Frozen",
        "amount_requested": "10",
        "amount_funded": "many",
        "start_date": "2023-02-31T00:00:00Z",
        "end_date": "2023-03-01T00:00:00Z",
        "country": _HOST,
    }
    source = imported(written("appeals.json", {"results": [appeal, {**appeal, "code": "", "aid": None}, 7]}))
    assert source.account["skipped"] == {"no code of an appeal": 2}
    assert source.account["notes"] == {
        "a date that does not exist was dropped": 1,
        "an amount that is no number was dropped": 1,
        "requested funds are not funding: not taken": 1,
        "status Frozen is unknown": 1,
    }


def test_a_file_that_is_cut_off_is_refused(
    shared: Path, written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    whole = (shared / "data" / "ifrc-go" / "appeals_0.json").read_text("utf-8")
    with pytest.raises(UnreadableFile, match=r"cut\.json"):
        imported(written("cut.json", whole[:-1000]))
