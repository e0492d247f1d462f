"""Bars say what is known of a time, and nothing more."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from ngograph.network import Span, draw, spans, two_mode
from ngograph.network.drawing.axis import axis
from ngograph.network.drawing.spans import Bar, bar, said

Row = dict[str, str | None]
SVG = "{http://www.w3.org/2000/svg}"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("span", "sure", "opens", "closes", "text"),
    [
        # Known to the day.
        (
            Span("2020-01-01", "2020-01-01", "2020-12-31", "2020-12-31"),
            ("2020-01-01", "2021-01-01"),
            False,
            "known",
            "2020-01-01 – 2020-12-31",
        ),
        # Begun in 2020, ended in 2022: the year between is sure.
        (
            Span("2020-01-01", "2020-12-31", "2022-01-01", "2022-12-31"),
            ("2020-12-31", "2022-01-02"),
            False,
            "known",
            "2020 – 2022",
        ),
        # Some time in 2020: no day is sure.
        (Span("2020-01-01", "2020-12-31", "2020-01-01", "2020-12-31"), None, False, "known", "2020"),
        # It was going on at that time, and may have been before and after.
        (
            Span("", "2020-03-01", "2020-04-01", ""),
            ("2020-03-01", "2020-04-02"),
            True,
            "open",
            "≤ 2020-03-01 – ≥ 2020-04-01",
        ),
        (Span("2020-01-01", "2020-01-01", "", ""), None, False, "open", "2020-01-01 – ?"),
        (
            Span("2013-01-01", "2013-12-31", "", "", True),
            ("2013-12-31", "2014-01-01"),
            False,
            "ongoing",
            "2013 →",
        ),
        (Span("", "", "", "2019-05-01"), None, True, "known", "? – ≤ 2019-05-01"),
    ],
)
def test_a_span_becomes_a_bar(
    span: Span, sure: tuple[str, str] | None, opens: bool, closes: str, text: str
) -> None:
    found = bar(span)
    assert found is not None
    assert found.sure == (None if sure is None else (day(sure[0]), day(sure[1])))
    assert (found.opens, found.closes, found.text) == (opens, closes, text)
    assert found.begin < found.end


def test_no_day_no_bar() -> None:
    assert bar(Span()) is None
    assert bar(Span(ongoing=True)) is None
    assert said(Span()) == ""


def test_spans_are_all_that_ties_say_together() -> None:
    rows: list[Row] = [
        {"target": "x", "startEarliest": "2020-05-01", "endLatest": "2020-06-01"},
        {"target": "x", "startEarliest": "2020-03-01", "ongoing": "true"},
        {"target": "y"},
    ]
    assert spans(rows) == {
        "x": Span("2020-03-01", "", "", "2020-06-01", ongoing=True),
        "y": Span(),
    }


def test_an_axis_has_room_for_all_and_few_ticks() -> None:
    bars = [
        Bar(day("1992-07-31"), None, day("1993-01-01"), False, "known"),
        Bar(day("2023-05-19"), None, day("2023-05-20"), False, "known"),
    ]
    made = axis(bars, 100.0, 500.0)
    assert 3 <= len(made.ticks) <= 14
    assert made.at(bars[0].begin) >= 100
    assert made.at(bars[1].end) <= 600
    short = axis(bars[1:], 0.0, 500.0)
    assert [text for _, text in short.ticks] == ["2023-04"]
    assert axis([], 0.0, 500.0).ticks == ()


def test_the_undated_stand_apart_and_in_words(rows: list[Row]) -> None:
    network = two_mode(rows)
    known = {"https://example.org/id/nscep": Span("2022-01-01", "2022-01-01", "2022-06-30", "2022-06-30")}
    root = ElementTree.fromstring(draw(network, "timeline", spans=known))
    nodes = next(group for group in root if group.get("id") == "nodes")
    order = ["".join(text.itertext()) for text in nodes.iter(f"{SVG}text")]
    assert order.index("Project") < order.index("No date known")
    assert "2022-01-01 – 2022-06-30" in order[: order.index("No date known")]
    assert "Erasmus+" in order[order.index("No date known") :]
    assert any("British Red Cross" in text for text in order[: order.index("No date known")])


def test_a_few_bars_reach_beyond_an_axis_that_they_would_make_too_long() -> None:
    many = [Bar(day(f"20{at:02}-01-01"), None, day(f"20{at:02}-12-31"), False, "known") for at in range(20)]
    old = Bar(day("1900-01-01"), None, day("2005-01-01"), False, "known")
    across = axis([*many, old], 0, 100)
    assert date.fromordinal(across.first).year == 2000
    assert not across.holds(old)
    assert all(across.holds(one) for one in many)
    assert across.at(old.begin) == across.left
    assert axis([*many[:10], old], 0, 100).holds(old)  # one of eleven is not few


@pytest.mark.parametrize("many", [3, 20])
def test_a_bar_beyond_the_axis_is_told_in_the_legend(many: int) -> None:
    rows: list[Row] = [
        {
            "source": "a",
            "target": f"t{at:02}",
            "targetType": "o#Project",
            "startEarliest": "1900-01-01" if not at else f"20{at:02}-01-01",
            "endLatest": "2021-01-01",
        }
        for at in range(many)
    ]
    picture = draw(two_mode(rows), "timeline").decode()
    assert ("reaches beyond the axis" in picture) == (many == 20)
