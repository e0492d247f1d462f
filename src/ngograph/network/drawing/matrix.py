"""The kind matrix: who shares with whom as squares in a table, readable where lines no longer are."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing import letters, nodes, scales, svg
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.legend import SAMPLE, Entry, Section, node_section
from ngograph.network.drawing.seriation import seriated
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.drawing.strengths import Strengths, note, strengths, told
from ngograph.network.drawing.style import GRID, INK, RAMP, family
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ngograph.network.drawing.subject import Subject

_CELLS: Final = ((40, 18.0), (80, 14.0), (160, 11.0))  # up to so many rows, points a cell
_LEAST: Final = 8.0
_NAMES: Final = 340.0  # the room for the longest name at the left
_HEADS: Final = 200.0  # and above


class _Table(NamedTuple):
    """The table on the sheet: its order, where its first cell begins, and how large cells and letters are."""

    order: tuple[str, ...]
    left: float
    top: float
    cell: float
    letters: float

    def at(self, row: int, column: int) -> Point:
        """The middle of a cell."""
        return Point(self.left + (column + 0.5) * self.cell, self.top + (row + 0.5) * self.cell)

    @property
    def side(self) -> float:
        """How wide and high the table is."""
        return len(self.order) * self.cell


def matrix_map(subject: Subject) -> Body:
    """Return the table of organisations by organisations, like beside like, its groups outlined.

    Raises:
        DrawingError: No two share anything.
    """
    found = strengths(subject)
    parts = seriated(found.pairs, seed=subject.seed)
    order = tuple(iri for part in parts for group in part for iri in group)
    cell = next((size for most, size in _CELLS if len(order) <= most), _LEAST)
    size = min(11.0, cell - 2)
    names, left = _names(subject, order, size, _NAMES)
    heads, top = _names(subject, order, size, _HEADS)
    left, top = left + 2 * cell + 14, top + cell + 14
    table = _Table(order, ORIGIN.x + left, ORIGIN.y + top, cell, size)
    bounds = classes(tuple(found.pairs.values()))
    shown = [subject.network.index[iri] for iri in order]
    return Body(
        subject.network,
        subject.network,
        (
            svg.element("g", *_grid(table), id="grid"),
            svg.element("g", *_cells(subject, found, table, bounds), id="ties"),
            svg.element("g", *_outlines(parts, table), id="groups"),
            svg.element("g", *_rows(subject, table, names), id="nodes"),
            svg.element("g", *_columns(subject, table, heads), id="columns"),
        ),
        left + table.side,
        top + table.side,
        (node_section(shown, subject.lang), _key(bounds, subject.lang)),
        (f"{note(found, subject.lang)} {word('matrix-order', subject.lang)}",),
    )


def classes(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Return the least and the greatest value in each class of *values*, at most as many as there are tints.

    Few different values get a class each; many are parted at equal ratios from the least to the greatest.
    """
    different = sorted({round(value, 9) for value in values})
    if len(different) <= len(RAMP):
        return tuple((value, value) for value in different)
    reach = different[-1] / different[0]
    edges = [different[0] * reach ** (step / len(RAMP)) for step in range(1, len(RAMP))]
    held = [[value for value in different if bisect_right(edges, value) == step] for step in range(len(RAMP))]
    return tuple((own[0], own[-1]) for own in held if own)


def _names(subject: Subject, order: Sequence[str], size: float, limit: float) -> tuple[dict[str, str], float]:
    """The names, shortened to *limit*, and how wide the widest is."""
    names = {iri: letters.wrap(subject.network.index[iri].label, size, limit, lines=1)[0] for iri in order}
    return names, max(letters.width(name, size) for name in names.values())


def _grid(table: _Table) -> Iterator[str]:
    for step in range(len(table.order) + 1):
        x, y = table.left + step * table.cell, table.top + step * table.cell
        lines = f"M{table.left:.1f} {y:.1f}h{table.side:.1f}M{x:.1f} {table.top:.1f}v{table.side:.1f}"
        yield svg.element("path", d=lines, stroke=GRID, stroke_width=0.6)


def _cells(
    subject: Subject, found: Strengths, table: _Table, bounds: Sequence[tuple[float, float]]
) -> Iterator[str]:
    place = {iri: row for row, iri in enumerate(table.order)}
    number = nodes.numbered(subject.network)
    for pair, strength in sorted(found.pairs.items()):
        step = _step(strength, bounds)
        one, other = place[pair[0]], place[pair[1]]
        spots = [(one, other)] if found.one.directed else [(one, other), (other, one)]
        squares = [_square(table.at(*spot), table.cell, step, len(bounds)) for spot in spots]
        title = svg.element("title", svg.words(told(subject, pair, strength)))
        yield svg.element(
            "g", title, *squares, data_ties=found.marks[pair], data_ends=found.ends(pair, number)
        )


def _step(strength: float, bounds: Sequence[tuple[float, float]]) -> int:
    return max(sum(low <= strength + 1e-9 for low, _ in bounds) - 1, 0)


def _square(at: Point, cell: float, step: int, steps: int) -> str:
    """A stronger tie is a darker and a larger square, so that it can be told without colour."""
    tint = RAMP[len(RAMP) - steps + step]
    side = (cell - 1.6) * (0.5 + 0.5 * (step + 1) / steps)
    return svg.element(
        "rect",
        x=at.x - side / 2,
        y=at.y - side / 2,
        width=side,
        height=side,
        fill=tint,
        stroke=RAMP[-1],
        stroke_width=0.6,
    )


def _outlines(parts: Sequence[Sequence[Sequence[str]]], table: _Table) -> Iterator[str]:
    start = 0
    for part in parts:
        whole = sum(len(group) for group in part)
        inner = start
        for group in part if len(part) > 1 else ():
            yield _outline(table, inner, len(group), 1.0)
            inner += len(group)
        yield _outline(table, start, whole, 1.8)
        start += whole


def _outline(table: _Table, start: int, length: int, width: float) -> str:
    x, y = table.left + start * table.cell, table.top + start * table.cell
    side = length * table.cell
    return svg.element("rect", x=x, y=y, width=side, height=side, fill="none", stroke=INK, stroke_width=width)


def _rows(subject: Subject, table: _Table, names: Mapping[str, str]) -> Iterator[str]:
    number = nodes.numbered(subject.network)
    for row, iri in enumerate(table.order):
        node = subject.network.index[iri]
        y, edge = table.at(row, 0).y, table.left - 5
        icon = Box(edge - table.cell * 0.8, y, table.cell * 1.6, table.cell * 0.8)
        drawn = svg.element(
            "g",
            svg.element("title", svg.words(nodes.told(node, subject))),
            svg.icon(family(node), icon),
            svg.lettering([names[iri]], icon.left - 4, y, table.letters, anchor="end"),
            data_node=number[iri],
        )
        yield nodes.linked(drawn, node, subject)


def _columns(subject: Subject, table: _Table, names: Mapping[str, str]) -> Iterator[str]:
    for column, iri in enumerate(table.order):
        x, edge = table.at(0, column).x, table.top - 5
        icon = Box(x, edge - table.cell * 0.25, table.cell * 0.9, table.cell * 0.5)
        yield svg.icon(family(subject.network.index[iri]), icon)
        # Written at the foot, then turned about it.
        foot = icon.top - 4
        text = svg.lettering([names[iri]], x, foot, table.letters, anchor="start")
        yield svg.element("g", text, transform=f"rotate(-90 {x:.2f} {foot:.2f})")


def _key(bounds: Sequence[tuple[float, float]], lang: str) -> Section:
    entries = []
    for step, (low, high) in enumerate(bounds):
        text = " – ".join(dict.fromkeys((scales.written(low), scales.written(high))))
        entries.append(Entry(partial(_sample, step=step, steps=len(bounds)), text))
    return Section(word("strength-square", lang), tuple(entries))


def _sample(at: Point, *, step: int, steps: int) -> str:
    return _square(Point(at.x + SAMPLE - 10, at.y), 18.0, step, steps)
