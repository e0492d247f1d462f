"""Many small pieces of work of one client, done beside the event loop, within bounds of number and time."""

from __future__ import annotations

import asyncio
import time
from threading import Event
from typing import TYPE_CHECKING, Final, TypeVar

from ngograph.errors import QueryTooLong
from ngograph.store.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ngograph.web.settings import Settings

T = TypeVar("T")

_AT_A_TIME: Final = 20
"""Pieces that are done for one client before the next one has its turn."""


class Work:
    """The place at which such work is done: one, for threads of one process share its core anyhow.

    Args:
        settings: how many clients may wait, and how long the work for one may take.
    """

    def __init__(self, settings: Settings) -> None:
        self._turns = Turns(1, settings.queries_waiting, settings.query_seconds)
        self._seconds = settings.query_seconds

    async def do(self, pieces: Sequence[Callable[[], T]]) -> list[T]:
        """Return what each of the *pieces* of work comes to; they are left off when the client leaves.

        Raises:
            TooManyQueries: too many clients wait already, or this one has waited too long.
            QueryTooLong: the work took longer than is allowed, waiting not counted.
        """
        done, spent = list[T](), 0.0
        for at in range(0, len(pieces), _AT_A_TIME):
            begun, some = await self._some(pieces[at : at + _AT_A_TIME], self._seconds - spent)
            spent += time.monotonic() - begun
            done += some
        return done

    async def _some(self, pieces: Sequence[Callable[[], T]], seconds: float) -> tuple[float, list[T]]:
        """Return when the *pieces* were begun and what they come to, in at most so many *seconds*."""
        left = Event()
        await self._turns.take()
        begun = time.monotonic()

        def work() -> list[T]:
            done = list[T]()
            for piece in pieces:
                if left.is_set():
                    break
                if time.monotonic() > begun + seconds:
                    raise QueryTooLong(self._seconds)
                done.append(piece())
            return done

        working = asyncio.get_running_loop().run_in_executor(None, work)
        working.add_done_callback(lambda _: self._turns.give_back())
        try:
            return begun, await asyncio.shield(working)
        finally:
            left.set()
