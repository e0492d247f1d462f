"""Who and what is at one place, as a block of lines: the name of the place, then a mark and a name each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing import letters, nodes, svg
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.marks import mark
from ngograph.network.drawing.style import PAPER, QUIET, RULE
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.geography import Site
    from ngograph.network.drawing.subject import Subject
    from ngograph.network.values import Node

_TITLE: Final = 11.5
_ENTRY: Final = 10.0
_INDENT: Final = 13.0
_PAD: Final = 5.0
_LINE: Final = _ENTRY * svg.LINE
_COLUMN: Final = 240.0  # the least width of a column
_APART: Final = 8.0
_LISTED: Final = 8  # at one place


class _Entry(NamedTuple):
    node: Node
    kind: str
    lines: tuple[str, ...]


class Block(NamedTuple):
    """What is known of a place, set in lines; *more* entries are left out."""

    title: str
    entries: tuple[_Entry, ...]
    more: str
    size: tuple[float, float]


def block(
    title: str, who: Sequence[tuple[Node, str]], lang: str, *, most: int, width: float = 168.0
) -> Block:
    """Return a block.

    Args:
        title: The name of the place.
        who: Nodes, and how each is there: one of `SITES`.
        lang: Language of the words of the map.
        most: How many to name.
        width: What names are wrapped to; each has two lines at the most.
    """
    shown = who if len(who) <= most else who[: most - 1]
    entries = tuple(
        _Entry(node, kind, letters.wrap(node.label, _ENTRY, width - _INDENT, lines=2)) for node, kind in shown
    )
    more = word("and-more", lang).format(more=len(who) - len(shown)) if len(who) > len(shown) else ""
    (title,) = letters.wrap(title, _TITLE, width, lines=1, bold=True)
    widths = [letters.width(line, _ENTRY) for entry in entries for line in entry.lines]
    widest = max([letters.width(title, _TITLE, bold=True), letters.width(more, _ENTRY), *widths])
    lines = sum(len(entry.lines) for entry in entries) + bool(more)
    return Block(
        title,
        entries,
        more,
        (widest + _INDENT + 2 * _PAD, _TITLE * svg.LINE + lines * _LINE + 2 * _PAD),
    )


def drawn(block: Block, box: Box, subject: Subject, number: dict[str, int]) -> str:
    """Return *block* in its *box*; *number* marks the nodes, by which a page finds the elements."""
    x, y = box.left + _PAD, box.top + _PAD
    frame = {"x": box.left, "y": box.top, "width": box.width, "height": box.height, "rx": 4}
    parts = [
        svg.element("rect", **frame, fill=PAPER, fill_opacity=0.92, stroke=RULE, stroke_width=0.6),
        svg.lettering([block.title], x, y + _TITLE * svg.LINE / 2, _TITLE, anchor="start", bold=True),
    ]
    y += _TITLE * svg.LINE
    for entry in block.entries:
        height = len(entry.lines) * _LINE
        group = svg.element(
            "g",
            svg.element("title", svg.words(nodes.told(entry.node, subject))),
            mark(entry.kind, Point(x + 4, y + _LINE / 2), 3.8),
            svg.lettering(entry.lines, x + _INDENT, y + height / 2, _ENTRY, anchor="start"),
            data_node=number[entry.node.iri],
        )
        parts.append(nodes.linked(group, entry.node, subject))
        y += height
    if block.more:
        parts.append(
            svg.lettering([block.more], x + _INDENT, y + _LINE / 2, _ENTRY, anchor="start", colour=QUIET)
        )
    return svg.element("g", *parts)


class Listing(NamedTuple):
    """Blocks in columns under a heading: their elements, and where they end."""

    drawn: str
    bottom: float

    @classmethod
    def of(
        cls,
        subject: Subject,
        heading: str,
        who: Mapping[str, Sequence[tuple[str, Site]]],
        corner: Point,
        width: float,
    ) -> Listing:
        """Return a block for each place, each in the column that is shortest so far; nothing without places.

        Args:
            subject: The words and the network.
            heading: What stands over them.
            who: Bodies and things by place.
            corner: The upper left corner.
            width: How wide all columns are together.
        """
        if not who:
            return cls("", corner.y)
        places, index, number = (
            subject.geography.places,
            subject.network.index,
            nodes.numbered(subject.network),
        )
        columns = max(int(width / _COLUMN), 1)
        parts = [svg.lettering([heading], corner.x, corner.y + 8, 12.0, anchor="start", bold=True)]
        ends = [corner.y + 22] * columns
        for place in sorted(who, key=lambda place: (places[place].label, place)):
            found = [(index[iri], site.kind) for iri, site in who[place]]
            one = block(places[place].label, found, subject.lang, most=_LISTED, width=width / columns - 36)
            column = ends.index(min(ends))
            wide, high = width / columns - _APART, one.size[1]
            x = corner.x + column * (width / columns) + wide / 2 + _APART * column / max(columns - 1, 1)
            parts.append(drawn(one, Box(x, ends[column] + high / 2, wide, high), subject, number))
            ends[column] += high + _APART
        return cls(svg.element("g", *parts), max(ends) - _APART)
