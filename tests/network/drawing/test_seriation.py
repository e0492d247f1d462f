"""Rows of a matrix: parts, groups, like beside like; and many boxes without overlaps."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest

from ngograph.network.drawing.geometry import Box, overlap
from ngograph.network.drawing.matrix import classes
from ngograph.network.drawing.seriation import seriated
from ngograph.network.drawing.spreading import spread
from ngograph.network.drawing.style import RAMP, contrast


def pairs(graph: nx.Graph[object]) -> dict[tuple[str, str], float]:
    return {(str(one), str(other)): 1.0 for one, other in graph.edges}


def test_components_then_groups_then_nodes_each_once() -> None:
    graph = nx.disjoint_union(nx.complete_graph(3), nx.karate_club_graph())
    found = seriated(pairs(graph))
    assert [sum(len(group) for group in part) for part in found] == [34, 3]
    assert len(found[1]) == 1
    assert sorted(iri for part in found for group in part for iri in group) == sorted(map(str, graph.nodes))
    assert found == seriated(dict(reversed(pairs(graph).items())))


def test_the_two_leaders_of_the_karate_club_stand_in_different_groups() -> None:
    (part,) = seriated(pairs(nx.karate_club_graph()))
    group = {node: number for number, one in enumerate(part) for node in one}
    assert group["0"] != group["33"]
    assert group["0"] == group["1"]  # Zachary 1977: both with Mr Hi
    assert group["33"] == group["32"]


def test_like_stands_beside_like() -> None:
    """A path comes out as itself, or reversed."""
    path = {(f"{n}", f"{n + 1}"): 1.0 for n in range(7)}
    ((order,),) = seriated(path)
    assert {abs(int(one) - int(other)) for one, other in pairwise(order)} == {1}


def test_classes_part_at_equal_ratios_and_hold_every_value() -> None:
    values = [0.1, 0.11, 0.5, 1.0, 2.0, 4.0, 9.0, 10.0]
    found = classes(values)
    assert len(found) <= len(RAMP)
    assert all(sum(low <= value <= high for low, high in found) == 1 for value in values)
    assert classes([1.0, 0.5, 1.0]) == ((0.5, 0.5), (1.0, 1.0))


def test_tints_grow_darker_and_are_outlined_by_what_stands_out() -> None:
    seen = [contrast(tint, "#ffffff") for tint in RAMP]
    assert seen == sorted(seen)
    assert seen[-1] >= 3


@pytest.mark.parametrize("many", [2, 40, 200])
def test_boxes_are_spread_without_overlaps(many: int) -> None:
    chance = np.random.default_rng(3)
    places = chance.normal(size=(many, 2)) * [10, 300]
    sizes = np.column_stack([chance.uniform(40, 150, many), chance.uniform(20, 60, many)])
    found = spread(places, sizes, room=10.0, aspect=2.0)
    boxes = [Box(*place, *size) for place, size in zip(found.tolist(), sizes.tolist(), strict=True)]
    assert not any(overlap(one, other, 4.9) for one, other in combinations(boxes, 2))
    assert np.ptp(found[:, 0]) >= np.ptp(found[:, 1]) or many < 40
    assert np.array_equal(found, spread(places, sizes, room=10.0, aspect=2.0))
