"""Measures of networks: functions by the names of the field, and the registry that tells what they mean.

Functions of nodes give figures by IRI, functions of a whole network one figure. They take a network in its
ground form or as a networkx graph, whose edges' `strength` they read: never `weight`, which may be a length.
"""

from ngograph.network.measures.centrality import clustering, core_number, degree, strength, transitivity
from ngograph.network.measures.connection import connected_components
from ngograph.network.measures.measure import Measure, Measured
from ngograph.network.measures.paths import betweenness, closeness, harmonic_closeness
from ngograph.network.measures.registry import MEASURES, measures
from ngograph.network.measures.spectral import eigenvector, pagerank

__all__ = [
    "MEASURES",
    "Measure",
    "Measured",
    "betweenness",
    "closeness",
    "clustering",
    "connected_components",
    "core_number",
    "degree",
    "eigenvector",
    "harmonic_closeness",
    "measures",
    "pagerank",
    "strength",
    "transitivity",
]
