"""Dates: what EDTF allows, and what is refused."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.dates import Bounds, bounds
from ngograph.errors import DateError


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def expect(*days: str | None, ongoing: bool = False) -> Bounds:
    a, b, c, d = map(day, days)
    return Bounds(a, b, c, d, ongoing=ongoing)


def within(first: str, last: str) -> Bounds:
    return expect(first, last, first, last)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2022-08-15", within("2022-08-15", "2022-08-15")),
        ("2022-08", within("2022-08-01", "2022-08-31")),
        ("2024-02", within("2024-02-01", "2024-02-29")),
        ("1900-02", within("1900-02-01", "1900-02-28")),
        ("2000-02", within("2000-02-01", "2000-02-29")),
        ("2022", within("2022-01-01", "2022-12-31")),
        ("2022-08-15T10:00:00Z", within("2022-08-15", "2022-08-15")),
        ("2022-08-15T10:00:00+02:00", within("2022-08-15", "2022-08-15")),
        ("2022?", within("2022-01-01", "2022-12-31")),
        ("2022-08~", within("2022-08-01", "2022-08-31")),
        ("2022-08-15%", within("2022-08-15", "2022-08-15")),
        ("201X", within("2010-01-01", "2019-12-31")),
        ("20XX", within("2000-01-01", "2099-12-31")),
        ("2022-XX", within("2022-01-01", "2022-12-31")),
        ("2022-XX-XX", within("2022-01-01", "2022-12-31")),
        ("2022-08-XX", within("2022-08-01", "2022-08-31")),
        ("2022-21", within("2022-03-01", "2022-05-31")),
        ("2022-23~", within("2022-09-01", "2022-11-30")),
        ("2022-24", within("2022-12-01", "2023-02-28")),
        ("2023-24", within("2023-12-01", "2024-02-29")),
        ("2022-11-20/2022-12-02", expect("2022-11-20", "2022-11-20", "2022-12-02", "2022-12-02")),
        ("2017-02/2018-02", expect("2017-02-01", "2017-02-28", "2018-02-01", "2018-02-28")),
        ("2022-XX/2023", expect("2022-01-01", "2022-12-31", "2023-01-01", "2023-12-31")),
        ("2022~/2023-24?", expect("2022-01-01", "2022-12-31", "2023-12-01", "2024-02-29")),
        ("2013/..", expect("2013-01-01", "2013-12-31", None, None, ongoing=True)),
        ("../2022-08", expect(None, None, "2022-08-01", "2022-08-31")),
        ("2013/", expect("2013-01-01", "2013-12-31", None, None)),
        ("/2022-08", expect(None, None, "2022-08-01", "2022-08-31")),
        ("/..", expect(None, None, None, None, ongoing=True)),
        ("../..", expect(None, None, None, None, ongoing=True)),
        ("../", expect(None, None, None, None)),
        # An end that is less exact than the start does not lie before it.
        ("2022-08-15/2022", expect("2022-08-15", "2022-08-15", "2022-01-01", "2022-12-31")),
    ],
)
def test_bounds(edtf: str, expected: Bounds) -> None:
    assert bounds(edtf) == expected


@pytest.mark.parametrize(
    ("edtf", "problem"),
    [
        ("", "no date of level 0 or 1"),
        ("/", "neither a start nor an end"),
        ("last week", "no date"),
        ("20.11.2022", "no date"),
        ("2022-8", "no date"),
        ("20221115", "no date"),
        ("2022-11-15/16", "no date"),
        (" 2022", "no date"),
        ("2022\n", "no date"),
        ("٢٠٢٢", "no date"),
        ("2022/open", "no date"),
        ("2022/2023/2024", "no date"),
        ("2022-08-15T10:00:00Z/2023", "no date"),
        ("2022-21-XX", "no day 2022-21-01"),
        ("2022-13", "no day 2022-13-01"),
        ("2022-00", "no day 2022-00-01"),
        ("2021-02-29", "no day 2021-02-29"),
        ("2022-06-31", "no day 2022-06-31"),
        ("0000", "0001 to 9999"),
        ("-0044", "0001 to 9999"),
        ("Y170000002", "0001 to 9999"),
        ("9999-24", "0001 to 9999"),
        ("2022-25", "level 2"),
        ("2022-42", "no day 2022-42-01"),
        ("XXXX", "level 2"),
        ("1X99", "level 2"),
        ("2022-1X", "level 2"),
        ("2022-XX-15", "level 2"),
        ("2022?-08", "level 2"),
        ("?2022-08", "level 2"),
        ("[2020,2021]", "level 2"),
        ("{2020..2021}", "level 2"),
        ("1950S2", "level 2"),
        ("2023/2022", "before it starts"),
        ("2022-08-15/2022-07", "before it starts"),
    ],
)
def test_refused(edtf: str, problem: str) -> None:
    with pytest.raises(DateError, match=problem) as refused:
        bounds(edtf)
    assert refused.value.text == edtf


# Dates that the edtf package and we ought to read alike: its known mistakes are left out.
COMMON = st.dates().flatmap(
    lambda d: st.sampled_from(
        [
            f"{d:%Y-%m-%d}".rjust(10, "0"),
            f"{d.year:04}-{d.month:02}",
            f"{d.year:04}",
            f"{d.year:04}-{d.month:02}-XX",
            f"{d.year:04}-XX",
        ]
    )
)


@given(date_=COMMON, qualifier=st.sampled_from(["", "?", "~", "%"]))
def test_single_dates_agree_with_the_edtf_package(date_: str, qualifier: str) -> None:
    edtf: Any = edtf_package()
    theirs = edtf.parse_edtf(date_ + qualifier)
    ours = bounds(date_ + qualifier)
    assert ours.start_earliest == date(*theirs.lower_strict()[:3])
    assert ours.end_latest == date(*theirs.upper_strict()[:3])


def edtf_package() -> Any:
    # Its grammar warns with this pyparsing, and only while it is imported.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import edtf
    return edtf


@given(st.dates())
def test_a_day_lies_within_its_month_season_and_year(d: date) -> None:
    year, month = f"{d.year:04}", f"{d.year:04}-{d.month:02}"
    for edtf in (d.isoformat(), month, year, f"{year[:3]}X", f"{year}-XX"):
        try:
            found = bounds(edtf)
        except DateError:
            assert year.startswith("000"), "only a decade with the year 0 may be refused"
            continue
        assert found.start_earliest is not None
        assert found.end_latest is not None
        assert found.start_earliest <= d <= found.end_latest


@given(st.dates(), st.dates())
def test_an_interval_has_the_bounds_of_its_sides(one: date, two: date) -> None:
    start, end = sorted((one, two))
    found = bounds(f"{start}/{end}")
    assert (found.start_earliest, found.start_latest) == (start, start)
    assert (found.end_earliest, found.end_latest) == (end, end)
    assert bounds(f"{start}/..") == Bounds(start, start, ongoing=True)
    if start < end:
        with pytest.raises(DateError):
            bounds(f"{end}/{start}")


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    found = bounds(f"{year:04}-{month:02}")
    assert found.end_latest is not None
    if (year, month) != (9999, 12):
        after = found.end_latest + timedelta(days=1)
        assert (after.day, after.month) == (1, month % 12 + 1)


@given(st.text(alphabet="0123456789X-/.?~%TZ:[]{}S,Y", max_size=24))
def test_any_text_gives_ordered_bounds_or_a_date_error(edtf: str) -> None:
    try:
        found = bounds(edtf)
    except DateError:
        return
    for earlier, later in (
        (found.start_earliest, found.start_latest),
        (found.end_earliest, found.end_latest),
        (found.start_earliest, found.end_latest),
    ):
        assert earlier is None or later is None or earlier <= later
    assert not (found.ongoing and found.end_latest)
