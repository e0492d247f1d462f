"""What leads to a node and what leads from it: of funding, what is received and what is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.measures.engines.by_scipy import pattern
from ngograph.network.measures.measure import Measure, by_node

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from ngograph.network.matrices import Graph, OneMode

_INTO: Final = 0
_OUT: Final = 1


def in_degree(network: OneMode | Graph) -> dict[str, float]:
    """Return from how many others a tie leads to each node.

    Reads only whether there is a tie. Wasserman, S., Faust, K. (1994), Social Network Analysis, chapter 4.

    Raises:
        NetworkError: The ties have no direction.
    """
    ground = _directed(network, "in_degree")
    return _added(ground, pattern(ground), _INTO)


def out_degree(network: OneMode | Graph) -> dict[str, float]:
    """Return to how many others a tie leads from each node; see `in_degree`."""
    ground = _directed(network, "out_degree")
    return _added(ground, pattern(ground), _OUT)


def in_strength(network: OneMode | Graph) -> dict[str, float]:
    """Return the sum of the strengths of the ties to each node: of funding, what is known to be received.

    Reads `strength`. Barrat, A. et al. (2004), The architecture of complex weighted networks. PNAS 101(11),
    3747-3752.

    Raises:
        NetworkError: The ties have no direction.
    """
    ground = _directed(network, "in_strength")
    return _added(ground, ground.strength, _INTO)


def out_strength(network: OneMode | Graph) -> dict[str, float]:
    """Return the sum of the strengths of the ties from each node; see `in_strength`."""
    ground = _directed(network, "out_strength")
    return _added(ground, ground.strength, _OUT)


def _directed(network: OneMode | Graph, name: str) -> OneMode:
    ground = one_mode(network)
    if not ground.directed:
        raise NetworkError(f"{name}: expected a network whose ties have a direction, found one without")
    return ground


def _added(ground: OneMode, matrix: csr_array, axis: int) -> dict[str, float]:
    return by_node(ground, np.asarray(matrix.sum(axis=axis), dtype=float).ravel())


DIRECTION: Final = (
    Measure(
        name="in_degree",
        title="In-degree",
        definition="From how many others a tie leads to a node.",
        formula="number of j with a tie j → i",
        reference="Wasserman & Faust 1994, Social Network Analysis, chapter 4",
        of="node",
        reads="nothing",
        needs_direction=True,
        two_mode_bias="",
        function=in_degree,
    ),
    Measure(
        name="out_degree",
        title="Out-degree",
        definition="To how many others a tie leads from a node.",
        formula="number of j with a tie i → j",
        reference="Wasserman & Faust 1994, Social Network Analysis, chapter 4",
        of="node",
        reads="nothing",
        needs_direction=True,
        two_mode_bias="",
        function=out_degree,
    ),
    Measure(
        name="in_strength",
        title="In-strength",
        definition="How strong the ties to a node are together.",
        formula="Σ s(j, i)",
        reference="Barrat et al. 2004, PNAS 101(11), 3747-3752",
        of="node",
        reads="strength",
        needs_direction=True,
        two_mode_bias="",
        function=in_strength,
    ),
    Measure(
        name="out_strength",
        title="Out-strength",
        definition="How strong the ties from a node are together.",
        formula="Σ s(i, j)",
        reference="Barrat et al. 2004, PNAS 101(11), 3747-3752",
        of="node",
        reads="strength",
        needs_direction=True,
        two_mode_bias="",
        function=out_strength,
    ),
)
