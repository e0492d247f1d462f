"""What an analysis is: its name, what it can be told, and the function that makes its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ngograph.analysis import scope
from ngograph.analysis.options import Option, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.analysis.report import Report
    from ngograph.analysis.scope import Scope
    from ngograph.queries import Names


@dataclass(frozen=True)
class Analysis:
    """One question to a network.

    Attributes:
        name: the verb on the command line, and the end of the address.
        title: what it is called.
        description: what it tells, in one sentence.
        own: what it can be told beside the scope; those that are needed come first.
        function: makes the report.
        ties: the kinds of tie that it is about unless told otherwise.
    """

    name: str
    title: str
    description: str
    own: tuple[Option, ...]
    function: Callable[[Known, Scope, Mapping[str, Any]], Report]
    ties: str = "partnership"

    @property
    def options(self) -> tuple[Option, ...]:
        """All that it can be told."""
        return (*self.own, *scope.options(self.ties))

    def report(self, known: Known, given: Mapping[str, Sequence[str]], names: Names | None = None) -> Report:
        """Return what this analysis comes to.

        Args:
            known: the release.
            given: what was told, as texts by the names of the options.
            names: finds things by name; without it IRIs alone are understood.

        Raises:
            QueryError, NetworkError: it was told something that does not fit.
            NameNotFound, AmbiguousName: nothing, or more than one thing, is called so.
        """
        told = read(self.name, self.options, given, names)
        return self.function(known, scope.scope(told), told)
