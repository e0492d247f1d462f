"""A question cannot be answered as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence


class QueryError(NgographError):
    """A question cannot be answered as asked."""


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL 1.1 query."""

    kind = "query"

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f"line {line}, column {column}: "
        super().__init__(f"{where}not a SPARQL {self.kind}: {problem}")
        self.problem, self.line, self.column = problem, line, column


class UpdateSyntaxError(QuerySyntaxError):
    """The text is not a SPARQL 1.1 update."""

    kind = "update"


class QueryRefused(QueryError):  # noqa: N818
    """The text is SPARQL, but of a kind that is not run here."""


class UnknownQuery(QueryError):  # noqa: N818
    """There is no query of that name."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"expected the name of a query, found {name!r}{hint}")
        self.name, self.nearest = name, tuple(nearest)


class UnknownParameter(QueryError):  # noqa: N818
    """The query has no parameter of that name."""

    def __init__(self, query: str, name: str, known: Sequence[str]) -> None:
        has = f"it has {', '.join(known)}" if known else "it has none"
        super().__init__(f"{query}: no parameter {name!r}; {has}")
        self.query, self.name, self.known = query, name, tuple(known)


class ParameterError(QueryError):
    """A value does not fit the type of its parameter."""

    def __init__(self, query: str, name: str, expected: str, found: str) -> None:
        super().__init__(f"{query}: parameter {name!r}: expected {expected}, found {found!r}")
        self.query, self.name, self.expected, self.found = query, name, expected, found


class QueryTooLong(QueryError):  # noqa: N818
    """The answer took longer than is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"expected an answer within {seconds:g} seconds, found none: ask for less at once")
        self.seconds = seconds


class TooManyQueries(QueryError):  # noqa: N818
    """More questions wait for their turn than the service takes."""

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(f"{waiting} questions wait already: come again in {retry_after} seconds")
        self.waiting, self.retry_after = waiting, retry_after


class QueryTooLarge(QueryError):  # noqa: N818
    """The answer needs more memory than a question is allowed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"expected an answer that needs at most {megabytes} MB of memory, found one that needs more"
        )
        self.megabytes = megabytes


class QueryTooDeep(QueryError):  # noqa: N818
    """The question is nested more deeply than the engine can follow."""

    def __init__(self) -> None:
        super().__init__("the engine broke down over this question: expected one that is less deeply nested")


class QueryEnded(QueryError):  # noqa: N818
    """The question was ended from outside before its answer."""
