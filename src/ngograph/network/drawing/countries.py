"""Outlines of countries: Natural Earth at 1:50 million, as the build has put them beside this file.

The borders are those that Natural Earth draws, mostly as they are on the ground. A country is found by a
point in it, never by a code: not every outline has one.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ngograph.errors import DrawingError

if TYPE_CHECKING:
    from collections.abc import Sequence

Position: TypeAlias = tuple[float, float]
"""Longitude and latitude, in degrees, east and north positive."""

Ring: TypeAlias = tuple[Position, ...]

TURNS: Final = (0.0, -360.0, 360.0)
"""Degrees of longitude that lead to the same place."""

_FILE: Final = Path(__file__).parent / "natural_earth" / "countries-50m.json"


class Outline(NamedTuple):
    """One country: its name in English, and its polygons, each an outer ring and those of its holes.

    A ring that crosses the 180th meridian goes on beyond it.
    """

    name: str
    polygons: tuple[tuple[Ring, ...], ...]

    def polygon_at(self, where: Position) -> tuple[Ring, ...] | None:
        """Return the polygon that holds a position, if one does."""
        return next((rings for rings in self.polygons if _within(where, rings)), None)


@cache
def outlines() -> tuple[Outline, ...]:
    """Return all countries, in the order of the file.

    Raises:
        DrawingError: The package was built without them.
    """
    if not _FILE.is_file():
        raise DrawingError(
            "expected outlines of countries, found none: "
            "install ngograph where there is npm, which brings them"
        )
    topology = json.loads(_FILE.read_text("utf-8"))
    arcs = _arcs(topology)
    return tuple(
        Outline(
            geometry["properties"]["name"],
            tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in _polygons(geometry)),
        )
        for geometry in topology["objects"]["countries"]["geometries"]
    )


def outline_at(where: Position) -> Outline | None:
    """Return the country that holds a position, if one does."""
    return next((outline for outline in outlines() if outline.polygon_at(where)), None)


def _arcs(topology: Any) -> list[Ring]:
    """Decode lines of whole numbers, each point as the step from the one before (TopoJSON 2.1.4)."""
    (across, down), (left, top) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        tuple(
            (left + x * across, top + y * down)
            for x, y in zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)
        )
        for arc in topology["arcs"]
    ]


def _polygons(geometry: Any) -> Sequence[Any]:
    """Return the numbers of arcs of each ring of each polygon."""
    arcs: Sequence[Any] = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else arcs


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs end to end; a negative number is the ones' complement of an arc to be run backwards."""
    points: list[Position] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return _unwound(points)


def _unwound(points: Sequence[Position]) -> Ring:
    """Take the jumps out of a ring; one round a pole, the southern, goes along it."""
    unwound = [*points[:1]]
    for x, y in points[1:]:
        unwound.append((x - 360 * round((x - unwound[-1][0]) / 360), y))
    (first, y), (last, _) = unwound[0], unwound[-1]
    if abs(last - first) > 180:
        unwound += [(last, -90.0), (first, -90.0), (first, y)]
    return tuple(unwound)


def _within(where: Position, rings: Sequence[Ring]) -> bool:
    """Whether a ray to the east crosses the rings an odd number of times, here or one turn on."""
    return any(_crossings(where[0] + turn, where[1], rings) % 2 for turn in TURNS)


def _crossings(x: float, y: float, rings: Sequence[Ring]) -> int:
    return sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
