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

ROOM: Final = 14.0  # between two boxes
_VISIBLE: Final = 40.0  # how much of a line should show between its two boxes
_OVERLAP, _THROUGH, _CROSSING, _SHORT, _LENGTH, _SPREAD = 1000.0, 200.0, 24.0, 0.7, 0.06, 0.05
_ROUNDS: Final = 140
_HEAT: Final = 90.0  # how much worse a move may make things at first
_WORK: Final = 4_000_000  # comparisons of a line with a box or a line, a second or so


@dataclass(frozen=True, slots=True)
class _Field:
    """A component in numbers: boxes by index, lines as pairs of indices, each box's lines, known shares."""

    boxes: list[Box]
    lines: list[tuple[int, int]]
    own: list[list[int]]
    aspect: float
    known: dict[int, float]


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
    return _Field(list(boxes.values()), pairs, own, aspect, {})


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
    field.boxes[at] = Box(round(x + dx, 2), round(y + dy, 2), old.width, old.height)
    if _share(field, at, limit) > limit:
        field.boxes[at] = old
    else:
        field.known.clear()


def _share(field: _Field, at: int, limit: float = inf) -> float:
    """The part of the cost that one node's place decides; counted no further than *limit*."""
    total = _spread(field) + _OVERLAP * _overlaps(field, at)
    if total <= limit:
        total += _THROUGH * _under(field, at)
    for line in field.own[at]:
        if total > limit:
            break
        total += _line(field, line)
    return total


def _overlaps(field: _Field, at: int) -> int:
    x, y, width, height = field.boxes[at]
    width, height = width + 2 * ROOM, height + 2 * ROOM
    found = -1  # itself
    for other in field.boxes:
        if abs(x - other[0]) * 2 < width + other[2] and abs(y - other[1]) * 2 < height + other[3]:
            found += 1
    return found


def _under(field: _Field, at: int) -> int:
    """How many lines of others pass under this box."""
    box, boxes = field.boxes[at], field.boxes
    left, right, top, bottom = box.left - 5, box.right + 5, box.top - 5, box.bottom + 5
    found = 0
    for one, other in field.lines:
        if at in {one, other}:
            continue
        a, b = boxes[one], boxes[other]
        if (a[0] < left and b[0] < left) or (a[0] > right and b[0] > right):
            continue
        if (a[1] < top and b[1] < top) or (a[1] > bottom and b[1] > bottom):
            continue
        found += hits(Point(a[0], a[1]), Point(b[0], b[1]), box, 5.0)
    return found


def _line(field: _Field, line: int) -> float:
    """What is wrong with one line: boxes on it, lines across it, too short to see, longer than it need be."""
    boxes, (one, other) = field.boxes, field.lines[line]
    first, second = boxes[one], boxes[other]
    a, b = Point(first[0], first[1]), Point(second[0], second[1])
    left, right = (a.x, b.x) if a.x < b.x else (b.x, a.x)
    top, bottom = (a.y, b.y) if a.y < b.y else (b.y, a.y)
    across = abs(a.x - b.x) - (first[2] + second[2]) / 2
    down = abs(a.y - b.y) - (first[3] + second[3]) / 2
    shown = max(across, down)
    total = _SHORT * (_VISIBLE - shown) if shown < _VISIBLE else _LENGTH * (shown - _VISIBLE)
    for at, box in enumerate(boxes):
        wide, high = box[2] / 2 + 5, box[3] / 2 + 5
        if box[0] + wide < left or box[0] - wide > right or box[1] + high < top or box[1] - high > bottom:
            continue
        if at not in {one, other} and hits(a, b, box, 5.0):
            total += _THROUGH
    for start, end in field.lines:
        c, d = boxes[start], boxes[end]
        if (c[0] < left and d[0] < left) or (c[0] > right and d[0] > right):
            continue
        if (c[1] < top and d[1] < top) or (c[1] > bottom and d[1] > bottom):
            continue
        if not {start, end} & {one, other} and cross(a, b, Point(c[0], c[1]), Point(d[0], d[1])):
            total += _CROSSING
    return total


def _spread(field: _Field) -> float:
    """Half the circumference of the whole, on a sheet *aspect* times wider than high, weighed by size."""
    boxes = field.boxes
    width = max(box[0] + box[2] / 2 for box in boxes) - min(box[0] - box[2] / 2 for box in boxes)
    height = max(box[1] + box[3] / 2 for box in boxes) - min(box[1] - box[3] / 2 for box in boxes)
    return (width / field.aspect + height) * _SPREAD * len(boxes)
