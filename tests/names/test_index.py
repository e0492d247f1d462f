"""Finding the one thing that bears a name."""

from __future__ import annotations

import time

import pytest

from ngograph.errors import AmbiguousName, NameNotFound
from ngograph.names import Name, NameIndex, index, read
from ngograph.vocab import ID, NGO, ROOT


def named(key: str, *texts: str, kind: str = "organisation") -> list[Name]:
    """Return names of one thing; the first is preferred and its label."""
    return [Name(f"{ID}{kind}/{key}", text, kind, texts[0], text == texts[0]) for text in texts]


@pytest.fixture(scope="module")
def known() -> NameIndex:
    return index(
        [
            *named("trc", "Turkish Red Crescent Society", "Društvo Crvenog polumjeseca Turske"),
            *named("trc-bih", "Delegation in BiH", "Delegacija Društva Turskog Crvenog polumjeseca u BiH"),
            *named("icrc", "International Committee of the Red Cross", "ICRC", "МККК"),
            *named("brc-1", "British Red Cross", "BRC"),
            *named("brc-2", "Bulgarian Red Cross", "BRC"),
            *named("zivinice", "Red Cross Živinice", "Živinice"),
            *named("geonames-1", "Živinice", kind="place"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Turkish Red Crescent Society", "trc"),
        ("Crveni polumjesec Turske", "trc"),
        ("Црвени полумјесец Турске", "trc"),
        ("icrc", "icrc"),
        ("МККК", "icrc"),
        ("мккк", "icrc"),
        ("Red Cross International Committee", "icrc"),
    ],
)
def test_a_name_is_found(known: NameIndex, text: str, key: str) -> None:
    assert known.find(text) == f"{ID}organisation/{key}"


def test_a_kind_narrows(known: NameIndex) -> None:
    assert known.find("Živinice", "place") == f"{ID}place/geonames-1"
    assert known.find("Živinice", "organisation") == f"{ID}organisation/zivinice"


def test_a_preferred_name_outdoes_a_by_name(known: NameIndex) -> None:
    assert known.find("Živinice") == f"{ID}place/geonames-1"


def test_several_are_told(known: NameIndex) -> None:
    with pytest.raises(AmbiguousName) as caught:
        known.find("BRC")
    assert [label for _, label in caught.value.candidates] == ["British Red Cross", "Bulgarian Red Cross"]


def test_a_part_of_several_names_is_ambiguous(known: NameIndex) -> None:
    with pytest.raises(AmbiguousName) as caught:
        known.find("red cross")
    assert len(caught.value.candidates) == 4


def test_a_part_of_one_name_is_not_the_name(known: NameIndex) -> None:
    with pytest.raises(NameNotFound) as caught:
        known.find("Bulgarian")
    assert caught.value.nearest == ((f"{ID}organisation/brc-2", "Bulgarian Red Cross"),)


def test_the_nearest_are_told_of_a_misspelling(known: NameIndex) -> None:
    with pytest.raises(NameNotFound) as caught:
        known.find("Britsh Red Croos", "organisation")
    assert caught.value.nearest[0] == (f"{ID}organisation/brc-1", "British Red Cross")


def test_nothing_near_is_said_plainly(known: NameIndex) -> None:
    with pytest.raises(NameNotFound, match="nothing in the graph is called '%%%'"):
        known.find("%%%")


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("id/organisation/icrc", f"{ROOT}id/organisation/icrc"),
        ("/id/place/ba", f"{ROOT}id/place/ba"),
        ("concept/role/partner", f"{ROOT}concept/role/partner"),
        ("ngo:Ministry", f"{NGO}Ministry"),
    ],
)
def test_an_iri_stands_for_itself(known: NameIndex, text: str, iri: str) -> None:
    assert known.find(text) == iri


def test_rows_of_the_query_are_read() -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    rows = [
        {
            "thing": "a",
            "thingLabel": "A",
            "kind": "place",
            "name": "A",
            "language": "en",
            "sort": f"{skos}prefLabel",
        },
        {"thing": "a", "thingLabel": "A", "kind": "place", "name": "Aa", "sort": f"{skos}altLabel"},
    ]
    assert list(read(rows)) == [Name("a", "A", "place", "A", True), Name("a", "Aa", "place", "A", False)]


def test_a_text_longer_than_any_name_is_near_none_and_told_so_at_once() -> None:
    many = index(name for number in range(500) for name in named(str(number), f"Society of the {number}"))
    began = time.monotonic()
    for text in ("society " * 4000, "a" * 30_000):
        with pytest.raises(NameNotFound) as raised:
            many.find(text)
        assert raised.value.nearest == ()
    assert time.monotonic() - began < 5
    with pytest.raises(NameNotFound) as raised:
        many.find("Sociaty of the 7")
    assert raised.value.nearest
