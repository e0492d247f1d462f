"""The workers of a pool: who works, who is idle, who waits for one, and whom to get and to bury."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from ngograph.errors import TooManyQueries
from ngograph.store.workers.clerk import Clerk
from ngograph.store.workers.recruiting import recruited
from ngograph.store.workers.rounds import Rounds
from ngograph.store.workers.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ngograph.store.lending import Lent
    from ngograph.store.workers.limits import Limits
    from ngograph.store.workers.nursery_link import Nursery
    from ngograph.store.workers.rounds import Due
    from ngograph.store.workers.worker import Worker

_PAUSE: Final = 0.2
"""Seconds before a worker is asked for again where there was none to be had."""
_BRIEF: Final = 0.005
"""Seconds in which no question makes a worker grow so much that it is worth looking."""
_LONG: Final = 0.05
"""Seconds after which a worker no longer keeps to the core of its service."""
_HEAVY: Final = 0.25
"""Seconds after which a worker gives way to all others, whose questions are mostly small."""
_YOUNG: Final = 0.02
"""Seconds in which most questions are answered."""


@dataclass(eq=False)
class Place:
    """A question that waits for a worker, and what is called when it has one."""

    text: str
    begun: Callable[[Running], None]


class Staff:
    """The workers of a pool.

    One of them is the first: it is asked whenever it is idle, so that it has at hand what most questions
    need, and it makes the pages of the store its own. What comes while it has just begun waits for it, for to
    wait is shorter than to be answered by one who must copy those pages first. If it is not done soon, the
    others are asked, and the next of them takes its place: whoever has made the store its own and is no
    longer the first is replaced, so that no more than two have a store to themselves.

    Args:
        nursery: where workers come from.
        limits: how many of them, and of those who wait.
        cores: where a worker may go that has long to work. Until then it keeps to the core of the service,
            because to wake another core takes longer than many a question; None: wherever the system likes.
    """

    def __init__(self, nursery: Nursery, limits: Limits, cores: Collection[int] | None) -> None:
        self.workers: set[Worker] = set()
        self.idle: list[Worker] = []
        self.waiting: deque[Place] = deque()
        self.running: dict[int, Running] = {}
        self.rounds = Rounds()
        self._nursery, self._limits, self._cores = nursery, limits, cores
        self._recruiting: set[asyncio.Task[None]] = set()
        self._first: Worker | None = None
        self._young: Running | None = None
        self._until: asyncio.TimerHandle | None = None
        self._watched: Due | None = None
        self._clerk: Clerk | None = None
        self._clerk_wanted = False
        self._closed = False

    async def begun(self, text: str) -> Running:
        """Wait for a worker for the question *text*.

        Raises:
            TooManyQueries: too many wait already, or none became free in time.
        """
        return self.at_once(text) or await self._turn(text)

    def at_once(self, text: str) -> Running | None:
        """Begin the question *text* if there is a worker for it now."""
        self._recruit()
        worker = None if self.waiting or self._soon() else self._ready()
        return None if worker is None else self._began(text, worker)

    def wait(self, text: str, begun: Callable[[Running], None]) -> Place:
        """Let the question *text* wait for a worker; *begun* is called when it has one.

        Raises:
            TooManyQueries: too many wait already.
        """
        # Who comes while workers are on their way, or idle, waits for one of them and not for its turn.
        if len(self.waiting) >= self._limits.waiting + len(self._recruiting) + len(self.idle):
            raise self.busy()
        place = Place(text, begun)
        self.waiting.append(place)
        self._next()
        return place

    def give_up(self, place: Place) -> None:
        """Let the question at *place* wait no longer."""
        if place in self.waiting:
            self.waiting.remove(place)

    def busy(self) -> TooManyQueries:
        """Return the error that says how many wait."""
        return TooManyQueries(len(self.waiting), max(1, round(self._limits.seconds / 2)))

    def release(self, run: Running) -> None:
        """Take back the worker of *run*, which waits for its next question."""
        self._forget(run)
        if run.roams:
            run.worker.keep_to(os.sched_getaffinity(0))
        brief = time.time() - run.since < _BRIEF
        succeeded = run.worker.settled and self._first not in (None, run.worker)
        stays_behind = run.gives_way and not run.worker.stand_up()
        if run.ended or succeeded or stays_behind or (not brief and run.worker.grown(self._limits.megabytes)):
            self.lose(run)
            return
        if self._clerk_wanted and run.worker is self._first:
            self._hire(run.worker)
        else:
            self._rest(run.worker)
        self._next()

    def lose(self, run: Running) -> None:
        """Kill the worker of *run* and get another."""
        self._forget(run)
        self._bury(run.worker)
        self._recruit()

    def lend(self, lent: Lent) -> Callable[[], None] | None:
        """Lend *lent* to a worker; return what asks to have it back, None if there is none for it now.

        It is the first worker, which then has no other work; without another nobody could be asked.
        """
        if self._clerk is None and len(self.workers) > 1 and self._first is not None:
            if self._first in self.idle:
                self.idle.remove(self._first)
                self._hire(self._first)
            else:
                self._clerk_wanted = True
        return None if self._clerk is None else self._clerk.lend(lent)

    def close(self) -> None:
        """Kill all workers."""
        self._closed = True
        for worker in list(self.workers):
            self._bury(worker)

    @property
    def lent(self) -> int:
        """How many connections are lent to a worker."""
        return 0 if self._clerk is None else len(self._clerk)

    # Lending ------------------------------------------------------------------------------------------------

    def _hire(self, worker: Worker) -> None:
        """Let *worker* answer over connections that are lent to it, until it has none."""
        self._clerk_wanted, self._first = False, None
        self._clerk = Clerk(worker, self._limits.megabytes, self)

    def dismiss(self, clerk: Clerk, *, useful: bool) -> None:
        """Take back the worker of *clerk*, to which nothing is lent any more, if it is still *useful*."""
        self._clerk = None
        if self._closed:
            return
        if useful and clerk.worker.alive():
            self._first = clerk.worker
            self._rest(clerk.worker)
        else:
            self._bury(clerk.worker)
            self._recruit()
        self._next()

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

    async def _turn(self, text: str) -> Running:
        busy, come = self.busy(), asyncio.get_running_loop().create_future()
        place = self.wait(text, come.set_result)
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await asyncio.shield(come)
        except BaseException as error:
            self.give_up(place)
            if come.done():
                self.release(come.result())
            if isinstance(error, TimeoutError):
                raise busy from None
            raise

    def _next(self) -> None:
        """Let those begin who have waited longest, as many as may."""
        while self.waiting:
            if self._soon():
                if self._until is None:
                    self._until = asyncio.get_running_loop().call_later(_YOUNG, self._no_longer)
                return
            if (worker := self._ready()) is None:
                return
            place = self.waiting.popleft()
            place.begun(self._began(place.text, worker))

    def _began(self, text: str, worker: Worker) -> Running:
        run = Running(text, worker)
        if self._young is not None and time.time() - self._young.since > _LONG and self._owners() < 2:
            self._first = worker
        if worker is self._first:
            self._young = run
        else:
            worker.look()
        self.running[run.number] = run
        if self._watched is None:
            self._watched = self.rounds.after(_LONG / 2, self._watch)
        return run

    def _owners(self) -> int:
        """Return how many have made the store their own."""
        return sum(worker.settled for worker in self.workers)

    def _soon(self) -> bool:
        """Say whether the first worker is likely to be done soon."""
        return self._young is not None and time.time() - self._young.since < _YOUNG

    def _no_longer(self) -> None:
        self._until = None
        if self._young is not None:  # its answer may have come while the service was busy
            self._young.worker.attend()
        self._next()

    def _rest(self, worker: Worker) -> None:
        """Let *worker* be idle; the first one is the next to be asked."""
        if worker is not self._first and (self._first is None or not self._first.alive()):
            self._first = worker
        if worker is self._first and not worker.settled and self._clerk is None:
            worker.settle()
        behind = worker is not self._first and self.idle[-1:] == [self._first]
        self.idle.insert(len(self.idle) - behind, worker)

    # Coming and going --------------------------------------------------------------------------------------

    def _watch(self) -> None:
        """Let the workers of those questions that are not done soon go to any core, and then give way."""
        now = time.time()
        for run in self.running.values():
            if not run.gives_way and now - run.since > _HEAVY:
                run.gives_way = True
                run.worker.give_way()
            if self._cores is not None and not run.roams and now - run.since > _LONG:
                run.roams = True
                run.worker.keep_to(self._cores)
        self._watched = self.rounds.after(_LONG / 2, self._watch) if self.running else None

    def _forget(self, run: Running) -> None:
        if self._young is run:
            self._young = None
        self.running.pop(run.number, None)

    def _bury(self, worker: Worker) -> None:
        self.workers.discard(worker)
        if worker is self._first:
            self._first = None
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
            self._rest(worker)
            self._next()
            return
