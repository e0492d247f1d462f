"""The ground of a map of places: the countries in view, and arcs over it."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing import svg
from ngograph.network.drawing.countries import outlines
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.style import PAPER

if TYPE_CHECKING:
    from ngograph.network.drawing.countries import Outline
    from ngograph.network.drawing.view import View

SEA: Final = "#eef3f7"
LAND: Final = "#e4e4e0"
FOCUS: Final = "#fbf7ea"
BORDER: Final = "#9b9b96"
ARC: Final = "#00805d"


def ground(view: View, focus: Outline | None) -> str:
    """Return the countries seen in *view*, the one in *focus* lighter."""
    frame = {"x": view.left, "y": view.top, "width": view.width, "height": view.height}
    drawn = [svg.element("rect", **frame, fill=SEA)]
    for outline in sorted(outlines(), key=lambda outline: outline is focus):
        if d := view.path(ring for rings in outline.polygons for ring in rings):
            drawn.append(
                svg.element(
                    "path",
                    d=d,
                    fill=FOCUS if outline is focus else LAND,
                    fill_rule="evenodd",
                    stroke=BORDER,
                    stroke_width=1.4 if outline is focus else 0.6,
                    stroke_linejoin="round",
                )
            )
    drawn.append(svg.element("rect", **frame, fill="none", stroke=BORDER, stroke_width=0.8))
    return svg.element("g", *drawn)


class Bow(NamedTuple):
    """An arc between two points, which bends to the north."""

    one: Point
    other: Point

    @property
    def middle(self) -> Point:
        """The point that pulls it aside."""
        dx, dy = self.other.x - self.one.x, self.other.y - self.one.y
        side = 0.2 if dx >= 0 else -0.2
        return Point(self.one.x + dx / 2 + dy * side, self.one.y + dy / 2 - dx * side)

    def at(self, share: float) -> Point:
        """Return the point at a share of the way, as a quadratic Bézier curve counts it."""
        here, there = (1 - share) ** 2, share**2
        between = 2 * share * (1 - share)
        return Point(
            here * self.one.x + between * self.middle.x + there * self.other.x,
            here * self.one.y + between * self.middle.y + there * self.other.y,
        )

    def numbers(self) -> list[Box]:
        """Return where its number may stand, the best place first."""
        return [Box(*self.at(share), 15, 15) for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)]


def line(bow: Bow, count: int, title: str, *, mark: str) -> str:
    """Return *bow* as wide as the number of things that it stands for; *mark* names the ties behind them."""
    d = " ".join(f"{point.x:.1f} {point.y:.1f}" for point in (bow.middle, bow.other))
    way = {"d": f"M{bow.one.x:.1f} {bow.one.y:.1f}Q{d}", "fill": "none"}
    return svg.element(
        "g",
        svg.element("title", svg.words(title)),
        svg.element("path", **way, stroke=PAPER, stroke_width=width(count) + 2, opacity=0.7),
        svg.element("path", **way, stroke=ARC, stroke_width=width(count)),
        data_ties=mark,
    )


def number(box: Box, count: int) -> str:
    """Return the number of things that an arc stands for."""
    ring = {"fill": PAPER, "stroke": ARC, "stroke_width": 1}
    return svg.element("circle", cx=box.x, cy=box.y, r=box.width / 2, **ring) + svg.lettering(
        [str(count)], box.x, box.y, 9.0
    )


def width(count: int) -> float:
    """Return how wide an arc is, in points: it grows with the square root of the number."""
    return round(min(1.5 * sqrt(count), 9.0), 2)
