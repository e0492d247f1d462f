"""Many small pieces of work of one client, done beside the event loop, within bounds of number and time."""

from __future__ import annotations

import asyncio
import time
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from ngograph.errors import QueryTooLong
from ngograph.store.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ngograph.web.settings import Settings

T = TypeVar("T")


class Work:
    """The places at which such work is done: one, for threads of one process share its core anyhow.

    Args:
        settings: how many clients may wait, and how long the work for one may take.
    """

    def __init__(self, settings: Settings) -> None:
        self._turns = Turns(1, settings.queries_waiting, settings.query_seconds)
        self._seconds = settings.query_seconds

    async def do(self, pieces: Iterable[Callable[[], T]]) -> list[T]:
        """Return what each of the *pieces* of work comes to; they are left off when the client leaves.

        Raises:
            TooManyQueries: too many clients wait already, or this one has waited too long.
            QueryTooLong: the work took longer than is allowed.
        """
        left = Event()
        await self._turns.take()
        work = asyncio.get_running_loop().run_in_executor(None, self._done, pieces, left)
        work.add_done_callback(lambda _: self._turns.give_back())
        try:
            return await asyncio.shield(work)
        finally:
            left.set()

    def _done(self, pieces: Iterable[Callable[[], T]], left: Event) -> list[T]:
        end, done = time.monotonic() + self._seconds, list[T]()
        for piece in pieces:
            if left.is_set():
                break
            if time.monotonic() > end:
                raise QueryTooLong(self._seconds)
            done.append(piece())
        return done
