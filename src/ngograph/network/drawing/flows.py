"""The lines of a map of funds: where each leaves, passes and arrives, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import lines, scales, svg
from ngograph.network.drawing.geometry import Box, Point, overlap
from ngograph.network.drawing.sheet import ORIGIN
from ngograph.network.drawing.style import MODALITY_DASHES, stroke

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.layers import Link
    from ngograph.network.drawing.money import Worth
    from ngograph.network.drawing.style import Stroke
    from ngograph.network.values import Network, Node, Tie

MONEY: Final = frozenset({"funding", "programme", "receipt"})
"""The kinds of tie by which money goes."""
HEADING: Final = 34.0  # over the columns
POWER: Final = 0.5  # of the width of a line
_APART: Final = 12.0  # between the ends of two lines at one side of a node


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of the map: from the name of a place to another, for one tie by its number."""

    link: Link
    tie: Tie
    number: int
    worth: Worth | None


def paths(
    flows: Sequence[Flow], sheet: Mapping[str, Box], passing: Mapping[Link, tuple[Point, ...]]
) -> list[tuple[Point, ...]]:
    """Where each flow leaves, passes and arrives; at one side of a node one under another, uncrossed."""
    starts = _ports(flows, sheet, passing, 0)
    ends = _ports(flows, sheet, passing, 1)
    return [
        (
            starts[flow.number],
            *(Point(at.x + ORIGIN.x, at.y + ORIGIN.y + HEADING) for at in passing[flow.link]),
            ends[flow.number],
        )
        for flow in flows
    ]


def _ports(
    flows: Sequence[Flow], sheet: Mapping[str, Box], passing: Mapping[Link, tuple[Point, ...]], end: int
) -> dict[int, Point]:
    at: dict[str, list[Flow]] = {}
    for flow in flows:
        at.setdefault(flow.link[end], []).append(flow)
    ports = {}
    for name, own in at.items():
        box = sheet[name]
        own.sort(key=lambda flow: (_next(flow, sheet, passing, end), flow.number))
        apart = min(_APART, (box.height - 12) / max(len(own) - 1, 1))
        for index, flow in enumerate(own):
            y = box.y + (index - (len(own) - 1) / 2) * apart
            ports[flow.number] = Point(box.right if end == 0 else box.left - 1, y)
    return ports


def _next(flow: Flow, sheet: Mapping[str, Box], passing: Mapping[Link, tuple[Point, ...]], end: int) -> float:
    way = passing[flow.link]
    if way:
        return way[0 if end == 0 else -1].y + ORIGIN.y + HEADING
    return sheet[flow.link[1 - end]].y


def drawn(
    flow: Flow, path: tuple[Point, ...], network: Network, currency: str, most: float
) -> tuple[float, str]:
    """Return how wide the line of *flow* is, and the line itself; *most* is the largest known amount."""
    look = look_of(flow.tie, network.index[flow.tie.target])
    known = flow.worth is not None and flow.worth.currency == currency
    if flow.worth is not None and known:
        look = replace(look, width=scales.width(flow.worth.value, most, power=POWER))
    said = lines.said(network, flow.tie) + (f" ({flow.worth})" if flow.worth else "")
    made = svg.flow(
        look,
        path,
        hollow=flow.tie.kind in MONEY and not known,
        dashes=MODALITY_DASHES.get(flow.tie.modality, ""),
        title=said,
        mark=str(flow.number),
    )
    return look.width, made


def amounts(
    flows: Sequence[Flow], paths: Sequence[tuple[Point, ...]], currency: str, most: float
) -> list[str]:
    """Over all lines, each where its own arrives, the largest first; what has no room stands in no words."""
    drawn: list[str] = []
    taken: list[Box] = []
    told = [(flow.worth, path[-1]) for flow, path in zip(flows, paths, strict=True) if flow.worth]
    for amount, tip in sorted(told, key=lambda one: (one[0].currency != currency, -one[0].value)):
        known = amount.currency == currency
        wide = scales.width(amount.value, most, power=POWER) if known else 4.0
        end = Point(tip.x - 8 - 2.2 * wide, tip.y)
        box = svg.amount_box(str(amount), end)
        if not any(overlap(box, other) for other in taken):
            taken.append(box)
            drawn.append(svg.amount(str(amount), end))
    return drawn


def look_of(tie: Tie, target: Node) -> Stroke:
    """Funds lead to the right, whoever's statement it is."""
    look = stroke(tie, target)
    return replace(look, arrow="end") if tie.kind == "receipt" else look
