"""All measures, by name: the one source of what documentation, command line and HTTP say of them.

A room of measures ends in a tuple of its own; here they are joined.
"""

from __future__ import annotations

import warnings
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.matrices import Incidence, OneMode, ground_form, one_mode
from ngograph.network.measures import engines
from ngograph.network.measures.broker_roles import BROKERAGE
from ngograph.network.measures.centrality import CENTRALITIES
from ngograph.network.measures.centralization import CENTRALIZATIONS
from ngograph.network.measures.cohesion import COHESION
from ngograph.network.measures.connection import CONNECTION
from ngograph.network.measures.coreperiphery import CORE_PERIPHERY
from ngograph.network.measures.direction import DIRECTION
from ngograph.network.measures.holes import HOLES
from ngograph.network.measures.measure import Measured
from ngograph.network.measures.mixing import MIXING
from ngograph.network.measures.paths import PATHS
from ngograph.network.measures.spectral import SPECTRAL
from ngograph.network.measures.twomode import TWO_MODE_CENTRALITIES
from ngograph.network.measures.twomode_clustering import TWO_MODE_CLUSTERINGS
from ngograph.network.shapes import values_in
from ngograph.translation import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.matrices import Graph, Ties, TwoMode
    from ngograph.network.measures.measure import Measure, Mode
    from ngograph.network.shapes import Attribute

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        measure.name: measure
        for measure in (
            *CENTRALITIES,
            *DIRECTION,
            *PATHS,
            *SPECTRAL,
            *CONNECTION,
            *COHESION,
            *CENTRALIZATIONS,
            *CORE_PERIPHERY,
            *MIXING,
            *HOLES,
            *BROKERAGE,
            *TWO_MODE_CENTRALITIES,
            *TWO_MODE_CLUSTERINGS,
        )
    }
)

_LIGHT: Final = 3000  # nodes up to which the heavy measures take seconds, with any engine
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({"node": {}, "network": None, "tie": {}})


def measures(
    network: OneMode | Graph | Ties | TwoMode,
    names: Iterable[str] | str | None = None,
    *,
    engine: str = "auto",
    attribute: Attribute | None = None,
    seed: int = 1,
) -> Measured:
    """Return the figures of *network*, one column a measure, one row a node.

    Args:
        network: Of one kind of node; or a two-mode network, as incidence, as a selection or as a graph whose
            nodes say by `bipartite` what they are, for the measures of such. A list is one of ties.
        names: Which measures, by the names in `MEASURES`. None takes all that are of such a network, without
            the heavy ones where it is large; where one of them is refused, its figures are None and a note
            says why.
        engine: What reckons the heavy ones; see `ngograph.network.measures.engines`.
        attribute: A value for each node by IRI, such as its country, or the name of an attribute of a
            networkx graph's nodes, for measures that compare nodes by it; without it those are left out.
        seed: Where the permutations start from.

    Raises:
        UnknownChoice: A name is not that of a measure or an engine; knows the nearest.
        NetworkError: A measure that was named is not for such a network, or lacks its attribute; the engine
            is not installed.

    Warns:
        UserWarning: Before it begins, that a heavy measure of so large a network takes long.
    """
    engines.known(engine)
    wanted = None if names is None else list(dict.fromkeys([names] if isinstance(names, str) else names))
    ground = _ground(network, wanted)
    nodes = tuple(sorted(ground.bodies + ground.things)) if isinstance(ground, Incidence) else ground.nodes
    given: dict[str, Any] = {"engine": engine, "seed": seed}
    if attribute is not None:
        given["attribute"] = values_in(network, attribute)
    # What was handed over in ground form and without direction is a projection of shared things.
    projected = isinstance(network, OneMode) and not network.directed
    found: dict[str, dict[str, Any]] = {"node": {}, "network": {}, "tie": {}}
    notes: dict[str, tuple[str, ...]] = {}
    chosen = _chosen(wanted, ground, given)
    for measure in chosen:
        if measure.heavy and not _is_light(ground):
            warnings.warn(_long(measure, len(nodes)), stacklevel=2)
    for measure in chosen:
        said = tuple(_notes(measure, len(nodes), projected=projected, seed=seed))
        try:
            figures = measure.function(ground, **{name: given[name] for name in sorted(measure.takes)})
        except NetworkError as refused:
            if wanted is not None:
                raise
            figures, said = _NOTHING[measure.of], (refused.args[0], *said)
        found[measure.of][measure.name] = figures
        if said:
            notes[measure.name] = said
    columns = {name: tuple(figures.get(node) for node in nodes) for name, figures in found["node"].items()}
    return Measured(nodes, columns, found["network"], found["tie"], notes)


def _ground(network: OneMode | Graph | Ties | TwoMode, names: Iterable[str] | None) -> OneMode | Incidence:
    """The ground form, of a graph of two modes that of one if it is asked for measures of one only."""
    asked = {MEASURES[name].mode for name in names or () if name in MEASURES}
    if isinstance(network, nx.Graph) and asked == {"one-mode"}:
        return one_mode(network)
    return ground_form(network)


def _chosen(
    names: Iterable[str] | None, ground: OneMode | Incidence, given: Mapping[str, Any]
) -> list[Measure]:
    mode: Mode = "two-mode" if isinstance(ground, Incidence) else "one-mode"
    if names is None:
        fitting = (one for one in MEASURES.values() if one.mode == mode and one.takes <= given.keys())
        return [one for one in fitting if _suits(one, ground)]
    chosen = []
    for name in names:
        if name not in MEASURES:
            raise UnknownChoice("measure", name, sorted(MEASURES))
        measure = MEASURES[name]
        if measure.mode != mode:
            raise NetworkError(f"{name} measures a {measure.mode} network: expected such, found a {mode} one")
        if missing := sorted(measure.takes - given.keys()):
            raise NetworkError(f"{name} compares nodes by an attribute: expected {missing[0]}, found none")
        chosen.append(measure)
    return chosen


def _suits(measure: Measure, ground: OneMode | Incidence) -> bool:
    """Whether to take *measure* unasked: it has a meaning here, is exact, and takes seconds at most."""
    directed = isinstance(ground, OneMode) and ground.directed
    has_meaning = directed or not measure.needs_direction
    return has_meaning and not measure.samples and (not measure.heavy or _is_light(ground))


def _is_light(ground: OneMode | Incidence) -> bool:
    """Whether the heavy measures of *ground* take seconds."""
    size = sum(ground.matrix.shape) if isinstance(ground, Incidence) else len(ground.nodes)
    return size <= _LIGHT


def _long(measure: Measure, size: int) -> str:
    """Return the warning that *measure* takes long."""
    estimated = f"; {measure.estimate} estimates it in seconds" if measure.estimate else ""
    return f"{measure.name} of {size:,} nodes walks the ways between all pairs, which takes long{estimated}"


def _notes(measure: Measure, size: int, *, projected: bool, seed: int) -> Iterable[str]:
    """What to know of the figures of *measure* in this network."""
    if 0 < measure.samples < size:
        yield sentence(
            "Estimated by the ways from {samples} of {size} nodes, drawn with seed {seed}.",
            samples=measure.samples,
            size=size,
            seed=seed,
        )
    if size < measure.smallest_n:
        yield sentence(
            "{measure} says nothing of fewer than {least} nodes; here are {size}.",
            measure=Sentence(measure.title),
            least=measure.smallest_n,
            size=size,
        )
    if projected and measure.two_mode_bias:
        yield Sentence(measure.two_mode_bias)
