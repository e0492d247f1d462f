"""Where labels of points stand: near their points, over no other label and no mark, inside the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.network.drawing.geometry import Box, Point, cross, hits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_AWAY: Final = (9.0, 24.0, 44.0, 70.0, 100.0, 140.0, 190.0, 250.0)  # from the point to the label
_ROUNDS: Final = 4
_FEW: Final = 16  # labels of which several orders are tried
_COVERING: Final = 50.0  # for each square point
_BESIDES: Final = 1.0
_CROSSING: Final = 150.0
_AROUND: Final = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (1.0, -0.6),
    (-1.0, -0.6),
    (1.0, 0.6),
    (-1.0, 0.6),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.5, -1.0),
    (-0.5, -1.0),
    (0.5, 1.0),
    (-0.5, 1.0),
)


def labelled(
    points: Mapping[str, Point],
    sizes: Mapping[str, tuple[float, float]],
    frame: Box,
    *,
    mark: float,
    avoid: Sequence[Box] = (),
    reach: float | None = None,
) -> dict[str, Box]:
    """Return a box for each label, each at the least cost of all its candidates.

    What lies under a label counts most, then lines that cross, then how far it is from its point. What was
    placed early is placed again when the others are known; the best of several orders is taken.

    Args:
        points: Where the marks are, by name.
        sizes: Width and height of the labels, by name; what comes first has the first choice, if some may
            be left out.
        frame: What they stay in.
        mark: Width and height of a mark.
        avoid: What else should not be covered.
        reach: Leave out a label that would cover something or stand farther from its point, in points.
    """
    marks = {name: Box(point.x, point.y, mark, mark) for name, point in points.items()}
    candidates = {name: _candidates(points[name], size, frame) for name, size in sizes.items()}
    tries = [
        _placed(order, points, candidates=candidates, marks=marks, avoid=avoid, reach=reach)
        for order in _orders(sizes, points, reach)
    ]
    placed = min(tries, key=lambda one: sum(cost for _, cost in one.values()))
    return {name: placed[name][0] for name in sizes if name in placed}


def _orders(
    sizes: Mapping[str, tuple[float, float]], points: Mapping[str, Point], reach: float | None
) -> list[list[str]]:
    given = [*sizes]
    if reach is not None or len(given) > _FEW:
        return [given]
    across, down = (sorted(given, key=lambda name: (points[name][axis], name)) for axis in (0, 1))
    return [given, given[::-1], across, across[::-1], down, down[::-1]]


def _placed(
    order: Sequence[str],
    points: Mapping[str, Point],
    *,
    candidates: Mapping[str, Sequence[Box]],
    marks: Mapping[str, Box],
    avoid: Sequence[Box],
    reach: float | None,
) -> dict[str, tuple[Box, float]]:
    """Place in *order* and again; the boxes with their costs."""
    placed: dict[str, tuple[Box, float]] = {}
    for name in [*order] * _ROUNDS:
        boxes = {other: box for other, (box, _) in placed.items() if other != name}
        others = [*boxes.values(), *(box for other, box in marks.items() if other != name)]
        leads = [(points[other], nearest(points[other], box)) for other, box in boxes.items()]
        found = _best(points[name], candidates[name], others=others, avoid=avoid, leads=leads, reach=reach)
        if found is not None:
            placed[name] = found
    return placed


def nearest(point: Point, box: Box) -> Point:
    """Return the point of *box* that is nearest to *point*."""
    return Point(min(max(point.x, box.left), box.right), min(max(point.y, box.top), box.bottom))


def _candidates(point: Point, size: tuple[float, float], frame: Box) -> list[Box]:
    """The label on all sides of its point, nearer ones first, pushed back into the frame."""
    width, height = size
    found = []
    for away in _AWAY:
        for across, down in _AROUND:
            x = point.x + across * (width / 2 + away)
            y = point.y + down * (height / 2 + away)
            x = min(max(x, frame.left + width / 2), frame.right - width / 2)
            y = min(max(y, frame.top + height / 2), frame.bottom - height / 2)
            found.append(Box(x, y, width, height))
    return found


def _best(
    point: Point,
    candidates: Sequence[Box],
    *,
    others: Sequence[Box],
    avoid: Sequence[Box],
    leads: Sequence[tuple[Point, Point]],
    reach: float | None,
) -> tuple[Box, float] | None:
    """The candidate of least cost, the earlier of equal ones; lines count only while that may matter."""
    covered = _shared(candidates, [*others, Box(point.x, point.y, 12, 12)])
    besides = _shared(candidates, avoid) if avoid else [0.0] * len(candidates)
    ways = [_way(point, nearest(point, box)) for box in candidates]
    costs = [
        _COVERING * area + _BESIDES * more + way + (way / 12) ** 2
        for area, more, way in zip(covered, besides, ways, strict=True)
    ]
    best, least = None, float("inf")
    for at in sorted(range(len(candidates)), key=lambda at: (costs[at], at)):
        if costs[at] >= least:
            break
        if reach is not None and (covered[at] > 0 or ways[at] > reach):
            continue
        whole = costs[at] + _CROSSING * _crossings(candidates[at], point, others, leads)
        if whole < least:
            best, least = candidates[at], whole
    return None if best is None else (best, least)


def _way(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _crossings(box: Box, point: Point, others: Sequence[Box], leads: Sequence[tuple[Point, Point]]) -> int:
    near = nearest(point, box)
    return sum(cross(point, near, *lead) or hits(*lead, box) for lead in leads) + sum(
        hits(point, near, other) for other in others
    )


def _shared(boxes: Sequence[Box], others: Sequence[Box], gap: float = 3.0) -> list[float]:
    """The area that each box, grown by *gap*, shares with all the others."""
    one, other = np.array(boxes)[:, None], np.array(others)[None]
    sides: NDArray[np.float64] = np.ones((len(boxes), len(others)))
    for centre, extent in ((0, 2), (1, 3)):
        half, far = one[..., extent] / 2 + gap, other[..., extent] / 2
        right = np.minimum(one[..., centre] + half, other[..., centre] + far)
        left = np.maximum(one[..., centre] - half, other[..., centre] - far)
        sides *= np.maximum(right - left, 0.0)
    areas: list[float] = sides.sum(axis=1).tolist()
    return areas
