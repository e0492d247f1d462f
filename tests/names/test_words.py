"""Words of names: written in Latin letters, stemmed, with their meanings and the countries they speak of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.names import Name, language
from ngograph.names.places import country, places
from ngograph.names.scripts import folds, plain, skeleton
from ngograph.names.words import words
from ngograph.vocab import ID

PLACES = places(
    [
        Name(f"{ID}place/{code}", text, "place")
        for code, texts in {
            "ng": ["Nigeria"],
            "ne": ["Niger"],
            "sk": ["Slovakia", "Slovačka"],
            "si": ["Slovenia", "Slovenija"],
            "at": ["Austria"],
            "au": ["Australia"],
            "me": ["Montenegro", "Crna Gora"],
            "ba": ["Bosnia and Herzegovina", "Bosna i Hercegovina"],
            "jo": ["Jordan", "الأردن"],
            "do": ["Dominican Republic"],
            "dm": ["Dominica"],
        }.items()
        for text in texts
    ]
)


def meant(text: str) -> set[str]:
    return {key for word in PLACES.mark(words(text)) for key in word.meant}


@pytest.mark.parametrize(
    "text",
    [
        "Red Cross",
        "Croix-Rouge",
        "Cruz Roja",
        "Cruz Vermelha",
        "Croce Rossa",
        "Rotes Kreuz",
        "Roten Kreuzes",
        "Rode Kruis",
        "Røde Kors",
        "Crvenog križa",
        "Црвени крст",
        "Червения кръст",
        "Красного Креста",
        "Червоного Хреста",
        "Czerwonego Krzyża",
        "Červený kříž",
        "Kızılhaçı",
        "الصليب الأحمر",
        "Сrоss rеd",
        "RedCross",
    ],
)
def test_words_mean_the_same_in_all_languages(text: str) -> None:
    assert {"=red", "=cross"} <= meant(text)
    assert "=crescent" not in meant(text)


@pytest.mark.parametrize(
    "text", ["Media Luna Roja", "Kızılayı'nın", "Полумесяца", "Rothalbmond", "الهلال الأحمر"]
)
def test_a_crescent_is_no_cross(text: str) -> None:
    assert "=crescent" in meant(text)
    assert "=cross" not in meant(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nigerian", "@ng"),
        ("nigérien", "@ne"),
        ("Slovački", "@sk"),
        ("Slovenačkog", "@si"),
        ("Austrian", "@at"),
        ("Australian", "@au"),
        ("Crne Gore", "@me"),
        ("Bosne i Hercegovine", "@ba"),
        ("BiH", "@ba"),
        ("الأردني", "@jo"),
        ("Dominican", "@do"),
        ("Nederlandse", "@nl"),
        ("Magyar", "@hu"),
    ],
)
def test_words_speak_of_countries(text: str, code: str) -> None:
    assert meant(text) & {f"@{a}{b}" for a in "abdhjmns" for b in "agehkimolstu"} == {code}


def test_countries_by_iri_and_code() -> None:
    assert country(f"{ID}place/bg") == country("BG") == "@bg"
    assert country("Bulgaria") == country("") == country(f"{ID}place/geonames-1") == ""


def test_letters_that_only_look_alike() -> None:
    assert plain("Сroix-Rоuge") == "Croix-Rouge"
    assert plain("Црвeни") == "Црвени"
    assert plain("Kжuz") == "Kжuz"


def test_spellings_of_one_sound() -> None:
    assert skeleton(folds("österreich")[0]) == skeleton("oesterreich")
    assert skeleton("khresta") == skeleton("hresta")
    assert skeleton("kors") != skeleton("korea")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Croix-Rouge de Côte d'Ivoire", ["croix", "rouge", "cote", "ivoire"]),
        ("UNICEF-a", ["unicef"]),
        ("U.N. Women", ["un", "women"]),
        ("Hospital I", ["hospital", "i"]),
        ("of the", ["of", "the"]),
        ("KIZILAY", ["kizilay"]),
        ("", []),
    ],
)
def test_telling_words(text: str, folded: list[str]) -> None:
    assert [word.fold for word in words(text)] == folded


@given(st.text(max_size=50))
def test_any_text_has_words_with_keys(text: str) -> None:
    for word in words(text):
        assert word.fold
        assert word.fold in word.keys


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Društvo Crvenog križa Bosne i Hercegovine", "bs"),
        ("Red Cross Society of China", "en"),
        ("Société de la Croix-Rouge", "fr"),
        ("Cruz Roja Colombiana", "es"),
        ("Deutsches Rotes Kreuz", "de"),
        ("Türk Kızılayı", "tr"),
        ("Общество Красного Полумесяца Узбекистана", "ru"),
        ("Товариство Червоного Хреста України", "uk"),
        ("Друштво Црвеног крста", "sr"),
        ("Български Червен кръст", "bg"),
        ("جمعية الهلال الأحمر", "ar"),
        ("Cruz Vermelha de Moçambique", "pt"),
        ("Croce Rossa Italiana", "it"),
        ("Polski Czerwony Krzyż", "pl"),
        ("ICRC", ""),
        ("", ""),
    ],
)
def test_languages_are_told(text: str, tag: str) -> None:
    assert language(text) == tag
