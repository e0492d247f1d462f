"""A bounded pipe of bytes from a thread to the event loop.

The thread writes as to a file. When the pipe is full it waits, so that memory stays flat however large the
answer and however slow its reader; when the reader has gone, or takes nothing for too long, writing fails,
and with it whatever was being written.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class ReaderGone(OSError):  # noqa: N818
    """Nobody reads what is being written."""


class Pipe:
    """One writer in a thread, one reader on the event loop that was running when the pipe was made.

    Args:
        room: how many pieces it holds; the engine's pieces are of 8 KB.
        patience: seconds that a full pipe waits for its reader.
    """

    def __init__(self, *, room: int = 16, patience: float = 30) -> None:
        self._loop = asyncio.get_running_loop()
        self._room, self._patience = room, patience
        self._pieces: deque[bytes] = deque()
        self._changed = Condition()
        self._filled = asyncio.Event()
        self._begun = asyncio.Event()
        self._written = 0
        self._ended = self._closed = False
        self._error: BaseException | None = None

    # In the thread -----------------------------------------------------------------------------------------

    def write(self, piece: bytes) -> int:
        """Hand on *piece*, waiting while the pipe is full.

        Raises:
            ReaderGone: the reader has closed the pipe, or took nothing for as long as patience lasts.
        """
        with self._changed:
            has_room = self._changed.wait_for(self._may_write, self._patience)
            if self._closed or not has_room:
                self._closed = True
                raise ReaderGone("the reader has gone")
            self._pieces.append(piece)
            self._written += 1
        self._tell()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: pieces are handed on as they come."""

    def end(self, error: BaseException | None = None) -> None:
        """Say that all is written, or that *error* ended the writing."""
        with self._changed:
            self._ended, self._error = True, error
        self._tell()

    def _may_write(self) -> bool:
        return self._closed or len(self._pieces) < self._room

    def _tell(self) -> None:
        with suppress(RuntimeError):  # the loop has been closed: nobody is left to be told
            self._loop.call_soon_threadsafe(self._wake)

    # On the event loop -------------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._filled.set()
        if self._ended or self._written > 1:
            self._begun.set()

    async def begun(self) -> bytes | None:
        """Wait until there is something to say; return the whole if that is all, else None.

        The whole is known when the writer ends before its second piece. An error that comes before is
        raised here, while the answer can still become another one.
        """
        await self._begun.wait()
        if self._written > 1:
            return None
        if self._error is not None:
            raise self._error
        return self._taken()

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield what is written, as many pieces at once as have come, and close the pipe at the end."""
        try:
            while True:
                self._filled.clear()
                ended = self._ended
                if piece := self._taken():
                    yield piece
                elif ended or self._closed:
                    break
                else:
                    await self._filled.wait()
            if self._error is not None:
                raise self._error
            if not self._ended:
                raise ReaderGone("the reader was too slow")
        finally:
            self.close()

    def close(self) -> None:
        """Stop the writer: nobody reads any more."""
        with self._changed:
            self._closed = True
            self._pieces.clear()
            self._changed.notify_all()

    def _taken(self) -> bytes:
        with self._changed:
            taken = b"".join(self._pieces)
            self._pieces.clear()
            self._changed.notify_all()
        return taken
