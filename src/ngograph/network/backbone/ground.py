"""What a method stands on: a network of one mode, or the two-mode network that lies below it."""

from __future__ import annotations

from typing import Final, TypeAlias

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from ngograph.errors import NetworkError
from ngograph.network.backbone.values import Ties, ties_of
from ngograph.network.matrices import Graph, Incidence, OneMode, TwoMode, incidence, one_mode
from ngograph.network.shapes import is_matrix, kind, modes_of
from ngograph.network.sparse import positive

GraphLike: TypeAlias = "OneMode | Graph"

# So many pairs of bodies take some two gigabytes.
PAIRS: Final = 20_000_000


def one_mode_of(network: GraphLike) -> OneMode:
    """Return *network* in its ground form.

    Raises:
        NetworkError: It has two modes or may have, as pairs may, or a strength that is not above 0.
    """
    if not isinstance(network, OneMode | nx.Graph) and not is_matrix(network):
        raise NetworkError(
            f"expected a network of one mode, found {kind(network)}: project it, or take sdsm or fdsm; "
            "one_mode makes one of a list of ties"
        )
    found = one_mode(network)
    positive(found.strength)
    return found


def two_mode_of(network: TwoMode) -> Incidence:
    """Return the bodies and things of *network*, each tie once.

    Raises:
        NetworkError: It has one mode.
    """
    if isinstance(network, nx.Graph) and len(network) and modes_of(network) is None:
        raise NetworkError(
            f"expected a two-mode network or pairs of a body and a thing, found {kind(network)}: what it "
            "was projected from cannot be told from it, and its nodes do not say by `bipartite` what they are"
        )
    found = incidence(network)
    once = csr_array(found.matrix.astype(bool).astype(np.int64))
    once.eliminate_zeros()
    return Incidence(found.bodies, found.things, once)


def shared(two: Incidence) -> Ties:
    """Return the pairs of bodies that share things, by how many.

    Args:
        two: From `two_mode_of`.

    Raises:
        NetworkError: The things have so many bodies that the pairs cannot be held.
    """
    sizes = two.matrix.sum(axis=0)
    pairs = int((sizes * (sizes - 1) // 2).sum())
    if pairs > PAIRS:
        widest = int(sizes.argmax())
        raise NetworkError(
            f"expected at most {PAIRS} pairs of bodies in the same things, found {pairs}: leave out the "
            f"widest things, such as {two.things[widest]} with {int(sizes[widest])} bodies"
        )
    overlap = csr_array(triu(two.matrix @ two.matrix.T, k=1))
    return ties_of(two.bodies, overlap, directed=False, weighting="count")


def all_pairs(count: int) -> int:
    """Return how many pairs so many nodes have."""
    return count * (count - 1) // 2
