"""Networks whose figures are published, without the weights that networkx gives some of them."""

from __future__ import annotations

from typing import Final

import networkx as nx

KARATE: Final[nx.Graph[str]] = nx.Graph(
    (str(one + 1), str(other + 1)) for one, other in nx.karate_club_graph().edges
)
"""Zachary, W. W. (1977), An information flow model for conflict and fission in small groups. Journal of
Anthropological Research 33, 452-473; by his numbers."""

FLORENCE: Final[nx.Graph[str]] = nx.florentine_families_graph()
"""Padgett, J. F., Ansell, C. K. (1993), Robust action and the rise of the Medici. American Journal of
Sociology 98(6), 1259-1319: marriages among fifteen families."""

WITH_PUCCI: Final[nx.Graph[str]] = FLORENCE.copy()
"""The same with the sixteenth family, which married none of them, as Wasserman and Faust (1994) have it."""
WITH_PUCCI.add_node("Pucci")

KITE: Final[nx.Graph[str]] = nx.Graph(
    (one, other)
    for one, others in {
        "Andre": "Beverly Carol Diane Fernando",
        "Beverly": "Diane Ed Garth",
        "Carol": "Diane Fernando",
        "Diane": "Ed Fernando Garth",
        "Ed": "Garth",
        "Fernando": "Garth Heather",
        "Garth": "Heather",
        "Heather": "Ike",
        "Ike": "Jane",
    }.items()
    for other in others.split()
)
"""Krackhardt, D. (1990), Assessing the political landscape: structure, cognition, and power in organizations.
Administrative Science Quarterly 35(2), 342-369."""
