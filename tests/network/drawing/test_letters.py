"""Text is measured, and breaks where it should."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ngograph.network.drawing.letters import width, wrap


def test_widths_are_those_of_the_font() -> None:
    # Advances of Fira Sans, in units of 1/1000 em, from its own table: A 573, i 282.
    assert width("A", 1000) == 573
    assert width("Ai", 1000) == 573 + 282
    assert width("A", 12, bold=True) > width("A", 12)


def test_letters_of_our_languages_are_in_the_font() -> None:
    for letter in "ČčĆćŽžŠšĐđğışŞüöÇçЩщЪъЇґЈјЉљўқғҳʻ„“–":
        assert width(letter, 1000) != 1000, letter


@given(st.lists(st.text("abcčž", min_size=1, max_size=12), min_size=1, max_size=12))
def test_no_word_is_lost_while_there_are_lines(words: list[str]) -> None:
    assert " ".join(wrap(" ".join(words), 12, 90, lines=99)) == " ".join(words)


@given(st.lists(st.text("abcčž", min_size=1, max_size=8), min_size=1, max_size=30))
def test_no_line_is_too_wide_or_too_many(words: list[str]) -> None:
    lines = wrap(" ".join(words), 12, 90, lines=3)
    assert len(lines) <= 3
    assert all(width(line, 12) <= 90 for line in lines)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four five six", 12, 30, lines=2)[-1].endswith("…")
