"""Contracting processes: what is counted here is counted in the raw files, by json alone."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.formats.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

_PACKAGE = "ocds-213czf-000-00001.json"
_RECORD = "record-ocds-213czf-000-00001.json"
_PAID = (
    "?f a ngo:Funding ; ngo:fundingKind ?kind ; ngo:amount ?amount ; ngo:modality ?modality "
    "OPTIONAL { ?f ngo:status ?status }"
)
_BUYER = {"id": "1", "name": "Town", "roles": ["buyer", "procuringEntity"]}
_SELLER = {"id": "2", "name": "Builder", "roles": ["supplier", "tenderer"]}


def award(status: str = "active", number: str = "a", amount: object = 10, **more: Any) -> dict[str, Any]:
    value = {"amount": amount, "currency": "EUR"}
    return {
        "id": number,
        "status": status,
        "value": value,
        "suppliers": [{"id": "2", "name": "Builder"}],
        **more,
    }


def release(number: str, date: str, **more: Any) -> dict[str, Any]:
    return {
        "ocid": "ocds-x-1",
        "id": number,
        "date": date,
        "language": "en",
        "tag": ["award"],
        "buyer": {"id": "1", "name": "Town"},
        "parties": [_BUYER, _SELLER],
        "tender": {"title": "A road", "status": "active"},
        **more,
    }


def payments(source: ImportedSource) -> list[tuple[str, ...]]:
    return sorted(one[1:] for one in ask(source, _PAID, "f", "kind", "amount", "modality", "status"))


@pytest.mark.parametrize("name", [_PACKAGE, _RECORD])
def test_what_is_contracted_and_paid_counts_once_however_often_it_is_told(
    shared: Path, imported: Callable[..., ImportedSource], name: str
) -> None:
    path = shared / "data" / "ocds" / name
    package = json.loads(path.read_text("utf-8"))
    releases = package.get("releases") or [one["compiledRelease"] for one in package["records"]]
    contracts = {one["id"]: one for told in releases for one in told.get("contracts", ())}
    paid = {
        one["id"]: one
        for contract in contracts.values()
        for one in contract["implementation"]["transactions"]
    }
    source = imported(path)
    assert source.account["read"] == source.account["produced"] == len(releases)
    found = ask(
        source, "?f ngo:fundingKind ?kind ; ngo:amount ?amount ; ngo:currency ?in", "kind", "amount", "in"
    )
    for kind, told in (("commitment", contracts), ("disbursement", paid)):
        amounts = [Decimal(amount) for name, amount, _ in found if name == kind]
        assert sorted(amounts) == sorted(Decimal(one["value"]["amount"]) for one in told.values())
    assert {currency for *_, currency in found} == {"gbp"}
    assert source.account["classes"]["ngo:Activity"] == 1


def test_parties_have_their_identifiers_and_roles_and_no_contacts(
    shared: Path, imported: Callable[..., ImportedSource]
) -> None:
    path = shared / "data" / "ocds" / _PACKAGE
    releases = json.loads(path.read_text("utf-8"))["releases"]
    told = {one["id"]: one for each in releases for one in each["parties"]}
    source = imported(path)
    part = "?part ngo:participant/ngo:identifier/skos:notation ?id ; ngo:role ?role"
    roles = {
        "buyer": "funder",
        "procuringEntity": "organiser",
        "supplier": "implementer",
        "tenderer": "participant",
    }
    expected = {(number, roles[role]) for number, one in told.items() for role in one["roles"]}
    assert set(ask(source, part, "id", "role")) == expected
    assert source.account["notes"]["contact data dropped"] == sum(
        "contactPoint" in one for each in releases for one in each["parties"]
    )
    assert "example.com" not in str(source.triples)
    assert "Oakleigh" not in str(source.triples)


def test_the_last_release_tells_of_an_award_and_of_the_process(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    later = release(
        "r3", "2021-03-01", awards=[award(amount=12)], tender={"title": "A road", "status": "cancelled"}
    )
    first = release("r1", "2021-01-01", awards=[award("pending"), award(number="b", amount=7)])
    source = imported(written("package.json", {"releases": [later, first]}))
    assert payments(source) == [
        ("commitment", "12", "asserted", "active"),
        ("commitment", "7", "asserted", "active"),
    ]
    assert ask(source, "?process a ngo:Activity ; ngo:status ?status", "status") == [("cancelled",)]


@pytest.mark.parametrize(
    ("status", "modality", "state"),
    [
        ("pending", "planned", "planned"),
        ("active", "asserted", "active"),
        ("cancelled", "asserted", "cancelled"),
        ("unsuccessful", "asserted", "cancelled"),
    ],
)
def test_an_award_is_as_sure_as_it_says(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    status: str,
    modality: str,
    state: str,
) -> None:
    source = imported(
        written("package.json", {"releases": [release("r", "2021-01-01", awards=[award(status)])]})
    )
    assert payments(source) == [("commitment", "10", modality, state)]


def test_a_contract_takes_the_place_of_its_award(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    contract = {"id": "c", "awardID": "a", "status": "active", "value": {"amount": 11, "currency": "EUR"}}
    releases = [
        release("r1", "2021-01-01", awards=[award()]),
        release("r2", "2021-02-01", contracts=[{**contract, "dateSigned": "2021-02-03T00:00:00Z"}]),
    ]
    source = imported(written("package.json", {"releases": releases}))
    assert payments(source) == [("commitment", "11", "asserted", "active")]
    pattern = "?f ngo:funder/skos:prefLabel ?from ; ngo:recipient/skos:prefLabel ?to ; ngo:valueDate ?date"
    assert ask(source, pattern, "from", "to", "date") == [("Town", "Builder", "2021-02-03")]


def test_a_line_keeps_each_digit_and_loses_halves_of_characters(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    first = json.dumps(release("r", "2021-01-01", awards=[award(amount=4)], buyer={"name": "Town \ud83d"}))
    other = json.dumps({**release("s", "2021-01-02"), "ocid": "ocds-x-2"})
    exact = "90071992547409.9300000001"
    lines = first.replace('"amount": 4', f'"amount": {exact}') + f"\n{other}\n"
    source = imported(written("lines.jsonl", lines))
    amounts = ask(source, "?f ngo:amount ?amount ; ngo:funder/skos:prefLabel ?name", "amount", "name")
    assert amounts == [(exact, "Town \ufffd")]


@pytest.mark.parametrize("make", ["package", "bare", "list", "lines", "records"])
def test_releases_are_found_however_they_are_packed(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource], make: str
) -> None:
    one = release("r", "2021-01-01", awards=[award()])
    other = {**release("s", "2021-01-01", awards=[award(amount=3)]), "ocid": "ocds-x-2"}
    content: object = {
        "package": {"releases": [one, other]},
        "bare": one,
        "list": [one, other],
        "lines": f"{json.dumps(one)}\n{json.dumps(other)}\n",
        "records": {
            "records": [
                {"ocid": "ocds-x-1", "releases": [one]},
                {"ocid": "ocds-x-2", "releases": [{"url": "x"}], "compiledRelease": other},
            ]
        },
    }[make]
    source = imported(written("found.json", content))
    assert source.account["format"] == "ocds"
    assert {one[1] for one in payments(source)} == ({"10"} if make == "bare" else {"10", "3"})


def test_what_is_odd_is_noted_or_skipped(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    releases = [
        release("r1", "2021-01-01", awards=[award(date="2021-02-31"), award("dreamt", "b", "much")]),
        {**release("r2", "2021-01-02", awards=[award()], buyer=None, parties=[_SELLER]), "ocid": "ocds-x-2"},
        {**release("r3", "2021-01-03", buyer=None, parties=[]), "ocid": "ocds-x-3"},
        {"id": "r4", "tag": ["award"]},
        5,
    ]
    source = imported(written("package.json", {"releases": releases}))
    assert source.account["skipped"] == {"no identifier of a contracting process": 2, "no party named": 1}
    assert source.account["notes"] == {
        "a date that does not exist was dropped": 1,
        "an amount that is no number was dropped": 1,
        "no buyer named: awards and contracts not taken": 1,
        "status dreamt of an award or contract is unknown": 1,
    }


def test_a_release_needs_no_tag_and_may_stand_in_an_answer(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    whole = release("r", "2021-01-01", awards=[award()])
    untagged = {key: value for key, value in whole.items() if key != "tag"}
    expected = payments(imported(written("a.json", {"releases": [whole]})))
    assert expected
    for content in (untagged, {"page": 1, "data": [untagged]}):
        assert payments(imported(written("a.json", content))) == expected


def test_a_record_with_releases_elsewhere_says_so(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    linked = {"ocid": "o", "releases": [{"url": "http://a/1", "date": "2021", "tag": ["award"]}]}
    compiled = {"ocid": "ocds-x-1", "compiledRelease": release("r", "2021-01-01")}
    source = imported(written("a.json", {"records": [compiled, linked]}))
    assert source.account["skipped"] == {"the release stands elsewhere": 1}


def test_who_is_named_where_a_part_is_told_of_and_nowhere_else_takes_part(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    hospital = {"name": "Hospital"}
    tender = {"title": "Vaccines", "procuringEntity": hospital, "tenderers": [{"name": "Firm"}]}
    awards = [{"id": "a", "suppliers": [{"name": "Maker", "contactPoint": {"name": "A. Person"}}]}]
    old = {"ocid": "ocds-x-1", "id": "1", "tag": ["award"], "buyer": hospital, "tender": tender}
    source = imported(written("old.json", {"releases": [old | {"awards": awards}]}))
    pattern = "?p ngo:participant/skos:prefLabel ?who ; ngo:role ?role"
    assert ask(source, pattern, "who", "role") == [
        ("Firm", "participant"),
        ("Hospital", "funder"),
        ("Hospital", "organiser"),
        ("Maker", "implementer"),
    ]
    assert source.account["notes"]["contact data dropped"] == 1
