"""A network becomes a picture: SVG composed around the layout, PNG and PDF rendered from it."""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING, Final

from ngograph.errors import DrawingError
from ngograph.network.drawing import letters, svg
from ngograph.network.drawing.geometry import Box, Point, border
from ngograph.network.drawing.layout import layout
from ngograph.network.drawing.legend import legend
from ngograph.network.drawing.outlines import PADDING
from ngograph.network.drawing.rendering import FORMATS, rendered
from ngograph.network.drawing.style import MODALITY_DASHES, PAPER, QUIET, family, stroke
from ngograph.network.drawing.words import spelt, word
from ngograph.network.values import EVENTS, PROJECTS, Network, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.network.values import Node

    Sheet = Mapping[str, Box]

_LABEL: Final = 12.0
_LABEL_WIDTH: Final = 128.0
_MARGIN: Final = 28.0
_APART: Final = 7.0  # between two ties of the same nodes


def draw(
    network: Network,
    *,
    format: str = "svg",
    title: str | None = None,
    caption: Sequence[str] = (),
    lang: str = "en",
    kinds: Mapping[str, str] | None = None,
    href: Callable[[str], str] | None = None,
    seed: int = 1,
    dpi: int = 200,
) -> bytes:
    """Return *network* as a picture; the same arguments give the same bytes.

    Args:
        network: What to draw. Every node that has a tie is drawn.
        format: One of `FORMATS`.
        title: The headline; None takes a general one.
        caption: Paragraphs under the picture; a line of counts stands before them.
        lang: Language of the legend: en, bs or ru.
        kinds: Names of kinds of node by local name of the class, for what a pointer or a screen reader meets.
        href: From IRI to the address that a node links to; None draws no links.
        seed: Where the layout starts from.
        dpi: Dots an inch of a PNG, at 72 points of the picture an inch.

    Raises:
        DrawingError: The format is unknown, or there is nothing to draw.
    """
    if format not in FORMATS:
        raise DrawingError(
            f"expected a format that maps are drawn in ({', '.join(FORMATS)}), found {format!r}"
        )
    shown = through(network)
    if not shown.ties:
        raise DrawingError(
            "expected a network with at least one tie, found none: nothing that was asked for has a tie"
        )
    headline = title or word("title", lang)
    picture = _picture(
        shown,
        title=headline,
        caption=[counts(network, lang), *caption],
        lang=lang,
        kinds=kinds or {},
        href=href,
        seed=seed,
    )
    return rendered(picture, format=format, title=headline, dpi=dpi)


def through(network: Network) -> Network:
    """Return *network* with each funding that passes through a programme as two ties, into and out of it."""
    ties: set[Tie] = set()
    for tie in network.ties:
        if tie.kind == "funding" and tie.via:
            ties.add(replace(tie, target=tie.via, via=""))
            ties.add(Tie(tie.via, tie.target, "programme", tie.modality))
        else:
            ties.add(tie)
    held = {iri for tie in ties for iri in (tie.source, tie.target)}
    return Network(tuple(node for node in network.nodes if node.iri in held), tuple(sorted(ties)))


def counts(network: Network, lang: str = "en") -> str:
    """Return one line that says how many nodes of each sort and how many ties the graph knows."""
    kinds = [node.kind for node in network.things]
    told = {
        "organisations": len(network.bodies),
        "projects": sum(kind in PROJECTS for kind in kinds),
        "events": sum(kind in EVENTS for kind in kinds),
        "arrangements": sum(kind not in PROJECTS | EVENTS for kind in kinds),
        "ties": len(network.ties),
    }
    return f"{word('known', lang)}. " + " · ".join(
        f"{word(name, lang)}: {number}" for name, number in told.items()
    )


def _picture(
    network: Network,
    *,
    title: str,
    caption: Sequence[str],
    lang: str,
    kinds: Mapping[str, str],
    href: Callable[[str], str] | None,
    seed: int,
) -> str:
    labels = {node.iri: _label(node.label) for node in network.nodes}
    sizes = {node.iri: _size(node, labels[node.iri]) for node in network.nodes}
    laid = layout(network, sizes=sizes, seed=seed)
    top = _MARGIN + 44
    sheet = {iri: Box(box.x + _MARGIN, box.y + top, box.width, box.height) for iri, box in laid.items()}
    inner = max(640.0, max(box.right for box in sheet.values()) - _MARGIN)
    parts = [
        svg.lettering([title], _MARGIN, _MARGIN + 10, 22, anchor="start", bold=True),
        svg.element("g", *_lines(network, sheet), id="ties"),
        svg.element(
            "g", *(_node(n, sheet[n.iri], labels[n.iri], kinds, href) for n in network.nodes), id="nodes"
        ),
    ]
    y = max(box.bottom for box in sheet.values()) + 34
    parts.append(svg.element("path", d=f"M{_MARGIN:g} {y:.1f}h{inner:.1f}", stroke="#b5b5b5", stroke_width=1))
    key, height = legend(network, _MARGIN, y + 14, inner, lang)
    parts.append(svg.element("g", key, id="legend"))
    text, y = _caption(caption, y + 14 + height, inner)
    parts.append(svg.element("g", text, id="caption"))
    size = Point(inner + 2 * _MARGIN, y + _MARGIN)
    return _document(parts, size, title=title, description=" ".join(caption), lang=lang)


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


def _label(text: str) -> tuple[str, ...]:
    """Long names get wider lines, so that no label grows into a tower."""
    limit = _LABEL_WIDTH if letters.width(text, _LABEL) < 3 * _LABEL_WIDTH else 1.3 * _LABEL_WIDTH
    return letters.wrap(text, _LABEL, limit, lines=6)


def _size(node: Node, label: Sequence[str]) -> tuple[float, float]:
    across, down = PADDING[family(node).shape]
    widest = max(letters.width(line, _LABEL) for line in label)
    return round(max(widest + 2 * across, 44.0), 1), round(len(label) * _LABEL * svg.LINE + 2 * down, 1)


def _node(
    node: Node, box: Box, label: Sequence[str], kinds: Mapping[str, str], href: Callable[[str], str] | None
) -> str:
    look = family(node)
    drawn = svg.element(
        "g",
        svg.element("title", svg.words(f"{node.label} — {kinds.get(node.kind) or spelt(node.kind)}")),
        svg.body(look, box),
        svg.lettering(label, box.x, box.y, _LABEL, colour=look.text),
    )
    return drawn if href is None else svg.element("a", drawn, href=href(node.iri))


def _lines(network: Network, sheet: Sheet) -> list[str]:
    """The ties, the quiet first so that funding lies on top; those of the same two nodes side by side."""
    between: dict[frozenset[str], list[Tie]] = {}
    for tie in network.ties:
        between.setdefault(frozenset((tie.source, tie.target)), []).append(tie)
    drawn = []
    for ties in between.values():
        for at, tie in enumerate(ties):
            look = stroke(tie, network.index[tie.target])
            drawn.append((look.width, _line(network, tie, sheet, (at - (len(ties) - 1) / 2) * _APART)))
    return [text for _, text in sorted(drawn, key=lambda pair: pair[0])]


def _line(network: Network, tie: Tie, sheet: Sheet, aside: float) -> str:
    source, target = network.index[tie.source], network.index[tie.target]
    one, other = sheet[tie.source], sheet[tie.target]
    reach = hypot(other.x - one.x, other.y - one.y) or 1.0
    dx, dy = -(other.y - one.y) / reach * aside, (other.x - one.x) / reach * aside
    start, end = border(one, Point(other.x, other.y)), border(other, Point(one.x, one.y), 2.0)
    said = (
        f"{source.label} → {target.label}: {', '.join((spelt(tie.kind).lower(), *tie.roles, tie.modality))}"
    )
    return svg.line(
        stroke(tie, target),
        Point(start.x + dx, start.y + dy),
        Point(end.x + dx, end.y + dy),
        dashes=MODALITY_DASHES.get(tie.modality, ""),
        title=said,
    )


def _caption(paragraphs: Sequence[str], y: float, width: float) -> tuple[str, float]:
    size = 11.0
    lines = [line for text in paragraphs for line in letters.wrap(text, size, width, lines=9)]
    height = len(lines) * size * svg.LINE
    return svg.lettering(lines, _MARGIN, y + height / 2, size, anchor="start", colour=QUIET), y + height
