"""A network as a file for other tools: one small translation a format, from one neutral form.

Texts lose the characters that XML may not hold, whatever the format, and the file says how many. Strength and
distance are two attributes everywhere. The same network gives the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.formats.about import About
from ngograph.network.formats.recording import records
from ngograph.network.formats.registry import EXPORTS, Export
from ngograph.network.matrices import one_mode
from ngograph.network.values import FORBIDDEN, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.attributes import Given
    from ngograph.network.matrices import Graph, OneMode

__all__ = ["EXPORTS", "About", "Export", "export"]


def export(
    network: Network | OneMode | Graph,
    format: str,
    *,
    about: About,
    nodes: Mapping[str, Given] | None = None,
    ties: Mapping[tuple[str, str], Given] | None = None,
    bom: bool = False,
) -> bytes:
    """Return *network* as a file of *format*.

    Args:
        network: Two-mode, whose nodes have a `mode` and whose ties keep their evidence; or one-mode, whose
            ties have `strength` and `distance`, as it is or as a networkx graph.
        format: One of `EXPORTS`.
        about: What the file says of itself, where the format can.
        nodes: Attributes by IRI: `label`, `kind`, measures. None is left out, as are other nodes.
        ties: Attributes by source and target, such as what two bodies share and the evidence for it.
        bom: Begin CSV with a byte order mark, by which Excel knows UTF-8.

    Raises:
        UnknownChoice: There is no such format.
        NetworkError: The format has no byte order mark, or an attribute is of a kind that no format holds.
    """
    if (found := EXPORTS.get(format)) is None:
        raise UnknownChoice("format", format, sorted(EXPORTS))
    if bom and not found.marked:
        raise NetworkError(f"expected CSV for a byte order mark, found {format}")
    if not isinstance(network, Network):
        ground = one_mode(network)
        network = replace(ground, nodes=tuple(map(str, ground.nodes)))
    made = records(network, nodes, ties)
    left_out = (("characters left out", made.removed),) if made.removed else ()
    counts = (("nodes", len(made.vertices)), ("edges", len(made.edges)), *about.counts, *left_out)
    told = {
        name: FORBIDDEN.sub("", value) if isinstance(value, str) else value
        for name, value in replace(about, counts=counts).told.items()
    }
    return found.write(made, told, bom=True) if bom else found.write(made, told)
