"""A bounded pipe of bytes from the event loop to a thread, which reads them as a file."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Condition
from typing import Final

_ROOM: Final = 1 << 18


class Feed:
    """One writer on the event loop, one reader in a thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Event()
        self._changed = Condition()
        self._held = bytearray()
        self._taken = memoryview(b"")
        self._ended = False
        self.error: BaseException | None = None

    async def put(self, piece: bytes) -> None:
        """Hand on *piece*, waiting while there is much that was not read."""
        while len(self._held) > _ROOM and not self._ended:
            self._room.clear()
            if len(self._held) > _ROOM:
                await self._room.wait()
        with self._changed:
            self._held += piece
            self._changed.notify_all()

    def end(self, error: BaseException | None = None) -> None:
        """Say that this is all, or that *error* ended it."""
        with self._changed:
            if not self._ended:
                self._ended, self.error = True, error
            self._changed.notify_all()
        self._room.set()

    def read(self, most: int = -1) -> bytes:
        """Return at most *most* bytes, none at the end; in the thread.

        Raises:
            OSError: the writing was ended by an error.
        """
        if not self._taken:
            self._take()
        piece, self._taken = (self._taken, self._taken[:0]) if most < 0 else _cut(self._taken, most)
        return bytes(piece)

    def _take(self) -> None:
        """Take all that has come: readers ask for little at a time, and each turn costs."""
        with self._changed:
            self._changed.wait_for(lambda: self._held or self._ended)
            if self.error is not None:
                raise OSError("nothing more is written") from self.error
            self._taken = memoryview(bytes(self._held))
            self._held.clear()
        with suppress(RuntimeError):  # the loop has been closed
            self._loop.call_soon_threadsafe(self._room.set)


def _cut(piece: memoryview, most: int) -> tuple[memoryview, memoryview]:
    return piece[:most], piece[most:]
