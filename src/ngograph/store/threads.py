"""Questions run in threads, answers stream to the event loop: nobody waits for somebody else's question."""

from __future__ import annotations

import asyncio
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from ngograph.errors import QueryTooLong
from ngograph.store.answering import Answer, Load, Question, Table, Wanted
from ngograph.store.pipe import Pipe
from ngograph.store.results import answer, form_of, serialise, table_of
from ngograph.store.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

    from ngograph.media import Format

T = TypeVar("T")


class Threads:
    """An engine that asks a store of this process, each question in a thread of its own.

    The engine beneath cannot be stopped while it yields nothing. A question that is given up keeps its place
    until it ends by itself.

    Args:
        store: what is asked.
        at_once: how many questions run at the same time.
        waiting: how many more may wait for their turn.
        seconds: how long an answer may take to begin.
        patience: how many seconds a reader may take nothing.
    """

    def __init__(
        self, store: Store, *, at_once: int = 16, waiting: int = 64, seconds: float = 30, patience: float = 30
    ) -> None:
        self._store, self._seconds, self._patience = store, seconds, patience
        self._turns = Turns(at_once, waiting, seconds)
        self._running = 0

    @property
    def load(self) -> Load:
        """How many questions run, those included that were given up and have not ended, and how many wait."""
        return Load(self._running, self._turns.waiting)

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Begin to answer *question*.

        Raises:
            QueryError: it is no query, one that is refused, or took too long to begin.
            NoFittingFormat: its answer has none of the formats wanted.
        """
        await self._turns.take()
        pipe = Pipe(patience=self._patience)
        chosen: list[Format] = []
        self._start(lambda: _write(self._store, question, wanted, pipe, chosen))
        try:
            async with asyncio.timeout(self._seconds):
                whole = await pipe.begun()
        except TimeoutError:
            pipe.close()
            raise QueryTooLong(self._seconds) from None
        except BaseException:
            pipe.close()
            raise
        return Answer(chosen[0], whole, pipe.pieces(), pipe.close)

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows.

        Raises:
            QueryError: it is no query, one that is refused, or took too long.
        """
        await self._turns.take()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Table] = loop.create_future()
        self._start(lambda: _settle(loop, future, lambda: table_of(answer(self._store, question), most)))
        try:
            return await asyncio.wait_for(future, self._seconds)
        except TimeoutError:
            raise QueryTooLong(self._seconds) from None

    def _start(self, work: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        self._running += 1

        def run() -> None:
            try:
                work()
            finally:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self._ended)

        # A daemon, because a question that does not end must not keep the service from ending.
        Thread(target=run, name="question", daemon=True).start()

    def _ended(self) -> None:
        self._running -= 1
        self._turns.give_back()


def _write(store: Store, question: Question, wanted: Wanted, pipe: Pipe, chosen: list[Format]) -> None:
    try:
        results = answer(store, question)
        chosen.append(wanted.fitting(form_of(results)))
        serialise(results, pipe, chosen[0])
    except BaseException as error:
        pipe.end(_bare(error))
    else:
        pipe.end()


def _bare(error: BaseException) -> BaseException:
    """Return *error* without its frames: they hold results that only this thread may let go."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return error


def _settle(loop: asyncio.AbstractEventLoop, future: asyncio.Future[T], work: Callable[[], T]) -> None:
    """Put what *work* returns or raises into *future*, unless nobody waits for it any more."""

    def tell(put: Callable[[], None]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(lambda: None if future.done() else put())

    try:
        value = work()
    except Exception as error:
        bare = _bare(error)
        tell(lambda: future.set_exception(bare))
    else:
        tell(lambda: future.set_result(value))
