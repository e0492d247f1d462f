"""Small moves that take lines off labels and uncross them: simulated annealing, counted by a cost.

The search runs some hundred thousand comparisons, so it works on numbers in lists and looks at the extent of
a line before it looks at the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING, Final

from ngograph.network.drawing.geometry import Box, Point, cross, hits

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    Line = tuple[str, str]
    _Extent = tuple[float, float, float, float]

ROOM: Final = 14.0  # between two boxes
_VISIBLE: Final = 40.0  # how much of a line should show between its two boxes
_CLOSE, _THROUGH, _CROSSING, _SHORT, _LENGTH, _SPREAD = 1000.0, 200.0, 24.0, 0.7, 0.06, 0.05
_OVERLAP: Final = 1e6  # more than all that a move can better: no box comes to lie on another
_FREE: Final = 5.0  # between a box and a line that passes
_ROUNDS: Final = 140
_HEAT: Final = 90.0  # how much worse a move may make things at first
_WORK: Final = 4_000_000  # comparisons of a line with a box or a line, a second or so


@dataclass(frozen=True, slots=True)
class _Field:
    """A component in numbers: what a move changes is kept beside it, for it is looked at far more often.

    Args:
        boxes: by index.
        lines: pairs of indices.
        own: the lines of each box.
        aspect: of the sheet.
        sides: of all boxes, the left ones, the right ones, the upper ones and the lower ones.
        grown: the sides of each box with what stays free about it.
        extents: of each line, from left to right and from top to bottom.
        known: shares that no move has changed since they were counted.
    """

    boxes: list[Box]
    lines: list[tuple[int, int]]
    own: list[list[int]]
    aspect: float
    sides: tuple[list[float], list[float], list[float], list[float]]
    grown: list[_Extent]
    extents: list[_Extent]
    known: dict[int, float]

    def put(self, at: int, box: Box) -> None:
        """Put *box* in the place of the one at that index."""
        self.boxes[at] = box
        x, y, width, height = box
        for side, value in zip(
            self.sides, (x - width / 2, x + width / 2, y - height / 2, y + height / 2), strict=True
        ):
            side[at] = value
        wide, high = width / 2 + _FREE, height / 2 + _FREE
        self.grown[at] = (x - wide, x + wide, y - high, y + high)
        for line in self.own[at]:
            one, other = (self.boxes[end] for end in self.lines[line])
            self.extents[line] = (
                *((one[0], other[0]) if one[0] < other[0] else (other[0], one[0])),
                *((one[1], other[1]) if one[1] < other[1] else (other[1], one[1])),
            )


def cost(boxes: Mapping[str, Box], lines: Sequence[Line], aspect: float) -> float:
    """Return how far a layout is from clear: overlaps, lines through boxes, crossings, lengths and spread."""
    field = _field(boxes, lines, aspect)
    whole = sum(_share(field, at) - _spread(field) for at in range(len(field.boxes)))
    return whole / 2 + _spread(field)  # nearly every trouble has two sides


def cleared(
    boxes: Mapping[str, Box], lines: Sequence[Line], chance: random.Random, *, aspect: float
) -> dict[str, Box]:
    """Return *boxes* after many moves of single nodes; in the end only moves that lower the cost stay."""
    field = _field(boxes, lines, aspect)
    size = len(field.boxes) + len(lines)
    rounds = min(_ROUNDS, _WORK // ((len(field.boxes) + 2 * len(lines)) * size))
    for step in range(rounds):
        left = 1 - step / rounds
        for at in range(len(field.boxes)):
            _try(field, at, chance, 240.0 * left + 8, _HEAT * max(0.0, left - 0.3) ** 2)
    return dict(zip(boxes, field.boxes, strict=True))


def _field(boxes: Mapping[str, Box], lines: Sequence[Line], aspect: float) -> _Field:
    number = {iri: at for at, iri in enumerate(boxes)}
    pairs = [(number[source], number[target]) for source, target in lines]
    own: list[list[int]] = [[] for _ in boxes]
    for at, pair in enumerate(pairs):
        for end in pair:
            own[end].append(at)
    sides = tuple([0.0] * len(boxes) for _ in range(4))
    nowhere = (0.0, 0.0, 0.0, 0.0)
    field = _Field(
        list(boxes.values()),
        pairs,
        own,
        aspect,
        sides,  # type: ignore[arg-type]
        [nowhere] * len(boxes),
        [nowhere] * len(lines),
        {},
    )
    for at, box in enumerate(boxes.values()):
        field.put(at, box)
    return field


def _try(field: _Field, at: int, chance: random.Random, reach: float, heat: float) -> None:
    if at not in field.known:
        field.known[at] = _share(field, at)
    limit = field.known[at] - heat * log(1.0 - chance.random())
    old = field.boxes[at]
    x, y = old.x, old.y
    if field.own[at] and chance.random() < 0.4:  # from the middle of its neighbours, not from where it stands
        others = [field.boxes[end] for line in field.own[at] for end in field.lines[line] if end != at]
        x, y = sum(box.x for box in others) / len(others), sum(box.y for box in others) / len(others)
    dx, dy = chance.uniform(-reach, reach), chance.uniform(-reach, reach) / 1.6
    field.put(at, Box(round(x + dx, 2), round(y + dy, 2), old.width, old.height))
    if _share(field, at, limit) > limit:
        field.put(at, old)
    else:
        field.known.clear()


def _share(field: _Field, at: int, limit: float = inf) -> float:
    """The part of the cost that one node's place decides; counted no further than *limit*."""
    total = _spread(field) + _crowded(field, at)
    if total <= limit:
        total += _THROUGH * _under(field, at)
    for line in field.own[at]:
        if total > limit:
            break
        total += _line(field, line)
    return total


def _crowded(field: _Field, at: int) -> float:
    """What it costs that other boxes lie under this one, or nearer to it than there is room."""
    x, y, width, height = field.boxes[at]
    wanted, needed = width + 2 * ROOM, height + 2 * ROOM
    near = [
        (left, top, wide, high)
        for left, top, wide, high in field.boxes
        if abs(x - left) * 2 < wanted + wide and abs(y - top) * 2 < needed + high
    ]
    if len(near) == 1:  # itself
        return 0.0
    under = [
        True
        for left, top, wide, high in near
        if abs(x - left) * 2 < width + wide and abs(y - top) * 2 < height + high
    ]
    return _CLOSE * (len(near) - 1) + _OVERLAP * (len(under) - 1)


def _under(field: _Field, at: int) -> int:
    """How many lines of others pass under this box."""
    box, boxes = field.boxes[at], field.boxes
    found = 0
    for line in _near(field.extents, field.grown[at]):
        one, other = field.lines[line]
        if at not in (one, other):
            a, b = boxes[one], boxes[other]
            found += hits(Point(a[0], a[1]), Point(b[0], b[1]), box, _FREE)
    return found


def _near(extents: list[_Extent], about: _Extent) -> list[int]:
    """Which of *extents* touch the one *about* which it is."""
    left, right, top, bottom = about
    return [
        at
        for at, (start, end, upper, lower) in enumerate(extents)
        if end >= left and start <= right and lower >= top and upper <= bottom
    ]


def _line(field: _Field, line: int) -> float:
    """What is wrong with one line: boxes on it, lines across it, too short to see, longer than it need be."""
    boxes, lines, (one, other), extent = field.boxes, field.lines, field.lines[line], field.extents[line]
    ax, ay, wide, high = boxes[one]
    bx, by, broad, tall = boxes[other]
    shown = max(abs(ax - bx) - (wide + broad) / 2, abs(ay - by) - (high + tall) / 2)
    total = _SHORT * (_VISIBLE - shown) if shown < _VISIBLE else _LENGTH * (shown - _VISIBLE)
    a, b = Point(ax, ay), Point(bx, by)
    for at in _near(field.grown, extent):
        if at not in (one, other) and hits(a, b, boxes[at], _FREE):
            total += _THROUGH
    for at in _near(field.extents, extent):
        start, end = lines[at]
        if start in (one, other) or end in (one, other):
            continue
        cx, cy, *_ = boxes[start]
        dx, dy, *_ = boxes[end]
        if cross(a, b, Point(cx, cy), Point(dx, dy)):
            total += _CROSSING
    return total


def _spread(field: _Field) -> float:
    """Half the circumference of the whole, on a sheet *aspect* times wider than high, weighed by size."""
    left, right, top, bottom = field.sides
    width, height = max(right) - min(left), max(bottom) - min(top)
    return (width / field.aspect + height) * _SPREAD * len(left)
