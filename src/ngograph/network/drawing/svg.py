"""The pieces of a picture as SVG text: elements, lines of words, outlines, arrows; no style sheets."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from ngograph.network.drawing import letters
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.outlines import outline
from ngograph.network.drawing.style import INK, PAPER, QUIET
from ngograph.network.values import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.network.drawing.style import Family, Stroke

LINE: Final = 1.2  # line height over letter size
_AMOUNT: Final = 10.0


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; `_` in a keyword stands for `-`, a value of None leaves the attribute out."""
    said = "".join(
        f" {key.strip('_').replace('_', '-')}={quoteattr(FORBIDDEN.sub('', _number(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def words(text: str) -> str:
    """Return *text* as it may stand between tags."""
    return escape(_clean(text))


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


def icon(family: Family, box: Box) -> str:
    """Return the outline of a node of *family* made small: scaled, as corners and folds have their sizes."""
    size = Box(0, 0, 40, 40 * box.height / box.width)
    scaled = f"translate({box.x:.2f} {box.y:.2f}) scale({box.width / size.width:.3f})"
    return element("g", body(family, size), transform=scaled)


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


def line(
    stroke: Stroke,
    start: Point,
    end: Point,
    *,
    dashes: str = "",
    title: str = "",
    mark: str | None = None,
    ends: str | None = None,
) -> str:
    """Return a straight line with its arrow head, if it has one.

    Args:
        stroke: How it is drawn.
        start: Where it begins.
        end: Where it ends.
        dashes: Override those of the stroke.
        title: What a pointer or a screen reader meets.
        mark: The numbers of its ties in the network, by which a page finds the element.
        ends: The numbers of the nodes that it joins, where its ties have others too.
    """
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
    return element("g", *inside, path, head, data_ties=mark, data_ends=ends)


def flow(
    stroke: Stroke,
    points: Sequence[Point],
    *,
    hollow: bool = False,
    dashes: str = "",
    title: str = "",
    mark: str | None = None,
) -> str:
    """Return a line from left to right that swings through *points*, with its arrow head, if it has one.

    Args:
        stroke: How it is drawn.
        points: At least where it begins and ends.
        hollow: Whether the line is white inside: its width means nothing.
        dashes: Override those of the stroke.
        title: What a pointer or a screen reader meets.
        mark: The numbers of its ties in the network, by which a page finds the element.
    """
    head, way = "", [*points]
    if stroke.arrow:
        way[-1], head = _arrow(way[-1], Point(way[-1].x - 1, way[-1].y), stroke)
    pieces = [f"M{way[0].x:.1f} {way[0].y:.1f}"]
    for one, other in pairwise(way):
        middle = (one.x + other.x) / 2
        pieces.append(f"C{middle:.1f} {one.y:.1f} {middle:.1f} {other.y:.1f} {other.x:.1f} {other.y:.1f}")
    path, rhythm = "".join(pieces), dashes or stroke.dashes
    common = {"fill": "none", "d": path, "stroke_dasharray": rhythm or None}
    width = max(stroke.width, 4.0) if hollow else stroke.width
    drawn = [element("title", words(title))] if title else []
    drawn.append(element("path", **common, stroke=stroke.colour, stroke_width=width))
    if hollow:
        drawn.append(element("path", **common, stroke=PAPER, stroke_width=width - 2.4))
    drawn.append(head)
    return element("g", *drawn, data_ties=mark)


def amount(text: str, end: Point) -> str:
    """Return small words before the arrow head at *end*, on a piece of paper that keeps lines off them."""
    box = amount_box(text, end)
    paper = element("rect", x=box.left, y=box.top, width=box.width, height=box.height, fill=PAPER)
    return paper + lettering([text], end.x - 2, end.y, _AMOUNT, anchor="end", colour=QUIET)


def amount_box(text: str, end: Point) -> Box:
    """Return what `amount` covers."""
    wide = letters.width(text, _AMOUNT) + 4
    return Box(end.x - wide / 2, end.y, wide, 12.0)


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


def _clean(text: str) -> str:
    """Return *text* without what XML does not allow."""
    return FORBIDDEN.sub("", text)
