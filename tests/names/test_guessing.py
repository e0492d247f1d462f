"""A word that nobody knows is guessed to be one with another letter, another ending or another script."""

from __future__ import annotations

import pytest

from ngograph.names import Name, candidates, match_index
from ngograph.names.guessing import guess
from ngograph.names.places import places
from ngograph.names.words import every

NAMES = [
    Name("urn:red", "German Red Cross", "organisation"),
    Name("urn:fund", "UNICEF", "organisation"),
    Name(
        "urn:jazair",
        "\u0627\u0644\u0647\u0644\u0627\u0644 \u0627\u0644\u062c\u0632\u0627\u0626\u0631\u064a",
        "organisation",
    ),
]


def guessed(text: str) -> set[str]:
    known = places([])
    return {
        key for word in guess(every(text), {"german", "!jzr"}, known) if word.guessed for key in word.meant
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cveni", {"=red"}),
        ("krts", {"=cross"}),
        ("niemieckiego", {"@de"}),
        ("црвениот", {"=red"}),
        ("jazairi", {"!jzr"}),
    ],
)
def test_a_word_is_guessed(text: str, meant: set[str]) -> None:
    assert guessed(text) == meant


@pytest.mark.parametrize("text", ["german", "krst", "ned", "krxs", "xylophone"])
def test_what_is_known_or_too_far_is_no_guess(text: str) -> None:
    assert guessed(text) == set()


def test_a_guess_finds_but_is_never_sure() -> None:
    found = candidates(match_index(NAMES), "Njemacki cveni krts")
    assert found[0].iri == "urn:red"
    assert not found[0].sure
    assert [one.iri for one in candidates(match_index(NAMES), "al-Hilal al-Jaza'iri")][:1] == ["urn:jazair"]
