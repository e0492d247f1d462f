"""The sheet that every kind of map lies on: headline, the map itself, legend, caption, one SVG document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import letters, svg
from ngograph.network.drawing.geometry import Point
from ngograph.network.drawing.legend import legend
from ngograph.network.drawing.style import PAPER, QUIET, RULE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.geometry import Box
    from ngograph.network.drawing.legend import Section
    from ngograph.network.values import Network

MARGIN: Final = 28.0
ORIGIN: Final = Point(MARGIN, MARGIN + 44)  # the upper left corner of the map on the sheet
_NARROWEST: Final = 640.0
_HEADLINE: Final = 22.0
_LONGEST: Final = 1100.0  # of a headline, for which a small map has a wider sheet


@dataclass(frozen=True)
class Body:
    """The map itself, without what stands around it.

    Attributes:
        network: The network that is drawn; marks on the elements count its nodes and ties.
        counted: The part of the subject's network that it stands for, which the caption counts.
        parts: SVG elements, drawn with the upper left corner at `ORIGIN`.
        width: In points.
        height: In points.
        legend: The sections of the legend.
        notes: What the caption has to say of this kind of map, a paragraph each.
        sheet: The box of each node by IRI, where the kind keeps positions.
    """

    network: Network
    counted: Network
    parts: tuple[str, ...]
    width: float
    height: float
    legend: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    sheet: Mapping[str, Box] = field(default_factory=dict)


def composed(body: Body, *, title: str, caption: Sequence[str], lang: str) -> str:
    """Return *body* on its sheet as the text of an SVG document.

    Args:
        body: The map.
        title: The headline.
        caption: Paragraphs under the legend.
        lang: Language of the sheet.
    """
    inner = max(_NARROWEST, body.width, min(letters.width(title, _HEADLINE, bold=True) + 1, _LONGEST))
    headline = letters.wrap(title, _HEADLINE, inner, lines=1, bold=True)
    y = ORIGIN.y + body.height + 34
    parts = [
        svg.lettering(headline, MARGIN, MARGIN + 10, _HEADLINE, anchor="start", bold=True),
        *body.parts,
        svg.element("path", d=f"M{MARGIN:g} {y:.1f}h{inner:.1f}", stroke=RULE, stroke_width=1),
    ]
    key, height = legend(body.legend, MARGIN, y + 14, inner)
    parts.append(svg.element("g", key, id="legend"))
    text, y = _caption(caption, y + 14 + height, inner)
    parts.append(svg.element("g", text, id="caption"))
    size = Point(inner + 2 * MARGIN, y + MARGIN)
    return _document(parts, size, title=title, description=" ".join(caption), lang=lang)


def _caption(paragraphs: Sequence[str], y: float, width: float) -> tuple[str, float]:
    size = 11.0
    lines = [line for text in paragraphs for line in letters.wrap(text, size, width, lines=9)]
    height = len(lines) * size * svg.LINE
    return svg.lettering(lines, MARGIN, y + height / 2, size, anchor="start", colour=QUIET), y + height


def _document(parts: Sequence[str], size: Point, *, title: str, description: str, lang: str) -> str:
    return svg.element(
        "svg",
        svg.element("title", svg.words(title), id="map-title"),
        svg.element("desc", svg.words(description), id="map-desc"),
        svg.element("rect", width="100%", height="100%", fill=PAPER),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        width=f"{size.x:.0f}",
        height=f"{size.y:.0f}",
        viewBox=f"0 0 {size.x:.0f} {size.y:.0f}",
        role="img",
        aria_labelledby="map-title map-desc",
        lang=lang,
        font_family=letters.FAMILY,
    )
