"""Turning to a new release while requests go on.

An application serves one release. When another is published, its application is opened beside the old one,
asked whether it answers, and gets every new request; the old one ends what it has begun and is then closed.
If the new one cannot be opened, the old one stays.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from ngograph.errors import NgographError
from ngograph.web.logs import SERVICE
from ngograph.web.operating import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

    from ngograph.web.service import Served, Service

R = TypeVar("R", bound="Served")


class Switch(Generic[R]):
    """The application that always is that of the current release.

    Args:
        first: the release to begin with.
        current: finds the release that is published now; cheap, for it is asked again and again, in a thread.
        make: makes the application of a release. It runs in a thread; the requests go on meanwhile.
        seconds: between two looks for a new release. SIGHUP makes it look at once, and try again what failed.
    """

    def __init__(
        self, first: R, current: Callable[[], R], make: Callable[[R], FastAPI], *, seconds: float = 1
    ) -> None:
        self._current, self._make, self._seconds = current, make, seconds
        self._seen = first
        self._house = House(make(first))
        self._look = asyncio.Event()
        self._asking: list[asyncio.Future[str]] = []

    @property
    def service(self) -> Service:
        """What is served at this moment."""
        return cast("Service", self._house.app.state.service)

    @property
    def house(self) -> House:
        """The application of the release that is served at this moment."""
        return self._house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to the application of the release that is served at this moment."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        house = self._house
        house.enter()
        try:
            await house.app(scope, receive, send)
        finally:
            house.leave()

    async def looked(self) -> str:
        """Look for a new release now, and return the id of the one that is served when that is done."""
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._asking.append(done)
        self._look.set()
        return await done

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._house.open()
        except BaseException as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not the main thread
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._again)
        watching = asyncio.create_task(self._watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await self._house.close(now=True)
        await send({"type": "lifespan.shutdown.complete"})

    def _again(self) -> None:
        self._look.set()

    async def _watch(self) -> None:
        while True:
            asked = False
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    asked = await self._look.wait()
            self._look.clear()
            asking, self._asking = self._asking, []
            with suppress(NgographError):  # nothing is published at this moment: what is served stays
                found = await asyncio.to_thread(self._current)
                if found != self._seen or (asked and found.id != self._house.serves):
                    self._seen = found
                    await self._turn(found)
            for done in asking:
                if not done.done():
                    done.set_result(self._house.serves)

    async def _turn(self, release: R) -> None:
        """Serve *release* from now on, if it can be."""
        fields = {"from": self._house.serves, "to": release.id}
        house: House | None = None
        try:
            house = House(await asyncio.to_thread(self._make, release))
            await house.open()
            await answers(house.app.state.service)
        except Exception:
            SERVICE.exception("the new release cannot be served", extra={"fields": fields})
            if house is not None:
                await house.close(now=True)
            return
        before, self._house = self._house, house
        before.closing = asyncio.create_task(before.close())
        SERVICE.info("serving a new release", extra={"fields": fields})


class House:
    """One application, the requests in it, and its beginning and end."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.serves: str = app.state.service.release.id
        self.closing: asyncio.Task[None] | None = None
        self._inside = 0
        self._empty = asyncio.Event()
        self._empty.set()
        self._end = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def enter(self) -> None:
        """Let a request in."""
        self._inside += 1
        self._empty.clear()

    def leave(self) -> None:
        """Let it out."""
        self._inside -= 1
        if not self._inside:
            self._empty.set()

    async def open(self) -> None:
        """Begin the application's life, which goes on in a task of its own."""
        begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._lives(begun))
        await asyncio.wait([begun, self._task], return_when=asyncio.FIRST_COMPLETED)
        if not begun.done():
            await self._task

    async def _lives(self, begun: asyncio.Future[None]) -> None:
        async with self.app.router.lifespan_context(self.app):
            begun.set_result(None)
            await self._end.wait()

    async def close(self, *, now: bool = False) -> None:
        """End the application's life, when the last request has left unless it is to be *now*."""
        if not now:
            await self._empty.wait()
        self._end.set()
        if self._task is not None:
            await self._task
