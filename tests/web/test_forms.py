"""What clients send as a form: read as the standard library reads it, only sooner."""

from __future__ import annotations

from urllib.parse import quote_plus, unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from ngograph.brief.escapes import unescaped
from ngograph.web.forms import pairs

PARTS = st.lists(
    st.sampled_from(
        [
            *("%", "25", "%25", "%20", "%41", "%4", "1", "+", "%C5%BE", "%c5", "ž", "a"),
            *("=", "=\n", "\r\n", "\n", "_", " ", "%0A", "%3d", "%00"),
        ]
    )
)


@given(st.text())
def test_what_was_escaped_is_read_as_it_was(text: str) -> None:
    assert unescaped(quote_plus(text)) == text


@given(PARTS.map("".join))
def test_it_is_read_as_the_standard_library_reads_it(value: str) -> None:
    try:
        expected = unquote_plus(value, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            unescaped(value)
    else:
        assert unescaped(value) == expected


def test_a_query_alone_is_read_as_one_among_others() -> None:
    assert pairs("query=ASK+%7B%7D") == {"query": ["ASK {}"]}
    assert pairs("query=ASK+%7B%7D&query=&x=1") == {"query": ["ASK {}", ""], "x": ["1"]}
    with pytest.raises(HTTPException, match="UTF-8"):
        pairs("query=%C5")
