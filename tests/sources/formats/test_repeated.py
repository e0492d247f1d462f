"""Records that stand twice in a file, as where pages of an answer overlap: no amount is counted twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from ngograph.sources.facts import Funding, Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable

FLOW: Final = {
    "id": "7",
    "amountUSD": 100,
    "originalAmount": 90,
    "originalCurrency": "EUR",
    "status": "paid",
    "sourceObjects": [{"type": "Organization", "id": "1", "name": "Sweden, Government of"}],
    "destinationObjects": [{"type": "Organization", "id": "2", "name": "UNICEF"}],
}
GRANT: Final = {
    "id": "360G-a-1",
    "currency": "GBP",
    "amountAwarded": 90,
    "fundingOrganization": [{"name": "Funder"}],
    "recipientOrganization": [{"name": "Charity"}],
}
PROJECT: Final = {
    "id": 4,
    "versionCode": "HAFG20-CSS-4-1",
    "name": "Clinics",
    "currentRequestedFunds": 90,
    "organizations": [{"id": 5, "name": "ACTED"}],
}
ENTITIES: Final = [
    {"id": "a", "schema": "Organization", "properties": {"name": ["Aid"]}},
    {"id": "b", "schema": "PublicBody", "properties": {"name": ["Ministry"]}},
]
PAYMENT: Final[dict[str, Any]] = {
    "id": "p",
    "schema": "Payment",
    "properties": {"payer": ["b"], "beneficiary": ["a"], "amount": ["90"], "currency": ["EUR"]},
}


def flows(*several: dict[str, Any]) -> str:
    return json.dumps({"data": {"flows": several}})


def grants(*several: dict[str, Any]) -> str:
    return json.dumps({"grants": several})


def projects(*several: dict[str, Any]) -> str:
    return json.dumps({"data": {"results": several}})


def entities(*several: dict[str, Any]) -> str:
    return "\n".join(map(json.dumps, [*ENTITIES, *several]))


@pytest.mark.parametrize(
    ("form", "item", "other"),
    [
        (flows, FLOW, FLOW | {"originalAmount": 30}),
        (grants, GRANT, GRANT | {"amountAwarded": 30}),
        (projects, PROJECT, PROJECT | {"name": "More clinics"}),
        (entities, PAYMENT, PAYMENT | {"properties": {**PAYMENT["properties"], "amount": ["30"]}}),
    ],
)
def test_what_repeats_another_record_is_skipped_and_what_differs_stands(
    read: Callable[..., list[Record | Skipped]],
    form: Callable[..., str],
    item: dict[str, Any],
    other: dict[str, Any],
) -> None:
    once, twice = read(form(item, other), "a.json"), read(form(item, other, item), "a.json")
    assert twice[:-1] == once
    assert isinstance(twice[-1], Skipped)
    assert twice[-1].cause == "says what another record says"
    records = [one for one in twice if isinstance(one, Record)]
    assert len({record.key for record in records}) == len(records)


def test_records_without_a_number_are_not_taken_for_one(read: Callable[..., list[Record | Skipped]]) -> None:
    bare = {name: value for name, value in GRANT.items() if name != "id"}
    found = read(grants(bare, bare), "a.json")
    assert [isinstance(fact, Funding) for one in found if isinstance(one, Record) for fact in one.facts] == [
        True
    ] * 2
