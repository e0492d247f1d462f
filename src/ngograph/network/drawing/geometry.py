"""Points, boxes and straight lines: what crosses what."""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """A place on the sheet, in points, y downwards."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle by its centre and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The x of the left side."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """The y of the upper side."""
        return self.y - self.height / 2

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height / 2


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes come nearer to each other than *gap*."""
    return (
        abs(one.x - other.x) * 2 < one.width + other.width + 2 * gap
        and abs(one.y - other.y) * 2 < one.height + other.height + 2 * gap
    )


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the lines a-b and c-d cross inside both; lines that share an end do not."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    right, down = bx - ax, by - ay
    if (right * (cy - ay) - down * (cx - ax)) * (right * (dy - ay) - down * (dx - ax)) >= 0:
        return False  # c and d on one side of the line through a and b
    right, down = dx - cx, dy - cy
    return (right * (ay - cy) - down * (ax - cx)) * (right * (by - cy) - down * (bx - cx)) < 0


def hits(a: Point, b: Point, box: Box, gap: float = 0.0) -> bool:
    """Whether the line a-b passes through *box* grown by *gap* (slab by slab, as Liang and Barsky clip)."""
    enters, leaves = 0.0, 1.0
    for start, end, centre, half in (
        (a.x, b.x, box.x, box.width / 2 + gap),
        (a.y, b.y, box.y, box.height / 2 + gap),
    ):
        step = end - start
        if abs(step) < 1e-9:
            if abs(start - centre) >= half:
                return False
            continue
        near, far = sorted(((centre - half - start) / step, (centre + half - start) / step))
        enters, leaves = max(enters, near), min(leaves, far)
        if enters >= leaves:
            return False
    return True


def border(box: Box, towards: Point, gap: float = 0.0) -> Point:
    """Return where the line from the centre of *box* to another point leaves the box grown by *gap*."""
    dx, dy = towards.x - box.x, towards.y - box.y
    if dx == 0 and dy == 0:
        return Point(box.x, box.y)
    scale = min(
        (box.width / 2 + gap) / abs(dx) if dx else float("inf"),
        (box.height / 2 + gap) / abs(dy) if dy else float("inf"),
        1.0,
    )
    return Point(box.x + dx * scale, box.y + dy * scale)
