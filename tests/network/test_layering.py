"""Layers and their overlap, periods and slices, the neighbourhood of a node."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph import tables
from ngograph.errors import NetworkError, NotInNetwork, UnknownChoice
from ngograph.network import (
    begun,
    ego_network,
    ended,
    incidence,
    layers,
    one_mode,
    overlap,
    periods,
    selection,
    slices,
)

if TYPE_CHECKING:
    from ngograph.release import Release


@pytest.mark.parametrize(
    ("step", "first", "last"),
    [
        ("month", date(2019, 5, 1), date(2019, 5, 31)),
        ("quarter", date(2019, 4, 1), date(2019, 6, 30)),
        ("year", date(2019, 1, 1), date(2019, 12, 31)),
        ("decade", date(2010, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_day_is_in_one_period_of_each_step(step: str, first: date, last: date) -> None:
    assert (begun(date(2019, 5, 6), step), ended(date(2019, 5, 6), step)) == (first, last)
    assert list(periods(first, last, step=step)) == [(first, last)]
    with pytest.raises(UnknownChoice, match="nearest: month"):
        begun(first, "months")


def test_the_last_period_ends_with_the_calendar() -> None:
    assert list(periods(date(9990, 1, 1), date.max, step="decade")) == [(date(9990, 1, 1), date.max)]


def test_overlap_is_what_both_have_of_what_either_has() -> None:
    found = overlap(
        {
            "a": nx.Graph([("1", "2"), ("2", "3")]),
            "b": nx.Graph([("3", "2"), ("3", "4")]),
            "c": nx.Graph(),
            "d": nx.empty_graph(["1"]),
        }
    )
    assert found[("a", "b")] == pytest.approx(1 / 3)
    assert found[("a", "c")] == 0
    assert found[("c", "d")] is None


def test_direction_counts_where_there_is_one() -> None:
    assert overlap({"a": nx.DiGraph([("1", "2")]), "b": nx.DiGraph([("2", "1")])}) == {("a", "b"): 0}


def test_layers_lie_on_each_other(release: Release) -> None:
    whole = tables.Tables(release)
    found = layers(
        {ties: selection(whole, ties=ties) for ties in ("partnership", "contact", "funding")}, "count"
    )
    assert len({network.nodes for network in found.values()}) == 1
    contact, partnership = found["contact"].strength.toarray(), found["partnership"].strength.toarray()
    assert (contact >= partnership).all()  # contact is partnership and events
    shared = overlap(found)[("contact", "partnership")]
    assert shared == pytest.approx((partnership > 0).sum() / (contact > 0).sum())


@pytest.mark.parametrize(
    ("step", "width", "expected"),
    [
        ("year", 1, [("2019-03-01", "2020-02-29"), ("2020-03-01", "2020-12-31")]),
        ("year", 2, [("2019-03-01", "2020-12-31")]),
        (
            "quarter",
            2,
            [
                ("2019-03-01", "2019-08-31"),
                ("2019-06-01", "2019-11-30"),
                ("2019-09-01", "2020-02-29"),
                ("2019-12-01", "2020-05-31"),
                ("2020-03-01", "2020-08-31"),
                ("2020-06-01", "2020-11-30"),
                ("2020-09-01", "2020-12-31"),
            ],
        ),
    ],
)
def test_periods_follow_each_other_or_roll(step: str, width: int, expected: list[tuple[str, str]]) -> None:
    found = periods(date(2019, 3, 1), date(2020, 12, 31), step=step, width=width)
    assert [(str(begin), str(end)) for begin, end in found] == expected


@given(
    since=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    days=st.integers(0, 3000),
    step=st.sampled_from(["month", "quarter", "year"]),
)
def test_periods_of_one_step_cover_every_day_once(since: date, days: int, step: str) -> None:
    until = date.fromordinal(since.toordinal() + days)
    found = [
        day
        for begin, end in periods(since, until, step=step)
        for day in range(begin.toordinal(), end.toordinal() + 1)
    ]
    assert found == list(range(since.toordinal(), until.toordinal() + 1))


def test_bad_periods_are_refused() -> None:
    with pytest.raises(UnknownChoice, match="nearest: year"):
        list(periods(date(2020, 1, 1), date(2021, 1, 1), step="years"))
    with pytest.raises(NetworkError, match="expected a time from 2020-01-01 on"):
        list(periods(date(2020, 1, 1), date(2019, 1, 1)))
    with pytest.raises(NetworkError, match="found 2021-01-01 and 0"):
        list(periods(date(2020, 1, 1), date(2021, 1, 1), width=0))


def test_slices_hold_what_may_have_stood_in_them(release: Release) -> None:
    whole = selection(tables.Tables(release), ties=("contact", "presence"))
    found = slices(whole, date(2010, 1, 1), date(2024, 12, 31))
    assert [part.since.year for part in found] == list(range(2010, 2025))
    held = {tie for part in found for tie in part.selection.ties.select("body", "thing").iter_rows()}
    assert held <= set(whole.ties.select("body", "thing").iter_rows())
    for part in found:
        counts = part.selection.counts
        assert counts["undated"] == 0
        assert counts["left out, undated"] == whole.counts["undated"] > 0
        assert counts["ties"] + counts["left out, outside"] == whole.counts["dated"]
    (before,) = slices(whole, date(1700, 1, 1), date(1700, 12, 31))
    assert (before.selection.incidence.matrix.nnz > 0) == (before.selection.counts["ties"] > 0)


def test_ego_with_the_ties_of_its_alters() -> None:
    found = ego_network(nx.Graph([("e", "a"), ("e", "b"), ("a", "b"), ("b", "c"), ("c", "d")]), "e")
    assert found.nodes == ("a", "b", "e")
    assert sorted(found.graph.edges) == [("a", "b"), ("a", "e"), ("b", "e")]
    into = ego_network(nx.DiGraph([("a", "e"), ("b", "a"), ("e", "c")]), "e")
    assert into.directed
    assert sorted(into.graph.edges) == [("a", "e"), ("e", "c")]
    alone = ego_network(nx.empty_graph(["x", "y"]), "x")
    assert (alone.nodes, alone.strength.nnz) == (("x",), 0)


def test_an_ego_keeps_strengths_and_a_stranger_is_refused() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", strength=2.5)
    assert ego_network(one_mode(graph), "a").graph.edges["a", "b"]["strength"] == 2.5
    with pytest.raises(NotInNetwork):
        ego_network(graph, "z")


def test_layers_may_be_whatever_has_two_modes() -> None:
    found = layers({"work": [("a", "p"), ("b", "p")], "talk": incidence([("a", "m"), ("c", "m")])})
    assert {name: network.nodes for name, network in found.items()} == dict.fromkeys(found, ("a", "b", "c"))
    assert overlap(found) == {("talk", "work"): 0}
