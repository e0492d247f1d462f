"""Entities of FollowTheMoney: in the words of its model, and read again the same."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest

from ngograph.tables import Tables
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.release import Release

# The properties of the FollowTheMoney model, version 4, that an entity of each schema may have.
_THING: Final = {"name", "country", "sourceUrl", "topics", "wikidataId"}
_INTERVAL: Final = {"startDate", "endDate", "summary", "sourceUrl"}
_INTEREST: Final = {*_INTERVAL, "role", "status"}
MODEL: Final = {
    "Organization": {*_THING, "registrationNumber", "leiCode"},
    "PublicBody": {*_THING, "registrationNumber", "leiCode"},
    "Person": _THING,
    "Project": {*_THING, "startDate", "endDate", "status"},
    "Event": {*_THING, "startDate", "endDate"},
    "ProjectParticipant": {*_INTEREST, "project", "participant"},
    "Membership": {*_INTEREST, "member", "organization"},
    "UnknownLink": {*_INTEREST, "subject", "object"},
    "Payment": {
        *_INTERVAL,
        *("payer", "beneficiary", "project", "programme", "purpose", "amount", "currency", "date"),
    },
}
ENDS: Final = {
    "project": {"Project"},
    "participant": {"Organization", "PublicBody", "Person"},
    "member": {"Organization", "PublicBody", "Person"},
    "organization": {"Organization", "PublicBody"},
    "payer": {"Organization", "PublicBody"},
    "beneficiary": {"Organization", "PublicBody"},
    "subject": {"Organization", "PublicBody", "Person"},
    "object": {"Organization", "PublicBody", "Person", "Event"},
}


@pytest.fixture
def entities(united: Release, exported: Callable[..., bytes]) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in exported(united, "followthemoney").splitlines()]
    found = {entity["id"]: entity for entity in lines}
    assert len(found) == len(lines)
    return found


def test_every_entity_is_of_the_model(entities: dict[str, dict[str, Any]]) -> None:
    assert {entity["schema"] for entity in entities.values()} == MODEL.keys()
    for entity in entities.values():
        assert entity["properties"].keys() <= MODEL[entity["schema"]], entity
        assert all(texts and all(texts) for texts in entity["properties"].values()), entity
        assert entity["datasets"]


def test_every_end_of_a_tie_is_there_and_of_its_kind(entities: dict[str, dict[str, Any]]) -> None:
    ends = [
        (name, entities[one]["schema"])
        for entity in entities.values()
        for name, schemas in ENDS.items()
        for one in entity["properties"].get(name, ())
        if schemas
    ]
    assert len(ends) > 1000
    assert {(name, schema) for name, schema in ends if schema not in ENDS[name]} == set()


def test_every_body_is_an_entity(united: Release, entities: dict[str, dict[str, Any]]) -> None:
    things = Tables(united)["things"]
    bodies = things.filter(things["kind"] == "organisation")["thing"]
    assert {f"organisation-{iri.removeprefix(f'{ID}organisation/')}" for iri in bodies} == {
        name for name, one in entities.items() if one["schema"] in ("Organization", "PublicBody")
    }


def test_payments_hold_the_sums(united: Release, entities: dict[str, dict[str, Any]]) -> None:
    rows = Tables(united)["fundings"].drop_nulls("amount")
    expected: Counter[str] = Counter()
    for amount, currency in rows.select("amount", "currency").iter_rows():
        expected[currency.rpartition("/")[2].upper()] += amount
    found: Counter[str] = Counter()
    for entity in entities.values():
        for amount in entity["properties"].get("amount", ()):
            found[entity["properties"]["currency"][0]] += Decimal(amount)  # type: ignore[assignment]
    assert found == expected
    assert found["USD"] > 0


def test_what_is_only_implied_says_so(united: Release, entities: dict[str, dict[str, Any]]) -> None:
    rows = Tables(united)["relationships"]
    implied = rows.filter(
        rows["modality"].str.ends_with("/implied") & rows["type"].str.ends_with("Participation")
    )
    assert len(implied)
    for iri in implied["relationship"]:
        assert entities[iri.removeprefix(ID).replace("/", "-")]["properties"]["summary"] == ["implied"]


def test_a_person_bears_a_name_and_nothing_else(entities: dict[str, dict[str, Any]]) -> None:
    persons = [entity["properties"].keys() for entity in entities.values() if entity["schema"] == "Person"]
    assert persons
    assert all(names == {"name", "sourceUrl"} for names in persons)


def test_what_was_written_can_be_imported(
    united: Release,
    exported: Callable[..., bytes],
    imported: Callable[[Path], ImportedSource],
    tmp_path: Path,
) -> None:
    wanted = {"sources": ("fts-incoming-funding-afg",)}
    text = exported(united, "followthemoney", **wanted)
    file = tmp_path / "entities.ftm.json"
    file.write_bytes(text)
    account = imported(file).account
    schemas = Counter(json.loads(line)["schema"] for line in text.splitlines())
    assert account["format"] == "followthemoney"
    assert account["read"] == schemas.total()
    unsaid = account["skipped"]["it does not say between whom"]
    assert account["classes"]["ngo:Funding"] == schemas["Payment"] - unsaid > 100
    assert unsaid == sum(
        not all(one["properties"].get(end) for end in ("payer", "beneficiary"))
        for one in map(json.loads, text.splitlines())
        if one["schema"] == "Payment"
    )
    bodies = sum(
        count
        for name, count in account["classes"].items()
        if name in ("ngo:Organisation", "ngo:PublicBody", "ngo:InternationalOrganisation")
    )
    assert bodies == schemas["Organization"] + schemas["PublicBody"]
