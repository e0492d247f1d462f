"""The legend: samples of what is really in the picture, each with its words, in rows as wide as the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing import letters, svg
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.style import FAMILIES, INK, MODALITY_DASHES, STROKES, Stroke, family, stroke
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ngograph.network.drawing.style import Family
    from ngograph.network.values import Network, Node

SAMPLE: Final = 38.0  # how wide a sample is
_SIZE: Final = 12.0
_ROW: Final = 26.0


class Entry(NamedTuple):
    """One sample, drawn from a point at its left in the middle of its row, and what it means."""

    sample: Callable[[Point], str]
    text: str

    @property
    def width(self) -> float:
        """How much of a row it takes, in points."""
        return SAMPLE + 8 + letters.width(self.text, _SIZE) + 26


class Section(NamedTuple):
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


def legend(sections: Iterable[Section], x: float, y: float, width: float) -> tuple[str, float]:
    """Return the legend with its upper left corner at *x*, *y*, and the height that it takes."""
    drawn, at = [], y
    for section in sections:
        if not section.entries:
            continue
        drawn.append(svg.lettering([section.heading], x, at + 9, _SIZE, anchor="start", bold=True))
        at += 22
        for row in _rows(section.entries, width):
            drawn.append(_row(row, x, at + _ROW / 2))
            at += _ROW
        at += 6
    return "".join(drawn), at - y


def node_section(nodes: Iterable[Node], lang: str) -> Section:
    """Return the section of the kinds of node among *nodes*."""
    present = {family(node) for node in nodes}
    entries = [Entry(_outline(look), word(look.name, lang)) for look in FAMILIES if look in present]
    return Section(word("nodes", lang), tuple(entries))


def tie_section(network: Network, lang: str) -> Section:
    """Return the section of the kinds and modalities of tie in *network*."""
    present = {stroke(tie, network.index[tie.target]) for tie in network.ties}
    modalities = {tie.modality for tie in network.ties}
    entries = [line_entry(look, word(look.name, lang)) for look in STROKES.values() if look in present]
    plain = Stroke("modality", INK, 2.0)
    entries += [
        line_entry(plain, word(name, lang), dashes=dashes)
        for name, dashes in MODALITY_DASHES.items()
        if name in modalities
    ]
    return Section(word("ties", lang), tuple(entries))


def line_entry(look: Stroke, text: str, *, dashes: str = "") -> Entry:
    """Return an entry whose sample is a line drawn with *look*."""
    return Entry(lambda at: svg.line(look, at, Point(at.x + SAMPLE, at.y), dashes=dashes), text)


def _outline(look: Family) -> Callable[[Point], str]:
    return lambda at: svg.body(look, Box(at.x + SAMPLE / 2, at.y, SAMPLE - 2, 19))


def _rows(entries: Iterable[Entry], width: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = [[]]
    for entry in entries:
        if rows[-1] and sum(other.width for other in rows[-1]) + entry.width > width:
            rows.append([])
        rows[-1].append(entry)
    return rows


def _row(entries: Iterable[Entry], x: float, y: float) -> str:
    drawn, at = [], x
    for entry in entries:
        drawn.append(entry.sample(Point(at, y)))
        drawn.append(svg.lettering([entry.text], at + SAMPLE + 8, y, _SIZE, anchor="start"))
        at += entry.width
    return "".join(drawn)
