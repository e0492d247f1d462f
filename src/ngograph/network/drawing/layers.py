"""Nodes in columns from left to right: an order with few crossings, then heights that follow the neighbours.

The order is that of Sugiyama, Tagawa and Toda (1981): each column is sorted by the mean place of what its
nodes are tied to, to and fro, and the best order seen is kept. A link over more than one column gets a place
in each that it passes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import networkx as nx

from ngograph.network.drawing.geometry import Box, Point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Link = tuple[str, str]
    Sizes = Mapping[str, tuple[float, float]]

_SWEEPS: Final = 16
_SETTLING: Final = 300  # sweeps of heights, if they do not come to rest before
_STILL: Final = 0.05  # a node that moves by less rests
_DOWN: Final = 13.0  # between two nodes of a column
_PARTS: Final = 26.0  # between two components
_LANE: Final = 10.0  # the height of a link where it passes a column
_COUNTED: Final = 3000  # links of a component up to which crossings are counted


def layered(
    sizes: Sizes, column: Mapping[str, int], links: Sequence[Link], *, across: float
) -> tuple[dict[str, Box], dict[Link, tuple[Point, ...]]]:
    """Return the box of each node, and where each link passes the columns between its ends.

    Args:
        sizes: Width and height of each node by name.
        column: Of each node, from 0; a link leads from a lower to a higher one.
        links: Pairs of names.
        across: What stays free between two columns.
    """
    lefts = _lefts(sizes, column, across)
    middles = {name: lefts[at] + sizes[name][0] / 2 for name, at in column.items()}
    boxes: dict[str, Box] = {}
    passing: dict[Link, tuple[Point, ...]] = {}
    top = 0.0
    for part in _components(column, links):
        own = [link for link in links if link[0] in part]
        chains = {link: _chain(link, column) for link in own}
        heights = {name: sizes[name][1] for name in part}
        at = {name: column[name] for name in part}
        for link, chain in chains.items():
            for step, name in enumerate(chain[1:-1], 1):
                heights[name], at[name] = _LANE, column[link[0]] + step
        steps = [pair for chain in chains.values() for pair in pairwise(chain)]
        ys = _heights(_ordered(at, steps), steps, heights)
        up = min(ys[name] - heights[name] / 2 for name in ys)
        for name in sorted(part):
            boxes[name] = Box(round(middles[name], 2), round(top + ys[name] - up, 2), *sizes[name])
        for link, chain in chains.items():
            passing[link] = tuple(
                Point(round(lefts[at[name]], 2), round(top + ys[name] - up, 2)) for name in chain[1:-1]
            )
        top += max(ys[name] + heights[name] / 2 for name in ys) - up + _PARTS
    return boxes, passing


def _lefts(sizes: Sizes, column: Mapping[str, int], across: float) -> list[float]:
    """The left edge of each column; its nodes begin there."""
    widest = [0.0] * (max(column.values()) + 1)
    for name, at in column.items():
        widest[at] = max(widest[at], sizes[name][0])
    return [sum(widest[:at]) + at * across for at in range(len(widest))]


def _components(column: Mapping[str, int], links: Sequence[Link]) -> list[frozenset[str]]:
    graph: nx.Graph[str] = nx.Graph(links)
    graph.add_nodes_from(column)
    parts = [frozenset(part) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def _chain(link: Link, column: Mapping[str, int]) -> tuple[str, ...]:
    source, target = link
    lanes = (f"{source}\t{target}\t{at}" for at in range(column[source] + 1, column[target]))
    return (source, *lanes, target)


def _ordered(at: Mapping[str, int], steps: Sequence[Link]) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in range(max(at.values()) + 1)]
    for name in sorted(at):
        columns[at[name]].append(name)
    best, fewest = columns, _crossings(columns, at, steps)
    for sweep in range(_SWEEPS):
        place = {name: index for column in columns for index, name in enumerate(column)}
        for number in range(len(columns)) if sweep % 2 == 0 else reversed(range(len(columns))):
            near = _near(columns[number], at, steps, number + (-1 if sweep % 2 == 0 else 1))
            middle = {
                name: sum(place[other] for other in others) / len(others) if others else place[name]
                for name, others in near.items()
            }
            columns = [*columns]
            columns[number] = sorted(columns[number], key=lambda name: (middle[name], place[name], name))
            place.update({name: index for index, name in enumerate(columns[number])})
        found = _crossings(columns, at, steps)
        if found < fewest:
            best, fewest = columns, found
    return best


def _near(
    names: Sequence[str], at: Mapping[str, int], steps: Sequence[Link], beside: int
) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {name: [] for name in names}
    for source, target in steps:
        for one, other in ((source, target), (target, source)):
            if one in near and at[other] == beside:
                near[one].append(other)
    return near


def _crossings(columns: Sequence[Sequence[str]], at: Mapping[str, int], steps: Sequence[Link]) -> int:
    place = {name: index for column in columns for index, name in enumerate(column)}
    if len(steps) > _COUNTED:
        return 0
    found = 0
    for number in range(len(columns)):
        ends = sorted((place[s], place[t]) for s, t in steps if at[s] == number)
        found += sum(one[1] > other[1] for n, one in enumerate(ends) for other in ends[n + 1 :])
    return found


def _heights(
    columns: Sequence[Sequence[str]], steps: Sequence[Link], heights: Mapping[str, float]
) -> dict[str, float]:
    """The middle of each node, such that links are short together, by the squares of what they rise and fall.

    Column by column takes the best places for where the others are, in turns, until all rests.
    """
    near: dict[str, list[str]] = {name: [] for name in heights}
    for source, target in steps:
        near[source].append(target)
        near[target].append(source)
    ys: dict[str, float] = {}
    for column in columns:
        ys.update(_spaced(column, [(0.0, 1)] * len(column), heights))
    for sweep in range(_SETTLING):
        before = dict(ys)
        for column in columns if sweep % 2 else reversed(columns):
            wanted = [
                (sum(ys[o] for o in near[name]) / len(near[name]), len(near[name]))
                if near[name]
                else (ys[name], 1)
                for name in column
            ]
            ys.update(_spaced(column, wanted, heights))
        if max(abs(ys[name] - before[name]) for name in ys) < _STILL:
            break
    return ys


def _spaced(
    column: Sequence[str], wanted: Sequence[tuple[float, int]], heights: Mapping[str, float]
) -> dict[str, float]:
    """The places that keep order and distance nearest to those *wanted*, each by how many want it.

    By least squares: pool adjacent violators.
    """
    offsets, offset = [], 0.0
    for index, name in enumerate(column):
        if index:
            offset += (heights[column[index - 1]] + heights[name]) / 2 + _DOWN
        offsets.append(offset)
    pools: list[tuple[float, int, int]] = []  # mean, by how many, how many nodes
    for (place, weight), offset in zip(wanted, offsets, strict=True):
        mean, by, many = place - offset, weight, 1
        while pools and pools[-1][0] > mean:
            before, more, others = pools.pop()
            mean, by, many = (mean * by + before * more) / (by + more), by + more, many + others
        pools.append((mean, by, many))
    flat = [mean for mean, _, many in pools for _ in range(many)]
    return {name: mean + offset for name, mean, offset in zip(column, flat, offsets, strict=True)}
