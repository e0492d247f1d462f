"""Places for questions, of which so many are worked on at once, and a bound on those that wait."""

from __future__ import annotations

import asyncio

from ngograph.errors import TooManyQueries


class Turns:
    """The places of one engine; who has taken one gives it back.

    Args:
        at_once: how many there are.
        waiting: how many questions more may wait for one.
        seconds: how long a question may wait.
    """

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._places, self._may_wait, self._seconds = asyncio.Semaphore(at_once), waiting, seconds
        self.waiting = 0

    async def take(self) -> None:
        """Wait for a place.

        Raises:
            TooManyQueries: too many wait already, or this one has waited too long.
        """
        busy = TooManyQueries(self.waiting, max(1, round(self._seconds / 2)))
        if self._places.locked() and self.waiting >= self._may_wait:
            raise busy
        self.waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._places.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self.waiting -= 1

    def give_back(self) -> None:
        """Let the next one in."""
        self._places.release()
