"""What a caller hands over for a network, told apart: graphs, ties, pairs of a body and a thing, matrices.

What is none of these is refused with what was expected, and never taken apart letter by letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, overload

import networkx as nx
import numpy as np
from scipy.sparse import issparse

from ngograph.errors import NetworkError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    Attribute: TypeAlias = Mapping[str, Hashable] | str
    Partition: TypeAlias = Mapping[str, Hashable] | Iterable[Collection[str]]
    Modes: TypeAlias = tuple[set[str], set[str]]

_BODY_OR_THING: Final[Mapping[tuple[str, Any], int]] = {
    ("bipartite", 0): 0,
    ("bipartite", 1): 1,
    ("mode", "body"): 0,
    ("mode", "thing"): 1,
}
"""What an attribute of a node says: networkx has `bipartite`, a graph of a network `mode`."""


def ties_in(given: object) -> list[tuple[str, str, Any]]:
    """Return the ties that *given* lists, each of two nodes and what is said of its strength, else 1.

    Args:
        given: Pairs of nodes, or threes with a strength or with attributes, of which `strength` is read; or a
            mapping from pairs to strengths.

    Raises:
        NetworkError: It is anything else.
    """
    if isinstance(given, Mapping):
        by_ends = (
            "strengths by the two nodes of each tie (of neighbours by node, networkx.Graph makes a graph)"
        )
        return ties_in([(*_pair(ends, by_ends), how) for ends, how in given.items()])
    expected = "ties of two nodes, each with a strength or without"
    found = []
    for tie in _rows(given, expected):
        if not 2 <= len(tie) <= 3:
            refuse(expected, tie)
        one, other, *how = tie
        strength = how[0] if how else 1.0
        found.append(
            (one, other, strength.get("strength", 1.0) if isinstance(strength, Mapping) else strength)
        )
    return found


def pairs_in(given: object) -> list[tuple[str, str]]:
    """Return the pairs of a body and a thing that *given* lists.

    Raises:
        NetworkError: It lists anything else. So it is with a mapping, which may lead from things to bodies.
    """
    expected = "pairs of a body and a thing"
    return [_pair(row, expected) for row in _rows(given, expected)]


def modes_of(graph: nx.Graph[str]) -> Modes | None:
    """Return the bodies and the things of *graph* by what its nodes say; None if one says nothing."""
    modes: Modes = (set(), set())
    for node, attributes in graph.nodes(data=True):
        if (mode := _mode(attributes)) is None:
            return None
        modes[mode].add(node)
    return modes


def modes_by(graph: nx.Graph[str], bodies: Collection[str] | None) -> Modes:
    """Return the bodies and the things of *graph*, the *bodies* as they are named, or by its attributes.

    Raises:
        NetworkError: One of them is not in the graph; or a node does not say what it is.
    """
    if bodies is not None:
        if missing := [node for node in bodies if node not in graph]:
            raise NetworkError(f"expected bodies that are nodes of the graph, found {missing[0]!r}")
        return set(bodies), set(graph) - set(bodies)
    if (modes := modes_of(graph)) is not None:
        return modes
    node, said = next((node, said) for node, said in graph.nodes(data=True) if _mode(said) is None)
    raise NetworkError(
        f"expected 0 or 1 for `bipartite` of each node, found {said.get('bipartite')!r} of {node!r}; or say "
        "which nodes are bodies: incidence(graph, bodies)"
    )


def values_in(network: object, attribute: Attribute) -> Mapping[str, Hashable]:
    """Return the value of each node by its name: as *attribute* has it, or the nodes of a graph bear it.

    Raises:
        NetworkError: No node bears an attribute of that name, or nothing tells which node is meant.
    """
    if isinstance(attribute, Mapping):
        return attribute
    expected = "an attribute with a value for each node by its name"
    if not isinstance(attribute, str) or not isinstance(network, nx.Graph):
        refuse(expected, attribute)
    found: dict[str, Hashable] = nx.get_node_attributes(network, attribute)
    if len(network) and not found:
        known = sorted({str(name) for _, said in network.nodes(data=True) for name in said})
        raise NetworkError(
            f"expected an attribute of the nodes, found {attribute!r}; known: {', '.join(known) or 'none'}"
        )
    return found


def partition_in(given: Partition) -> Mapping[str, Hashable]:
    """Return for each node the community that it is put in.

    Args:
        given: That itself, or the communities, each the nodes that are put in it, as networkx has them.

    Raises:
        NetworkError: It is neither, or a node is put in two communities.
    """
    if isinstance(given, Mapping):
        return given
    expected = "the community of each node, or communities of nodes"
    found: dict[str, Hashable] = {}
    if isinstance(given, str) or not isinstance(given, Iterable):
        refuse(expected, given)
    for number, members in enumerate(given):
        if isinstance(members, str) or not isinstance(members, Collection):
            refuse(expected, members)
        for node in members:
            if node in found:
                raise NetworkError(f"expected each node in one community, found {node!r} in two")
            found[node] = number
    return found


@overload
def several(names: Collection[str] | str) -> Collection[str]: ...
@overload
def several(names: Collection[str] | str | None) -> Collection[str] | None: ...
def several(names: Collection[str] | str | None) -> Collection[str] | None:
    """Return *names*; one name is not taken apart."""
    return (names,) if isinstance(names, str) else names


def is_matrix(given: object) -> bool:
    """Whether *given* is a matrix of figures, of numpy or of scipy."""
    figures = isinstance(given, np.ndarray) and given.dtype.kind in "biuf" and given.ndim == 2
    return figures or issparse(given)


def refuse(expected: str, found: object) -> NoReturn:
    """Say what was expected, and what was found.

    Raises:
        NetworkError: Always.
    """
    plain = isinstance(found, str | int | float | tuple | list)
    raise NetworkError(f"expected {expected}, found {shortened(found) if plain else kind(found)}")


def kind(found: object) -> str:
    """Return what *found* is, with its article."""
    name = type(found).__name__
    return f"{'an' if name[0] in 'AEIOaeio' else 'a'} {name}"


def _mode(attributes: Mapping[str, Any]) -> int | None:
    return next((mode for (name, said), mode in _BODY_OR_THING.items() if attributes.get(name) == said), None)


def _rows(given: object, expected: str) -> Iterable[Sequence[Any] | NDArray[Any]]:
    """Give what *given* lists, if it is a list of lists."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        refuse(expected, given)
    for row in given:
        if isinstance(row, str | bytes) or not isinstance(row, Sequence | np.ndarray):
            refuse(expected, row)
        yield row


def _pair(row: object, expected: str) -> tuple[str, str]:
    if isinstance(row, str | bytes) or not isinstance(row, Sequence | np.ndarray) or len(row) != 2:
        refuse(expected, row)
    one, other = row
    return one, other
