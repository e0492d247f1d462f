"""Flows of FTS: what is counted here is counted in the raw files, by csv and json alone."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import NothingToImport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

_TABLES = {
    "fts_incoming_funding_afg.csv": 323,
    "fts_internal_funding_afg.csv": 156,
    "fts_incoming_funding_global.csv": 1072,
    "fts_outgoing_funding_global.csv": 1,
}
_ANSWER = "custom-search-locationid-1-year-2020-page-3.json"
_KINDS = {"paid": "disbursement", "commitment": "commitment", "pledge": "pledge"}
_HEAD = (
    "id,date,amountUSD,originalAmount,originalCurrency,srcOrganization,srcOrganizationTypes,destOrganization,"
    "destOrganizationTypes,destPlan,destPlanId,destProject,destProjectCode,destGlobalClusters,destLocations,"
    "destUsageYearStart,destUsageYearEnd,status,method\n"
)
_ROW = "{id},{date},10,{amount},{currency},{src},Government,{dest},NGO,,,,,Health,AFG,2020,2021,{status},\n"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows that tell of a flow from one body to another or to a plan, each once."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        every = {tuple(row.items()): row for row in csv.DictReader(file)}.values()
    return [
        row
        for row in every
        if row["srcOrganization"]
        and (
            row["destOrganization"] not in ("", row["srcOrganization"])
            or row["destPlan"]
            or row["destProject"]
        )
    ]


def valued(original: Any, currency: Any, dollars: Any) -> tuple[Decimal, str]:
    """The amount that counts: the reported one, unless it is 0 or absent and that in dollars is not."""
    if original not in (None, "") and currency and (Decimal(original) or not Decimal(dollars)):
        return Decimal(original), str(currency).lower()
    return Decimal(dollars), "usd"


def sums(source: ImportedSource) -> dict[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    pattern = "?f a ngo:Funding ; ngo:amount ?amount ; ngo:currency ?currency ; ngo:fundingKind ?kind"
    for _, currency, kind, amount in ask(source, pattern, "f", "currency", "kind", "amount"):
        found[currency, kind] += Decimal(amount)
    return dict(found)


def row(**cells: str) -> str:
    told = {"id": "1", "date": "2020-01-02", "amount": "5", "currency": "EUR", "src": "A", "dest": "B"}
    return _ROW.format(**{**told, "status": "paid", **cells})


@pytest.mark.parametrize("name", _TABLES)
def test_a_table_gives_a_funding_for_each_flow_and_its_sums_by_currency_and_kind(
    shared: Path, imported: Callable[..., ImportedSource], name: str
) -> None:
    path = shared / "data" / "ocha-fts" / name
    told = rows(path)
    source = imported(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert source.account["read"] == sum(1 for _ in csv.DictReader(file))
    assert source.account["produced"] == len(told) == _TABLES[name]
    assert source.account["classes"]["ngo:Funding"] == len(told)
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in told:
        amount, currency = valued(one["originalAmount"], one["originalCurrency"], one["amountUSD"])
        expected[currency, _KINDS[one["status"]]] += amount
    assert sums(source) == expected


def test_an_answer_of_the_service_gives_the_same_counts_and_sums(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ocha-fts" / _ANSWER
    flows = json.loads(path.read_text("utf-8"))["data"]["flows"]
    source = imported(path)
    assert source.account["read"] == source.account["produced"] == len(flows) == 84
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    ends = Counter[str]()
    for flow in flows:
        amount, currency = valued(flow.get("originalAmount"), flow.get("originalCurrency"), flow["amountUSD"])
        expected[currency, _KINDS[flow["status"]]] += amount
        for end, role in (("sourceObjects", "funder"), ("destinationObjects", "recipient")):
            own = {one["id"] for one in flow[end] if one["type"] == "Organization"}
            other = {one["id"] for one in flow["sourceObjects"] if one["type"] == "Organization"}
            ends[role] += len(own if role == "funder" else own - other)
    assert sums(source) == expected
    for role, count in ends.items():
        assert len(ask(source, f"?f ngo:{role} ?body", "f", "body")) == count


def test_a_flow_says_the_same_from_the_table_and_from_the_answer(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    pattern = (
        "?f ngo:statedCode ?flow ; ngo:funder/skos:prefLabel ?funder ; ngo:amount ?amount . "
        'FILTER(STRSTARTS(?flow, "FTS flow:")) '
        "OPTIONAL { ?f ngo:recipient/skos:prefLabel ?recipient } OPTIONAL { ?f ngo:edtf ?time } "
        "OPTIONAL { ?f ngo:place ?place } OPTIONAL { ?f ngo:topic ?topic } FILTER(LANG(?funder) = 'en')"
    )
    names = ("flow", "funder", "recipient", "amount", "time", "place", "topic")
    folder = shared / "data" / "ocha-fts"
    answered = set(ask(imported(folder / _ANSWER), pattern, *names))
    tables = {
        one
        for name in ("fts_incoming_funding_afg.csv", "fts_internal_funding_afg.csv")
        for one in ask(imported(folder / name), pattern, *names)
    }
    flows = {one[0] for one in answered}
    assert len(flows & {one[0] for one in tables}) == 84
    assert answered == {one for one in tables if one[0] in flows}


@pytest.mark.parametrize(
    "name", ["fts_requirements_funding_global.csv", "fts_requirements_funding_cluster_afg.csv"]
)
def test_what_plans_require_is_refused(
    shared: Path, imported: Callable[..., ImportedSource], name: str
) -> None:
    with pytest.raises(NothingToImport, match="neither givers nor recipients"):
        imported(shared / "data" / "ocha-fts" / name)


def test_a_project_is_part_of_its_plan_and_bears_the_number_in_its_code(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ocha-fts" / "fts_incoming_funding_global.csv"
    expected = set()
    for one in rows(path):
        if one["destProject"]:
            number = re.fullmatch(r".+-(\d+)-\d+", one["destProjectCode"])
            assert number is not None
            expected.add((number[1], one["destPlanId"]))
    code = 'ngo:identifier [ ngo:scheme "{}" ; skos:notation ?{} ]'
    pattern = (
        f"?project a ngo:Project ; {code.format('HPC project', 'number')} ; ngo:partOf ?plan . "
        f"?plan {code.format('FTS plan', 'id')}"
    )
    assert set(ask(imported(path), pattern, "number", "id")) == expected


def test_bodies_that_a_flow_does_not_name_are_a_group_without_an_identifier(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    source = imported(shared / "data" / "ocha-fts" / _ANSWER)
    groups = ask(source, "?group a ngo:UnnamedGroup ; skos:prefLabel ?name", "name")
    assert groups == [("NGOs (details not yet provided)",), ("UN Agencies",)]
    assert ask(source, "?group a ngo:UnnamedGroup ; ngo:identifier ?code", "code") == []


def test_kinds_of_bodies_follow_the_types_of_the_register(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    source = imported(shared / "data" / "ocha-fts" / _ANSWER)
    kinds = {
        name: kind for name, kind, *_ in ask(source, "?body a ?kind ; skos:prefLabel ?name", "name", "kind")
    }
    assert kinds["Norway, Government of"] == "ontology#Government"
    assert kinds["Norwegian Red Cross"] == "ontology#NationalSociety"
    assert kinds["International Committee of the Red Cross"] == "ontology#MovementComponent"
    assert kinds["World Food Programme"] == "ontology#InternationalOrganisation"
    assert kinds["ZOA"] == "ontology#NonGovernmentalOrganisation"


def test_several_bodies_in_a_cell_are_told_apart_where_their_types_tell(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    head, one = _HEAD, row(dest='"First,Second, of Two"').replace(",NGO,", ',"NGO,NGO",')
    other = row(id="2", dest='"Third,Fourth"')
    source = imported(written("flows.csv", head + one + other))
    names = ask(source, "?f ngo:recipient/skos:prefLabel ?name", "name")
    assert names == [("First",), ("Second, of Two",), ("Third,Fourth",)]
    assert source.account["notes"] == {
        "a cell may name several organisations: kept as one name": 1,
        "several organisations in one cell were told apart by their types": 1,
    }


def test_what_is_odd_is_noted_and_kept_as_far_as_it_holds(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    tags = "#id,#date,#value,,,#org,,#org,,,,,,,,,,,\n"
    bad = [
        row(date="2023-02-31"),
        row(id="2", currency="XQX"),
        row(id="3", status="dreamt"),
        row(id="4", amount="-7"),
        row(id="5", dest="A"),
        row(id="6", src=""),
        row(id="7", amount="0"),
        row(id="7", amount="0"),
        row(id="7", amount="9"),
        row(id="8").replace(",AFG,2020,2021,", ",Atlantis,2021,2020,"),
    ]
    source = imported(written("flows.csv", _HEAD + tags + "".join(bad)))
    assert source.account["read"] == len(bad)
    assert source.account["skipped"] == {
        "neither recipient nor plan nor project": 1,
        "no source organisation": 1,
        "the flow is repeated word for word": 1,
    }
    assert source.account["notes"] == {
        "a date that does not exist was dropped": 1,
        "currency XQX is not known: amount dropped": 1,
        "location Atlantis is no country": 1,
        "status dreamt is unknown": 1,
        "the means stay with the body that has them: no recipient": 1,
        "the reported amount is 0: the amount in US dollars was taken": 1,
    }
    assert [amount for (amount,) in ask(source, "?f ngo:amount ?amount", "amount")] == sorted(
        ["5", "5", "-7", "10", "9", "5"]
    )
    codes = {code for (code,) in ask(source, "?f ngo:statedCode ?code", "code")}
    assert {"Currency:XQX", "Location:Atlantis"} <= codes


_EXPORT = (
    ("Financial Tracking Service", *[""] * 10, "Source", "", "", "Destination"),
    ("Somalia 2015",),
    (
        *("Flow ID", "Flow status", "Flow date", "Description", "Amount (USD)", "Original amount"),
        *("Original currency", "Budget year", "Decision date", "Version ID", "Reporting organization"),
        *("Donor", "Organization type", "Plan", "Recipient Organization", "Organization type", "Country"),
        *("Project", "Usage year", "Plan", "Cluster"),
    ),
    (
        *(100, "Paid Contribution", dt.date(2015, 2, 1), "Cash", 1000, 900, "EUR", 2015, None, 1, "ECHO"),
        *("Norway, Government of", "Governments", None, "World Food Programme", "UN agencies", "Somalia"),
        *("Food for all", 2015, "Somalia 2015", "Food Security"),
    ),
    (
        *(101, "Commitment", "25/03/2015", "Grant", 500, None, None, 2015, None, 1, "X"),
        *("Sweden, Government of", "Governments", None, "Oxfam", "NGOs", "Somalia", None, 2015, None, None),
    ),
    ("Total:", None, None, None, 1500),
)


def test_an_export_of_the_site_tells_source_and_destination_apart(
    tmp_path: Path, imported: Callable[..., ImportedSource]
) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("About", 0).append(("Financial Tracking Service",))
    for cells in _EXPORT:
        book["Sheet"].append(cells)
    path = tmp_path / "export.xlsx"
    book.save(path)
    source = imported(path)
    assert source.account["format"] == "fts"
    assert source.account["skipped"] == {"no source organisation": 1}
    pattern = (
        "?f ngo:funder/skos:prefLabel ?funder ; ngo:recipient ?body ; ngo:amount ?amount ; "
        "ngo:currency ?in ; ngo:valueDate ?day ; ngo:fundingKind ?kind ; ngo:place ?where . "
        "?body skos:prefLabel ?recipient ; a ?class"
    )
    names = ("funder", "recipient", "class", "amount", "in", "day", "kind", "where")
    wfp = ("World Food Programme", "ontology#InternationalOrganisation")
    assert ask(source, pattern, *names) == [
        ("Norway, Government of", *wfp, "900", "eur", "2015-02-01", "disbursement", "so"),
        (
            *("Sweden, Government of", "Oxfam", "ontology#NonGovernmentalOrganisation"),
            *("500", "usd", "2015-03-25", "commitment", "so"),
        ),
    ]
    assert ask(source, "?f ngo:activity/ngo:partOf/skos:prefLabel ?plan", "plan") == [("Somalia 2015",)]


def test_titles_that_name_the_end_need_no_order(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    text = (
        "Flow ID;Destination location;Source org.;Destination org.;Flow date;Amount (US$);Funding status\n"
        "7;Ukraine;Denmark, Government of;UNHCR;01/04/2022;1,000,000;Paid\n"
    )
    source = imported(written("flows.csv", text))
    pattern = (
        "?f ngo:recipient/skos:prefLabel ?to ; ngo:amount ?amount ; ngo:place ?where ; ngo:valueDate ?day"
    )
    assert ask(source, pattern, "to", "amount", "where", "day") == [("UNHCR", "1000000", "ua", "2022-04-01")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"status": "ok", "data": {"report1": {"fundingTotals": {"total": 5}}}}, "and not the flows"),
        ({"status": "error", "message": "bad request", "code": "400"}, "could not answer"),
    ],
)
def test_other_answers_of_the_service_are_refused_with_what_they_are(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    content: object,
    reason: str,
) -> None:
    with pytest.raises(NothingToImport, match=reason):
        imported(written("answer.json", content))


def test_of_several_versions_of_a_flow_the_last_counts(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    donor, plan = ({"type": kind, "id": "1", "name": kind} for kind in ("Organization", "Plan"))
    ends = {"sourceObjects": [donor], "destinationObjects": [plan], "status": "paid"}
    told = [("1", 2, 20), ("1", 10, 30), ("1", 9, 40), ("2", 1, 5)]
    flows = [{"id": id, "versionId": version, "amountUSD": usd, **ends} for id, version, usd in told]
    rows = "".join(f"{id},{version},{usd},Sida,Plan,UNHCR,paid\n" for id, version, usd in told)
    table = "id,versionId,amountUSD,srcOrganization,destPlan,destOrganization,status\n"
    for path in (written("a.json", flows), written("a.csv", table + rows)):
        source = imported(path)
        assert ask(source, "?f ngo:amount ?amount", "amount") == [("30",), ("5",)]
        assert source.account["skipped"] == {"a later version of the flow is told": 2}


def test_what_an_export_does_not_specify_is_nothing(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    text = (
        "Flow ID,Donor,Recipient organization,Plan,Cluster,Flow date,Flow status,Amount (US$)\n"
        "1,Sida,UNHCR,Not specified,Not specified,01/02/2023,Paid contribution,10\n"
    )
    source = imported(written("export.csv", text))
    assert source.account["notes"] == {}
    assert "ngo:Programme" not in source.account["classes"]
