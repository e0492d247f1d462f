"""What maps of every kind need: a place for everything, which the map of places asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.network import Geography, Place, Site

if TYPE_CHECKING:
    from ngograph.network import Network


def town(network: Network) -> Geography:
    """Return where all of *network* is: in one town."""
    there = {node.iri: (Site("x:tuzla"),) for node in network.nodes}
    return Geography({"x:tuzla": Place("Tuzla", "x:ba", (44.53842, 18.66709))}, there)
