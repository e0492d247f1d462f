"""The legend: the kinds of node and of tie that are really in the picture, in rows as wide as the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing import letters, svg
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.style import FAMILIES, MODALITY_DASHES, STROKES, Stroke, family, stroke
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.network.drawing.style import Family
    from ngograph.network.values import Network

_SIZE: Final = 12.0
_SAMPLE: Final = 38.0
_ROW: Final = 26.0


class _Entry(NamedTuple):
    sample: Family | Stroke
    dashes: str
    text: str

    @property
    def width(self) -> float:
        return _SAMPLE + 8 + letters.width(self.text, _SIZE) + 26


def legend(network: Network, x: float, y: float, width: float, lang: str) -> tuple[str, float]:
    """Return the legend of *network* with its upper left corner at *x*, *y*, and the height that it takes."""
    drawn, at = [], y
    for heading, entries in (("nodes", _node_entries(network, lang)), ("ties", _tie_entries(network, lang))):
        drawn.append(svg.lettering([word(heading, lang)], x, at + 9, _SIZE, anchor="start", bold=True))
        at += 22
        for row in _rows(entries, width):
            drawn.append(_row(row, x, at + _ROW / 2))
            at += _ROW
        at += 6
    return "".join(drawn), at - y


def _node_entries(network: Network, lang: str) -> list[_Entry]:
    present = {family(node) for node in network.nodes}
    return [_Entry(kind, "", word(kind.name, lang)) for kind in FAMILIES if kind in present]


def _tie_entries(network: Network, lang: str) -> list[_Entry]:
    present = {stroke(tie, network.index[tie.target]) for tie in network.ties}
    modalities = {tie.modality for tie in network.ties}
    entries = [_Entry(kind, "", word(kind.name, lang)) for kind in STROKES.values() if kind in present]
    plain = Stroke("modality", "#1a1a1a", 2.0)
    return entries + [
        _Entry(plain, dashes, word(name, lang))
        for name, dashes in MODALITY_DASHES.items()
        if name in modalities
    ]


def _rows(entries: Iterable[_Entry], width: float) -> list[list[_Entry]]:
    rows: list[list[_Entry]] = [[]]
    for entry in entries:
        if rows[-1] and sum(other.width for other in rows[-1]) + entry.width > width:
            rows.append([])
        rows[-1].append(entry)
    return rows


def _row(entries: Iterable[_Entry], x: float, y: float) -> str:
    drawn, at = [], x
    for entry in entries:
        if isinstance(entry.sample, Stroke):
            start, end = Point(at, y), Point(at + _SAMPLE, y)
            drawn.append(svg.line(entry.sample, start, end, dashes=entry.dashes))
        else:
            drawn.append(svg.body(entry.sample, Box(at + _SAMPLE / 2, y, _SAMPLE - 2, 19)))
        drawn.append(svg.lettering([entry.text], at + _SAMPLE + 8, y, _SIZE, anchor="start"))
        at += entry.width
    return "".join(drawn)
