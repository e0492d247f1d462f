"""A part of the globe on a rectangle of the sheet, and what of an outline is seen in it."""

from __future__ import annotations

from itertools import pairwise, product
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing.countries import TURNS
from ngograph.network.drawing.geometry import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ngograph.network.drawing.countries import Position, Ring

_NEAREST: Final = 0.5  # points of an outline that are nearer to each other are one


class View(NamedTuple):
    """An equirectangular projection, true to scale along the middle parallel of what it shows.

    Attributes:
        west: Longitude of the left side, in degrees.
        north: Latitude of the upper side.
        scale: Points a degree of latitude.
        squeeze: Points a degree of longitude over those a degree of latitude.
        left: Where the rectangle stands on the sheet, in points.
        top: Its upper side.
        width: Its width.
        height: Its height.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    left: float
    top: float
    width: float
    height: float

    def at(self, where: Position) -> Point:
        """Return the point of a longitude and latitude, which may lie outside the rectangle."""
        x, y = where
        across = (x - self.west) * self.scale * self.squeeze
        return Point(self.left + across, self.top + (self.north - y) * self.scale)

    def holds(self, point: Point) -> bool:
        """Whether a point of the sheet lies in the rectangle."""
        return (
            self.left <= point.x <= self.left + self.width and self.top <= point.y <= self.top + self.height
        )

    def path(self, rings: Iterable[Ring]) -> str:
        """Return what is seen of *rings* as the path of an SVG element; empty if nothing is."""
        drawn = []
        for ring, turn in product(rings, TURNS):
            if not self._meets(ring, turn):
                continue
            points = self._clipped([self.at((x + turn, y)) for x, y in ring])
            kept = points[:1]
            for point in points[1:]:
                if hypot(point.x - kept[-1].x, point.y - kept[-1].y) >= _NEAREST:
                    kept.append(point)
            if len(kept) > 2:
                drawn.append("M" + "L".join(f"{point.x:.1f} {point.y:.1f}" for point in kept) + "Z")
        return "".join(drawn)

    def _meets(self, ring: Ring, turn: float) -> bool:
        """Whether the rectangle round a ring and that of the view share something."""
        east = self.west + self.width / (self.scale * self.squeeze)
        south = self.north - self.height / self.scale
        xs, ys = [x + turn for x, _ in ring], [y for _, y in ring]
        return min(xs) <= east and max(xs) >= self.west and min(ys) <= self.north and max(ys) >= south

    def _clipped(self, ring: Sequence[Point]) -> list[Point]:
        """Cut a ring off at each side in turn (Sutherland and Hodgman 1974)."""
        right, bottom = self.left + self.width, self.top + self.height
        points = [*ring]
        for inside in (
            lambda p: p.x - self.left,
            lambda p: right - p.x,
            lambda p: p.y - self.top,
            lambda p: bottom - p.y,
        ):
            points = _cut(points, inside)
        return points


def fitted(
    positions: Sequence[Position],
    *,
    left: float,
    top: float,
    width: float,
    heights: tuple[float, float],
    margin: float = 0.08,
    least: float = 0.5,
) -> View:
    """Return the view that holds *positions* at the largest scale.

    Args:
        positions: Longitudes and latitudes to be seen, at least one.
        left: Where its rectangle stands on the sheet, in points.
        top: Its upper side.
        width: Its width.
        heights: Its least and its greatest height; within them it takes the shape of what it shows.
        margin: What is added on each side, as a share of the extent.
        least: The smallest extent, in degrees of latitude.
    """
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    squeeze = max(cos(radians(middle[1])), 0.2)
    across = min(max(max(xs) - min(xs), least / squeeze) * (1 + 2 * margin), 360.0)
    down = min(max(max(ys) - min(ys), least) * (1 + 2 * margin), 180.0)
    height = min(max(width * down / (across * squeeze), heights[0]), heights[1])
    scale = min(width / (across * squeeze), height / down)
    west = middle[0] - width / (2 * scale * squeeze)
    return View(west, middle[1] + height / (2 * scale), scale, squeeze, left, top, width, height)


def _cut(points: Sequence[Point], inside: Callable[[Point], float]) -> list[Point]:
    """Keep the part of a closed line where *inside* is not negative."""
    kept: list[Point] = []
    for one, other in pairwise([*points[-1:], *points]):
        here, there = inside(one), inside(other)
        if (here < 0) != (there < 0):
            share = here / (here - there)
            kept.append(Point(one.x + share * (other.x - one.x), one.y + share * (other.y - one.y)))
        if there >= 0:
            kept.append(other)
    return kept
