"""Counting who stands between whom: the five roles of all nodes at once, and what chance would make of them.

The roles are those of `ngograph.network.measures.brokerage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np
from scipy.sparse import csr_array

from ngograph.network.measures.triads import closed, ends, over

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ngograph.network.measures.triads import Numbers

    Floats: TypeAlias = NDArray[np.float64]

Role: TypeAlias = Literal["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

# The number of a role by whether i is of b's group, j is of b's group, and i and j are of one group.
BY_GROUPS: Final = np.array([4, 1, 3, -1, 2, -1, -1, 0])


LISTED: Final = 1 << 23
"""Up to how many closed two-paths are listed, some 200 MB of them; what is more is counted by products."""


@dataclass(frozen=True)
class Paths:
    """The two-paths of a network: all that stays as it is when groups are dealt out anew over its nodes.

    Attributes:
        ties: Ones from rows to columns.
        source: Where each tie comes from.
        target: Where each tie leads.
        mutual: The numbers of the ties that have one in the other direction.
        into: How many ties lead to each node.
        out: How many lead from it.
        all: How many two-paths lead through each node, from one to another.
        shut: How many of them a third tie closes.
        closed: These, as rows of i, b and j; None where they are not listed.
    """

    ties: csr_array
    source: Numbers
    target: Numbers
    mutual: Numbers
    into: Numbers
    out: Numbers
    all: Numbers
    shut: Numbers
    closed: Numbers | None


def paths(ties: csr_array, *, often: bool) -> Paths:
    """Return the two-paths of *ties*, which are as `present` gives them.

    Args:
        ties: Ones from rows to columns.
        often: Whether roles are to be counted more than a few times: then it pays to list what is closed.
    """
    size = ties.shape[0]
    source, target = ends(ties)
    mutual = np.flatnonzero(np.isin(source * size + target, target * size + source))
    into, out, back = (np.bincount(node, minlength=size) for node in (target, source, source[mutual]))
    shut = _about(ties, ties, ties)
    listed = closed(ties) if often and shut.sum() <= LISTED else None
    return Paths(ties, source, target, mutual, into, out, into * out - back, shut, listed)


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
    shut = _multiplied(paths, own) if paths.closed is None else _listed(paths.closed, labels)
    return np.asarray(counts - shut, dtype=np.int64)


def _listed(closed: Numbers, labels: Numbers) -> Numbers:
    """How often each node would be in each role by the closed two-paths, one by one."""
    i, b, j = labels[closed]
    role = BY_GROUPS[4 * (i == b) + 2 * (b == j) + (i == j)]
    size = len(labels)
    return np.bincount(role * size + closed[1], minlength=len(ROLES) * size).reshape(len(ROLES), size)


def _multiplied(paths: Paths, own: NDArray[np.bool_]) -> Numbers:
    """The same from products of the ties within groups (*own*) and those between them."""
    within, between = paths.ties.copy(), paths.ties.copy()
    within.data, between.data = own.astype(np.int64), (~own).astype(np.int64)
    within.eliminate_zeros()
    between.eliminate_zeros()
    four = [
        _about(within, within, within),
        _about(between, between, within),
        _about(within, between, paths.ties),
        _about(between, within, paths.ties),
    ]
    return np.stack([*four, paths.shut - sum(four)])


def _about(first: csr_array, second: csr_array, third: csr_array) -> Numbers:
    """How many i - b - j there are about each b with i-b among *first*, b-j *second* and i-j *third*."""
    return np.asarray(over(csr_array(first.T), third, second).sum(axis=1), dtype=np.int64)


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
    return np.asarray(into.multiply(out).sum(axis=1), dtype=np.int64) - (paths.into * paths.out - paths.all)
