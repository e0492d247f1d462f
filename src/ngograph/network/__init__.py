"""Who works with whom as a network: from rows of ties to nodes and ties, to measures, to a picture.

Pure functions over plain values: nothing in here knows RDF, files or HTTP.
"""

from ngograph.network.change import Change, Difference, Stay, change
from ngograph.network.dependency import Concentration, Dependency, dependency
from ngograph.network.drawing import FORMATS, Box, counts, draw, layout, scope, through
from ngograph.network.localisation import AT_HOME, SCOPES, Line, Localisation, localisation
from ngograph.network.matrices import Incidence, OneMode, incidence, one_mode
from ngograph.network.money import Funding, paid
from ngograph.network.resilience import Cohesion, Leaving, without
from ngograph.network.suggesting import METHODS, Suggestion, Suggestions, suggest
from ngograph.network.twomode import ego, select, two_mode
from ngograph.network.values import EVENTS, Network, Node, Tie, as_graph, components

__all__ = [
    "AT_HOME",
    "EVENTS",
    "FORMATS",
    "METHODS",
    "SCOPES",
    "Box",
    "Change",
    "Cohesion",
    "Concentration",
    "Dependency",
    "Difference",
    "Funding",
    "Incidence",
    "Leaving",
    "Line",
    "Localisation",
    "Network",
    "Node",
    "OneMode",
    "Stay",
    "Suggestion",
    "Suggestions",
    "Tie",
    "as_graph",
    "change",
    "components",
    "counts",
    "dependency",
    "draw",
    "ego",
    "incidence",
    "layout",
    "localisation",
    "one_mode",
    "paid",
    "scope",
    "select",
    "suggest",
    "through",
    "two_mode",
    "without",
]
