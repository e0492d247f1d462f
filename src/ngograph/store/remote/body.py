"""The body of a store's reply on its way to us: held back by who reads it, and let go when nobody does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import httpx

from ngograph.errors import StoreError
from ngograph.store.pipe import ReaderGone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ngograph.store.remote.clock import Clock

_SHORT: Final = 1 << 16
"""Bytes up to which a reply may be taken as a whole."""
_ROOM: Final = 1 << 18
"""Bytes that may have come and not be taken, before the store is held back."""
_MOMENT: Final = 0.01
"""Seconds that the end of a short reply is waited for, before what has come is handed on."""


class Body:
    """The bytes of *response*, taken one after another.

    Args:
        clock: the time of the question.
        patience: how many seconds a reader may take nothing.
        done: called once, when the reply has ended or was given up.
    """

    def __init__(
        self, response: httpx.Response, clock: Clock, patience: float, done: Callable[[], None]
    ) -> None:
        self._response, self._clock, self._patience, self._done = response, clock, patience, done
        self._come = bytearray()
        self._more, self._room = asyncio.Event(), asyncio.Event()
        self._over = self._ended = False
        self._error: Exception | None = None
        self._closing: asyncio.Task[None] | None = None
        self._reading = asyncio.create_task(self._read())

    async def begun(self) -> bytes | None:
        """Wait until there is something to hand on; return the whole if that is all, else None."""
        try:
            async with self._clock.working():
                await self._more.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(_MOMENT):
                    while not self._over and len(self._come) < _SHORT:
                        self._more.clear()
                        await self._more.wait()
            if not self._over or self._error is not None:
                return None if self._come else self._taken()
        except BaseException:
            self.close()
            raise
        whole = self._taken()
        self.close()
        return whole

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes as they come.

        Raises:
            QueryTooLong: the store took too long.
            ReaderGone: the reader was too slow.
            StoreError: the reply was broken off.
        """
        loop = asyncio.get_running_loop()
        try:
            while not self._ended:
                if not self._come and not self._over:
                    self._more.clear()
                    async with self._clock.working():
                        await self._more.wait()
                    self._check()
                if not (piece := self._taken()):
                    break
                slow = loop.call_later(min(self._patience, self._clock.rest), self.close)
                try:
                    yield piece
                finally:
                    slow.cancel()
                self._check()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the connection; where the reply has not ended, it is closed."""
        if self._ended:
            return
        self._ended = True
        self._closing = asyncio.get_running_loop().create_task(self._let_go())

    def _check(self) -> None:
        """Raise the error of who has closed it, if it was closed before its end."""
        if self._ended:
            self._clock.check()
            raise self._clock.late() if self._clock.rest <= 0 else ReaderGone("the reader was too slow")

    async def _let_go(self) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        with suppress(Exception):
            await self._response.aclose()
        self._done()

    def _taken(self) -> bytes:
        """Return what has come, none at the end.

        Raises:
            QueryTooLong: the store said nothing for too long.
            StoreError: the reply was broken off.
        """
        taken = bytes(self._come)
        self._come.clear()
        self._room.set()
        if taken or self._error is None:
            return taken
        if isinstance(self._error, httpx.TimeoutException):
            raise self._clock.late() from self._error
        raise StoreError(
            f"expected the whole of an answer from the store, found a part: {self._error}"
        ) from self._error

    async def _read(self) -> None:
        """Take what the store sends, as long as there is room for it."""
        try:
            async for piece in self._response.aiter_bytes():
                self._come += piece
                self._more.set()
                while len(self._come) > _ROOM:
                    self._room.clear()
                    await self._room.wait()
        except Exception as error:
            self._error = error
        finally:
            self._over = True
            self._more.set()
