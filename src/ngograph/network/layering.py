"""One network as several: layers by kind of tie, slices by time, and the neighbourhood of one node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.days import day_of
from ngograph.network.matrices import OneMode, one_mode
from ngograph.network.nearest import require
from ngograph.network.projecting import project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ngograph.network.matrices import Graph, TwoMode
    from ngograph.network.selections import Selection

STEPS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
"""How many months a period of each name is long."""


@dataclass(frozen=True, eq=False)
class Slice:
    """What stood in one period: from *since* to *until*, both included."""

    since: date
    until: date
    selection: Selection


def layers(selections: Mapping[str, TwoMode], weight: str = "newman") -> dict[str, OneMode]:
    """Return the projection of each of the *selections*, all over the same nodes: a multiplex network.

    A body that has no tie in a layer is a node without ties there, so that layers can be laid on each other.

    Args:
        selections: By the name of the layer, such as a kind of tie, a topic or a source; or whatever else has
            two modes.
        weight: The way of weighing; see `project`.
    """
    found = {name: project(selection, weight) for name, selection in selections.items()}
    nodes = tuple(sorted({node for network in found.values() for node in network.nodes}))
    return {name: _over(nodes, network) for name, network in found.items()}


def overlap(layers: Mapping[str, OneMode | Graph]) -> dict[tuple[str, str], float | None]:
    """Return for each two layers how many of the ties of either are in both: from 0 to 1.

    The Jaccard index of the sets of ties, whatever their strength. None where neither layer has a tie.

    Reference: Battiston, F., Nicosia, V., Latora, V. (2014). Structural measures for multiplex networks.
    Physical Review E 89, 032804 (edge overlap), normalised after Jaccard.
    """
    ties = {name: _ties(one_mode(network)) for name, network in layers.items()}
    return {
        (one, other): len(ties[one] & ties[other]) / len(either)
        if (either := ties[one] | ties[other])
        else None
        for one, other in combinations(sorted(ties), 2)
    }


def periods(
    since: date | str, until: date | str, *, step: str = "year", width: int = 1
) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each period from *since* on that ends by *until*.

    Args:
        since: The first day of the first period.
        until: No period ends later. Where that cuts one off, it ends here.
        step: What the next period begins later by: `month`, `quarter`, `year` or `decade`.
        width: How many steps a period is long: with more than one, the windows roll and overlap.

    Raises:
        UnknownChoice: There is no such step.
        NetworkError: *until* is before *since*, or *width* is less than one.
    """
    if step not in STEPS:
        raise UnknownChoice("step of time", step, tuple(STEPS))
    first, last = day_of(since), day_of(until)
    if last < first or width < 1:
        raise NetworkError(f"expected a time from {first} on and a width from 1 on, found {last} and {width}")
    number = 0
    while True:
        begin = _later(first, number * STEPS[step])
        end = min(_last(first, (number + width) * STEPS[step]), last)
        yield begin, end
        number += 1
        if end == last:
            return


def begun(day: date, step: str) -> date:
    """Return the first day of the month, quarter, year or decade that *day* is in.

    Raises:
        UnknownChoice: There is no such step.
    """
    if step not in STEPS:
        raise UnknownChoice("step of time", step, tuple(STEPS))
    if step == "decade":
        return date(max(day.year // 10 * 10, 1), 1, 1)
    return date(day.year, (day.month - 1) // STEPS[step] * STEPS[step] + 1, 1)


def ended(day: date, step: str) -> date:
    """Return the last day of the month, quarter, year or decade that *day* is in.

    Raises:
        UnknownChoice: There is no such step.
    """
    return _last(begun(day, step), STEPS[step])


def slices(
    selection: Selection, since: date | str, until: date | str, *, step: str = "year", width: int = 1
) -> tuple[Slice, ...]:
    """Return *selection* as it stood in each period; a tie is in every one that it may have stood in.

    Ties without any bound are in none of them: each slice counts them as left out.
    A slice may be empty. See `periods` for the arguments.
    """
    return tuple(
        Slice(begin, end, selection.during(begin, end, undated=False))
        for begin, end in periods(since, until, step=step, width=width)
    )


def ego_network(network: OneMode | Graph, node: str) -> OneMode:
    """Return *node*, those that it is tied to in either direction, and all ties among them.

    Raises:
        NotInNetwork: There is no such node.
    """
    found = one_mode(network)
    require(node, {iri: iri for iri in found.nodes})
    own = found.place[node]
    row, column = found.strength[[own], :].indices, found.strength[:, [own]].nonzero()[0]
    kept = np.unique(np.concatenate([row, column, [own]]))
    part = csr_array(found.strength[kept, :][:, kept])
    return OneMode(tuple(found.nodes[one] for one in kept), part, found.directed, found.weighting)


def _over(nodes: tuple[str, ...], network: OneMode) -> OneMode:
    """Return *network* with all of *nodes*, those it lacks without ties."""
    place = {node: number for number, node in enumerate(nodes)}
    new = np.array([place[node] for node in network.nodes], dtype=np.int64)
    ties = network.strength.tocoo()
    spread = csr_array(
        (ties.data, (new[ties.coords[0]], new[ties.coords[1]])), shape=(len(nodes), len(nodes))
    )
    return OneMode(nodes, spread, network.directed, network.weighting)


def _ties(network: OneMode) -> set[tuple[str, str]]:
    ties = network.strength.tocoo()
    return {
        (network.nodes[one], network.nodes[other])
        for one, other in zip(*ties.coords, strict=True)
        if network.directed or one < other
    }


def _last(day: date, months: int) -> date:
    """Return the last day of so many months from *day* on; at most that of the calendar."""
    try:
        return _later(day, months) - timedelta(days=1)
    except ValueError:
        return date.max


def _later(day: date, months: int) -> date:
    """Return the day *months* later; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
