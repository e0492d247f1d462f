"""The time that one question has: for the store's work and for all of it, and an end from outside."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ngograph.errors import QueryTooLong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ngograph.errors import QueryError


class Clock:
    """The time of one question.

    Args:
        seconds: how long the store may work; what the reader takes does not count.
        longest: how long all may take, the reader's time too.
    """

    def __init__(self, seconds: float, longest: float) -> None:
        self._seconds, self._longest = seconds, longest
        self._left, self._end = seconds, time.monotonic() + longest
        self._stopped: QueryError | None = None
        self._running: asyncio.Timeout | None = None

    @property
    def rest(self) -> float:
        """How many seconds are left of all that the answer may take."""
        return max(0, self._end - time.monotonic())

    @property
    def left(self) -> float:
        """How many seconds the store may still work."""
        return min(self._left, self.rest)

    def stop(self, error: QueryError) -> None:
        """End the question with *error*; on the event loop."""
        self._stopped = error
        if self._running is not None:
            self._running.reschedule(asyncio.get_running_loop().time())

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Let the store work for as long as it may.

        Raises:
            QueryTooLong: its time is up.
            QueryEnded: somebody has stopped it.
        """
        self.check()
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.left) as self._running:
                yield
        except TimeoutError:
            self.check()
            raise self.late() from None
        finally:
            self._running = None
            self._left = max(0, self._left - (time.monotonic() - began))

    def check(self) -> None:
        """Raise the error of who stopped it, if somebody did."""
        if self._stopped is not None:
            raise self._stopped

    def late(self) -> QueryTooLong:
        """Return the error that names the limit that was passed."""
        return QueryTooLong(self._longest if self.rest <= 0 else self._seconds)
