"""Who works with whom as a network: from rows of ties to nodes and ties, to positions, to a picture.

Pure functions over plain values: nothing in here knows RDF, files or HTTP.
"""

from ngograph.network.captions import scope
from ngograph.network.drawing import counts, draw, through
from ngograph.network.geometry import Box
from ngograph.network.layout import layout
from ngograph.network.rendering import FORMATS
from ngograph.network.twomode import ego, select, two_mode
from ngograph.network.values import EVENTS, Network, Node, Tie, as_graph, components

__all__ = [
    "EVENTS",
    "FORMATS",
    "Box",
    "Network",
    "Node",
    "Tie",
    "as_graph",
    "components",
    "counts",
    "draw",
    "ego",
    "layout",
    "scope",
    "select",
    "through",
    "two_mode",
]
