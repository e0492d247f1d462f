"""What is asked and what comes back, and `Engine`: what the service needs of whatever answers.

Threads over a store of this process are one engine; worker processes or another store's endpoint can stand
in for them, for everything here could cross to another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol, runtime_checkable

from ngograph.errors import NoFittingFormat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from ngograph.media import Format
    from ngograph.store.embedded import Term

    Told = Callable[["Answer | Begun"], None]

Form = Literal["select", "ask", "graph"]


@dataclass(frozen=True)
class Dataset:
    """The graphs that the asker names, which outrank those that the question names.

    Args:
        default: IRIs of graphs whose union is the default graph.
        named: IRIs of graphs that ``GRAPH`` can reach.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A query, values for its variables, and the graphs that the asker names."""

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    dataset: Dataset = Dataset()


@dataclass(frozen=True)
class Wanted:
    """The format to answer in, once it is known whether the answer is a result or a graph; None: refuse.

    Args:
        results: for SELECT and ASK.
        graph: for CONSTRUCT and DESCRIBE.
        asked: what the client asked for, for the words of a refusal.
        offers: what there would have been.
    """

    results: Format | None
    graph: Format | None
    asked: str = ""
    offers: tuple[str, ...] = ()

    def fitting(self, form: Form) -> Format:
        """Return the format for an answer of *form*, or raise NoFittingFormat."""
        found = self.graph if form == "graph" else self.results
        if found is None:
            raise NoFittingFormat(self.asked, self.offers)
        return found


@dataclass(frozen=True)
class Answer:
    """An answer on its way: whole if it is short, else in pieces that are to be taken one after another.

    Args:
        kept: whether it was worked out before and kept; None if nothing is kept of such answers.
        seconds: that it took to work it out, where that is known of a whole one.
    """

    format: Format
    whole: bytes | None
    pieces: AsyncIterator[bytes]
    close: Callable[[], None]
    kept: bool | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Table:
    """An answer as rows, for showing: `more` says that it goes on beyond them."""

    form: Form
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    more: bool = False


@dataclass(frozen=True)
class Begun:
    """An answer that somebody must wait for.

    Args:
        go_on: waits for it; raises what `Engine.stream` does.
        close: lets it be, where nobody waits.
    """

    go_on: Callable[[], Awaitable[Answer]]
    close: Callable[[], None]


def nothing() -> None:
    """Do nothing: there is nothing to close."""


class _NoPieces:
    """The pieces of an answer that is whole."""

    def __aiter__(self) -> _NoPieces:
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration


NO_PIECES: Final = _NoPieces()


class Engine(Protocol):
    """Whatever answers questions."""

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Begin to answer *question*; errors come here, or break off the pieces."""

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows."""


@dataclass(frozen=True)
class Load:
    """How busy an engine is.

    Args:
        running: how many questions it works on.
        waiting: how many wait for their turn.
        lent: how many connections are lent to it, over which it answers small ones.
    """

    running: int
    waiting: int
    lent: int = 0


@runtime_checkable
class Prompting(Protocol):
    """An engine that answers most questions by calling back, so that no task has to wait for each."""

    def prompt(self, question: Question, wanted: Wanted, told: Told) -> Callable[[], None]:
        """Answer *question* by calling *told*, now or later; return what gives it up until then.

        What is told is whole, or has to be waited for.
        """


@runtime_checkable
class Loaded(Protocol):
    """An engine that says how busy it is."""

    @property
    def load(self) -> Load:
        """How busy it is now."""
