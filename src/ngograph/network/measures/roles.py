"""Counting who stands between whom: the five roles of all nodes at once, and what chance would make of them.

The roles are those of `ngograph.network.measures.brokerage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np
from scipy.sparse import csr_array

from ngograph.network.measures.triads import closed, ends

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ngograph.network.measures.triads import Numbers

    Floats: TypeAlias = NDArray[np.float64]

Role: TypeAlias = Literal["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

# The number of a role by whether i is of b's group, j is of b's group, and i and j are of one group.
BY_GROUPS: Final = np.array([4, 1, 3, -1, 2, -1, -1, 0])


@dataclass(frozen=True)
class Paths:
    """The two-paths of a network: all that stays as it is when groups are dealt out anew over its nodes.

    Attributes:
        source: Where each tie comes from.
        target: Where each tie leads.
        mutual: The numbers of the ties that have one in the other direction.
        into: How many ties lead to each node.
        out: How many lead from it.
        back: With how many others it has ties in both directions.
        closed: The two-paths that a third tie closes: rows of i, b and j.
    """

    source: Numbers
    target: Numbers
    mutual: Numbers
    into: Numbers
    out: Numbers
    back: Numbers
    closed: Numbers

    @property
    def all(self) -> Numbers:
        """How many two-paths lead through each node, from one to another."""
        return self.into * self.out - self.back

    @property
    def open(self) -> Numbers:
        """How many of them no third tie closes."""
        return self.all - np.bincount(self.closed[1], minlength=len(self.into))


def paths(ties: csr_array) -> Paths:
    """Return the two-paths of *ties*, which are as `present` gives them."""
    size = ties.shape[0]
    source, target = ends(ties)
    mutual = np.flatnonzero(np.isin(source * size + target, target * size + source))
    into, out, back = (np.bincount(node, minlength=size) for node in (target, source, source[mutual]))
    return Paths(source, target, mutual, into, out, back, closed(ties))


def roles(paths: Paths, labels: Numbers) -> Numbers:
    """Return how often each node is in each role, by the label of each: a row a role, a column a node."""
    size = len(labels)
    own = labels[paths.source] == labels[paths.target]
    into = np.bincount(paths.target[own], minlength=size)
    out = np.bincount(paths.source[own], minlength=size)
    back = np.bincount(paths.source[paths.mutual[own[paths.mutual]]], minlength=size)
    alike = _alike(paths, labels)
    coordinator = into * out - back
    representative = into * (paths.out - out)
    gatekeeper = (paths.into - into) * out
    liaison = paths.all - alike - representative - gatekeeper
    counts = np.stack([coordinator, alike - coordinator, representative, gatekeeper, liaison])
    i, b, j = labels[paths.closed]
    role = BY_GROUPS[4 * (i == b) + 2 * (b == j) + (i == j)]
    shut = np.bincount(role * size + paths.closed[1], minlength=counts.size)
    return np.asarray(counts - shut.reshape(counts.shape), dtype=np.int64)


def chances(labels: Numbers) -> Floats:
    """Return how likely each role is for an open two-path when the labels are dealt out anew."""
    sizes = np.unique_counts(labels).counts.tolist()
    number = len(labels)
    ways = number * (number - 1) * (number - 2)
    one = sum(size * (size - 1) * (size - 2) for size in sizes)
    two = sum(size * (size - 1) * (number - size) for size in sizes)
    return np.array([one, two, two, two, ways - one - 3 * two]) / max(ways, 1)


def deviations(
    paths: Paths, labels: Numbers, expected: Floats, *, permutations: int, seed: int
) -> list[list[float | None]]:
    """Return by node and role how far the count lies above *expected*, in standard deviations of dealings.

    None where all *permutations* dealings of the labels give one count.
    """
    chance = np.random.default_rng(seed)
    counts = roles(paths, labels)
    squares = np.zeros(counts.shape)
    least, most = np.full_like(counts, np.iinfo(np.int64).max), np.full_like(counts, -1)
    for _ in range(permutations):
        dealt = roles(paths, chance.permutation(labels))
        squares += (dealt - expected) ** 2
        np.minimum(least, dealt, out=least)
        np.maximum(most, dealt, out=most)
    varied = least < most
    deviation = np.sqrt(squares / max(permutations, 1))
    z = np.divide(counts - expected, deviation, out=np.zeros(counts.shape), where=varied)
    return [
        [figure if some else None for figure, some in zip(figures, known, strict=True)]
        for figures, known in zip(z.T.tolist(), varied.T.tolist(), strict=True)
    ]


def _alike(paths: Paths, labels: Numbers) -> Numbers:
    """How many two-paths lead through each node between two others of one group, which may be its own."""
    shape = (len(labels), int(labels.max(initial=0)) + 1)
    ones = np.ones(len(paths.source), dtype=np.int64)
    into = csr_array((ones, (paths.target, labels[paths.source])), shape=shape)
    out = csr_array((ones, (paths.source, labels[paths.target])), shape=shape)
    return np.asarray(into.multiply(out).sum(axis=1), dtype=np.int64) - paths.back
