"""Components side by side on one sheet, none over another."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CHOOSING: Final = 4
_STEPS: Final = 24
_FEW: Final = 24  # components up to which every corner between them is tried


class _Spot(NamedTuple):
    x: float
    y: float
    width: float
    height: float


def packed(parts: Sequence[Sequence[Mapping[str, Box]]], *, gap: float, aspect: float) -> dict[str, Box]:
    """Return one layout of each of *parts* on one sheet, as near to *aspect* and as tight as rectangles go.

    Args:
        parts: Each a component in one or more layouts to choose from: boxes by IRI, anywhere.
        gap: What stays free between two components.
        aspect: How many times wider than high the sheet should be.
    """
    if not parts:
        return {}
    chosen = min(_choices(parts), key=lambda choice: _waste(_spots(choice, gap, aspect), aspect))
    sheet: dict[str, Box] = {}
    for part, spot in zip(chosen, _spots(chosen, gap, aspect), strict=True):
        frame = _frame(part.values())
        dx, dy = spot.x - frame.x, spot.y - frame.y
        for iri, box in part.items():
            sheet[iri] = Box(round(box.x + dx, 2), round(box.y + dy, 2), box.width, box.height)
    return sheet


def _choices(parts: Sequence[Sequence[Mapping[str, Box]]]) -> Iterable[tuple[Mapping[str, Box], ...]]:
    """Every choice among the layouts of the first (largest) components, the first layout of all others."""
    few = len(parts) <= _FEW
    return product(*(part if few and at < _CHOOSING else part[:1] for at, part in enumerate(parts)))


def _spots(parts: Sequence[Mapping[str, Box]], gap: float, aspect: float) -> list[_Spot]:
    frames = [_frame(part.values()) for part in parts]
    sizes = [(frame.width + gap, frame.height + gap) for frame in frames]
    order = sorted(range(len(parts)), key=lambda at: (-sizes[at][1], -sizes[at][0], at))
    place = _shelved if len(parts) <= _FEW else _rowed
    return min(
        (place(sizes, order, width) for width in _widths(sizes)), key=lambda found: _waste(found, aspect)
    )


def _frame(boxes: Iterable[Box]) -> _Spot:
    held = list(boxes)
    left, top = min(box.left for box in held), min(box.top for box in held)
    return _Spot(left, top, max(box.right for box in held) - left, max(box.bottom for box in held) - top)


def _widths(sizes: Sequence[tuple[float, float]]) -> list[float]:
    """The sheet widths worth trying: from the widest component to all of them in a row."""
    widest, whole = max(width for width, _ in sizes), sum(width for width, _ in sizes)
    return [widest + (whole - widest) * step / _STEPS for step in range(_STEPS + 1)]


def _shelved(sizes: Sequence[tuple[float, float]], order: Sequence[int], limit: float) -> list[_Spot]:
    """Each component as high up as it goes within *limit*, then as far left (bottom-left, upside down)."""
    placed: dict[int, _Spot] = {}
    for at in order:
        width, height = sizes[at]
        across = sorted({0.0, *(spot.x + spot.width for spot in placed.values())})
        down = sorted({0.0, *(spot.y + spot.height for spot in placed.values())})
        spots = (_Spot(x, y, width, height) for y in down for x in across if x + width <= limit + 0.01)
        placed[at] = next(spot for spot in spots if not any(_meet(spot, other) for other in placed.values()))
    return [placed[at] for at in range(len(sizes))]


def _rowed(sizes: Sequence[tuple[float, float]], order: Sequence[int], limit: float) -> list[_Spot]:
    """Components in rows as wide as *limit*, the highest first: nearly as tight where there are many."""
    placed: dict[int, _Spot] = {}
    x = y = high = 0.0
    for at in order:
        width, height = sizes[at]
        if x and x + width > limit + 0.01:
            x, y, high = 0.0, y + high, 0.0
        placed[at] = _Spot(x, y, width, height)
        x, high = x + width, max(high, height)
    return [placed[at] for at in range(len(sizes))]


def _meet(one: _Spot, other: _Spot) -> bool:
    return (
        one.x < other.x + other.width - 0.01
        and other.x < one.x + one.width - 0.01
        and one.y < other.y + other.height - 0.01
        and other.y < one.y + one.height - 0.01
    )


def _waste(spots: Sequence[_Spot], aspect: float) -> float:
    """The area of the sheet of the wanted shape that would hold them all."""
    width = max(spot.x + spot.width for spot in spots)
    height = max(spot.y + spot.height for spot in spots)
    return max(width / aspect, height)
