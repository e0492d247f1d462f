"""Which things a row may mean, over a handful of things made for it."""

from __future__ import annotations

from collections import Counter

import pytest

from ngograph.reconciling import Asked, Condition, Entities, answer, read
from ngograph.vocab import ID, NGO, PREFIXES

PREFERRED = f"{PREFIXES['skos']}prefLabel"

NAMES = (
    ("organisation/relief-fr", "organisation", "Relief Committee", "en"),
    ("organisation/relief-fr", "organisation", "Comité de secours", "fr"),
    ("organisation/relief-de", "organisation", "Relief Committee", "en"),
    ("organisation/water", "organisation", "Water for Villages", "en"),
    ("organisation/doctors", "organisation", "Doctors at Sea", "en"),
    ("person/ana-anic", "person", "Ana Anić", "en"),
    ("place/fr", "place", "France", "en"),
    ("place/de", "place", "Germany", "en"),
    ("place/lyon", "place", "Lyon", "en"),
)
CLASSES = (
    ("organisation/relief-fr", "NonGovernmentalOrganisation"),
    ("organisation/water", "PublicBody"),
    ("place/fr", "Place"),
    ("place/de", "Place"),
    ("place/lyon", "Place"),
)
PLACES = (
    ("organisation/relief-fr", "works", "place/de"),
    ("organisation/relief-fr", "headquartered", "place/lyon"),
    ("organisation/relief-de", "covers", "place/de"),
    ("organisation/doctors", "works", "place/de"),
    ("organisation/doctors", "works", "place/fr"),
    ("organisation/doctors", "works", "place/fr"),
    ("place/lyon", "within", "place/fr"),
    ("place/fr", "within", "place/lyon"),  # nonsense, which must not go round for ever
)
CODES = (
    ("place/fr", "ISO 3166-1 alpha-2", "FR", "strong"),
    ("place/de", "ISO 3166-1 alpha-2", "DE", "strong"),
    ("organisation/water", "ROR", "0abc", "strong"),
    ("organisation/relief-fr", "Register", "7", "strong"),
    ("organisation/water", "Other register", "7", "strong"),
    ("organisation/relief-de", "DAC channel code", "22000", "generic"),
)


@pytest.fixture(scope="module")
def entities() -> Entities:
    return read(
        [
            {"thing": ID + thing, "kind": kind, "name": name, "language": tag, "sort": PREFERRED}
            for thing, kind, name, tag in NAMES
        ],
        [{"thing": ID + thing, "class": NGO + name} for thing, name in CLASSES],
        [
            {"thing": ID + thing, "how": how, "place": ID + place, "said": str(often)}
            for (thing, how, place), often in Counter(PLACES).items()
        ],
        [
            {"thing": ID + thing, "scheme": scheme, "notation": code, "strength": strength}
            for thing, scheme, code, strength in CODES
        ],
        [
            {"thing": f"{ID}organisation/{old}", "standing": f"{ID}organisation/{new}"}
            for old, new in (("wells", "springs"), ("springs", "water"), ("round", "round"))
        ],
    )


def found(entities: Entities, asked: Asked) -> list[tuple[str, bool]]:
    return [(match.entity.id, match.certain) for match in answer(entities, asked)]


def test_countries_come_from_places_the_seat_first(entities: Entities) -> None:
    named = {entity.id: entity.countries for entity in entities.by_iri.values()}
    assert named["organisation/relief-fr"] == (f"{ID}place/fr", f"{ID}place/de")
    assert named["organisation/relief-de"] == (f"{ID}place/de",)
    assert named["place/lyon"] == (f"{ID}place/fr",)
    assert named["organisation/doctors"] == (f"{ID}place/fr", f"{ID}place/de"), (
        "what is said more often first"
    )
    assert named["organisation/water"] == ()


@pytest.mark.parametrize(
    "text", ["FR", "fr", "France", "FRANCE", "place/fr", f"{ID}place/lyon", " id/place/fr "]
)
def test_a_country_by_name_by_code_or_by_what_lies_in_it(entities: Entities, text: str) -> None:
    assert entities.country(text) == f"{ID}place/fr"


def test_no_country(entities: Entities) -> None:
    assert entities.country("Atlantis") is None
    assert entities.country("organisation/water") is None


def test_namesakes_are_told_apart_by_country(entities: Entities) -> None:
    assert not any(sure for _, sure in found(entities, Asked("Relief Committee")))
    here = Condition("country", ("Germany",), required=True)
    assert found(entities, Asked("Relief Committee", conditions=(here,)))[0][0] == "organisation/relief-de"
    there = Condition("country", ("FR",), required=True)
    alone = found(entities, Asked("Relief Committee", conditions=(there,)))
    assert alone == [("organisation/relief-fr", True)]


@pytest.mark.parametrize("country", ["France", "Germany"])
def test_who_works_in_several_countries_is_elsewhere_in_none(entities: Entities, country: str) -> None:
    (match, *_) = answer(
        entities, Asked("Water for Villages", conditions=(Condition("country", (country,)),))
    )
    assert (match.entity.id, match.score, match.certain) == ("organisation/water", 100, True)


def test_a_strong_code_is_certain_and_a_generic_one_nothing(entities: Entities) -> None:
    for value in ("0ABC", "https://ror.org/0abc", "https://ror.org/0abc/"):
        by_code = Asked("Relief Committee", conditions=(Condition("identifier/ror", (value,)),))
        assert found(entities, by_code)[0] == ("organisation/water", True)
    assert found(entities, Asked(conditions=(Condition("identifier", ("22000",)),))) == []


def test_a_code_of_two_registers_is_not_certain_until_one_is_named(entities: Entities) -> None:
    both = found(entities, Asked(conditions=(Condition("identifier", ("7",)),)))
    assert both == [("organisation/water", False), ("organisation/relief-fr", False)]
    one = found(entities, Asked(conditions=(Condition("identifier/register", ("7",)),)))
    assert one == [("organisation/relief-fr", True)]


def test_a_code_in_the_place_of_a_name(entities: Entities) -> None:
    assert found(entities, Asked("https://ror.org/0abc"))[0] == ("organisation/water", True)
    assert not any(sure for _, sure in found(entities, Asked("FR")))  # as well the acronym of many bodies
    assert not any(sure for _, sure in found(entities, Asked("https://ror.org/0abc", ("Place",))))


def test_another_code_of_the_same_register_speaks_against(entities: Entities) -> None:
    agreed, other = (
        answer(entities, Asked("Water for Villages", conditions=conditions))[0]
        for conditions in ((), (Condition("identifier/ror", ("0zzz",)),))
    )
    assert agreed.entity == other.entity
    assert agreed.certain
    assert not other.certain
    assert other.score < agreed.score
    assert other.features["identifier"] == 0


@pytest.mark.parametrize(
    ("types", "strictness", "sure"),
    [
        (("PublicBody",), "should", True),
        (("Organisation",), "any", True),
        (("PublicBody", "Organisation"), "all", True),
        (("Ministry",), "should", False),
        (("Ministry",), "any", None),
        (("PublicBody", "Ministry"), "all", None),
        (("Unheard",), "should", False),
        (("Place",), "should", None),
    ],
)
def test_types(entities: Entities, types: tuple[str, ...], strictness: str, sure: bool | None) -> None:
    asked = Asked("Water for Villages", types, strictness)  # type: ignore[arg-type]
    result = dict(found(entities, asked))
    assert result.get("organisation/water") is sure


def test_a_person_is_certain_by_the_name_in_full_alone(entities: Entities) -> None:
    assert found(entities, Asked("Ana Anić"))[0] == ("person/ana-anic", True)
    assert ("person/ana-anic", True) not in found(entities, Asked("A. Anić"))


def test_quantifiers(entities: Entities) -> None:
    def told(quantifier: str, *countries: str) -> list[str]:
        condition = Condition("country", countries, True, quantifier)  # type: ignore[arg-type]
        return sorted(name for name, _ in found(entities, Asked("Relief Committee", conditions=(condition,))))

    both = ["organisation/relief-de", "organisation/relief-fr"]
    assert told("any", "FR", "DE") == both
    assert told("all", "FR", "DE") == ["organisation/relief-fr"]
    assert told("none", "FR") == ["organisation/relief-de"]
    assert told("any", "Atlantis") == []


def test_without_a_name_what_fulfils_all_is_listed(entities: Entities) -> None:
    asked = Asked(types=("Organisation",), conditions=(Condition("country", ("DE",)),))
    assert [iri for iri, sure in found(entities, asked) if not sure] == [
        "organisation/doctors",
        "organisation/relief-de",
        "organisation/relief-fr",
    ]
    assert found(entities, Asked(conditions=(Condition("unheard", ("x",)),))) == []
    assert found(entities, Asked()) == []


def test_labels_in_the_language_that_is_wanted(entities: Entities) -> None:
    entity = entities.named("organisation/relief-fr")
    assert entity is not None
    assert entity.label(("fr",)) == ("Comité de secours", "fr")
    assert entity.label(("de",)) == ("Relief Committee", "en")


def test_what_was_merged_leads_to_what_stands_for_it(entities: Entities) -> None:
    assert entities.named("organisation/wells") is entities.named("organisation/water") is not None
    assert entities.named("organisation/round") is None
    assert found(entities, Asked("organisation/wells"))[0] == ("organisation/water", True)


def test_as_many_as_wanted_and_none_for_what_is_no_name(entities: Entities) -> None:
    assert len(answer(entities, Asked("Relief Committee", most=1))) == 1
    assert answer(entities, Asked("Relief Committee " * 40)) == ()
