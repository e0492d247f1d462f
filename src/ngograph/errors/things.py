"""What was named is no thing of the graph, or not one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence


class UnknownThing(NgographError):  # noqa: N818
    """The graph says nothing of that IRI."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"expected something that the graph speaks of, found nothing about <{iri}>")
        self.iri = iri


class WithdrawnThing(NgographError):  # noqa: N818
    """What bore that IRI has been withdrawn, and nothing stands for it."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"expected something that stands, found <{iri}>, which has been withdrawn")
        self.iri = iri


class UnknownDecision(NgographError):  # noqa: N818
    """Nobody has decided whether two things are one."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"expected a decision on {left} and {right} in the table of decisions, found none")
        self.left, self.right = left, right


class NameNotFound(NgographError):  # noqa: N818
    """No thing bears that name."""

    def __init__(self, name: str, nearest: Sequence[tuple[str, str]] = ()) -> None:
        hint = "; nearest: " + "; ".join(f"{label} <{iri}>" for iri, label in nearest) if nearest else ""
        super().__init__(f"nothing in the graph is called {name!r}{hint}")
        self.name, self.nearest = name, tuple(nearest)


class AmbiguousName(NgographError):  # noqa: N818
    """Several things bear that name."""

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        listed = "; ".join(f"{label} <{iri}>" for iri, label in candidates)
        super().__init__(f"{name!r} may be any of {len(candidates)}: {listed}")
        self.name, self.candidates = name, tuple(candidates)
