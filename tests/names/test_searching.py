"""Searching: what is called so before what holds the words, and what is near only if there is neither."""

from __future__ import annotations

import pytest

from ngograph.errors import NameNotFound
from ngograph.names import Name, index, search

NAMES = index(
    [
        Name("one", "Red Cross of Tuzla Canton", "organisation", "Red Cross of Tuzla Canton", preferred=True),
        Name(
            "one",
            "Crveni križ Tuzlanskog kantona",
            "organisation",
            "Red Cross of Tuzla Canton",
            preferred=True,
        ),
        Name("two", "Tuzla", "place", "Tuzla", preferred=True),
        Name("two", "Тузла", "place", "Tuzla"),
        Name("one", "Crvenog križa Tuzlansog kantona", "organisation", "Red Cross of Tuzla", hidden=True),
        Name("four", "Danish Refugee Council", "organisation", "Danish Refugee Council", preferred=True),
        Name("three", "Živinice", "place", "Živinice", preferred=True),
    ]
)


def test_what_is_called_so_comes_first() -> None:
    found = search(NAMES, "Tuzla")
    assert [(one.name.iri, one.how) for one in found] == [("two", "is"), ("one", "holds")]


@pytest.mark.parametrize("text", ["Тузла", "tuzla", "TUZLA"])
def test_script_and_case_do_not_matter(text: str) -> None:
    assert search(NAMES, text)[0].name.iri == "two"


def test_what_is_near_only_if_there_is_nothing_else() -> None:
    assert [(one.name.iri, one.how) for one in search(NAMES, "Zivnice")] == [("three", "near")]
    assert search(NAMES, "qqqqxxxx") == ()


def test_kind_and_most() -> None:
    assert [one.name.iri for one in search(NAMES, "Tuzla", kind="organisation")] == ["one"]
    assert len(search(NAMES, "Tuzla", most=1)) == 1


def test_a_hidden_label_finds_its_thing() -> None:
    (found,) = search(NAMES, "Crvenog križa Tuzlansog kantona")
    assert (found.name.iri, found.how, found.name.hidden) == ("one", "is", True)


def test_an_acronym_that_nobody_states_is_a_hint_and_no_name() -> None:
    assert [(one.name.iri, one.how) for one in search(NAMES, "drc")] == [("four", "may")]
    with pytest.raises(NameNotFound) as error:
        NAMES.find("DRC")
    assert error.value.nearest == (("four", "Danish Refugee Council"),)
    assert search(NAMES, "DRC", kind="place") == ()
