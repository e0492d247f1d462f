"""Projects of response plans: what is counted here is counted in the raw files, by csv and json alone."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

_TABLE = "rsyr22-irq-projects.csv"
_ANSWER = "hpc-projects-rsyr22-page8.json"
_CARRIED = (
    "?part a ngo:Participation ; ngo:participant ?body ; ngo:role ?role ; ngo:activity ?project . "
    "?body skos:prefLabel ?name . FILTER(LANG(?name) = 'en')"
)


def project(**more: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "name": "Wells",
        "versionCode": "HXXX23-WSH-7-1",
        "currentRequestedFunds": "100",
        "organizations": [{"id": 1, "name": "First"}],
        "startDate": "2023-01-01",
        "endDate": "2023-12-31",
        **more,
    }


def answer(*projects: Any) -> dict[str, Any]:
    return {"data": {"results": list(projects)}}


def test_a_table_gives_a_participation_for_each_organisation_of_each_project(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ocha-hpc-projects" / _TABLE
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    source = imported(path)
    assert source.account["read"] == source.account["produced"] == len(rows) == 755
    assert source.account["classes"]["ngo:Project"] == len({row["versionCode"] for row in rows})
    expected = Counter(row["organizations"] for row in rows)
    assert Counter(name for _, name in ask(source, _CARRIED, "part", "name")) == expected
    assert "ngo:Funding" not in source.account["classes"]
    assert source.account["notes"]["requested funds are not funding: not taken"] == len(rows)


def test_places_times_and_clusters_of_projects_are_those_of_the_rows(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ocha-hpc-projects" / _TABLE
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    source = imported(path)
    alpha2 = {"LBN": "lb", "TUR": "tr", "JOR": "jo", "IRQ": "iq", "EGY": "eg"}
    expected = Counter(alpha2[row["locations"]] for row in rows if row["locations"])
    found = ask(source, "?project a ngo:Project ; ngo:place ?place", "project", "place")
    assert Counter(place for _, place in found) == expected
    times = ask(source, "?project a ngo:Project ; ngo:edtf ?time", "project", "time")
    assert Counter(time for _, time in times) == {"2022-01-01/2022-12-31": len(rows)}
    topics = ask(source, "?project a ngo:Project ; ngo:topic ?topic", "project", "topic")
    assert len(topics) == sum(row["globalClusters"] != "Multi-sector" for row in rows)
    plans = ask(
        source, "?project ngo:partOf ?plan . ?plan ngo:identifier/skos:notation ?code", "project", "code"
    )
    assert Counter(code for _, code in plans) == {"RSYR22": len(rows)}


def test_an_answer_knows_the_organisations_by_their_numbers(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ocha-hpc-projects" / _ANSWER
    results = json.loads(path.read_text("utf-8"))["data"]["results"]
    source = imported(path)
    assert source.account["read"] == source.account["produced"] == len(results) == 55
    code = "?part ngo:participant/ngo:identifier [ ngo:scheme 'FTS organisation' ; skos:notation ?number ]"
    expected = Counter(
        str(one["id"]) for item in results for one in item["organizations"] if not one["collectiveInd"]
    )
    assert Counter(number for _, number in ask(source, code, "part", "number")) == expected
    unnamed = ask(source, "?part ngo:participant [ a ngo:UnnamedGroup ]", "part")
    assert len(unnamed) == sum(one["collectiveInd"] for item in results for one in item["organizations"])


def test_a_project_is_one_thing_in_the_table_and_in_the_answer(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    folder = shared / "data" / "ocha-hpc-projects"
    pattern = "?project a ngo:Project ; skos:prefLabel ?name"
    answered = set(ask(imported(folder / _ANSWER), pattern, "project", "name"))
    assert len(answered) == 55
    assert answered < set(ask(imported(folder / _TABLE), pattern, "project", "name"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("NRC, ACTED, UNICEF", ["ACTED", "NRC", "UNICEF"]),
        ("Save the Children; Islamic Relief", ["Islamic Relief", "Save the Children"]),
        ("Terre des hommes", ["Terre des hommes"]),
        ("Ministry of Health, local NGOs", []),
        ("Water and Sanitation Committee", []),
        ("N/A", []),
        (None, []),
    ],
)
def test_partners_in_free_text_are_taken_where_that_is_sure(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    words: str | None,
    expected: list[str],
) -> None:
    source = imported(written("projects.json", answer(project(partners=words))))
    roles = ask(source, _CARRIED, "role", "name")
    assert [name for role, name in roles if role == "partner"] == expected
    untold = words in ("Ministry of Health, local NGOs", "Water and Sanitation Committee")
    told = source.account["notes"].get("partners in free text could not be told apart: not taken", 0)
    assert told == untold


def test_contacts_are_dropped_and_counted(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    contacts = [{"name": "A. Person", "email": "a.person@example.org"}, {"name": "B. Person"}]
    source = imported(written("projects.json", answer(project(contacts=contacts))))
    assert source.account["notes"]["contact data dropped"] == 2
    assert "Person" not in str(source.triples)


@pytest.mark.parametrize(
    ("status", "modality", "state"),
    [("accepted", "asserted", ""), ("draft", "planned", ""), ("withdrawn", "planned", "cancelled")],
)
def test_a_project_that_is_not_accepted_is_planned(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    status: str,
    modality: str,
    state: str,
) -> None:
    source = imported(written("projects.json", answer(project(workflowStatusOptions=[{"type": status}]))))
    pattern = (
        "?part a ngo:Participation ; ngo:modality ?modality ; ngo:activity ?project "
        "OPTIONAL { ?project ngo:status ?state }"
    )
    assert ask(source, pattern, "modality", "state") == [(modality, state)]


def test_what_is_odd_is_noted_or_skipped(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    place = {"id": 3, "name": "Ghor", "pcode": "AF23", "iso3": "AFG", "adminLevel": 1}
    source = imported(
        written(
            "projects.json",
            answer(
                project(startDate="31/02/2023", locations=[place]),
                project(id=8, startDate="2024-01-01"),
                project(id=9, organizations=[]),
                project(id=7, name="Wells again"),
                4,
            ),
        )
    )
    assert source.account["skipped"] == {"no organisation named": 1, "no project": 1}
    assert source.account["notes"]["a date that does not exist was dropped"] == 1
    assert source.account["notes"]["it ends before it starts: both dates were dropped"] == 1
    pattern = "?project ngo:place ?place . ?place ngo:within ?country ; ngo:identifier/skos:notation ?code"
    assert ask(source, pattern, "code", "country") == [("AF23", "af")]


def test_names_are_in_the_language_that_is_said_of_the_file(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    path = written("projects.json", answer(project(name="Des puits")))
    pattern = "?project a ngo:Project ; skos:prefLabel ?name . BIND(LANG(?name) AS ?tag)"
    assert ask(imported(path), pattern, "name", "tag") == [("Des puits", "en")]
    assert ("Des puits", "fr") in ask(imported(path, language="fr"), pattern, "name", "tag")


def test_a_file_that_is_cut_off_is_refused(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    whole = json.dumps(answer(project(), project(id=8)))
    with pytest.raises(UnreadableFile, match=r"cut\.json"):
        imported(written("cut.json", whole[:-20]))
