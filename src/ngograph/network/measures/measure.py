"""What a measure is: its name, its definition and what it needs, as a value; and what measuring gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from ngograph.network.matrices import OneMode

Of = Literal["node", "network", "tie"]
Reads = Literal["strength", "distance", "nothing"]
Mode = Literal["one-mode", "two-mode"]
Figure: TypeAlias = float | None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure of networks, told so that its figures can be read aright.

    Attributes:
        name: What it is asked for by.
        title: What a heading calls it.
        definition: One sentence: what a high figure means.
        formula: How it is reckoned, in plain signs.
        reference: Who defined it, and where.
        of: What each figure is about: a node, the whole network, or a tie.
        reads: Which attribute of the ties it reads; `nothing` when it asks only whether there is a tie.
        needs_connected: Whether it has no meaning where some nodes cannot reach each other.
        needs_direction: Whether it is of networks whose ties have a direction only.
        two_mode_bias: One sentence: what a projection from a two-mode network does to it.
        smallest_n: The fewest nodes for which it says anything.
        function: Takes the network and what *takes* names, by keyword. Gives, of nodes, figures by IRI; of
            the network, one figure; of ties, figures by pairs of IRIs. None where it is not defined.
        takes: What else the function takes, of `engine`, `attribute` and `seed`.
        heavy: Whether it walks the ways between all pairs, which takes long on a large network.
        estimate: The name of the measure that estimates it where it takes too long, if there is one.
        samples: From how many nodes, drawn at random, it is estimated; 0 for what is exact. What is estimated
            is measured only where it is asked for by name.
        mode: Whether it measures a network of one kind of node, or a two-mode network.
    """

    name: str
    title: str
    definition: str
    formula: str
    reference: str
    of: Of
    reads: Reads
    two_mode_bias: str
    function: Callable[..., Any]
    needs_connected: bool = False
    needs_direction: bool = False
    smallest_n: int = 2
    takes: frozenset[str] = frozenset()
    heavy: bool = False
    estimate: str = ""
    samples: int = 0
    mode: Mode = "one-mode"


@dataclass(frozen=True)
class Measured:
    """The figures of a network, measure by measure; None where a measure is not defined.

    Attributes:
        nodes: IRIs of the nodes, sorted: the rows.
        columns: For each measure of nodes its figures, in the order of the rows.
        whole: For each measure of the whole network its figure.
        ties: For each measure of ties its figures, by pairs of IRIs.
        notes: For each measure what to know of its figures in this network; no entry when there is nothing.
    """

    nodes: tuple[str, ...]
    columns: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    whole: Mapping[str, Figure] = field(default_factory=dict)
    ties: Mapping[str, Mapping[tuple[str, str], Figure]] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rows(self) -> Iterator[dict[str, str | Figure]]:
        """Give one mapping a node: its IRI as `node`, then a figure a measure."""
        for number, node in enumerate(self.nodes):
            yield {"node": node, **{name: column[number] for name, column in self.columns.items()}}

    def top(self, name: str, most: int | None = None) -> tuple[tuple[str, float], ...]:
        """Return the nodes that have a figure of that measure, the highest first, equal ones by their IRIs.

        Equal is what differs by rounding only.
        """
        known = [
            (node, figure)
            for node, figure in zip(self.nodes, self.columns[name], strict=True)
            if figure is not None
        ]
        return tuple(sorted(known, key=lambda one: (-float(f"{one[1]:.9e}"), one[0]))[:most])


def by_node(ground: OneMode, figures: NDArray[np.float64]) -> dict[str, float]:
    """Return *figures*, one a node in the order of the rows, by IRI."""
    return dict(zip(ground.nodes, figures.tolist(), strict=True))
