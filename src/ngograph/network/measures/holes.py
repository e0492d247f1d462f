"""Structural holes: whose contacts are not tied to each other, and who is hemmed in by contacts that are.

Burt, R. S. (1992), Structural Holes: The Social Structure of Competition, chapter 2. Everything rests on the
share of its ties that a node i spends on j, p(i, j) = z(i, j) / Σ over k of z(i, k), where z adds up the
strength of both directions; in an undirected network it is the strength itself. A node without ties has no
figure: None.

networkx has two of the four, and gives the same figures with two exceptions (as of 3.6). Asked for some nodes
(`nodes=`), it takes for isolates those that only receive ties. Asked for all of them, its `effective_size` of
ties that differ in strength divides z(j, q) by the strongest tie of q, where Burt has that of j.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array, diags_array

from ngograph.network.matrices import one_mode
from ngograph.network.measures.measure import Measure
from ngograph.network.measures.triads import over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ngograph.network.matrices import Graph, OneMode
    from ngograph.network.measures.measure import Figure

    Floats: TypeAlias = NDArray[np.float64]


def constraint(network: OneMode | Graph) -> dict[str, Figure]:
    """Return how far each node is tied to those that are tied to each other: the more, the fewer the holes.

        c(i) = Σ over contacts j of (p(i, j) + Σ over q of p(i, q) p(q, j))²

    p(q, j) takes in all ties of q, also those that lead away from i. Constraint is 1/n for the hub of a star
    with n leaves, 1 with one contact, and may exceed 1 where two contacts are tied to each other. Reads
    strength. Burt 1992, p. 55.
    """
    nodes, mutual = _mutual(network)
    return _figures(nodes, _sums(_local(mutual)), _contacts(mutual))


def hierarchy(network: OneMode | Graph) -> dict[str, Figure]:
    """Return how far the constraint on each node comes from one contact alone: from 0, all alike, to 1.

        h(i) = Σ over contacts j of r(i, j) ln r(i, j) / (N ln N)

    The Coleman-Theil index of disorder: r(i, j) is the constraint that comes from j over the mean of those of
    all N contacts. With one contact it is 1, since all of the constraint comes from that one. Reads strength.
    Burt 1992, p. 71.
    """
    nodes, mutual = _mutual(network)
    local, contacts = _local(mutual), _contacts(mutual)
    row = np.repeat(np.arange(len(nodes)), contacts)
    ratio = local.data * contacts[row] / _sums(local)[row]
    disorder = np.bincount(row, ratio * np.log(ratio), minlength=len(nodes))
    even = contacts * np.log(np.maximum(contacts, 2))
    figures = np.where(contacts > 1, np.maximum(disorder / np.maximum(even, 1), 0), 1)
    return _figures(nodes, figures, contacts)


def effective_size(network: OneMode | Graph) -> dict[str, Figure]:
    """Return how many contacts each node has, less what they have in common.

        e(i) = Σ over contacts j of (1 - Σ over q of p(i, q) m(j, q))

    m(j, q) is z(j, q) over the strongest tie that j has with anyone. Where all ties are equally strong, this
    is n - 2t/n, with n contacts and t ties between them. Reads strength. Burt 1992, p. 52; Borgatti, S. P.
    (1997), Structural holes: unpacking Burt's redundancy measures. Connections 20(1), 35-38.
    """
    nodes, mutual = _mutual(network)
    return _figures(nodes, _effective(mutual), _contacts(mutual))


def efficiency(network: OneMode | Graph) -> dict[str, Figure]:
    """Return the effective size of each node's contacts over their number: 1 when none leads to another.

    Reads strength. Burt 1992, p. 53.
    """
    nodes, mutual = _mutual(network)
    contacts = _contacts(mutual)
    return _figures(nodes, _effective(mutual) / np.maximum(contacts, 1), contacts)


def _mutual(network: OneMode | Graph) -> tuple[Sequence[str], csr_array]:
    """The nodes, and z: what each has with each in both directions together."""
    ground = one_mode(network)
    mutual = csr_array(ground.strength + ground.strength.T)
    mutual.eliminate_zeros()
    mutual.sort_indices()
    return ground.nodes, mutual


def _contacts(mutual: csr_array) -> NDArray[np.int64]:
    return np.diff(mutual.indptr).astype(np.int64)


def _sums(matrix: csr_array) -> Floats:
    """What each row adds up to."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64)


def _local(mutual: csr_array) -> csr_array:
    """The constraint on each row that comes from each column."""
    shares = _over(mutual, _sums(mutual))
    return csr_array((shares + over(shares, shares, mutual)).power(2))


def _effective(mutual: csr_array) -> Floats:
    strongest = np.maximum.reduceat(np.append(mutual.data, 0), mutual.indptr[:-1])
    marginal = _over(mutual, strongest)
    redundant = over(_over(mutual, _sums(mutual)), csr_array(marginal.T), mutual)
    return _contacts(mutual) - _sums(redundant)


def _over(matrix: csr_array, divisors: Floats) -> csr_array:
    """Each row of *matrix* over its divisor; a row without entries stays so."""
    return csr_array(diags_array(1 / np.where(divisors == 0, 1, divisors)) @ matrix)


def _figures(nodes: Sequence[str], figures: Floats, contacts: NDArray[np.int64]) -> dict[str, Figure]:
    return {
        node: figure if some else None
        for node, figure, some in zip(nodes, figures.tolist(), contacts.tolist(), strict=True)
    }


HOLES: Final = (
    Measure(
        name="constraint",
        title="Constraint",
        definition="How far a node's contacts are tied to each other: the higher, the less it can broker.",
        formula="c(i) = Σ over contacts j of (p(i, j) + Σ over q of p(i, q) p(q, j))²",
        reference="Burt 1992, Structural Holes, p. 55",
        of="node",
        reads="strength",
        two_mode_bias="All parties of one thing are tied to each other, which raises it for each of them.",
        smallest_n=3,
        function=constraint,
    ),
    Measure(
        name="effective_size",
        title="Effective size",
        definition="With how many others a node is tied, less what these have in common.",
        formula="e(i) = Σ over contacts j of (1 - Σ over q of p(i, q) m(j, q))",
        reference="Burt 1992, Structural Holes, p. 52",
        of="node",
        reads="strength",
        two_mode_bias="The parties of one thing count as redundant to each other, whatever else they do.",
        smallest_n=3,
        function=effective_size,
    ),
    Measure(
        name="efficiency",
        title="Efficiency",
        definition="Which share of a node's contacts is not redundant.",
        formula="e(i) / n(i), with n(i) contacts",
        reference="Burt 1992, Structural Holes, p. 53",
        of="node",
        reads="strength",
        two_mode_bias="The parties of one thing count as redundant to each other, whatever else they do.",
        smallest_n=3,
        function=efficiency,
    ),
    Measure(
        name="hierarchy",
        title="Hierarchy",
        definition="How far the constraint on a node comes from one contact alone; 0 when from all alike.",
        formula="h(i) = Σ over contacts j of r(i, j) ln r(i, j) / (N ln N), with r(i, j) = N c(i, j) / c(i)",
        reference="Burt 1992, Structural Holes, p. 71",
        of="node",
        reads="strength",
        two_mode_bias="A thing with many parties spreads the constraint evenly over them, which lowers it.",
        smallest_n=3,
        function=hierarchy,
    ),
)
