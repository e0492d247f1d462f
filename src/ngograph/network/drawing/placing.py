"""Where nodes go if some have their place already: these stay, the others come beside their neighbours."""

from __future__ import annotations

from itertools import count
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from ngograph.network.drawing.geometry import Box, Point, overlap
from ngograph.network.drawing.layout import layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.values import Network

    Sizes = Mapping[str, tuple[float, float]]
    Places = Mapping[str, tuple[float, float]]

_ROOM: Final = 8.0
_STEP: Final = 12.0


def placed(
    network: Network, sizes: Sizes, *, seed: int, positions: Places | None, corner: Point
) -> dict[str, Box]:
    """Return the box of each node; known *positions* are kept, unless one lies before *corner*.

    A node that comes beside others goes to the nearest free place on a spiral around their middle.
    """
    kept = {iri: place for iri, place in (positions or {}).items() if iri in network.index}
    sheet = _beside(network, sizes, kept) if kept else layout(network, sizes=sizes, seed=seed)
    dx = corner.x - min(box.left for box in sheet.values())
    dy = corner.y - min(box.top for box in sheet.values())
    if kept:  # what is free at the left or above is where other nodes of the whole lie
        dx, dy = max(dx, 0.0), max(dy, 0.0)
    return {
        iri: Box(round(box.x + dx, 2), round(box.y + dy, 2), box.width, box.height)
        for iri, box in sheet.items()
    }


def _beside(network: Network, sizes: Sizes, kept: Places) -> dict[str, Box]:
    sheet = {iri: Box(*kept[iri], *sizes[iri]) for iri in sorted(kept)}
    tied: dict[str, list[str]] = {node.iri: [] for node in network.nodes}
    for tie in network.ties:
        tied[tie.source].append(tie.target)
        tied[tie.target].append(tie.source)
    waiting = [node.iri for node in network.nodes if node.iri not in sheet]
    while waiting:
        # Whoever has most placed neighbours comes next, so that chains grow from what is there.
        iri = max(waiting, key=lambda one: (sum(other in sheet for other in tied[one]), one))
        waiting.remove(iri)
        near = [sheet[other] for other in tied[iri] if other in sheet] or list(sheet.values())
        middle = Point(sum(box.x for box in near) / len(near), sum(box.y for box in near) / len(near))
        sheet[iri] = _free(middle, sizes[iri], sheet)
    return sheet


def _free(middle: Point, size: tuple[float, float], sheet: Mapping[str, Box]) -> Box:
    for turn in count():
        angle, reach = turn * pi / 8, _STEP * turn / 4
        box = Box(round(middle.x + reach * cos(angle), 2), round(middle.y + reach * sin(angle), 2), *size)
        if not any(overlap(box, other, _ROOM) for other in sheet.values()):
            return box
    raise AssertionError  # a spiral has no end
