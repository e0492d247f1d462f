"""The publishers of the IATI Registry: as many bodies as there are entries, and none of their contacts."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import NothingToImport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

    Import = Callable[..., ImportedSource]
    Write = Callable[[str, object], Path]


def test_every_publisher_is_a_body_of_its_type(imported: Import, shared: Path) -> None:
    path = shared / "data/iati-publishers/publishers.json"
    raw = json.loads(path.read_text("utf-8")).values()
    source = imported(path)
    assert source.account["read"] == source.account["produced"] == len(raw)
    types = Counter(one["publisher_organization_type"] for one in raw)
    classes = source.account["classes"]
    ngos = sum(types[code] for code in ("21", "22", "23", "24"))
    # Two publishers have the identifier of another, so that they are one body with it.
    assert ngos - 2 <= classes["ngo:NonGovernmentalOrganisation"] <= ngos
    assert classes["ngo:InternationalOrganisation"] == types["40"]
    identifiers = {one["publisher_iati_id"].strip() for one in raw if one["publisher_iati_id"]}
    said = {code for _, code in ask(source, "?i a ngo:Identifier ; skos:notation ?code", "i", "code")}
    assert len(identifiers - said) <= len(identifiers) * 0.02


def publisher(**more: object) -> dict[str, object]:
    return {
        "title": "Red Cross",
        "name": "rc",
        "publisher_iati_id": "GB-CHC-220949",
        "publisher_country": "GB",
        "publisher_organization_type": "22",
        **more,
    }


def test_contacts_are_dropped_and_counted(imported: Import, written: Write) -> None:
    path = written(
        "a.json", {"rc": publisher(publisher_contact_email="x@example.org", users=[{"name": "Ann"}])}
    )
    source = imported(path)
    assert source.account["notes"]["publisher_contact_email dropped: contact data"] == 1
    assert source.account["notes"]["users dropped: contact data"] == 1
    assert "x@example.org" not in (said := "\n".join(map(str, source.triples)))
    assert "Ann" not in said


def test_the_answer_of_the_interface_and_a_single_entry_are_read_alike(
    imported: Import, written: Write
) -> None:
    answers: list[object] = [{"success": True, "result": [publisher()]}, [publisher()], publisher()]
    for answer in answers:
        source = imported(written("a.json", answer))
        assert ask(source, "?p ngo:organisation ?who ; ngo:place ?where", "who", "where") == [
            ("iati-organisation-gb-chc-220949", "gb")
        ]


@pytest.mark.parametrize("reference", ["SACU", "47122 (old)", ""])
def test_a_reference_of_another_kind_identifies_nobody(
    imported: Import, written: Write, reference: str
) -> None:
    source = imported(written("a.json", {"rc": publisher(publisher_iati_id=reference)}))
    assert ask(source, "?x a ngo:NonGovernmentalOrganisation", "x") == [("a-rc",)]


def test_a_deleted_entry_is_skipped(imported: Import, written: Write) -> None:
    with pytest.raises(NothingToImport, match="the registry calls it deleted"):
        imported(written("a.json", {"rc": publisher(state="deleted")}))
