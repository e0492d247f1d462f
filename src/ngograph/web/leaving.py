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

_CLOSED_REQUEST: Final = 499
"""What servers write down for a client that left; nobody receives it."""


async def unless_left(request: Request, answering: Coroutine[Any, Any, Response]) -> Response:
    """Return what *answering* returns, and give it up if the client of *request* leaves before.

    To be called when the body of the request has been read.
    """
    work = asyncio.ensure_future(answering)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        return Response(status_code=_CLOSED_REQUEST)
    finally:
        for task in (work, leaving):
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
