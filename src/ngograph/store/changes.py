"""What is to be changed in a store, as values: an update, or a graph to replace, add to or delete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

How: TypeAlias = Literal["replace", "add", "delete"]


@dataclass(frozen=True)
class Update:
    """A SPARQL 1.1 update.

    Args:
        text: as it came.
        using: IRIs of graphs whose union its operations read as the default graph, named beside it.
        using_named: IRIs of graphs that they can reach by ``GRAPH``, named beside it.
    """

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True)
class GraphChange:
    """What the Graph Store Protocol does to one graph.

    Args:
        how: put the body in its place, add the body to it, or delete it.
        graph: its IRI, None for the default graph.
        media_type: of the body, with its parameters; ``multipart/form-data`` holds several.
        body: RDF as it came.
        only_new: whether the graph must not be there yet.
    """

    how: How
    graph: str | None
    media_type: str = ""
    body: bytes = b""
    only_new: bool = False


Change: TypeAlias = Update | GraphChange
