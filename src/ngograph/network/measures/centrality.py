"""Who is central by its own ties: degree, strength, core number, clustering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.network.matrices import one_mode
from ngograph.network.measures.measure import Measure

if TYPE_CHECKING:
    from ngograph.network.matrices import Graph, OneMode


def degree(network: OneMode | Graph, *, normalized: bool = False) -> dict[str, float]:
    """Return the number of ties of each node (in a directed network, those from it and those to it).

    Reads only whether there is a tie. Freeman, L. C. (1979), Centrality in social networks: conceptual
    clarification. Social Networks 1(3), 215-239.

    Args:
        network: Where the nodes stand.
        normalized: Divide by n - 1, the most there could be.
    """
    ground = one_mode(network)
    ties = np.diff(ground.strength.indptr).astype(float)
    if ground.directed:
        ties += np.diff(ground.strength.tocsc().indptr)
    most = max(len(ground.nodes) - 1, 1) if normalized else 1
    return dict(zip(ground.nodes, (ties / most).tolist(), strict=True))


CENTRALITIES: Final = (
    Measure(
        name="degree",
        title="Degree",
        definition="With how many others a node is tied.",
        formula="d(i) = number of j with a tie i-j",
        reference="Freeman 1979, Social Networks 1(3), 215-239",
        of="node",
        reads="nothing",
        two_mode_bias="One thing with k parties alone gives each of them k - 1 ties.",
        function=degree,
    ),
)
