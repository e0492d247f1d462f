"""The kinds two-mode and ego: bodies and the things they share, laid out freely."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ngograph.errors import NotInNetwork
from ngograph.network.drawing import lines, nodes, svg
from ngograph.network.drawing.legend import node_section, tie_section
from ngograph.network.drawing.placing import placed
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.drawing.words import word
from ngograph.network.twomode import ego

if TYPE_CHECKING:
    from ngograph.network.drawing.geometry import Box
    from ngograph.network.drawing.subject import Subject

_MOST: Final = 60  # others on an ego map


def two_mode_map(subject: Subject) -> Body:
    """Return the map of who takes part in, funds or is party to what."""
    network = lines.through(subject.network)
    sizes = nodes.sizes(network.nodes, node=subject.node)
    sheet = placed(network, sizes, seed=subject.seed, positions=subject.positions, corner=ORIGIN)
    number = nodes.numbered(network)
    width, height = extent(sheet)
    return Body(
        network,
        subject.network,
        (
            svg.element("g", *lines.drawn(network, sheet), id="ties"),
            svg.element(
                "g",
                *(nodes.drawn(n, sheet[n.iri], subject, mark=number[n.iri]) for n in network.nodes),
                id="nodes",
            ),
        ),
        width,
        height,
        (node_section(network.nodes, subject.lang), tie_section(network, subject.lang)),
        sheet=sheet,
    )


def ego_map(subject: Subject) -> Body:
    """Return the map of what one node is tied to, who else is, and how these are tied to it.

    Raises:
        NotInNetwork: The node has no ties here.
    """
    around = ego(subject.network, subject.node, most=_MOST)
    if not around.ties:
        raise NotInNetwork(subject.node or "no node")
    whole = ego(subject.network, subject.node)
    left = len(whole.bodies) - len(around.bodies)
    notes = [word("ego", subject.lang).format(node=around.index[subject.node].label)]
    if left:
        notes.append(word("fewer", subject.lang).format(most=_MOST, left=left))
    return replace(two_mode_map(replace(subject, network=around)), notes=(" ".join(notes),))


def extent(sheet: dict[str, Box]) -> tuple[float, float]:
    """Return how far the boxes of *sheet* reach from `ORIGIN`, to the right and down."""
    return max(box.right for box in sheet.values()) - ORIGIN.x, max(
        box.bottom for box in sheet.values()
    ) - ORIGIN.y
