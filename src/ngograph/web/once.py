"""What is worked out when it is first asked for, and kept: a release does not change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")


class Once(Generic[T]):
    """A value that *make* makes once, however many ask for it at the same time; a failure is not kept.

    >>> async def make():
    ...     print("made")
    ...     return 1
    >>> async def twice():
    ...     value = Once(make)
    ...     return await value(), await value()
    >>> asyncio.run(twice())
    made
    (1, 1)
    """

    def __init__(self, make: Callable[[], Awaitable[T]]) -> None:
        """Remember how the value is made."""
        self._make = make
        self._made: list[T] = []
        self._lock = asyncio.Lock()

    async def __call__(self) -> T:
        """Return the value."""
        if not self._made:
            async with self._lock:
                if not self._made:
                    self._made.append(await self._make())
        return self._made[0]

    @property
    def is_made(self) -> bool:
        """Whether the value has been made."""
        return bool(self._made)
