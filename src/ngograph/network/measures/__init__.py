"""Measures of networks: functions by the names of the field, and the registry that tells what they mean.

Functions of nodes give figures by IRI, functions of a whole network one figure. They take a network in its
ground form or as a networkx graph, whose edges' `strength` they read: never `weight`, which may be a length.
"""

from ngograph.network.measures.broker_roles import coordinator, gatekeeper, itinerant, liaison, representative
from ngograph.network.measures.brokerage import Brokerage, brokerage
from ngograph.network.measures.centrality import clustering, core_number, degree, strength, transitivity
from ngograph.network.measures.centralization import (
    betweenness_centralization,
    closeness_centralization,
    degree_centralization,
)
from ngograph.network.measures.cohesion import (
    average_shortest_path_length,
    density,
    distance_fragmentation,
    fragmentation,
)
from ngograph.network.measures.connection import bridges, connected_components, cut_points
from ngograph.network.measures.coreperiphery import CorePeriphery, core_periphery, core_periphery_fit
from ngograph.network.measures.direction import in_degree, in_strength, out_degree, out_strength
from ngograph.network.measures.engines import ENGINES
from ngograph.network.measures.holes import constraint, effective_size, efficiency, hierarchy
from ngograph.network.measures.measure import Measure, Measured
from ngograph.network.measures.mixing import (
    EITest,
    attribute_assortativity,
    degree_assortativity,
    ei_index,
    ei_test,
)
from ngograph.network.measures.paths import betweenness, closeness, harmonic_closeness, sampled_betweenness
from ngograph.network.measures.registry import MEASURES, measures
from ngograph.network.measures.spectral import eigenvector, pagerank
from ngograph.network.measures.twomode import two_mode_betweenness, two_mode_closeness, two_mode_degree
from ngograph.network.measures.twomode_clustering import (
    latapy_clustering,
    opsahl_clustering,
    opsahl_local_clustering,
    robins_alexander_clustering,
)

__all__ = [
    "ENGINES",
    "MEASURES",
    "Brokerage",
    "CorePeriphery",
    "EITest",
    "Measure",
    "Measured",
    "attribute_assortativity",
    "average_shortest_path_length",
    "betweenness",
    "betweenness_centralization",
    "bridges",
    "brokerage",
    "closeness",
    "closeness_centralization",
    "clustering",
    "connected_components",
    "constraint",
    "coordinator",
    "core_number",
    "core_periphery",
    "core_periphery_fit",
    "cut_points",
    "degree",
    "degree_assortativity",
    "degree_centralization",
    "density",
    "distance_fragmentation",
    "effective_size",
    "efficiency",
    "ei_index",
    "ei_test",
    "eigenvector",
    "fragmentation",
    "gatekeeper",
    "harmonic_closeness",
    "hierarchy",
    "in_degree",
    "in_strength",
    "itinerant",
    "latapy_clustering",
    "liaison",
    "measures",
    "opsahl_clustering",
    "opsahl_local_clustering",
    "out_degree",
    "out_strength",
    "pagerank",
    "representative",
    "robins_alexander_clustering",
    "sampled_betweenness",
    "strength",
    "transitivity",
    "two_mode_betweenness",
    "two_mode_closeness",
    "two_mode_degree",
]
