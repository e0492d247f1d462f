"""Nodes on the sheet: how large each is with its label, and how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import letters, svg
from ngograph.network.drawing.outlines import PADDING
from ngograph.network.drawing.style import family
from ngograph.network.drawing.words import spelt, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.network.drawing.geometry import Box
    from ngograph.network.drawing.subject import Subject
    from ngograph.network.values import Network, Node

    Sheet = Mapping[str, Box]

LETTERS: Final = 12.0
WIDTH: Final = 128.0


def label(text: str, *, width: float = WIDTH, bold: bool = False) -> tuple[str, ...]:
    """Return *text* in lines; long names get wider ones, so that no label grows into a tower."""
    limit = width if letters.width(text, LETTERS) < 3 * width else 1.3 * width
    return letters.wrap(text, LETTERS, limit, lines=6, bold=bold)


def size(node: Node, *, width: float = WIDTH, bold: bool = False) -> tuple[float, float]:
    """Return width and height of *node* with its label, in points."""
    lines = label(node.label, width=width, bold=bold)
    across, down = PADDING[family(node).shape]
    widest = max(letters.width(line, LETTERS, bold=bold) for line in lines)
    return round(max(widest + 2 * across, 44.0), 1), round(len(lines) * LETTERS * svg.LINE + 2 * down, 1)


def sizes(nodes: Iterable[Node], *, node: str = "") -> dict[str, tuple[float, float]]:
    """Return the size of each of *nodes* by IRI; the one called *node* is lettered in bold."""
    return {one.iri: size(one, bold=one.iri == node) for one in nodes}


def drawn(node: Node, box: Box, subject: Subject, *, width: float = WIDTH, mark: int | None = None) -> str:
    """Return *node* in its *box*; the one that the map is about has a second, heavier outline.

    Args:
        node: What to draw.
        box: As large as `size` says.
        subject: The words, the links, and which node the map is about.
        width: What the label was wrapped to.
        mark: The number of the node in the network, by which a page finds the element.
    """
    look, about = family(node), node.iri == subject.node
    group = svg.element(
        "g",
        svg.element("title", svg.words(told(node, subject))),
        *_halo(box, look.border, about=about),
        svg.body(look, box),
        svg.lettering(
            label(node.label, width=width, bold=about), box.x, box.y, LETTERS, colour=look.text, bold=about
        ),
        data_node=mark,
    )
    return linked(group, node, subject)


def linked(group: str, node: Node, subject: Subject) -> str:
    """Return *group* as a link to the page of *node*, where there are links."""
    return group if subject.href is None else svg.element("a", group, href=subject.href(node.iri))


def told(node: Node, subject: Subject) -> str:
    """Return the whole name of *node* and its kind, for a pointer or a screen reader."""
    return f"{node.label} — {kind(node, subject.kinds, subject.lang)}"


def kind(node: Node, kinds: Mapping[str, str], lang: str) -> str:
    """Return what *node* is: as *kinds* call its class, else its class in English, its family in others."""
    known = kinds.get(node.kind)
    return known or (spelt(node.kind) if lang == "en" else word(family(node).name, lang))


def numbered(network: Network) -> dict[str, int]:
    """Return the number of each node in *network*, as marks count them."""
    return {node.iri: number for number, node in enumerate(network.nodes)}


def _halo(box: Box, colour: str, *, about: bool) -> Sequence[str]:
    if not about:
        return ()
    grown = {"x": box.left - 6, "y": box.top - 6, "width": box.width + 12, "height": box.height + 12}
    return (svg.element("rect", **grown, rx=10, fill="none", stroke=colour, stroke_width=4.0),)
