"""All measures, by name: the one source of what documentation, command line and HTTP say of them.

A room of measures ends in a tuple of its own; here they are joined.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.matrices import Incidence, OneMode, one_mode
from ngograph.network.measures.centrality import CENTRALITIES
from ngograph.network.measures.connection import connected
from ngograph.network.measures.measure import Measured
from ngograph.network.measures.paths import PATHS
from ngograph.network.measures.spectral import SPECTRAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.matrices import Graph
    from ngograph.network.measures.measure import Figure, Measure, Mode

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {measure.name: measure for measure in (*CENTRALITIES, *PATHS, *SPECTRAL)}
)


def measures(
    network: OneMode | Graph | Incidence,
    names: Iterable[str] | None = None,
    *,
    engine: str = "auto",
    attribute: Mapping[str, str] | None = None,
    seed: int = 1,
) -> Measured:
    """Return the figures of *network*, one column a measure, one row a node.

    Args:
        network: Of one kind of node; or the incidence of a two-mode network, for the measures of such.
        names: Which measures, by the names in `MEASURES`. None takes all that can be taken: where one of
            them is refused, its figures are None and a note says why.
        engine: What reckons the heavy ones; see `ngograph.network.measures.engines`.
        attribute: A value for each node by IRI, such as its country, for measures that compare nodes by it;
            without it those are left out.
        seed: Where the permutations start from.

    Raises:
        UnknownChoice: A name is not that of a measure; knows the nearest.
        NetworkError: A measure that was named is not for such a network, or lacks its attribute.
    """
    mode: Mode = "two-mode" if isinstance(network, Incidence) else "one-mode"
    ground = network if isinstance(network, Incidence) else one_mode(network)
    nodes = tuple(sorted(ground.bodies + ground.things)) if isinstance(ground, Incidence) else ground.nodes
    given: dict[str, Any] = {"engine": engine, "seed": seed}
    if attribute is not None:
        given["attribute"] = attribute
    columns: dict[str, tuple[Figure, ...]] = {}
    whole: dict[str, Figure] = {}
    ties: dict[str, Mapping[tuple[str, str], Figure]] = {}
    notes: dict[str, tuple[str, ...]] = {}
    for measure in _chosen(names, mode, given):
        said = list(_notes(measure, network, ground, len(nodes)))
        try:
            figures = measure.function(ground, **{name: given[name] for name in sorted(measure.takes)})
        except NetworkError as refused:
            if names is not None:
                raise
            said.append(str(refused))
            figures = None if measure.of == "network" else {}
        if measure.of == "node":
            columns[measure.name] = tuple(figures.get(node) for node in nodes)
        elif measure.of == "network":
            whole[measure.name] = figures
        else:
            ties[measure.name] = figures
        if said:
            notes[measure.name] = tuple(said)
    return Measured(nodes, columns, whole, ties, notes)


def _chosen(names: Iterable[str] | None, mode: Mode, given: Mapping[str, Any]) -> list[Measure]:
    if names is None:
        return [one for one in MEASURES.values() if one.mode == mode and one.takes <= given.keys()]
    chosen = []
    for name in dict.fromkeys(names):
        if name not in MEASURES:
            raise UnknownChoice("measure", name, sorted(MEASURES))
        measure = MEASURES[name]
        if measure.mode != mode:
            raise NetworkError(f"{name} measures a {measure.mode} network: expected such, found a {mode} one")
        if missing := sorted(measure.takes - given.keys()):
            raise NetworkError(f"{name} compares nodes by an attribute: expected {missing[0]}, found none")
        chosen.append(measure)
    return chosen


def _notes(
    measure: Measure, network: OneMode | Graph | Incidence, ground: OneMode | Incidence, size: int
) -> Iterable[str]:
    """What to know of the figures of *measure* in this network."""
    if size < measure.smallest_n:
        yield f"{measure.title} says nothing of fewer than {measure.smallest_n} nodes; here are {size}."
    if measure.needs_connected and isinstance(ground, OneMode) and not connected(ground):
        yield f"{measure.title} needs a network where all are linked; this one falls apart."
    # What was handed over in ground form and without direction is a projection of shared things.
    if isinstance(network, OneMode) and not network.directed and measure.two_mode_bias:
        yield measure.two_mode_bias
