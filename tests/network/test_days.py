"""Days and times as people give them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ngograph.errors import NetworkError
from ngograph.network import Network, Node, Tie, change, periods, selection, slices

from .tabled import columns, party

TABLES = columns(
    [party("r1", "participant", "a", "p"), party("r2", "participant", "b", "p")],
    {
        "r1": {"startEarliest": date(2018, 1, 1), "endLatest": date(2019, 12, 31)},
        "r2": {"startEarliest": date(2020, 1, 1)},
    },
)


@pytest.mark.parametrize("day", ["2019-06-30", date(2019, 6, 30), datetime(2019, 6, 30, 23, 59, tzinfo=UTC)])
def test_a_day_may_be_a_date_or_text(day: Any) -> None:
    held = selection(TABLES, as_of=day)
    assert held.statements["body"].to_list() == ["a"]
    assert held.filters[-2:] == (("time", "2019-06-30"), ("undated", "kept"))


def test_who_has_no_end_stands_on_every_later_day() -> None:
    assert selection(TABLES, as_of="2999-01-01").statements["body"].to_list() == ["b"]
    assert selection(TABLES, since="2019-12-31").statements["body"].to_list() == ["a", "b"]


@pytest.mark.parametrize("day", ["25.11.2022", "2022-02-30", "yesterday", 2022])
def test_what_is_no_date_is_refused(day: Any) -> None:
    for asked in (
        lambda: selection(TABLES, as_of=day),
        lambda: list(periods(day, "2022-12-31")),
        lambda: slices(selection(TABLES), "2018-01-01", day),
        lambda: change(Network((), ()), Network((), ()), days=("2018-01-01", day)),
    ):
        with pytest.raises(NetworkError, match="expected a date such as 2022-11-25, found"):
            asked()


def test_a_time_does_not_end_before_it_begins() -> None:
    with pytest.raises(NetworkError, match="does not end before it begins, found 2020-01-01 to 2019-01-01"):
        selection(TABLES, since="2020-01-01", until="2019-01-01")


def test_a_day_beside_a_time_is_refused() -> None:
    with pytest.raises(NetworkError, match=r"expected a day or a time, found both: as of 2019-01-01"):
        selection(TABLES, as_of="2019-01-01", since="2018-01-01")


def test_slices_and_changes_are_asked_for_by_text() -> None:
    years = slices(selection(TABLES), "2019-01-01", "2020-12-31")
    assert [year.selection.statements["body"].to_list() for year in years] == [["a"], ["b"]]
    tie = Tie("a", "p", "participation", "asserted", start="2018-01-01", end="2019-12-31")
    before = Network((Node("a", "Organisation", "a"), Node("p", "Project", "p")), (tie,))
    found = change(before, Network((), ()), days=("2019-01-01", "2020-01-01"))
    assert [one.reason for one in found.vanished] == ["ended"]


def test_one_name_is_not_taken_apart() -> None:
    held = selection(TABLES, modalities="asserted", sources="d1")
    assert held.filters[1:] == (("modalities", "asserted"), ("sources", "d1"))
