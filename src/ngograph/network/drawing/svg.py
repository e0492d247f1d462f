"""The pieces of a picture as SVG text: elements, lines of words, outlines, arrows; no style sheets."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from ngograph.network.drawing import letters
from ngograph.network.drawing.geometry import Point
from ngograph.network.drawing.outlines import outline
from ngograph.network.drawing.style import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.network.drawing.geometry import Box
    from ngograph.network.drawing.style import Family, Stroke

LINE: Final = 1.2  # line height over letter size
_FORBIDDEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # not allowed in XML


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; `_` in a keyword stands for `-`, a value of None leaves the attribute out."""
    said = "".join(
        f" {key.strip('_').replace('_', '-')}={quoteattr(_number(value).translate(_FORBIDDEN))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def words(text: str) -> str:
    """Return *text* as it may stand between tags."""
    return escape(text.translate(_FORBIDDEN))


def lettering(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    *,
    anchor: str = "middle",
    colour: str = INK,
    bold: bool = False,
) -> str:
    """Return *lines* under each other, their middle at *y*; each states its length, whatever the font."""
    first = y - (len(lines) - 1) * size * LINE / 2 + size * 0.35
    return "".join(
        element(
            "text",
            words(line),
            x=x,
            y=first + at * size * LINE,
            font_size=size,
            font_weight="700" if bold else None,
            text_anchor=None if anchor == "start" else anchor,
            fill=colour,
            textLength=letters.width(line, size, bold=bold),
            lengthAdjust="spacingAndGlyphs",
        )
        for at, line in enumerate(lines)
        if line
    )


def body(family: Family, box: Box) -> str:
    """Return the outline of a node of *family*, filled."""
    return element(
        "path",
        d=outline(family.shape, box),
        fill=family.tint,
        stroke=family.border,
        stroke_width=2.0,
        stroke_linejoin="round",
        stroke_dasharray=family.dashes or None,
    )


def line(stroke: Stroke, start: Point, end: Point, *, dashes: str = "", title: str = "") -> str:
    """Return a straight line with its arrow head, if it has one; *dashes* override those of the stroke."""
    inside = [element("title", words(title))] if title else []
    head = ""
    if stroke.arrow:
        tip, tail = (end, start) if stroke.arrow == "end" else (start, end)
        neck, head = _arrow(tip, tail, stroke)
        start, end = (tail, neck)
    rhythm = dashes or stroke.dashes
    path = element(
        "path",
        d=f"M{start.x:.1f} {start.y:.1f}L{end.x:.1f} {end.y:.1f}",
        stroke=stroke.colour,
        stroke_width=stroke.width,
        stroke_dasharray=rhythm or None,
        stroke_linecap="round" if rhythm.startswith("0.1") else None,
        fill="none",
    )
    return element("g", *inside, path, head)


def _arrow(tip: Point, tail: Point, stroke: Stroke) -> tuple[Point, str]:
    """The point where the line ends, and the head from there to the tip."""
    length = hypot(tip.x - tail.x, tip.y - tail.y) or 1.0
    reach, half = 6 + 2.2 * stroke.width, 3.5 + 1.1 * stroke.width
    ux, uy = (tip.x - tail.x) / length, (tip.y - tail.y) / length
    neck = Point(tip.x - ux * reach, tip.y - uy * reach)
    corners = (
        tip,
        Point(neck.x - uy * half, neck.y + ux * half),
        Point(neck.x + uy * half, neck.y - ux * half),
    )
    points = " ".join(f"{corner.x:.1f},{corner.y:.1f}" for corner in corners)
    return Point(neck.x + ux, neck.y + uy), element("polygon", points=points, fill=stroke.colour)


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
