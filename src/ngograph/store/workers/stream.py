"""One answer on its way out of a worker, within its limits."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from ngograph.errors import QueryEnded, QueryTooLarge, QueryTooLong
from ngograph.store.pipe import ReaderGone
from ngograph.store.workers.frames import (
    END,
    ERROR,
    FORM,
    LAST,
    MEMORY,
    PIECE,
    TABLE,
    UNFIT,
    WHOLE,
    Request,
    error_read,
    request_bytes,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ngograph.errors import QueryError
    from ngograph.store.workers.limits import Limits
    from ngograph.store.workers.running import Running
    from ngograph.store.workers.staff import Staff


class Stream:
    """The answer to one question.

    Args:
        staff: whom its worker is given back to.
        run: the question.
        limits: how long it may take, and its reader.
    """

    def __init__(self, staff: Staff, run: Running, limits: Limits) -> None:
        self._staff, self._run, self._limits = staff, run, limits
        self._left, self._end = limits.seconds, time.monotonic() + limits.longest
        self._come: deque[tuple[bytes, bytes]] = deque()
        self._done = False

    async def begin(self, request: Request) -> tuple[bytes, bytes]:
        """Send the question; return the frame that begins its answer, or all of it.

        Raises:
            QueryError: there is no answer, or none in time.
        """
        try:
            come = await self._worked(request_bytes(request))
        except BaseException:
            self.close()
            raise
        return self._opened(come)

    async def resume(self, come: list[tuple[bytes, bytes]], began: float) -> tuple[bytes, bytes]:
        """Return what `begin` would, of a question that was sent at the moment *began*.

        Args:
            come: what has come since; nothing, if the worker has ended or its time is up.
            began: by the monotonic clock.

        Raises:
            QueryError: there is no answer, or none in time.
        """
        self._left = max(0, self._left - (time.monotonic() - began))
        if come:
            return self._opened(come)
        try:
            if not self._left:
                raise self._late()
            raise await self._ended()
        finally:
            self.close()

    def _opened(self, come: list[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
        kind, body = come.pop(0)
        self._come.extend(come)
        if kind in LAST:
            self._finish()
        if kind == MEMORY:
            raise QueryTooLarge(self._limits.megabytes)
        if kind == ERROR:
            raise error_read(body)
        assert kind in (FORM, WHOLE, UNFIT, TABLE)
        return kind, body

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield what the worker writes, as many pieces at once as have come."""
        rounds = self._staff.rounds
        try:
            while not self._done:
                if not self._come:
                    self._come.extend(await self._worked())
                piece = self._taken()
                if piece and not self._done:
                    patience = rounds.after(min(self._limits.patience, self._rest()), self.close)
                    try:
                        yield piece
                    finally:
                        rounds.take_back(patience)
                    if self._done:
                        raise self._late() if self._rest() <= 0 else ReaderGone("the reader was too slow")
                elif piece:
                    yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Kill the worker if it is not done: nobody reads any more, or its time is up."""
        if not self._done:
            self._done = True
            self._staff.lose(self._run)

    def _finish(self) -> None:
        """Give the worker back."""
        self._done = True
        self._staff.release(self._run)

    def _rest(self) -> float:
        """Return how many seconds are left of all that the answer may take."""
        return max(0, self._end - time.monotonic())

    def _late(self) -> QueryTooLong:
        """Return the error that names the limit of time that was passed."""
        return QueryTooLong(self._limits.longest if self._rest() <= 0 else self._limits.seconds)

    async def _ended(self) -> QueryError:
        """Return the error that tells why the worker has ended."""
        if self._run.ended:
            return QueryEnded("an operator has ended this question")
        return await self._run.worker.last_words(self._limits.megabytes)

    def _taken(self) -> bytes:
        """Return the bytes that have come."""
        pieces = []
        while self._come:
            kind, body = self._come.popleft()
            if kind == PIECE:
                pieces.append(body)
                continue
            self._finish()
            if kind != END:
                raise error_read(body) if kind == ERROR else QueryTooLarge(self._limits.megabytes)
        return b"".join(pieces)

    async def _worked(self, asked: bytes | None = None) -> list[tuple[bytes, bytes]]:
        """Wait for the worker, on its own time."""
        began, worker = time.monotonic(), self._run.worker
        seconds = min(self._left, self._end - began)
        late = self._staff.rounds.after(seconds, worker.late)
        try:
            if asked is not None:
                await worker.ask(asked, seconds)
            return await worker.frames(late.moment)
        except TimeoutError:
            raise self._late() from None
        except EOFError:
            raise await self._ended() from None
        finally:
            self._staff.rounds.take_back(late)
            self._left = max(0, self._left - (time.monotonic() - began))
