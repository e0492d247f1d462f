"""Marks on a map of places: how a body is there, told by shape first and by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import svg
from ngograph.network.drawing.style import PAPER

if TYPE_CHECKING:
    from ngograph.network.drawing.geometry import Point

SEAT: Final = "#0072b2"
WORK: Final = "#d55e00"
HELD: Final = "#4a4a4a"


def mark(kind: str, at: Point, size: float) -> str:
    """Return the mark of *kind* with its middle *at* a point: *size* is half its width.

    A seat is a square, an area of responsibility a ring, a place of work a disc, a place where something is
    held a diamond.
    """
    thin = max(size / 3, 1.4)
    if kind == "headquartered":
        side = 1.8 * size
        x, y = at.x - side / 2, at.y - side / 2
        return svg.element("rect", x=x, y=y, width=side, height=side, fill=SEAT, stroke=PAPER, stroke_width=1)
    if kind == "covers":
        ring = {"fill": PAPER, "stroke": SEAT, "stroke_width": thin}
        return svg.element("circle", cx=at.x, cy=at.y, r=size - thin / 2, **ring)
    if kind == "held":
        d = f"M{at.x:.1f} {at.y - size:.1f}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}Z"
        return svg.element("path", d=d, fill=PAPER, stroke=HELD, stroke_width=thin)
    return svg.element("circle", cx=at.x, cy=at.y, r=size, fill=WORK, stroke=PAPER, stroke_width=1)
