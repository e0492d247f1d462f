from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import NamedNode, Triple

from ngograph.errors import ContentError
from ngograph.sources.ifrc_go import MOVEMENT, read
from ngograph.sources.statements import A, concept, term, thing

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.sources.reading import Reading

SOCIETY: dict[str, Any] = {
    "name_en": "Bosnia and Herzegovina",
    "name_fr": "Bosnie-Herzégovine",
    "record_type": 1,
    "iso": "BA",
    "iso3": "BIH",
    "fdrs": "DBA001",
    "society_name": "The Red Cross Society of Bosnia and Herzegovina",
    "society_name_en": " The Red Cross Society of  Bosnia and Herzegovina",
    "society_name_fr": "",
    "society_url": "http://www.rcsbh.org/",
    "url_ifrc": "https://www.ifrc.org/x",
    "independent": True,
}


@pytest.fixture(scope="module")
def register(shared: Path) -> Path:
    return shared / "data" / "ifrc-go" / "go-api" / "Countries.json"


def written(folder: Path, *records: dict[str, Any]) -> Path:
    file = folder / "Countries.json"
    entries = [{"model": "api.country", "pk": 100 + n, "fields": fields} for n, fields in enumerate(records)]
    file.write_text(json.dumps(entries), encoding="utf-8")
    return file


def named(reading: Reading, node: NamedNode, predicate: str) -> dict[str, str]:
    return {
        triple.object.language or "": triple.object.value  # type: ignore[union-attr]
        for triple in reading.triples
        if triple.subject == node and triple.predicate == term(predicate)
    }


def count(reading: Reading, kind: str) -> int:
    return sum(triple.predicate == A and triple.object == term(kind) for triple in reading.triples)


def test_names_are_tidied_and_the_article_is_dropped_in_an_alternative(tmp_path: Path) -> None:
    reading = read(written(tmp_path, SOCIETY))
    node = thing("organisation", "fdrs-dba001")
    assert named(reading, node, "skos:prefLabel") == {"en": "The Red Cross Society of Bosnia and Herzegovina"}
    assert named(reading, node, "skos:altLabel") == {"en": "Red Cross Society of Bosnia and Herzegovina"}


def test_a_society_is_in_the_movement_in_the_federation_and_in_its_country(tmp_path: Path) -> None:
    triples = set(read(written(tmp_path, SOCIETY)).triples)
    node = thing("organisation", "fdrs-dba001")
    component = thing("affiliation", f"fdrs-dba001-component-of-{MOVEMENT.value.rpartition('/')[2]}")
    member = thing("affiliation", "fdrs-dba001-member-of-ifrc")
    presence = thing("presence", "fdrs-dba001-covers-ba")
    assert {
        Triple(component, term("ngo:part"), node),
        Triple(component, term("ngo:whole"), MOVEMENT),
        Triple(member, term("ngo:whole"), thing("organisation", "ifrc")),
        Triple(member, term("ngo:affiliationKind"), concept("affiliation-kind", "member")),
        Triple(presence, term("ngo:place"), thing("place", "ba")),
        Triple(presence, term("ngo:presenceKind"), concept("presence-kind", "covers")),
    } <= triples


def test_a_territory_gives_no_second_society(tmp_path: Path) -> None:
    name = SOCIETY["society_name"]
    island = {"name_en": "An Island", "record_type": 1, "society_name": name, "independent": False}
    reading = read(written(tmp_path, SOCIETY, island))
    assert count(reading, "ngo:NationalSociety") == 1
    assert reading.account.skipped == (("a territory that repeats the society of its state", 1),)


def test_a_society_without_code_is_keyed_by_its_record(tmp_path: Path) -> None:
    reading = read(written(tmp_path, {key: value for key, value in SOCIETY.items() if key != "fdrs"}))
    assert Triple(thing("organisation", "ifrc-go-100"), A, term("ngo:NationalSociety")) in reading.triples


def test_a_record_without_english_name_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"record /0/fields: not as expected: no English name"):
        read(written(tmp_path, SOCIETY | {"society_name_en": " "}))


def test_a_record_without_country_code_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"record /1/fields: expected 'iso', found nothing"):
        read(written(tmp_path, SOCIETY, {key: value for key, value in SOCIETY.items() if key != "iso"}))


@pytest.mark.parametrize("text", ["", "[1]", '{"results": []}', "[{}]", "{}"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"api\.country"):
        read(file)


def test_there_are_191_societies_counted_from_the_raw_file(register: Path) -> None:
    records = [entry["fields"] for entry in json.loads(register.read_bytes())]
    coded = {record["fdrs"] for record in records if record.get("fdrs")}
    listed = {
        record["society_name"] for record in records if record.get("url_ifrc") and not record.get("fdrs")
    }
    assert len(coded) == 190
    assert listed == {"Bhutan Red Cross Society", "Marshall Islands Red Cross Society"}
    assert count(read(register), "ngo:NationalSociety") == len(coded - {"DNI001"}) + len(listed) == 191


def test_the_dissolved_society_is_kept_without_relationships(register: Path) -> None:
    reading = read(register)
    node = thing("organisation", "fdrs-dni001")
    assert Triple(node, A, term("ngo:Organisation")) in reading.triples
    assert named(reading, node, "skos:prefLabel")["es"] == "Cruz Roja Nicaragüense"
    assert not [triple for triple in reading.triples if triple.object == node]


def test_nothing_is_lost(register: Path) -> None:
    records = [entry["fields"] for entry in json.loads(register.read_bytes())]
    account = read(register).account
    skipped = dict(account.skipped)
    assert account.read == len(records)
    assert skipped["a region or cluster, not a country"] == sum(
        record["record_type"] != 1 for record in records
    )
    named_only = Counter(record.get("society_name") for record in records if not record.get("url_ifrc"))
    del named_only[None], named_only["ICRC"], named_only["IFRC"]
    alone = {"Red Cross Society of Eritrea", "Macau Red Cross", "Benelux ERU"}
    assert alone <= named_only.keys()
    assert skipped["a territory that repeats the society of its state"] == named_only.total() - len(alone)


def test_the_same_file_gives_the_same_statements(register: Path) -> None:
    assert read(register) == read(register)
