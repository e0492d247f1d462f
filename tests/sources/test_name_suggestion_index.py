from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.errors import ContentError
from ngograph.sources import ifrc_go
from ngograph.sources.name_suggestion_index import NO_LANGUAGE, NOT_A_SOCIETY, read
from ngograph.sources.register import Register, Society, register
from ngograph.sources.statements import term, thing

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.sources.reading import Reading

NODE = thing("organisation", "fdrs-dtr001")
KNOWN = Register(
    {"tr": "Türkiye", "me": "Montenegro"},
    (
        Society(NODE, "tr", {"en": "Turkish Red Crescent Society"}),
        Society(thing("organisation", "fdrs-dme001"), "me", {"en": "Red Cross of Montenegro"}),
    ),
)
WIKIDATA: dict[str, dict[str, Any]] = {
    "Q1059602": {"label": "Turkish Red Crescent", "description": "National Red Crescent Society in Türkiye"}
}
ITEM: dict[str, Any] = {
    "path": "brands/healthcare/blood_donation",
    "locationSet": {"include": ["tr"]},
    "tags": {"brand": "Türk Kızılayı", "brand:wikidata": "Q1059602", "short_name": "Kızılay"},
}


@pytest.fixture(scope="module")
def extract(shared: Path) -> Path:
    return shared / "data" / "nsi-red-cross" / "red-cross-nsi.json"


@pytest.fixture(scope="module")
def known(shared: Path) -> Register:
    return register(ifrc_go.read(shared / "data" / "ifrc-go" / "go-api" / "Countries.json").triples)


def written(folder: Path, items: list[dict[str, Any]], wikidata: dict[str, dict[str, Any]]) -> Path:
    file = folder / "extract.json"
    file.write_text(json.dumps({"items": items, "wikidata": wikidata}), encoding="utf-8")
    return file


def names(reading: Reading, predicate: str) -> set[tuple[str, str]]:
    return {
        (triple.object.value, triple.object.language or "")  # type: ignore[union-attr]
        for triple in reading.triples
        if triple.subject == NODE and triple.predicate == term(predicate)
    }


def matches(reading: Reading) -> dict[str, str]:
    """The Wikidata number of each body, by the last part of its IRI."""
    return {
        triple.subject.value.rpartition("/")[2]: triple.object.value.rpartition("/")[2]  # type: ignore[union-attr]
        for triple in reading.triples
        if triple.predicate == term("skos:exactMatch")
    }


def test_a_society_gets_its_own_name_and_its_item(tmp_path: Path) -> None:
    reading = read(written(tmp_path, [ITEM], WIKIDATA), KNOWN)
    assert names(reading, "skos:prefLabel") == {
        ("Turkish Red Crescent Society", "en"),
        ("Türk Kızılayı", "tr"),
    }
    assert names(reading, "skos:altLabel") == {("Kızılay", "tr")}
    assert matches(reading) == {"fdrs-dtr001": "Q1059602"}


def test_a_tag_says_its_language_itself(tmp_path: Path) -> None:
    tags = ITEM["tags"] | {"brand:sr-Latn": "Turski Crveni polumesec", "brand:short:bs": "TCP"}
    reading = read(written(tmp_path, [ITEM | {"tags": tags}], WIKIDATA), KNOWN)
    assert ("Turski Crveni polumesec", "sr-latn") in names(reading, "skos:prefLabel")
    assert names(reading, "ngo:acronym") == {("TCP", "bs")}


def test_a_bare_name_used_everywhere_is_left_out(tmp_path: Path) -> None:
    item = ITEM | {"locationSet": {"include": ["001"]}}
    reading = read(written(tmp_path, [item], WIKIDATA), KNOWN)
    assert names(reading, "skos:prefLabel") == {("Turkish Red Crescent Society", "en")}
    assert dict(reading.account.skipped) == {NO_LANGUAGE: 1}


def test_an_item_used_in_another_country_is_not_joined(tmp_path: Path) -> None:
    item = ITEM | {"locationSet": {"include": ["me"]}}
    reading = read(written(tmp_path, [item], WIKIDATA), KNOWN)
    assert reading.triples == ()
    assert dict(reading.account.skipped) == {NOT_A_SOCIETY: 2}


def test_a_branch_is_not_its_society(tmp_path: Path) -> None:
    about = {"Q1": {"label": "Turkish Red Crescent Ankara", "description": "branch in Ankara"}}
    assert matches(read(written(tmp_path, [], about), KNOWN)) == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"items": [{}], "wikidata": {}}', '{"items": 3, "wikidata": 4}']
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="items"):
        read(file, KNOWN)


def test_items_are_joined_that_their_description_ties_to_the_country(extract: Path, known: Register) -> None:
    found = matches(read(extract, known))
    assert {
        "fdrs-dtr001": "Q1059602",
        "fdrs-dgb001": "Q4970966",
        "fdrs-dbg001": "Q4996223",
        "fdrs-dcr001": "Q104778895",
        "red-cross-red-crescent-movement": "Q7178",
    }.items() <= found.items()
    wikidata = json.loads(extract.read_bytes())["wikidata"]
    labels = {society.node.value.rpartition("/")[2]: society.english for society in known.societies}
    for body, number in found.items():
        words = set(wikidata[number]["label"].split()) & set(
            labels.get(body, wikidata[number]["label"]).split()
        )
        assert len(words) >= 2, (body, wikidata[number]["label"])


def test_no_branch_service_or_part_is_joined(extract: Path, known: Register) -> None:
    others = {
        "Q812433",
        "Q840469",
        "Q4824602",
        "Q2551937",
        "Q123360680",
        "Q61950913",
        "Q104537423",
        "Q63991554",
    }
    assert not others & set(matches(read(extract, known)).values())


def test_nothing_is_lost(extract: Path, known: Register) -> None:
    raw = json.loads(extract.read_bytes())
    assert read(extract, known).account.read == len(raw["items"]) + len(raw["wikidata"])


def test_every_name_is_in_the_entry_that_is_its_evidence(extract: Path, known: Register) -> None:
    raw = json.loads(extract.read_bytes())
    given = {value for item in raw["items"] for value in item["tags"].values()}
    english = {society.english for society in known.societies}
    reading = read(extract, known)
    labels = {
        triple.object.value  # type: ignore[union-attr]
        for triple in reading.triples
        if triple.predicate in (term("skos:prefLabel"), term("skos:altLabel"), term("ngo:acronym"))
    }
    assert labels - english - {"International Red Cross and Red Crescent Movement"} <= given
