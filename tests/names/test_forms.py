"""The forms of a name, its acronyms and the labels that only serve to find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.names import hidden_labels
from ngograph.names.acronyms import initials, is_acronym, short_for
from ngograph.names.forms import forms
from ngograph.names.words import every


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Swiss Church Aid (HEKS/EPER)", {"Swiss Church Aid": 1.0, "HEKS/EPER": 0.8}),
        ("Banadir Development Foundation (BADEF)", {"Banadir Development Foundation": 1.0, "BADEF": 1.0}),
        ("UNICEF - United Nations Children's Fund", {"UNICEF": 1.0, "United Nations Children's Fund": 1.0}),
        ("Relief - Norwegian Refugee Council", {"Norwegian Refugee Council": 0.8}),
        ("NRC - Norwegian Refugee Council", {"NRC": 1.0, "Norwegian Refugee Council": 1.0}),
        ("Save the Children (UK)", {"Save the Children": 0.88}),
        ("Ministry of Health (Somalia)", {"Ministry of Health": 0.88, "Somalia": 0.8}),
        ("保健省（Ministry of Public Health）", {"Ministry of Public Health": 0.8}),
        ("Crveni krst/križ", {"Crveni krst": 0.98, "Crveni križ": 0.98}),
        ("Red Cross", {"Red Cross": 1.0}),
    ],
)
def test_parts_are_worth_the_whole_only_if_they_say_the_same(name: str, parts: dict[str, float]) -> None:
    found = {form.text: form.worth for form in forms(name)}
    assert {text: found.get(text) for text in parts} == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICRC", True),
        ("МККК", True),
        ("U.N.", True),
        ("MoWHRD", True),
        ("MSF-F", True),
        ("Caritas", False),
        ("Red Cross", False),
        ("A", False),
        ("", False),
    ],
)
def test_what_an_acronym_looks_like(text: str, expected: bool) -> None:
    assert is_acronym(text) is expected


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("International Committee of the Red Cross", "icrc"),
        ("Международный Комитет Красного Креста", "mkkk"),
        ("Comité international de la Croix-Rouge", "cicr"),
        ("Red Cross of Serbia", "src"),
        ("Magen David Adom in Israel", "mda"),
        ("Bangladesh Red Crescent Society", "bdrcs"),
        ("JU Centar za socijalni rad", "csr"),
    ],
)
def test_initials(text: str, acronym: str) -> None:
    assert acronym in initials(every(text))


def test_short_for() -> None:
    assert short_for("BADEF", "Banadir Development Foundation")
    assert not short_for("HI", "Oxfam")
    assert not short_for("Aid", "Aid for All")


def test_hidden_labels_leave_out_what_is_no_name() -> None:
    assert "Centar za socijalni rad Jajce" in hidden_labels("JU Centar za socijalni rad Jajce")
    assert {"Otaharin", "UDRUZENJE"} & {*hidden_labels("Udruženje Otaharin d.o.o.")} == set()
    assert "Deutsches Rotes Kreuz" in hidden_labels("Deutsches Rotes Kreuz e.V.")
    assert {"Swiss Church Aid", "HEKS", "EPER"} <= {*hidden_labels("Swiss Church Aid (HEKS/EPER)")}
    assert "Obshchestvo Krasnogo Polumesyatsa" in hidden_labels("Общество Красного Полумесяца")
    assert {"Crveni krst Srbije", "Crveni križ Srbije"} <= {*hidden_labels("Crveni krst/križ Srbije")}


@given(st.text(max_size=60))
def test_any_text_has_forms_and_labels(text: str) -> None:
    assert forms(text)[0].worth == 1
    labels = hidden_labels(text)
    assert text not in labels
    assert len(set(labels)) == len(labels)
