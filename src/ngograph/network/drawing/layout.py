"""Where each node goes: Graphviz lays out each component, some moves clear its lines, then all are packed."""

from __future__ import annotations

import random
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
import pygraphviz  # type: ignore[import-untyped]

from ngograph.network.drawing.clearing import ROOM, cleared, cost
from ngograph.network.drawing.geometry import Box
from ngograph.network.drawing.packing import packed
from ngograph.network.drawing.spreading import spread
from ngograph.network.values import components

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.values import Network

    Sizes = Mapping[str, tuple[float, float]]

SIZE: Final = (120.0, 34.0)
GAP: Final = 46.0
_STARTS: Final = 12
_LARGE: Final = 150  # nodes of a component above which annealing finds nothing in the time it has
_ASPECTS: Final = (2.2, 1.1)
_GRAPHVIZ: Final = Lock()  # Graphviz keeps its state in the process: one layout at a time


def layout(
    network: Network, *, sizes: Sizes | None = None, seed: int = 1, aspect: float = 1.6
) -> dict[str, Box]:
    """Return the box of each node, its centre in points with y downwards and the upper left corner at 0, 0.

    No two boxes overlap. The same network, sizes and seed give the same boxes within one version of Graphviz.

    Args:
        network: What to lay out; its components are laid out apart and packed side by side.
        sizes: Width and height of each node by IRI, in points; without them all are alike.
        seed: Where the layouts start from.
        aspect: How many times wider than high the whole should come out.
    """
    known = {node.iri: (sizes or {}).get(node.iri, SIZE) for node in network.nodes}
    parts = [_component(part, known, seed) for part in components(network)]
    return packed(parts, gap=GAP, aspect=aspect)


def _component(part: Network, sizes: Sizes, seed: int) -> list[dict[str, Box]]:
    """A flat and a tall layout of one component: the best of several by Graphviz, cleared of crossings."""
    lines = sorted({(tie.source, tie.target) for tie in part.ties})
    if len(part.nodes) > _LARGE:
        return [_large(part, lines, sizes, seed)]
    starts = _STARTS if len(part.nodes) <= 80 else 2
    tried = [_placed(part, lines, sizes, seed + step) for step in range(starts)]
    finished = []
    for aspect in _ASPECTS:
        best = sorted(tried, key=lambda boxes: cost(boxes, lines, aspect))[:2]
        done = [cleared(boxes, lines, random.Random(seed), aspect=aspect) for boxes in best]
        finished.append(min(done, key=lambda boxes: cost(boxes, lines, aspect)))
    return finished


def _large(part: Network, lines: list[tuple[str, str]], sizes: Sizes, seed: int) -> dict[str, Box]:
    boxes = _placed(part, lines, sizes, seed, overlap="true")
    places = np.array([(box.x, box.y) for box in boxes.values()])
    extents = np.array([(box.width, box.height) for box in boxes.values()])
    moved = spread(places, extents, room=ROOM, aspect=_ASPECTS[0])
    return {
        iri: Box(round(float(x), 2), round(float(y), 2), *sizes[iri])
        for iri, (x, y) in zip(boxes, moved, strict=True)
    }


def _placed(
    part: Network, lines: list[tuple[str, str]], sizes: Sizes, seed: int, *, overlap: str = "vpsc"
) -> dict[str, Box]:
    # Names are numbers and labels empty: Graphviz measures no text, so no font of the machine plays a part.
    number = {node.iri: str(index) for index, node in enumerate(part.nodes)}
    graph = pygraphviz.AGraph(strict=True, directed=False)
    graph.graph_attr.update(
        overlap=overlap,
        sep="+9,9",
        start=str(seed),
        epsilon="0.0001",
        splines="false",
    )
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    for iri, name in number.items():
        width, height = sizes[iri]
        graph.add_node(name, width=f"{width / 72:.4f}", height=f"{height / 72:.4f}")
    for source, target in lines:
        reach = (sizes[source][0] + sizes[target][0]) / 2 / 72
        graph.add_edge(number[source], number[target], len=f"{0.55 + 0.75 * reach:.3f}")
    with _GRAPHVIZ:
        graph.layout(prog="neato")
    return {iri: _box(str(graph.get_node(name).attr["pos"]), sizes[iri]) for iri, name in number.items()}


def _box(position: str, size: tuple[float, float]) -> Box:
    x, y = (float(number) for number in position.split(","))
    return Box(round(x, 2), round(-y, 2), *size)
