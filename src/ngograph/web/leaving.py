"""A client that goes away before its answer begins: nothing is worked on for nobody."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from starlette.requests import Request

CLOSED_REQUEST: Final = 499
"""What servers write down for a client that left; nobody receives it."""


_AT_ONCE: Final = 0.02
"""Seconds in which most answers begin, so that nobody need watch for who leaves before."""


async def unless_left(request: Request, answering: Coroutine[Any, Any, Response]) -> Response:
    """Return what *answering* returns, and give it up if the client of *request* leaves before.

    To be called when the body of the request has been read.
    """
    loop, work = asyncio.get_running_loop(), asyncio.current_task()
    assert work is not None
    watching: list[asyncio.Task[None]] = []
    left = False

    async def watch() -> None:
        nonlocal left
        while (await request.receive())["type"] != "http.disconnect":
            pass
        left = True
        work.cancel()

    later = loop.call_later(_AT_ONCE, lambda: watching.append(loop.create_task(watch())))
    try:
        return await answering
    except asyncio.CancelledError:
        if left and not work.uncancel():
            return Response(status_code=CLOSED_REQUEST)
        raise
    finally:
        later.cancel()
        for task in watching:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
