"""One bar of a timeline: whole where it was going on for sure, hollow where it may have been."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import letters, svg
from ngograph.network.drawing.style import PAPER, QUIET

if TYPE_CHECKING:
    from ngograph.network.drawing.axis import Axis
    from ngograph.network.drawing.spans import Bar
    from ngograph.network.drawing.style import Family

_HIGH: Final = 13.0
_SHORT: Final = 7.0  # a bar shorter than this is drawn as a rhomb
_SIZE: Final = 9.5
_OPEN: Final = 20.0  # how far dots lead where an end is not known
_STUB: Final = 24.0  # what shows of a bar that lies beyond the axis


def drawn(bar: Bar, across: Axis, y: float, look: Family) -> str:
    """Return *bar* on the axis *across* with its middle at *y*, its time in digits beside it."""
    left, right = across.at(bar.begin), across.at(bar.end)
    if not across.holds(bar):  # of what lies beyond altogether an end shows
        left, right = min(left, across.right - _STUB), max(right, across.left + _STUB)
    far = across.right + 8 if bar.closes == "ongoing" else right
    whole = bar.sure == (bar.begin, bar.end)
    parts = []
    if bar.opens:
        parts.append(_dots(left - _OPEN, left - 5, y, look))
    if bar.closes == "open":
        parts.append(_dots(right + 5, right + _OPEN, y, look))
    if right - left < _SHORT and bar.closes != "ongoing":
        parts.append(_rhomb((left + right) / 2, y, look, sure=whole))
    else:
        if not whole:
            parts.append(_box(left, right, y, look, sure=False))
        if bar.closes == "ongoing":
            parts.append(_arrow(across.at(bar.sure[0]) if bar.sure else right, far, y, look))
        elif bar.sure:
            parts.append(
                _box(
                    max(across.at(bar.sure[0]), left), min(across.at(bar.sure[1]), right), y, look, sure=True
                )
            )
    if bar.begin < across.first:
        parts.append(_torn(left, y, 1))
    if bar.end > across.last and bar.closes != "ongoing":
        parts.append(_torn(right, y, -1))
    return svg.element("g", *parts, _said(bar, left, far, across, y))


def _said(bar: Bar, left: float, right: float, across: Axis, y: float) -> str:
    """The time in digits, on the side where there is room, else on the bar."""
    wide, before, after = letters.width(bar.text, _SIZE), left - _OPEN - 8, right + _OPEN + 8
    if before - wide > across.left:
        return svg.lettering([bar.text], before, y, _SIZE, anchor="end", colour=QUIET)
    if after + wide < across.right:
        return svg.lettering([bar.text], after, y, _SIZE, anchor="start", colour=QUIET)
    colour = PAPER if bar.sure else QUIET
    return svg.lettering([bar.text], (left + right) / 2, y, _SIZE, colour=colour)


def _box(left: float, right: float, y: float, look: Family, *, sure: bool) -> str:
    return svg.element(
        "rect",
        x=left,
        y=y - _HIGH / 2,
        width=max(right - left, 2.0),
        height=_HIGH,
        fill=look.border if sure else PAPER,
        stroke=look.border,
        stroke_width=1.4,
        stroke_dasharray=None if sure else "3 2.5",
    )


def _rhomb(x: float, y: float, look: Family, *, sure: bool) -> str:
    half = _HIGH / 2
    points = f"{x - half:.1f},{y:.1f} {x:.1f},{y - half:.1f} {x + half:.1f},{y:.1f} {x:.1f},{y + half:.1f}"
    return svg.element(
        "polygon",
        points=points,
        fill=look.border if sure else PAPER,
        stroke=look.border,
        stroke_width=1.4,
        stroke_dasharray=None if sure else "3 2.5",
    )


def _torn(x: float, y: float, inwards: int) -> str:
    """Two slanted cuts through the end of a bar that reaches beyond the axis."""
    half = _HIGH / 2 + 2
    cuts = "".join(f"M{x + inwards * at - 3:.1f} {y + half:.1f}l6 {-2 * half:.1f}" for at in (6, 11))
    return svg.element("path", d=cuts, stroke=PAPER, stroke_width=2.2)


def _arrow(left: float, right: float, y: float, look: Family) -> str:
    half, neck = _HIGH / 2, max(right - 12, left + 4)
    path = (
        f"M{left:.1f} {y - half:.1f}H{neck:.1f}V{y - half - 4:.1f}L{right:.1f} {y:.1f}"
        f"L{neck:.1f} {y + half + 4:.1f}V{y + half:.1f}H{left:.1f}Z"
    )
    return svg.element("path", d=path, fill=look.border)


def _dots(left: float, right: float, y: float, look: Family) -> str:
    return svg.element(
        "path",
        d=f"M{left:.1f} {y:.1f}H{right:.1f}",
        stroke=look.border,
        stroke_width=3.0,
        stroke_dasharray="0.1 6",
        stroke_linecap="round",
    )
