"""Times that are hardly ever reached, looked at together: one timer for all instead of one for each.

A question has a limit of time and is nearly always answered long before. To set a timer of the loop and to
take it back takes as long as a tenth of a small question; to be noted in a set and struck out takes nothing.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY: Final = 0.025
"""Seconds from one look to the next, by which a call may come late."""


@dataclass(eq=False, slots=True)
class Due:
    """A call that is to be made at a moment of the monotonic clock, unless it is taken back."""

    moment: float
    call: Callable[[], None]


class Rounds:
    """Makes calls that are due, each at most a fortieth of a second late.

    >>> async def example():
    ...     rounds, called = Rounds(), []
    ...     first = rounds.after(0, lambda: called.append("first"))
    ...     second = rounds.after(0, lambda: called.append("second"))
    ...     rounds.take_back(second)
    ...     await asyncio.sleep(0.1)
    ...     return called
    >>> asyncio.run(example())
    ['first']
    """

    def __init__(self) -> None:
        """Begin with nothing to look at."""
        self._due: set[Due] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.TimerHandle | None = None

    def after(self, seconds: float, call: Callable[[], None]) -> Due:
        """Make *call* after so many *seconds* in the loop that runs now."""
        due = Due(time.monotonic() + seconds, call)
        self._due.add(due)
        if self._next is None or self._loop is not asyncio.get_running_loop():
            self._loop = asyncio.get_running_loop()
            self._next = self._loop.call_later(_EVERY, self._look)
        return due

    def take_back(self, due: Due | None) -> None:
        """Let the call be made no more; one that was made stays made."""
        if due is not None:
            self._due.discard(due)

    def _look(self) -> None:
        now = time.monotonic()
        for due in [due for due in self._due if due.moment <= now]:
            self._due.discard(due)
            due.call()
        running = asyncio.get_running_loop()
        self._next = running.call_later(_EVERY, self._look) if self._due else None
