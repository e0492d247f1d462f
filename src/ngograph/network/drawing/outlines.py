"""The outlines of nodes as SVG path data, each drawn inside its box, and the room that text has in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ngograph.network.drawing.geometry import Box

PADDING: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "round": (9, 6),
        "tab": (13, 6),
        "rectangle": (9, 6),
        "octagon": (11, 6),
        "barrel": (12, 6),
        "leaf": (11, 6),
        "plaque": (12, 6),
        "stack": (11, 8),
        "note": (12, 7),
        "folder": (11, 8),
        "pill": (14, 6),
        "document": (9, 9),
        "hexagon": (18, 7),
    }
)


def outline(shape: str, box: Box) -> str:
    """Return the SVG path data of *shape* in *box*."""
    left, top, right, bottom = (round(side, 1) for side in (box.left, box.top, box.right, box.bottom))
    return _OUTLINES[shape](left, top, right, bottom)


def _rounded(left: float, top: float, right: float, bottom: float, *corners: float) -> str:
    """A rectangle with four radii: upper left, upper right, lower right, lower left."""
    a, b, c, d = corners
    return (
        f"M{left + a:g} {top:g}H{right - b:g}A{b:g} {b:g} 0 0 1 {right:g} {top + b:g}"
        f"V{bottom - c:g}A{c:g} {c:g} 0 0 1 {right - c:g} {bottom:g}"
        f"H{left + d:g}A{d:g} {d:g} 0 0 1 {left:g} {bottom - d:g}"
        f"V{top + a:g}A{a:g} {a:g} 0 0 1 {left + a:g} {top:g}Z"
    )


def _round(left: float, top: float, right: float, bottom: float) -> str:
    return _rounded(left, top, right, bottom, 8, 8, 8, 8)


def _tab(left: float, top: float, right: float, bottom: float) -> str:
    """Rounded, with a second line inside at the left: a part of something else."""
    return f"{_round(left, top, right, bottom)}M{left + 5:g} {top + 1:g}V{bottom - 1:g}"


def _rectangle(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


def _octagon(left: float, top: float, right: float, bottom: float) -> str:
    cut = 8.0
    return (
        f"M{left + cut:g} {top:g}H{right - cut:g}L{right:g} {top + cut:g}"
        f"V{bottom - cut:g}L{right - cut:g} {bottom:g}"
        f"H{left + cut:g}L{left:g} {bottom - cut:g}V{top + cut:g}Z"
    )


def _barrel(left: float, top: float, right: float, bottom: float) -> str:
    bulge, half = 7.0, (top + bottom) / 2
    return (
        f"M{left + bulge:g} {top:g}H{right - bulge:g}Q{right + bulge:g} {half:g} {right - bulge:g} {bottom:g}"
        f"H{left + bulge:g}Q{left - bulge:g} {half:g} {left + bulge:g} {top:g}Z"
    )


def _leaf(left: float, top: float, right: float, bottom: float) -> str:
    return _rounded(left, top, right, bottom, 14, 0, 14, 0)


def _plaque(left: float, top: float, right: float, bottom: float) -> str:
    """Corners bitten out."""
    bite = 7.0
    arc = f"A{bite:g} {bite:g} 0 0 0"
    return (
        f"M{left + bite:g} {top:g}H{right - bite:g}{arc} {right:g} {top + bite:g}"
        f"V{bottom - bite:g}{arc} {right - bite:g} {bottom:g}"
        f"H{left + bite:g}{arc} {left:g} {bottom - bite:g}V{top + bite:g}{arc} {left + bite:g} {top:g}Z"
    )


def _stack(left: float, top: float, right: float, bottom: float) -> str:
    """A sheet with another behind it: several bodies in one."""
    return (
        f"M{left:g} {top + 4:g}H{right - 4:g}V{bottom:g}H{left:g}Z"
        f"M{left + 4:g} {top + 4:g}V{top:g}H{right:g}V{bottom - 4:g}H{right - 4:g}"
    )


def _note(left: float, top: float, right: float, bottom: float) -> str:
    fold = 9.0
    return (
        f"M{left:g} {top:g}H{right - fold:g}L{right:g} {top + fold:g}V{bottom:g}H{left:g}Z"
        f"M{right - fold:g} {top:g}V{top + fold:g}H{right:g}"
    )


def _folder(left: float, top: float, right: float, bottom: float) -> str:
    sheet = _rectangle(left, top, right, bottom)
    return f"{sheet}M{left:g} {top + 4:g}H{right:g}M{left:g} {bottom - 4:g}H{right:g}"


def _pill(left: float, top: float, right: float, bottom: float) -> str:
    radius = min(18.0, (bottom - top) / 2)
    return _rounded(left, top, right, bottom, radius, radius, radius, radius)


def _document(left: float, top: float, right: float, bottom: float) -> str:
    """A sheet with a waved lower side."""
    middle, wave = (left + right) / 2, 6.0
    return (
        f"M{left:g} {top:g}H{right:g}V{bottom - 3:g}"
        f"Q{(middle + right) / 2:g} {bottom - 3 - wave:g} {middle:g} {bottom - 3:g}"
        f"Q{(left + middle) / 2:g} {bottom - 3 + wave:g} {left:g} {bottom - 3:g}Z"
    )


def _hexagon(left: float, top: float, right: float, bottom: float) -> str:
    point, half = 13.0, (top + bottom) / 2
    return (
        f"M{left + point:g} {top:g}H{right - point:g}L{right:g} {half:g}L{right - point:g} {bottom:g}"
        f"H{left + point:g}L{left:g} {half:g}Z"
    )


_OUTLINES: Final[Mapping[str, Callable[[float, float, float, float], str]]] = MappingProxyType(
    {
        "round": _round,
        "tab": _tab,
        "rectangle": _rectangle,
        "octagon": _octagon,
        "barrel": _barrel,
        "leaf": _leaf,
        "plaque": _plaque,
        "stack": _stack,
        "note": _note,
        "folder": _folder,
        "pill": _pill,
        "document": _document,
        "hexagon": _hexagon,
    }
)
