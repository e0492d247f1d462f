"""The workers of a pool: who works, who is idle, who waits for one, and whom to get and to bury."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from typing import TYPE_CHECKING, Final, cast

from ngograph.errors import TooManyQueries
from ngograph.store.workers.rounds import Rounds
from ngograph.store.workers.running import Running
from ngograph.store.workers.worker import recruited

if TYPE_CHECKING:
    from collections.abc import Collection

    from ngograph.store.workers.limits import Limits
    from ngograph.store.workers.nursery_link import Nursery
    from ngograph.store.workers.worker import Worker

_PAUSE: Final = 0.2
"""Seconds before a worker is asked for again where there was none to be had."""
_BRIEF: Final = 0.005
"""Seconds in which no question makes a worker grow so much that it is worth looking."""
_LONG: Final = 0.05
"""Seconds after which a worker no longer keeps to the core of its service."""


class Staff:
    """The workers of a pool.

    Args:
        nursery: where workers come from.
        limits: how many of them, and of those who wait.
        cores: where a worker may go that has long to work. Until then it keeps to the core of the service,
            because to wake another core takes longer than many a question; None: wherever the system likes.
    """

    def __init__(self, nursery: Nursery, limits: Limits, cores: Collection[int] | None) -> None:
        self.workers: set[Worker] = set()
        self.idle: list[Worker] = []
        self.waiting: deque[asyncio.Future[Worker]] = deque()
        self.running: dict[str, Running] = {}
        self.rounds = Rounds()
        self._nursery, self._limits, self._cores = nursery, limits, cores
        self._recruiting: set[asyncio.Task[None]] = set()
        self._closed = False

    async def begun(self, text: str) -> Running:
        """Wait for a worker for the question *text*.

        Raises:
            TooManyQueries: too many wait already, or none became free in time.
        """
        self._recruit()
        worker = None if self.waiting else self._ready()
        run = Running(text, worker or await self._turn())
        if self._cores is not None:
            run.roaming = self.rounds.after(_LONG, lambda: self._roam(run))
        self.running[run.id] = run
        return run

    def release(self, run: Running) -> None:
        """Take back the worker of *run*, which waits for its next question."""
        self._forget(run)
        if run.roams:
            run.worker.keep_to(os.sched_getaffinity(0))
        brief = time.time() - run.since < _BRIEF
        if run.ended or (not brief and run.worker.grown(self._limits.megabytes)):
            self.lose(run)
            return
        self.idle.append(run.worker)
        self._next()

    def lose(self, run: Running) -> None:
        """Kill the worker of *run* and get another."""
        self._forget(run)
        self._bury(run.worker)
        self._recruit()

    def close(self) -> None:
        """Kill all workers."""
        self._closed = True
        for worker in list(self.workers):
            self._bury(worker)

    # Turns -------------------------------------------------------------------------------------------------

    def _ready(self) -> Worker | None:
        """Return an idle worker if there is one: the one that worked last, which has most at hand still."""
        while self.idle:
            worker = self.idle.pop()
            if worker.alive():
                return worker
            self._bury(worker)
            self._recruit()
        return None

    async def _turn(self) -> Worker:
        busy = TooManyQueries(len(self.waiting), max(1, round(self._limits.seconds / 2)))
        # Who comes while the first workers are on their way waits for one of them and not for its turn.
        if len(self.waiting) >= self._limits.waiting + len(self._recruiting):
            raise busy
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self.waiting.append(place)
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await place
        except BaseException as error:
            if place in self.waiting:
                self.waiting.remove(place)
            if place.done() and not place.cancelled():
                self.idle.append(place.result())
                self._next()
            if isinstance(error, TimeoutError):
                raise busy from None
            raise

    def _next(self) -> None:
        """Let those begin who have waited longest, as many as may."""
        while self.waiting:
            if self.waiting[0].done():  # it was given up
                self.waiting.popleft()
            elif (worker := self._ready()) is not None:
                self.waiting.popleft().set_result(worker)
            else:
                return

    # Coming and going --------------------------------------------------------------------------------------

    def _roam(self, run: Running) -> None:
        """Let the worker of *run*, which is not done soon, go to any core."""
        if self._cores is not None:
            run.roams = True
            run.worker.keep_to(self._cores)

    def _forget(self, run: Running) -> None:
        self.running.pop(run.id, None)
        self.rounds.take_back(run.roaming)

    def _bury(self, worker: Worker) -> None:
        self.workers.discard(worker)
        worker.bury()

    def _recruit(self) -> None:
        """Get as many workers as are missing."""
        while not self._closed and len(self.workers) + len(self._recruiting) < self._limits.at_once:
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
            self.workers.add(worker)
            if self._cores is not None:
                worker.keep_to(os.sched_getaffinity(0))
            if self._closed:  # while this one was on its way
                self._bury(worker)
                return
            self._recruiting.discard(cast("asyncio.Task[None]", asyncio.current_task()))
            self.idle.append(worker)
            self._next()
            return
