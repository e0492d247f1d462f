"""The service's end of one worker: ask it, read from it, kill it, learn how it ended."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import time
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Final

from ngograph.errors import QueryEnded, QueryTooDeep, QueryTooLarge
from ngograph.store.workers.confinement import data_in, touched_in, worked_in
from ngograph.store.workers.frames import ASKED, SETTLE, Frames, frame
from ngograph.store.workers.waiting import read

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Collection

    from ngograph.errors import QueryError
    from ngograph.store.workers.slate import Slate

_FEW: Final = 1 << 14
"""Bytes that are read at first: most answers are no longer."""
_MANY: Final = 1 << 18
"""Bytes that are read at once of an answer that is."""
_LAST: Final = 15
"""How much a worker gives way that has long to work: it gets less than a tenth of the time of the others."""
_COPIED: Final = 32_000_000
"""Bytes of the store that a worker may copy for one question and still be worth keeping."""


class Worker:
    """One worker process.

    Args:
        number: its process.
        handle: its process too, by a file that no other process can come to bear.
        connection: the socket to it.
        words: the pipe with its last words.
        slate: what it is about with connections that are lent to it.
        may_settle: whether it may make the pages of the store its own.

    Attributes:
        settled: whether it does.
    """

    def __init__(
        self,
        number: int,
        handle: int,
        connection: socket.socket,
        words: int,
        slate: Slate,
        *,
        may_settle: bool,
    ) -> None:
        self.number, self.handle, self.connection, self.words = number, handle, connection, words
        self.slate = slate
        self.may_settle, self.settled = may_settle, False
        self._statistics = os.open(f"/proc/{number}/statm", os.O_RDONLY)
        self._faults = os.open(f"/proc/{number}/stat", os.O_RDONLY)
        self._held = self._data()
        self._own = self._seen = self._touched()
        self._ended = select.poll()
        self._ended.register(handle, select.POLLIN)
        self._frames = Frames()
        self._most = _FEW
        self._nice = 0
        self._gone = False
        self._going = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.Future[bytes] | None = None
        self._told: Callable[[bytes], None] | None = None

    def alive(self) -> bool:
        """Say whether the process has not ended."""
        return not self._gone and not self._ended.poll(0)

    def keep_to(self, cores: Collection[int]) -> None:
        """Let the process run on these *cores* alone."""
        if self.alive():
            with suppress(OSError):  # it has ended, or the cores are no longer ours to use
                os.sched_setaffinity(self.number, cores)

    def give_way(self) -> None:
        """Let the process work when the others do not, or little."""
        if self.alive():
            with suppress(OSError):
                self._nice = os.getpriority(os.PRIO_PROCESS, self.number)
                os.setpriority(os.PRIO_PROCESS, self.number, _LAST)

    def stand_up(self) -> bool:
        """Let it work as before; say whether the system allows that."""
        try:
            os.setpriority(os.PRIO_PROCESS, self.number, self._nice)
        except OSError:
            return False
        return True

    def grown(self, megabytes: int) -> bool:
        """Say whether it keeps so much of what questions needed, each up to *megabytes*, that it should go.

        The store in memory is shared until it is read: to read a statement counts who reads it, and so copies
        the page that it stands on. What was copied is told by the faults of pages, which may be too many. Who
        has copied much for one question gives it back at once; what many small ones copy, others need again;
        and who has settled keeps all of it.
        """
        most = megabytes * 500_000
        if self.settled:
            return self._data() - self._held > most
        touched = self._touched()
        before, self._seen = self._seen, touched
        return (
            touched - before > min(_COPIED, most)
            or touched - self._own > most
            or self._data() - self._held > most
        )

    def worked(self) -> float:
        """Return the seconds that it has worked so far."""
        try:
            return worked_in(os.pread(self._faults, 1000, 0))
        except ProcessLookupError:
            return 0

    def look(self) -> None:
        """Remember what it has copied so far, before a question makes it copy more."""
        if not self.settled:
            self._seen = self._touched()

    def settle(self) -> None:
        """Let it make the pages of the store its own, while it is not asked; it must be idle."""
        if self.may_settle:
            self.settled = True
            with suppress(OSError):  # its end is learnt by reading
                self.connection.send(frame(SETTLE))

    def _data(self) -> int:
        try:
            return data_in(os.pread(self._statistics, 200, 0))
        except ProcessLookupError:
            return 0

    def _touched(self) -> int:
        try:
            return touched_in(os.pread(self._faults, 1000, 0))
        except ProcessLookupError:
            return 0

    async def ask(self, body: bytes, seconds: float) -> None:
        """Send it a question.

        Raises:
            TimeoutError: it did not take all of it in so many *seconds*.
        """
        asked = frame(ASKED, body)
        if (sent := self._send(asked)) < len(asked):
            with suppress(ConnectionError):
                async with asyncio.timeout(seconds):
                    await asyncio.get_running_loop().sock_sendall(self.connection, asked[sent:])

    def prompt(self, body: bytes, told: Callable[[bytes], None]) -> bool:
        """Send it a question; say whether it has taken all of it. *told* gets the first bytes that come back.

        None come where it has ended.
        """
        self._told = told
        self._watch(asyncio.get_running_loop())
        return self._send(asked := frame(ASKED, body)) == len(asked)

    def listen(self, told: Callable[[bytes], None]) -> None:
        """Let *told* get the next bytes, whatever they are about."""
        self._told = told
        self._watch(asyncio.get_running_loop())

    def more(self, told: Callable[[bytes], None] | None) -> None:
        """Let *told* get the next bytes; None: nobody waits for them."""
        self._told = told

    def attend(self) -> None:
        """Take what has come, if somebody waits for it."""
        if self._told is not None:
            self._readable()

    def cut(self, come: bytes) -> list[tuple[bytes, bytes]]:
        """Return the frames that are whole now that the bytes *come* have come."""
        return self._frames.fed(come)

    def _send(self, sent: bytes) -> int:
        """Send what can be sent at once; return how many bytes that was. Its end is learnt by reading."""
        try:
            return self.connection.send(sent)
        except BlockingIOError:
            return 0
        except ConnectionError:
            return len(sent)

    async def frames(self, end: float) -> list[tuple[bytes, bytes]]:
        """Wait for one frame or more, until the moment *end* of the monotonic clock.

        At that moment `late` is to be called.

        Raises:
            EOFError: the worker has ended.
            TimeoutError: that moment has come.
        """
        loop = asyncio.get_running_loop()
        while time.monotonic() < end:
            if not (come := await self._come(loop)):
                raise EOFError
            if taken := self.cut(come):
                return taken
        raise TimeoutError

    def late(self) -> None:
        """Wait no longer."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(TimeoutError())

    async def _come(self, loop: asyncio.AbstractEventLoop) -> bytes:
        """Wait for bytes, none if there will be none.

        The loop watches the connection from one answer to the next; to begin and end that for each would take
        longer than many an answer.
        """
        self._waiting = loop.create_future()
        self._told = self._waiting.set_result
        self._watch(loop)
        try:
            return await self._waiting
        finally:
            self._waiting = self._told = None

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._loop is not loop:
            self._loop = loop
            loop.add_reader(self.connection.fileno(), self._readable)

    def _readable(self) -> None:
        if self._told is None or (self._waiting is not None and self._waiting.done()):
            self._look_away()  # nobody waits for it: let the worker be held back
            return
        try:
            come = self.connection.recv(self._most)
        except BlockingIOError:
            return
        except ConnectionError:
            come = b""
        self._most = _MANY if len(come) >= _FEW else _FEW
        told, self._told = self._told, None
        told(come)

    def _look_away(self) -> None:
        loop, self._loop = self._loop, None
        if loop is not None and not loop.is_closed():
            loop.remove_reader(self.connection.fileno())

    async def last_words(self, megabytes: int) -> QueryError:
        """Return the error that tells how the worker ended."""
        said = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                while piece := await read(self.words):
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
        """Kill it and let go of all that belongs to it; safe in any thread."""
        self.kill()
        with self._going:
            if self._gone:
                return
            self._gone = True
            for file in (self._statistics, self._faults, self.words, self.handle):
                os.close(file)
            self.slate.close()
        if self._loop is None or self._loop is _loop_here():
            self._part()
            return
        try:
            self._loop.call_soon_threadsafe(self._part)
        except RuntimeError:  # that loop has ended
            self._part()

    def _part(self) -> None:
        self._look_away()
        self.connection.close()


def _loop_here() -> asyncio.AbstractEventLoop | None:
    """Return the loop that this thread runs, if it runs one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
