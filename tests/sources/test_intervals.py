"""Dates of a record as EDTF: what exists is kept, what does not is dropped with a note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.dates import bounds
from ngograph.sources.intervals import BAD, REVERSED, UNREADABLE, date_of, interval


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-05-17", "2023-05-17"),
        (" 2023-05 ", "2023-05"),
        ("2023-05-17T10:00:00+02:00", "2023-05-17"),
        ("2023-05-17 00:00:00", "2023-05-17"),
        ("31/02/2023", ""),
        ("2023-02-31", ""),
        ("2023-13", ""),
        ("0000", ""),
        ("٢٠٢٣", "2023"),
        ("soon", ""),
    ],
)
def test_a_date_is_one_that_exists(text: str, date: str) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020", "2021-05", ("2020/2021-05", ())),
        ("2020-05-01", "2020-05-01", ("2020-05-01", ())),
        ("2020-05", "2020", ("2020-05/2020", ())),
        ("2020", "", ("2020/", ())),
        ("", "2020", ("/2020", ())),
        ("2021", "2020", ("", (REVERSED,))),
        ("2021-02-30", "2022", ("/2022", (BAD,))),
        ("x", "y", ("", (UNREADABLE, UNREADABLE))),
        ("", "", ("", ())),
    ],
)
def test_two_dates_are_an_interval_if_they_follow_each_other(
    start: str, end: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    assert interval(start, end) == expected


def test_what_goes_on_has_an_open_end() -> None:
    assert interval("2020", "", ongoing=True) == ("2020/..", ())


@given(st.text(alphabet="0123456789-TZ:/ ", max_size=12), st.text(alphabet="0123456789-TZ:/ ", max_size=12))
def test_whatever_is_written_the_time_has_bounds_or_there_is_none(start: str, end: str) -> None:
    edtf, _ = interval(start, end)
    assert not edtf or bounds(edtf)
