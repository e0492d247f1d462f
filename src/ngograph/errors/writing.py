"""A change cannot be made as asked, or not by this token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence


class WriteError(NgographError):
    """A change cannot be made as asked."""


class NotWritable(WriteError):  # noqa: N818
    """That graph is not written from outside."""

    def __init__(self, graph: str, reason: str) -> None:
        super().__init__(f"{graph} is not written from outside: {reason}")
        self.graph, self.reason = graph, reason


class OutOfScope(WriteError):  # noqa: N818
    """The token does not cover a graph that the change touches."""

    def __init__(self, graph: str, scopes: Sequence[str]) -> None:
        super().__init__(f"expected a token that may write {graph}, found one for {', '.join(scopes)}")
        self.graph, self.scopes = graph, tuple(scopes)


class UnfitGraph(WriteError):  # noqa: N818
    """A graph would not be one that a release can hold."""

    def __init__(self, graph: str, problem: str) -> None:
        super().__init__(f"{graph}: {problem}")
        self.graph, self.problem = graph, problem


class UnreadableBody(WriteError):  # noqa: N818
    """What was sent is not well-formed RDF, or not of one graph."""

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f"line {line}, column {column}: "
        super().__init__(f"{where}not a graph that can be read: {problem}")
        self.problem, self.line, self.column = problem, line, column


class GraphExists(WriteError):  # noqa: N818
    """The graph that should be new is there already."""

    def __init__(self, graph: str) -> None:
        super().__init__(f"expected {graph} not to be there, as If-None-Match says, found it")
        self.graph = graph


class ReleaseMoved(WriteError):  # noqa: N818
    """Another release is published than the one that the change was made for."""

    def __init__(self, release: str) -> None:
        super().__init__(f"expected to change the release that If-Match names, found {release} published")
        self.release = release


class TooManyWrites(WriteError):  # noqa: N818
    """More changes wait for their turn than the service takes, or one has waited too long."""

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(f"{waiting} changes wait already: come again in {retry_after} seconds")
        self.waiting, self.retry_after = waiting, retry_after


class WriteTooLong(WriteError):  # noqa: N818
    """The work on a change took longer than is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"expected a change that is done within {seconds:g} seconds: nothing was written")
        self.seconds = seconds


class WriteTooLarge(WriteError):  # noqa: N818
    """The work on a change needs more memory than is allowed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"expected a change that needs at most {megabytes} MB of memory: nothing was written"
        )
        self.megabytes = megabytes


class WriteEnded(WriteError):  # noqa: N818
    """The work on a change was ended from outside before its end."""

    def __init__(self) -> None:
        super().__init__("the process that worked on this change has ended: nothing was written")


class TokenError(NgographError):
    """The file of tokens is not what it should be, or a token in it."""
