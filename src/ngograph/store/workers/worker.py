"""The service's end of one worker: ask it, read from it, kill it, learn how it ended."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

from ngograph.errors import QueryEnded, QueryTooDeep, QueryTooLarge
from ngograph.store.workers.confinement import data
from ngograph.store.workers.frames import READY, Frames, frame

if TYPE_CHECKING:
    from ngograph.errors import QueryError
    from ngograph.store.workers.nursery_link import Nursery

_READ: Final = 1 << 18


@dataclass(eq=False)
class Worker:
    """One worker process.

    Args:
        number: its process.
        handle: its process too, by a file that no other process can come to bear.
        connection: the socket to it.
        words: the pipe with its last words.
        held: the bytes of memory that it began with.
    """

    number: int
    handle: int
    connection: socket.socket
    words: int
    held: int | None
    _frames: Frames = field(default_factory=Frames)
    _come: deque[tuple[bytes, bytes]] = field(default_factory=deque)
    _gone: bool = False
    _going: Lock = field(default_factory=Lock)

    def alive(self) -> bool:
        """Say whether the process has not ended."""
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        return not self._gone and not poll.poll(0)

    def grown(self, most: int) -> bool:
        """Say whether it keeps more than *most* bytes of what it once needed."""
        now = data(self.number)
        return now is not None and self.held is not None and now - self.held > most

    async def ask(self, body: bytes) -> None:
        """Send it a question."""
        with suppress(BrokenPipeError, ConnectionError):  # its end is learnt by reading
            await asyncio.get_running_loop().sock_sendall(self.connection, frame(b"Q", body))

    async def frames(self) -> list[tuple[bytes, bytes]]:
        """Wait for one frame or more.

        Raises:
            EOFError: the worker has ended.
        """
        while not self._come:
            try:
                come = await asyncio.get_running_loop().sock_recv(self.connection, _READ)
            except ConnectionError:
                come = b""
            if not come:
                raise EOFError
            self._come.extend(self._frames.fed(come))
        taken = list(self._come)
        self._come.clear()
        return taken

    async def last_words(self, megabytes: int) -> QueryError:
        """Return the error that tells how the worker ended."""
        said = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                while piece := await _read(self.words):
                    said += piece
        how = said.rpartition(b"\nended ")[2]
        if how == b"%d" % -signal.SIGABRT or b"MemoryError" in said:
            return QueryTooLarge(megabytes)
        if how == b"%d" % -signal.SIGSEGV:
            return QueryTooDeep()
        return QueryEnded("the process that worked on this question has ended: ask again")

    def kill(self) -> None:
        """End the process now; safe in any thread."""
        with self._going, suppress(OSError):
            if not self._gone:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def bury(self) -> None:
        """Kill it and let go of all that belongs to it."""
        self.kill()
        with self._going:
            if not self._gone:
                self._gone = True
                self.connection.close()
                os.close(self.words)
                os.close(self.handle)


async def recruited(nursery: Nursery) -> Worker:
    """Return a new worker of *nursery* that is ready for its first question.

    Raises:
        OSError: there is none to be had.
    """
    ours, theirs = socket.socketpair()
    hears, says = os.pipe()
    try:
        try:
            nursery.ask(theirs.fileno(), says)
        finally:
            theirs.close()
            os.close(says)
        ours.setblocking(False)
        await _readable(ours.fileno())
        come, handles, _, _ = socket.recv_fds(ours, 64, 1)
        if not handles:
            raise ConnectionError("the nursery gave no worker")
        ((kind, number),) = Frames().fed(come)
        assert kind == READY
        os.set_blocking(hears, False)
        return Worker(int(number), handles[0], ours, hears, data(int(number)))
    except BaseException:
        ours.close()
        os.close(hears)
        raise


async def _read(pipe: int) -> bytes:
    while True:
        try:
            return os.read(pipe, 4096)
        except BlockingIOError:
            await _readable(pipe)


async def _readable(handle: int) -> None:
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(handle, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(handle)
