"""Records of ROR: names, codes, seat, and what belongs to what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import NothingToImport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

    Import = Callable[..., ImportedSource]
    Write = Callable[[str, object], Path]


@pytest.mark.parametrize("name", ["example_record_v2_0.json", "example_record_v2_1.json"])
def test_the_example_of_the_registry(imported: Import, shared: Path, name: str) -> None:
    path = shared / "data/ror" / name
    raw = json.loads(path.read_text("utf-8"))
    source = imported(path)
    own = raw["id"].rpartition("/")[2]
    children = [one for one in raw["relationships"] if one["type"] == "child"]
    parts = ask(
        source, f"?a ngo:whole <https://w3id.org/ngograph/id/organisation/ror-{own}> ; ngo:part ?p", "p"
    )
    assert parts == sorted((f"ror-{one['id'].rpartition('/')[2]}",) for one in children)
    others = len(raw["relationships"]) - len(children)
    assert source.account["notes"] == {"a relationship of the type related is not kept": others}
    told = {one["value"] for one in raw["names"]}
    said = {triple.object.value for triple in source.triples if hasattr(triple.object, "value")}
    assert told <= said


def test_the_seat_lies_in_its_division_and_country(imported: Import, shared: Path) -> None:
    source = imported(shared / "data/ror/example_record_v2_1.json")
    pattern = "?p a ngo:Presence ; ngo:place ?town . ?town ngo:within ?state . ?state ngo:within ?country"
    assert ask(source, pattern, "town", "country") == [("geonames-5378538", "us")]


def record(code: str, **more: Any) -> dict[str, Any]:
    names = [{"value": f"Body {code}", "types": ["ror_display", "label"], "lang": "en"}]
    return {"id": f"https://ror.org/{code}", "status": "active", "established": 1919, "names": names, **more}


def test_an_inactive_body_is_kept_with_a_note_and_a_withdrawn_one_skipped(
    imported: Import, written: Write
) -> None:
    path = written("a.json", [record("01", status="inactive"), record("02", status="withdrawn")])
    account = imported(path).account
    assert account["notes"] == {"the body is no longer active": 1}
    assert account["skipped"] == {"withdrawn by the registry": 1}


@pytest.mark.parametrize(
    "more", [{"locations": None}, {"relationships": [3]}, {"external_ids": [{"type": {}, "all": ["1"]}]}]
)
def test_parts_that_are_not_as_promised_are_as_if_absent(
    imported: Import, written: Write, more: dict[str, Any]
) -> None:
    assert imported(written("a.json", [record("01", **more)])).account["produced"] == 1


def test_the_schema_is_no_data(imported: Import, shared: Path) -> None:
    with pytest.raises(NothingToImport, match="a JSON schema"):
        imported(shared / "data/ror/ror_schema_v2_1.json")


def test_an_answer_of_the_registry_is_read_and_its_old_schema_refused(
    imported: Import, written: Write
) -> None:
    source = imported(written("a.json", {"number_of_results": 1, "items": [record("01")]}))
    assert source.account["read"] == source.account["produced"] == 1
    old = {"id": "https://ror.org/01", "name": "Body", "labels": [], "wikipedia_url": "", "established": 1919}
    with pytest.raises(NothingToImport, match="take version 2"):
        imported(written("a.json", [old]))


def test_a_code_that_several_bodies_bear_tells_none_of_them_apart(imported: Import, written: Write) -> None:
    code = [{"type": "wikidata", "all": ["Q1"], "preferred": None}]
    records = [record("01", external_ids=code), record("02", external_ids=code)]
    source = imported(written("a.json", [*records, records[0]]))
    assert source.account["skipped"] == {}
    assert source.account["notes"] == {
        "a code that several bodies bear tells none of them apart: kept as weak": 3
    }
    pattern = "?body ngo:identifier [ ngo:scheme 'Wikidata' ; ngo:strength ?strength ]"
    assert ask(source, pattern, "body", "strength") == [("ror-01", "weak"), ("ror-02", "weak")]
    alone = imported(written("b.json", [records[0], records[0]]))
    assert ask(alone, pattern, "body", "strength") == [("ror-01", "strong")]
