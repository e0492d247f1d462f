"""A network cannot be made, measured or drawn as asked."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence


class NetworkError(NgographError):
    """A network cannot be made or measured as asked."""


class NotInNetwork(NetworkError):  # noqa: N818
    """What was named is no node of the network."""

    def __init__(self, node: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"expected a node of the network, found {node!r}{hint}")
        self.node, self.nearest = node, tuple(nearest)


class UnknownChoice(NetworkError):  # noqa: N818
    """There is no measure, projection, kind or attribute of that name."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.nearest = tuple(get_close_matches(str(name), known, n=3, cutoff=0.5))
        hint = f"nearest: {', '.join(self.nearest)}" if self.nearest else f"known: {', '.join(known)}"
        super().__init__(f"expected a known {what}, found {name!r}; {hint}")
        self.what, self.name, self.known = what, name, tuple(known)


class EmptySelection(NetworkError):  # noqa: N818
    """Nothing is left of the network."""

    def __init__(self, filter: str, before: int) -> None:
        super().__init__(f"expected ties that fit {filter}, found none among the {before} before it")
        self.filter, self.before = filter, before


class UnknownAnalysis(NetworkError):  # noqa: N818
    """There is no analysis of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.nearest = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"expected one of {', '.join(known)}, found {name!r}{hint}")
        self.name, self.known = name, tuple(known)


class DrawingError(NgographError):
    """A map cannot be drawn as asked."""
