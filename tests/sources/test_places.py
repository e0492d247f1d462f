"""The readers of places: towns, divisions, countries, their centroids and their names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, Triple

from ngograph.errors import ContentError
from ngograph.sources import cldr_territories, geonames, ifrc_go_centroids, iso_countries
from ngograph.sources.register import Register
from ngograph.sources.statements import term, thing

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.sources.reading import Reading

KNOWN = Register({"ba": "Bosnia and Herzegovina", "tr": "Türkiye", "uz": "Uzbekistan"})


def towns() -> dict[str, dict[str, Any]]:
    return {
        number: {
            "geonameid": int(number),
            "name": next(iter(names.values())),
            "latitude": 44.10,
            "longitude": 18.5,
            "countrycode": {"323786": "TR", "1512569": "UZ"}.get(number, "BA"),
            "admin1code": "BRC" if number == "3203521" else "01",
            "alternatenames": list(names.values()),
        }
        for number, names in geonames.TOWNS.items()
    }


def written(folder: Path, value: object) -> Path:
    file = folder / "table.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def labels(reading: Reading, key: str, predicate: str = "skos:prefLabel") -> set[tuple[str, str]]:
    return {
        (triple.object.value, triple.object.language or "")  # type: ignore[union-attr]
        for triple in reading.triples
        if triple.subject == thing("place", key) and triple.predicate == term(predicate)
    }


def test_a_town_lies_in_its_division_and_that_in_its_country(tmp_path: Path) -> None:
    triples = set(geonames.read_towns(written(tmp_path, towns()), KNOWN).triples)
    within = term("ngo:within")
    assert Triple(thing("place", "geonames-3203521"), within, thing("place", "brcko-district")) in triples
    assert Triple(thing("place", "brcko-district"), within, thing("place", "ba")) in triples
    assert Triple(thing("place", "geonames-323786"), within, thing("place", "tr")) in triples


def test_a_coordinate_is_a_decimal_as_the_source_writes_it(tmp_path: Path) -> None:
    triples = geonames.read_towns(written(tmp_path, towns()), KNOWN).triples
    expected = Literal("44.1", datatype=term("xsd:decimal"))
    assert Triple(thing("place", "geonames-3191281"), term("geo:lat"), expected) in triples


def test_a_missing_town_is_named(tmp_path: Path) -> None:
    table = towns()
    del table["3191281"]
    with pytest.raises(ContentError, match="3191281"):
        geonames.read_towns(written(tmp_path, table), KNOWN)


def test_a_town_that_has_lost_its_name_is_named(tmp_path: Path) -> None:
    table = towns()
    table["1512569"]["alternatenames"] = []
    with pytest.raises(ContentError, match=r"record /1512569: not as expected: expected the name Toshkent"):
        geonames.read_towns(written(tmp_path, table), KNOWN)


def test_other_towns_are_counted(tmp_path: Path) -> None:
    table = towns() | {"1": {"geonameid": 1}}
    assert geonames.read_towns(written(tmp_path, table), KNOWN).account.skipped == ((geonames.NOT_NAMED, 1),)


def divisions() -> list[str]:
    rows = [
        "Federacija Bosne i Hercegovine\tBA-BIH\tBA.01\t3229999\tEntity\t\t1\t\t17",
        "Republika Srpska\tBA-SRP\tBA.02\t3230000\tEntity\t\t1\t\t17",
        "Brčko distrikt\tBA-BRC\tBA.BRC\t3294903\t\t\t1\t\t17",
        "Tuzlanski Kanton\t\tBA.01.3343716\t3343716\t\tTuzla Canton\t2\t1\t17",
        "Canton\t\tBA.01.3343731\t3343731\t\tX|Srednjobosanski Kanton\t2\t1\t17",
        "Opština Modriča\t\tBA.02.3294911\t3294911\t\t\t2\t2\t17",
    ]
    return [*rows, "Elsewhere\t\tBA.02.9\t9\t\t\t2\t2\t17"]


def test_a_canton_lies_in_its_entity(tmp_path: Path) -> None:
    file = tmp_path / "divisions.tsv"
    file.write_text("\n".join(divisions()) + "\n", encoding="utf-8")
    reading = geonames.read_divisions(file, KNOWN)
    canton, entity = thing("place", "tuzla-canton"), thing("place", "federation-of-bosnia-and-herzegovina")
    assert Triple(canton, term("ngo:within"), entity) in reading.triples
    assert Triple(
        thing("selector", "geonames-divisions-3343716"), term("ngo:locator"), Literal("row=4")
    ) in set(reading.triples)
    assert reading.account.skipped == ((geonames.NOT_NAMED, 1),)


@pytest.mark.parametrize("text", ["", "one column\n", "\n".join(divisions()[:3])])
def test_another_table_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "divisions.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="expected"):
        geonames.read_divisions(file, KNOWN)


def test_a_country_gets_its_geonames_number_and_another_english_name(tmp_path: Path) -> None:
    table = {
        "TR": {"geonameid": 298795, "iso": "TR", "iso3": "TUR", "name": "Turkey"},
        "AQ": {"geonameid": 1, "iso": "AQ", "iso3": "ATA", "name": "Antarctica"},
    }
    reading = geonames.read_countries(written(tmp_path, table), KNOWN)
    assert labels(reading, "tr") == {("Türkiye", "en")}
    assert labels(reading, "tr", "skos:altLabel") == {("Turkey", "en")}
    assert reading.account.skipped == ((geonames.NO_SOCIETY, 1),)


@pytest.mark.parametrize("value", [[], {"a": 1}, {"a": {}}])
def test_another_object_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(ContentError, match="GeoNames"):
        geonames.read_countries(written(tmp_path, value), KNOWN)


def test_a_centroid_is_longitude_first(tmp_path: Path) -> None:
    record = {"iso": "UZ", "centroid": {"type": "Point", "coordinates": [64.5, 41.3]}}
    page = {"results": [record, {"iso": None}, {"iso": "TR", "centroid": None}]}
    reading = ifrc_go_centroids.read(written(tmp_path, page), KNOWN)
    decimal = term("xsd:decimal")
    node = thing("place", "uz")
    assert {
        Triple(node, term("geo:lat"), Literal("41.3", datatype=decimal)),
        Triple(node, term("geo:long"), Literal("64.5", datatype=decimal)),
    } <= set(reading.triples)
    assert reading.account.skipped == ((ifrc_go_centroids.NO_CENTROID, 1), (ifrc_go_centroids.NO_SOCIETY, 1))


def locale(language: str, names: dict[str, str]) -> dict[str, object]:
    return {"main": {language: {"localeDisplayNames": {"territories": names}}}}


def test_a_short_form_is_an_alternative(tmp_path: Path) -> None:
    names = {"BA": "Bosna i Hercegovina", "BA-alt-short": "Bosna", "001": "Svijet"}
    reading = cldr_territories.read(written(tmp_path, locale("bs", names)), KNOWN)
    assert labels(reading, "ba") == {("Bosnia and Herzegovina", "en"), ("Bosna i Hercegovina", "bs")}
    assert labels(reading, "ba", "skos:altLabel") == {("Bosna", "bs")}
    assert reading.account.read == 3
    assert reading.account.produced == 2


def test_a_language_of_two_scripts_says_which(tmp_path: Path) -> None:
    reading = cldr_territories.read(written(tmp_path, locale("sr", {"TR": "Турска"})), KNOWN)
    assert ("Турска", "sr-cyrl") in labels(reading, "tr")


def test_a_language_of_the_register_does_not_replace_its_name(tmp_path: Path) -> None:
    reading = cldr_territories.read(written(tmp_path, locale("fr", {"TR": "Turquie"})), KNOWN)
    assert labels(reading, "tr") == {("Türkiye", "en")}
    assert labels(reading, "tr", "skos:altLabel") == {("Turquie", "fr")}


def test_two_locales_in_one_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="one CLDR locale"):
        cldr_territories.read(written(tmp_path, {"main": {"bs": {}, "ru": {}}}), KNOWN)


def package(folder: Path, language: str, countries: dict[str, str | list[str]]) -> Path:
    english = {"TR": ["Türkiye", "Turkey"], "XK": "Kosovo", "EH": "Western Sahara", "BA": "Bosnia"}
    codes = [[code, f"{code}Q", "000", f"ISO 3166-2:{code}"] for code in english]
    (folder / "langs").mkdir()
    (folder / "codes.json").write_text(json.dumps(codes), encoding="utf-8")
    for tag, names in (("en", english), (language, countries)):
        text = json.dumps({"locale": tag, "countries": names})
        (folder / "langs" / f"{tag}.json").write_text(text, encoding="utf-8")
    return folder / "langs" / f"{language}.json"


def test_a_country_without_society_gets_its_codes_and_names(tmp_path: Path) -> None:
    countries: dict[str, str | list[str]] = {"TR": ["Türkiye", "Turkey"], "EH": ["Western Sahara", "Sahara"]}
    reading = iso_countries.read(package(tmp_path, "en", countries), KNOWN)
    assert labels(reading, "eh") == {("Western Sahara", "en")}
    assert labels(reading, "eh", "skos:altLabel") == {("Sahara", "en")}
    notations = {triple.object for triple in reading.triples if triple.predicate == term("skos:notation")}
    assert notations == {Literal("EH"), Literal("EHQ")}


def test_a_country_of_the_register_gets_its_other_english_names_only(tmp_path: Path) -> None:
    countries: dict[str, str | list[str]] = {"TR": ["Türkiye", "Turkey"], "BA": "Bosnia and Herzegovina"}
    reading = iso_countries.read(package(tmp_path, "en", countries), KNOWN)
    assert labels(reading, "tr") == {("Türkiye", "en")}
    assert labels(reading, "tr", "skos:altLabel") == {("Turkey", "en")}
    assert labels(reading, "ba") == set()
    assert reading.account.skipped == ((iso_countries.NAMED, 1),)


def test_three_letters_of_a_code_that_iso_leaves_to_its_users_are_not_taken(tmp_path: Path) -> None:
    reading = iso_countries.read(package(tmp_path, "en", {"XK": "Kosovo"}), KNOWN)
    notations = [triple.object for triple in reading.triples if triple.predicate == term("skos:notation")]
    assert notations == [Literal("XK")]


def test_a_name_in_another_language_stands_beside_the_english_one(tmp_path: Path) -> None:
    reading = iso_countries.read(package(tmp_path, "fr", {"EH": "Sahara occidental", "TR": "Turquie"}), KNOWN)
    assert labels(reading, "eh") == {("Western Sahara", "en"), ("Sahara occidental", "fr")}
    assert labels(reading, "tr") == set()
    assert reading.account.skipped == ((iso_countries.NAMED, 1),)


@pytest.mark.parametrize("text", ["", "[]", '{"locale": "fr"}', '{"locale": "fr", "countries": {"EH": []}}'])
def test_another_table_of_names_is_refused(tmp_path: Path, text: str) -> None:
    file = package(tmp_path, "fr", {})
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="i18n-iso-countries"):
        iso_countries.read(file, KNOWN)
