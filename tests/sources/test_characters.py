"""Characters as they are meant: no word but a reference is changed, and digits of every script are digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.sources.characters import meant, with_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Caf&eacute; &#39;Local&#39; &#x26; Co", "Café 'Local' & Co"),
        ("A &amp;amp; B", "A &amp; B"),
        ("Marks & Spencer; P&G", "Marks & Spencer; P&G"),
        ("AT&T;", "AT&T;"),
        ("&#0000000000;", "&#0000000000;"),
        ("\u200eIFRC\u200f \u202bجمعية\u202c", "IFRC جمعية"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_references_and_marks(text: str, expected: str) -> None:
    assert meant(text) == expected


@given(st.text())
def test_text_without_references_and_marks_stays(text: str) -> None:
    once = meant(text)
    assert "&" in text or meant(once) == once
    assert not {"\0", "\u200f", "\u202a"} & set(once)


@given(st.integers(0, 10**12), st.sampled_from([0x660, 0x6F0, 0x966, 0x9E6, 0x1040, 0xFF10]))
def test_digits_of_any_script(number: int, zero: int) -> None:
    assert with_digits("".join(chr(zero + int(digit)) for digit in str(number))) == str(number)
