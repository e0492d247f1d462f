"""The kind projection: organisations tied by what they share, lines as wide as the tie is strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.network.drawing import lines, nodes, scales, svg
from ngograph.network.drawing.legend import Section, line_entry, node_section
from ngograph.network.drawing.placing import placed
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.drawing.strengths import Strengths, note, strengths, told
from ngograph.network.drawing.style import STRENGTH, Stroke
from ngograph.network.drawing.twomode import extent
from ngograph.network.drawing.words import word
from ngograph.network.values import Network, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.drawing.geometry import Box
    from ngograph.network.drawing.subject import Subject


def projection_map(subject: Subject) -> Body:
    """Return the map of organisations, each tied to those it shares things with.

    Raises:
        DrawingError: No two share anything.
    """
    found = strengths(subject)
    tied = set(found.tied)
    shown = tuple(node for node in subject.network.nodes if node.iri in tied)
    network = Network(shown, tuple(sorted(Tie(*pair, "strength", "asserted") for pair in found.pairs)))
    sizes = nodes.sizes(shown)
    sheet = placed(network, sizes, seed=subject.seed, positions=subject.positions, corner=ORIGIN)
    number = nodes.numbered(subject.network)
    return Body(
        subject.network,
        subject.network,
        (
            svg.element("g", *_lines(subject, found, sheet, number), id="ties"),
            svg.element(
                "g",
                *(nodes.drawn(node, sheet[node.iri], subject, mark=number[node.iri]) for node in shown),
                id="nodes",
            ),
        ),
        *extent(sheet),
        (node_section(shown, subject.lang), _key(found, subject.lang)),
        (note(found, subject.lang),),
        sheet,
    )


def _lines(
    subject: Subject, found: Strengths, sheet: Mapping[str, Box], number: Mapping[str, int]
) -> list[str]:
    """The weak first, so that the strong lie on top."""
    most = max(found.pairs.values())
    drawn = []
    for pair, strength in sorted(found.pairs.items(), key=lambda item: (item[1], item[0])):
        start, end = lines.ends(sheet[pair[0]], sheet[pair[1]])
        look = _look(scales.width(strength, most), directed=found.one.directed)
        title = told(subject, pair, strength)
        drawn.append(
            svg.line(look, start, end, title=title, mark=found.marks[pair], ends=found.ends(pair, number))
        )
    return drawn


def _key(found: Strengths, lang: str) -> Section:
    values = found.pairs.values()
    entries = [
        line_entry(
            _look(scales.width(value, max(values)), directed=found.one.directed), scales.written(value)
        )
        for value in scales.steps(min(values), max(values))
    ]
    return Section(word("strength", lang), tuple(entries))


def _look(width: float, *, directed: bool) -> Stroke:
    return Stroke("strength", STRENGTH, width, arrow="end" if directed else "")
