"""The engine that asks worker processes: takes turns, keeps time, and replaces whom it has to kill."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final, Self, cast

from ngograph.errors import QueryEnded, QueryTooLarge, QueryTooLong, TooManyQueries
from ngograph.store import open_store
from ngograph.store.answering import Answer, Form, Load, Question, Table, Wanted
from ngograph.store.pipe import ReaderGone
from ngograph.store.workers.frames import (
    END,
    ERROR,
    FORM,
    LAST,
    MEMORY,
    PIECE,
    TABLE,
    UNFIT,
    WHOLE,
    Request,
    error_read,
    request_bytes,
    table_read,
)
from ngograph.store.workers.nurseries import Nurseries, Plan
from ngograph.store.workers.nursery_link import Nursery
from ngograph.store.workers.worker import Worker, recruited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection
    from pathlib import Path

    from ngograph.store.workers.nurseries import Entrance

_PAUSE: Final = 0.2
"""Seconds before a worker is asked for again where there was none to be had."""
_BRIEF: Final = 0.005
"""Seconds in which no question makes a worker grow so much that it is worth looking."""
_LONG: Final = 0.05
"""Seconds after which a worker no longer keeps to the core of its service."""
_NUMBERS: Final = count(1)
"""Numbers of questions go on from pool to pool of a process, so that an id never means two."""


@dataclass(eq=False)
class Running:
    """A question that is being answered.

    Args:
        id: what to call it: the service's process and a number.
        text: the question.
        since: the moment it began, in seconds since 1970.
    """

    id: str
    text: str
    worker: Worker
    since: float = field(default_factory=time.time)
    ended: bool = False
    roams: bool = False


class Workers:
    """An engine that asks a pool of processes, each of which can be killed.

    Args:
        store: the folder of the release's store.
        dump: the release's dump, read into memory if it is at most *in_memory* megabytes.
        at_once: how many workers there are.
        waiting: how many questions more may wait for their turn.
        seconds: how long a worker may work at an answer; the time that its reader takes does not count.
        patience: how many seconds a reader may take nothing.
        longest: how many seconds an answer may take in all, its reader's time too.
        megabytes: how much memory a question may need.
        in_memory: the largest dump, in megabytes, that is held in memory.
        entrance: where its nursery is found; None: it has one to itself.
        cores: where a worker may go that has long to work. Until then it keeps to the core of the service,
            because to wake another core takes longer than many a question; None: wherever the system likes.
    """

    def __init__(
        self,
        store: Path,
        dump: Path,
        *,
        at_once: int = 16,
        waiting: int = 64,
        seconds: float = 30,
        patience: float = 30,
        longest: float = 600,
        megabytes: int = 512,
        in_memory: int = 64,
        entrance: Entrance | None = None,
        cores: Collection[int] | None = None,
    ) -> None:
        open_store(store)  # a release that cannot be read is an error here and now
        fits = dump.is_file() and dump.stat().st_size <= in_memory * 1_000_000
        self._own = Nurseries()
        self._nursery = Nursery(Plan(store, dump, fits, megabytes), entrance or self._own)
        self._at_once, self._may_wait = at_once, waiting
        self._seconds, self._patience, self._longest = seconds, patience, longest
        self._megabytes, self._cores = megabytes, cores
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._recruiting: set[asyncio.Task[None]] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._running: dict[str, Running] = {}
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Begin to answer *question*.

        Raises:
            QueryError: it is no query, one that is refused, or took too long or too much to begin.
            NoFittingFormat: its answer has none of the formats wanted.
        """
        run = await self._turn(question)
        stream = _Stream(self, run)
        kind, body = await stream.begin(Request(question, wanted))
        if kind == WHOLE:
            form, _, whole = body.partition(b"\n")
        else:
            form, whole = body, None
        return Answer(wanted.fitting(_form(form)), whole, stream.pieces(), stream.close)

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows.

        Raises:
            QueryError: it is no query, one that is refused, or took too long or too much.
        """
        run = await self._turn(question)
        _, body = await _Stream(self, run).begin(Request(question, most=most))
        return table_read(body)

    async def form(self, question: Question) -> Form:
        """Return what kind of answer *question* would have, without working one out.

        Raises:
            QueryError: it is no query, or one that is refused.
        """
        run = await self._turn(question)
        _, body = await _Stream(self, run).begin(Request(question, Wanted(None, None)))
        return _form(body)

    @property
    def load(self) -> Load:
        """How many questions run, and how many wait."""
        return Load(len(self._running), len(self._waiting))

    def running(self) -> list[Running]:
        """Return the questions that are being answered, the oldest first; safe in any thread."""
        return list(self._running.values())

    def end(self, name: str) -> bool:
        """End the question called *name*; say whether there is one. Safe in any thread."""
        run = self._running.get(name)
        if run is None:
            return False
        run.ended = True
        run.worker.kill()
        return True

    def close(self) -> None:
        """Kill all workers."""
        self._closed = True
        for worker in list(self._workers):
            self._bury(worker)
        self._nursery.close()
        self._own.close()

    # Turns -------------------------------------------------------------------------------------------------

    async def _turn(self, question: Question) -> Running:
        """Wait for a worker."""
        self._recruit()
        run = Running(f"{os.getpid()}-{next(_NUMBERS)}", question.text, await self._free())
        self._running[run.id] = run
        return run

    async def _free(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive():
                return worker
            self._bury(worker)
            self._recruit()
        busy = TooManyQueries(len(self._waiting), max(1, round(self._seconds / 2)))
        # Who comes while the first workers are on their way waits for one of them and not for its turn.
        if len(self._waiting) >= self._may_wait + len(self._recruiting):
            raise busy
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._seconds):
                return await place
        except BaseException as error:
            if place in self._waiting:
                self._waiting.remove(place)
            if place.done() and not place.cancelled():
                self._hand_on(place.result())
            if isinstance(error, TimeoutError):
                raise busy from None
            raise

    def _hand_on(self, worker: Worker) -> None:
        """Give *worker* to who has waited longest."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    def begun(self, run: Running) -> asyncio.TimerHandle | None:
        """Let the worker of *run* go to any core if it has long to work."""
        if self._cores is None:
            return None
        return asyncio.get_running_loop().call_later(_LONG, self._roam, run)

    def _roam(self, run: Running) -> None:
        if self._cores is not None:
            run.roams = True
            run.worker.keep_to(self._cores)

    def release(self, run: Running) -> None:
        """Take back the worker of *run*, which waits for its next question."""
        self._running.pop(run.id, None)
        if run.roams:
            run.worker.keep_to(os.sched_getaffinity(0))
        brief = time.time() - run.since < _BRIEF
        if run.ended or (not brief and run.worker.grown(self._megabytes * 500_000)):
            self.lose(run)
        else:
            self._hand_on(run.worker)

    def lose(self, run: Running) -> None:
        """Kill the worker of *run* and get another."""
        self._running.pop(run.id, None)
        self._bury(run.worker)
        self._recruit()

    async def told(self, run: Running) -> Exception:
        """Return the error for a worker that ended by itself or was ended."""
        if run.ended:
            return QueryEnded("an operator has ended this question")
        return await run.worker.last_words(self._megabytes)

    def _bury(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.bury()

    def _recruit(self) -> None:
        """Get as many workers as are missing."""
        while not self._closed and len(self._workers) + len(self._recruiting) < self._at_once:
            task = asyncio.get_running_loop().create_task(self._one_more())
            self._recruiting.add(task)
            task.add_done_callback(self._recruiting.discard)

    async def _one_more(self) -> None:
        while not self._closed:
            try:
                worker = await recruited(self._nursery)
            except OSError:
                await asyncio.sleep(_PAUSE)
                continue
            self._workers.add(worker)
            if self._cores is not None:
                worker.keep_to(os.sched_getaffinity(0))
            if self._closed:  # while this one was on its way
                self._bury(worker)
                return
            self._recruiting.discard(cast("asyncio.Task[None]", asyncio.current_task()))
            self._hand_on(worker)
            return

    # Limits ------------------------------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """How long a worker may work at an answer."""
        return self._seconds

    @property
    def patience(self) -> float:
        """How long a reader may take nothing."""
        return self._patience

    @property
    def longest(self) -> float:
        """How long an answer may take in all."""
        return self._longest

    @property
    def megabytes(self) -> int:
        """How much memory a question may need."""
        return self._megabytes


class _Stream:
    """One answer on its way out of a worker."""

    def __init__(self, pool: Workers, run: Running) -> None:
        self._pool, self._run = pool, run
        self._left, self._end = pool.seconds, time.monotonic() + pool.longest
        self._come: deque[tuple[bytes, bytes]] = deque()
        self._done = False
        self._long = pool.begun(run)

    async def begin(self, request: Request) -> tuple[bytes, bytes]:
        """Send the question; return the frame that begins its answer, or all of it.

        Raises:
            QueryError: there is no answer, or none in time.
        """
        try:
            come = await self._worked(request_bytes(request))
        except BaseException:
            self.close()
            raise
        kind, body = come.pop(0)
        self._come.extend(come)
        if kind in LAST:
            self._finish()
        if kind == MEMORY:
            raise QueryTooLarge(self._pool.megabytes)
        if kind == ERROR:
            raise error_read(body)
        assert kind in (FORM, WHOLE, UNFIT, TABLE)
        return kind, body

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield what the worker writes, as many pieces at once as have come."""
        loop = asyncio.get_running_loop()
        try:
            while not self._done:
                if not self._come:
                    self._come.extend(await self._worked())
                piece = self._taken()
                if piece and not self._done:
                    patience = loop.call_later(min(self._pool.patience, self._rest()), self.close)
                    try:
                        yield piece
                    finally:
                        patience.cancel()
                    if self._done:
                        raise self._late() if self._rest() <= 0 else ReaderGone("the reader was too slow")
                elif piece:
                    yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Kill the worker if it is not done: nobody reads any more, or its time is up."""
        if not self._done:
            self._stop()
            self._pool.lose(self._run)

    def _finish(self) -> None:
        """Give the worker back."""
        self._stop()
        self._pool.release(self._run)

    def _stop(self) -> None:
        self._done = True
        if self._long is not None:
            self._long.cancel()

    def _rest(self) -> float:
        """Return how many seconds are left of all that the answer may take."""
        return max(0, self._end - time.monotonic())

    def _late(self) -> QueryTooLong:
        """Return the error that names the limit of time that was passed."""
        return QueryTooLong(self._pool.longest if self._rest() <= 0 else self._pool.seconds)

    def _taken(self) -> bytes:
        """Return the bytes that have come."""
        pieces = []
        while self._come:
            kind, body = self._come.popleft()
            if kind == PIECE:
                pieces.append(body)
                continue
            self._finish()
            if kind != END:
                raise error_read(body) if kind == ERROR else QueryTooLarge(self._pool.megabytes)
        return b"".join(pieces)

    async def _worked(self, asked: bytes | None = None) -> list[tuple[bytes, bytes]]:
        """Wait for the worker, on its own time."""
        began = time.monotonic()
        try:
            seconds = min(self._left, self._rest())
            if asked is not None:
                await self._run.worker.ask(asked, seconds)
            return await self._run.worker.frames(seconds)
        except TimeoutError:
            raise self._late() from None
        except EOFError:
            raise await self._pool.told(self._run) from None
        finally:
            self._left = max(0, self._left - (time.monotonic() - began))


def _form(name: bytes) -> Form:
    return cast("Form", name.decode())
