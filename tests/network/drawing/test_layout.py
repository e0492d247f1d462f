"""Every node has its place, and no two share one."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from ngograph.network import Box, layout, two_mode
from ngograph.network.drawing.clearing import cleared, cost
from ngograph.network.drawing.geometry import Point, border, cross, hits, overlap
from ngograph.network.drawing.packing import packed

Row = dict[str, str | None]


def test_no_two_boxes_overlap_and_all_lie_on_the_sheet(rows: list[Row]) -> None:
    network = two_mode(rows[:30], modalities=None)
    boxes = layout(network)
    assert set(boxes) == set(network.index)
    for one, other in combinations(boxes.values(), 2):
        assert not overlap(one, other, 4)
    assert min(box.left for box in boxes.values()) == pytest.approx(0, abs=0.1)
    assert min(box.top for box in boxes.values()) == pytest.approx(0, abs=0.1)


def test_the_same_network_and_seed_give_the_same_places(rows: list[Row]) -> None:
    network = two_mode(rows[:12], modalities=None)
    assert layout(network, seed=3) == layout(network, seed=3)
    assert layout(network, seed=3) != layout(network, seed=4)


def test_clearing_takes_a_line_off_a_box() -> None:
    boxes = {"a": Box(0, 0, 60, 20), "b": Box(200, 0, 60, 20), "c": Box(400, 0, 60, 20)}
    lines = [("a", "c"), ("a", "b")]
    moved = cleared(boxes, lines, random.Random(1), aspect=1.5)
    a, b, c = (moved[name] for name in "abc")
    assert not hits(Point(a.x, a.y), Point(c.x, c.y), b, 4)
    assert cost(moved, lines, 1.5) < cost(boxes, lines, 1.5)


def test_no_number_of_lines_is_worth_an_overlap() -> None:
    ends = {f"{side}{at}": Box(x, at * 60, 40, 20) for at in range(9) for side, x in (("l", 0), ("r", 900))}
    lines = [(f"l{at}", f"r{8 - at}") for at in range(9)]
    on_lines, on_another = ({**ends, "x": Box(*place, 40, 20)} for place in ((450, 240), (0, 470)))
    assert cost(on_lines, lines, 1.5) < cost(on_another, lines, 1.5)


def test_packing_keeps_components_apart_and_their_inner_order() -> None:
    parts = [[{f"{n}": Box(0, 0, 50 + n * 30, 40), f"{n}'": Box(200, 30, 50, 40)}] for n in range(5)]
    sheet = packed(parts, gap=20, aspect=1.5)
    for n, m in combinations(range(5), 2):
        for one in (f"{n}", f"{n}'"):
            assert not overlap(sheet[one], sheet[f"{m}"], 9)
    assert sheet["1'"].x - sheet["1"].x == pytest.approx(200)


def test_many_components_are_packed_at_once_and_apart() -> None:
    parts = [[{f"{n}": Box(0, 0, 50 + n % 7 * 30, 40 + n % 3 * 9)}] for n in range(300)]
    sheet = packed(parts, gap=20, aspect=1.5)
    boxes = list(sheet.values())
    assert len(boxes) == 300
    assert not any(overlap(one, other, 9) for one, other in combinations(boxes, 2))
    width, height = max(box.right for box in boxes), max(box.bottom for box in boxes)
    assert 1 < width / height < 2.2


def test_packing_nothing_gives_nothing() -> None:
    assert packed([], gap=20, aspect=1.5) == {}


def test_lines_cross_or_do_not() -> None:
    assert cross(Point(0, 0), Point(2, 2), Point(0, 2), Point(2, 0))
    assert not cross(Point(0, 0), Point(2, 2), Point(0, 0), Point(2, 0))
    assert not cross(Point(0, 0), Point(1, 1), Point(2, 0), Point(3, 1))


def test_a_line_hits_a_box_only_between_its_ends() -> None:
    box = Box(10, 0, 4, 4)
    assert hits(Point(0, 0), Point(20, 0), box)
    assert not hits(Point(0, 0), Point(5, 0), box)
    assert not hits(Point(0, 5), Point(20, 5), box)
    assert hits(Point(10, -9), Point(10, 9), box)


def test_a_line_ends_at_the_border() -> None:
    assert border(Box(0, 0, 20, 10), Point(100, 0)) == Point(10, 0)
    assert border(Box(0, 0, 20, 10), Point(0, 100), 2) == pytest.approx((0, 7))
    assert border(Box(0, 0, 20, 10), Point(0, 0)) == Point(0, 0)
