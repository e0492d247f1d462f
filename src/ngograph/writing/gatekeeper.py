"""The service's end of a change: turns, the lock, the process, and what to say when it does not come back."""

from __future__ import annotations

import asyncio
import json
import pickle
import signal
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ngograph.apart import run
from ngograph.errors import (
    QueryTooDeep,
    ReleaseBusy,
    ReleaseError,
    ReleaseMoved,
    TooManyWrites,
    WriteEnded,
    WriteTooLarge,
    WriteTooLong,
)
from ngograph.release import locked, published
from ngograph.writing.job import Job, Written, error_told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from ngograph.apart import Ended
    from ngograph.content import Content
    from ngograph.release import Release
    from ngograph.store.changes import Change
    from ngograph.writing.job import Holder

_PROCESS: Final = "ngograph.writing.process"
_PAUSE: Final = 0.05
"""Seconds before the lock is tried again."""


class Gatekeeper:
    """A writer that lets each change through the gate of a build, in a process of its own.

    Args:
        content: the folders whose rules are kept.
        releases: the folder of the releases.
        waiting: how many changes may wait for their turn.
        seconds: how long the work on a change may take, and how long it may wait for its turn.
        megabytes: how much memory it may need beyond what any change to the release does.
        kept: how many releases that writing made are left behind.
        turned: makes this service look for a new release now; returns the id of the one that it then serves.
        cores: where the work may run; none: wherever this service does.
    """

    def __init__(
        self,
        content: Content,
        releases: Path,
        *,
        waiting: int,
        seconds: float,
        megabytes: int,
        kept: int,
        turned: Callable[[], Awaitable[str]],
        cores: tuple[int, ...] = (),
    ) -> None:
        self._content, self._releases = content, releases
        self._may_wait, self._seconds, self._megabytes, self._kept = waiting, seconds, megabytes, kept
        self._turned, self._cores = turned, cores
        self._turn, self._waiting = asyncio.Lock(), 0

    async def write(
        self, change: Change, holder: Holder, expected: Callable[[Release], bool] | None = None
    ) -> Written:
        """Make *change* for *holder* if the published release is as *expected*; return when it is served.

        Raises:
            TooManyWrites: too many changes wait, or this one has waited too long.
            ReleaseBusy: a build or another service has held the releases for too long.
            ReleaseMoved: the published release is not the one that is expected.
            WriteTooLong, WriteTooLarge, WriteEnded: the work did not come to its end.
            WriteError, QueryError, NonConforming: it was not made.
        """
        await self._take_turn()
        try:
            async with self._held() as handle:
                before = published(self._releases)
                if expected is not None and not expected(before):
                    raise ReleaseMoved(before.id)
                written = await self._worked(before, change, holder, handle)
        finally:
            self._turn.release()
        if not written.graphs:
            return written
        return replace(written, served=await self._turned() >= written.release)

    async def _take_turn(self) -> None:
        busy = TooManyWrites(self._waiting, max(1, round(self._seconds / 4)))
        if self._turn.locked() and self._waiting >= self._may_wait:
            raise busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._turn.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def _held(self) -> AsyncIterator[int]:
        """Hold the releases, waiting for whoever does."""
        end = asyncio.get_running_loop().time() + self._seconds
        with ExitStack() as stack:
            while True:
                try:
                    handle = stack.enter_context(locked(self._releases))
                    break
                except ReleaseBusy:
                    if asyncio.get_running_loop().time() > end:
                        raise
                    await asyncio.sleep(_PAUSE)
            yield handle

    async def _worked(self, before: Release, change: Change, holder: Holder, handle: int) -> Written:
        """Let a process make *change*, and return or raise what it says."""
        job = Job(
            self._content.root,
            self._releases,
            change,
            holder,
            megabytes=self._megabytes,
            kept=self._kept,
        )
        sent = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        ended = await run(_PROCESS, sent, seconds=self._seconds, cores=self._cores, handles=[handle])
        return self._said(before, ended)

    def _said(self, before: Release, ended: Ended) -> Written:
        try:
            said: dict[str, Any] = json.loads(ended.out)
        except ValueError:
            after = published(self._releases)
            if after.id != before.id:  # it was ended between the switch and its last words
                (*_, last) = after.account["written"]
                return Written(after.id, tuple(last["graphs"]))
            if ended.late:
                raise WriteTooLong(self._seconds) from None
            if ended.code == -signal.SIGSEGV:
                raise QueryTooDeep from None
            if ended.outgrew:
                raise WriteTooLarge(self._megabytes) from None
            if ended.failed:
                raise ReleaseError(f"the process that makes changes failed: {ended.failure}") from None
            raise WriteEnded from None
        if "error" in said:
            raise error_told(said)
        return Written(said["release"], tuple(said["graphs"]), created=said["created"])
